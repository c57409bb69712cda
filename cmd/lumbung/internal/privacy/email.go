package privacy

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// address adds the e-mail address around an "@" that stands from at to after. It wants a
// name before it and a domain after it whose last part is a word, so that "uraian@en",
// "@media", "net@v0.62.0" and "logo@2x.png" are none.
func (s *scanner) address(at, after int) {
	from := s.mailName(at)
	if from == at {
		return
	}
	to, domain := s.mailDomain(after)
	if to == 0 || reserved(domain) || s.text[from:at] == "git" {
		return
	}
	s.add(Email, from, to)
}

// mailName gives where the name before the "@" starts. A name after another "@" is an
// account in the fediverse, not an address.
func (s *scanner) mailName(at int) int {
	from := at
	for from > 0 {
		r, size := utf8.DecodeLastRuneInString(s.text[:from])
		if !invisible(r) && !mailRune(r) {
			if r == '@' {
				return at
			}
			break
		}
		from -= size
	}
	for from < at && (s.text[from] == '.' || s.text[from] == '-') {
		from++
	}
	return from
}

func mailRune(r rune) bool {
	if r < utf8.RuneSelf {
		return wordByte(byte(r)) || strings.IndexByte("._%+-", byte(r)) >= 0
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// mailDomain gives where the domain ends, and the domain; 0 when there is none.
func (s *scanner) mailDomain(at int) (end int, domain string) {
	end, dot, numeric, labels := at, at, 0, 0
	start := at // of the present label
	for i := at; i <= len(s.text); {
		r, size := rune(0), 1
		if i < len(s.text) {
			r, size = utf8.DecodeRuneInString(s.text[i:])
		}
		switch {
		case i < len(s.text) && (invisible(r) || r == '-' || (r != '.' && r != '_' && r != '%' && r != '+' && mailRune(r))):
		case i == start:
			return s.domainUntil(at, end, dot, numeric, labels)
		default:
			if allVersion(s.text[start:i]) && labels == numeric {
				numeric++
			}
			labels++
			dot, end = start, i
			start = i + size
			if r != '.' {
				return s.domainUntil(at, end, dot, numeric, labels)
			}
		}
		i += size
	}
	return s.domainUntil(at, end, dot, numeric, labels)
}

// domainUntil judges a domain by its labels: two or more, of which the last is a word and
// the first two are not numbers of a version. last is where the last label starts.
func (s *scanner) domainUntil(from, end, last, numeric, labels int) (int, string) {
	if labels < 2 || numeric > 1 || !word(s.text[last:end]) {
		return 0, ""
	}
	return end, s.text[from:end]
}

// word says whether a label is a top-level domain rather than a number or the ending of an
// image's name.
func word(label string) bool {
	n := 0
	for _, r := range label {
		if invisible(r) {
			continue
		}
		if !unicode.IsLetter(r) && !strings.HasPrefix(label, "xn--") {
			return false
		}
		n++
	}
	switch strings.ToLower(label) { // ToLower of a lower-case text allocates nothing
	case "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "css", "js", "mjs":
		return false
	}
	return n >= 2
}

// allVersion says whether a label is a number, or one after a v.
func allVersion(label string) bool {
	label = strings.TrimLeft(label, "vV")
	for i := range len(label) {
		if classes[label[i]] != digitByte {
			return false
		}
	}
	return true
}

// reserved says whether a domain is one that RFC 2606 keeps for examples: nobody has it.
func reserved(domain string) bool {
	for _, d := range [...]string{"example.com", "example.org", "example.net", ".example", ".test", ".invalid", ".localhost"} {
		if len(domain) >= len(d) && strings.EqualFold(domain[len(domain)-len(d):], d) {
			rest := len(domain) - len(d)
			return d[0] == '.' || rest == 0 || domain[rest-1] == '.'
		}
	}
	return false
}
