package chart

import (
	"strconv"
	"strings"
	"testing"
)

// Numbers over the bars of a histogram need room; where they have none an axis takes their
// place, and the author is told.
func TestNumbersThatDoNotFitOverBarsAreToldOf(t *testing.T) {
	for digits, want := range map[int]bool{2: false, 9: true} {
		in := id(Input{Kind: Histogram, Title: "Umur"})
		for i := range 12 {
			r := row("x", strings.Repeat("7", digits))
			r.Lower, r.Upper = strconv.Itoa(10+5*i), strconv.Itoa(14+5*i)
			in.Rows = append(in.Rows, r)
		}
		_, warnings, err := Figure(&in, "x", Column)
		if err != nil {
			t.Fatal(err)
		}
		told := len(warnings) > 0
		if told != want {
			t.Errorf("%d digits: %v", digits, warnings)
		}
		for _, w := range warnings {
			if w.Rule != "chart-values" || !strings.Contains(w.String(), "do not fit over the bars") || w.Mend.Format == "" {
				t.Errorf("%d digits: %s: %s", digits, w.Rule, w)
			}
		}
	}
}
