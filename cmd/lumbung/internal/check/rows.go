package check

import (
	"strings"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// notes reports notes that are on no row: whoever wrote one meant some.
func notes(r *dataset.Resource, log *diag.Log) {
	for i := range r.Notes {
		n := &r.Notes[i]
		if len(n.Where) == 0 || matchesAny(r.Table, n) {
			continue
		}
		log.Error("note-row", r.At(tomlfile.Key(n.Path, "where")), "no row of %q is as this note says", r.Name).
			Note("write the values as they stand in the data")
	}
}

func matchesAny(t *table.Table, n *dataset.Note) bool {
	for row := range t.Len() {
		if n.Matches(t, row) {
			return true
		}
	}
	return false
}

// profiles checks that each row has an address of its own.
func profiles(r *dataset.Resource, log *diag.Log) {
	if r.Profile == nil {
		return
	}
	done := map[string]bool{}
	r.Profile.Path.Map(func(lang locale.Lang, pattern string) string {
		parts, ok := splitPattern(r.Table.Schema, pattern)
		if ok && !done[parts.fields()] {
			done[parts.fields()] = true
			if cols := parts.cols(); len(cols) == 0 || !r.Passed(cols...) {
				addresses(r, parts, log)
			}
		}
		return pattern
	})
}

// pathPattern is a pattern such as "kube/{nama}", taken apart.
type pathPattern []pathPart

type pathPart struct {
	text string
	col  int // -1: the text itself
}

// splitPattern is false for a pattern with an unknown field, which was told elsewhere.
func splitPattern(s *table.Schema, pattern string) (parts pathPattern, ok bool) {
	for pattern != "" {
		text, rest, found := strings.Cut(pattern, "{")
		parts = append(parts, pathPart{text, -1})
		if !found {
			break
		}
		name, after, closed := strings.Cut(rest, "}")
		col := s.Index(name)
		if !closed || col < 0 {
			return nil, false
		}
		parts = append(parts, pathPart{"", col})
		pattern = after
	}
	return parts, true
}

// cols are the columns whose texts are in a pattern.
func (p pathPattern) cols() (cols []int) {
	for _, part := range p {
		if part.col >= 0 {
			cols = append(cols, part.col)
		}
	}
	return cols
}

// fields is what two patterns share that tell rows apart by the same fields.
func (p pathPattern) fields() string {
	var b strings.Builder
	for _, part := range p {
		if part.col >= 0 {
			b.WriteRune(rune('0' + part.col))
		}
		b.WriteByte('/')
	}
	return b.String()
}

// address appends a row's address. A part that holds no letter or digit is told by its
// column, else col is -1.
func (p pathPattern) address(b []byte, t *table.Table, row int) (address []byte, col int) {
	col = -1
	for _, part := range p {
		if part.col < 0 {
			b = append(b, part.text...)
			continue
		}
		start := len(b)
		if b = locale.AppendSlug(b, t.Text(row, part.col)); len(b) == start {
			col = part.col
		}
	}
	return b, col
}

// addresses reports rows without an address, or with another's.
func addresses(r *dataset.Resource, parts pathPattern, log *diag.Log) {
	p := &problems{r: r, log: log}
	field := -1 // that tells rows apart first
	if cols := parts.cols(); len(cols) > 0 {
		field = cols[0]
	}
	first := newFirstRows(r.Table.Len(), func(b []byte, row int) []byte {
		b, _ = parts.address(b, r.Table, row)
		return b
	})
	var address []byte
	for row := range r.Table.Len() {
		empty := -1
		if address, empty = parts.address(address[:0], r.Table, row); empty >= 0 {
			p.add("profile-slug", row, empty, "the row has no address: %q holds no letter or digit of an address", r.Table.Schema.Fields[empty].Name).
				Note("give it a value, or name another field in profile.path")
			continue
		}
		if other := first.add(address, row); other >= 0 {
			p.add("profile-slug", row, field, "the page of this row would be %q, which is the page of row %d of the data", cut(string(address)), other+1).
				NoteAt(r.At("profile.path"), "add a field to profile.path that tells them apart")
		}
	}
	p.tell()
}
