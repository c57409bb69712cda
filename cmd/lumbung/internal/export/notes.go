package export

import (
	"sort"
	"strconv"
	"strings"

	"lumbung/cmd/lumbung/internal/dataset"
)

// noteRow is a note with its number in the book.
type noteRow struct {
	number   int
	resource *dataset.Resource
	note     dataset.Note
}

// numberNotes numbers the notes of the book's datasets in order.
func numberNotes(b *Book) []noteRow {
	var rows []noteRow
	for _, r := range b.Resources {
		for _, n := range Notes(r) {
			rows = append(rows, noteRow{len(rows) + 1, r, n})
		}
	}
	return rows
}

// mark is how a note is named elsewhere: "[catatan 3]".
func (n *noteRow) mark(w *words) string {
	return "[" + strings.ToLower(w.note) + " " + strconv.Itoa(n.number) + "]"
}

// noteMarks lists the notes on a column.
func noteMarks(notes []noteRow, resource, field string, w *words) string {
	var marks []string
	for i := range notes {
		if notes[i].resource.Name == resource && notes[i].note.Field == field {
			marks = append(marks, notes[i].mark(w))
		}
	}
	return strings.Join(marks, " ")
}

// notesGrid lists the notes. place gives the first row of a dataset's data in its sheet,
// so that each note can say which cells it is about; nil outside of workbooks.
func notesGrid(b *Book, notes []noteRow, place func(*dataset.Resource) int) grid {
	w := wordsFor(b.Lang)
	g := grid{header: []string{w.note, w.field, w.where}}
	if place != nil {
		g.header = append(g.header, w.cells)
	}
	g.header = append(g.header, w.text)
	for i := range notes {
		n := &notes[i]
		row := []string{n.mark(w), orAll(n.note.Field, w), orAll(whereText(n.note.Where), w)}
		if place != nil {
			row = append(row, noteCells(n, place(n.resource), w))
		}
		g.rows = append(g.rows, named(b, n.resource, append(row, n.note.Text.In(b.Lang))))
	}
	return g.withDataset(b, w)
}

func orAll(s string, w *words) string {
	if s == "" {
		return w.all
	}
	return s
}

// whereText writes a note's condition: "no = 7".
func whereText(where map[string]string) string {
	parts := make([]string, 0, len(where))
	for field, value := range where {
		parts = append(parts, field+" = "+value)
	}
	sort.Strings(parts)
	return strings.Join(parts, ", ")
}

// maxNoteCells is how many cells a note lists by their addresses.
const maxNoteCells = 10

// noteCells lists the addresses of the cells that a note is about: "G13", or those of
// whole rows by their first cell.
func noteCells(n *noteRow, firstRow int, w *words) string {
	if len(n.note.Where) == 0 {
		return w.all
	}
	t, col := n.resource.Table, 0
	if n.note.Field != "" {
		col = max(t.Schema.Index(n.note.Field), 0)
	}
	var found []string
	for row := range t.Len() {
		if !n.note.Matches(t, row) {
			continue
		}
		if len(found) == maxNoteCells {
			found = append(found, "…")
			break
		}
		found = append(found, string(appendColumn(nil, col))+strconv.Itoa(firstRow+row))
	}
	return strings.Join(found, ", ")
}
