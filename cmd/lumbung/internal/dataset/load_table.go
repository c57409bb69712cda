package dataset

import (
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/table"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// tableLoader reads one CSV under its descriptor.
type tableLoader struct {
	r       *Resource
	project fs.FS
	store   *Store // nil: nothing is kept
	log     *diag.Log
	file    fs.File
	reader  *recordReader
	casters []*table.Caster
	values  []table.Value
	broken  bool // a row is not what the header says: there is no table
	told    int  // problems of rows and cells
	untold  int
	size    int64 // of the file
	bom     int64 // bytes of it before the text, where that is to be kept
	most    int   // rows that the table may have
}

// loadTable fills in a resource's table. A cell that is no value of its field is told, and
// stands in the table as Invalid, so that what else is wrong can be found in the same run.
// Where the rows themselves are broken there is no table.
func loadTable(project fs.FS, r *Resource, store *Store, log *diag.Log) {
	l := &tableLoader{r: r, project: project, store: store, log: log, most: MaxRows}
	l.load()
}

func (l *tableLoader) load() {
	var ok bool
	if l.file, ok = l.open(); !ok {
		return
	}
	defer l.file.Close()
	columns, width, ok := l.start()
	if ok && !l.fromKept(columns, width) {
		l.rows(columns, width)
	}
}

// open opens the CSV and finds its text.
func (l *tableLoader) open() (fs.File, bool) {
	l.r.CSV = &diag.File{Name: path.Join(Dir, l.r.Path)}
	file, err := l.project.Open(l.r.CSV.Name)
	if err != nil {
		l.log.Error("csv", l.r.Doc.ValueAt("path"), "%s cannot be read: %s", l.r.CSV.Name, reason(err)).
			Note("the data of %q are expected there", l.r.Name)
		return nil, false
	}
	if info, err := file.Stat(); err == nil {
		l.size = info.Size()
		if l.noTable(info) {
			file.Close()
			return nil, false
		}
	}
	reader, looks := newTableReader(file, l.r)
	switch looks {
	case "xlsx":
		l.log.Error("csv", l.r.CSV.Whole(), "the file is a spreadsheet or an archive, not a CSV").
			Note("save the sheet as CSV, or let lumbung add do it")
	case "utf-16":
		l.log.Error("csv-encoding", l.r.CSV.Whole(), "the file is UTF-16, not %s", encodingName(l.r.Encoding)).
			NoteAt(l.r.Doc.At("encoding"), "declare encoding = %q", "utf-16")
	}
	if looks != "" {
		file.Close()
		return nil, false
	}
	l.reader = reader
	return file, true
}

// noTable says whether a path leads to no file that can be read as a table, and tells why.
func (l *tableLoader) noTable(info fs.FileInfo) bool {
	switch {
	case info.IsDir():
		l.log.Error("csv", l.r.Doc.ValueAt("path"), "%s is a folder", l.r.CSV.Name).
			Note("path names the CSV file itself, with its folder")
	case l.size > MaxBytes:
		l.log.Error("table-size", l.r.CSV.Whole(), "the file has %d bytes, more than the %d that a table may have", l.size, int64(MaxBytes)).
			Note("part it into several datasets, by year or by region")
	default:
		return false
	}
	return true
}

// newTableReader reads a resource's rows; looks says why it cannot.
func newTableReader(file io.Reader, r *Resource) (reader *recordReader, looks string) {
	name := encodingName(r.Encoding)
	text, looks := decodeText(file, name)
	if looks != "" {
		return nil, looks
	}
	reader = newRecordReader(text, &r.Dialect, r.CSV)
	if encodings[name] != nil {
		reader.encoding = name
	}
	return reader, ""
}

// start reads the header, and gives the column of each field and how many columns there are.
func (l *tableLoader) start() (columns []int, width int, ok bool) {
	d := &l.r.Dialect
	if !d.Header {
		columns = withoutHeader(&l.r.Schema)
		return columns, len(columns), true
	}
	var h headings
	for number, last := 0, slices.Max(d.HeaderRows); number < last; {
		rec, err := l.reader.next()
		if errors.Is(err, io.EOF) {
			l.log.Error("csv", l.r.CSV.Whole(), "the file ends before its header").
				Note("the first line names the columns: %s", strings.Join(l.r.Schema.Names(), d.Delimiter))
			return nil, 0, false
		}
		if err != nil {
			l.problem(rec, err)
			return nil, 0, false
		}
		if number = l.headerNumber(rec, number); slices.Contains(d.HeaderRows, number) && !rec.comment {
			h.add(l.reader, rec, d.HeaderJoin)
		}
	}
	columns, ok = l.columns(&h)
	return columns, len(h.all), ok
}

// headerNumber counts the lines up to the header. Those that start with the comment
// character do not count, nor does a comment row in the header's place.
func (l *tableLoader) headerNumber(rec *record, before int) int {
	d := &l.r.Dialect
	row := slices.Contains(d.CommentRows, rec.number)
	if rec.comment && (!row || slices.Contains(d.HeaderRows, before+1)) {
		return before
	}
	return before + 1
}

// rows reads all rows into the table; width is how many cells each has.
func (l *tableLoader) rows(columns []int, width int) {
	s := &l.r.Schema
	l.values = make([]table.Value, len(s.Fields))
	for i := range s.Fields {
		l.casters = append(l.casters, s.NewCaster(i))
	}
	b := table.NewBuilder(s, 0)
	var notes *blockNoter // nil: nothing is kept
	if l.r.origin != nil {
		notes = newBlockNoter(l.store.Block, l.reader)
	}
	for {
		rec, err := l.reader.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			l.broken = true
			if l.problem(rec, err) {
				return
			}
			continue
		}
		if notes != nil {
			notes.note(l.reader, blank(rec))
		}
		if rec.comment || blank(rec) {
			continue
		}
		if len(rec.cells) != width {
			l.ragged(rec, width)
			continue
		}
		if b.Len() >= l.most {
			l.log.Error("too-many-rows", l.reader.span(rec, 0, 1), "the table has more than the %d rows that a table may have", l.most).
				Note("part it into several datasets, by year or by region")
			return
		}
		l.row(rec, columns)
		b.Append(l.values)
		if b.Len() == reserveAt && l.size > 0 {
			b.Reserve(int(min(l.size/(l.reader.read/reserveAt)*33/32, int64(l.most))))
		}
	}
	l.summary()
	if !l.broken {
		l.r.Table = b.Table()
	}
	if notes != nil {
		l.r.origin.blocks = notes.end()
	}
}

