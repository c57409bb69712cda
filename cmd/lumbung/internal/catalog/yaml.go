package catalog

import (
	"fmt"
	"strings"
)

// yaml writes the little of YAML that CITATION.cff needs. Every text is quoted: nothing
// in it can be taken for a number, a date or a mark of YAML.
type yaml struct{ b strings.Builder }

func (y *yaml) bytes() []byte { return []byte(y.b.String()) }

func (y *yaml) line(text string) { y.b.WriteString(text + "\n") }

func (y *yaml) field(indent, name, value string) {
	if value != "" {
		y.line(indent + name + ": " + yamlQuote(value))
	}
}

// plain writes a value without quotes, for numbers.
func (y *yaml) plain(indent, name, value string) {
	if value != "" {
		y.line(indent + name + ": " + value)
	}
}

// item begins an item of a list with its first field.
func (y *yaml) item(indent, name, value string) {
	y.line(indent + "- " + name + ": " + yamlQuote(value))
}

func (y *yaml) list(indent, name string, values []string) {
	if len(values) == 0 {
		return
	}
	y.line(indent + name + ":")
	for _, v := range values {
		y.line(indent + "  - " + yamlQuote(v))
	}
}

// yamlQuote writes a text in double quotes; what YAML does not print is escaped.
func yamlQuote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r < 0x20, r >= 0x7f && r < 0xa0, r == '\u2028', r == '\u2029', r == '\ufeff', r == '\ufffe', r == '\uffff':
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
