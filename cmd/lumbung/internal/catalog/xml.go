package catalog

import (
	"strings"
	"unicode/utf8"
)

const xmlHeader = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// xmlWriter writes XML with an element to a line, as feeds, sitemaps and RDF are made of.
type xmlWriter struct {
	b     strings.Builder
	depth int
}

func newXML() *xmlWriter {
	x := &xmlWriter{}
	x.b.WriteString(xmlHeader)
	return x
}

func (x *xmlWriter) bytes() []byte { return []byte(x.b.String()) }

// attr is an attribute; one without a value is left out.
type attr struct{ name, value string }

// open begins an element, close ends it.
func (x *xmlWriter) open(name string, attrs ...attr) {
	x.start(name, attrs)
	x.b.WriteString(">\n")
	x.depth++
}

func (x *xmlWriter) close(name string) {
	x.depth--
	x.indent()
	x.b.WriteString("</" + name + ">\n")
}

// text writes an element with a text in it; nothing when the text is empty.
func (x *xmlWriter) text(name, text string, attrs ...attr) {
	if text == "" {
		return
	}
	x.start(name, attrs)
	x.b.WriteString(">" + escapeXML(text) + "</" + name + ">\n")
}

// empty writes an element without content.
func (x *xmlWriter) empty(name string, attrs ...attr) {
	x.start(name, attrs)
	x.b.WriteString("/>\n")
}

func (x *xmlWriter) start(name string, attrs []attr) {
	x.indent()
	x.b.WriteString("<" + name)
	for _, a := range attrs {
		if a.value != "" {
			x.b.WriteString(" " + a.name + `="` + escapeXML(a.value) + `"`)
		}
	}
}

func (x *xmlWriter) indent() { x.b.WriteString(strings.Repeat("  ", x.depth)) }

// escapeXML writes text for an element or an attribute. Characters that XML has no way
// to write become the replacement character.
func escapeXML(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r == '\r':
			b.WriteString("&#13;")
		case r < 0x20 && r != '\t' && r != '\n', r == 0xfffe, r == 0xffff:
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
