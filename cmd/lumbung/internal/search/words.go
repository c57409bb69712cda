package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// mostLetters is how long a word may be; what follows is not looked at.
const mostLetters = 24

// span is where a word stands in a buffer.
type span struct{ start, end int }

// Words gives the words of a text, as an index holds them and a question is read.
//
// The theme's search/words.ts does the same to a question; every rule stands there and
// here: case and accents are folded, the digits of a number joined (58.033 and 58,033 are
// 58033), apostrophes dropped (Ba'a is baa); what is neither letter nor digit parts words.
func Words(text string) []string {
	buf, spans := appendWords(nil, nil, text)
	words := make([]string, len(spans))
	for i, s := range spans {
		words[i] = string(buf[s.start:s.end])
	}
	return words
}

// appendWords puts the words of a text into a buffer, one after the other.
func appendWords(buf []byte, spans []span, text string) ([]byte, []span) {
	if !ascii(text) {
		text = norm.NFKD.String(text)
	}
	start, letters := len(buf), 0
	end := func() {
		if letters > 0 {
			spans = append(spans, span{start, len(buf)})
		}
		start, letters = len(buf), 0
	}
	digit := false // the last character was one
	for i := 0; i < len(text); {
		c, size := lower(text[i:])
		i += size
		switch {
		case dropped(c):
		case digit && (c == '.' || c == ',') && digitNext(text[i:]):
		case c < utf8.RuneSelf && lettersAndDigits[c]:
			if letters++; letters <= mostLetters {
				buf = append(buf, byte(c))
			}
			digit = isDigit(c)
		case c >= utf8.RuneSelf && (unicode.IsLetter(c) || unicode.IsNumber(c)):
			if letters++; letters <= mostLetters {
				buf = utf8.AppendRune(buf, c)
			}
			digit = false
		default:
			end()
			digit = false
		}
	}
	end()
	return buf, spans
}

// lower reads a character in lower case. The Greek letter that looks different at the end
// of a word is the same letter.
func lower(text string) (rune, int) {
	if c := text[0]; c < utf8.RuneSelf {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		return rune(c), 1
	}
	c, size := utf8.DecodeRuneInString(text)
	if c = unicode.ToLower(c); c == 'ς' {
		c = 'σ'
	}
	return c, size
}

// dropped characters are as if they were not there: accents, taken apart from their
// letters before, and apostrophes.
func dropped(c rune) bool {
	return c >= '\u0300' && c <= '\u036f' || c == '\'' || c == '’' || c == 'ʼ'
}

// digitNext says whether a number goes on after its point or comma.
func digitNext(text string) bool {
	for _, c := range text {
		if !dropped(c) {
			return isDigit(c)
		}
	}
	return false
}

func isDigit(c rune) bool { return '0' <= c && c <= '9' }

func ascii(s string) bool {
	return strings.IndexFunc(s, func(c rune) bool { return c >= utf8.RuneSelf }) < 0
}

// lettersAndDigits are those of ASCII, in lower case.
var lettersAndDigits = func() (is [utf8.RuneSelf]bool) {
	for _, c := range "abcdefghijklmnopqrstuvwxyz0123456789" {
		is[c] = true
	}
	return is
}()