func blank(rec *record) bool { return len(rec.cells) == 1 && len(rec.raw) == 0 }

// reserveAt is after how many rows the size of the file tells how many there will be.
const reserveAt = 8192

// row casts a record's cells.
func (l *tableLoader) row(rec *record, columns []int) {
	for i, col := range columns {
		if col < 0 {
			l.values[i] = table.Value{Type: l.r.Schema.Fields[i].Type, State: table.Missing, Reason: table.NoReason}
			continue
		}
		c := &rec.cells[col]
		if d := &l.r.Dialect; d.HasNull && !c.quoted && c.text == d.NullSequence {
			l.values[i] = table.Value{Type: l.r.Schema.Fields[i].Type, State: table.Missing, Reason: table.NoReason}
			continue
		}
		v, err := l.casters[i].Cast(c.text)
		if l.values[i] = v; err != nil {
			l.cell(rec, c, i, err)
		}
	}
}

// cell reports a cell that is no value of its field.
func (l *tableLoader) cell(rec *record, c *cell, field int, err *table.CastError) {
	if l.enough() {
		return
	}
	f := &l.r.Schema.Fields[field]
	d := &diag.Diagnostic{Rule: "cell-type", Span: l.reader.span(rec, c.from, c.to), Message: lasting(err.Message), Private: l.r.HasPrivate()}
	if f.Private {
		d.Message = diag.Msg("the cell is not of type %q (field %q, which is private)", f.Type.String(), f.Name)
	}
	l.log.Add(d)
	for _, h := range err.Hints {
		at := diag.Span{}
		if h.InField {
			at = l.r.Doc.At(fieldPath(field))
		}
		if !f.Private {
			d.Notes = append(d.Notes, diag.Note{Span: at, Message: lasting(h.Message)})
		}
	}
	if len(d.Notes) > 0 {
		return
	}
	if empty, err := l.casters[field].Cast(""); err == nil && empty.State == table.Missing && !f.Constraints.Required {
		d.Note("correct the cell, or leave it empty where the value is not known")
		return
	}
	d.Note("correct the cell, or the type of field %q", f.Name)
}

