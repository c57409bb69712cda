package catalog

import (
	"math/big"
	"testing"

	"lumbung/cmd/lumbung/internal/table"
)

func TestDecimalsAreComparedByTheirDigits(t *testing.T) {
	numbers := []string{"0", "-0.0", "0.50", "0.5", "-0.25", "9", "10", "-9", "-10", "10.01", "10.1", "12345678901234567890.5", "-12345678901234567890.5", "12345678901234567890.6"}
	for _, a := range numbers {
		for _, b := range numbers {
			x, _ := new(big.Rat).SetString(a)
			y, _ := new(big.Rat).SetString(b)
			if got, want := lessDecimal(a, b), x.Cmp(y) < 0; got != want {
				t.Errorf("%s < %s is %v", a, b, got)
			}
		}
	}
}

func TestExtentLeavesOutWhatIsNoNumber(t *testing.T) {
	tab := testTable([]table.Field{{Name: "n", Type: table.Number}}, []string{"NaN"}, []string{"3"}, []string{"-INF"}, []string{""}, []string{"[c]"}, []string{"-3.5"}, []string{"12"})
	if low, high := extent(tab, 0); low != "-3.5" || high != "12" {
		t.Errorf("%s to %s", low, high)
	}
	none := testTable([]table.Field{{Name: "n", Type: table.Number}}, []string{"NaN"}, []string{""})
	if low, high := extent(none, 0); low != "" || high != "" {
		t.Errorf("%q to %q", low, high)
	}
}

func TestSizesAreWrittenInUnitsOfAThousand(t *testing.T) {
	for n, want := range map[int64]string{0: "0 B", 999: "999 B", 1234: "1.2 kB", 2_500_000: "2.5 MB"} {
		if got := byteSize(n); got != want {
			t.Errorf("%d is %s, not %s", n, got, want)
		}
	}
}
