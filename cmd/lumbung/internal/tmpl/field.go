package tmpl

import (
	"reflect"
	"slices"
	"text/template/parse"
	"unicode"
	"unicode/utf8"
)

// field compiles one step of .A.B: a method, a field of a struct or an entry of a map.
func (b *body) field(n parse.Node, receiver expr, name string, args arguments) expr {
	typ, depth := receiver.typ, 0
	for typ != nil && typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
		depth++
	}
	if typ == nil || typ.Kind() == reflect.Interface {
		return b.fieldAtRunTime(n, receiver, name, args)
	}
	addr := depth > 0 || receiver.addr
	methods := typ
	if addr {
		methods = reflect.PointerTo(typ)
	}
	if m, ok := methods.MethodByName(name); ok {
		return b.method(n, receiver, depth, m, args)
	}
	switch typ.Kind() {
	case reflect.Struct:
		f, ok := typ.FieldByName(name)
		switch {
		case !ok:
			wrong := b.fail(n, name, "%s has no field %q", typeName(typ), name)
			if near := closest(name, names(methods)); near != "" {
				b.hint("did you mean %q?", near)
			}
			return wrong
		case !f.IsExported():
			return b.fail(n, name, "field %q of %s is not for templates", name, typeName(typ))
		case !args.none():
			return b.fail(n, name, "%q is a field: it takes no arguments", name)
		}
		return b.structField(n, receiver, depth, f)
	case reflect.Map:
		if stringType.AssignableTo(typ.Key()) {
			if !args.none() {
				return b.fail(n, name, "%q is an entry: it takes no arguments", name)
			}
			return b.fieldAtRunTime(n, receiver, name, args)
		}
	}
	return b.fail(n, name, "%s has no field %q", typeName(typ), name)
}

// structField compiles the field of a struct, behind depth pointers.
func (b *body) structField(n parse.Node, receiver expr, depth int, sf reflect.StructField) expr {
	val, index := receiver.val, sf.Index
	addr := depth > 0 || receiver.addr
	straight := len(index) == 1
	var get func(*frame) reflect.Value
	var str func(*frame) string
	switch first := index[0]; {
	case straight && depth == 0 && receiver.slot > 0:
		slot := receiver.slot - 1
		get = func(f *frame) reflect.Value { return f.vals[slot].Field(first) }
		if sf.Type.Kind() == reflect.String {
			str = func(f *frame) string { return f.vals[slot].Field(first).String() }
		}
	case straight && depth == 0:
		get = func(f *frame) reflect.Value { return val(f).Field(first) }
	case straight && depth == 1:
		get = func(f *frame) reflect.Value {
			v := val(f).Elem()
			if !v.IsValid() {
				throw(n, "%s has no field %q: it is nil", quote(n), sf.Name)
			}
			return v.Field(first)
		}
	default:
		addr = addr || throughPointer(receiver.typ, depth, index)
		get = func(f *frame) reflect.Value {
			v, err := behind(n, val(f), depth, sf.Name).FieldByIndexErr(index)
			if err != nil {
				throw(n, "%s has no field %q: it is nil", quote(n), sf.Name)
			}
			return v
		}
	}
	e := typed(sf.Type, addr, get)
	if e.str = str; depth == 1 {
		b.directField(n, receiver, sf, &e)
	}
	if receiver.fixed {
		return fold(e)
	}
	return b.sampleField(receiver, e, index)
}

// behind follows pointers, none of which may be nil.
func behind(n parse.Node, v reflect.Value, depth int, name string) reflect.Value {
	for range depth {
		if v.IsNil() {
			throw(n, "%s has no field %q: it is nil", quote(n), name)
		}
		v = v.Elem()
	}
	return v
}

// throughPointer tells whether the way to a promoted field leads through a pointer.
func throughPointer(typ reflect.Type, depth int, index []int) bool {
	for range depth {
		typ = typ.Elem()
	}
	for _, i := range index[:len(index)-1] {
		typ = typ.Field(i).Type
		if typ.Kind() == reflect.Pointer {
			return true
		}
	}
	return false
}

// fieldAtRunTime compiles a step from a value whose type is not known, or into a map.
func (b *body) fieldAtRunTime(n parse.Node, receiver expr, name string, args arguments) expr {
	val := receiver.val
	e := dynamic(func(f *frame) reflect.Value { return lookup(f, n, val(f), name, args) })
	fixed := receiver.fixed
	for _, a := range args.list {
		fixed = fixed && (a.literal || a.expr.fixed)
	}
	if fixed && (args.final == nil || args.final.fixed) {
		return fold(e)
	}
	return e
}

// lookup takes one step of .A.B at run time, by the rules of html/template.
func lookup(f *frame, n parse.Node, receiver reflect.Value, name string, args arguments) reflect.Value {
	if !receiver.IsValid() {
		return receiver
	}
	v := receiver
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		if v.IsNil() {
			break
		}
		v = v.Elem()
	}
	isNil := v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface
	if isNil && v.Kind() == reflect.Interface {
		throw(n, "%s has no field %q: it is nil", quote(n), name)
	}
	holder := v
	if v.Kind() != reflect.Pointer && v.CanAddr() {
		holder = v.Addr()
	}
	if m := holder.MethodByName(name); m.IsValid() {
		return callAtRunTime(f, n, name, m, args)
	}
	switch {
	case isNil:
		throw(n, "%s has no field %q: it is nil", quote(n), name)
	case v.Kind() == reflect.Struct:
		sf, ok := v.Type().FieldByName(name)
		if ok && sf.IsExported() && args.none() {
			field, err := v.FieldByIndexErr(sf.Index)
			if err != nil {
				throw(n, "%s has no field %q: it is nil", quote(n), name)
			}
			return field
		}
		if ok && sf.IsExported() {
			throw(n, "%q is a field: it takes no arguments", name)
		}
	case v.Kind() == reflect.Map:
		key := reflect.ValueOf(name)
		if key.Type().AssignableTo(v.Type().Key()) {
			if !args.none() {
				throw(n, "%q is an entry: it takes no arguments", name)
			}
			return v.MapIndex(key)
		}
	}
	throw(n, "%s has no field %q", typeName(concrete(receiver).Type()), name)
	return reflect.Value{}
}

// names lists what a template may ask a type for.
func names(methods reflect.Type) []string {
	var all []string
	for m := range methods.Methods() {
		all = append(all, m.Name)
	}
	typ := methods
	if typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	if typ.Kind() == reflect.Struct {
		for _, f := range reflect.VisibleFields(typ) {
			if r, _ := utf8.DecodeRuneInString(f.Name); unicode.IsUpper(r) {
				all = append(all, f.Name)
			}
		}
	}
	return all
}

// closest gives the name that a misspelt one was most likely meant to be.
func closest(word string, all []string) string {
	best, least := "", min((len(word)+1)/2, 4)
	slices.Sort(all)
	for _, name := range all {
		if d := distance(word, name); d < least {
			best, least = name, d
		}
	}
	return best
}

// distance counts the letters to add, drop or change between two words.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
