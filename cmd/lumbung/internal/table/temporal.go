package table

import (
	"strings"
	"time"
)

// temporal chooses how dates and times are read: the default form, or the pattern that the
// format gives.
func (c *Caster) temporal() {
	switch c.field.Format {
	case "", "default":
		c.cast = map[Type]func(*Caster, string) (string, *CastError){
			Date: (*Caster).castDate, Time: (*Caster).castTime, Datetime: (*Caster).castDatetime,
		}[c.field.Type]
	case "any":
		c.cast = (*Caster).castAnyTime
	default:
		p, err := parsePattern(c.field.Format, c.field.Type)
		if err != nil { // Field.Check tells
			c.cast = (*Caster).castAny
			return
		}
		c.pattern, c.cast = p, (*Caster).castPattern
	}
}

func (c *Caster) castDate(text string) (string, *CastError) {
	if isDate(text) {
		return text, nil
	}
	return "", c.notTime(text, "is not a date of the form YYYY-MM-DD", datePatterns)
}

func (c *Caster) castTime(text string) (string, *CastError) {
	if canonical, ok := c.clock(text); ok {
		return canonical, nil
	}
	return "", c.notTime(text, "is not a time of the form hh:mm:ss", []string{"%H:%M", "%H.%M", "%H.%M.%S"})
}

func (c *Caster) castDatetime(text string) (string, *CastError) {
	day, clock, _ := strings.Cut(text, "T")
	if isDate(day) {
		if clock == "24:00:00" {
			return c.midnightAfter(day), nil
		}
		if canonical, ok := c.clock(clock); ok {
			if canonical == clock {
				return text, nil
			}
			return day + "T" + canonical, nil
		}
	}
	return "", c.notTime(text, "is not a date and time of the form YYYY-MM-DDThh:mm:ss", []string{"%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M", "%d/%m/%Y %H.%M", "%Y-%m-%d", "%d/%m/%Y"})
}

// midnightAfter is the start of the next day, which XML Schema writes as 24:00:00 as well.
func (c *Caster) midnightAfter(day string) string {
	t, _ := time.Parse(time.DateOnly, day)
	return t.AddDate(0, 0, 1).Format("2006-01-02T15:04:05")
}

// castYear reads xsd:gYear without a zone: four digits or more, perhaps before our era.
func (c *Caster) castYear(text string) (string, *CastError) {
	digits := strings.TrimPrefix(text, "-")
	if allDigits(digits) && (len(digits) == 4 || len(digits) > 4 && len(digits) < 10 && digits[0] != '0') {
		return text, nil
	}
	e := c.wrong(text, "is not a year of four digits")
	if len(e.Hints) == 0 && isDate(text) {
		e.hintInField("if it is a date, %q needs type = \"date\"", c.field.Name)
	}
	return "", e
}

func (c *Caster) castYearmonth(text string) (string, *CastError) {
	if len(text) == 7 && isDate(text+"-01") {
		return text, nil
	}
	e := c.wrong(text, "is not a month of the form YYYY-MM")
	if len(e.Hints) == 0 {
		switch {
		case isDate(text):
			e.hintInField("if it is a date, %q needs type = \"date\"", c.field.Name)
		case len(text) == 4 && allDigits(text):
			e.hintInField("if it is a year, %q needs type = \"year\"", c.field.Name)
		}
	}
	return "", e
}

// castAnyTime reads what can mean one thing only. "03/04/2016" is two dates.
func (c *Caster) castAnyTime(text string) (string, *CastError) {
	plain := newCaster(&Field{Name: c.field.Name, Type: c.field.Type}, nil)
	if v, err := plain.Cast(text); err == nil {
		return v.Text, nil
	}
	patterns := map[Type][]string{
		Date:     {"%Y/%m/%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y", "%Y%m%d"},
		Time:     {"%H:%M", "%I:%M %p"},
		Datetime: {"%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%d %B %Y %H:%M"},
	}[c.field.Type]
	for _, pattern := range patterns {
		if p, err := parsePattern(pattern, c.field.Type); err == nil {
			if canonical, ok := p.read(text, nil); ok {
				return string(canonical), nil
			}
		}
	}
	return "", c.notTime(text, "can be read as no "+c.field.Type.String()+", or as several", datePatterns)
}

