package chart

import "strings"

// A value arrives and is printed as canonical decimal text: "58033", "10.86", "-3".
// What has to be known of it beside its place on a scale (which is larger, is it
// whole, is it zero) is read from the text, exactly.

func isDecimal(s string) bool {
	s = strings.TrimPrefix(s, "-")
	whole, fraction, dot := strings.Cut(s, ".")
	return isDigits(whole) && (!dot || isDigits(fraction))
}

func isDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func isNegative(s string) bool { return s[0] == '-' && !isZero(s) }

func isZero(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= '1' && s[i] <= '9' {
			return false
		}
	}
	return true
}

func isWhole(s string) bool {
	_, fraction, dot := strings.Cut(s, ".")
	return !dot || isZero(fraction)
}

// compare orders two decimals: -1, 0 or +1.
func compare(a, b string) int {
	negA, negB := isNegative(a), isNegative(b)
	switch {
	case negA && negB:
		return -compareDigits(a[1:], b[1:])
	case negA:
		return -1
	case negB:
		return 1
	}
	return compareDigits(strings.TrimPrefix(a, "-"), strings.TrimPrefix(b, "-"))
}

func compareDigits(a, b string) int {
	wholeA, fractionA, _ := strings.Cut(a, ".")
	wholeB, fractionB, _ := strings.Cut(b, ".")
	wholeA, wholeB = strings.TrimLeft(wholeA, "0"), strings.TrimLeft(wholeB, "0")
	switch {
	case len(wholeA) < len(wholeB):
		return -1
	case len(wholeA) > len(wholeB):
		return 1
	case wholeA != wholeB:
		return strings.Compare(wholeA, wholeB)
	}
	return strings.Compare(strings.TrimRight(fractionA, "0"), strings.TrimRight(fractionB, "0"))
}

// step gives the distance of two decimals as decimal text (b - a), for a not above b.
// Both are brought to whole numbers of the finer one's last place, so that 0.1 wide
// classes are found equal.
func step(a, b string) (int64, int) {
	places := max(places(a), places(b))
	return scaled(b, places) - scaled(a, places), places
}

func places(s string) int {
	_, fraction, _ := strings.Cut(s, ".")
	return len(strings.TrimRight(fraction, "0"))
}

// scaled reads a decimal as a whole number of 10^-places.
func scaled(s string, places int) int64 {
	digits, negative := strings.CutPrefix(s, "-")
	whole, fraction, _ := strings.Cut(digits, ".")
	n := int64(0)
	for i := 0; i < len(whole); i++ {
		n = n*10 + int64(whole[i]-'0')
	}
	for i := 0; i < places; i++ {
		n *= 10
		if i < len(fraction) {
			n += int64(fraction[i] - '0')
		}
	}
	if negative {
		return -n
	}
	return n
}
