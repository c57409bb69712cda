package tmpl

import (
	"strconv"
	"unicode/utf8"
)

// htmlEntity is what html/template writes for a byte of text, in text and in quoted
// attributes; "" for the byte itself.
var htmlEntity = [256]string{
	0:    "\uFFFD",
	'"':  "&#34;",
	'&':  "&amp;",
	'\'': "&#39;",
	'+':  "&#43;",
	'<':  "&lt;",
	'>':  "&gt;",
}

// special marks the bytes that have an entity; a smaller table than htmlEntity stays in
// the processor's cache.
var special = func() (t [256]bool) {
	for c, entity := range htmlEntity {
		t[c] = entity != ""
	}
	return t
}()

// appendHTML escapes a text for an element or a quoted attribute.
func appendHTML(dst []byte, s string) []byte {
	written := 0
	for i := 0; i < len(s); i++ {
		if c := s[i]; special[c] {
			dst = append(dst, s[written:i]...)
			dst = append(dst, htmlEntity[c]...)
			written = i + 1
		}
	}
	return append(dst, s[written:]...)
}

// unquotedEntity is what html/template writes for a byte in an attribute without quotes.
var unquotedEntity = [utf8.RuneSelf]string{
	0:    "&#xfffd;",
	'\t': "&#9;",
	'\n': "&#10;",
	'\v': "&#11;",
	'\f': "&#12;",
	'\r': "&#13;",
	' ':  "&#32;",
	'"':  "&#34;",
	'&':  "&amp;",
	'\'': "&#39;",
	'+':  "&#43;",
	'<':  "&lt;",
	'=':  "&#61;",
	'>':  "&gt;",
	'`':  "&#96;",
}

// failsafe is what html/template writes in place of what it does not let through.
const failsafe = "ZgotmplZ"

// appendUnquoted escapes a text for an attribute without quotes. Code points that are no
// characters are escaped too, and bytes that are no UTF-8 count as U+FFFD.
func appendUnquoted(dst []byte, s string) []byte {
	if s == "" {
		return append(dst, failsafe...)
	}
	written := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if entity := unquotedEntity[c]; entity != "" {
				dst = append(dst, s[written:i]...)
				dst = append(dst, entity...)
				written = i + 1
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if 0xfdd0 <= r && r <= 0xfdef || 0xfff0 <= r && r <= 0xffff {
			dst = append(dst, s[written:i]...)
			dst = append(dst, "&#x"...)
			dst = strconv.AppendInt(dst, int64(r), 16)
			dst = append(dst, ';')
			written = i + size
		}
		i += size
	}
	return append(dst, s[written:]...)
}
