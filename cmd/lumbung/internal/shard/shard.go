// Package shard writes the rows of a large table as static scripts, so that a page that
// shows the first hundred rows of a hundred thousand can go on through the others, sort,
// filter and compare them, from file:// too.
//
// A Writer takes the rows of one table in one language, one after the other, as cells that
// are already written for readers, and gives away a file whenever it is full:
//
//	rows-N.js  1,000 rows from row N × 1,000 on, with the keys that their anchors end in
//	keys-N.js  where rows stand that an address names; only beside more than one rows-N.js
//
// What an earlier build made and would come out the same is not made again: KeepKeys and
// Known say which files.
//
// The theme's table/shard.ts reads them; table/model.ts says what a cell is.
package shard

import (
	"fmt"
	"strconv"

	"lumbung/cmd/lumbung/internal/script"
)

// DefaultSize is how many rows stand in a file.
const DefaultSize = 1000

// Table is what is known before the first row.
type Table struct {
	Name    string // of the dataset, as its table on the page says it
	Dir     string // folder of the files, from the root of the site, ending in a slash
	Rows    int    // of the whole table
	Size    int    // rows in a file, 0 for DefaultSize
	Numeric []bool // columns whose cells are numbers unless their class says otherwise
	Missing string // text of a cell without a value, where nothing else is said of it
}

// Cell is a value as readers see it.
type Cell struct {
	Text  string
	Sort  string // canonical value, "" where it is the text
	Path  string // where it leads, from the root of the site; "" for nowhere
	Class string // "num", "kosong" (missing), "rahasia" (suppressed) or ""
	Notes []int  // numbers of the notes on it

	// Same, where it is not 0, is the same for cells of a column that are written alike. Once
	// one was taken (Knows), nothing else is looked at of the others.
	Same int
}

// mostSame is the largest number of cells that are remembered: most columns of a register have
// some hundred different values, in a hundred thousand rows.
const mostSame = 4096

// Put takes a file. It may not keep data.
type Put func(path string, data []byte) error

// Writer writes a table's files. It is for one goroutine.
type Writer struct {
	table Table
	put   Put
	rows  int // taken so far
	known int // of them in the file that is being made, taken by Known
	buf   []byte
	keys  []byte     // of the rows in buf
	where [][]int32  // rows that stand in each keys-N.js: their keys need not be kept beside them
	same  [][]string // of each column, what its cells are written as, by their Same
}

// New begins a table's files.
func New(t Table, put Put) *Writer {
	n := t.files()
	w := &Writer{table: t, put: put}
	if n > 1 {
		w.where = make([][]int32, n)
	}
	return w
}

// Row adds the next row. Its key is what its anchor, "baris-KEY", ends in.
func (w *Writer) Row(key string, cells []Cell) error {
	return w.take(key, func() { w.row(cells) })
}

// Knows says whether a cell of a column was taken that is the same.
func (w *Writer) Knows(column, same int) bool {
	return same > 0 && column < len(w.same) && same < len(w.same[column]) && w.same[column][same] != ""
}

// Known adds the next row without its cells: it stands in a file that an earlier build
// made, and that is not made again. All rows of that file are added so, or none.
func (w *Writer) Known(key string) error {
	w.known++
	return w.take(key, func() {})
}

// KeepKeys says before the first row that every keys-N.js is as an earlier build made it.
func (w *Writer) KeepKeys() { w.where = nil }

// Skip adds all rows of the next file that is Known, where the keys are kept too.
func (w *Writer) Skip() error {
	if w.where != nil || w.rows%w.table.Size != 0 || w.rows >= w.table.Rows {
		return fmt.Errorf("row %d of %q: no whole file can be passed over here", w.rows+1, w.table.Name)
	}
	w.rows = min(w.rows+w.table.Size, w.table.Rows)
	return nil
}

func (w *Writer) take(key string, cells func()) error {
	switch {
	case !isKey(key):
		return fmt.Errorf("row %d of %q: %q cannot stand in an address", w.rows+1, w.table.Name, key)
	case w.rows == w.table.Rows:
		return fmt.Errorf("table %q has more rows than the %d it was to have", w.table.Name, w.table.Rows)
	}
	if w.rows%w.table.Size == 0 {
		w.begin()
	} else {
		w.buf, w.keys = append(w.buf, ','), append(w.keys, ' ')
	}
	w.keys = append(w.keys, key...)
	w.place(key)
	cells()
	if w.rows++; w.rows%w.table.Size == 0 || w.rows == w.table.Rows {
		return w.end()
	}
	return nil
}

// Files lists the files of a table's rows, one for each Size rows, and those of its keys.
func Files(t Table) (rows, keys []string) {
	n := t.files()
	for i := range n {
		rows = append(rows, t.path("rows-", i))
		if n > 1 {
			keys = append(keys, t.path("keys-", i))
		}
	}
	return rows, keys
}

