package infer

import (
	"slices"

	"lumbung/cmd/lumbung/internal/privacy"
)

// Personal is personal data in a column: how often, and where first. Never what.
type Personal struct {
	Field string
	Kind  privacy.Kind
	Count int
	Line  int // row and column of the file, from 1
	Col   int
}

// Personal looks through every cell and every heading.
func (t *Table) Personal(g *Grid) []Personal {
	var found []Personal
	index := map[[2]int]int{} // column and kind
	look := func(text string, row, col int) {
		for _, f := range privacy.Scan(text) {
			key := [2]int{col, int(f.Kind)}
			at, ok := index[key]
			if !ok {
				line, column := g.Place(row, col)
				at = len(found)
				index[key] = at
				found = append(found, Personal{t.Fields[col].Name, f.Kind, 0, line, column})
			}
			found[at].Count++
		}
	}
	for col := range t.Fields {
		look(t.Fields[col].Heading, -1, col)
		for row := range t.Rows {
			look(t.Rows[row][col], row, col)
		}
	}
	return found
}

// Hide marks the fields that hold personal data as private: they stay out of everything
// that is published, and keys that name them with them.
func (t *Table) Hide(found []Personal) {
	for i := range t.Fields {
		f := &t.Fields[i]
		f.Private = slices.ContainsFunc(found, func(p Personal) bool { return p.Field == f.Name })
		if f.Private {
			f.Categories = nil
		}
	}
}
