package catalog

import (
	"strconv"
	"strings"

	"lumbung/cmd/lumbung/internal/table"
)

// extent gives the least and the greatest published number of a column, in the digits it
// is published with; two empty texts for a column without numbers.
func extent(t *table.Table, col int) (low, high string) {
	for _, text := range t.Texts(col) {
		if !plainDecimal(text) {
			continue
		}
		if low == "" || lessDecimal(text, low) {
			low = text
		}
		if high == "" || lessDecimal(high, text) {
			high = text
		}
	}
	return low, high
}

// plainDecimal says whether a text is a number that can be compared: NaN and INF cannot.
func plainDecimal(s string) bool {
	if s == "" || s == "-" {
		return false
	}
	for i := 0; i < len(s); i++ {
		if (s[i] < '0' || s[i] > '9') && s[i] != '.' && (s[i] != '-' || i > 0) {
			return false
		}
	}
	return true
}

// lessDecimal compares two canonical decimals by their digits.
func lessDecimal(a, b string) bool {
	a, minusA := strings.CutPrefix(a, "-")
	b, minusB := strings.CutPrefix(b, "-")
	if minusA != minusB {
		return minusA && (strings.Trim(a, "0.") != "" || strings.Trim(b, "0.") != "")
	}
	if minusA {
		a, b = b, a
	}
	wholeA, fractionA, _ := strings.Cut(a, ".")
	wholeB, fractionB, _ := strings.Cut(b, ".")
	if len(wholeA) != len(wholeB) {
		return len(wholeA) < len(wholeB)
	}
	if wholeA != wholeB {
		return wholeA < wholeB
	}
	return strings.TrimRight(fractionA, "0") < strings.TrimRight(fractionB, "0")
}

// byteSize writes a size as schema.org wants it, in units of a thousand.
func byteSize(n int64) string {
	switch {
	case n < 1000:
		return strconv.FormatInt(n, 10) + " B"
	case n < 1000*1000:
		return strconv.FormatFloat(float64(n)/1000, 'f', 1, 64) + " kB"
	}
	return strconv.FormatFloat(float64(n)/(1000*1000), 'f', 1, 64) + " MB"
}
