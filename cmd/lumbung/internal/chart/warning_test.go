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

// A chart that grows takes room from the headline, and is left out only where the smallest
// leaves too little. What Lost says without painting is what the card then lacks.
func TestHeadlineGivesWayToTheChartBeforeTheChartGoes(t *testing.T) {
	text := CardText{Kicker: "Kube", Headline: "Sembilan dari sepuluh Kube berdiri sesudah tahun 2010, dan tidak satu pun di luar kota", Source: source}
	last, smaller, gone := largestHead, 0, 0
	for rows := 4; rows <= 24; rows++ {
		in := id(Input{Kind: Bars, Title: "Kube"})
		for range rows {
			in.Rows = append(in.Rows, row("Kube", "10"))
		}
		size, fits, err := headBeside(text, &in)
		if err != nil {
			t.Fatal(err)
		}
		lost, err := Lost(text, Frame{Source: source}, &in)
		if err != nil {
			t.Fatal(err)
		}
		_, painted, err := Card(text, &in)
		if err != nil || len(lost) != len(painted) || (len(painted) == 0) != fits {
			t.Errorf("%d rows: fits %v, told %v, painted with %v, %v", rows, fits, lost, painted, err)
		}
		switch {
		case !fits:
			gone++
			if len(lost) != 1 || lost[0].Rule != "chart-card" || lost[0].Mend.Format == "" {
				t.Errorf("%d rows: %v", rows, lost)
			}
		case gone > 0 || size > last:
			t.Errorf("%d rows: a headline of %d after one of %d", rows, size, last)
		case size < largestHead:
			smaller++
		}
		if fits {
			last = size
		}
	}
	if smaller == 0 || gone == 0 {
		t.Errorf("%d headlines are smaller, %d charts are gone", smaller, gone)
	}
}

func TestStrangeCharactersAreToldBeforeTheyArePainted(t *testing.T) {
	for label, want := range map[string]string{"paling sedikit 5": "", "≥ 5 字 ≥": `"≥字"`} {
		in := id(Input{Kind: Bars, Title: "x", Rows: []Row{row(label, "1")}})
		lost, err := Lost(CardText{Headline: "x", Source: source}, Frame{Heading: "x", Source: source}, &in)
		if err != nil || len(lost) > 1 || (len(lost) == 1) != (want != "") {
			t.Fatalf("%q: %v, %v", label, lost, err)
		}
		for _, w := range lost {
			if w.Rule != "chart-glyph" || !strings.Contains(w.String(), want) || w.Mend.Format == "" {
				t.Errorf("%q: %s", label, w)
			}
		}
	}
}
