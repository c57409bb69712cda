package chart

import (
	"math"
	"strconv"
)

// This file is the one place where a value becomes a float: on its way to a pixel.
// A product that feeds a sum is wrapped in float64(), because some processors fuse
// the two and would round differently.

// linear maps values from lo…hi to lengths from…to.
type linear struct {
	lo, hi   float64
	from, to du
}

func (s linear) at(value string) du { return s.atFloat(toFloat(value)) }

func (s linear) atFloat(v float64) du {
	if s.hi == s.lo {
		return s.from
	}
	return s.from + du(math.Round(float64((v-s.lo)/(s.hi-s.lo)*float64(s.to-s.from))))
}

// toFloat is value to position; a text that is no number was refused before.
func toFloat(value string) float64 {
	f, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return 0
	}
	return f
}

// domain is the span of values a scale has to show. It starts out as zero alone:
// a bar begins at zero.
type domain struct{ lo, hi float64 }

func (d *domain) add(value string) {
	v := toFloat(value)
	d.lo, d.hi = min(d.lo, v), max(d.hi, v)
}

// label is a text that stands behind the end of a mark and needs room there.
type label struct {
	value string
	room  du // from the start of the scale to the edge, less the text and its gap
}

// longest is the largest range at which every mark and the label behind it still ends
// in its room. Long words behind a short bar can be what decides.
func (d domain) longest(labels []label) du {
	best := du(math.MaxInt32)
	for _, l := range labels {
		share := 0.0
		if d.hi > d.lo {
			share = (toFloat(l.value) - d.lo) / (d.hi - d.lo)
		}
		if share > 0 {
			best = min(best, du(math.Floor(float64(l.room)/share)))
		}
	}
	return best
}

// sum adds values for the ends of stacked segments.
func sum(cells []Cell) float64 {
	total := 0.0
	for _, c := range cells {
		if c.Present() {
			total += toFloat(c.Value)
		}
	}
	return total
}

// logarithmic maps values to lengths by their order of magnitude, from 10^lo to 10^hi.
type logarithmic struct {
	lo, hi   int
	from, to du
}

func (s logarithmic) at(value string) du {
	order := math.Log10(toFloat(value))
	if m := magnitude(value); compare(value, powerOfTen(m)) == 0 {
		order = float64(m) // grid lines stand where they should on every processor
	}
	return linear{float64(s.lo), float64(s.hi), s.from, s.to}.atFloat(order)
}

// magnitude is the power of ten at or below a positive value, read from its digits:
// a logarithm may come out a hair under a whole number.
func magnitude(value string) int {
	for i := 0; i < len(value); i++ {
		if value[i] == '.' {
			return fractionMagnitude(value, i)
		}
	}
	return wholeMagnitude(value)
}

func wholeMagnitude(digits string) int {
	for i := 0; i < len(digits); i++ {
		if digits[i] != '0' {
			return len(digits) - 1 - i
		}
	}
	return 0
}

func fractionMagnitude(value string, dot int) int {
	if !isZero(value[:dot]) {
		return wholeMagnitude(value[:dot])
	}
	for i := dot + 1; i < len(value); i++ {
		if value[i] != '0' {
			return dot - i
		}
	}
	return 0
}

// powerOfTen is 10^n as canonical decimal text.
func powerOfTen(n int) string {
	return ticks{first: 1, mantissa: 1, exponent: n}.label(0)
}

// cells maps whole numbers to the middles of equal cells: a band from 7 to 11 is five
// cells wide, and the score 11 lies inside it, not on its edge.
type cells struct {
	lo, hi   int64
	from, to du
}

func (s cells) at(value string) du { return s.edge(toFloat(value)) }

// before is the left edge of the cell of n.
func (s cells) before(n int64) du { return s.edge(float64(n) - 0.5) }

func (s cells) edge(v float64) du {
	return linear{float64(s.lo) - 0.5, float64(s.hi) + 0.5, s.from, s.to}.atFloat(v)
}
