package table

import (
	"encoding/binary"
	"errors"
	"io"
	"unsafe"
)

// A Column is a column of a table apart from its table, to be written to a file and read
// back without a look at each of its cells.
//
//	kind, whether states follow, texts or blocks (4 each)  their lengths (4 each)
//	their bytes  the rows' codes or ends (4 each)  the rows' states (1 each)
//
// Numbers have their lowest byte first. What is read is believed only as far as no cell can
// lead out of it: that it is what was written is for the caller to see to.
type Column struct{ column }

const (
	codedColumn = iota + 1
	textColumn
)

// errColumn says that bytes are no column.
var errColumn = errors.New("this is no column of a table")

// ErrLargeColumn is the error of a column that is kept in pieces which are not written.
var ErrLargeColumn = errors.New("the column is too large to be written")

// WriteColumn writes a column.
func (t *Table) WriteColumn(w io.Writer, col int) error {
	c := &t.cols[col]
	if c.big != nil {
		return ErrLargeColumn
	}
	kind, n, rows := uint32(codedColumn), len(c.dict), c.codes
	if c.codes == nil {
		kind, n, rows = textColumn, len(c.blocks), c.ends
	}
	states := uint32(0)
	if c.state != nil {
		states = 1
	}
	head := []uint32{kind, states, uint32(n)}
	for _, text := range c.dict {
		head = append(head, uint32(len(text)))
	}
	for _, block := range c.blocks {
		head = append(head, uint32(len(block)))
	}
	b := make([]byte, 0, 64<<10)
	for _, number := range head {
		b = binary.LittleEndian.AppendUint32(b, number)
	}
	for _, text := range c.dict {
		b = append(b, text...)
	}
	_, err := w.Write(b)
	for _, block := range c.blocks {
		if err == nil {
			_, err = w.Write(block)
		}
	}
	for len(rows) > 0 && err == nil {
		part := rows[:min(len(rows), 16<<10)]
		b, rows = b[:0], rows[len(part):]
		for _, number := range part {
			b = binary.LittleEndian.AppendUint32(b, number)
		}
		_, err = w.Write(b)
	}
	if err == nil && states != 0 {
		_, err = w.Write(c.state)
	}
	return err
}

// ReadColumn reads a column of so many rows. size is how many bytes there are: no more
// memory is taken than they can fill.
func ReadColumn(r io.Reader, size int64, rows int) (*Column, error) {
	in := columnReader{r: r, left: size}
	head := in.numbers(3)
	if in.err != nil {
		return nil, in.err
	}
	c := &Column{}
	lengths := in.numbers(int(head[2]))
	switch head[0] {
	case codedColumn:
		c.dict = in.texts(lengths)
		c.codes = in.numbers(rows)
	case textColumn:
		for _, n := range lengths {
			c.blocks = append(c.blocks, in.bytes(int(n)))
		}
		c.ends = in.numbers(rows)
	default:
		return nil, errColumn
	}
	if head[1] != 0 {
		c.state = in.bytes(rows)
	}
	if in.err == nil && (in.left != 0 || !c.whole()) {
		in.err = errColumn
	}
	return c, in.err
}

// whole says whether every cell stands in the column.
func (c *column) whole() bool {
	for _, code := range c.codes {
		if int(code) >= len(c.dict) {
			return false
		}
	}
	if len(c.blocks) > maxBlocks {
		return false
	}
	last := uint32(0)
	for _, end := range c.ends {
		if end == last {
			continue
		}
		block := int(end-1) >> blockBits
		if end < last || block >= len(c.blocks) || int((end-1)&(blockSize-1)) >= len(c.blocks[block]) {
			return false
		}
		last = end
	}
	return true
}

// FromColumns makes a table of columns, one for each field, that have so many rows.
func FromColumns(schema *Schema, rows int, columns []*Column) *Table {
	t := &Table{Schema: schema, cols: make([]column, len(columns)), rows: rows}
	for i := range columns {
		t.cols[i] = columns[i].column
	}
	return t
}

type columnReader struct {
	r    io.Reader
	left int64
	err  error
}

func (r *columnReader) full(b []byte) {
	if r.err == nil {
		_, r.err = io.ReadFull(r.r, b)
	}
}

// room takes so many bytes of what is left; there may be fewer.
func (r *columnReader) room(n int) bool {
	if r.err == nil && (n < 0 || int64(n) > r.left) {
		r.err = errColumn
	}
	if r.err == nil {
		r.left -= int64(n)
	}
	return r.err == nil
}

func (r *columnReader) bytes(n int) []byte {
	if !r.room(n) {
		return nil
	}
	b := make([]byte, n)
	r.full(b)
	return b
}

// numbers reads straight into where the numbers will stand.
func (r *columnReader) numbers(n int) []uint32 {
	if n > int(^uint(0)>>3) || !r.room(4*n) {
		r.room(-1)
		return nil
	}
	numbers := make([]uint32, n)
	if n == 0 {
		return numbers
	}
	b := unsafe.Slice((*byte)(unsafe.Pointer(&numbers[0])), 4*n)
	r.full(b)
	if binary.NativeEndian.Uint16([]byte{1, 0}) != 1 {
		for i := range numbers {
			numbers[i] = binary.LittleEndian.Uint32(b[4*i:])
		}
	}
	return numbers
}

// texts reads texts of these lengths into one piece of memory.
func (r *columnReader) texts(lengths []uint32) []string {
	size := 0
	for _, n := range lengths {
		size += int(n)
	}
	b := r.bytes(size)
	if r.err != nil {
		return nil
	}
	texts := make([]string, len(lengths))
	for i, n := range lengths {
		texts[i] = unsafeString(b[:n])
		b = b[n:]
	}
	return texts
}
