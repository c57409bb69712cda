package export

import "lumbung/cmd/lumbung/internal/table"

// Cell is the place of a cell in a table, both numbers from 0.
type Cell struct{ Row, Col int }

// FormulaCells finds texts that a spreadsheet would calculate when it opens the CSV: those
// that begin with = + - or @. They are published as they are, and the workbook marks them
// as text; the author should know of them all the same. It gives the first few.
func FormulaCells(t *table.Table, limit int) []Cell {
	var found []Cell
	for col := range t.Schema.Fields {
		if t.Schema.Fields[col].Type != table.String && t.Schema.Fields[col].Type != table.Any {
			continue
		}
		for row := range t.Len() {
			text := t.Text(row, col)
			if len(text) < 2 || !looksLikeFormula(text) || isDecimal(text) {
				continue
			}
			if len(found) == limit {
				return found
			}
			found = append(found, Cell{row, col})
		}
	}
	return found
}