// lasting is a message about a cell with texts of its own: those of a record are views into the
// reader's buffer, and a diagnostic is printed when the next record has long been there.
func lasting(m diag.Message) diag.Message {
	args := slices.Clone(m.Args)
	for i, arg := range args {
		if text, ok := arg.(string); ok {
			args[i] = strings.Clone(text)
		}
	}
	return diag.Message{Format: m.Format, Args: args}
}

// ragged reports a row that has more or fewer cells than the header.
func (l *tableLoader) ragged(rec *record, width int) {
	l.broken = true
	if l.enough() {
		return
	}
	names := diag.Msg("columns")
	if !l.r.Dialect.Header {
		names = diag.Msg("fields")
	}
	if n := len(rec.cells); n > width {
		d := l.log.Error("row-length", l.reader.span(rec, rec.cells[width].from, len(rec.raw)), "the row has %d {cell|cells}, but there are %d %s", n, width, names)
		d.Note("a cell that holds %q must be in quotes", l.r.Dialect.Delimiter)
		d.Private = l.r.HasPrivate()
		return
	}
	d := l.log.Error("row-length", l.reader.span(rec, 0, len(rec.raw)), "the row has %d {cell|cells}, but there are %d %s", len(rec.cells), width, names)
	d.Note("write empty cells too: each row has %d times %q", width-1, l.r.Dialect.Delimiter)
	d.Private = l.r.HasPrivate()
}

// problem reports a record that cannot be read; fatal when no other can be.
func (l *tableLoader) problem(rec *record, err error) (fatal bool) {
	var e *recordError
	if !errors.As(err, &e) {
		l.log.Error("csv", l.r.CSV.Whole(), "the file cannot be read to its end: %s", reason(err)).
			Note("see whether the disk that holds it is in order, and copy it anew")
		return true
	}
	if l.enough() && !e.fatal {
		return false
	}
	d := &diag.Diagnostic{Rule: e.rule, Span: l.reader.span(rec, e.at, e.to), Message: e.Message, Private: l.r.HasPrivate()}
	for _, n := range e.notes {
		d.Notes = append(d.Notes, diag.Note{Message: n})
	}
	l.log.Add(d)
	return e.fatal
}

// enough says that so many problems were told that more would help nobody.
func (l *tableLoader) enough() bool {
	if l.told >= MaxProblems {
		l.untold++
		return true
	}
	l.told++
	return false
}

// summary says what the rows say together.
func (l *tableLoader) summary() {
	if l.untold > 0 {
		l.log.Error("too-many-problems", l.r.CSV.Whole(), "and %d more {problem|problems} in this file", l.untold).
			Note("%d are told; they may have one cause", MaxProblems)
	}
	for i, c := range l.casters {
		if c.ZeroPadded > 0 {
			f := &l.r.Schema.Fields[i]
			l.log.Warn("leading-zeros", l.r.Doc.ValueAt(tomlfile.Key(fieldPath(i), "type")), "%s of %q have zeros in front, which type %q loses", cellCount(c.ZeroPadded), f.Name, f.Type.String()).
				Note(`if they are codes, declare type = "string"`)
		}
	}
}

func cellCount(n int) diag.Message {
	if n == 1 {
		return diag.Msg("one cell")
	}
	return diag.Msg("%d {cell|cells}", n)
}
