package export

import (
	"encoding/json"
	"strconv"
	"strings"

	"lumbung/cmd/lumbung/internal/table"
)

// store says how the values of a column can be kept without losing any of them.
type store uint8

const (
	asText    store = iota
	asInteger       // whole numbers that fit 64 bits
	asDecimal       // plain decimals
	asBoolean
	asDate
	asJSON // objects, arrays and lists, as JSON text
)

// column is what a format must know of a column before it writes the first row.
type column struct {
	name       string
	store      store
	whole      int  // most digits before the point
	scale      int  // most digits after it
	missing    bool // some cell has no value
	suppressed bool // some cell is hidden
}

// precision is how many digits a decimal of the column's scale needs.
func (c *column) precision() int { return max(c.whole+c.scale, 1) }

// columnsOf looks through a table. A column that holds one value its type cannot carry
// (NaN, a number of twenty digits) is text as a whole: a column has one type.
func columnsOf(t *table.Table) []column {
	cols := make([]column, len(t.Schema.Fields))
	for i := range cols {
		f := &t.Schema.Fields[i]
		cols[i] = column{name: f.Name, store: storeOf(f.Type)}
		for row := range t.Len() {
			cols[i].look(t, row, i)
		}
	}
	return cols
}

func storeOf(t table.Type) store {
	switch t {
	case table.Integer, table.Year:
		return asInteger
	case table.Number:
		return asDecimal
	case table.Boolean:
		return asBoolean
	case table.Date:
		return asDate
	case table.Object, table.Array, table.List, table.Geojson:
		return asJSON
	}
	return asText
}

func (c *column) look(t *table.Table, row, col int) {
	if !t.Has(row, col) {
		if t.Value(row, col).State == table.Suppressed {
			c.suppressed = true
		} else {
			c.missing = true
		}
		return
	}
	if c.store == asText {
		return
	}
	text := t.Text(row, col)
	if !storable(c.store, text) {
		c.store = asText
		return
	}
	if c.store == asInteger || c.store == asDecimal {
		whole, fraction, _ := strings.Cut(strings.TrimPrefix(text, "-"), ".")
		c.whole, c.scale = max(c.whole, len(whole)), max(c.scale, len(fraction))
	}
}

// storable says whether a value reads back as itself from a store.
func storable(s store, text string) bool {
	switch s {
	case asInteger:
		return isInteger(text)
	case asDecimal:
		return isDecimal(text)
	case asBoolean:
		return text == "true" || text == "false"
	case asDate:
		_, ok := dayNumber(text)
		return ok
	case asJSON:
		return json.Valid([]byte(text))
	}
	return true
}

// isInteger says whether a text is a whole number of 64 bits, written without a zero or
// a plus in front.
func isInteger(s string) bool {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return false
	}
	return len(s) < 19 && s[0] != '0' && s[0] != '-' && s[0] != '+' || strconv.FormatInt(n, 10) == s
}

// isDecimal says whether a text is a plain decimal, as JSON and SQL write it.
func isDecimal(s string) bool {
	digits := strings.TrimPrefix(s, "-")
	whole, fraction, point := strings.Cut(digits, ".")
	if !allDigits(whole) || point && !allDigits(fraction) {
		return false
	}
	return whole == "0" || whole[0] != '0'
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// significant counts the digits that matter in a plain decimal: "0.0150" has three. A
// binary float carries any decimal of up to fifteen of them and gives it back.
func significant(s string) int {
	n, started := 0, false
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			continue
		}
		started = started || s[i] != '0'
		if started {
			n++
		}
	}
	return n
}

// maxFloatDigits is how many digits a spreadsheet and a binary float keep.
const maxFloatDigits = 15
