package query

import (
	"math/bits"

	"lumbung/cmd/lumbung/internal/query/sqlite"
)

// + - and * on decimals. SQLite's own work on floating point, where 28.51 - 28 is
// 0.5100000000000016 and does not equal 0.51. SQLite cannot be given other operators, but
// functions of any name: exact_operators.go writes a - b as "-"(a, b), which is below.

func plus(args []sqlite.Value) (sqlite.Value, error)  { return addition(args, 1), nil }
func minus(args []sqlite.Value) (sqlite.Value, error) { return addition(args, -1), nil }

// addition is a + sign × b.
func addition(args []sqlite.Value, sign int64) sqlite.Value {
	a, b := number(args[0]), number(args[1])
	switch {
	case a.Kind == sqlite.Null || b.Kind == sqlite.Null:
		return sqlite.Value{}
	case a.Kind == sqlite.Int && b.Kind == sqlite.Int:
		if small(a.Int) && small(b.Int) {
			return sqlite.IntValue(a.Int + sign*b.Int)
		}
	case a.Kind != sqlite.Text && b.Kind != sqlite.Text:
		x, ok := scaled(floatOf(a))
		y, ok2 := scaled(floatOf(b))
		if n := x + sign*y; ok && ok2 && n <= maxExact && n >= -maxExact {
			return sqlite.FloatValue(unscaled(n))
		}
	}
	d, ok := exactly(a)
	e, ok2 := exactly(b)
	if !ok || !ok2 {
		return sqlite.FloatValue(floatOf(a) + float64(sign)*floatOf(b))
	}
	d.add(e, sign)
	return d.result(isWhole(a) && isWhole(b))
}

// small says that a sum of two such numbers fits.
func small(n int64) bool { return n < 1<<62 && n > -1<<62 }

func times(args []sqlite.Value) (sqlite.Value, error) {
	a, b := number(args[0]), number(args[1])
	switch {
	case a.Kind == sqlite.Null || b.Kind == sqlite.Null:
		return sqlite.Value{}, nil
	case a.Kind == sqlite.Int && b.Kind == sqlite.Int:
		if n, ok := product(a.Int, b.Int); ok {
			return sqlite.IntValue(n), nil
		}
	case a.Kind != sqlite.Text && b.Kind != sqlite.Text:
		x, ok := scaled(floatOf(a))
		y, ok2 := scaled(floatOf(b))
		if n, fits := product(x, y); ok && ok2 && fits && n <= maxExact && n >= -maxExact {
			return sqlite.FloatValue(float64(n) / (million * million)), nil
		}
	}
	d, ok := exactly(a)
	e, ok2 := exactly(b)
	if !ok || !ok2 {
		return sqlite.FloatValue(floatOf(a) * floatOf(b)), nil
	}
	d.mul(e)
	return d.result(isWhole(a) && isWhole(b)), nil
}

// product is a × b, if it fits.
func product(a, b int64) (int64, bool) {
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	if hi != 0 || lo >= 1<<63 {
		return 0, false
	}
	return a * b, true
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}
