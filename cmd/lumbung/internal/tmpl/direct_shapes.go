package tmpl

import (
	"reflect"
	"unsafe"
)

// shapePlain compiles a call of a function that gives R; nil: its shape is not listed.
func shapePlain[R any](fn reflect.Value, shape string, args []expr) func(*frame) R {
	type P = unsafe.Pointer
	switch shape {
	case "":
		call := as[func() R](fn)
		return func(*frame) R { return call() }
	case "S":
		call, s := as[func(string) R](fn), args[0].text()
		return func(f *frame) R { return call(s(f)) }
	case "SS":
		call, s, t := as[func(string, string) R](fn), args[0].text(), args[1].text()
		return func(f *frame) R { return call(s(f), t(f)) }
	case "SSS":
		call, s, t, u := as[func(string, string, string) R](fn), args[0].text(), args[1].text(), args[2].text()
		return func(f *frame) R { return call(s(f), t(f), u(f)) }
	case "I":
		call, i := as[func(int) R](fn), args[0].number()
		return func(f *frame) R { return call(i(f)) }
	case "II":
		call, i, j := as[func(int, int) R](fn), args[0].number(), args[1].number()
		return func(f *frame) R { return call(i(f), j(f)) }
	case "SI":
		call, s, i := as[func(string, int) R](fn), args[0].text(), args[1].number()
		return func(f *frame) R { return call(s(f), i(f)) }
	case "A":
		call, a := as[func(any) R](fn), anys(args[0])
		return func(f *frame) R { return call(a(f)) }
	case "SA":
		call, s, a := as[func(string, any) R](fn), args[0].text(), anys(args[1])
		return func(f *frame) R { return call(s(f), a(f)) }
	case "P":
		call, p := as[func(P) R](fn), pointers(args[0])
		return func(f *frame) R { return call(p(f)) }
	case "PP":
		call, p, q := as[func(P, P) R](fn), pointers(args[0]), pointers(args[1])
		return func(f *frame) R { return call(p(f), q(f)) }
	case "PS":
		call, p, s := as[func(P, string) R](fn), pointers(args[0]), args[1].text()
		return func(f *frame) R { return call(p(f), s(f)) }
	case "PSS":
		call, p, s, t := as[func(P, string, string) R](fn), pointers(args[0]), args[1].text(), args[2].text()
		return func(f *frame) R { return call(p(f), s(f), t(f)) }
	case "PI":
		call, p, i := as[func(P, int) R](fn), pointers(args[0]), args[1].number()
		return func(f *frame) R { return call(p(f), i(f)) }
	case "PSI":
		call, p, s, i := as[func(P, string, int) R](fn), pointers(args[0]), args[1].text(), args[2].number()
		return func(f *frame) R { return call(p(f), s(f), i(f)) }
	case "PA":
		call, p, a := as[func(P, any) R](fn), pointers(args[0]), anys(args[1])
		return func(f *frame) R { return call(p(f), a(f)) }
	case "M":
		call, m := as[func(methods) R](fn), withMethods(args[0], fn.Type().In(0))
		return func(f *frame) R { return call(m(f)) }
	case "V":
		call, v := as[func(...any) R](fn), rest(args)
		return func(f *frame) R { return call(v(f)...) }
	case "SV":
		call, s, v := as[func(string, ...any) R](fn), args[0].text(), rest(args[1:])
		return func(f *frame) R { return call(s(f), v(f)...) }
	case "PV":
		call, p, v := as[func(P, ...any) R](fn), pointers(args[0]), rest(args[1:])
		return func(f *frame) R { return call(p(f), v(f)...) }
	case "PSV":
		call, p, s, v := as[func(P, string, ...any) R](fn), pointers(args[0]), args[1].text(), rest(args[2:])
		return func(f *frame) R { return call(p(f), s(f), v(f)...) }
	}
	return nil
}

// shapeWithError is shapePlain for functions that may give an error.
func shapeWithError[R any](fn reflect.Value, shape string, args []expr) func(*frame) (R, error) {
	type P = unsafe.Pointer
	switch shape {
	case "S":
		call, s := as[func(string) (R, error)](fn), args[0].text()
		return func(f *frame) (R, error) { return call(s(f)) }
	case "SS":
		call, s, t := as[func(string, string) (R, error)](fn), args[0].text(), args[1].text()
		return func(f *frame) (R, error) { return call(s(f), t(f)) }
	case "A":
		call, a := as[func(any) (R, error)](fn), anys(args[0])
		return func(f *frame) (R, error) { return call(a(f)) }
	case "M":
		call, m := as[func(methods) (R, error)](fn), withMethods(args[0], fn.Type().In(0))
		return func(f *frame) (R, error) { return call(m(f)) }
	case "P":
		call, p := as[func(P) (R, error)](fn), pointers(args[0])
		return func(f *frame) (R, error) { return call(p(f)) }
	case "PP":
		call, p, q := as[func(P, P) (R, error)](fn), pointers(args[0]), pointers(args[1])
		return func(f *frame) (R, error) { return call(p(f), q(f)) }
	case "PS":
		call, p, s := as[func(P, string) (R, error)](fn), pointers(args[0]), args[1].text()
		return func(f *frame) (R, error) { return call(p(f), s(f)) }
	}
	return nil
}

// rest gives the way to the arguments of "...any".
func rest(args []expr) func(*frame) []any {
	all := make([]func(*frame) any, len(args))
	for i, a := range args {
		all[i] = anys(a)
	}
	return func(f *frame) []any {
		list := make([]any, len(all))
		for i, a := range all {
			list[i] = a(f)
		}
		return list
	}
}
