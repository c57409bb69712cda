package locale

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Slug makes a text fit for an address: lower-case ASCII letters and digits, parted by
// single hyphens, accents dropped. Leading zeros stay; a text without any letter or
// digit gives "".
func Slug(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range decomposed(s) {
		switch {
		case r >= 'A' && r <= 'Z':
			r += 'a' - 'A'
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’':
			continue
		default:
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte('-')
			gap = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// decomposed parts accents from letters; plain ASCII, nearly all there is, is left alone.
func decomposed(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return norm.NFKD.String(s)
		}
	}
	return s
}
