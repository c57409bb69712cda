package table

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxDigits is how many digits a number may have once its exponent is written out. A cell
// of "1e999999999" is a mistake, or an attack on the computer's memory.
const MaxDigits = 1000

// castInteger reads whole numbers. Nearly all are written as they are kept.
func (c *Caster) castInteger(text string) (string, *CastError) {
	if plainInteger(text) {
		return text, nil
	}
	return c.number(text, false)
}

// castNumber reads decimals.
func (c *Caster) castNumber(text string) (string, *CastError) {
	if plainInteger(text) || (c.field.DecimalChar == "" && plainDecimal(text)) {
		return text, nil
	}
	return c.number(text, true)
}

// plainDecimal says whether a text is canonical: "18.30", not "018.30" or "-0.0".
func plainDecimal(s string) bool {
	whole, fraction, ok := strings.Cut(s, ".")
	if !ok || len(s) > MaxDigits || !allDigits(fraction) {
		return false
	}
	return plainInteger(whole)
}

// plainInteger says whether a text is canonical: digits without a zero in front.
func plainInteger(s string) bool {
	digits := s
	if len(s) > 1 && s[0] == '-' {
		digits = s[1:]
		if digits[0] == '0' {
			return false
		}
	}
	if digits == "" || len(digits) > MaxDigits || digits[0] == '0' && len(digits) > 1 {
		return false
	}
	return allDigits(digits)
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i]-'0' > 9 {
			return false
		}
	}
	return s != ""
}

// number reads what castInteger and castNumber do not see at a glance.
func (c *Caster) number(text string, decimal bool) (string, *CastError) {
	rest := text
	if c.field.AroundNumber {
		rest = stripAround(rest)
	}
	if decimal {
		if special, ok := specialNumber(rest); ok {
			return special, nil
		}
	}
	p := numberParts{whole: c.digits[:0]}
	defer func() { c.digits = p.whole }()
	if !p.split(rest, c.field, decimal) {
		return "", c.notNumber(text, decimal)
	}
	if size := p.size(); size > MaxDigits {
		return "", &CastError{Message: c.wrong(text, "has more digits than the 1000 that a number may have").Message}
	}
	if p.padded {
		c.ZeroPadded++
	}
	c.buf = p.appendTo(c.buf[:0])
	return unsafeString(c.buf), nil
}

// specialNumber knows the three that are no decimals. Their case need not be respected.
func specialNumber(s string) (string, bool) {
	switch {
	case strings.EqualFold(s, "nan"):
		return "NaN", true
	case strings.EqualFold(s, "inf"):
		return "INF", true
	case strings.EqualFold(s, "-inf"):
		return "-INF", true
	}
	return "", false
}

// numberParts are the digits of a number as it is written, without what groups them.
type numberParts struct {
	negative bool
	padded   bool
	whole    []byte
	fraction string
	exponent int
}

// split takes a number apart; false when it is none.
func (p *numberParts) split(s string, f *Field, decimal bool) bool {
	if s != "" && (s[0] == '-' || s[0] == '+') {
		p.negative, s = s[0] == '-', s[1:]
	}
	if decimal {
		mantissa, exponent, ok := cutExponent(s)
		if !ok {
			return false
		}
		p.exponent, s = exponent, mantissa
		point := f.DecimalChar
		if point == "" {
			point = "."
		}
		whole, fraction, has := strings.Cut(s, point)
		if has && fraction != "" && !allDigits(fraction) || has && whole == "" && fraction == "" {
			return false
		}
		if has && whole == "" {
			p.fraction = fraction
			return true
		}
		s, p.fraction = whole, fraction
	}
	return p.groups(s, f.GroupChar)
}

// cutExponent splits "1.5e-3"; false when what stands after the e is no number.
func cutExponent(s string) (mantissa string, exponent int, ok bool) {
	at := strings.IndexAny(s, "eE")
	if at < 0 {
		return s, 0, true
	}
	digits, negative := s[at+1:], false
	if digits != "" && (digits[0] == '-' || digits[0] == '+') {
		negative, digits = digits[0] == '-', digits[1:]
	}
	if !allDigits(digits) {
		return "", 0, false
	}
	for i := range len(digits) {
		exponent = min(exponent*10+int(digits[i]-'0'), 1<<30)
	}
	if negative {
		exponent = -exponent
	}
	return s[:at], exponent, true
}

// groups reads the whole part. Where groups are written, all but the first have three
// digits and the first has one to three: anything else was not written to group.
func (p *numberParts) groups(s, groupChar string) bool {
	if groupChar == "" || !strings.Contains(s, groupChar) {
		if !allDigits(s) {
			return false
		}
		p.digits(s)
		return true
	}
	for first := true; s != ""; first = false {
		group, rest, more := strings.Cut(s, groupChar)
		if !allDigits(group) || first && len(group) > 3 || !first && len(group) != 3 || more && rest == "" {
			return false
		}
		p.digits(group)
		s = rest
	}
	return true
}

func (p *numberParts) digits(s string) {
	p.whole = append(p.whole, s...)
	p.padded = len(p.whole) > 1 && p.whole[0] == '0'
}

// size is how many digits the number has, written out.
func (p *numberParts) size() int {
	e := p.exponent
	if e < 0 {
		e = -e
	}
	return len(p.whole) + len(p.fraction) + e
}

// appendTo writes the canonical form. Zeros at the end of the fraction stay: they say how
// exactly the number was published. Zero has no sign.
func (p *numberParts) appendTo(b []byte) []byte {
	digits := append(p.whole, p.fraction...)
	point := len(p.whole) + p.exponent // where the point stands in digits
	start := len(b)
	b = append(b, '-')
	zero := true
	put := func(d byte) {
		zero = zero && d == '0'
		b = append(b, d)
	}
	for i := range max(point, 0) {
		d := byte('0')
		if i < len(digits) {
			d = digits[i]
		}
		if d != '0' || len(b) > start+1 {
			put(d)
		}
	}
	if len(b) == start+1 {
		b = append(b, '0')
	}
	if point < len(digits) {
		b = append(b, '.')
		for range -point {
			b = append(b, '0')
		}
		for _, d := range digits[max(point, 0):] {
			put(d)
		}
	}
	if p.negative && !zero {
		return b
	}
	return append(b[:start], b[start+1:]...)
}

// stripAround cuts what stands around a number: "Rp600.000,-" is "600.000". A sign counts
// when it stands right before the number and not right after a word.
func stripAround(s string) string {
	from := strings.IndexFunc(s, func(r rune) bool { return r >= '0' && r <= '9' })
	if from < 0 {
		return s
	}
	to := strings.LastIndexFunc(s, func(r rune) bool { return r >= '0' && r <= '9' }) + 1
	if from > 0 && (s[from-1] == '.' || s[from-1] == ',') && (from == 1 || !letterBefore(s[:from-1])) {
		from-- // ".5"
	}
	if from > 0 && (s[from-1] == '-' || s[from-1] == '+') && !letterBefore(s[:from-1]) {
		from--
	}
	return s[from:to]
}

func letterBefore(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsLetter(r)
}
