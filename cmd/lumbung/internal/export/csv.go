package export

import (
	"io"
	"strings"

	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
)

// WriteCSV writes a table by RFC 4180: UTF-8 without a BOM, commas, CRLF, the names of
// the fields first, quotes only where they are needed. Values are canonical, whatever
// language the portal speaks.
func WriteCSV(w io.Writer, t *table.Table) error {
	c := csvWriter{stream: newStream(w), delimiter: ',', decimal: "."}
	return c.write(t, "")
}

// WriteExcelCSV writes the CSV that Excel opens by a double click where the language is
// the computer's: where decimals have a comma, cells are parted by semicolons. A BOM
// tells it that the text is UTF-8.
func WriteExcelCSV(w io.Writer, t *table.Table, lang locale.Lang) error {
	c := csvWriter{stream: newStream(w), delimiter: ',', decimal: locale.For(lang).Decimal}
	if c.decimal == "," {
		c.delimiter = ';'
	}
	return c.write(t, "\ufeff")
}

type csvWriter struct {
	*stream
	delimiter byte
	decimal   string
}

func (c *csvWriter) write(t *table.Table, begin string) error {
	if err := refusePrivate(t); err != nil {
		return err
	}
	c.add(begin)
	for i, name := range t.Schema.Names() {
		c.separate(i)
		c.cell(name)
	}
	c.add("\r\n")
	decimals := c.decimalColumns(t)
	for row := range t.Len() {
		for col := range t.Schema.Fields {
			c.separate(col)
			c.value(t, row, col, decimals[col])
		}
		c.add("\r\n")
		c.spill()
	}
	return c.flush()
}

// decimalColumns tells in which columns the point is to be replaced.
func (c *csvWriter) decimalColumns(t *table.Table) []bool {
	replace := make([]bool, len(t.Schema.Fields))
	for i := range replace {
		replace[i] = c.decimal != "." && t.Schema.Fields[i].Type == table.Number
	}
	return replace
}

func (c *csvWriter) separate(col int) {
	if col > 0 {
		c.buf = append(c.buf, c.delimiter)
	}
}

func (c *csvWriter) value(t *table.Table, row, col int, decimal bool) {
	text := t.Text(row, col)
	switch {
	case text == "":
		c.empty(t, row, col)
	case decimal && isDecimal(text):
		c.cell(strings.Replace(text, ".", c.decimal, 1))
	default:
		c.cell(text)
	}
}

// empty writes a cell without text. An empty text that is a value is quoted, to tell it
// from none; so is the only cell of a row, since a blank line is no row to many readers.
func (c *csvWriter) empty(t *table.Table, row, col int) {
	switch t.Value(row, col).State {
	case table.Suppressed:
		c.add(Suppressed)
	case table.Present:
		c.add(`""`)
	case table.Missing:
		if len(t.Schema.Fields) == 1 {
			c.add(`""`)
		}
	}
}

func (c *csvWriter) cell(text string) {
	if !c.mustQuote(text) {
		c.add(text)
		return
	}
	c.buf = append(c.buf, '"')
	for i := 0; i < len(text); i++ {
		if text[i] == '"' {
			c.buf = append(c.buf, '"')
		}
		c.buf = append(c.buf, text[i])
	}
	c.buf = append(c.buf, '"')
}

func (c *csvWriter) mustQuote(text string) bool {
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case c.delimiter, '"', '\r', '\n':
			return true
		}
	}
	return false
}
