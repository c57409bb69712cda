package export

import (
	"io"
	"unicode/utf8"

	"lumbung/cmd/lumbung/internal/table"
)

// WriteJSON writes a table as an array of objects, one to a line: numbers with the very
// digits they were published with, booleans, null for a cell without a value.
func WriteJSON(w io.Writer, t *table.Table) error {
	if err := refusePrivate(t); err != nil {
		return err
	}
	s := newStream(w)
	cols := columnsOf(t)
	keys := make([]string, len(cols))
	for i := range cols {
		keys[i] = string(appendJSONString(nil, cols[i].name)) + ":"
	}
	s.add("[")
	for row := range t.Len() {
		s.add(lineStart(row, "{"))
		for col := range cols {
			if col > 0 {
				s.add(",")
			}
			s.add(keys[col])
			s.buf = appendJSONValue(s.buf, t, row, col, cols[col].store)
		}
		s.add("}")
		s.spill()
	}
	s.add("\n]\n")
	return s.finish()
}

// WriteJSONColumns writes a table by columns: each name once, and the values of a field
// together, which is a fraction of the size for a large table.
func WriteJSONColumns(w io.Writer, t *table.Table) error {
	if err := refusePrivate(t); err != nil {
		return err
	}
	s := newStream(w)
	s.add("{\"fields\":[")
	for i, name := range t.Schema.Names() {
		if i > 0 {
			s.add(",")
		}
		s.buf = appendJSONString(s.buf, name)
	}
	s.add("],\n\"columns\":{")
	for col, c := range columnsOf(t) {
		s.add(lineStart(col, ""))
		s.buf = appendJSONString(s.buf, c.name)
		s.add(":[")
		for row := range t.Len() {
			if row > 0 {
				s.add(",")
			}
			s.buf = appendJSONValue(s.buf, t, row, col, c.store)
			s.spill()
		}
		s.add("]")
	}
	s.add("\n}}\n")
	return s.finish()
}

// lineStart begins the next item of a list, each on a line of its own.
func lineStart(i int, open string) string {
	if i == 0 {
		return "\n" + open
	}
	return ",\n" + open
}

func appendJSONValue(b []byte, t *table.Table, row, col int, as store) []byte {
	if !t.Has(row, col) {
		return append(b, "null"...)
	}
	text := t.Text(row, col)
	if as == asText || as == asDate {
		return appendJSONString(b, text)
	}
	return append(b, text...)
}

const hexDigits = "0123456789abcdef"

// appendJSONString writes a text as JSON. Letters stay as they are: only what JSON
// forbids is escaped, and what is no UTF-8 becomes the replacement character.
func appendJSONString(b []byte, s string) []byte {
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' && c < utf8.RuneSelf {
			i++
			continue
		}
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			if r != utf8.RuneError || size > 1 {
				i += size
				continue
			}
			b = append(append(b, s[start:i]...), "\ufffd"...)
			i++
			start = i
			continue
		}
		b = append(b, s[start:i]...)
		b = appendJSONEscape(b, c)
		i++
		start = i
	}
	return append(append(b, s[start:]...), '"')
}

func appendJSONEscape(b []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(b, '\\', c)
	case '\n':
		return append(b, '\\', 'n')
	case '\r':
		return append(b, '\\', 'r')
	case '\t':
		return append(b, '\\', 't')
	}
	return append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
}
