package export

import (
	"strconv"

	"lumbung/cmd/lumbung/internal/table"
)

// cells writes the cells of a worksheet from left to right, top to bottom.
type cells struct {
	*stream
	row, col int // the row begun last, from 1; the next column, from 0
}

func (c *cells) begin() {
	c.row++
	c.col = 0
	c.add(`<row r="`)
	c.buf = strconv.AppendInt(c.buf, int64(c.row), 10)
	c.add(`">`)
}

func (c *cells) end() {
	c.add(rowEnd)
	c.spill()
}

// skip leaves a cell empty.
func (c *cells) skip() { c.col++ }

// open begins a cell; kind is its type in the format, "" for a number.
func (c *cells) open(kind string, s style) {
	c.add(`<c r="`)
	c.buf = appendColumn(c.buf, c.col)
	c.buf = strconv.AppendInt(c.buf, int64(c.row), 10)
	if s != styleNormal {
		c.add(`" s="`)
		c.buf = strconv.AppendInt(c.buf, int64(s), 10)
	}
	if kind != "" {
		c.add(`" t="`)
		c.add(kind)
	}
	c.add(`">`)
	c.col++
}

// text writes a text. It is never read as a formula, whatever it begins with: the file
// says that it is text, and quotePrefix keeps it so when somebody edits the cell.
func (c *cells) text(s string, as style) {
	if s == "" {
		c.skip()
		return
	}
	if as == styleNormal && table.BeginsFormula(s) {
		as = styleText
	}
	c.open("inlineStr", as)
	c.add(`<is><t xml:space="preserve">`)
	c.buf = appendXML(c.buf, s)
	c.add(`</t></is></c>`)
}

// number writes a number by its digits.
func (c *cells) number(digits string, as style) {
	c.open("", as)
	c.add(`<v>`)
	c.add(digits)
	c.add(`</v></c>`)
}

func (c *cells) boolean(v bool) {
	c.open("b", styleNormal)
	if v {
		c.add(`<v>1</v></c>`)
	} else {
		c.add(`<v>0</v></c>`)
	}
}
