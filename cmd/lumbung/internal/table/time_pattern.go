package table

import (
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
)

// timePattern is a strptime pattern such as "%d/%m/%Y", taken apart once. The names of
// months are those of Indonesian and English, whatever the computer speaks.
type timePattern struct {
	parts []patternPart
	kind  Type
}

// patternPart is a directive, or, with directive 0, text that must stand there.
type patternPart struct {
	directive byte
	text      string
}

// directives are those of strptime that say something on their own. %x, %X and %c mean
// another thing on every computer, %U and %w do not make a date.
const directives = "YymdBbhjHIMSfpzeAaTDFR"

var compound = map[byte]string{'T': "%H:%M:%S", 'D': "%m/%d/%y", 'F': "%Y-%m-%d", 'R': "%H:%M"}

// parsePattern reads a format; the error says what about it is no pattern for the type.
func parsePattern(format string, kind Type) (*timePattern, error) {
	p := &timePattern{kind: kind}
	if !strings.Contains(format, "%") {
		return nil, diag.Err("%q is no pattern of dates and times", format)
	}
	if err := p.parse(format); err != nil {
		return nil, err
	}
	has := func(any string) bool {
		for _, part := range p.parts {
			if part.directive != 0 && strings.IndexByte(any, part.directive) >= 0 {
				return true
			}
		}
		return false
	}
	day := has("Yy") && (has("j") || has("mBbh") && has("de"))
	clock := has("H") || has("I") && has("p")
	switch {
	case kind != Time && !day:
		return nil, diag.Err("%q does not tell year, month and day", format)
	case kind == Time && !clock:
		return nil, diag.Err("%q does not tell the hour", format)
	case kind == Date && has("HIMSfpz"):
		return nil, diag.Err("%q tells a time of day, which a date has not", format)
	case kind == Time && has("YymdBbhje"):
		return nil, diag.Err("%q tells a day, which a time has not", format)
	}
	return p, nil
}

func (p *timePattern) parse(format string) error {
	literal := func(s string) {
		if n := len(p.parts); n > 0 && p.parts[n-1].directive == 0 {
			p.parts[n-1].text += s
			return
		}
		p.parts = append(p.parts, patternPart{text: s})
	}
	for format != "" {
		at := strings.IndexByte(format, '%')
		if at != 0 {
			if at < 0 {
				at = len(format)
			}
			literal(format[:at])
			format = format[at:]
			continue
		}
		format = strings.TrimPrefix(format[1:], "-") // "%-d" is a day without a zero
		switch {
		case format == "":
			return diag.Err("the pattern ends with %q", "%")
		case format[0] == '%':
			literal("%")
		case strings.IndexByte(directives, format[0]) < 0:
			return diag.Err("%q is no part of a pattern", "%"+format[:1])
		case compound[format[0]] != "":
			if err := p.parse(compound[format[0]]); err != nil {
				return err
			}
		default:
			p.parts = append(p.parts, patternPart{directive: format[0]})
		}
		format = format[1:]
	}
	return nil
}

// moment is what a pattern has read.
type moment struct {
	year, month, day, ofYear int
	hour, minute, second     int
	fraction, zone           string
	twelve, afternoon        bool
}

// read gives the canonical form of a text, appended to b.
func (p *timePattern) read(text string, b []byte) ([]byte, bool) {
	var m moment
	for _, part := range p.parts {
		var ok bool
		if part.directive == 0 {
			text, ok = cutLiteral(text, part.text)
		} else {
			text, ok = m.read(part.directive, text)
		}
		if !ok {
			return nil, false
		}
	}
	if text != "" || !m.complete(p.kind) {
		return nil, false
	}
	return m.appendTo(b, p.kind), true
}

// cutLiteral cuts text that must stand there; a blank stands for any number of them.
func cutLiteral(text, literal string) (string, bool) {
	for i := 0; i < len(literal); i++ {
		if literal[i] == ' ' {
			trimmed := strings.TrimLeft(text, " ")
			if len(trimmed) == len(text) {
				return "", false
			}
			text = trimmed
			continue
		}
		if text == "" || text[0] != literal[i] {
			return "", false
		}
		text = text[1:]
	}
	return text, true
}