// files is how many there are of the rows.
func (t *Table) files() int {
	if t.Size <= 0 {
		t.Size = DefaultSize
	}
	return (t.Rows + t.Size - 1) / t.Size
}

func (t *Table) path(name string, n int) string { return t.Dir + name + strconv.Itoa(n) + ".js" }

// Close writes what is left; key gives the keys of rows once more. A table that has not come
// whole is an error.
func (w *Writer) Close(key func(row int) string) error {
	if w.rows != w.table.Rows {
		return fmt.Errorf("table %q has %d rows, not the %d it was to have", w.table.Name, w.rows, w.table.Rows)
	}
	for n, rows := range w.where {
		w.call("lumbungKeys", n)
		w.buf = append(w.appendPlaces(append(w.buf, '"'), rows, key), "\");\n"...)
		if err := w.file("keys-", n); err != nil {
			return err
		}
	}
	return nil
}

func (w *Writer) begin() {
	w.call("lumbungRows", w.rows/w.table.Size)
	w.buf = append(w.buf, '[')
	w.keys = w.keys[:0]
}

func (w *Writer) end() error {
	known := w.known
	w.known = 0
	switch first := (w.rows - 1) / w.table.Size * w.table.Size; known {
	case 0:
	case w.rows - first:
		return nil
	default:
		return fmt.Errorf("rows %d to %d of %q: %d of them are known, and the others are not", first+1, w.rows, w.table.Name, known)
	}
	w.buf = append(append(append(w.buf, `],"`...), w.keys...), "\");\n"...)
	return w.file("rows-", (w.rows-1)/w.table.Size)
}

// call begins a file: the name of a function of the page, the table, a number.
func (w *Writer) call(function string, n int) {
	w.buf = append(append(w.buf[:0], function...), '(')
	w.buf = append(script.AppendString(w.buf, w.table.Name), ',')
	w.buf = append(strconv.AppendInt(w.buf, int64(n), 10), ',')
}

func (w *Writer) file(name string, n int) error {
	if err := w.put(w.table.path(name, n), w.buf); err != nil {
		return fmt.Errorf("rows of %q: %w", w.table.Name, err)
	}
	return nil
}

func (w *Writer) row(cells []Cell) {
	w.buf = append(w.buf, '[')
	for i := range cells {
		if i > 0 {
			w.buf = append(w.buf, ',')
		}
		if c := &cells[i]; w.Knows(i, c.Same) {
			w.buf = append(w.buf, w.same[i][c.Same]...)
		} else {
			from := len(w.buf)
			w.cell(c, i < len(w.table.Numeric) && w.table.Numeric[i])
			w.remember(i, c.Same, w.buf[from:])
		}
	}
	w.buf = append(w.buf, ']')
}

// remember keeps what a cell is written as for those that are the same.
func (w *Writer) remember(column, same int, written []byte) {
	if same <= 0 || same > mostSame {
		return
	}
	for len(w.same) <= column {
		w.same = append(w.same, nil)
	}
	if n := same + 1 - len(w.same[column]); n > 0 {
		w.same[column] = append(w.same[column], make([]string, n)...)
	}
	w.same[column][same] = string(written)
}

// The classes of cells without a value: their key is empty.
const (
	missing    = "kosong"
	suppressed = "rahasia"
)

// cell writes a text, null for a missing value, or [text, key, href, class, notes] up to the
// last that says something. A key that is the text is null.
func (w *Writer) cell(c *Cell, numeric bool) {
	noValue := c.Class == missing || c.Class == suppressed
	if c.Class == missing && c.Text == w.table.Missing && c.Path == "" && len(c.Notes) == 0 {
		w.buf = append(w.buf, "null"...)
		return
	}
	class := c.Class
	if numeric && class == "num" {
		class = ""
	}
	sorted := noValue || c.Sort != "" && c.Sort != c.Text
	noted := len(c.Notes) > 0
	if !sorted && c.Path == "" && class == "" && !noted {
		w.buf = script.AppendString(w.buf, c.Text)
		return
	}
	w.buf = script.AppendString(append(w.buf, '['), c.Text)
	switch {
	case noValue:
		w.buf = append(w.buf, `,""`...)
	case sorted:
		w.buf = script.AppendString(append(w.buf, ','), c.Sort)
	default:
		w.buf = append(w.buf, ",null"...)
	}
	if c.Path != "" || class != "" || noted {
		w.buf = script.AppendString(append(w.buf, ','), c.Path)
	}
	if class != "" || noted {
		w.buf = script.AppendString(append(w.buf, ','), class)
	}
	for i, n := range c.Notes {
		w.buf = append(w.buf, ',')
		if i == 0 {
			w.buf = append(w.buf, '[')
		}
		w.buf = strconv.AppendInt(w.buf, int64(n), 10)
	}
	if noted {
		w.buf = append(w.buf, ']')
	}
	w.buf = append(w.buf, ']')
}
