package table

import "math"

// State says whether a cell has a value, and if not, why.
type State uint8

const (
	Present    State = iota
	Missing          // the source has no value; Value.Reason names the missingValues entry
	Suppressed       // disclosure control hides it
)

// Value is one cell. Text is canonical: integers and decimals as digits with "." and
// an optional "-", booleans "true"/"false", dates and times in ISO 8601, JSON types as
// compact JSON, lists as a JSON array. A cell without a value has no text.
type Value struct {
	Text   string
	Type   Type
	State  State
	Reason uint8 // of a Missing value: index into the field's (or schema's) missingValues
}

// Table is rows of values under a schema. It is not changed after it is built.
type Table struct {
	Schema *Schema
	cols   []column
	rows   int
}

// Len is the number of rows.
func (t *Table) Len() int { return t.rows }

// Value gives a cell.
func (t *Table) Value(row, col int) Value {
	c := &t.cols[col]
	v := Value{Type: t.Schema.Fields[col].Type}
	if c.state != nil && c.state[row] != 0 {
		if s := c.state[row]; s == suppressedState {
			v.State = Suppressed
		} else {
			v.State, v.Reason = Missing, s-1
		}
		return v
	}
	v.Text = c.text(row)
	return v
}

// Text gives a cell's canonical text, "" where it has no value. It allocates nothing.
func (t *Table) Text(row, col int) string {
	c := &t.cols[col]
	if c.state != nil && c.state[row] != 0 {
		return ""
	}
	return c.text(row)
}

// Has says whether a cell has a value.
func (t *Table) Has(row, col int) bool {
	c := &t.cols[col]
	return c.state == nil || c.state[row] == 0
}

// Full says that every cell of a column has a value, as far as that can be told at once.
func (t *Table) Full(col int) bool { return t.cols[col].state == nil }

// Codes gives a column as codes into its distinct texts, one code a row, where the table
// keeps it so; else nil. A rule about single values need look at each text once. Neither may
// be changed. A cell without a value has some code: ask Has.
func (t *Table) Codes(col int) (texts []string, codes *Codes) {
	return t.cols[col].dict, t.cols[col].codes
}

// suppressedState marks a suppressed cell in column.state; 0 is present, others are 1 + reason.
const suppressedState = math.MaxUint8

// column holds a column's texts. A column with few distinct texts keeps each once and a
// code per row; another keeps its texts one after the other in blocks, and where each
// ends, counted from the first block's start. Blocks are never copied to grow, so that a
// million rows need no more memory while they are read than after. A text does not reach
// over two blocks. state is nil while every cell has a value.
type column struct {
	dict   []string
	codes  *Codes // nil: texts are not kept so
	blocks [][]byte
	ends   []uint32
	big    []string // instead of blocks, for columns over 4 GB and for texts over a block
	state  []uint8
}

func (c *column) text(row int) string {
	switch {
	case c.codes != nil:
		return c.dict[c.codes.At(row)]
	case c.big != nil:
		return c.big[row]
	}
	start, end := uint32(0), c.ends[row]
	if row > 0 {
		start = c.ends[row-1]
	}
	if start == end {
		return ""
	}
	block := (end - 1) >> blockBits
	if start>>blockBits != block {
		start = block << blockBits // the text did not fit into what was left of the block before
	}
	return unsafeString(c.blocks[block][start&(blockSize-1) : (end-1)&(blockSize-1)+1])
}

const (
	blockBits = 20
	blockSize = 1 << blockBits
	maxBlocks = 1<<(32-blockBits) - 1 // that 32 bits can count
)
