package tmpl

import (
	"reflect"
	"text/template/parse"
)

// layout gives out the slots of a frame. Slots are used again when their scope has ended.
type layout struct {
	now, most slots
}

func (l *layout) vals() int { l.now.vals++; l.grow(); return l.now.vals - 1 }
func (l *layout) strs() int { l.now.strs++; l.grow(); return l.now.strs - 1 }
func (l *layout) nums() int { l.now.nums++; l.grow(); return l.now.nums - 1 }

func (l *layout) grow() {
	l.most.vals = max(l.most.vals, l.now.vals)
	l.most.strs = max(l.most.strs, l.now.strs)
	l.most.nums = max(l.most.nums, l.now.nums)
}

// variable is a variable in scope.
type variable struct {
	name string
	expr expr
	slot int // where {{$x = …}} puts a value; of variables that are assigned to only
}

// scope runs a part of the compilation whose variables and slots end with it.
func (b *body) scope(part func()) {
	vars, now := len(b.vars), b.layout.now
	part()
	b.vars, b.layout.now = b.vars[:vars], now
}

// lookup finds a variable. The parser makes sure that it exists, but for one that is only
// ever assigned to.
func (b *body) lookup(n parse.Node, name string) *variable {
	for i := len(b.vars) - 1; i >= 0; i-- {
		if b.vars[i].name == name {
			return &b.vars[i]
		}
	}
	wrong := b.fail(n, name, "there is no variable %s here", name)
	if b.assigned[name] {
		b.hint("declare it with {{%s := …}} first", name)
	}
	return &variable{name: name, expr: wrong, slot: b.layout.vals()}
}

// declare makes a variable. What is fixed needs no slot; what is assigned to later has a
// slot for values of any type, and nothing is known of it.
func (b *body) declare(name string, e expr, to *builder) expr {
	if !b.assigned[name] {
		kept := b.keep(e, to)
		b.vars = append(b.vars, variable{name: name, expr: kept})
		return kept
	}
	slot := b.layout.vals()
	val := e.val
	to.each(func(f *frame) { f.vals[slot] = val(f) })
	v := variable{name: name, expr: changing(slot), slot: slot}
	b.vars = append(b.vars, v)
	return v.expr
}

// keep evaluates an expression now, and gives the expression that reads it from its slot.
func (b *body) keep(e expr, to *builder) expr {
	kept, store := b.slot(e)
	if store != nil {
		to.each(store)
	}
	return kept
}

// slot gives an expression a slot of the kind that fits, unless it is fixed or has one.
func (b *body) slot(e expr) (kept expr, store func(*frame)) {
	switch {
	case e.fixed, e.slot > 0:
		return e, nil
	case e.is(reflect.String) && e.str != nil && !e.addr:
		slot, str := b.layout.strs(), e.str
		kept = ofString(e.typ, func(f *frame) string { return f.strs[slot] })
		return kept, func(f *frame) { f.strs[slot] = str(f) }
	case e.typ == intType && e.num != nil && !e.addr:
		slot, num := b.layout.nums(), e.num
		return ofInt(func(f *frame) int { return f.nums[slot] }), func(f *frame) { f.nums[slot] = num(f) }
	}
	slot, val := b.layout.vals(), e.val
	kept = loadVal(slot)
	kept.typ, kept.addr, kept.known, kept.sample = e.typ, e.addr, e.known, e.sample
	return kept, func(f *frame) { f.vals[slot] = val(f) }
}

// loadVal reads a slot.
func loadVal(slot int) expr {
	e := dynamic(func(f *frame) reflect.Value { return f.vals[slot] })
	e.slot = slot + 1
	return e
}

// changing reads a slot whose value is not the same throughout its scope.
func changing(slot int) expr {
	e := loadVal(slot)
	e.slot = 0
	return e
}

// declarations gives the variables of a pipeline its value, and gives the value.
func (b *body) declarations(p *parse.PipeNode, e expr, to *builder) expr {
	for _, v := range p.Decl {
		if p.IsAssign {
			slot, val := b.lookup(p, v.Ident[0]).slot, e.val
			to.each(func(f *frame) { f.vals[slot] = val(f) })
			e = changing(slot) // so that it is evaluated once
			continue
		}
		e = b.declare(v.Ident[0], e, to)
	}
	return e
}

// assignments lists the variables that a template assigns to, after their declaration.
func assignments(list *parse.ListNode) map[string]bool {
	names := map[string]bool{}
	var pipe func(*parse.PipeNode)
	pipe = func(p *parse.PipeNode) {
		if p == nil {
			return
		}
		if p.IsAssign {
			for _, v := range p.Decl {
				names[v.Ident[0]] = true
			}
		}
		for _, cmd := range p.Cmds {
			for _, arg := range cmd.Args {
				if chain, ok := arg.(*parse.ChainNode); ok {
					arg = chain.Node
				}
				if inner, ok := arg.(*parse.PipeNode); ok {
					pipe(inner)
				}
			}
		}
	}
	walk(list, func(n parse.Node) bool {
		switch n := n.(type) {
		case *parse.ActionNode:
			pipe(n.Pipe)
		case *parse.IfNode:
			pipe(n.Pipe)
		case *parse.WithNode:
			pipe(n.Pipe)
		case *parse.RangeNode:
			pipe(n.Pipe)
		case *parse.TemplateNode:
			pipe(n.Pipe)
		}
		return true
	})
	return names
}
