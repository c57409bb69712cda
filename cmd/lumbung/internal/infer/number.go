package infer

import (
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
)

// form is how numbers are written: 1.234,5 or 1,234.5.
type form struct{ group, decimal byte }

var (
	commaForm = form{'.', ','} // Indonesian
	pointForm = form{',', '.'} // English
	plainForm = form{0, '.'}
)

// votes counts what numbers say about their form. "58.033" alone says nothing: it is
// 58033 in Jakarta and a little over 58 in London.
type votes struct {
	numbers  int
	comma    int // can only be commaForm
	point    int // can only be pointForm
	dots     int // one dot, three digits after it
	commas   int // one comma, three digits after it
	percent  int
	rupiah   int
	negative int // "(123)"
}

// bare takes off what surrounds a number: Rp 600.000,- and 15% and (123).
func bare(s string) (number string, what votes) {
	s = tidy(s)
	s = strings.NewReplacer("−", "-", "\u00a0", "", "\u202f", "", "\u2009", "").Replace(s)
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		s, what.negative = "-"+s[1:len(s)-1], 1
	}
	if strings.HasSuffix(s, "%") {
		s, what.percent = strings.TrimRight(s[:len(s)-1], " "), 1
	}
	for _, prefix := range []string{"Rp.", "Rp", "IDR"} {
		if len(s) > len(prefix) && strings.EqualFold(s[:len(prefix)], prefix) {
			s, what.rupiah = strings.TrimLeft(s[len(prefix):], " "), 1
			break
		}
	}
	if what.rupiah == 1 || strings.HasSuffix(s, ",-") {
		s = strings.TrimSuffix(strings.TrimSuffix(s, ",-"), ",--")
	}
	return strings.TrimPrefix(s, "+"), what
}

// read gives a number in canonical form, every digit kept; false when it is none in the form.
func (f form) read(s string) (string, bool) {
	digitsOf, negative := strings.CutPrefix(s, "-")
	whole, fraction, hasFraction := digitsOf, "", false
	if f.decimal != 0 {
		whole, fraction, hasFraction = strings.Cut(digitsOf, string(f.decimal))
	}
	if hasFraction && !digits(fraction) {
		return "", false
	}
	if f.group != 0 && strings.IndexByte(whole, f.group) >= 0 {
		parts := strings.Split(whole, string(f.group))
		for i, p := range parts {
			if !digits(p) || i > 0 && len(p) != 3 || i == 0 && (len(p) > 3 || p[0] == '0') {
				return "", false
			}
		}
		whole = strings.Join(parts, "")
	}
	if !digits(whole) {
		return "", false
	}
	out := whole
	if hasFraction {
		out += "." + fraction
	}
	if negative {
		out = "-" + out
	}
	return out, true
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// count looks at one text.
func (v *votes) count(s string) {
	n, what := bare(s)
	_, comma := commaForm.read(n)
	_, point := pointForm.read(n)
	if !comma && !point {
		return
	}
	v.numbers++
	v.percent += what.percent
	v.rupiah += what.rupiah
	v.negative += what.negative
	switch {
	case comma && point && strings.ContainsRune(n, '.'):
		v.dots++
	case comma && point && strings.ContainsRune(n, ','):
		v.commas++
	case comma && !point:
		v.comma++
	case point && !comma:
		v.point++
	}
}

// vote counts over a whole file: one office writes numbers one way.
func vote(body [][]Cell) votes {
	var all votes
	for _, row := range body {
		for _, c := range row {
			if c.Kind == Text && c.Text != "" && !leadingZero(c.Text) {
				all.count(c.Text)
			}
		}
	}
	return all
}

// form decides how a column writes numbers. ok is false when it writes them both ways.
func (v votes) form(file votes) (f form, sure Sureness, why diag.Message, ok bool) {
	switch {
	case v.comma > 0 && v.point > 0:
		return plainForm, Guess, diag.Msg("%d {number is|numbers are} written as 1.234,5 and %d as 1,234.5", v.comma, v.point), false
	case v.comma > 0:
		return commaForm, Certain, diag.Msg("%d of %d {number|numbers} can only be read so", v.comma, v.numbers), true
	case v.point > 0:
		return pointForm, Certain, diag.Msg("%d of %d {number|numbers} can only be read so", v.point, v.numbers), true
	case v.dots == 0 && v.commas == 0:
		return plainForm, Certain, diag.Msg("%d of %d {cell is a plain number|cells are plain numbers}", v.numbers, v.numbers), true
	case v.dots > 0 && v.commas > 0:
		return plainForm, Guess, diag.Msg("%d {number has|numbers have} a dot before three digits and %d a comma", v.dots, v.commas), false
	case file.comma > file.point:
		return commaForm, Likely, diag.Msg("%d {number|numbers} elsewhere in the file can only be read so", file.comma), true
	case file.point > file.comma:
		return pointForm, Likely, diag.Msg("%d {number|numbers} elsewhere in the file can only be read so", file.point), true
	case v.dots > 0:
		return commaForm, Guess, diag.Msg("all %d numbers with a dot have three digits after it, so it seems to group thousands", v.dots), true
	}
	return pointForm, Guess, diag.Msg("all %d numbers with a comma have three digits after it, so it seems to group thousands", v.commas), true
}

// leadingZero says whether digits are a code and no number: 0380, 007.
func leadingZero(s string) bool { return len(s) > 1 && s[0] == '0' && digits(s) }

// isNumber says whether a cell reads as a number in either form.
func isNumber(c Cell) bool {
	if c.Kind != Text {
		return c.Kind == Number
	}
	var v votes
	v.count(c.Text)
	return v.numbers > 0
}
