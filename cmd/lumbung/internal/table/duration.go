package table

import "strings"

// castDuration reads ISO 8601 durations: P1Y2M3DT4H5M6.7S, P2W.
func (c *Caster) castDuration(text string) (string, *CastError) {
	if _, ok := parseDuration(text); ok {
		return text, nil
	}
	return "", c.wrong(text, "is not a duration such as P1Y6M or PT30M")
}

// duration is months and seconds, which have no fixed relation to each other.
type duration struct {
	months, seconds int64
	fraction        string // of a second
	negative        bool
}

// maxDurationDigits keeps each part of a duration within 64 bits.
const maxDurationDigits = 9

func parseDuration(s string) (d duration, ok bool) {
	s, d.negative = strings.CutPrefix(s, "-")
	s, ok = strings.CutPrefix(s, "P")
	if !ok || s == "" {
		return d, false
	}
	day, clock, hasClock := strings.Cut(s, "T")
	if hasClock && clock == "" {
		return d, false
	}
	if weeks, isWeeks := strings.CutSuffix(day, "W"); isWeeks {
		d.seconds = int64(7*86400) * int64(atoi(short(weeks)))
		return d, short(weeks) != "" && !hasClock
	}
	if !units(day, "YMD", func(unit byte, n int64) {
		switch unit {
		case 'Y':
			d.months += 12 * n
		case 'M':
			d.months += n
		case 'D':
			d.seconds += 86400 * n
		}
	}) {
		return d, false
	}
	if at := strings.IndexByte(clock, '.'); at >= 0 {
		fraction, isSeconds := strings.CutSuffix(clock[at+1:], "S")
		if !isSeconds || !allDigits(fraction) || len(fraction) > MaxDigits {
			return d, false
		}
		d.fraction = fraction
		clock = clock[:at] + "S"
	}
	return d, units(clock, "HMS", func(unit byte, n int64) {
		switch unit {
		case 'H':
			d.seconds += 3600 * n
		case 'M':
			d.seconds += 60 * n
		case 'S':
			d.seconds += n
		}
	})
}

// short gives digits that are few, or "".
func short(digits string) string {
	if len(digits) > maxDurationDigits || !allDigits(digits) {
		return ""
	}
	return digits
}

// units reads "1Y2M" in the order of the letters, each at most once.
func units(s, letters string, each func(unit byte, n int64)) bool {
	for s != "" {
		at := strings.IndexAny(s, letters)
		if at < 0 || short(s[:at]) == "" {
			return false
		}
		each(s[at], int64(atoi(s[:at])))
		letters = letters[strings.IndexByte(letters, s[at])+1:]
		s = s[at+1:]
	}
	return true
}

// The four months from which XML Schema counts to compare durations: what holds from all of
// them holds.
var durationStarts = [][2]int{{1696, 9}, {1697, 2}, {1903, 3}, {1903, 7}}

// compareDurations is false where neither is the longer one for certain: P1M and P30D.
func compareDurations(a, b string) (order int, ok bool) {
	x, xok := parseDuration(a)
	y, yok := parseDuration(b)
	if !xok || !yok {
		return 0, false
	}
	for i, start := range durationStarts {
		o := compareSeconds(x.from(start), x, y.from(start), y)
		if i > 0 && o != order {
			return 0, false
		}
		order = o
	}
	return order, true
}

// from gives a duration's whole seconds when it starts at the first of a month.
func (d *duration) from(start [2]int) int64 {
	months := int64(start[1]-1) + d.signed(d.months)
	year, month := int64(start[0])+floorDiv(months, 12), months-12*floorDiv(months, 12)
	days := daysBefore(year, month) - daysBefore(int64(start[0]), int64(start[1]-1))
	return days*86400 + d.signed(d.seconds)
}

func (d *duration) signed(n int64) int64 {
	if d.negative {
		return -n
	}
	return n
}

func compareSeconds(a int64, x duration, b int64, y duration) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	fx, fy := "0."+x.fraction+"0", "0."+y.fraction+"0"
	if x.negative {
		fx = "-" + fx
	}
	if y.negative {
		fy = "-" + fy
	}
	return compareDecimals(fx, fy)
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// daysBefore counts the days from the year 0 to the first of a month (from 0).
func daysBefore(year, month int64) int64 {
	y := year - 1
	days := year*365 + floorDiv(y, 4) - floorDiv(y, 100) + floorDiv(y, 400)
	for m := range month {
		days += int64(daysIn(int(year), int(m)+1))
	}
	return days
}
