package chart

import (
	"strconv"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
)

// instant is a point in time on a calendar of months of 31 days: exact enough to place
// "2013-03" at its true month, and free of time zones. A year alone stands at its
// beginning, where its tick is.
type instant int

const (
	perMonth = 31
	perYear  = 12 * perMonth
)

func parseInstant(iso string) (instant, error) {
	parts := strings.Split(iso, "-")
	limits := [...]int{9999, 12, 31}
	n := [...]int{0, 1, 1}
	if len(parts) > len(n) || len(parts[0]) != 4 {
		return 0, diag.Err("%q is not a year, a month or a day", iso)
	}
	for i, part := range parts {
		v, err := strconv.Atoi(part)
		if err != nil || part[0] < '0' || v > limits[i] || (i > 0 && (v < 1 || len(part) != 2)) {
			return 0, diag.Err("%q is not a year, a month or a day", iso)
		}
		n[i] = v
	}
	return instant((n[0]*12+n[1]-1)*perMonth + n[2] - 1), nil
}

// instants are the times of all rows. A line runs forward: they must rise.
func (in *Input) instants() ([]instant, error) {
	times := make([]instant, len(in.Rows))
	for i, r := range in.Rows {
		t, err := parseInstant(r.Time)
		if err != nil {
			return nil, err
		}
		if i > 0 && t <= times[i-1] {
			return nil, diag.Err("the times of a line must rise, %q comes after %q", r.Time, in.Rows[i-1].Time)
		}
		times[i] = t
	}
	if len(times) < 2 {
		return nil, diag.Err("a line needs two points in time")
	}
	return times, nil
}

// timeline maps instants to lengths.
type timeline struct {
	first, last instant
	from, to    du
}

func (t timeline) at(i instant) du {
	span := int64(t.last - t.first)
	return t.from + du((int64(i-t.first)*int64(t.to-t.from)+span/2)/span)
}
