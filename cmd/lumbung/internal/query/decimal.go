package query

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"lumbung/cmd/lumbung/internal/query/sqlite"
)

// A floating point number stands for the shortest decimal that is nearest to it: that is
// what was written in the data, up to 15 digits. Most have at most six decimals; scaled
// gives those as whole millionths, which can be added and compared exactly and quickly.

const million = 1_000_000

// maxExact is the largest whole number up to which a float64 has them all.
const maxExact = 1 << 53

// scaled gives x in millionths, if it is a whole number of them.
func scaled(x float64) (n int64, ok bool) {
	r := math.Round(x * million)
	if math.Abs(r) > maxExact || r/million != x {
		return 0, false
	}
	return int64(r), true
}

// unscaled is the number nearest to n millionths.
func unscaled(n int64) float64 { return float64(n) / million }

// decimal is coef × 10^-places, exactly.
type decimal struct {
	coef   big.Int
	places int
}

// decimalOf is the decimal that a number stands for.
func decimalOf(x float64) *decimal {
	d, _ := parseDecimal(strconv.FormatFloat(x, 'e', -1, 64))
	return d
}

func decimalOfInt(n int64) *decimal {
	d := &decimal{}
	d.coef.SetInt64(n)
	return d
}

// parseDecimal reads digits with a sign, a point and an exponent, and nothing else.
func parseDecimal(s string) (*decimal, bool) {
	mantissa, exponent, scientific := strings.Cut(strings.ToLower(s), "e")
	d := &decimal{}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	if strings.Trim(strings.TrimLeft(whole, "+-"), "0123456789") != "" || strings.Trim(fraction, "0123456789") != "" {
		return d, false
	}
	if _, ok := d.coef.SetString(whole+fraction, 10); !ok {
		return d, false
	}
	d.places = len(fraction)
	if scientific {
		n, err := strconv.Atoi(exponent)
		if err != nil || n > maxExponent || n < -maxExponent {
			return d, false
		}
		d.places -= n
	}
	return d, true
}

// maxExponent is beyond what a float64 reaches.
const maxExponent = 400

// scaleTo gives the coefficient at more places.
func (d *decimal) scaleTo(places int) *big.Int {
	factor := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places-d.places)), nil)
	return factor.Mul(factor, &d.coef)
}

// add makes d the sum of itself and sign × e.
func (d *decimal) add(e *decimal, sign int64) {
	places := max(d.places, e.places)
	other := e.scaleTo(places)
	other.Mul(other, big.NewInt(sign))
	d.coef.Add(d.scaleTo(places), other)
	d.places = places
}

func (d *decimal) mul(e *decimal) {
	d.coef.Mul(&d.coef, &e.coef)
	d.places += e.places
}

// rat gives the decimal as a fraction.
func (d *decimal) rat() *big.Rat {
	if d.places <= 0 {
		return new(big.Rat).SetInt(d.scaleTo(0))
	}
	return new(big.Rat).SetFrac(&d.coef, new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(d.places)), nil))
}

// float is the number nearest to the decimal.
func (d *decimal) float() float64 {
	x, _ := strconv.ParseFloat(d.coef.String()+"e"+strconv.Itoa(-d.places), 64)
	return x
}

// integer gives a whole number as SQL has it: as a text when it is too large.
func integer(n *big.Int) sqlite.Value {
	if n.IsInt64() {
		return sqlite.IntValue(n.Int64())
	}
	return sqlite.TextValue(n.String())
}

// round gives the decimal nearest to x that has so many places, halves away from zero, as
// people round.
func round(x float64, places int) float64 {
	if n, ok := scaled(x); ok && places >= 0 && places <= 6 {
		unit := int64(math.Pow10(6 - places))
		half := unit / 2
		if n < 0 {
			half = -half
		}
		return float64((n+half)/unit) / math.Pow10(places)
	}
	if math.IsInf(x, 0) || math.Abs(x) >= maxExact {
		return x
	}
	d, _ := parseDecimal(strconv.FormatFloat(x, 'e', surely-1, 64))
	if d.places <= places {
		return d.float()
	}
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(d.places-places)), nil)
	half := new(big.Int).Rsh(unit, 1)
	if d.coef.Sign() < 0 {
		half.Neg(half)
	}
	d.coef.Quo(half.Add(half, &d.coef), unit)
	d.places = places
	return d.float()
}

// surely is how many digits of a float64 are those of the decimal it was computed for.
const surely = 15

// shortest is the shortest decimal that a number can have been read from.
func shortest(x float64) string { return plain(strconv.FormatFloat(x, 'e', -1, 64)) }

// plainText is a computed value as canonical text: floating point noise is not in it.
func plainText(v sqlite.Value) string {
	switch v.Kind {
	case sqlite.Int:
		return strconv.FormatInt(v.Int, 10)
	case sqlite.Float:
		return plain(strconv.FormatFloat(v.Float, 'e', surely-1, 64))
	}
	return v.Text
}

// plain writes what is d.ddde±xx without an exponent and without zeros at its end.
func plain(s string) string {
	mantissa, exponent, ok := strings.Cut(s, "e")
	if !ok {
		return map[string]string{"+Inf": "INF", "-Inf": "-INF"}[s]
	}
	sign := ""
	if mantissa[0] == '-' {
		sign, mantissa = "-", mantissa[1:]
	}
	digits := strings.TrimRight(strings.Replace(mantissa, ".", "", 1), "0")
	if digits == "" {
		return "0"
	}
	n, _ := strconv.Atoi(exponent)
	point := n + 1 // where it stands in digits
	switch {
	case point <= 0:
		return sign + "0." + strings.Repeat("0", -point) + digits
	case point >= len(digits):
		return sign + digits + strings.Repeat("0", point-len(digits))
	}
	return sign + digits[:point] + "." + digits[point:]
}

// longNumber says of which kind a text is: a whole number that is a text only because it
// is too large for SQL counts as a number.
func longNumber(s string) sqlite.Kind {
	digits := strings.TrimPrefix(s, "-")
	if len(digits) < 19 || strings.Trim(digits, "0123456789") != "" || digits[0] == '0' {
		return sqlite.Text
	}
	if _, err := strconv.ParseInt(s, 10, 64); err == nil {
		return sqlite.Text
	}
	return sqlite.Int
}
