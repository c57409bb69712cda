package tmpl

import (
	"fmt"
	"reflect"
	text "text/template"
	"text/template/parse"
)

// printers are the functions of the language that are ordinary functions.
var printers = map[string]reflect.Value{
	"print":    reflect.ValueOf(fmt.Sprint),
	"printf":   reflect.ValueOf(fmt.Sprintf),
	"println":  reflect.ValueOf(fmt.Sprintln),
	"html":     reflect.ValueOf(text.HTMLEscaper),
	"js":       reflect.ValueOf(text.JSEscaper),
	"urlquery": reflect.ValueOf(text.URLQueryEscaper),
	joinArgs:   reflect.ValueOf(sprintArgs),
}

// joinArgs is what html/template makes of {{html .A .B}}: {{_eval_args_ .A .B | html}}.
const joinArgs = "_eval_args_"

// sprintArgs prints its arguments, behind their pointers unless those print themselves.
func sprintArgs(args ...any) string {
	for i, arg := range args {
		if arg == nil {
			continue
		}
		v := reflect.ValueOf(arg)
		for !speaks(v.Type()) && v.Kind() == reflect.Pointer && !v.IsNil() {
			v = v.Elem()
		}
		args[i] = v.Interface()
	}
	return fmt.Sprint(args...)
}

// arity is how many arguments the other functions of the language take; most is -1 for
// any number.
var arity = map[string]struct{ least, most int }{
	"and": {1, -1}, "or": {1, -1}, "not": {1, 1},
	"eq": {1, -1}, "ne": {2, 2}, "lt": {2, 2}, "le": {2, 2}, "gt": {2, 2}, "ge": {2, 2},
	"len": {1, 1}, "index": {1, -1}, "slice": {1, -1}, "call": {1, -1},
}

// builtin compiles a function of the language. What is common and of known type gets code
// of its own; everything else is left to text/template's own functions, see library.
func (b *body) builtin(n *parse.IdentifierNode, args arguments) (expr, bool) {
	want, ok := arity[n.Ident]
	if !ok {
		return expr{}, false
	}
	if got := args.count(); got < want.least || want.most >= 0 && got > want.most {
		words := takes(n.Ident, want.least, got)
		return b.fail(n, n.Ident, words.Format, words.Args...), true
	}
	all := b.operands(args)
	var e expr
	switch n.Ident {
	case "and", "or":
		return b.logic(n.Ident == "or", all, args.final != nil), true
	case "not":
		truth := all[0].truth()
		e = ofBool(boolType, func(f *frame) bool { return !truth(f) })
	case "eq", "ne", "lt", "le", "gt", "ge":
		e = b.compare(n, all)
	case "len":
		e = b.length(n, all)
	case "index":
		e = b.index(n, all)
	default:
		e = libraryCall(n, all)
		if n.Ident == "slice" {
			e.typ, e.addr = sliceType(all[0])
		}
	}
	if fixedAll(all) && n.Ident != "call" {
		e = fold(e)
	}
	return e, true
}

// operands gives arguments whose type is left to the function.
func (b *body) operands(args arguments) []expr {
	var all []expr
	for _, a := range args.list {
		switch a.node.(type) {
		case *parse.NilNode:
			all = append(all, constant(reflect.Value{}))
		case *parse.BoolNode, *parse.StringNode, *parse.NumberNode:
			all = append(all, b.literalFor(a.node, anyType))
		default:
			all = append(all, a.expr)
		}
	}
	if args.final != nil {
		all = append(all, *args.final)
	}
	return all
}

