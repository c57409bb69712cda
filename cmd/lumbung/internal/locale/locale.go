package locale

import (
	"strconv"
	"strings"
)

// Locale is how one language writes numbers, dates and lists.
type Locale struct {
	Lang    Lang
	Decimal string // between whole and fraction
	Group   string // between thousands
	And     string // the last joint of a list
	months  [12]string
	words   func(n int) string
}

var indonesian = Locale{
	Lang: "id", Decimal: ",", Group: ".", And: " dan ",
	months: [12]string{"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"},
	words:  indonesianWords,
}

var english = Locale{
	Lang: "en", Decimal: ".", Group: ",", And: " and ",
	months: [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
	words:  englishWords,
}

// For gives the forms of a language. A language that is not built in writes digits
// the way ISO 80000 does, with a thin gap and a point, until its theme says better.
func For(lang Lang) *Locale {
	switch base, _, _ := strings.Cut(string(lang), "-"); base {
	case "id":
		l := indonesian
		l.Lang = lang
		return &l
	case "en":
		l := english
		l.Lang = lang
		return &l
	}
	l := english
	l.Lang, l.Group, l.And = lang, "\u00a0", ", "
	l.words = strconv.Itoa
	return &l
}

// Number writes a canonical number ("-1234.50") in the language's form, every digit kept:
// "−1.234,50". The minus is the true one, U+2212. Text that is no plain decimal
// (NaN, 1e400) comes back as it is.
func (l *Locale) Number(canonical string) string {
	if len(canonical) <= 3 && allDigits(canonical) {
		return canonical
	}
	return string(l.AppendNumber(make([]byte, 0, len(canonical)+8), canonical))
}

// AppendNumber is Number into a buffer, for pages made by the hundred thousand.
func (l *Locale) AppendNumber(b []byte, canonical string) []byte {
	digits, negative := strings.CutPrefix(canonical, "-")
	whole, fraction, hasFraction := strings.Cut(digits, ".")
	if !allDigits(whole) || (hasFraction && !allDigits(fraction)) {
		return append(b, canonical...)
	}
	if negative {
		b = append(b, "−"...)
	}
	for i := 0; i < len(whole); i++ {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b = append(b, l.Group...)
		}
		b = append(b, whole[i])
	}
	if hasFraction {
		b = append(b, l.Decimal...)
		b = append(b, fraction...)
	}
	return b
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// Date writes an ISO date, month or year ("2016-07-05", "2016-07", "2016") in words:
// "5 Juli 2016". Text of another shape comes back as it is.
func (l *Locale) Date(iso string) string {
	parts := strings.Split(iso, "-")
	for _, p := range parts {
		if !allDigits(p) {
			return iso
		}
	}
	if len(parts) == 1 {
		return iso
	}
	month, err := strconv.Atoi(parts[1])
	if err != nil || month < 1 || month > 12 || len(parts) > 3 {
		return iso
	}
	if len(parts) == 2 {
		return l.months[month-1] + " " + parts[0]
	}
	return strings.TrimLeft(parts[2], "0") + " " + l.months[month-1] + " " + parts[0]
}

// List joins items as the language does: "a, b dan c".
func (l *Locale) List(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return strings.Join(items[:last], ", ") + l.And + items[last]
}

// Words spells a whole number from 0 to 999,999; others stay digits.
func (l *Locale) Words(n int) string {
	if n < 0 || n > 999999 {
		return l.Number(strconv.Itoa(n))
	}
	return l.words(n)
}