func (c *Caster) castPattern(text string) (string, *CastError) {
	if canonical, ok := c.pattern.read(text, c.buf[:0]); ok {
		c.buf = canonical
		return unsafeString(canonical), nil
	}
	e := c.wrong(text, "does not follow the format "+quotePattern(c.field.Format))
	return "", e
}

// quotePattern puts a strptime pattern into a message's format.
func quotePattern(pattern string) string {
	return `"` + strings.ReplaceAll(pattern, "%", "%%") + `"`
}

// datePatterns are the ways in which dates are written in Indonesian spreadsheets.
var datePatterns = []string{"%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y/%m/%d", "%d %B %Y", "%m/%d/%Y", "%d/%m/%y", "%Y%m%d"}

// notTime names the format that would read the text.
func (c *Caster) notTime(text, is string, patterns []string) *CastError {
	e := c.wrong(text, is)
	for _, pattern := range patterns {
		if c.trial || len(e.Hints) > 0 {
			break
		}
		p, err := parsePattern(pattern, c.field.Type)
		if err != nil {
			continue
		}
		if _, ok := p.read(text, nil); ok {
			e.hintInField("if all of the column is written so, declare format = %q for %q", pattern, c.field.Name)
		}
	}
	return e
}

// isDate says whether a text is a day that exists, as YYYY-MM-DD.
func isDate(s string) bool {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' || !allDigits(s[:4]) || !allDigits(s[5:7]) || !allDigits(s[8:]) {
		return false
	}
	return isDay(atoi(s[:4]), atoi(s[5:7]), atoi(s[8:]))
}

func isDay(year, month, day int) bool {
	return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

func daysIn(year, month int) int {
	if month == 2 && (year%4 == 0 && year%100 != 0 || year%400 == 0) {
		return 29
	}
	return [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[month-1]
}

// atoi reads digits that are known to be few.
func atoi(digits string) int {
	n := 0
	for i := range len(digits) {
		n = n*10 + int(digits[i]-'0')
	}
	return n
}

// clock reads hh:mm:ss, a fraction of the second and a zone. A zone of nothing is Z.
func (c *Caster) clock(s string) (string, bool) {
	if len(s) < 8 || s[2] != ':' || s[5] != ':' || !allDigits(s[:2]) || !allDigits(s[3:5]) || !allDigits(s[6:8]) ||
		atoi(s[:2]) > 23 || atoi(s[3:5]) > 59 || atoi(s[6:8]) > 59 {
		return "", false
	}
	rest := s[8:]
	if strings.HasPrefix(rest, ".") {
		n := 1
		for n < len(rest) && rest[n]-'0' <= 9 {
			n++
		}
		if n == 1 || n > 1+MaxDigits {
			return "", false
		}
		rest = rest[n:]
	}
	switch {
	case rest == "" || rest == "Z":
		return s, true
	case rest == "+00:00" || rest == "-00:00":
		return s[:len(s)-6] + "Z", true
	}
	if _, ok := zone(rest); !ok {
		return "", false
	}
	return s, true
}

// zone reads "+08:00" as minutes.
func zone(s string) (minutes int, ok bool) {
	if len(s) != 6 || s[0] != '+' && s[0] != '-' || s[3] != ':' || !allDigits(s[1:3]) || !allDigits(s[4:]) {
		return 0, false
	}
	minutes = atoi(s[1:3])*60 + atoi(s[4:])
	if atoi(s[4:]) > 59 || minutes > 14*60 {
		return 0, false
	}
	if s[0] == '-' {
		minutes = -minutes
	}
	return minutes, true
}
