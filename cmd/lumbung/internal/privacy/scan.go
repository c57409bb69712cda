package privacy

import (
	"slices"
	"strings"
	"unicode/utf8"
	"unsafe"
)

// How many digits the shortest number of each kind has. A phone number is 0380-12345.
const (
	minDigits      = 9
	cardDigits     = 13
	identityDigits = 16
)

// maxGap is how many characters may stand between two groups of one number: "(0380) 123".
const maxGap = 3

// Scan finds personal data in a text, in the order of its places. Digits of any script,
// full-width forms and invisible characters between digits are seen through. It allocates
// nothing when it finds nothing.
//
// A clean text costs one pass over its bytes: what is looked at closely is each "@", and
// each chain of digits long enough to be a number of a person.
func Scan(text string) []Finding {
	s := scanner{text: text}
	s.addresses()
	s.numbers()
	if len(s.found) > 1 {
		slices.SortStableFunc(s.found, func(a, b Finding) int { return a.Offset - b.Offset })
	}
	return s.found
}

// ScanBytes is Scan for bytes, without copying them.
func ScanBytes(text []byte) []Finding {
	return Scan(unsafe.String(unsafe.SliceData(text), len(text)))
}

type scanner struct {
	text  string
	found []Finding
	chain chain
}

func (s *scanner) add(kind Kind, from, to int) {
	s.found = append(s.found, Finding{kind, from, to - from})
}

// addresses looks at each "@", also the full-width one.
func (s *scanner) addresses() {
	for at := strings.IndexByte(s.text, '@'); at >= 0; {
		s.address(at, at+1)
		next := strings.IndexByte(s.text[at+1:], '@')
		if next < 0 {
			break
		}
		at += 1 + next
	}
	const wideAt = "＠"
	for at := strings.Index(s.text, wideAt); at >= 0; {
		s.address(at, at+len(wideAt))
		next := strings.Index(s.text[at+len(wideAt):], wideAt)
		if next < 0 {
			break
		}
		at += len(wideAt) + next
	}
}

// numbers looks at each chain of digits.
func (s *scanner) numbers() {
	text := s.text
	for i := 0; i < len(text); {
		switch classes[text[i]] {
		case digitByte:
		case digitLead:
			if r, size := utf8.DecodeRuneInString(text[i:]); digit(r) < 0 {
				i += size
				continue
			}
		default:
			i++
			continue
		}
		end, digits := chainEnd(text, i)
		if digits >= cardDigits || (digits >= minDigits && phoneLike(text[i:end])) {
			s.inChain(i, end, digits)
		}
		i = end
	}
}

// chainEnd gives where the chain of digits that starts at i ends, and how many it has.
func chainEnd(text string, i int) (end, digits int) {
	gap := 0
	for i < len(text) {
		switch classes[text[i]] {
		case digitByte:
			digits++
			i++
			gap, end = 0, i
		case jointByte:
			if gap++; gap > maxGap {
				return end, digits
			}
			i++
		case digitLead, wideByte:
			r, size := utf8.DecodeRuneInString(text[i:])
			i += size
			switch {
			case digit(r) >= 0:
				digits++
				gap, end = 0, i
			case invisible(r):
			case joint(r) != 0:
				if gap++; gap > maxGap {
					return end, digits
				}
			default:
				return end, digits
			}
		default:
			return end, digits
		}
	}
	return end, digits
}

// phoneLike says whether a group of a chain starts with 0 or 62, as far as can be told
// without reading digits of other scripts.
func phoneLike(chain string) bool {
	start := true
	for i := range len(chain) {
		b := chain[i]
		if b >= utf8.RuneSelf || (start && (b == '0' || (b == '6' && i+1 < len(chain) && chain[i+1] == '2'))) {
			return true
		}
		start = classes[b] != digitByte
	}
	return false
}

// inChain tries every group of a chain as the start of a number. The chain is read in
// pieces, so that a file that is one long chain is still read once.
func (s *scanner) inChain(from, to, digits int) {
	c := &s.chain
	c.start(from, to)
	previous := -1 // where the last finding ended
	for c.more(s.text) {
		kind, n := s.number(c.ahead(), previous, digits)
		if n == 0 {
			c.skip(1)
			continue
		}
		first, last := &c.ahead()[0], &c.ahead()[n-1]
		previous = last.to
		s.add(kind, first.from, last.to)
		c.skip(n)
	}
}

// number says what groups of a chain of so many digits start with, and how many of them it
// takes; none when they start with nothing.
func (s *scanner) number(groups []group, previous, digits int) (Kind, int) {
	if digits >= identityDigits {
		if n := s.identity(groups); n > 0 {
			return Identity, n
		}
	}
	if digits >= cardDigits {
		if n := s.card(groups); n > 0 {
			return Card, n
		}
	}
	return Phone, s.phone(groups, previous)
}
