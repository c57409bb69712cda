// Package script writes values into scripts that pages load: rows of a table, parts of
// the search index.
//
// Data comes as a script, not as JSON to fetch, because a page opened from file:// may
// fetch nothing. So what is written must be a JavaScript expression, whatever it holds,
// and must stay one where somebody puts it inside a page.
package script

import (
	"strings"
	"unicode/utf8"
)

const hex = "0123456789abcdef"

// AppendString writes a text as a string. It is JSON too. Nothing in it can end a script
// element or open a comment of HTML, and the two line ends that JSON allows and older
// scripts do not are escaped. What is not UTF-8 becomes U+FFFD.
func AppendString(b []byte, s string) []byte {
	b = append(b, '"')
	done := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if plain[c] {
				i++
				continue
			}
			b = appendEscaped(append(b, s[done:i]...), c)
			i++
			done = i
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			b = append(append(b, s[done:i]...), "\uFFFD"...)
			done = i + size
		case r == '\u2028' || r == '\u2029':
			b = append(append(b, s[done:i]...), `\u202`...)
			b = append(b, hex[r&0xf])
			done = i + size
		}
		i += size
	}
	return append(append(b, s[done:]...), '"')
}

// plain are the ASCII characters that stand for themselves.
var plain = func() (ok [utf8.RuneSelf]bool) {
	for c := byte(' '); c < 0x7f; c++ {
		ok[c] = !strings.ContainsRune(`"\<>&`, rune(c))
	}
	return ok
}()

func appendEscaped(b []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(b, '\\', c)
	case '\n':
		return append(b, '\\', 'n')
	case '\t':
		return append(b, '\\', 't')
	}
	return append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&0xf])
}
