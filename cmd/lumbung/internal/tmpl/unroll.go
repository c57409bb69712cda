package tmpl

import (
	"reflect"
	"text/template/parse"
)

// A loop over a fixed list is written out, round by round: much of each round then becomes
// plain text, and often all of it.

// maxUnrolled is how many instructions may be left of a loop that is written out; beyond
// that it stays a loop.
const maxUnrolled = 2000

// unroll writes a loop out. It gives false where that cannot be done.
func (l *rangeLoop) unroll(to *builder) bool {
	indexes, elems, ok := l.rounds()
	if !ok || l.spent > maxSpent {
		return false
	}
	if len(elems) == 0 {
		l.otherwise(to)
		return true
	}
	out := &builder{}
	jumps := leaves(l.node.List)
	var blocks []block
	size := 0
	for i, elem := range elems {
		if jumps {
			round := l.roundBlock(constant(indexes[i]), constant(elem))
			size += len(round)
			blocks = append(blocks, round)
		} else {
			l.round(constant(indexes[i]), constant(elem), out)
			size = len(out.list)
		}
		if size > maxUnrolled || l.spent > maxSpent {
			return false
		}
	}
	if jumps {
		to.add(func(f *frame) next {
			for _, round := range blocks {
				if round.run(f) == breakLoop {
					break
				}
			}
			return goOn
		})
		return true
	}
	to.append(out)
	return true
}

// append adds what another builder has put together.
func (b *builder) append(other *builder) {
	for _, in := range other.list {
		b.text = append(b.text, in.text...)
		b.add(in.do)
	}
	b.write(other.text)
}

// rounds lists what a loop over a fixed value visits.
func (l *rangeLoop) rounds() (indexes, elems []reflect.Value, ok bool) {
	v := l.source.sample
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		if v.IsNil() {
			return nil, nil, false
		}
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.Slice, reflect.Array, reflect.Map, reflect.Invalid:
	default:
		return nil, nil, false
	}
	each(l.node, l.source.sample, true, func(index, elem reflect.Value) bool {
		indexes, elems = append(indexes, index), append(elems, elem)
		return true
	})
	return indexes, elems, true
}

// leaves tells whether a list has a {{break}} or {{continue}} of its own loop.
func leaves(list *parse.ListNode) bool {
	found := false
	walk(list, func(n parse.Node) bool {
		switch n.(type) {
		case *parse.BreakNode, *parse.ContinueNode:
			found = true
		case *parse.RangeNode:
			return false
		}
		return !found
	})
	return found
}
