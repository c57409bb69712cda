package tmpl

import (
	"reflect"
	"text/template/parse"
)

// basic is a kind of values that can be compared with each other.
type basic uint8

const (
	notBasic basic = iota
	basicBool
	basicInt
	basicUint
	basicFloat
	basicComplex
	basicString
)

func basicOf(typ reflect.Type) basic {
	switch k := typ.Kind(); {
	case k == reflect.Bool:
		return basicBool
	case reflect.Int <= k && k <= reflect.Int64:
		return basicInt
	case reflect.Uint <= k && k <= reflect.Uintptr:
		return basicUint
	case k == reflect.Float32, k == reflect.Float64:
		return basicFloat
	case k == reflect.Complex64, k == reflect.Complex128:
		return basicComplex
	case k == reflect.String:
		return basicString
	}
	return notBasic
}

// compare compiles a comparison. Strings and whole numbers have code of their own.
func (b *body) compare(n *parse.IdentifierNode, all []expr) expr {
	if len(all) == 1 {
		return b.fail(n, n.Ident, "%q compares with at least one more value", n.Ident)
	}
	kind := notBasic
	for i, e := range all {
		if e.typ == nil {
			return libraryCompare(n, all)
		}
		k := basicOf(e.typ)
		if i > 0 && k != kind {
			if k != notBasic && kind != notBasic && !(whole(k) && whole(kind)) {
				return b.fail(n, n.Ident, "%s cannot be compared with %s", typeName(all[0].typ), typeName(e.typ))
			}
			return libraryCompare(n, all)
		}
		kind = k
	}
	switch {
	case kind == basicString:
		return ofBool(boolType, comparison(n.Ident, all, expr.text))
	case kind == basicInt:
		return ofBool(boolType, comparison(n.Ident, all, whole64))
	case kind == basicBool && n.Ident != "eq" && n.Ident != "ne", kind == basicComplex && n.Ident != "eq" && n.Ident != "ne":
		return b.fail(n, n.Ident, "%s has no order", typeName(all[0].typ))
	}
	return libraryCompare(n, all)
}

func whole(k basic) bool { return k == basicInt || k == basicUint }

func libraryCompare(n *parse.IdentifierNode, all []expr) expr {
	e := libraryCall(n, all)
	e.typ = boolType
	return e
}

func whole64(e expr) func(*frame) int64 {
	if e.num != nil {
		num := e.num
		return func(f *frame) int64 { return int64(num(f)) }
	}
	val := e.val
	return func(f *frame) int64 { return val(f).Int() }
}

// comparison compares values of an ordered type.
func comparison[T string | int64](op string, all []expr, get func(expr) func(*frame) T) func(*frame) bool {
	x, y := get(all[0]), get(all[1])
	switch op {
	case "ne":
		return func(f *frame) bool { return x(f) != y(f) }
	case "lt":
		return func(f *frame) bool { return x(f) < y(f) }
	case "le":
		return func(f *frame) bool { return x(f) <= y(f) }
	case "gt":
		return func(f *frame) bool { return x(f) > y(f) }
	case "ge":
		return func(f *frame) bool { return x(f) >= y(f) }
	}
	if len(all) == 2 {
		return func(f *frame) bool { return x(f) == y(f) }
	}
	others := make([]func(*frame) T, len(all)-1)
	for i, e := range all[1:] {
		others[i] = get(e)
	}
	return func(f *frame) bool {
		v := x(f)
		found := false
		for _, other := range others {
			found = other(f) == v || found
		}
		return found
	}
}
