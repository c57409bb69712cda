package table

import (
	"encoding/binary"
	"io"
	"slices"
	"unsafe"
)

// Codes are a number for each row of a column, in as few bytes each as the largest of them
// needs: most columns of a register have fewer than 256 distinct texts.
type Codes struct {
	one  []uint8
	two  []uint16
	four []uint32
}

// At is the number of a row.
func (c *Codes) At(row int) uint32 {
	switch {
	case c.one != nil:
		return uint32(c.one[row])
	case c.two != nil:
		return uint32(c.two[row])
	}
	return c.four[row]
}

// Len is how many rows there are.
func (c *Codes) Len() int { return len(c.one) + len(c.two) + len(c.four) }

// width is how many bytes a number takes.
func (c *Codes) width() int {
	switch {
	case c.two != nil:
		return 2
	case c.four != nil:
		return 4
	}
	return 1
}

// newCodes makes room for so many rows.
func newCodes(rows int) *Codes { return &Codes{one: make([]uint8, 0, rows)} }

func (c *Codes) append(code uint32) {
	if code > 0xff && c.one != nil {
		c.two = widen[uint16](c.one)
		c.one = nil
	}
	if code > 0xffff && c.two != nil {
		c.four = widen[uint32](c.two)
		c.two = nil
	}
	switch {
	case c.one != nil:
		c.one = append(c.one, uint8(code))
	case c.two != nil:
		c.two = append(c.two, uint16(code))
	default:
		c.four = append(c.four, code)
	}
}

func widen[to, from uint8 | uint16 | uint32](narrow []from) []to {
	wide := make([]to, len(narrow), cap(narrow))
	for i, n := range narrow {
		wide[i] = to(n)
	}
	return wide
}

// reserve makes room for so many rows in all.
func (c *Codes) reserve(rows int) {
	grow := max(0, rows-c.Len())
	switch {
	case c.one != nil:
		c.one = slices.Grow(c.one, grow)
	case c.two != nil:
		c.two = slices.Grow(c.two, grow)
	default:
		c.four = slices.Grow(c.four, grow)
	}
}

// below says whether all numbers are below one.
func (c *Codes) below(n int) bool {
	for row := range c.Len() {
		if int(c.At(row)) >= n {
			return false
		}
	}
	return true
}

// write writes the numbers, each with its lowest byte first.
func (c *Codes) write(w io.Writer) error {
	b := make([]byte, 0, 64<<10)
	for row := range c.Len() {
		switch n := c.At(row); {
		case c.one != nil:
			b = append(b, byte(n))
		case c.two != nil:
			b = binary.LittleEndian.AppendUint16(b, uint16(n))
		default:
			b = binary.LittleEndian.AppendUint32(b, n)
		}
		if len(b) == cap(b) || row == c.Len()-1 {
			if _, err := w.Write(b); err != nil {
				return err
			}
			b = b[:0]
		}
	}
	return nil
}

// codes reads what write wrote.
func (r *columnReader) codes(rows int, width uint32) *Codes {
	switch width {
	case 1:
		return &Codes{one: r.bytes(rows)}
	case 2:
		return &Codes{two: numbers[uint16](r, rows)}
	case 4:
		return &Codes{four: numbers[uint32](r, rows)}
	}
	r.room(-1)
	return &Codes{}
}

// numbers reads straight into where the numbers will stand.
func numbers[T uint16 | uint32](r *columnReader, n int) []T {
	var zero T
	size := int(unsafe.Sizeof(zero))
	if n > int(^uint(0)>>4) || !r.room(size*n) {
		r.room(-1)
		return nil
	}
	all := make([]T, n)
	if n == 0 {
		return all
	}
	b := unsafe.Slice((*byte)(unsafe.Pointer(&all[0])), size*n)
	r.full(b)
	if binary.NativeEndian.Uint16([]byte{1, 0}) != 1 {
		for part := range slices.Chunk(b, size) {
			slices.Reverse(part)
		}
	}
	return all
}
