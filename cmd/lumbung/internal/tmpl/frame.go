package tmpl

import (
	"fmt"
	"reflect"
	"sync"
	"text/template/parse"
)

// Template is a compiled template. It may be used by many goroutines at once.
type Template struct {
	set  *Set
	name string
	root reflect.Type // nil or an interface: any data
	body *routine
}

// frame is what a running template has: its page so far, and the values of its slots. The
// compiler gives each variable and each dot a slot of the kind that fits its type, so that
// strings and numbers need not be boxed.
type frame struct {
	out   []byte
	vals  []reflect.Value
	strs  []string
	nums  []int
	spare []byte     // for text that two escapers treat, one after the other
	at    parse.Node // the call that is being made, for the message if it panics
	depth int        // of templates that call themselves
}

// routine is a list of instructions with the slots that they need.
type routine struct {
	code  block
	slots slots
	pool  sync.Pool
}

// slots counts slots by kind.
type slots struct{ vals, strs, nums int }

// rootSlot holds the data.
const rootSlot = 0

func newRoutine(code block, need slots) *routine {
	r := &routine{code: code, slots: need}
	r.pool.New = func() any { return r.frame() }
	return r
}

// frame makes a frame that fits.
func (r *routine) frame() *frame {
	return &frame{
		vals: make([]reflect.Value, r.slots.vals),
		strs: make([]string, r.slots.strs),
		nums: make([]int, r.slots.nums),
	}
}

// release forgets the values, which may be large, and keeps the frame for the next page.
func (r *routine) release(f *frame) {
	clear(f.vals)
	clear(f.strs)
	f.out, f.at, f.depth = nil, nil, 0
	r.pool.Put(f)
}

// Append makes the page of data, and appends it to dst. data must be of the type that the
// template was compiled for. After an error dst is given back as it was.
func (t *Template) Append(dst []byte, data any) (out []byte, err error) {
	if t.root != nil && reflect.TypeOf(data) != t.root {
		return dst, fmt.Errorf("template %q is compiled for %v, it cannot show %T", t.name, t.root, data)
	}
	f := t.body.pool.Get().(*frame)
	defer func() {
		if thrown := recover(); thrown != nil {
			out, err = dst, t.set.caught(thrown, f.at)
		}
		t.body.release(f)
	}()
	f.out = dst
	f.vals[rootSlot] = reflect.ValueOf(data)
	t.body.code.run(f)
	return f.out, nil
}

// maxDepth is how deep templates may call themselves; html/template's own limit.
const maxDepth = 100000

// call runs a routine of its own on a frame of its own: a template that calls itself.
func (r *routine) call(f *frame, dot reflect.Value, node parse.Node) {
	if f.depth >= maxDepth {
		throw(node, "templates call each other more than %d deep", maxDepth)
	}
	inner := r.pool.Get().(*frame)
	inner.out, inner.depth = f.out, f.depth+1
	inner.vals[rootSlot] = dot
	r.code.run(inner)
	f.out = inner.out
	r.release(inner)
}
