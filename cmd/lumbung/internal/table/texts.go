package table

import "iter"

// Texts goes through the texts of a column's values and the rows they stand in. Where the
// table keeps each text once it gives each once, with the first row that has it: what is
// asked of texts alone need not be asked of a hundred thousand rows.
func (t *Table) Texts(col int) iter.Seq2[int, string] {
	c := &t.cols[col]
	return func(yield func(int, string) bool) {
		seen := make([]bool, len(c.dict))
		for row := range t.rows {
			if !t.Has(row, col) {
				continue
			}
			if c.codes != nil {
				at := &seen[c.codes.At(row)]
				if *at {
					continue
				}
				*at = true
			}
			if !yield(row, c.text(row)) {
				return
			}
		}
	}
}
