package privacy

import (
	"unicode"
	"unicode/utf8"
)

// Classes of bytes, as far as the search for numbers has to tell them apart.
const (
	otherByte = iota
	digitByte // 0 to 9
	jointByte // may stand between the groups of a number
	wideByte  // part of a character that is not ASCII
	digitLead // a wideByte that can start a digit of another script
)

var classes = byteClasses()

func byteClasses() (c [256]uint8) {
	for b := 0x80; b < 0x100; b++ {
		c[b] = wideByte
	}
	var lead [utf8.UTFMax]byte
	for _, span := range unicode.Nd.R16 {
		for r := rune(span.Lo); r <= rune(span.Hi); r++ {
			utf8.EncodeRune(lead[:], r)
			c[lead[0]] = digitLead
		}
	}
	for _, span := range unicode.Nd.R32 {
		utf8.EncodeRune(lead[:], rune(span.Lo))
		c[lead[0]] = digitLead
	}
	for b := '0'; b <= '9'; b++ {
		c[b] = digitByte
	}
	for _, b := range " -./()+" {
		c[b] = jointByte
	}
	return c
}

// digit gives the value of a decimal digit of any script, or -1. Unicode keeps the ten
// digits of each script together and in order.
func digit(r rune) int {
	if r < 0x660 {
		if r >= '0' && r <= '9' {
			return int(r - '0')
		}
		return -1
	}
	for _, span := range unicode.Nd.R16 {
		if r < rune(span.Lo) {
			return -1
		}
		if r <= rune(span.Hi) {
			return int(r-rune(span.Lo)) % 10
		}
	}
	for _, span := range unicode.Nd.R32 {
		if r < rune(span.Lo) {
			return -1
		}
		if r <= rune(span.Hi) {
			return int(r-rune(span.Lo)) % 10
		}
	}
	return -1
}

// joint gives the ASCII form of a character that can stand between groups, or 0.
func joint(r rune) byte {
	switch {
	case r < utf8.RuneSelf && classes[byte(r)] == jointByte:
		return byte(r)
	case r == 0xa0 || (r >= 0x2000 && r <= 0x200a) || r == 0x202f || r == 0x205f || r == 0x3000:
		return ' '
	case (r >= 0x2010 && r <= 0x2015) || r == 0x2212 || r == 0xfe63 || r == 0xff0d:
		return '-'
	case r == 0xff0e || r == 0xb7 || r == 0x2024:
		return '.'
	case r == 0xff0f || r == 0x2044:
		return '/'
	case r == 0xff08:
		return '('
	case r == 0xff09:
		return ')'
	case r == 0xff0b:
		return '+'
	}
	return 0
}

// invisible says whether a reader sees nothing of a character that stands between digits:
// zero-width and direction marks, the soft hyphen, and what makes a keycap of a digit.
func invisible(r rune) bool {
	switch {
	case r < 0xad:
		return false
	case r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f, r >= 0xfe00 && r <= 0xfe0f:
		return true
	}
	return r == 0xad || r == 0x34f || r == 0x61c || r == 0x180e || r == 0x20e3 || r == 0xfeff
}

// letter says whether a character continues a word or an identifier.
func letter(r rune) bool { return r == '_' || unicode.IsLetter(r) }

// before gives the visible character that ends at a place, and where it starts; 0 at the
// start of the text.
func before(text string, at int) (rune, int) {
	for at > 0 {
		r, size := utf8.DecodeLastRuneInString(text[:at])
		at -= size
		if !invisible(r) {
			return r, at
		}
	}
	return 0, 0
}

// after gives the visible character that starts at a place, and where it ends; 0 at the
// end of the text.
func after(text string, at int) (rune, int) {
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		at += size
		if !invisible(r) {
			return r, at
		}
	}
	return 0, at
}
