package tmpl

import (
	"encoding/json"
	"unicode/utf8"
)

// appendJSString writes a text as a string of JavaScript or JSON. Text that needs no
// escape, in any of the two, is written as it is; the rest is encoding/json's work, which
// is html/template's too.
func appendJSString(dst []byte, s string) []byte {
	if plainJS(s) {
		dst = append(dst, '"')
		dst = append(dst, s...)
		return append(dst, '"')
	}
	text, err := json.Marshal(s)
	if err != nil {
		return append(dst, libraryEscape("_html_template_jsvalescaper", s)...)
	}
	return append(dst, text...)
}

// plainJS tells whether a text needs no escape.
func plainJS(s string) bool {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c < ' ' || c == 0x7f || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
				return false
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError || r == 0x2028 || r == 0x2029 {
			return false
		}
		i += size
	}
	return true
}
