package export

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
)

// Widths of columns, in characters.
const (
	minWidth    = 8
	maxWidth    = 50
	widthSample = 200 // rows that are looked at
)

// dataSheets makes a sheet for each dataset. A single one is called "Data".
func dataSheets(b *Book, w *words, hasNotes bool) []sheet {
	taken, tables := map[string]bool{}, map[string]bool{}
	for _, name := range []string{w.cover, w.contents, w.notes, w.dictionary, w.categories} {
		taken[strings.ToLower(name)] = true
	}
	sheets := make([]sheet, len(b.Resources))
	for i, r := range b.Resources {
		name := w.data
		if len(b.Resources) > 1 {
			name = r.Name
		}
		sheets[i] = dataSheet(b, r, w, sheetName(name, taken), hasNotes)
		if sheets[i].table != "" {
			sheets[i].table = tableName(r.Name, tables)
		}
	}
	return sheets
}

func dataSheet(b *Book, r *dataset.Resource, w *words, name string, hasNotes bool) sheet {
	t, cols := r.Table, columnsOf(r.Table)
	number := locale.For(b.Lang)
	s := sheet{name: name, about: r.Title.In(b.Lang), header: t.Schema.Names(), rows: t.Len(), table: "tabel_", widths: dataWidths(t)}
	s.say(r.Title.In(b.Lang), styleHeading1)
	s.say(fill(w.dataHolds, "rows", number.Number(strconv.Itoa(t.Len())), "columns", strconv.Itoa(len(cols))), styleNormal)
	s.say(fill(w.seeDictionary, "sheet", w.dictionary), styleNormal)
	if hasNotes && len(Notes(r)) > 0 {
		s.say(fill(w.seeNotes, "sheet", w.notes), styleNormal)
	}
	sayAbsent(&s, cols, w)
	if !distinctHeader(s.header) {
		s.table = "" // a table of two columns of one name is a broken file to a spreadsheet
	}
	for i := range cols {
		if cols[i].store == asText {
			s.textCols = append(s.textCols, i)
		}
	}
	s.row = func(c *cells, row int) {
		for col := range cols {
			dataCell(c, t, row, col, &cols[col])
		}
	}
	return s
}

// sayAbsent explains empty cells and [c], where there are any.
func sayAbsent(s *sheet, cols []column, w *words) {
	var missing, suppressed bool
	for i := range cols {
		missing = missing || cols[i].missing
		suppressed = suppressed || cols[i].suppressed
	}
	if missing {
		s.say(w.missing, styleNormal)
	}
	if suppressed {
		s.say(w.suppressed, styleNormal)
	}
}

func dataCell(c *cells, t *table.Table, row, col int, as *column) {
	if !t.Has(row, col) {
		if t.Value(row, col).State == table.Suppressed {
			c.text(Suppressed, styleNormal)
		} else {
			c.skip()
		}
		return
	}
	text := t.Text(row, col)
	switch as.store {
	case asInteger:
		c.numberOrText(text, styleWhole)
	case asDecimal:
		_, fraction, _ := strings.Cut(text, ".")
		c.numberOrText(text, decimals(min(len(fraction), maxDecimals)))
	case asBoolean:
		c.boolean(text == "true")
	case asDate:
		c.date(text)
	default:
		c.text(text, styleNormal)
	}
}

// numberOrText writes a number, or its digits as text when a spreadsheet would lose some.
func (c *cells) numberOrText(digits string, as style) {
	if significant(digits) > maxFloatDigits {
		c.text(digits, styleNormal)
		return
	}
	c.number(digits, as)
}

// epochSerial is the number that spreadsheets give to 1970-01-01.
const epochSerial = 25569

// date writes a date by its number. Spreadsheets believe in a 29 February 1900: dates
// before it stay texts.
func (c *cells) date(iso string) {
	days, ok := dayNumber(iso)
	if !ok || days+epochSerial <= 60 {
		c.text(iso, styleNormal)
		return
	}
	c.number(strconv.Itoa(days+epochSerial), styleDate)
}

// tableName names a table in formulas: letters, digits and _, never like a cell's address,
// and never like another table's of the book.
func tableName(resource string, taken map[string]bool) string {
	name := "tabel_" + strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '_' {
			return r
		}
		return '_'
	}, resource)
	for taken[name] {
		name += "_"
	}
	taken[name] = true
	return name
}

func distinctHeader(names []string) bool {
	seen := map[string]bool{}
	for _, name := range names {
		if name == "" || seen[strings.ToLower(name)] {
			return false
		}
		seen[strings.ToLower(name)] = true
	}
	return true
}

func dataWidths(t *table.Table) []int {
	widths := make([]int, len(t.Schema.Fields))
	for col := range widths {
		longest := len(t.Schema.Fields[col].Name)
		for row := range min(t.Len(), widthSample) {
			longest = max(longest, utf8.RuneCountInString(t.Text(row, col)))
		}
		widths[col] = columnWidth(longest)
	}
	return widths
}

func gridWidths(g grid) []int {
	widths := make([]int, len(g.header))
	for col := range widths {
		longest := utf8.RuneCountInString(g.header[col])
		for _, row := range g.rows {
			longest = max(longest, utf8.RuneCountInString(row[col]))
		}
		widths[col] = columnWidth(longest)
	}
	return widths
}

func columnWidth(characters int) int { return min(max(characters+2, minWidth), maxWidth) }