func (m *moment) read(directive byte, text string) (rest string, ok bool) {
	switch directive {
	case 'Y':
		return cutNumber(text, 4, 4, &m.year)
	case 'y':
		rest, ok = cutNumber(text, 2, 2, &m.year)
		if m.year += 1900; m.year < 1969 { // as POSIX has it
			m.year += 100
		}
		return rest, ok
	case 'm':
		return cutNumber(text, 1, 2, &m.month)
	case 'd', 'e':
		return cutNumber(text, 1, 2, &m.day)
	case 'j':
		return cutNumber(text, 1, 3, &m.ofYear)
	case 'H':
		return cutNumber(text, 1, 2, &m.hour)
	case 'I':
		m.twelve = true
		return cutNumber(text, 1, 2, &m.hour)
	case 'M':
		return cutNumber(text, 1, 2, &m.minute)
	case 'S':
		return cutNumber(text, 1, 2, &m.second)
	case 'f':
		n := 0
		for n < len(text) && n < 9 && text[n]-'0' <= 9 {
			n++
		}
		m.fraction = text[:n]
		return text[n:], n > 0
	case 'B', 'b', 'h':
		rest, m.month, ok = cutName(text, monthNames)
		m.month = (m.month-1)%12 + 1
		return rest, ok
	case 'A', 'a':
		rest, _, ok = cutName(text, dayNames)
		return rest, ok
	case 'p':
		var which int
		rest, which, ok = cutName(text, []string{"am", "pm"})
		m.afternoon = which == 2
		return rest, ok
	}
	return m.readZone(text)
}

// readZone reads %z: Z, +0800 or +08:00.
func (m *moment) readZone(text string) (rest string, ok bool) {
	if strings.HasPrefix(text, "Z") {
		m.zone = "Z"
		return text[1:], true
	}
	written := ""
	switch {
	case len(text) >= 6 && text[3] == ':':
		written, rest = text[:6], text[6:]
	case len(text) >= 5:
		written, rest = text[:3]+":"+text[3:5], text[5:]
	}
	minutes, ok := zone(written)
	if m.zone = written; minutes == 0 {
		m.zone = "Z"
	}
	return rest, ok
}

func cutNumber(text string, least, most int, into *int) (rest string, ok bool) {
	n := 0
	for n < len(text) && n < most && text[n]-'0' <= 9 {
		n++
	}
	*into = atoi(text[:n])
	return text[n:], n >= least
}

var (
	monthNames = []string{
		"januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember",
		"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
		"jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des",
		"jan", "peb", "mrt", "apr", "may", "jun", "jul", "aug", "sept", "oct", "nop", "dec",
		"jan", "pebruari", "mar", "apr", "may", "jun", "jul", "agt", "sep", "oct", "nopember", "dec",
	}
	dayNames = []string{
		"senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu",
		"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
		"sen", "sel", "rab", "kam", "jum", "sab", "min", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "ahad", "jum'at",
	}
)

// cutName cuts the longest name that a text starts with, in any case. which counts from 1.
func cutName(text string, names []string) (rest string, which int, ok bool) {
	longest := 0
	for i, name := range names {
		if len(name) > longest && len(text) >= len(name) && strings.EqualFold(text[:len(name)], name) {
			longest, which = len(name), i+1
		}
	}
	return text[longest:], which, longest > 0
}

// complete checks what was read, and works out what it implies.
func (m *moment) complete(kind Type) bool {
	if kind != Time {
		if m.month == 0 && m.ofYear > 0 {
			m.dayOfYear()
		}
		if !isDay(m.year, m.month, m.day) {
			return false
		}
	}
	if m.twelve {
		if m.hour < 1 || m.hour > 12 {
			return false
		}
		if m.hour %= 12; m.afternoon {
			m.hour += 12
		}
	}
	return m.hour < 24 && m.minute < 60 && m.second < 60
}

func (m *moment) dayOfYear() {
	m.month, m.day = 1, m.ofYear
	for m.month <= 12 && m.day > daysIn(m.year, m.month) {
		m.day -= daysIn(m.year, m.month)
		m.month++
	}
}

func (m *moment) appendTo(b []byte, kind Type) []byte {
	if kind != Time {
		b = appendDigits(b, m.year, 4)
		b = appendDigits(append(b, '-'), m.month, 2)
		b = appendDigits(append(b, '-'), m.day, 2)
	}
	if kind == Date {
		return b
	}
	if kind == Datetime {
		b = append(b, 'T')
	}
	b = appendDigits(b, m.hour, 2)
	b = appendDigits(append(b, ':'), m.minute, 2)
	b = appendDigits(append(b, ':'), m.second, 2)
	if m.fraction != "" {
		b = append(append(b, '.'), m.fraction...)
	}
	return append(b, m.zone...)
}

func appendDigits(b []byte, n, width int) []byte {
	for i := width - 1; i >= 0; i-- {
		b = append(b, '0')
	}
	for i := len(b) - 1; n > 0 && i >= len(b)-width; i-- {
		b[i] = byte('0' + n%10)
		n /= 10
	}
	return b
}