// logic compiles "and" and "or": the first argument that decides, or the last.
func (b *body) logic(or bool, all []expr, piped bool) expr {
	// A value that comes through a pipe is evaluated before the function is.
	if piped && len(all) > 1 && !all[len(all)-1].fixed {
		return logicAtRunTime(or, all, true)
	}
	for len(all) > 1 && all[0].fixed {
		if all[0].truth()(nil) == or {
			return all[0]
		}
		all = all[1:]
	}
	if len(all) == 1 {
		return all[0]
	}
	e := logicAtRunTime(or, all, false)
	tests := make([]func(*frame) bool, len(all))
	same := true
	for i, a := range all {
		tests[i] = a.truth()
		same = same && a.typ == all[0].typ && a.addr == all[0].addr
	}
	if same {
		e.typ, e.addr = all[0].typ, all[0].addr
	}
	e.test = func(f *frame) bool {
		for _, test := range tests {
			if test(f) == or {
				return or
			}
		}
		return !or
	}
	switch {
	case e.is(reflect.Bool):
		e.cond = e.test
	case e.is(reflect.String):
		e.str = firstText(or, all)
	}
	return e
}

// firstText is logic for strings.
func firstText(or bool, all []expr) func(*frame) string {
	texts := make([]func(*frame) string, len(all))
	for i, a := range all {
		texts[i] = a.text()
	}
	return func(f *frame) string {
		s := ""
		for _, t := range texts {
			if s = t(f); (s != "") == or {
				break
			}
		}
		return s
	}
}

func logicAtRunTime(or bool, all []expr, piped bool) expr {
	vals := make([]func(*frame) reflect.Value, len(all))
	for i, a := range all {
		vals[i] = a.val
	}
	return dynamic(func(f *frame) reflect.Value {
		rest := vals
		var last reflect.Value
		if piped {
			last, rest = vals[len(vals)-1](f), vals[:len(vals)-1]
		}
		var v reflect.Value
		for _, val := range rest {
			if v = val(f); isTrue(v) == or {
				return v
			}
		}
		if piped {
			return last
		}
		return v
	})
}

// length compiles "len".
func (b *body) length(n parse.Node, all []expr) expr {
	if t := all[0].typ; t != nil {
		val := all[0].val
		switch t.Kind() {
		case reflect.Slice, reflect.Array, reflect.String, reflect.Map:
			return ofInt(func(f *frame) int { return val(f).Len() })
		case reflect.Pointer, reflect.Chan:
		default:
			return b.fail(n, "", "%s has no length", typeName(t))
		}
	}
	e := libraryCall(n.(*parse.IdentifierNode), all)
	e.typ = intType
	return e
}

// index compiles "index" of a list by a number; other forms, too, know what they give.
func (b *body) index(n *parse.IdentifierNode, all []expr) expr {
	item := all[0]
	if len(all) == 2 && item.is(reflect.Slice) && all[1].typ == intType {
		val, at := item.val, all[1].number()
		return typed(item.typ.Elem(), true, func(f *frame) reflect.Value {
			v, i := val(f), at(f)
			if i < 0 || i >= v.Len() {
				throw(n, "index: there is no entry %d, the list has %d", i, v.Len())
			}
			return v.Index(i)
		})
	}
	e := libraryCall(n, all)
	if item.typ == nil {
		return e
	}
	switch t := item.typ; {
	case len(all) == 1:
		e.typ, e.addr = item.typ, item.addr
	case len(all) > 2 || t.Kind() == reflect.Pointer || t.Kind() == reflect.Interface:
	case t.Kind() == reflect.Map && t.Elem().Kind() != reflect.Interface:
		e.typ = t.Elem()
	case t.Kind() == reflect.Slice && t.Elem().Kind() != reflect.Interface:
		e.typ, e.addr = t.Elem(), true
	case t.Kind() == reflect.Map, t.Kind() == reflect.Slice, t.Kind() == reflect.Array, t.Kind() == reflect.String:
	default:
		return b.fail(n, "", "%s has no entries", typeName(t))
	}
	return e
}

// sliceType gives the type that "slice" gives, where it is known.
func sliceType(item expr) (reflect.Type, bool) {
	switch {
	case item.is(reflect.Slice):
		return item.typ, false
	case item.is(reflect.String):
		return item.typ, item.addr
	}
	return nil, false
}
