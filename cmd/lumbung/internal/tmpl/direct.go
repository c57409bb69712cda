package tmpl

import (
	"reflect"
	"text/template/parse"
	"unsafe"
)

// Calls without reflection.
//
// reflect.Value.Call allocates, and costs more than what most functions of a theme do. A
// func of known type could be called as it is, but the types are the theme's own:
// func(*Page, string) string, func(*Figure) template.HTML. What Go passes is the same,
// though, for all pointers, for all strings, and so on. So a function is called as one of
// the few shapes below: P stands for unsafe.Pointer, S for string, I for int, A for any, M
// for an interface with methods that is given a pointer. A method is a function whose first
// argument is its receiver.
//
// This is the one place that relies on how Go lays out values: a func value is one word,
// types of the same kind are passed in the same way, an interface is passed as two pointers,
// and a field stands at its offset. Shapes that are not listed are called through reflection,
// and give the same.

// direct compiles a call of a function of a listed shape.
func direct(n parse.Node, name string, fn reflect.Value, args []expr) (expr, bool) {
	typ := fn.Type()
	shape, ok := shapeOf(typ, args)
	if !ok {
		return expr{}, false
	}
	out := typ.Out(0)
	switch out.Kind() {
	case reflect.String:
		if call := directCall[string](n, name, fn, shape, args); call != nil {
			return ofString(out, call), true
		}
	case reflect.Bool:
		if call := directCall[bool](n, name, fn, shape, args); call != nil {
			return ofBool(out, call), true
		}
	case reflect.Int:
		if call := directCall[int](n, name, fn, shape, args); call != nil && out == intType {
			return ofInt(call), true
		}
	case reflect.Pointer:
		if call := directCall[unsafe.Pointer](n, name, fn, shape, args); call != nil && out.Name() == "" {
			elem := out.Elem()
			return typed(out, false, func(f *frame) reflect.Value { return reflect.NewAt(elem, call(f)) }), true
		}
	case reflect.Slice:
		if call := directCall[[]byte](n, name, fn, shape, args); call != nil {
			none := reflect.Zero(out)
			sample := none.Interface()
			typ := (*[2]unsafe.Pointer)(unsafe.Pointer(&sample))[0]
			return typed(out, false, func(f *frame) reflect.Value {
				list := call(f)
				if list == nil {
					return none
				}
				header := list
				boxed := [2]unsafe.Pointer{typ, unsafe.Pointer(&header)}
				return reflect.ValueOf(*(*any)(unsafe.Pointer(&boxed)))
			}), true
		}
	}
	return expr{}, false
}

// shapeOf names the shape of a function's arguments: a letter for each.
func shapeOf(typ reflect.Type, args []expr) (string, bool) {
	shape := ""
	for i := range typ.NumIn() {
		switch in := typ.In(i); {
		case typ.IsVariadic() && i == typ.NumIn()-1:
			if in.Elem() != anyType {
				return "", false
			}
			shape += "V"
		case in.Kind() == reflect.Pointer, in.Kind() == reflect.Map:
			shape += "P"
		case in.Kind() == reflect.String:
			shape += "S"
		case in.Kind() == reflect.Int:
			shape += "I"
		case in == anyType:
			shape += "A"
		case in.Kind() == reflect.Interface && args[i].is(reflect.Pointer):
			shape += "M"
		default:
			return "", false
		}
	}
	return shape, true
}

// as gives a func value as a func of another type, of the same shape.
func as[F any](fn reflect.Value) F {
	boxed := fn.Interface()
	word := (*[2]unsafe.Pointer)(unsafe.Pointer(&boxed))[1]
	return *(*F)(unsafe.Pointer(&word))
}

// pointers gives the way to a pointer, or to a map.
func pointers(e expr) func(*frame) unsafe.Pointer {
	if e.slot > 0 {
		slot := e.slot - 1
		return func(f *frame) unsafe.Pointer { return f.vals[slot].UnsafePointer() }
	}
	val := e.val
	return func(f *frame) unsafe.Pointer { return val(f).UnsafePointer() }
}

// anys gives the way to a value as an interface.
func anys(e expr) func(*frame) any {
	if e.known && e.fixed && e.sample.IsValid() {
		boxed := e.sample.Interface()
		return func(*frame) any { return boxed }
	}
	if e.typ == stringType && e.str != nil {
		str := e.str
		return func(f *frame) any { return str(f) }
	}
	val := e.val
	return func(f *frame) any {
		if v := val(f); v.IsValid() {
			return v.Interface()
		}
		return nil
	}
}

// methods is how an interface with methods is passed.
type methods struct{ table, data unsafe.Pointer }

// withMethods gives the way to a pointer as an interface of a type.
func withMethods(e expr, typ reflect.Type) func(*frame) methods {
	boxed := reflect.New(typ)
	boxed.Elem().Set(reflect.Zero(e.typ))
	table, pointer := (*methods)(boxed.UnsafePointer()).table, pointers(e)
	return func(f *frame) methods { return methods{table, pointer(f)} }
}

// directCall compiles a call that gives R, or R and an error.
func directCall[R any](n parse.Node, name string, fn reflect.Value, shape string, args []expr) func(*frame) R {
	if fn.Type().NumOut() == 2 {
		call := shapeWithError[R](fn, shape, args)
		if call == nil {
			return nil
		}
		return func(f *frame) R {
			before := f.at
			f.at = n
			r, err := call(f)
			f.at = before
			if err != nil {
				failed(n, name, err)
			}
			return r
		}
	}
	call := shapePlain[R](fn, shape, args)
	if call == nil {
		return nil
	}
	return func(f *frame) R {
		before := f.at
		f.at = n
		r := call(f)
		f.at = before
		return r
	}
}

// directField reads a text, an int or a bool behind a pointer to its struct at its offset,
// through structs that are embedded in one another.
func (b *body) directField(n parse.Node, receiver expr, sf reflect.StructField, e *expr) {
	typ, offset := receiver.typ.Elem(), uintptr(0)
	for i, at := range sf.Index {
		if i > 0 && typ.Kind() != reflect.Struct {
			return // through a pointer, which may be nil
		}
		offset += typ.Field(at).Offset
		typ = typ.Field(at).Type
	}
	pointer := pointers(receiver)
	at := func(f *frame) unsafe.Pointer {
		p := pointer(f)
		if p == nil {
			throw(n, "%s has no field %q: it is nil", quote(n), sf.Name)
		}
		return unsafe.Add(p, offset)
	}
	switch {
	case typ.Kind() == reflect.String:
		e.str = func(f *frame) string { return *(*string)(at(f)) }
	case typ == intType:
		e.num = func(f *frame) int { return *(*int)(at(f)) }
	case typ.Kind() == reflect.Bool:
		e.cond = func(f *frame) bool { return *(*bool)(at(f)) }
	}
}
