package site

import (
	"slices"
	"strconv"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
)

// maxPreview is how many rows a dataset's page shows; the rest is in its downloads.
const maxPreview = 100

// TableView is a table as readers see it.
type TableView struct {
	ID      string
	Dir     string // folder of the page it is on: its links are relative to that
	Name    string // of the dataset, for tools and downloads of what is in view; "" for other tables
	Caption string
	Columns []Column
	Rows    []Row
	Total   int // rows of the whole table; more than len(Rows) when the view is a preview
	Notes   []NoteView
	Source  []Source
	Shards  string // path of the rows' scripts, from the root, without number and ".js"; "" for none
	Size    int    // rows a shard
}

// Truncated says whether the view shows only the first rows.
func (v *TableView) Truncated() bool { return v.Total > len(v.Rows) }

// Column is a column's head.
type Column struct {
	Name   string // of the field
	Title  string
	Unit   string
	Class  string // "num", "long" or ""
	Type   string // "n" number, "d" date, "" text: how its values sort
	Filter bool   // few values: readers choose among them
	Notes  []int
}

// Row is a row of cells; the first is its name.
type Row struct {
	ID    string // anchor, "" for none
	Class string // "sorot" for a highlighted row
	Cells []Cell
}

// NoteView is a remark under a table.
type NoteView struct {
	Number int
	Text   string
}

// tableView makes the view of a dataset's rows; rows nil means the first maxPreview.
func (p *planner) tableView(r *dataset.Resource, lang locale.Lang, dir string, rows []int, columns []int) *TableView {
	t := r.Table
	v := &TableView{ID: "tabel-" + r.Name, Dir: dir, Caption: r.Title.In(lang), Total: t.Len()}
	if rows == nil {
		for i := range min(t.Len(), maxPreview) {
			rows = append(rows, i)
		}
	} else {
		v.Total = len(rows)
	}
	if columns == nil {
		columns = visible(t.Schema, lang)
	}
	notes := p.notesFor(r, lang)
	for _, col := range columns {
		v.Columns = append(v.Columns, p.column(r, col, lang, notes))
	}
	cells := p.cellColumns(r, columns, lang)
	for _, row := range rows {
		v.Rows = append(v.Rows, p.row(r, row, cells, notes))
	}
	v.Notes = notes.views()
	return v
}

func (p *planner) column(r *dataset.Resource, col int, lang locale.Lang, notes *noteIndex) Column {
	field := &r.Table.Schema.Fields[col]
	base, _ := field.Base()
	title := field
	if b := r.Table.Schema.Field(base); b != nil {
		title = b // the heading of a translated column is its original's
	}
	c := Column{Name: field.Name, Title: fieldTitle(title, lang), Unit: title.Unit.In(lang), Notes: notes.column(base)}
	switch {
	case numeric(field):
		c.Class, c.Type = "num", "n"
	case field.Type == table.Date || field.Type == table.Datetime || field.Type == table.Year || field.Type == table.Yearmonth:
		c.Type = "d"
	case longTexts(r.Table, col):
		c.Class = "long"
	}
	c.Filter = len(field.Categories) > 1
	return c
}

// longTexts says whether a column holds running text, which needs a readable width.
func longTexts(t *table.Table, col int) bool {
	for row := range min(t.Len(), maxPreview) {
		if len(t.Text(row, col)) > 50 {
			return true
		}
	}
	return false
}

func fieldTitle(f *table.Field, lang locale.Lang) string {
	if f.Title.IsZero() {
		return f.Name
	}
	return f.Title.In(lang)
}

func (p *planner) row(r *dataset.Resource, row int, columns []cellColumn, notes *noteIndex) Row {
	out := Row{ID: rowID(r, row), Cells: make([]Cell, len(columns))}
	for i := range columns {
		cell := columns[i].cell(row, nil)
		if len(notes.notes) > 0 {
			base, _ := columns[i].field.Base()
			cell.Notes = notes.cell(r.Table, row, base)
		}
		out.Cells[i] = cell
	}
	return out
}

