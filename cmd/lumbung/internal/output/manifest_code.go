package output

import (
	"crypto/sha256"
	"encoding/binary"
	"unsafe"
)

// decoder walks the records of a block.
type decoder struct {
	reader
	path  []byte
	rec   record
	mtime int64 // of the record before
}

// next is false at the end, and where the bytes are not a block.
func (d *decoder) next() bool {
	if len(d.b) == 0 {
		return false
	}
	shared, rest := d.int(), d.int()
	if d.bad || shared > len(d.path) || shared+rest > maxPath {
		d.bad = true
		return false
	}
	d.path = append(d.path[:shared], d.take(rest)...)
	size := d.int()
	d.rec = record{size: int64(size) - 1, gone: size == 0}
	if !d.rec.gone {
		d.mtime += d.signed()
		d.rec.mtime = d.mtime
		copy(d.rec.sum[:], d.take(sha256.Size))
	}
	return !d.bad
}

// encoder is the other way round.
type encoder struct {
	b     []byte
	first string
	last  string
	mtime int64
}

func (e *encoder) reset() { *e = encoder{b: e.b[:0]} }

func (e *encoder) add(r record) {
	if len(e.b) == 0 {
		e.first = r.path
	}
	shared := sharedPrefix(e.last, r.path)
	e.b = binary.AppendUvarint(e.b, uint64(shared))
	e.b = appendText(e.b, r.path[shared:])
	e.last = r.path
	if r.gone {
		e.b = append(e.b, 0)
		return
	}
	e.b = binary.AppendUvarint(e.b, uint64(r.size)+1)
	e.b = binary.AppendVarint(e.b, r.mtime-e.mtime)
	e.b = append(e.b, r.sum[:]...)
	e.mtime = r.mtime
}

func sharedPrefix(a, b string) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// reader takes numbers and texts off bytes. After the first that is not there
// it is bad and gives zeros.
type reader struct {
	b   []byte
	bad bool
}

func (r *reader) int() int {
	v, n := binary.Uvarint(r.b)
	if n <= 0 || int64(v) < 0 {
		r.fail()
		return 0
	}
	r.b = r.b[n:]
	return int(v)
}

func (r *reader) signed() int64 {
	v, n := binary.Varint(r.b)
	if n <= 0 {
		r.fail()
		return 0
	}
	r.b = r.b[n:]
	return v
}

func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.b) {
		r.fail()
		return nil
	}
	b := r.b[:n]
	r.b = r.b[n:]
	return b
}

func (r *reader) text() string { return string(r.take(r.int())) }

func (r *reader) fail() { r.b, r.bad = nil, true }

// bytesString is a view of bytes as a text, good as long as they do not change.
func bytesString(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
