package export

import "strconv"

// coverWidth is the width of the cover's only column, which wraps its text.
const coverWidth = 100

// coverSheet is the first sheet: one column, read from top to bottom.
func coverSheet(b *Book, w *words) sheet {
	s := sheet{name: w.cover, about: w.coverHolds, widths: []int{coverWidth}}
	s.say(b.title(), styleHeading1)
	s.say(b.summary(), styleWrapped)
	for _, p := range cover(b) {
		s.say(p.heading, styleHeading2)
		for _, text := range p.lines {
			s.say(text, styleWrapped)
		}
	}
	return s
}

// say adds a line of text; none is left empty.
func (s *sheet) say(text string, as style) {
	if text != "" {
		s.lines = append(s.lines, line{text, as})
	}
}

// contentLines lists the sheets of the workbook, at the end of its cover.
func contentLines(wb *workbook, w *words) []line {
	lines := []line{{w.contents, styleHeading2}}
	for _, s := range wb.sheets {
		lines = append(lines, line{s.name + ": " + s.about, styleWrapped})
	}
	return lines
}

// contentsSheet lists the tables of a book of several datasets; each name is a link.
func contentsSheet(b *Book, w *words, data []sheet) sheet {
	s := sheet{name: w.contents, about: w.contentsHolds, table: "isi_", header: []string{w.sheet, w.title, w.rows}, widths: []int{maxSheetName, 70, 12}, rows: len(data)}
	s.say(w.contents, styleHeading1)
	s.say(w.contentsHolds, styleNormal)
	for i := range data {
		s.links = append(s.links, sheetLink{i, data[i].name})
	}
	s.row = func(c *cells, row int) {
		c.text(data[row].name, styleNormal)
		c.text(b.Resources[row].Title.In(b.Lang), styleWrapped)
		c.number(strconv.Itoa(b.Resources[row].Table.Len()), styleWhole)
	}
	return s
}

// gridSheet is a sheet with a table of texts.
func gridSheet(name, holds, tableName string, g grid) sheet {
	s := sheet{name: name, about: holds, table: tableName, header: g.header, widths: gridWidths(g), rows: len(g.rows)}
	s.say(name, styleHeading1)
	s.say(holds, styleNormal)
	for col := range g.header {
		s.textCols = append(s.textCols, col)
	}
	s.row = func(c *cells, row int) {
		for _, text := range g.rows[row] {
			c.text(text, styleWrapped)
		}
	}
	return s
}
