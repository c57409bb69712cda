package tmpl

import (
	"reflect"
	"slices"
	"strings"
	"text/template/parse"
)

// each visits what a loop visits, by the rules of html/template: maps in the order of
// their keys, numbers up to a number, what a channel or an iterator gives.
func each(n *parse.RangeNode, v reflect.Value, two bool, visit func(index, elem reflect.Value) bool) {
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		if v.IsNil() {
			throw(n, "cannot range over %s: it is nil", quote(n.Pipe))
		}
		v = v.Elem()
	}
	none := reflect.Value{}
	switch k := v.Kind(); {
	case k == reflect.Invalid:
	case k == reflect.Slice, k == reflect.Array:
		for i := range v.Len() {
			if !visit(reflect.ValueOf(i), v.Index(i)) {
				return
			}
		}
	case k == reflect.Map:
		eachEntry(v, visit)
	case k == reflect.Chan && !v.IsNil() && v.Type().ChanDir() != reflect.SendDir:
		for i := 0; ; i++ {
			elem, ok := v.Recv()
			if !ok || !visit(reflect.ValueOf(i), elem) {
				return
			}
		}
	case k == reflect.Chan && v.IsNil():
	case !two && (v.CanInt() || v.CanUint() || k == reflect.Func && v.Type().CanSeq()):
		for elem := range v.Seq() {
			if !visit(none, elem) {
				return
			}
		}
	case k == reflect.Func && v.Type().CanSeq2():
		for a, b := range v.Seq2() {
			if !two {
				a, b = none, a
			}
			if !visit(a, b) {
				return
			}
		}
	default:
		throw(n, "cannot range over %s: it is %s", quote(n.Pipe), typeName(v.Type()))
	}
}

// eachEntry visits a map in the order of its keys.
func eachEntry(m reflect.Value, visit func(key, elem reflect.Value) bool) {
	if m.Len() == 0 {
		return
	}
	if m.Type().Key().Kind() != reflect.String {
		keys, values := sorted(m)
		for i, key := range keys {
			if !visit(key, values[i]) {
				return
			}
		}
		return
	}
	keys := m.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	for _, key := range keys {
		if !visit(key, m.MapIndex(key)) {
			return
		}
	}
}
