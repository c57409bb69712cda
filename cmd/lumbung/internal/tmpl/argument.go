package tmpl

import (
	"reflect"
	"text/template/parse"

	"lumbung/cmd/lumbung/internal/diag"
)

// arguments are what stands behind a function or a method.
type arguments struct {
	list  []argument
	final *expr // the value of the command before, which comes last; nil: none
}

// argument is a value, or a literal, whose type depends on what it is an argument of.
type argument struct {
	node    parse.Node
	literal bool
	expr    expr
}

func (a arguments) none() bool { return len(a.list) == 0 && a.final == nil }

func (a arguments) count() int {
	if a.final != nil {
		return len(a.list) + 1
	}
	return len(a.list)
}

// args compiles arguments.
func (b *body) args(nodes []parse.Node, dot expr, final *expr) arguments {
	all := arguments{final: final}
	for _, n := range nodes {
		a := argument{node: n}
		switch n.(type) {
		case *parse.NilNode, *parse.BoolNode, *parse.StringNode, *parse.NumberNode:
			a.literal = true
		default:
			a.expr = b.operand(n, dot)
		}
		all.list = append(all.list, a)
	}
	return all
}

// exprs gives all arguments as values for parameters of the types that param names.
func (b *body) exprs(n parse.Node, args arguments, param func(i int) reflect.Type) []expr {
	var all []expr
	for i, a := range args.list {
		if a.literal {
			all = append(all, b.literalFor(a.node, param(i)))
		} else {
			all = append(all, b.fit(a.node, a.expr, param(i)))
		}
	}
	if args.final != nil {
		all = append(all, b.fit(n, *args.final, param(len(all))))
	}
	return all
}

// values gives all arguments at run time, for a method found at run time.
func (args arguments) values(f *frame, n parse.Node, param func(i int) reflect.Type) []reflect.Value {
	all := make([]reflect.Value, 0, args.count())
	for i, a := range args.list {
		if !a.literal {
			all = append(all, fitValue(a.node, a.expr.val(f), param(i)))
			continue
		}
		v, err := literal(a.node, param(i))
		if err != nil {
			throw(a.node, "%s", diag.Reason(err))
		}
		all = append(all, v)
	}
	if args.final != nil {
		all = append(all, fitValue(n, args.final.val(f), param(len(all))))
	}
	return all
}

// fixedAll tells whether all expressions are the same on all pages.
func fixedAll(all []expr) bool {
	for _, e := range all {
		if !e.fixed {
			return false
		}
	}
	return true
}

// fit makes an expression fit a parameter: as it is, behind its pointer, or its address.
func (b *body) fit(n parse.Node, e expr, typ reflect.Type) expr {
	switch {
	case e.typ == nil || typ == valueType:
		return b.fitAtRunTime(n, e, typ)
	case e.typ.AssignableTo(typ):
		return e
	case e.typ.Kind() == reflect.Pointer && e.typ.Elem().AssignableTo(typ):
		fitted := b.fitAtRunTime(n, e, typ)
		fitted.typ, fitted.addr = e.typ.Elem(), true
		return fitted
	case e.addr && reflect.PointerTo(e.typ).AssignableTo(typ):
		fitted := b.fitAtRunTime(n, e, typ)
		fitted.typ = reflect.PointerTo(e.typ)
		return fitted
	}
	return b.fail(n, "", "%s is %s, where %s is wanted", quote(n), typeName(e.typ), typeName(typ))
}

func (b *body) fitAtRunTime(n parse.Node, e expr, typ reflect.Type) expr {
	val := e.val
	fitted := dynamic(func(f *frame) reflect.Value { return fitValue(n, val(f), typ) })
	if e.fixed {
		return fold(fitted)
	}
	return fitted
}

// fitValue makes a value fit a parameter, by the rules of html/template.
func fitValue(n parse.Node, v reflect.Value, typ reflect.Type) reflect.Value {
	switch {
	case !v.IsValid():
		if !canBeNil(typ) {
			throw(n, "%s has no value, where %s is wanted", quote(n), typeName(typ))
		}
		return reflect.Zero(typ)
	case typ == valueType:
		if v.Type() == valueType {
			return v
		}
		return reflect.ValueOf(v)
	case v.Type().AssignableTo(typ):
		return v
	}
	if v.Kind() == reflect.Interface && !v.IsNil() {
		v = v.Elem()
		if v.Type().AssignableTo(typ) {
			return v
		}
	}
	switch {
	case v.Kind() == reflect.Pointer && v.Type().Elem().AssignableTo(typ):
		if v.IsNil() {
			throw(n, "%s is nil", quote(n))
		}
		return v.Elem()
	case reflect.PointerTo(v.Type()).AssignableTo(typ) && v.CanAddr():
		return v.Addr()
	}
	throw(n, "%s is %s, where %s is wanted", quote(n), typeName(v.Type()), typeName(typ))
	return reflect.Value{}
}

// canBeNil tells whether nil may stand for a value of the type.
func canBeNil(typ reflect.Type) bool {
	switch typ.Kind() {
	case reflect.Chan, reflect.Func, reflect.Interface, reflect.Map, reflect.Pointer, reflect.Slice:
		return true
	}
	return typ == valueType
}

// typeName names a type in a message to the author of a theme, who reads no Go.
func typeName(typ reflect.Type) diag.Message {
	switch typ.Kind() {
	case reflect.Pointer:
		return typeName(typ.Elem())
	case reflect.Slice, reflect.Array:
		return diag.Msg("a list: each %s", typeName(typ.Elem()))
	case reflect.Map:
		return diag.Msg("a table by key")
	case reflect.Bool:
		return diag.Msg("true or false")
	case reflect.Func:
		return diag.Msg("a function")
	case reflect.Interface:
		if typ.Name() == "" {
			return diag.Msg("any value")
		}
	}
	if typ.Name() != "" && typ.PkgPath() != "" {
		return diag.Msg("a %s", typ.Name())
	}
	switch {
	case typ.Kind() == reflect.String:
		return diag.Msg("a text")
	case reflect.Int <= typ.Kind() && typ.Kind() <= reflect.Uintptr:
		return diag.Msg("a whole number")
	case reflect.Float32 <= typ.Kind() && typ.Kind() <= reflect.Complex128:
		return diag.Msg("a number")
	}
	return diag.Msg("a %s", typ.String())
}
