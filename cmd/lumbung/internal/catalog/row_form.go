package catalog

import (
	"bytes"
	"strings"
)

// rowForm is a citation as all rows of a dataset have it, with a hole wherever a row's own
// title, address or slug stands. It is made by writing the citation of a row with marks in
// their place, so that a form is written in one place only.
type rowForm struct {
	parts []rowPart
	tail  string
}

// rowPart is a text and the hole after it.
type rowPart struct {
	before string
	hole   rowHole
}

type rowHole int

const (
	titleHole rowHole = iota
	urlHole
	slugHole
)

// rowMarks are what stands in the holes while a form is made.
type rowMarks [3]string

// newRowMarks chooses marks that the citations do not hold. They are letters, which no form
// writes in another way.
func newRowMarks(written ...[]byte) rowMarks {
	marks := rowMarks{titleHole: "RowTitle", urlHole: "RowAddress", slugHole: "RowSlug"}
	all := bytes.Join(written, nil)
	for i := range marks {
		for bytes.Contains(all, []byte(marks[i])) {
			marks[i] += "x"
		}
	}
	return marks
}

// newRowForm finds the marks in a citation.
func newRowForm(citation []byte, marks rowMarks) (f rowForm) {
	for {
		at, hole := -1, titleHole
		for h, mark := range marks {
			if i := bytes.Index(citation, []byte(mark)); i >= 0 && (at < 0 || i < at) {
				at, hole = i, rowHole(h)
			}
		}
		if at < 0 {
			f.tail = string(citation)
			return f
		}
		f.parts = append(f.parts, rowPart{string(citation[:at]), hole})
		citation = citation[at+len(marks[hole]):]
	}
}

// fill writes the citation of a row.
func (f *rowForm) fill(dst []byte, values [3]string) []byte {
	for _, p := range f.parts {
		dst = append(append(dst, p.before...), values[p.hole]...)
	}
	return append(dst, f.tail...)
}

// endsSentence says whether a title needs no full stop after it.
func endsSentence(title string) bool {
	return strings.HasSuffix(title, ".") || strings.HasSuffix(title, "?") || strings.HasSuffix(title, "!")
}
