package tmpl

import (
	"reflect"
	"strings"
	"text/template/parse"

	"lumbung/cmd/lumbung/internal/diag"
)

// function compiles a call of a function of the theme, or of one that the language has.
func (b *body) function(n *parse.IdentifierNode, args arguments) expr {
	if fn, own := b.set.funcs[n.Ident]; own {
		return b.callOf(b.seen(n), n.Ident, fn, nil, args, b.bound)
	}
	if fn, ok := printers[n.Ident]; ok {
		return b.callOf(b.seen(n), n.Ident, fn, nil, args, true)
	}
	if strings.HasPrefix(n.Ident, escaperPrefix) && args.final != nil {
		// html/template puts one into the middle of a pipeline that ends in "urlquery".
		name, value := n.Ident, anys(*args.final)
		e := ofString(stringType, func(f *frame) string { return libraryEscape(name, value(f)) })
		if args.final.fixed {
			return fold(e)
		}
		return e
	}
	if e, ok := b.builtin(n, args); ok {
		return e
	}
	return b.fail(n, n.Ident, "there is no function %q", n.Ident)
}

// seen gives a node that stands in the author's text: the action, for what html/template
// put into it.
func (b *body) seen(n parse.Node) (at parse.Node) {
	defer func() {
		if recover() != nil {
			at = b.current
		}
	}()
	b.set.place(n, "")
	return n
}

// method compiles a call of a method, whose receiver stands behind depth pointers.
func (b *body) method(n parse.Node, receiver expr, depth int, m reflect.Method, args arguments) expr {
	if part, ok := b.self(n, receiver, depth, m, args); ok {
		return part
	}
	val := receiver.val
	self := receiver
	switch {
	case depth > 1:
		self = typed(m.Type.In(0), false, func(f *frame) reflect.Value { return behind(n, val(f), depth-1, m.Name) })
	case depth == 0 && receiver.addr:
		self = typed(m.Type.In(0), false, func(f *frame) reflect.Value { return val(f).Addr() })
	}
	self.fixed = receiver.fixed
	return b.callOf(n, m.Name, m.Func, &self, args, b.bound)
}

// callOf compiles a call of a function whose type is known. early tells whether it may be
// called now, if its arguments are fixed: what a theme's function uses may not be there
// before Bind.
func (b *body) callOf(n parse.Node, name string, fn reflect.Value, self *expr, args arguments, early bool) expr {
	typ, skip := fn.Type(), 0
	if self != nil {
		skip = 1
	}
	if words, wrong := wrongCall(name, typ, skip, args.count()); wrong {
		return b.fail(n, name, words.Format, words.Args...)
	}
	all := b.exprs(n, args, func(i int) reflect.Type { return parameter(typ, i+skip) })
	fixed := fixedAll(all)
	if self != nil {
		all = append([]expr{*self}, all...)
		fixed = fixed && self.fixed
	}
	e, ok := direct(n, name, fn, all)
	if !ok {
		e = indirect(n, name, fn, all)
	}
	if fixed && early {
		return fold(e)
	}
	return e
}

// wrongCall tells what is wrong with a call: the number of arguments, or a function that
// gives something else than a value, or a value and an error.
func wrongCall(name string, typ reflect.Type, skip, count int) (words diag.Message, wrong bool) {
	want := typ.NumIn() - skip
	switch {
	case typ.IsVariadic() && count < want-1:
		return takesAtLeast(name, want-1, count), true
	case !typ.IsVariadic() && count != want:
		return takes(name, want, count), true
	case typ.NumOut() == 1, typ.NumOut() == 2 && typ.Out(1) == errorType:
		return diag.Message{}, false
	}
	return diag.Msg("%q gives no value that can be shown", name), true
}

func takes(name string, want, count int) diag.Message {
	if want == 1 {
		return diag.Msg("%q takes one argument, here are %d", name, count)
	}
	return diag.Msg("%q takes %d arguments, here are %d", name, want, count)
}

func takesAtLeast(name string, want, count int) diag.Message {
	if want == 1 {
		return diag.Msg("%q takes at least one argument, here are %d", name, count)
	}
	return diag.Msg("%q takes at least %d arguments, here are %d", name, want, count)
}

// parameter gives the type of the argument at i, of variadic functions too.
func parameter(typ reflect.Type, i int) reflect.Type {
	if typ.IsVariadic() && i >= typ.NumIn()-1 {
		return typ.In(typ.NumIn() - 1).Elem()
	}
	return typ.In(i)
}

// indirect calls a function through reflection.
func indirect(n parse.Node, name string, fn reflect.Value, args []expr) expr {
	vals := make([]func(*frame) reflect.Value, len(args))
	for i, a := range args {
		vals[i] = a.val
	}
	call := func(f *frame) reflect.Value {
		argv := make([]reflect.Value, len(vals))
		for i, val := range vals {
			argv[i] = val(f)
		}
		return invoke(f, n, name, fn, argv)
	}
	if out := fn.Type().Out(0); out != valueType {
		return typed(out, false, call)
	}
	return dynamic(call)
}

// invoke calls a function, whose error stops the template.
func invoke(f *frame, n parse.Node, name string, fn reflect.Value, argv []reflect.Value) reflect.Value {
	before := f.at
	f.at = n
	results := fn.Call(argv)
	f.at = before
	if len(results) == 2 && !results[1].IsNil() {
		failed(n, name, results[1].Interface().(error))
	}
	if v := results[0]; v.Type() == valueType {
		return v.Interface().(reflect.Value)
	}
	return results[0]
}

// failed stops the template with the error that a function gave.
func failed(n parse.Node, name string, err error) {
	panic(&failure{node: n, words: diag.Msg("%s: %s", name, diag.Reason(err)), err: err})
}

// callAtRunTime calls a method that was found at run time.
func callAtRunTime(f *frame, n parse.Node, name string, fn reflect.Value, args arguments) reflect.Value {
	typ := fn.Type()
	if words, wrong := wrongCall(name, typ, 0, args.count()); wrong {
		throw(n, words.Format, words.Args...)
	}
	return invoke(f, n, name, fn, args.values(f, n, func(i int) reflect.Type { return parameter(typ, i) }))
}
