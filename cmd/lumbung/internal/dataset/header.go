package dataset

import (
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/table"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// heading is a column's name in the file, and where it stands.
type heading struct {
	name string
	at   diag.Span
}

// headings joins the header rows to one name for each column.
type headings struct {
	all  []heading
	last diag.Span // the row as a whole, for what is not there
}

func (h *headings) add(r *recordReader, rec *record, join string) {
	for i, c := range rec.cells {
		name := strings.Clone(c.text)
		if i < len(h.all) {
			if name != "" && h.all[i].name != "" {
				name = h.all[i].name + join + name
			} else {
				name += h.all[i].name
			}
			h.all[i] = heading{name, r.span(rec, c.from, c.to)}
			continue
		}
		h.all = append(h.all, heading{name, r.span(rec, c.from, c.to)})
	}
	h.last = r.span(rec, 0, len(rec.raw))
}

// columns finds the column of each field: -1 is a field without one, which fieldsMatch
// allows. ok is false when the columns are not those that the descriptor describes.
func (l *tableLoader) columns(h *headings) (columns []int, ok bool) {
	if l.separatedBy(h) {
		return nil, false
	}
	before := l.log.Errors()
	l.headingNames(h)
	s := &l.r.Schema
	match := s.FieldsMatch
	if match == "" {
		match = "exact"
	}
	columns = make([]int, len(s.Fields))
	var lacking []int
	for i := range s.Fields {
		columns[i] = slices.IndexFunc(h.all, func(c heading) bool { return c.name == s.Fields[i].Name })
		if columns[i] < 0 {
			lacking = append(lacking, i)
		}
	}
	extra := l.extra(h, columns)
	switch match {
	case "superset", "partial":
		if len(lacking) == len(s.Fields) {
			l.log.Error("fields-match", h.last, "none of the columns is described").Note("the fields are %s", strings.Join(s.Names(), ", "))
			return columns, false
		}
		lacking = nil
	}
	if match == "subset" || match == "partial" {
		for _, i := range extra {
			l.r.LeftOut = append(l.r.LeftOut, LeftOut{h.all[i].name, h.all[i].at})
		}
		extra = nil
	}
	l.mismatch(h, lacking, extra)
	if match == "exact" && l.log.Errors() == before {
		l.order(h, columns)
	}
	return columns, l.log.Errors() == before
}

// separatedBy tells of a file that is cut at the wrong character.
func (l *tableLoader) separatedBy(h *headings) bool {
	if len(h.all) != 1 || len(l.r.Schema.Fields) < 2 {
		return false
	}
	for _, mark := range []string{";", "\t", "|", ",", ":"} {
		if mark != l.r.Dialect.Delimiter && strings.Count(h.all[0].name, mark) >= min(len(l.r.Schema.Fields)-1, 2) {
			l.log.Error("delimiter", h.last, "the file looks separated by %q, not by %q", mark, l.r.Dialect.Delimiter).
				NoteAt(l.r.Doc.At("dialect.delimiter"), "declare dialect.delimiter = %q", mark)
			return true
		}
	}
	return false
}

// headingNames refuses names that name nothing, or two columns.
func (l *tableLoader) headingNames(h *headings) {
	for i, c := range h.all {
		switch first := slices.IndexFunc(h.all[:i], func(o heading) bool { return o.name == c.name }); {
		case c.name == "":
			l.log.Error("column", c.at, "column %d has no name", i+1).Note("remove the column, or name it after a field")
		case first >= 0:
			l.log.Error("column", c.at, "two columns are named %q", c.name).NoteAt(h.all[first].at, "the first is").
				Note("remove one of the two, or give it another name")
		}
	}
}

// extra lists the columns that no field describes.
func (l *tableLoader) extra(h *headings, columns []int) (extra []int) {
	for i, c := range h.all {
		if c.name != "" && !slices.Contains(columns, i) && l.r.Schema.Index(c.name) < 0 {
			extra = append(extra, i)
		}
	}
	return extra
}

// mismatch reports columns without a field and fields without a column. One that looks like
// the other's misspelling is one mistake.
func (l *tableLoader) mismatch(h *headings, lacking, extra []int) {
	s := &l.r.Schema
	for _, i := range extra {
		c := h.all[i]
		var names []string
		for _, f := range lacking {
			names = append(names, s.Fields[f].Name)
		}
		d := l.log.Error("column", c.at, "no field describes the column %q", c.name)
		near := diag.Closest(c.name, names)
		if trimmed := strings.TrimSpace(c.name); slices.Contains(names, trimmed) {
			near = trimmed
		}
		if near == "" {
			d.Note(`describe it in a [[schema.fields]] of %s, or declare fieldsMatch = "subset" if it is not for publication`, l.r.Doc.File.Name)
			continue
		}
		d.NoteAt(l.r.Doc.ValueAt(tomlfile.Key(fieldPath(s.Index(near)), "name")), "did you mean %q?", near)
		lacking = slices.DeleteFunc(lacking, func(f int) bool { return s.Fields[f].Name == near })
	}
	for _, f := range lacking {
		l.log.Error("column", h.last, "the column %q is missing", s.Fields[f].Name).
			NoteAt(l.r.Doc.ValueAt(tomlfile.Key(fieldPath(f), "name")), "the field is described")
	}
}

// order reports columns that stand in another order than their fields.
func (l *tableLoader) order(h *headings, columns []int) {
	for i, c := range columns {
		if c != i {
			l.log.Error("column-order", h.all[i].at, "column %d is %q, but field %d is %q", i+1, h.all[i].name, i+1, l.r.Schema.Fields[i].Name).
				Note(`put the columns in the order of the fields, or declare fieldsMatch = "equal"`)
			return
		}
	}
}

// fieldPath is where a field stands in the descriptor.
func fieldPath(i int) string { return tomlfile.Item("schema.fields", i) }

// withoutHeader takes the columns in the order of the fields.
func withoutHeader(s *table.Schema) []int {
	columns := make([]int, len(s.Fields))
	for i := range columns {
		columns[i] = i
	}
	return columns
}
