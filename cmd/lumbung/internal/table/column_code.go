package table

import (
	"encoding/binary"
	"errors"
	"io"
)

// A Column is a column of a table apart from its table, to be written to a file and read
// back without a look at each of its cells.
//
//	kind, bytes of a number, whether states follow, texts or blocks (4 each)
//	their lengths (4 each)  their bytes  the rows' codes or ends  the rows' states (1 each)
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
		kind, n, rows = textColumn, len(c.blocks), &Codes{four: c.ends}
	}
	states := uint32(0)
	if c.state != nil {
		states = 1
	}
	head := []uint32{kind, uint32(rows.width()), states, uint32(n)}
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
	if err == nil {
		err = rows.write(w)
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
	head := numbers[uint32](&in, 4)
	if in.err != nil {
		return nil, in.err
	}
	c := &Column{}
	lengths := numbers[uint32](&in, int(head[3]))
	switch head[0] {
	case codedColumn:
		c.dict = in.texts(lengths)
		c.codes = in.codes(rows, head[1])
	case textColumn:
		for _, n := range lengths {
			c.blocks = append(c.blocks, in.bytes(int(n)))
		}
		c.ends = numbers[uint32](&in, rows)
	default:
		return nil, errColumn
	}
	if head[2] != 0 {
		c.state = in.bytes(rows)
	}
	if in.err == nil && (in.left != 0 || !c.whole()) {
		in.err = errColumn
	}
	return c, in.err
}

// whole says whether every cell stands in the column.
func (c *column) whole() bool {
	if c.codes != nil && !c.codes.below(len(c.dict)) {
		return false
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
