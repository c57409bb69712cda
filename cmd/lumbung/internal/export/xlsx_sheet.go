package export

import (
	"io"
	"strconv"
	"strings"
)

// sheet is one worksheet: a heading in A1, lines that say what it holds, and at most one
// table below them, at the left edge, with nothing under it.
type sheet struct {
	name     string
	about    string // what the cover says of it
	lines    []line
	table    string // the table's name in the workbook; "" for a sheet without one
	header   []string
	widths   []int // of the columns, in characters
	rows     int
	row      func(c *cells, row int)
	textCols []int // columns of texts that may look like numbers
	links    []sheetLink
}

// rowEnd ends a row of a sheet's XML. No text of a cell holds it.
const rowEnd = `</row>`

// line is a line of text above the table, or of a sheet without one.
type line struct {
	text  string
	style style
}

// sheetLink makes a cell of the table lead to another sheet.
type sheetLink struct {
	row   int
	sheet string
}

// headerRow is the number of the table's first row, counted from 1.
func (s *sheet) headerRow() int { return len(s.lines) + 1 }

// lastRow is the number of the table's last row. A table without rows has an empty one,
// since spreadsheets know no table of a header only.
func (s *sheet) lastRow() int { return s.headerRow() + max(s.rows, 1) }

// tableRange is where the table stands: "A4:M14".
func (s *sheet) tableRange() string {
	last := appendColumn(nil, len(s.header)-1)
	return "A" + strconv.Itoa(s.headerRow()) + ":" + string(last) + strconv.Itoa(s.lastRow())
}

// write writes the worksheet's XML, row by row.
func (s *sheet) write(w io.Writer, selected bool) error {
	c := &cells{stream: newStream(w)}
	c.add(xmlHeader + `<worksheet xmlns="` + mainNS + `" xmlns:r="` + relationNS + `"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`)
	c.add(`<sheetViews><sheetView workbookViewId="0"`)
	if selected {
		c.add(` tabSelected="1"`)
	}
	c.add(`><selection activeCell="A1" sqref="A1"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>`)
	s.writeWidths(c)
	c.add(`<sheetData>`)
	s.writeRows(c)
	c.add(`</sheetData>`)
	s.writeLinks(c)
	c.add(`<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>`)
	c.add(`<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>`)
	s.writeIgnoredErrors(c)
	if s.table != "" {
		c.add(`<tableParts count="1"><tablePart r:id="rId1"/></tableParts>`)
	}
	c.add(`</worksheet>`)
	return c.finish()
}

func (s *sheet) writeWidths(c *cells) {
	if len(s.widths) == 0 {
		return
	}
	c.add(`<cols>`)
	for i, width := range s.widths {
		n := strconv.Itoa(i + 1)
		c.add(`<col min="` + n + `" max="` + n + `" width="` + strconv.Itoa(width) + `" customWidth="1"/>`)
	}
	c.add(`</cols>`)
}

func (s *sheet) writeRows(c *cells) {
	for _, l := range s.lines {
		c.begin()
		c.text(l.text, l.style)
		c.end()
	}
	if len(s.header) > 0 {
		c.begin()
		for _, name := range s.header {
			c.text(name, styleHeader)
		}
		c.end()
	}
	for row := range s.rows {
		c.begin()
		s.row(c, row)
		c.end()
	}
}

func (s *sheet) writeLinks(c *cells) {
	if len(s.links) == 0 {
		return
	}
	c.add(`<hyperlinks>`)
	for _, l := range s.links {
		c.add(`<hyperlink ref="A` + strconv.Itoa(s.headerRow()+1+l.row) + `" location="`)
		c.buf = appendXML(c.buf, "'"+strings.ReplaceAll(l.sheet, "'", "''")+"'!A1")
		c.add(`" display="`)
		c.buf = appendXML(c.buf, l.sheet)
		c.add(`"/>`)
	}
	c.add(`</hyperlinks>`)
}

// writeIgnoredErrors keeps spreadsheets from marking codes such as 53.01, which are texts
// for a reason, as numbers stored wrongly.
func (s *sheet) writeIgnoredErrors(c *cells) {
	if len(s.textCols) == 0 || s.rows == 0 {
		return
	}
	c.add(`<ignoredErrors>`)
	for _, col := range s.textCols {
		letters := string(appendColumn(nil, col))
		c.add(`<ignoredError sqref="` + letters + strconv.Itoa(s.headerRow()+1) + ":" + letters + strconv.Itoa(s.lastRow()) + `" numberStoredAsText="1"/>`)
	}
	c.add(`</ignoredErrors>`)
}

// tableXML is the part that marks the cells of a sheet up as a table. It has no filter
// buttons: readers switch them on if they want them.
func (s *sheet) tableXML(id int) string {
	b := []byte(xmlHeader + `<table xmlns="` + mainNS + `" id="` + strconv.Itoa(id) + `" name="`)
	b = appendXML(b, s.table)
	b = append(b, `" displayName="`...)
	b = appendXML(b, s.table)
	b = append(b, (`" ref="` + s.tableRange() + `" totalsRowShown="0"><tableColumns count="` + strconv.Itoa(len(s.header)) + `">`)...)
	for i, name := range s.header {
		b = append(b, (`<tableColumn id="` + strconv.Itoa(i+1) + `" name="`)...)
		b = append(appendXML(b, name), `"/>`...)
	}
	b = append(b, `</tableColumns><tableStyleInfo name="TableStyleLight1" showFirstColumn="0" showLastColumn="0" showRowStripes="0" showColumnStripes="0"/></table>`...)
	return string(b)
}
