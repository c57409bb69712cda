package release

import (
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/table"
)

// ShownCells is how many revised cells a page lists.
const ShownCells = 100

// rowDiff compares the rows of a dataset at two versions. Rows are told apart by their
// primary key; without one a row is the same only if all of it is.
type rowDiff struct {
	change     *DatasetChange
	old, next  *table.Table
	pairs      []fieldPair
	referenced bool // another dataset refers to these rows
}

func (r *rowDiff) tell(f Fact) { r.change.Facts = append(r.change.Facts, f) }

// compare tells of rows and cells. sameStructure says that nothing else explains that the
// file is another.
func (r *rowDiff) compare(sameStructure bool) {
	if oldKey, nextKey := r.keys(); oldKey != nil {
		r.byKey(oldKey, nextKey)
	} else {
		r.byRow()
	}
	c := r.change
	if c.RowsAdded > 0 {
		r.tell(Fact{Minor, counted(c.RowsAdded, "%s baris ditambah.", "%s row was added.", "%s rows were added.")})
	}
	if c.RowsRemoved > 0 {
		// The recipe asks for a MAJOR step where others refer to what is deleted. A row that
		// nobody refers to and that is gone is a correction.
		step := Patch
		if r.referenced {
			step = Major
		}
		r.tell(Fact{step, counted(c.RowsRemoved, "%s baris dihapus.", "%s row was removed.", "%s rows were removed.")})
	}
	switch {
	case len(c.Cells) > ShownCells:
		r.tell(Fact{Patch, counted(len(c.Cells), "%s sel diperbaiki; 100 yang pertama dimuat di sini, semuanya di berkas perbaikan.",
			"", "%s cells were revised; the first 100 are given here, all of them in the file of revisions.")})
	case len(c.Cells) > 0:
		r.tell(Fact{Patch, counted(len(c.Cells), "%s sel diperbaiki.", "%s cell was revised.", "%s cells were revised.")})
	case sameStructure && c.RowsAdded+c.RowsRemoved == 0:
		r.tell(Fact{Patch, words("Urutan baris diubah; isinya tetap.", "The rows are in another order; they are the same.")})
	}
}

// keys gives the columns of the primary key in both tables; nil when they do not have the
// same one.
func (r *rowDiff) keys() (old, next []int) {
	if len(r.old.Schema.PrimaryKey) == 0 || len(r.old.Schema.PrimaryKey) != len(r.next.Schema.PrimaryKey) {
		return nil, nil
	}
	for i, name := range r.old.Schema.PrimaryKey {
		a, b := r.old.Schema.Index(name), r.next.Schema.Index(r.next.Schema.PrimaryKey[i])
		if a < 0 || b < 0 || !slices.Contains(r.pairs, fieldPair{a, b}) {
			return nil, nil
		}
		old, next = append(old, a), append(next, b)
	}
	return old, next
}

func (r *rowDiff) byKey(oldKey, nextKey []int) {
	at := make(map[string]int, r.old.Len())
	for row := range r.old.Len() {
		at[rowKey(r.old, row, oldKey)] = row
	}
	kept := 0
	for row := range r.next.Len() {
		before, ok := at[rowKey(r.next, row, nextKey)]
		if !ok {
			r.change.RowsAdded++
			continue
		}
		kept++
		for _, p := range r.pairs {
			was, is := r.old.Value(before, p.old), r.next.Value(row, p.next)
			if was.State == is.State && was.Text == is.Text {
				continue
			}
			c := CellChange{Old: was, New: is, OldField: &r.old.Schema.Fields[p.old], NewField: &r.next.Schema.Fields[p.next]}
			for _, col := range nextKey {
				c.Key = append(c.Key, KeyPart{&r.next.Schema.Fields[col], r.next.Text(row, col)})
			}
			r.change.Cells = append(r.change.Cells, c)
		}
	}
	r.change.RowsRemoved = r.old.Len() - kept
}

// byRow counts whole rows, of the fields that are in both.
func (r *rowDiff) byRow() {
	var oldCols, nextCols []int
	for _, p := range r.pairs {
		oldCols, nextCols = append(oldCols, p.old), append(nextCols, p.next)
	}
	count := make(map[string]int, r.old.Len())
	for row := range r.old.Len() {
		count[rowKey(r.old, row, oldCols)]++
	}
	kept := 0
	for row := range r.next.Len() {
		key := rowKey(r.next, row, nextCols)
		if count[key] == 0 {
			r.change.RowsAdded++
			continue
		}
		count[key]--
		kept++
	}
	r.change.RowsRemoved = r.old.Len() - kept
}

// rowKey is a text that two rows share when these cells of theirs are the same.
func rowKey(t *table.Table, row int, cols []int) string {
	var b strings.Builder
	for _, col := range cols {
		v := t.Value(row, col)
		b.WriteByte(byte('0' + v.State))
		b.WriteString(strings.ReplaceAll(v.Text, "\x00", "\x00\x01"))
		b.WriteString("\x00\x00")
	}
	return b.String()
}
