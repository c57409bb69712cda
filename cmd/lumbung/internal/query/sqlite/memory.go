package sqlite

import (
	"sync"
	"sync/atomic"
	"unsafe"

	"modernc.org/libc"
)

// SQLite's memory is C's: it is allocated and freed by hand, its addresses are uintptrs,
// and nothing in it may be a pointer that Go's collector would have to follow. What C must
// find again in Go it is given as the number of a place in a registry.

const pointerSize = int(unsafe.Sizeof(uintptr(0)))

// pointer reads an address in C's memory as a T. The detour over a pointer to the address
// is how one says to vet that this is no Go pointer that was kept as a number.
func pointer[T any](address uintptr) *T { return *(**T)(unsafe.Pointer(&address)) }

// view reads n bytes of C's memory as a string, without copying: good only as long as
// that memory is.
func view(address uintptr, n int) string {
	if n == 0 || address == 0 {
		return ""
	}
	return unsafe.String(pointer[byte](address), n)
}

func alloc(n int) uintptr {
	p := libc.Xcalloc(nil, 1, libc.Tsize_t(max(n, 1)))
	if p == 0 {
		panic("sqlite: out of memory")
	}
	return p
}

// copyOut puts a text into C's memory.
func copyOut(s []byte) uintptr {
	p := alloc(len(s) + 1)
	copy(unsafe.Slice(pointer[byte](p), len(s)), s)
	return p
}

func cString(s string) uintptr { return copyOut([]byte(s)) }

func goString(p uintptr) string {
	if p == 0 {
		return ""
	}
	return libc.GoString(p)
}

func release(addresses ...uintptr) {
	for _, p := range addresses {
		libc.Xfree(nil, p)
	}
}

// callback gives a function declared in Go the form in which C holds function pointers:
// the address of its code pointer, as modernc.org/libc calls them. f is no closure.
func callback[F any](f F) uintptr { return *(*uintptr)(unsafe.Pointer(&struct{ f F }{f})) }

// registry holds Go values for C, by number from 1. Reading one takes no lock, since each
// cell of each row that a query sees begins with it.
type registry[T any] struct {
	mu    sync.Mutex
	slots atomic.Pointer[[]*T]
	free  []uintptr
}

func (r *registry[T]) get(id uintptr) *T { return (*r.slots.Load())[id] }

func (r *registry[T]) put(v *T) uintptr {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.free) == 0 {
		r.grow()
	}
	id := r.free[len(r.free)-1]
	r.free = r.free[:len(r.free)-1]
	(*r.slots.Load())[id] = v
	return id
}

// grow makes more places. Readers of the old ones go on reading those: a place's value
// is written before C learns its number, and never changes while C has it.
func (r *registry[T]) grow() {
	var old []*T
	if p := r.slots.Load(); p != nil {
		old = *p
	}
	slots := make([]*T, max(2*len(old), 16))
	copy(slots, old)
	for id := len(slots) - 1; id >= max(len(old), 1); id-- {
		r.free = append(r.free, uintptr(id))
	}
	r.slots.Store(&slots)
}

func (r *registry[T]) drop(id uintptr) {
	r.mu.Lock()
	defer r.mu.Unlock()
	(*r.slots.Load())[id] = nil
	r.free = append(r.free, id)
}

// each calls f with all that is held.
func (r *registry[T]) each(f func(*T)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if p := r.slots.Load(); p != nil {
		for _, v := range *p {
			if v != nil {
				f(v)
			}
		}
	}
}

// flag is a bool that goroutines share.
type flag struct{ v atomic.Bool }

func (f *flag) set(on bool) { f.v.Store(on) }
func (f *flag) get() bool   { return f.v.Load() }
