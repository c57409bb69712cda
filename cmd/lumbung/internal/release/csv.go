package release

import (
	"fmt"
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/table"
)

// hiddenText stands in the published CSV in the place of a value that disclosure control hides.
const hiddenText = "[c]"

var errCutCSV = diag.Err("a quoted cell has no end")

// readCSV reads the published CSV of a table back: commas, CRLF, quotes only where they
// are needed, an empty text that is a value in quotes. The reader of data/ is not used for
// this: it casts what people write, while these texts are canonical already, and it cannot
// tell an empty cell from an empty text.
func readCSV(data string, schema *table.Schema, suppressed []string, rows int) (*table.Table, error) {
	c := csvReader{rest: data}
	if names := c.record(); c.err == nil && !slices.Equal(names, schema.Names()) {
		return nil, fmt.Errorf("its columns are %q, its descriptor says %q", names, schema.Names())
	}
	hidden := make([]bool, len(schema.Fields))
	for i := range hidden {
		hidden[i] = slices.Contains(suppressed, schema.Fields[i].Name)
	}
	b := table.NewBuilder(schema, rows)
	values := make([]table.Value, len(schema.Fields))
	for c.rest != "" && c.err == nil {
		cells := c.record()
		if c.err != nil {
			break
		}
		if len(cells) != len(values) {
			return nil, fmt.Errorf("row %d has %d cells and not %d", b.Len()+1, len(cells), len(values))
		}
		for i, cell := range cells {
			values[i] = c.value(&schema.Fields[i], i, cell, hidden[i])
		}
		b.Append(values)
	}
	if c.err != nil {
		return nil, c.err
	}
	return b.Table(), nil
}

type csvReader struct {
	rest   string
	cells  []string
	quoted []bool
	left   []int // bytes from the start of each cell to the end of the text
	err    error
}

// record reads a row. What it gives is good until the next call.
func (c *csvReader) record() []string {
	c.cells, c.quoted, c.left = c.cells[:0], c.quoted[:0], c.left[:0]
	for {
		c.left = append(c.left, len(c.rest))
		cell, isQuoted := "", strings.HasPrefix(c.rest, `"`)
		if isQuoted {
			cell = c.quotedCell()
		} else {
			end := strings.IndexAny(c.rest, ",\r")
			if end < 0 {
				end = len(c.rest)
			}
			cell, c.rest = c.rest[:end], c.rest[end:]
		}
		c.cells, c.quoted = append(c.cells, cell), append(c.quoted, isQuoted)
		switch {
		case c.err != nil:
			return c.cells
		case strings.HasPrefix(c.rest, ","):
			c.rest = c.rest[1:]
		case strings.HasPrefix(c.rest, "\r\n"):
			c.rest = c.rest[2:]
			return c.cells
		default:
			c.err = diag.Err("a row does not end in CRLF")
			return c.cells
		}
	}
}

func (c *csvReader) quotedCell() string {
	var b strings.Builder
	for rest := c.rest[1:]; ; {
		end := strings.IndexByte(rest, '"')
		if end < 0 {
			c.err = errCutCSV
			return ""
		}
		b.WriteString(rest[:end])
		rest = rest[end+1:]
		if !strings.HasPrefix(rest, `"`) {
			c.rest = rest
			return b.String()
		}
		b.WriteByte('"')
		rest = rest[1:]
	}
}

// value understands a cell. Of a table with one column, empty cells are written in quotes
// too, because a blank line is no row to many readers; there an empty text reads as none.
func (c *csvReader) value(f *table.Field, col int, cell string, hidden bool) table.Value {
	v := table.Value{Type: f.Type}
	switch {
	case cell == "" && (!c.quoted[col] || len(c.cells) == 1):
		v.State = table.Missing
	case hidden && cell == hiddenText:
		v.State = table.Suppressed
	default:
		v.Text = cell
	}
	return v
}
