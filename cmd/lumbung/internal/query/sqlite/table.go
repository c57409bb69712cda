package sqlite

import (
	"slices"
	"sync"
)

// Table is a table that connections read, held by Go. It may be used by many connections
// at once.
type Table struct {
	Name    string
	Rows    int
	Columns []*Column

	id  uintptr
	own []*Column // those that go with the table
}

var tables registry[Table]

// Column is a column of a Table.
type Column struct {
	Name string
	Type string // decides how it compares: TEXT, INTEGER or REAL
	// Unlisted columns are not among those that * stands for.
	Unlisted bool
	// Fill gives the cells in order of rows, when they are first asked for.
	Fill func(*Filler)

	once sync.Once
	data *data

	indexOnce sync.Once
	index     *index
}

// NewTable makes a table known to C until Release.
func NewTable(name string, rows int, columns []*Column) *Table {
	t := &Table{Name: name, Rows: rows, Columns: columns, own: columns}
	t.id = tables.put(t)
	return t
}

// Variant makes a table like t with some columns of its own in the place of t's, by their
// number, and more behind them. The others are t's, and stay when the variant is released.
func (t *Table) Variant(instead map[int]*Column, more ...*Column) *Table {
	v := &Table{Name: t.Name, Rows: t.Rows, Columns: slices.Clone(t.Columns), own: more}
	for i, c := range instead {
		v.Columns[i] = c
		v.own = append(v.own, c)
	}
	v.Columns = append(v.Columns, more...)
	v.id = tables.put(v)
	return v
}

// Release frees what the table holds. No connection may use it any more.
func (t *Table) Release() {
	tables.drop(t.id)
	for _, c := range t.own {
		if c.data != nil && c.data.base != 0 {
			release(c.data.base)
			c.data.base = 0
		}
	}
}

// data is a column's cells. Nearly every column is of one kind throughout: then only the
// slice of that kind is there, and kinds is nil unless cells are NULL. Texts lie one after
// the other in C's memory, where SQLite reads them without a copy.
type data struct {
	kind   Kind   // of all cells, where kinds is nil
	kinds  []Kind // of each cell
	ints   []int64
	floats []float64
	base   uintptr
	ends   []uint64
}

// Filler takes the cells of a column.
type Filler struct {
	data
	rows int
	text []byte
}

func (c *Column) load(rows int) *data {
	c.once.Do(func() {
		f := &Filler{}
		f.kinds = make([]Kind, 0, rows)
		c.Fill(f)
		c.data = f.finish()
	})
	return c.data
}

// Null adds a cell without a value.
func (f *Filler) Null() { f.add(Null) }

// Int adds an integer.
func (f *Filler) Int(n int64) {
	f.ints = pad(f.ints, f.rows, cap(f.kinds))
	f.ints = append(f.ints, n)
	f.add(Int)
}

// Float adds a floating point number.
func (f *Filler) Float(x float64) {
	f.floats = pad(f.floats, f.rows, cap(f.kinds))
	f.floats = append(f.floats, x)
	f.add(Float)
}

// Text adds a text, which is copied.
func (f *Filler) Text(s string) {
	for len(f.ends) < f.rows {
		f.ends = append(f.ends, uint64(len(f.text)))
	}
	if f.ends == nil {
		f.ends = make([]uint64, 0, cap(f.kinds))
	}
	f.text = append(f.text, s...)
	f.ends = append(f.ends, uint64(len(f.text)))
	f.add(Text)
}

func (f *Filler) add(k Kind) {
	f.kinds = append(f.kinds, k)
	f.rows++
}

// pad makes s n long, so that what is appended is at its row.
func pad[T any](s []T, n, room int) []T {
	if s == nil {
		s = make([]T, 0, room)
	}
	var zero T
	for len(s) < n {
		s = append(s, zero)
	}
	return s
}

func (f *Filler) finish() *data {
	d := f.data
	if f.text != nil || f.ends != nil {
		d.base = copyOut(f.text)
	}
	for len(d.ends) > 0 && len(d.ends) < f.rows {
		d.ends = append(d.ends, uint64(len(f.text)))
	}
	if len(d.kinds) > 0 && uniform(d.kinds) {
		d.kind, d.kinds = d.kinds[0], nil
	}
	return &d
}

func uniform(kinds []Kind) bool {
	for _, k := range kinds {
		if k != kinds[0] {
			return false
		}
	}
	return true
}

func (d *data) kindOf(row int) Kind {
	if d.kinds == nil {
		return d.kind
	}
	return d.kinds[row]
}

// textAt gives where a text lies.
func (d *data) textAt(row int) (address uintptr, n int) {
	start := uint64(0)
	if row > 0 {
		start = d.ends[row-1]
	}
	return d.base + uintptr(start), int(d.ends[row] - start)
}
