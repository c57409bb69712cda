package tmpl

import (
	"fmt"
	"reflect"
	"strings"
	"text/template/parse"
)

// action compiles {{pipeline}}: its value, through the escapers that html/template put at
// the end of the pipeline, onto the page.
func (b *body) action(n *parse.ActionNode, dot expr, to *builder) {
	if len(n.Pipe.Decl) > 0 {
		b.declarations(n.Pipe, b.pipe(n.Pipe, dot), to)
		return
	}
	cmds, chain := cutEscapers(n.Pipe.Cmds)
	e := b.commands(cmds, dot)
	write := b.write(n, e, chain)
	if e.fixed {
		if text, ok := try(write); ok {
			to.write(text)
			return
		}
	}
	to.each(write)
}

// try writes what is fixed. A value that cannot be shown is left to the page.
func try(write func(*frame)) (text []byte, ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	f := new(frame)
	write(f)
	return f.out, true
}

// escaperPrefix begins the names of the escapers that html/template inserts.
const escaperPrefix = "_html_template_"

// cutEscapers takes the escapers off the end of a pipeline.
func cutEscapers(cmds []*parse.CommandNode) ([]*parse.CommandNode, []string) {
	end := len(cmds)
	for end > 0 {
		id, ok := cmds[end-1].Args[0].(*parse.IdentifierNode)
		if !ok || len(cmds[end-1].Args) > 1 || !strings.HasPrefix(id.Ident, escaperPrefix) {
			break
		}
		end--
	}
	var chain []string
	for _, cmd := range cmds[end:] {
		chain = append(chain, cmd.Args[0].(*parse.IdentifierNode).Ident)
	}
	return cmds[:end], chain
}

// write compiles how a value gets onto the page.
func (b *body) write(n parse.Node, e expr, chain []string) func(*frame) {
	if len(chain) == 0 {
		return b.print(n, e)
	}
	w := newWriter(chain)
	if e.typ != nil && isText(e.typ) {
		return w.text(e.text())
	}
	switch {
	case e.typ == nil:
	case trusted[chain[0]] == e.typ:
		return w.after(1).text(e.text())
	case plainInt(e.typ):
		if e.num != nil {
			num := e.num
			return w.number(func(f *frame) int64 { return int64(num(f)) })
		}
		val := e.val
		return w.number(func(f *frame) int64 { return val(f).Int() })
	}
	return w.value(e.val)
}

// print compiles an action without escapers. There are none today: each context has one.
func (b *body) print(n parse.Node, e expr) func(*frame) {
	val := e.val
	return func(f *frame) {
		v := val(f)
		shown, ok := printable(v)
		if !ok {
			throw(n, "%s cannot be shown, it is %s", quote(n), typeName(v.Type()))
		}
		f.out = fmt.Append(f.out, shown)
	}
}

// printable gives what fmt prints for a value, by the rules of html/template.
func printable(v reflect.Value) (any, bool) {
	for v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	if !v.IsValid() {
		return "<no value>", true
	}
	t := v.Type()
	if speaks(t) {
		return v.Interface(), true
	}
	if v.CanAddr() && speaks(reflect.PointerTo(t)) {
		return v.Addr().Interface(), true
	}
	if t.Kind() == reflect.Chan || t.Kind() == reflect.Func {
		return nil, false
	}
	return v.Interface(), true
}

var (
	stringerType  = reflect.TypeFor[fmt.Stringer]()
	formatterType = reflect.TypeFor[fmt.Formatter]()
)

// speaks tells whether a type says itself how it is printed.
func speaks(t reflect.Type) bool { return t.Implements(errorType) || t.Implements(stringerType) }

// isText tells whether a value of a type is printed as the string that it is, and has no
// meaning to html/template beyond that.
func isText(t reflect.Type) bool {
	if t == stringType {
		return true
	}
	return t.Kind() == reflect.String && !contentTypes[t] && !speaks(t) && !t.Implements(formatterType) && !t.Implements(jsonType) && !t.Implements(textType)
}

// plainInt tells whether a value of a type is printed as the whole number that it is.
func plainInt(t reflect.Type) bool {
	return t.PkgPath() == "" && basicOf(t) == basicInt && t.Name() != ""
}
