package table

// Piece is some rows of a table: those from From up to To.
type Piece struct {
	Table    *Table
	From, To int
}

// Join makes a table of pieces of tables with as many columns, one after the other: the one
// that a Builder makes of their rows, down to which columns keep each text once. Columns of
// which same says so hold what those of the table of same hold, and are taken from there.
func Join(schema *Schema, pieces []Piece, from *Table, same func(col int) bool) *Table {
	b := NewBuilder(schema, 0)
	for _, p := range pieces {
		b.rows += p.To - p.From
	}
	for col := range b.cols {
		c := &b.cols[col]
		if from != nil && same(col) {
			c.column = from.cols[col]
			continue
		}
		c.codes = newCodes(b.rows)
		row := 0
		for _, p := range pieces {
			c.take(row, &p.Table.cols[col], p.From, p.To)
			row += p.To - p.From
		}
	}
	return b.Table()
}

// take appends rows of another column; row is how many there are.
func (c *builderColumn) take(row int, from *column, start, end int) {
	known := make([]uint32, len(from.dict)) // the code that a text of from has here, from 1
	for i := start; i < end; i++ {
		if from.state != nil && from.state[i] != 0 {
			c.appendState(row+i-start, from.state[i])
			c.appendAny("")
			continue
		}
		c.appendState(row+i-start, 0)
		if from.codes == nil || c.index == nil {
			c.appendAny(from.text(i))
			continue
		}
		code := &known[from.codes.At(i)]
		if *code != 0 {
			c.codes.append(*code - 1)
			continue
		}
		if c.appendAny(from.dict[from.codes.At(i)]); c.codes != nil {
			*code = c.codes.At(c.codes.Len()-1) + 1
		}
	}
}

// SameCell says whether a cell of a table holds what one of another holds.
func (t *Table) SameCell(col, row int, other *Table, otherRow int) bool {
	return t.state(col, row) == other.state(col, otherRow) && t.Text(row, col) == other.Text(otherRow, col)
}

func (t *Table) state(col, row int) uint8 {
	if c := &t.cols[col]; c.state != nil {
		return c.state[row]
	}
	return 0
}
