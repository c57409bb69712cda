package check

import "lumbung/cmd/lumbung/internal/table"

// seenTexts marks the texts of a column that were found right, where the table keeps each
// text once: what is true of one cell is then true of all with the same text. Of another
// column it marks nothing.
type seenTexts struct {
	codes *table.Codes
	seen  []bool
}

func seenIn(t *table.Table, col int) seenTexts {
	texts, codes := t.Codes(col)
	return seenTexts{codes, make([]bool, len(texts))}
}

// before says whether the text of a row was marked. A cell without a value may share the
// code of one that has: ask first where that counts.
func (s *seenTexts) before(row int) bool { return s.codes != nil && s.seen[s.codes.At(row)] }

// note marks the text of a row.
func (s *seenTexts) note(row int) {
	if s.codes != nil {
		s.seen[s.codes.At(row)] = true
	}
}
