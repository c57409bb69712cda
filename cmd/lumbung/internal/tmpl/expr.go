package tmpl

import (
	"reflect"
	"strconv"
	"text/template/parse"
)

// expr is a compiled expression: how to get its value, and what is known of it before.
//
// A value of known type can always be had as a reflect.Value of exactly that type. Strings,
// ints and booleans have a shorter way, which boxes nothing. A value of unknown type may
// also be the invalid reflect.Value, which is what html/template calls no value.
type expr struct {
	typ  reflect.Type // nil: known at run time only
	addr bool         // its address can be taken; of known types only
	slot int          // one more than the slot it is read from; 0: it is not

	val  func(*frame) reflect.Value
	str  func(*frame) string // of kind string; nil: by val
	num  func(*frame) int    // of type int; nil: by val
	cond func(*frame) bool   // of kind bool; nil: by val
	test func(*frame) bool   // whether it counts as true; nil: by its value

	// What binding knows. sample is the value for the sample; the value for all pages if
	// the expression is fixed. It is set only where known.
	fixed  bool
	known  bool
	sample reflect.Value
}

// dynamic is an expression whose type is known at run time only.
func dynamic(val func(*frame) reflect.Value) expr { return expr{val: val} }

// typed is an expression of a known type, unless that is an interface.
func typed(typ reflect.Type, addr bool, val func(*frame) reflect.Value) expr {
	if typ.Kind() == reflect.Interface {
		return expr{val: val}
	}
	return expr{typ: typ, addr: addr, val: val}
}

// constant is an expression that is the same on all pages.
func constant(v reflect.Value) expr {
	e := expr{val: func(*frame) reflect.Value { return v }, fixed: true, known: true, sample: v}
	if v.IsValid() && v.Kind() != reflect.Interface {
		e.typ, e.addr = v.Type(), v.CanAddr()
		switch {
		case v.Kind() == reflect.String:
			s := v.String()
			e.str = func(*frame) string { return s }
		case e.typ == intType:
			n := int(v.Int())
			e.num = func(*frame) int { return n }
		case v.Kind() == reflect.Bool:
			b := v.Bool()
			e.cond = func(*frame) bool { return b }
		}
	}
	return e
}

var (
	intType    = reflect.TypeFor[int]()
	stringType = reflect.TypeFor[string]()
	boolType   = reflect.TypeFor[bool]()
	anyType    = reflect.TypeFor[any]()
	valueType  = reflect.TypeFor[reflect.Value]()
	errorType  = reflect.TypeFor[error]()
)

// ofString is an expression of kind string that is computed, not stored anywhere.
func ofString(typ reflect.Type, str func(*frame) string) expr {
	return expr{typ: typ, str: str, val: func(f *frame) reflect.Value {
		return convert(reflect.ValueOf(str(f)), typ)
	}}
}

// ofInt is an expression of type int that is computed.
func ofInt(num func(*frame) int) expr {
	return expr{typ: intType, num: num, val: func(f *frame) reflect.Value { return reflect.ValueOf(num(f)) }}
}

// ofBool is an expression of kind bool that is computed.
func ofBool(typ reflect.Type, cond func(*frame) bool) expr {
	return expr{typ: typ, cond: cond, val: func(f *frame) reflect.Value {
		return convert(reflect.ValueOf(cond(f)), typ)
	}}
}

func convert(v reflect.Value, typ reflect.Type) reflect.Value {
	if v.Type() == typ {
		return v
	}
	return v.Convert(typ)
}

// is tells whether the type is known, and of that kind.
func (e expr) is(kind reflect.Kind) bool { return e.typ != nil && e.typ.Kind() == kind }

// text gives the way to a value of kind string.
func (e expr) text() func(*frame) string {
	if e.str != nil {
		return e.str
	}
	val := e.val
	return func(f *frame) string { return val(f).String() }
}

// number gives the way to a value of kind int.
func (e expr) number() func(*frame) int {
	if e.num != nil {
		return e.num
	}
	val := e.val
	return func(f *frame) int { return int(val(f).Int()) }
}

// truth gives the way to whether a value counts as true.
func (e expr) truth() func(*frame) bool {
	val := e.val
	switch {
	case e.test != nil:
		return e.test
	case e.cond != nil:
		return e.cond
	case e.str != nil:
		str := e.str
		return func(f *frame) bool { return str(f) != "" }
	case e.num != nil:
		num := e.num
		return func(f *frame) bool { return num(f) != 0 }
	case e.typ == nil:
	case e.typ.Kind() == reflect.Bool:
		return func(f *frame) bool { return val(f).Bool() }
	case e.typ.Kind() == reflect.String, e.typ.Kind() == reflect.Slice, e.typ.Kind() == reflect.Map:
		return func(f *frame) bool { return val(f).Len() > 0 }
	case e.typ.Kind() == reflect.Pointer:
		return func(f *frame) bool { return !val(f).IsNil() }
	}
	return func(f *frame) bool { return isTrue(val(f)) }
}

// isTrue is html/template's idea of truth: not the zero value of a type, and not empty; a
// struct is always true.
func isTrue(v reflect.Value) bool {
	v = concrete(v)
	if !v.IsValid() {
		return false
	}
	switch v.Kind() {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() > 0
	case reflect.Bool:
		return v.Bool()
	case reflect.Chan, reflect.Func, reflect.Pointer, reflect.UnsafePointer:
		return !v.IsNil()
	case reflect.Float32, reflect.Float64:
		return v.Float() != 0 // a negative zero is no truth either
	case reflect.Complex64, reflect.Complex128:
		return v.Complex() != 0
	case reflect.Struct:
		return true
	}
	return !v.IsZero()
}

// concrete gives the value in an interface, or the value itself.
func concrete(v reflect.Value) reflect.Value {
	if v.Kind() == reflect.Interface {
		return v.Elem()
	}
	return v
}

// unwrap gives the value in an empty interface, as the end of each command does.
func unwrap(e expr) expr {
	if e.typ != nil {
		return e
	}
	val := e.val
	e.slot = 0
	e.val = func(f *frame) reflect.Value {
		v := val(f)
		if v.Kind() == reflect.Interface && v.Type().NumMethod() == 0 {
			return v.Elem()
		}
		return v
	}
	if e.fixed {
		return constant(e.val(nil))
	}
	return e
}

// fold evaluates an expression whose parts are all fixed. One that fails stays as it is:
// it may stand behind a condition that is never true.
func fold(e expr) (folded expr) {
	defer func() {
		if recover() != nil {
			folded = e
		}
	}()
	c := constant(e.val(new(frame)))
	if e.typ != nil {
		c.typ, c.addr = e.typ, e.addr
	}
	return c
}

// quote gives the text of a node for a message, shortened.
func quote(n parse.Node) string {
	s := n.String()
	if len(s) > 60 {
		s = s[:57] + "..."
	}
	return strconv.Quote(s)
}
