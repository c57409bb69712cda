package chart

import (
	"fmt"
	"strings"
	"testing"
)

func TestTickStepsAreOneTwoOrFive(t *testing.T) {
	for _, c := range []struct {
		raw      float64
		mantissa int64
		exponent int
	}{
		{1, 1, 0}, {1.4, 1, 0}, {1.5, 2, 0}, {3.1, 2, 0}, {3.2, 5, 0}, {7, 5, 0}, {7.1, 1, 1}, {9.99, 1, 1},
		{0.15, 2, -1}, {0.05, 5, -2}, {1000, 1, 3}, {58033, 5, 4}, {0.001, 1, -3},
	} {
		if m, e := tickStep(c.raw); m != c.mantissa || e != c.exponent {
			t.Errorf("%v: %d × 10^%d, want %d × 10^%d", c.raw, m, e, c.mantissa, c.exponent)
		}
	}
}

func TestTicksCoverTheirSpanWithExactLabels(t *testing.T) {
	for _, c := range []struct {
		lo, hi float64
		most   int
		whole  bool
		want   string
	}{
		{0, 14.15, 6, false, "0 5 10 15"},
		{0, 14.15, 5, false, "0 5 10 15"},
		{0, 58033, 5, true, "0 20000 40000 60000"},
		{0, 0.3, 6, false, "0 0.1 0.2 0.3"},
		{0, 0.07, 6, false, "0 0.02 0.04 0.06 0.08"},
		{0, 1, 6, true, "0 1"},
		{0, 2, 5, true, "0 1 2"},
		{0, 11, 6, true, "0 5 10 15"},
		{0, 30, 6, true, "0 10 20 30"},
		{0, 0, 6, false, "0 0.2 0.4 0.6 0.8 1.0"},
		{-12.5, 1.4, 6, false, "-15 -10 -5 0 5"},
		{-0.25, 0.25, 6, false, "-0.4 -0.2 0 0.2 0.4"},
		{100, 131, 6, true, "100 110 120 130 140"},
	} {
		ticks := niceTicks(c.lo, c.hi, c.most, c.whole)
		labels := make([]string, ticks.count())
		for i := range labels {
			labels[i] = ticks.label(i)
		}
		if got := strings.Join(labels, " "); got != c.want {
			t.Errorf("%v to %v in at most %d: %s, want %s", c.lo, c.hi, c.most, got, c.want)
		}
	}
}

func TestTicksFromZeroAreFourToSixWideAndThreeToFiveNarrow(t *testing.T) {
	for hi := 1; hi < 5000; hi++ {
		if n := niceTicks(0, float64(hi)/10, 6, false).count(); n < 4 || n > 6 {
			t.Errorf("%d tenths: %d ticks in a wide drawing", hi, n)
		}
		if n := niceTicks(0, float64(hi)/10, 5, false).count(); n < 3 || n > 5 {
			t.Errorf("%d tenths: %d ticks in a narrow drawing", hi, n)
		}
	}
}

func TestDecimalsAreComparedByTheirDigits(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"2", "10", -1}, {"10", "9.99", 1}, {"1.50", "1.5", 0}, {"0", "-0", 0}, {"0", "-0.0", 0}, {"-2", "-10", 1}, {"-1", "1", -1},
		{"007", "7", 0}, {"9007199254740993", "9007199254740992", 1}, {"0.1", "0.10000000000000000000000001", -1},
	} {
		if got := compare(c.a, c.b); got != c.want {
			t.Errorf("compare(%s, %s) = %d, want %d", c.a, c.b, got, c.want)
		}
		if got := compare(c.b, c.a); got != -c.want {
			t.Errorf("compare(%s, %s) = %d, want %d", c.b, c.a, got, -c.want)
		}
	}
}

func TestOnlyPlainDecimalsAreValues(t *testing.T) {
	for _, s := range []string{"", "-", ".5", "5.", "1e3", "NaN", "58.033,1", "+1", "1 000", "0x1", "--1"} {
		if isDecimal(s) {
			t.Errorf("%q was taken for a number", s)
		}
	}
	for _, s := range []string{"0", "-0", "58033", "10.86", "-3.0"} {
		if !isDecimal(s) {
			t.Errorf("%q was refused", s)
		}
	}
}

func TestMagnitudeIsReadFromTheDigits(t *testing.T) {
	for value, want := range map[string]int{"1": 0, "9.99": 0, "10": 1, "1000": 3, "999": 2, "0.1": -1, "0.05": -2, "0010": 1, "58033": 4} {
		if got := magnitude(value); got != want {
			t.Errorf("%s: %d, want %d", value, got, want)
		}
	}
}

