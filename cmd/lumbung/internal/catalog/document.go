package catalog

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"lumbung/cmd/lumbung/internal/locale"
)

// object is a JSON object whose members keep their order. Metadata is read by people
// too, and the same portal must give the same bytes.
//
// Values are texts, numbers, booleans, objects and lists of them. They are written here
// and not by encoding/json, which takes ten times as long: each page of a register of
// 100,000 rows has its own.
type object []member

type member struct {
	name  string
	value any
}

// set adds a member, unless the value says nothing: an empty text, list or object.
func (o *object) set(name string, value any) {
	if !empty(value) {
		*o = append(*o, member{name, value})
	}
}

func empty(value any) bool {
	switch v := value.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case []string:
		return len(v) == 0
	case []any:
		return len(v) == 0
	case []object:
		return len(v) == 0
	case object:
		return len(v) == 0
	}
	return false
}

// document writes a value as a JSON file.
func document(value any) []byte {
	return append(jsonWriter{lines: true}.value(nil, value), '\n')
}

// embedded writes a value as JSON for a <script> element: <, > and & are escaped, and so
// are the two line separators that old scripts stumble over.
func embedded(value any) []byte { return jsonWriter{html: true}.value(nil, value) }

// jsonWriter appends values as JSON: compact, or with each member on a line of its own, as
// json.Indent has it.
type jsonWriter struct {
	html  bool // for a page
	lines bool
	depth int // of what is written, in objects and lists
}

// begin and end write the brackets of an object or a list, next what stands before a member.
func (w *jsonWriter) begin(b []byte, bracket byte) []byte {
	w.depth++
	return append(b, bracket)
}

func (w *jsonWriter) next(b []byte, i int) []byte {
	if i > 0 {
		b = append(b, ',')
	}
	return w.line(b)
}

func (w *jsonWriter) end(b []byte, n int, bracket byte) []byte {
	if w.depth--; n > 0 {
		b = w.line(b)
	}
	return append(b, bracket)
}

func (w *jsonWriter) line(b []byte) []byte {
	if !w.lines {
		return b
	}
	b = append(b, '\n')
	for range w.depth {
		b = append(b, "  "...)
	}
	return b
}

// raw writes what is JSON already.
func (w jsonWriter) raw(b []byte, value json.RawMessage) []byte {
	if !w.lines {
		return append(b, value...)
	}
	var out bytes.Buffer
	if err := json.Indent(&out, value, strings.Repeat("  ", w.depth), "  "); err != nil {
		panic("catalog: " + err.Error())
	}
	return append(b, out.Bytes()...)
}

func (w jsonWriter) value(b []byte, value any) []byte {
	switch v := value.(type) {
	case nil:
		return append(b, "null"...)
	case string:
		return w.text(b, v)
	case locale.Lang:
		return w.text(b, string(v))
	case int:
		return strconv.AppendInt(b, int64(v), 10)
	case int64:
		return strconv.AppendInt(b, v, 10)
	case bool:
		return strconv.AppendBool(b, v)
	case json.Number:
		return append(b, v...)
	case json.RawMessage:
		return w.raw(b, v)
	case object:
		return w.object(b, v)
	case []object:
		return appendList(w, b, v)
	case []string:
		return appendList(w, b, v)
	case []locale.Lang:
		return appendList(w, b, v)
	case []any:
		return appendList(w, b, v)
	}
	panic(fmt.Sprintf("catalog: a %T in JSON", value))
}

func (w jsonWriter) object(b []byte, o object) []byte {
	b = w.begin(b, '{')
	for i, m := range o {
		b = append(w.text(w.next(b, i), m.name), ':')
		if w.lines {
			b = append(b, ' ')
		}
		b = w.value(b, m.value)
	}
	return w.end(b, len(o), '}')
}

func appendList[T any](w jsonWriter, b []byte, list []T) []byte {
	b = w.begin(b, '[')
	for i := range list {
		b = w.value(w.next(b, i), list[i])
	}
	return w.end(b, len(list), ']')
}

// text writes a text; one with anything to escape, which few have, is left to
// encoding/json.
func (w jsonWriter) text(b []byte, s string) []byte {
	if w.plain(s) {
		return append(append(append(b, '"'), s...), '"')
	}
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(w.html)
	if err := e.Encode(s); err != nil {
		panic("catalog: " + err.Error())
	}
	return append(b, bytes.TrimRight(buf.Bytes(), "\n")...)
}

// plain says whether a text stands in JSON as it is.
func (w jsonWriter) plain(s string) bool {
	if plainText(s) {
		return true
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < 0x20, c == '"', c == '\\':
			return false
		case w.html && (c == '<' || c == '>' || c == '&'):
			return false
		case c == 0xe2 && i+2 < len(s) && s[i+1] == 0x80 && s[i+2]&^1 == 0xa8: // U+2028 and U+2029
			return false
		}
	}
	return utf8.ValidString(s)
}

// plainText says whether a text stands as it is in whatever is written, pages too.
func plainText(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < 0x20 || c >= 0x7f || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			return false
		}
	}
	return true
}

// number is a canonical number as JSON, or its text where JSON has no such number (NaN).
func number(canonical string) any {
	if canonical == "" {
		return nil
	}
	if c := canonical[0]; (c == '-' || c >= '0' && c <= '9') && json.Valid([]byte(canonical)) {
		return json.Number(canonical)
	}
	return canonical
}
