package query

import (
	"math"
	"math/big"
	"strings"
	"sync"

	"lumbung/cmd/lumbung/internal/query/sqlite"
)

// functions are those of SQL that are ours: aggregates and arithmetic on decimals, and a
// LIKE that no pattern makes slow.
var functions = sync.OnceValue(func() []*sqlite.Function {
	return sqlite.Register([]*sqlite.Function{
		{Name: "sum", Args: 1, New: func() sqlite.Aggregate { return &sum{} }},
		{Name: "total", Args: 1, New: func() sqlite.Aggregate { return &total{} }},
		{Name: "avg", Args: 1, New: func() sqlite.Aggregate { return &avg{} }},
		{Name: "round", Args: 1, Call: roundNumber},
		{Name: "round", Args: 2, Call: roundNumber},
		{Name: "+", Args: 2, Call: plus},
		{Name: "-", Args: 2, Call: minus},
		{Name: "*", Args: 2, Call: times},
		{Name: "like", Args: 2, Call: like},
		{Name: "like", Args: 3, Call: like},
	})
})

// roundNumber is round(x) and round(x, places).
func roundNumber(args []sqlite.Value) (sqlite.Value, error) {
	x, places := number(args[0]), int64(0)
	if len(args) == 2 {
		n := number(args[1])
		if n.Kind == sqlite.Null {
			return n, nil
		}
		places = n.Int + int64(n.Float)
	}
	switch x.Kind {
	case sqlite.Int:
		return sqlite.FloatValue(float64(x.Int)), nil
	case sqlite.Float:
		return sqlite.FloatValue(round(x.Float, int(min(max(places, 0), 30)))), nil
	}
	return x, nil
}

// number reads a value as SQLite does where it needs a number: the digits that a text
// begins with, or 0. A text that is a whole number too large for SQL stays one.
func number(v sqlite.Value) sqlite.Value {
	if v.Kind != sqlite.Text || longNumber(v.Text) == sqlite.Int {
		return v
	}
	s := strings.TrimLeft(v.Text, " \t\r\n\f")
	s = s[:numberLength(s)]
	d, ok := parseDecimal(s)
	switch {
	case !ok:
		return sqlite.IntValue(0)
	case !strings.ContainsAny(s, ".eE") && d.coef.IsInt64():
		return sqlite.IntValue(d.coef.Int64())
	}
	return sqlite.FloatValue(d.float())
}

// numberLength is how much of the start of s is a number.
func numberLength(s string) int {
	i := 0
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		i++
	}
	whole := span(s[i:], isDigit)
	i += whole
	fraction := 0
	if i < len(s) && s[i] == '.' {
		fraction = span(s[i+1:], isDigit)
		i += 1 + fraction
	}
	if whole+fraction == 0 {
		return 0
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		j := i + 1
		if j < len(s) && (s[j] == '+' || s[j] == '-') {
			j++
		}
		if n := span(s[j:], isDigit); n > 0 {
			return j + n
		}
	}
	return i
}

// exactly gives a number as a decimal; ok is false for what is none.
func exactly(v sqlite.Value) (d *decimal, ok bool) {
	switch v.Kind {
	case sqlite.Int:
		return decimalOfInt(v.Int), true
	case sqlite.Float:
		return decimalOf(v.Float), !math.IsInf(v.Float, 0)
	}
	return parseDecimal(v.Text) // number has left only whole numbers as texts
}

// result gives a decimal as SQL has it: a whole number where all its parts were ones.
func (d *decimal) result(whole bool) sqlite.Value {
	if whole {
		return integer(new(big.Int).Set(&d.coef))
	}
	return sqlite.FloatValue(d.float())
}

func isWhole(v sqlite.Value) bool { return v.Kind != sqlite.Float }

func floatOf(v sqlite.Value) float64 {
	switch v.Kind {
	case sqlite.Int:
		return float64(v.Int)
	case sqlite.Float:
		return v.Float
	}
	d, _ := parseDecimal(v.Text)
	return d.float()
}