func TestPowersOfTenAreExactText(t *testing.T) {
	for n, want := range map[int]string{0: "1", 3: "1000", -1: "0.1", -4: "0.0001"} {
		if got := powerOfTen(n); got != want {
			t.Errorf("10^%d: %q, want %q", n, got, want)
		}
	}
}

func TestPanelsShareOneLinearScale(t *testing.T) {
	in := pmks()
	for _, size := range []Size{Full, Half, Narrow} {
		s, err := Draw(&in, size)
		if err != nil {
			t.Fatal(err)
		}
		perPixel := map[string]float64{}
		for _, m := range s.marks {
			if m.shape == rectShape && m.class == after && m.w > 100 {
				_, value, _ := strings.Cut(m.text, ": ")
				perPixel[m.text] = toFloat(strings.ReplaceAll(value, ".", "")) / float64(m.w)
			}
		}
		if len(perPixel) < 2 {
			t.Fatalf("bars %v", perPixel)
		}
		lowest, highest := 1e18, 0.0
		for _, v := range perPixel {
			lowest, highest = min(lowest, v), max(highest, v)
		}
		if highest/lowest > 1.02 {
			t.Errorf("size %d: panels have different scales: %v", size, perPixel)
		}
	}
}

func TestSmallestBarIsStillSeen(t *testing.T) {
	in := id(Input{Kind: Bars, Title: "58.033 di samping 1", Rows: []Row{row("Besar", "58033000"), row("Kecil", "1"), row("Nol", "0")}})
	s, err := Draw(&in, Narrow)
	if err != nil {
		t.Fatal(err)
	}
	var widths []du
	for _, m := range s.marks {
		if m.shape == rectShape {
			widths = append(widths, m.w)
		}
	}
	if len(widths) != 2 || widths[1] != px {
		t.Errorf("bars are %v wide: want the smallest one pixel, and none for zero", widths)
	}
}

func TestNeedleStandsInItsOwnCell(t *testing.T) {
	s := cells{7, 21, 0, 1500}
	for score, want := range map[string]du{"7": 50, "14": 750, "21": 1450, "11.5": 500} {
		if got := s.at(score); got != want {
			t.Errorf("score %s at %d, want %d", score, got, want)
		}
	}
	strip := Strip{Bands: bandsOf(7, 12, 17, 21)}
	for score, want := range map[string]int{"7": 0, "11": 0, "11.4": 0, "12": 1, "16": 1, "17": 2, "21": 2} {
		strip.Score = &Cell{Value: score}
		if got := strip.reached(); got != want {
			t.Errorf("score %s reaches band %d, want %d", score, got, want)
		}
	}
}

func TestPointsStandAtTheirTrueMonth(t *testing.T) {
	first, _ := parseInstant("2009")
	last, _ := parseInstant("2016-03")
	line := timeline{first, last, 0, 86 * 31 * 10}
	for iso, months := range map[string]int{"2009": 0, "2010": 12, "2013-03": 50, "2015-09": 80, "2016-03": 86} {
		at, err := parseInstant(iso)
		if err != nil {
			t.Fatal(err)
		}
		if got := line.at(at); got != du(months*31*10) {
			t.Errorf("%s at %d, want month %d", iso, got, months)
		}
	}
}

func TestTimesAreIsoOnly(t *testing.T) {
	for _, s := range []string{"", "09", "2009-13", "2009-00", "2009-1", "2009-01-32", "Maret 2009", "2009-01-01-01", "2009/2010"} {
		if _, err := parseInstant(s); err == nil {
			t.Errorf("%q was taken for a time", s)
		}
	}
}

func TestFillReplacesInOnePass(t *testing.T) {
	for _, c := range []struct{ phrase, want string }{
		{"{name}: {value}", "{value}: 7"}, {"{other} {name", "{other} {name"}, {"", ""}, {"{name}{name}", "{value}{value}"},
	} {
		if got := fill(c.phrase, "name", "{value}", "value", "7"); got != c.want {
			t.Errorf("%q: %q, want %q", c.phrase, got, c.want)
		}
	}
}

func ExampleParseKind() {
	kind, ok := ParseKind("stacked")
	fmt.Println(kind, ok)
	_, ok = ParseKind("pie")
	fmt.Println(ok)
	// Output:
	// stacked true
	// false
}
