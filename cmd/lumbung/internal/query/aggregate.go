package query

import (
	"math"
	"math/big"

	"lumbung/cmd/lumbung/internal/query/sqlite"
)

// exactSum adds numbers without any loss, and takes them away again as a window moves.
// What is usual is added as whole numbers and whole millionths; the rest as decimals.
type exactSum struct {
	count     int64 // of values that are not NULL
	floats    int64 // of these, floating point
	whole     int64
	millionth int64
	rest      decimal
	infinite  float64 // sum of what is no number any more
	infinites int64
}

func (s *exactSum) add(v sqlite.Value, sign int64) {
	v = number(v)
	if v.Kind == sqlite.Null {
		return
	}
	s.count += sign
	if v.Kind == sqlite.Float {
		s.floats += sign
		if math.IsInf(v.Float, 0) {
			s.infinites += sign
			s.infinite += v.Float
			return
		}
		if n, ok := scaled(v.Float); ok && small(s.millionth) {
			s.millionth += sign * n
			return
		}
	}
	if v.Kind == sqlite.Int && small(s.whole) && small(v.Int) {
		s.whole += sign * v.Int
		return
	}
	if d, ok := exactly(v); ok {
		s.rest.add(d, sign)
	}
}

// decimal is the sum.
func (s *exactSum) decimal() *decimal {
	d := decimalOfInt(s.whole)
	d.add(&s.rest, 1)
	if s.millionth != 0 {
		m := decimalOfInt(s.millionth)
		m.places = 6
		d.add(m, 1)
	}
	return d
}

// Step adds a row.
func (s *exactSum) Step(args []sqlite.Value) { s.add(args[0], 1) }

// Inverse takes a row away.
func (s *exactSum) Inverse(args []sqlite.Value) { s.add(args[0], -1) }

// sum is sum(x): NULL over no values, whole when all values are.
type sum struct{ exactSum }

func (s *sum) Value() sqlite.Value {
	switch {
	case s.count == 0:
		return sqlite.Value{}
	case s.infinites > 0:
		return sqlite.FloatValue(s.infinite)
	}
	d := s.decimal()
	return d.result(s.floats == 0 && d.places == 0)
}

// total is total(x): a floating point number, 0 over no values.
type total struct{ exactSum }

func (s *total) Value() sqlite.Value {
	if s.infinites > 0 {
		return sqlite.FloatValue(s.infinite)
	}
	return sqlite.FloatValue(s.decimal().float())
}

// avg is avg(x), the number nearest to the true mean.
type avg struct{ exactSum }

func (s *avg) Value() sqlite.Value {
	switch {
	case s.count == 0:
		return sqlite.Value{}
	case s.infinites > 0:
		return sqlite.FloatValue(s.infinite)
	}
	mean := s.decimal().rat()
	x, _ := mean.Quo(mean, new(big.Rat).SetInt64(s.count)).Float64()
	return sqlite.FloatValue(x)
}
