package table

import (
	"strings"
	"time"
)

// Compare orders two canonical texts of one type. ok is false where the type has no order
// (an object), or the two have none between them (NaN and 1, P1M and P30D).
func Compare(t Type, a, b string) (order int, ok bool) {
	switch t {
	case Number, Integer, Year:
		x, y := rank(a), rank(b)
		if x == notANumber || y == notANumber {
			return 0, false
		}
		if x != finite || y != finite {
			return int(x) - int(y), true
		}
		return compareDecimals(a, b), true
	case Datetime, Time:
		return compareMoments(t, a, b)
	case Duration:
		return compareDurations(a, b)
	case Boolean, Date, Yearmonth, String, Any:
		return strings.Compare(a, b), true
	}
	return 0, false
}

// Equal says whether two canonical texts mean the same value: 1.0 and 1.00 do.
func Equal(t Type, a, b string) bool { return a == b || Identity(t, a) == Identity(t, b) }

// Identity is a text that two values of a type share when they mean the same: what keys,
// unique fields and enums are compared by.
func Identity(t Type, text string) string {
	switch t {
	case Number:
		if strings.IndexByte(text, '.') >= 0 {
			return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
		}
	case Datetime, Time:
		if utc, zoned := inUTC(t, text); zoned {
			return utc + "Z"
		}
	}
	return text
}

type numberRank int

const (
	minusInfinity numberRank = iota - 1
	finite
	plusInfinity
	notANumber
)

func rank(s string) numberRank {
	switch s {
	case "NaN":
		return notANumber
	case "INF":
		return plusInfinity
	case "-INF":
		return minusInfinity
	}
	return finite
}

// compareDecimals orders plain decimals digit by digit. It allocates nothing.
func compareDecimals(a, b string) int {
	an, bn := strings.HasPrefix(a, "-"), strings.HasPrefix(b, "-")
	x, y := strings.TrimPrefix(a, "-"), strings.TrimPrefix(b, "-")
	order := compareMagnitudes(x, y)
	switch {
	case an && bn:
		return -order
	case an != bn && isZero(x) && isZero(y):
		return 0
	case an:
		return -1
	case bn:
		return 1
	}
	return order
}

func compareMagnitudes(a, b string) int {
	aw, af, _ := strings.Cut(a, ".")
	bw, bf, _ := strings.Cut(b, ".")
	aw, bw = strings.TrimLeft(aw, "0"), strings.TrimLeft(bw, "0")
	if len(aw) != len(bw) {
		return sign(len(aw) - len(bw))
	}
	if order := strings.Compare(aw, bw); order != 0 {
		return order
	}
	return strings.Compare(strings.TrimRight(af, "0"), strings.TrimRight(bf, "0"))
}

func isZero(digits string) bool { return strings.Trim(digits, "0.") == "" }

func sign(n int) int { return min(max(n, -1), 1) }

// compareMoments compares times with a zone as moments; one with and one without a zone
// have no order.
func compareMoments(t Type, a, b string) (int, bool) {
	x, xz := inUTC(t, a)
	y, yz := inUTC(t, b)
	if xz != yz {
		return 0, false
	}
	return strings.Compare(x, y), true
}

// inUTC gives a time without its zone, moved to UTC, and the zeros at the end of its
// fraction cut off. zoned says that it had a zone.
func inUTC(t Type, text string) (utc string, zoned bool) {
	clock := 0
	if t == Datetime {
		clock = strings.IndexByte(text, 'T') + 1
	}
	at := strings.IndexAny(text[clock:], "Z+-")
	if at < 0 {
		return trimFraction(text), false
	}
	local, offset := text[:clock+at], text[clock+at:]
	minutes, ok := zone(offset)
	if !ok || minutes == 0 {
		return trimFraction(local), true
	}
	whole, fraction, _ := strings.Cut(local, ".")
	layout, outcome := "15:04:05", ""
	if t == Datetime {
		layout = "2006-01-02T15:04:05"
	}
	if parsed, err := time.Parse(layout, whole); err == nil {
		outcome = parsed.Add(-time.Duration(minutes) * time.Minute).Format(layout)
	}
	if fraction != "" {
		outcome += "." + fraction
	}
	return trimFraction(outcome), true
}

func trimFraction(s string) string {
	if strings.IndexByte(s, '.') < 0 {
		return s
	}
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}
