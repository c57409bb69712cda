package tmpl

import (
	"reflect"
	"text/template/parse"
)

// loop compiles {{range}}.
func (b *body) loop(n *parse.RangeNode, dot expr, to *builder) {
	b.scope(func() {
		source := b.pipe(n.Pipe, dot)
		l := &rangeLoop{body: b, node: n, dot: dot}
		l.source = b.keep(source, to)
		if n.Pipe.IsAssign {
			b.declarations(n.Pipe, l.source, to) // until the first round, and in {{else}}
		}
		if source.fixed && l.unroll(to) {
			return
		}
		typ, depth := source.typ, 0
		for typ != nil && typ.Kind() == reflect.Pointer {
			typ = typ.Elem()
			depth++
		}
		switch {
		case typ == nil || typ.Kind() == reflect.Interface:
			l.overAny(to, nil, nil, false)
		case typ.Kind() == reflect.Slice:
			l.overSlice(to, typ.Elem(), depth)
		default:
			l.overOther(to, typ, depth > 0 || source.addr)
		}
	})
}

// rangeLoop is a {{range}} that is being compiled.
type rangeLoop struct {
	*body
	node   *parse.RangeNode
	source expr
	dot    expr // outside
}

// round compiles the list of a loop for an index and an element.
func (l *rangeLoop) round(index, elem expr, to *builder) {
	l.scope(func() {
		decl := l.node.Pipe.Decl
		values := []expr{index, elem}[2-len(decl):]
		for i, v := range decl {
			if !l.node.Pipe.IsAssign {
				l.alias(v.Ident[0], values[i], to)
				continue
			}
			slot, val := l.lookup(l.node, v.Ident[0]).slot, values[i].val
			to.each(func(f *frame) { f.vals[slot] = val(f) })
		}
		l.list(l.node.List, elem, to)
	})
}

// alias declares a variable for what has a slot already.
func (b *body) alias(name string, e expr, to *builder) {
	if b.assigned[name] {
		b.declare(name, e, to)
		return
	}
	b.vars = append(b.vars, variable{name: name, expr: e})
}

// roundBlock is round in a block of its own.
func (l *rangeLoop) roundBlock(index, elem expr) block {
	to := &builder{}
	l.round(index, elem, to)
	return to.block()
}

// otherwise compiles {{else}}, in which the variables hold the list itself.
func (l *rangeLoop) otherwise(to *builder) {
	l.scope(func() {
		if !l.node.Pipe.IsAssign {
			for _, v := range l.node.Pipe.Decl {
				l.alias(v.Ident[0], l.source, to)
			}
		}
		l.list(l.node.ElseList, l.dot, to)
	})
}

func (l *rangeLoop) otherwiseBlock() block {
	to := &builder{}
	l.otherwise(to)
	return to.block()
}

// overSlice compiles a loop over a list: the common case.
func (l *rangeLoop) overSlice(to *builder, elemType reflect.Type, depth int) {
	dotSlot, indexSlot := l.layout.vals(), l.layout.nums()
	elem := typed(elemType, true, loadVal(dotSlot).val)
	elem.slot = dotSlot + 1
	index := ofInt(func(f *frame) int { return f.nums[indexSlot] })
	round, none := l.roundBlock(index, elem), l.otherwiseBlock()
	val, n := l.source.val, l.node
	to.add(func(f *frame) next {
		v := val(f)
		for range depth {
			if v.IsNil() {
				throw(n, "cannot range over %s: it is nil", quote(n.Pipe))
			}
			v = v.Elem()
		}
		count := v.Len()
		if count == 0 {
			return none.run(f)
		}
		for i := range count {
			f.vals[dotSlot], f.nums[indexSlot] = v.Index(i), i
			if round.run(f) == breakLoop {
				break
			}
		}
		return goOn
	})
}

// overOther compiles a loop over something of known type that is no slice.
func (l *rangeLoop) overOther(to *builder, typ reflect.Type, addr bool) {
	one := false // there is no index
	switch k := typ.Kind(); {
	case k == reflect.Array:
		l.overAny(to, intType, typ.Elem(), addr)
		return
	case k == reflect.Map:
		l.overAny(to, typ.Key(), typ.Elem(), false)
		return
	case k == reflect.Chan && typ.ChanDir() != reflect.SendDir:
		l.overAny(to, intType, typ.Elem(), false)
		return
	case basicOf(typ) == basicInt, basicOf(typ) == basicUint, k == reflect.Func && typ.CanSeq():
		one = true
	case k == reflect.Func && typ.CanSeq2():
	default:
		l.fail(l.node, "", "cannot range over %s: it is %s", quote(l.node.Pipe), typeName(typ))
		return
	}
	if one && len(l.node.Pipe.Decl) > 1 {
		l.fail(l.node, "", "range over %s gives one value at a time, not two", typeName(typ))
		return
	}
	l.overAny(to, nil, nil, false)
}

// overAny compiles a loop over whatever is there at run time. Types of index and element
// may be nil.
func (l *rangeLoop) overAny(to *builder, indexType, elemType reflect.Type, addr bool) {
	dotSlot, indexSlot := l.layout.vals(), l.layout.vals()
	elem, index := loadVal(dotSlot), loadVal(indexSlot)
	if elemType != nil {
		elem = typed(elemType, addr, elem.val)
	}
	if indexType != nil {
		index = typed(indexType, false, index.val)
	}
	round, none := l.roundBlock(index, elem), l.otherwiseBlock()
	val, n, two := l.source.val, l.node, len(l.node.Pipe.Decl) > 1
	to.add(func(f *frame) next {
		ran := false
		each(n, val(f), two, func(i, v reflect.Value) bool {
			ran = true
			f.vals[indexSlot], f.vals[dotSlot] = i, v
			return round.run(f) != breakLoop
		})
		if !ran {
			return none.run(f)
		}
		return goOn
	})
}