// relatedView makes the view of the rows that refer to one, on its page and for as long as
// that is shown. The rows' anchors and notes are on their dataset's own page.
func (p *planner) relatedView(rel *relation, page *ProfilePage, rows []int) *TableView {
	r, lang := rel.from, page.Lang
	columns := without(r, rel.key, lang)
	v := &TableView{Dir: page.Dir, Caption: r.Title.In(lang)}
	none := &noteIndex{}
	for _, col := range columns {
		v.Columns = append(v.Columns, p.column(r, col, lang, none))
	}
	cells, spare := p.cellColumns(r, columns, lang), &page.spare
	first := len(spare.rows)
	for _, row := range rows {
		from := len(spare.cells)
		for i := range cells {
			spare.cells = append(spare.cells, cells[i].cell(row, &spare.scratch))
		}
		spare.rows = append(spare.rows, Row{Cells: spare.cells[from:len(spare.cells):len(spare.cells)]})
	}
	v.Rows = spare.rows[first:len(spare.rows):len(spare.rows)]
	return v
}

// rowID is a row's anchor in its table: its primary key, or its number.
func rowID(r *dataset.Resource, row int) string { return string(appendRowID(nil, r, row)) }

func appendRowID(b []byte, r *dataset.Resource, row int) []byte {
	b = append(b, "baris-"...)
	from := len(b)
	if key := r.Table.Schema.PrimaryKey; len(key) == 1 {
		if col := r.Table.Schema.Index(key[0]); col >= 0 {
			b = locale.AppendSlug(b, r.Table.Text(row, col))
		}
	} else {
		text := ""
		for _, name := range key {
			if col := r.Table.Schema.Index(name); col >= 0 {
				text += " " + r.Table.Text(row, col)
			}
		}
		b = locale.AppendSlug(b, text)
	}
	if len(b) == from {
		b = strconv.AppendInt(b, int64(row+1), 10)
	}
	return b
}

// noteIndex numbers a dataset's notes in their order; notes that say the same share a number.
type noteIndex struct {
	notes   []dataset.Note
	numbers []int // of each note
	texts   []string
}

func (p *planner) notesFor(r *dataset.Resource, lang locale.Lang) *noteIndex {
	n := &noteIndex{notes: r.Notes}
	for i := range r.Notes {
		text := r.Notes[i].Text.In(lang)
		at := slices.Index(n.texts, text)
		if at < 0 {
			at = len(n.texts)
			n.texts = append(n.texts, text)
		}
		n.numbers = append(n.numbers, at+1)
	}
	return n
}

func (n *noteIndex) views() []NoteView {
	var out []NoteView
	for i, text := range n.texts {
		out = append(out, NoteView{Number: i + 1, Text: text})
	}
	return out
}

func (n *noteIndex) column(field string) []int {
	var out []int
	for i := range n.notes {
		if n.notes[i].Field == field && len(n.notes[i].Where) == 0 {
			out = n.mark(out, i)
		}
	}
	return out
}

func (n *noteIndex) cell(t *table.Table, row int, field string) []int {
	var out []int
	for i := range n.notes {
		note := &n.notes[i]
		on := note.Field == field || note.Field == "" && t.Schema.Index(field) == 0
		if on && len(note.Where) > 0 && note.Matches(t, row) {
			out = n.mark(out, i)
		}
	}
	return out
}

func (n *noteIndex) mark(marks []int, note int) []int {
	if slices.Contains(marks, n.numbers[note]) {
		return marks
	}
	return append(marks, n.numbers[note])
}

// withoutNotes takes the marks of notes off a view that has no room for them: they stand
// on the dataset's own page.
func (v *TableView) withoutNotes() {
	v.Notes = nil
	for i := range v.Columns {
		v.Columns[i].Notes = nil
	}
	for _, row := range v.Rows {
		for i := range row.Cells {
			row.Cells[i].Notes = nil
		}
	}
}
