package sqlite

import (
	"fmt"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// Function is a function of SQL. It has Call, or New when it is an aggregate.
type Function struct {
	Name string
	Args int // -1: any number
	// Call computes a value. The texts of args are good only until it returns.
	Call func(args []Value) (Value, error)
	// New starts an aggregate over a group of rows, or over a window of them.
	New func() Aggregate

	id uintptr
}

// Aggregate is a running aggregate. Inverse takes back the oldest row of a window.
type Aggregate interface {
	Step(args []Value)
	Inverse(args []Value)
	Value() Value
}

// running gives an Aggregate a concrete type, as a registry holds.
type running struct{ Aggregate }

var (
	functions  registry[Function]
	aggregates registry[running]
)

// Register makes functions known to C. They stay so: there is one set for a process.
func Register(list []*Function) []*Function {
	for _, f := range list {
		f.id = functions.put(f)
	}
	return list
}

func (c *Conn) addFunction(f *Function) error {
	name := cString(f.Name)
	defer release(name)
	flags := int32(lib.SQLITE_UTF8 | lib.SQLITE_DETERMINISTIC | lib.SQLITE_INNOCUOUS)
	var rc int32
	if f.Call != nil {
		rc = lib.Xsqlite3_create_function_v2(c.tls, c.db, name, int32(f.Args), flags, f.id, callback(call), 0, 0, 0)
	} else {
		rc = lib.Xsqlite3_create_window_function(c.tls, c.db, name, int32(f.Args), flags, f.id,
			callback(step), callback(final), callback(current), callback(inverse), 0)
	}
	if rc != lib.SQLITE_OK {
		return fmt.Errorf("add function %s: %w", f.Name, c.error(rc))
	}
	return nil
}

// maxArgs is how many arguments our functions take at most.
const maxArgs = 8

// arguments reads what a function is given into space that the caller has on its stack.
func arguments(tls *libc.TLS, space *[maxArgs]Value, n int32, values uintptr) []Value {
	args := space[:min(int(n), maxArgs)]
	for i := range args {
		args[i] = argument(tls, *pointer[uintptr](values + uintptr(i*pointerSize)))
	}
	return args
}

func call(tls *libc.TLS, ctx uintptr, n int32, values uintptr) {
	var space [maxArgs]Value
	f := functions.get(lib.Xsqlite3_user_data(tls, ctx))
	v, err := f.Call(arguments(tls, &space, n, values))
	if err != nil {
		text := cString(err.Error())
		lib.Xsqlite3_result_error(tls, ctx, text, -1)
		release(text)
		return
	}
	result(tls, ctx, v)
}

func result(tls *libc.TLS, ctx uintptr, v Value) {
	switch v.Kind {
	case Int:
		lib.Xsqlite3_result_int64(tls, ctx, v.Int)
	case Float:
		lib.Xsqlite3_result_double(tls, ctx, v.Float)
	case Text:
		text := cString(v.Text)
		lib.Xsqlite3_result_text(tls, ctx, text, int32(len(v.Text)), transient)
		release(text)
	default:
		lib.Xsqlite3_result_null(tls, ctx)
	}
}

// state finds the aggregate that a context stands for; make starts it.
func state(tls *libc.TLS, ctx uintptr, make bool) (*running, *uintptr) {
	size := int32(0)
	if make {
		size = int32(pointerSize)
	}
	p := lib.Xsqlite3_aggregate_context(tls, ctx, size)
	if p == 0 {
		return nil, nil
	}
	id := pointer[uintptr](p)
	if *id == 0 {
		*id = aggregates.put(&running{functions.get(lib.Xsqlite3_user_data(tls, ctx)).New()})
	}
	return aggregates.get(*id), id
}

func step(tls *libc.TLS, ctx uintptr, n int32, values uintptr) {
	var space [maxArgs]Value
	if a, _ := state(tls, ctx, true); a != nil {
		a.Step(arguments(tls, &space, n, values))
	}
}

func inverse(tls *libc.TLS, ctx uintptr, n int32, values uintptr) {
	var space [maxArgs]Value
	if a, _ := state(tls, ctx, true); a != nil {
		a.Inverse(arguments(tls, &space, n, values))
	}
}

func current(tls *libc.TLS, ctx uintptr) {
	if a, _ := state(tls, ctx, true); a != nil {
		result(tls, ctx, a.Value())
	}
}

func final(tls *libc.TLS, ctx uintptr) {
	a, id := state(tls, ctx, false)
	if a == nil { // no row came
		result(tls, ctx, functions.get(lib.Xsqlite3_user_data(tls, ctx)).New().Value())
		return
	}
	result(tls, ctx, a.Value())
	aggregates.drop(*id)
}
