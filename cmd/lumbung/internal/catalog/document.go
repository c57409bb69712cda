package catalog

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"

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
	var b bytes.Buffer
	if err := json.Indent(&b, jsonWriter{}.value(nil, value), "", "  "); err != nil {
		panic("catalog: " + err.Error())
	}
	b.WriteByte('\n')
	return b.Bytes()
}

// embedded writes a value as JSON for a <script> element: <, > and & are escaped, and so
// are the two line separators that old scripts stumble over.
func embedded(value any) []byte { return jsonWriter{html: true}.value(nil, value) }

// jsonWriter appends values as compact JSON.
type jsonWriter struct {
	html bool // for a page
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
		return append(b, v...)
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
	b = append(b, '{')
	for i, m := range o {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(w.text(b, m.name), ':')
		b = w.value(b, m.value)
	}
	return append(b, '}')
}

func appendList[T any](w jsonWriter, b []byte, list []T) []byte {
	b = append(b, '[')
	for i := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = w.value(b, list[i])
	}
	return append(b, ']')
}

// text writes a text; one with anything to escape, which few have, is left to
// encoding/json.
func (w jsonWriter) text(b []byte, s string) []byte {
	if plainText(s) {
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
