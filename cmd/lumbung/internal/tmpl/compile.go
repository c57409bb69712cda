package tmpl

import (
	"fmt"
	"reflect"
	"text/template/parse"

	"lumbung/cmd/lumbung/internal/diag"
)

// Compile compiles a template for data of one type, most often a pointer to a struct. An
// interface, or nil, leaves everything to run time. Fields, methods, functions and their
// arguments are checked; the error has every mistake that was found, see Errors.
func (s *Set) Compile(name string, root reflect.Type) (*Template, error) {
	return s.compile(name, root, reflect.Value{})
}

// compile compiles, and evaluates what a sample says is the same on all pages.
func (s *Set) compile(name string, root reflect.Type, sample reflect.Value, own ...string) (*Template, error) {
	if !s.Has(name) {
		return nil, &Error{File: name, Message: fmt.Sprintf("there is no template %q", name)}
	}
	esc, err := s.escape(name)
	if err != nil {
		return nil, err
	}
	if root != nil && root.Kind() == reflect.Interface {
		root = nil
	}
	c := &compiler{set: s, trees: esc.trees, bound: sample.IsValid(), own: own, routines: map[entry]*routine{}, said: map[string]bool{}}
	body := c.routine(entry{name: name, typ: root}, sample)
	if len(c.wrong) > 0 {
		return nil, join(c.wrong)
	}
	return &Template{set: s, name: name, root: root, body: body}, nil
}

// compiler is the state of one compilation.
type compiler struct {
	set      *Set
	trees    map[string]*parse.Tree
	bound    bool               // the types were checked before
	own      []string           // fields that are each page's own, though they are marked as fixed
	routines map[entry]*routine // of templates that call themselves
	open     []entry            // the templates that are being compiled, outermost first
	spent    int                // nodes compiled so far
	wrong    []*Error
	said     map[string]bool
	last     *Error // the mistake noted last; nil when it had been noted before
}

// entry is a template with what is known of its dot.
type entry struct {
	name string
	typ  reflect.Type
	addr bool
}

// maxSpent is how many nodes are compiled into one template before it is made smaller:
// fixed loops are no longer unrolled, templates called instead of copied in.
const maxSpent = 200_000

// body compiles one template. Templates that are called are compiled into the same frame,
// each with variables of its own.
type body struct {
	*compiler
	layout   *layout
	vars     []variable
	assigned map[string]bool // variables that {{$x = …}} changes
	current  parse.Node      // in the list that is being compiled
}

// routine compiles a template with slots of its own. Its dot is in the root slot.
func (c *compiler) routine(at entry, sample reflect.Value) *routine {
	if r := c.routines[at]; r != nil {
		return r
	}
	r := newRoutine(nil, slots{})
	c.routines[at] = r
	dot := loadVal(rootSlot)
	dot.typ, dot.addr = at.typ, at.addr
	if sample.IsValid() {
		dot.known, dot.sample = true, sample
		delete(c.routines, at) // good for this sample's pages only
	}
	l := &layout{}
	l.vals()
	tree := c.trees[at.name]
	b := &body{compiler: c, layout: l, assigned: assignments(tree.Root)}
	c.open = append(c.open, at)
	to := &builder{}
	b.alias("$", dot, to)
	b.list(tree.Root, dot, to)
	c.open = c.open[:len(c.open)-1]
	r.code, r.slots = to.block(), l.most
	return r
}

// list compiles the nodes of a list, one after the other.
func (b *body) list(list *parse.ListNode, dot expr, to *builder) {
	if list == nil {
		return
	}
	for _, n := range list.Nodes {
		b.spent++
		b.current = n
		switch n := n.(type) {
		case *parse.TextNode:
			to.write(n.Text)
		case *parse.ActionNode:
			b.action(n, dot, to)
		case *parse.IfNode:
			b.branch(&n.BranchNode, dot, to, false)
		case *parse.WithNode:
			b.branch(&n.BranchNode, dot, to, true)
		case *parse.RangeNode:
			b.loop(n, dot, to)
		case *parse.TemplateNode:
			b.call(n, dot, to)
		case *parse.BreakNode:
			to.add(func(*frame) next { return breakLoop })
			return
		case *parse.ContinueNode:
			to.add(func(*frame) next { return continueLoop })
			return
		case *parse.CommentNode:
		default:
			b.fail(n, "", "cannot compile %s", quote(n))
		}
	}
}

// inner compiles a list into a block of its own, whose variables end with it.
func (b *body) inner(list *parse.ListNode, dot expr) block {
	to := &builder{}
	b.scope(func() { b.list(list, dot, to) })
	return to.block()
}

// fail notes a mistake at a node, or at a word of it, and gives an expression to go on
// with. Where the types were checked before, the mistake lies in a value: it is one for
// the page that comes to it, as it would be in html/template.
func (b *body) fail(n parse.Node, word, format string, args ...any) expr {
	if !b.bound {
		e := b.set.place(n, word)
		e.say(diag.Msg(format, args...))
		b.last = nil
		if !b.said[e.Error()] {
			b.said[e.Error()] = true
			b.wrong = append(b.wrong, e)
			b.last = e
		}
	}
	return dynamic(func(*frame) reflect.Value {
		throw(n, format, args...)
		return reflect.Value{}
	})
}

// hint adds to the last mistake how to mend it.
func (b *body) hint(format string, args ...any) {
	if b.last != nil {
		b.last.Mend = diag.Msg(format, args...)
		b.last.Note = b.last.Mend.String()
	}
}

// call compiles {{template "name" .}}: copied in, unless it is being compiled already.
func (b *body) call(n *parse.TemplateNode, dot expr, to *builder) {
	arg := constant(reflect.Value{})
	if n.Pipe != nil {
		arg = b.declarations(n.Pipe, b.pipe(n.Pipe, dot), to)
	}
	at := entry{n.Name, arg.typ, arg.addr}
	if b.callsItself(at, arg) || b.spent > maxSpent {
		r, val := b.compiler.routine(at, reflect.Value{}), arg.val
		to.each(func(f *frame) { r.call(f, val(f), n) })
		return
	}
	b.scope(func() {
		tree := b.trees[n.Name]
		in := &body{compiler: b.compiler, layout: b.layout, assigned: assignments(tree.Root)}
		b.open = append(b.open, at)
		inDot := b.keep(arg, to)
		in.alias("$", inDot, to)
		in.list(tree.Root, inDot, to)
		b.open = b.open[:len(b.open)-1]
	})
}

// callsItself tells whether a template would be copied into itself. One that shows fixed
// values may be, as its calls end where the values end; but not without limit.
func (c *compiler) callsItself(at entry, arg expr) bool {
	within := 0
	for _, open := range c.open {
		if open == at {
			within++
		}
	}
	return within > 0 && (!arg.fixed || within > 100)
}
