package locale

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Slug makes a text fit for an address: lower-case ASCII letters and digits, parted by
// single hyphens, accents dropped. Leading zeros stay; a text without any letter or
// digit gives "".
func Slug(s string) string {
	if isSlug(s) {
		return s // and nothing is allocated
	}
	return string(AppendSlug(make([]byte, 0, len(s)), s))
}

// AppendSlug appends the slug of a text: a register has a million of them.
func AppendSlug(b []byte, s string) []byte {
	if isSlug(s) {
		return append(b, s...)
	}
	start, gap := len(b), false
	for _, r := range decomposed(s) {
		switch {
		case r >= 'A' && r <= 'Z':
			r += 'a' - 'A'
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
		case r == '\'', r == '’', r >= utf8.RuneSelf && unicode.Is(unicode.Mn, r):
			continue
		default:
			gap = len(b) > start
			continue
		}
		if gap {
			b = append(b, '-')
			gap = false
		}
		b = append(b, byte(r))
	}
	return b
}

// isSlug says whether a text is its own slug, as that of a column made for addresses is.
func isSlug(s string) bool {
	joint := true // a hyphen may not stand here
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			joint = false
		case c != '-' || joint:
			return false
		default:
			joint = true
		}
	}
	return !joint || s == ""
}

// decomposed parts accents from letters; plain ASCII, nearly all there is, is left alone.
func decomposed(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return norm.NFKD.String(s)
		}
	}
	return s
}
