package export

import (
	"io"
	"runtime"
	"slices"
	"strings"
	"sync"

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
		c.buf = c.appendCell(c.buf, name)
	}
	c.add("\r\n")
	columns := c.columns(t)
	if crew := runtime.GOMAXPROCS(0); crew > 1 && t.Len() > partRows {
		c.parts(t, columns, crew)
	} else {
		c.rows(t, columns, 0, t.Len(), c.spill)
	}
	return c.finish()
}

// rows writes the rows from from to to. After each it calls done.
func (c *csvWriter) rows(t *table.Table, columns []csvColumn, from, to int, done func()) {
	for row := from; row < to; row++ {
		for col := range columns {
			c.separate(col)
			c.value(t, row, col, &columns[col])
		}
		c.add("\r\n")
		done()
	}
}

// partRows is how many rows of a large table are made to text at once.
const partRows = 512

// parts writes the rows of a large table in their order, while a crew makes them to text, each hand
// its share of the parts.
func (c *csvWriter) parts(t *table.Table, columns []csvColumn, crew int) {
	n := (t.Len() + partRows - 1) / partRows
	crew = min(crew, n)
	ended := make(chan struct{})
	made := make([]chan *stream, crew) // by each of the crew
	var wait sync.WaitGroup
	for hand := range made {
		made[hand] = make(chan *stream, 1)
		wait.Go(func() {
			for i := hand; i < n; i += crew {
				part := csvWriter{newStream(nil), c.delimiter, c.decimal}
				part.rows(t, columns, i*partRows, min((i+1)*partRows, t.Len()), func() {})
				select {
				case made[hand] <- part.stream:
				case <-ended:
					return
				}
			}
		})
	}
	c.flush()
	for i := 0; i < n && c.err == nil; i++ {
		part := <-made[i%crew]
		_, c.err = c.w.Write(part.buf)
		part.buf = part.buf[:0]
		streams.Put(part)
	}
	close(ended)
	wait.Wait()
}

// csvColumn is what is known of a column before its cells are written.
type csvColumn struct {
	full    bool // every cell has a value
	decimal bool // the point is to be replaced
	codes   *table.Codes
	texts   []string // of each code, as it is written; nil where the table does not keep each text once
}

func (c *csvWriter) columns(t *table.Table) []csvColumn {
	columns := make([]csvColumn, len(t.Schema.Fields))
	for i := range columns {
		col := &columns[i]
		col.full = t.Full(i)
		col.decimal = c.decimal != "." && t.Schema.Fields[i].Type == table.Number
		texts, codes := t.Codes(i)
		if col.codes = codes; codes == nil {
			continue
		}
		col.texts = slices.Clone(texts)
		var cell []byte
		for code, text := range texts {
			if cell = c.appendValue(cell[:0], text, col); string(cell) != text {
				col.texts[code] = string(cell)
			}
		}
	}
	return columns
}

func (c *csvWriter) separate(col int) {
	if col > 0 {
		c.buf = append(c.buf, c.delimiter)
	}
}

func (c *csvWriter) value(t *table.Table, row, at int, col *csvColumn) {
	switch {
	case !col.full && !t.Has(row, at):
		c.empty(t, row, at)
	case col.texts != nil:
		c.add(col.texts[col.codes.At(row)])
	default:
		c.buf = c.appendValue(c.buf, t.Text(row, at), col)
	}
}

// empty writes a cell without a value. The only cell of a row is quoted, since a blank line
// is no row to many readers.
func (c *csvWriter) empty(t *table.Table, row, col int) {
	switch {
	case t.Value(row, col).State == table.Suppressed:
		c.add(Suppressed)
	case len(t.Schema.Fields) == 1:
		c.add(`""`)
	}
}

// appendValue writes a value. One that is an empty text is quoted, to tell it from none.
func (c *csvWriter) appendValue(b []byte, text string, col *csvColumn) []byte {
	if text == "" {
		return append(b, `""`...)
	}
	if col.decimal && isDecimal(text) {
		text = strings.Replace(text, ".", c.decimal, 1)
	}
	return c.appendCell(b, text)
}

// appendCell writes a text, in quotes where they are needed.
func (c *csvWriter) appendCell(b []byte, text string) []byte {
	if !c.mustQuote(text) {
		return append(b, text...)
	}
	b = append(b, '"')
	for i := 0; i < len(text); i++ {
		if text[i] == '"' {
			b = append(b, '"')
		}
		b = append(b, text[i])
	}
	return append(b, '"')
}

func (c *csvWriter) mustQuote(text string) bool {
	for i := 0; i < len(text); i++ {
		if b := text[i]; csvQuoted[b] || b == c.delimiter {
			return true
		}
	}
	return false
}

// csvQuoted are the characters besides the delimiter that stand in quotes.
var csvQuoted = [256]bool{'"': true, '\r': true, '\n': true}
