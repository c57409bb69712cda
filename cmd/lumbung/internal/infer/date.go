package infer

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"lumbung/cmd/lumbung/internal/diag"
)

var months = map[string]int{
	"januari": 1, "january": 1, "jan": 1, "februari": 2, "february": 2, "feb": 2, "maret": 3, "march": 3, "mar": 3,
	"april": 4, "apr": 4, "mei": 5, "may": 5, "juni": 6, "june": 6, "jun": 6, "juli": 7, "july": 7, "jul": 7,
	"agustus": 8, "august": 8, "agu": 8, "agt": 8, "aug": 8, "september": 9, "sep": 9, "sept": 9,
	"oktober": 10, "october": 10, "okt": 10, "oct": 10, "november": 11, "nov": 11, "nopember": 11, "desember": 12, "december": 12, "des": 12, "dec": 12,
}

// dayOrder is how dates in digits are written.
type dayOrder struct{ day, month int } // position of each, from 0

// dates reads a column of dates; false when a cell is none.
func dates(cells []string) (out []string, sure Sureness, why diag.Message, ok bool) {
	order, sure, why := orderOf(cells)
	out = make([]string, len(cells))
	for i, s := range cells {
		if s == "" {
			continue
		}
		if out[i], ok = readDate(s, order); !ok {
			return nil, 0, why, false
		}
	}
	return out, sure, why, true
}

// orderOf finds out whether the day or the month stands first: one 25 settles it.
func orderOf(cells []string) (dayOrder, Sureness, diag.Message) {
	dayFirst, monthFirst := 0, 0
	for _, s := range cells {
		p := dateParts(s)
		if len(p) != 3 || len(p[0]) > 2 || !digits(p[0]) || !digits(p[1]) {
			continue
		}
		first, _ := strconv.Atoi(p[0])
		second, _ := strconv.Atoi(p[1])
		if first > 12 && second <= 12 {
			dayFirst++
		}
		if second > 12 && first <= 12 {
			monthFirst++
		}
	}
	switch {
	case monthFirst > 0 && dayFirst == 0:
		return dayOrder{1, 0}, Certain, diag.Msg("in %d {date|dates} the second number is over 12, so the month comes first", monthFirst)
	case dayFirst > 0:
		return dayOrder{0, 1}, Certain, diag.Msg("in %d {date|dates} the first number is over 12, so the day comes first", dayFirst)
	}
	for _, s := range cells {
		if p := dateParts(s); len(p) == 3 && len(p[0]) <= 2 && digits(p[1]) {
			return dayOrder{0, 1}, Guess, diag.Msg("no number over 12 shows whether the day or the month comes first; the day, as in Indonesia")
		}
	}
	return dayOrder{0, 1}, Certain, diag.Msg("each cell reads as a date")
}

func dateParts(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == '/' || r == '-' || r == '.' || r == ' ' })
}

// readDate gives a date in ISO 8601: 2016-07-05, 5/7/2016, 5 Juli 2016.
func readDate(s string, order dayOrder) (string, bool) {
	p := dateParts(s)
	if len(p) != 3 {
		return "", false
	}
	var year, month, day int
	switch m := months[strings.ToLower(p[1])]; {
	case m > 0 && digits(p[0]) && len(p[0]) <= 2 && digits(p[2]) && len(p[2]) == 4:
		day, month, year = number(p[0]), m, number(p[2])
	case digits(p[0]) && len(p[0]) == 4 && digits(p[1]) && len(p[1]) == 2 && digits(p[2]) && len(p[2]) == 2:
		year, month, day = number(p[0]), number(p[1]), number(p[2])
	case digits(p[0]) && digits(p[1]) && digits(p[2]) && len(p[2]) == 4 && len(p[0]) <= 2 && len(p[1]) <= 2:
		year, month, day = number(p[2]), number(p[order.month]), number(p[order.day])
	default:
		return "", false
	}
	at := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if at.Day() != day || int(at.Month()) != month || year < 1000 {
		return "", false
	}
	return fmt.Sprintf("%04d-%02d-%02d", year, month, day), true
}

// readMoment gives a date with a time in ISO 8601.
func readMoment(s string) (string, bool) {
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04"} {
		if at, err := time.Parse(layout, s); err == nil {
			return at.Format("2006-01-02T15:04:05"), true
		}
	}
	return "", false
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// readMonth gives 2016-07 for 2016-07, Juli 2016 and Jul-16 is none: its century is not known.
func readMonth(s string) (string, bool) {
	p := dateParts(s)
	if len(p) != 2 {
		return "", false
	}
	if digits(p[0]) && len(p[0]) == 4 && digits(p[1]) && len(p[1]) == 2 && s[4] == '-' {
		m := number(p[1])
		return s, m >= 1 && m <= 12
	}
	if m := months[strings.ToLower(p[0])]; m > 0 && digits(p[1]) && len(p[1]) == 4 {
		return fmt.Sprintf("%s-%02d", p[1], m), true
	}
	return "", false
}
