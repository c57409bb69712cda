package export

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// escapedCharacter finds text that a spreadsheet would take for an escaped character.
var escapedCharacter = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// appendXML writes text for an element or an attribute. Characters that XML cannot hold,
// and the carriage return that it would turn into another, are written the way of
// spreadsheets, _x000D_; a text that reads like this already has its first _ escaped.
func appendXML(b []byte, s string) []byte {
	if strings.Contains(s, "_x") {
		s = escapedCharacter.ReplaceAllStringFunc(s, func(m string) string { return "_x005F" + m })
	}
	start := 0
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		if escaped := xmlEscape(r, size); escaped != "" {
			b = append(append(b, s[start:i]...), escaped...)
			start = i + size
		}
		i += size
	}
	return append(b, s[start:]...)
}

// xmlEscape gives what stands for a character, "" for the character itself.
func xmlEscape(r rune, size int) string {
	switch {
	case r == '&':
		return "&amp;"
	case r == '<':
		return "&lt;"
	case r == '>':
		return "&gt;"
	case r == '"':
		return "&quot;"
	case r < 0x20 && r != '\t' && r != '\n':
		return "_x00" + strings.ToUpper(string([]byte{hexDigits[r>>4], hexDigits[r&15]})) + "_"
	case r == 0xfffe:
		return "_xFFFE_"
	case r == 0xffff:
		return "_xFFFF_"
	case r == utf8.RuneError && size == 1:
		return "\ufffd"
	}
	return ""
}

// appendColumn writes a column's letters: 0 is A, 26 is AA.
func appendColumn(b []byte, col int) []byte {
	if col >= 26 {
		b = appendColumn(b, col/26-1)
	}
	return append(b, byte('A'+col%26))
}
