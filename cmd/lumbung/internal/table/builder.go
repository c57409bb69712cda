package table

import (
	"strings"
	"unsafe"
)

// maxDict is how many distinct texts a column may have in its first rows and still be
// kept as codes into a dictionary.
const maxDict = 4096

// Builder makes a Table row by row.
type Builder struct {
	schema *Schema
	cols   []builderColumn
	rows   int
}

type builderColumn struct {
	column
	index map[string]uint32 // nil once the dictionary was given up
}

// NewBuilder starts a table; rows is how many are expected, 0 when unknown.
func NewBuilder(schema *Schema, rows int) *Builder {
	b := &Builder{schema: schema, cols: make([]builderColumn, len(schema.Fields))}
	for i := range b.cols {
		b.cols[i].index = map[string]uint32{}
		b.cols[i].codes = newCodes(rows)
	}
	return b
}

// Append adds a row; values has one value for each field. The texts are copied.
func (b *Builder) Append(values []Value) {
	for i := range values {
		b.cols[i].append(b.rows, values[i])
	}
	b.rows++
}

// Len is the number of rows so far.
func (b *Builder) Len() int { return b.rows }

// Table ends the work. The builder must not be used afterwards.
func (b *Builder) Table() *Table {
	t := &Table{Schema: b.schema, cols: make([]column, len(b.cols)), rows: b.rows}
	for i := range b.cols {
		b.cols[i].index = nil
		t.cols[i] = b.cols[i].column
	}
	return t
}

func (c *builderColumn) append(row int, v Value) {
	text := v.Text
	if v.State != Present {
		text = ""
	}
	c.appendState(row, stateCode(v))
	c.appendAny(text)
}

func (c *builderColumn) appendState(row int, state uint8) {
	if state != 0 && c.state == nil {
		c.state = make([]uint8, row, row+64)
	}
	if c.state != nil {
		c.state = append(c.state, state)
	}
}

// appendAny appends a text as the column keeps them by now.
func (c *builderColumn) appendAny(text string) {
	if c.index != nil {
		if c.appendCode(text) {
			return
		}
		c.leaveDictionary()
	}
	c.appendText(text)
}

func stateCode(v Value) uint8 {
	switch v.State {
	case Missing:
		return 1 + v.Reason
	case Suppressed:
		return suppressedState
	}
	return 0
}

// appendCode gives false when the column has too many distinct texts for a dictionary.
func (c *builderColumn) appendCode(text string) bool {
	code, ok := c.index[text]
	if !ok {
		if len(c.dict) >= maxDict && len(c.dict)*4 > c.codes.Len() {
			return false
		}
		code = uint32(len(c.dict))
		text = strings.Clone(text)
		c.index[text] = code
		c.dict = append(c.dict, text)
	}
	c.codes.append(code)
	return true
}

func (c *builderColumn) leaveDictionary() {
	codes, dict := c.codes, c.dict
	c.index, c.codes, c.dict = nil, nil, nil
	c.ends = make([]uint32, 0, 2*codes.Len())
	for row := range codes.Len() {
		c.appendText(dict[codes.At(row)])
	}
}

func (c *builderColumn) appendText(text string) {
	last := len(c.blocks) - 1
	if c.big == nil && text != "" && (last < 0 || len(c.blocks[last])+len(text) > blockSize) {
		if len(text) > blockSize || len(c.blocks) == maxBlocks {
			c.leaveBlocks()
		} else {
			c.blocks = append(c.blocks, nil)
			if last++; last > 0 {
				c.blocks[last] = make([]byte, 0, blockSize)
			}
		}
	}
	switch {
	case c.big != nil:
		c.big = append(c.big, strings.Clone(text))
	case text == "" && len(c.ends) == 0:
		c.ends = append(c.ends, 0)
	case text == "":
		c.ends = append(c.ends, c.ends[len(c.ends)-1])
	default:
		c.blocks[last] = append(c.blocks[last], text...)
		c.ends = append(c.ends, uint32(last)<<blockBits+uint32(len(c.blocks[last])))
	}
}

// leaveBlocks keeps each text by itself from here on.
func (c *builderColumn) leaveBlocks() {
	big := make([]string, 0, 2*len(c.ends))
	for i := range c.ends {
		big = append(big, strings.Clone(c.text(i)))
	}
	c.big, c.blocks, c.ends = big, nil, nil
}

// Reserve makes room for so many rows in all, once that can be told.
func (b *Builder) Reserve(rows int) {
	for i := range b.cols {
		switch c := &b.cols[i]; {
		case c.codes != nil:
			c.codes.reserve(rows)
		case c.ends != nil && rows > cap(c.ends):
			c.ends = append(make([]uint32, 0, rows), c.ends...)
		}
	}
}

// unsafeString views bytes that are never changed again as a string: a table is read by
// the million, and its texts must not be copied each time.
func unsafeString(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
