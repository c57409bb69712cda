package chart

import (
	"math"
	"strconv"
	"strings"
)

// ticks are the marks of an axis: the whole multiples first…last of mantissa × 10^exponent.
// They are kept as whole numbers, so a label is exact text and never 0.30000000000000004.
type ticks struct {
	first, last int64
	mantissa    int64 // 1, 2 or 5
	exponent    int
}

// niceTicks covers [lo, hi] with the smallest step that makes no more than most marks,
// which from zero is never fewer than two thirds of them. The step is chosen as
// d3-array does; whole asks for whole numbers only.
func niceTicks(lo, hi float64, most int, whole bool) ticks {
	if !(hi > lo) {
		hi = lo + 1
	}
	t := ticks{}
	for count := most; count >= 1; count-- {
		t = ticksFor(lo, hi, count, whole)
		if t.count() <= most {
			break
		}
	}
	return t
}

// slack keeps 0.07 × 100, which comes out a hair above 7, from asking for one mark more.
const slack = 1e-9

func ticksFor(lo, hi float64, count int, whole bool) ticks {
	mantissa, exponent := tickStep((hi - lo) / float64(count))
	if whole && exponent < 0 {
		mantissa, exponent = 1, 0
	}
	t := ticks{mantissa: mantissa, exponent: exponent}
	t.first = int64(math.Floor(t.in(lo) + slack))
	t.last = int64(math.Ceil(t.in(hi) - slack))
	return t
}

// tickStep rounds a raw step to 1, 2 or 5 times a power of ten, at the geometric
// thresholds √50, √10, √2 of d3-array.
func tickStep(raw float64) (mantissa int64, exponent int) {
	exponent = int(math.Floor(math.Log10(raw)))
	rest := raw / math.Pow10(exponent)
	switch {
	case rest >= math.Sqrt(50):
		return 1, exponent + 1
	case rest >= math.Sqrt(10):
		return 5, exponent
	case rest >= math.Sqrt2:
		return 2, exponent
	}
	return 1, exponent
}

// in counts how many steps a value is from zero. A power of ten below one is divided
// by, not multiplied with: 10 is exact where 0.1 is not.
func (t ticks) in(v float64) float64 {
	if t.exponent < 0 {
		return v * math.Pow10(-t.exponent) / float64(t.mantissa)
	}
	return v / (float64(t.mantissa) * math.Pow10(t.exponent))
}

func (t ticks) count() int { return int(t.last-t.first) + 1 }

// label is tick i, counted from zero at the first, as canonical decimal text.
func (t ticks) label(i int) string {
	n := (t.first + int64(i)) * t.mantissa
	if n == 0 {
		return "0"
	}
	digits := strconv.FormatInt(n, 10)
	if t.exponent >= 0 {
		return digits + strings.Repeat("0", t.exponent)
	}
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	if short := 1 - t.exponent - len(digits); short > 0 {
		digits = strings.Repeat("0", short) + digits
	}
	cut := len(digits) + t.exponent
	return sign + digits[:cut] + "." + digits[cut:]
}
