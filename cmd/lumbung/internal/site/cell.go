package site

import (
	"strings"

	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
)

// Cell is a value as readers see it.
type Cell struct {
	Text  string
	Class string // "num", "kosong" (missing), "rahasia" (suppressed), or ""
	Path  string // where the value leads, from the root of the site
	Sort  string // canonical value, where the text does not sort by itself
	Notes []int  // numbers of the notes on this cell
}

// Formatter writes values for readers of one language.
type Formatter struct {
	*locale.Phrases
}

// Value writes a value without its unit.
func (f Formatter) Value(v table.Value, field *table.Field, missing []table.MissingValue) string {
	switch v.State {
	case table.Missing:
		return f.missing(v, field, missing)
	case table.Suppressed:
		return f.Get("value.suppressed")
	}
	return f.Text(v.Text, field)
}

// AppendValue is Value into a buffer, for pages made by the hundred thousand.
func (f Formatter) AppendValue(b []byte, v table.Value, field *table.Field, missing []table.MissingValue) []byte {
	if v.State == table.Present && len(field.Categories) == 0 {
		switch field.Type {
		case table.Integer, table.Number:
			return f.Locale.AppendNumber(b, v.Text)
		case table.String, table.Any, table.Year:
			return append(b, v.Text...)
		}
	}
	return append(b, f.Value(v, field, missing)...)
}

// missing says why there is no value, if the descriptor does.
func (f Formatter) missing(v table.Value, field *table.Field, schema []table.MissingValue) string {
	values := field.MissingValues
	if values == nil {
		values = schema
	}
	if int(v.Reason) < len(values) {
		if label := values[v.Reason].Label; !label.IsZero() {
			return label.In(f.Lang())
		}
	}
	return f.Get("value.missing")
}

// Text writes a canonical text of a field.
func (f Formatter) Text(text string, field *table.Field) string {
	if label, ok := field.CategoryLabel(text, f.Lang()); ok {
		return label
	}
	switch field.Type {
	case table.Integer, table.Number:
		return f.Locale.Number(text)
	case table.Date, table.Yearmonth:
		return f.Locale.Date(text)
	case table.Datetime:
		day, clock, _ := strings.Cut(text, "T")
		return strings.TrimSpace(f.Locale.Date(day) + " " + clock)
	case table.Boolean:
		return f.Get("value." + text)
	case table.List:
		return strings.Join(table.ListItems(text), ", ")
	}
	return text
}

// WithUnit writes a value and its unit: "20 orang", "10,86%".
func (f Formatter) WithUnit(text string, field *table.Field) string {
	written := f.Text(text, field)
	unit := field.Unit.In(f.Lang())
	switch {
	case unit == "" || field.Type == table.Year:
		return written
	case unit == "%" || unit == f.Get("value.percent"):
		return written + "%"
	}
	return written + " " + unit
}

// Cell makes the cell of a row. Links and notes are added by who knows them.
func (f Formatter) Cell(t *table.Table, row, col int) Cell {
	field, v := &t.Schema.Fields[col], t.Value(row, col)
	c := Cell{Text: f.Value(v, field, t.Schema.MissingValues)}
	switch {
	case v.State == table.Missing:
		c.Class = "kosong"
	case v.State == table.Suppressed:
		c.Class = "rahasia"
	case numeric(field):
		c.Class, c.Sort = "num", v.Text
	case field.Type != table.String && field.Type != table.Any:
		c.Sort = v.Text
	}
	return c
}

// numeric says whether a column is shown as numbers, aligned at the right.
func numeric(f *table.Field) bool { return f.Type.Numeric() && len(f.Categories) == 0 }

// visible lists the columns that readers of a language see: a translated column stands in
// the place of the one it translates, and other languages' are left out.
func visible(s *table.Schema, lang locale.Lang) []int {
	var cols []int
	for i := range s.Fields {
		base, tag := s.Fields[i].Base()
		switch {
		case tag == "":
			cols = append(cols, s.Translated(base, lang))
		}
	}
	return cols
}
