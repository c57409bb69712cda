package catalog

import "unicode/utf8"

const xmlHeader = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// xmlWriter writes XML with an element to a line, as feeds, sitemaps and RDF are made of.
type xmlWriter struct {
	b     []byte
	depth int
}

func newXML() *xmlWriter {
	x := &xmlWriter{}
	x.begin()
	return x
}

// begin starts a document in the place of the one before.
func (x *xmlWriter) begin() { x.b = append(x.b[:0], xmlHeader...) }

// attr is an attribute; one without a value is left out.
type attr struct{ name, value string }

// open begins an element, close ends it.
func (x *xmlWriter) open(name string, attrs ...attr) {
	x.start(name, attrs)
	x.write(">\n")
	x.depth++
}

func (x *xmlWriter) close(name string) {
	x.depth--
	x.indent()
	x.write("</", name, ">\n")
}

// text writes an element with a text in it; nothing when the text is empty.
func (x *xmlWriter) text(name, text string, attrs ...attr) {
	if text == "" {
		return
	}
	x.start(name, attrs)
	x.write(">")
	x.b = appendXML(x.b, text)
	x.write("</", name, ">\n")
}

// empty writes an element without content.
func (x *xmlWriter) empty(name string, attrs ...attr) {
	x.start(name, attrs)
	x.write("/>\n")
}

func (x *xmlWriter) start(name string, attrs []attr) {
	x.indent()
	x.write("<", name)
	for _, a := range attrs {
		if a.value != "" {
			x.write(" ", a.name, `="`)
			x.b = appendXML(x.b, a.value)
			x.write(`"`)
		}
	}
}

func (x *xmlWriter) indent() {
	for range x.depth {
		x.write("  ")
	}
}

func (x *xmlWriter) write(texts ...string) {
	for _, t := range texts {
		x.b = append(x.b, t...)
	}
}

// appendXML writes text for an element or an attribute. Characters that XML has no way
// to write become the replacement character.
func appendXML(b []byte, s string) []byte {
	written := 0
	for i := 0; i < len(s); {
		if plainXML[s[i]] {
			i++
			continue
		}
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		if entity := xmlEntity(r, size); entity != "" {
			b = append(append(b, s[written:i]...), entity...)
			written = i + size
		}
		i += size
	}
	return append(b, s[written:]...)
}

// plainXML are the bytes that stand for themselves, whatever stands beside them.
var plainXML = func() (plain [256]bool) {
	for c := range rune(utf8.RuneSelf) {
		plain[c] = xmlEntity(c, 1) == ""
	}
	return plain
}()

// xmlEntity is what stands for a character that cannot stand for itself; "" for others.
func xmlEntity(r rune, size int) string {
	switch {
	case r == '&':
		return "&amp;"
	case r == '<':
		return "&lt;"
	case r == '>':
		return "&gt;"
	case r == '"':
		return "&quot;"
	case r == '\r':
		return "&#13;"
	case r < 0x20 && r != '\t' && r != '\n', r == 0xfffe, r == 0xffff, r == utf8.RuneError && size == 1:
		return string(utf8.RuneError)
	}
	return ""
}
