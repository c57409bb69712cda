package tmpl

import "text/template/parse"

// branch compiles {{if}} and {{with}}. A fixed condition leaves the one branch.
func (b *body) branch(n *parse.BranchNode, dot expr, to *builder, with bool) {
	b.scope(func() {
		e := b.declarations(n.Pipe, b.pipe(n.Pipe, dot), to)
		inner := dot
		if with {
			e = b.keep(e, to)
			inner = e
		}
		truth := e.truth()
		if e.fixed {
			if truth(nil) {
				b.scope(func() { b.list(n.List, inner, to) })
			} else {
				b.scope(func() { b.list(n.ElseList, dot, to) })
			}
			return
		}
		yes, no := b.inner(n.List, inner), b.inner(n.ElseList, dot)
		switch {
		case len(no) == 0:
			to.add(func(f *frame) next {
				if truth(f) {
					return yes.run(f)
				}
				return goOn
			})
		default:
			to.add(func(f *frame) next {
				if truth(f) {
					return yes.run(f)
				}
				return no.run(f)
			})
		}
	})
}
