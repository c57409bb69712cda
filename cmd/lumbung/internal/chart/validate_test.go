package chart

import (
	"strings"
	"testing"
)

func TestWhatCannotBeDrawnHonestlyIsRefused(t *testing.T) {
	change := func(in Input, f func(*Input)) Input {
		f(&in)
		return in
	}
	class := func(lower, upper string) Row {
		r := row(lower+"–"+upper, "1")
		r.Lower, r.Upper = lower, upper
		return r
	}
	histogram := func(rows ...Row) Input { return id(Input{Kind: Histogram, Title: "x", Rows: rows}) }
	line := func(times ...string) Input {
		in := id(Input{Kind: Line, Title: "x"})
		for _, at := range times {
			r := row(at, "1")
			r.Time = at
			in.Rows = append(in.Rows, r)
		}
		return in
	}
	for _, c := range []struct {
		in   Input
		want string
	}{
		{Input{Title: "x"}, "a chart needs its words"},
		{id(Input{}), "a chart needs a title"},
		{id(Input{Title: "x", Kind: kindCount}), "unknown kind of chart"},
		{id(Input{Title: "x", Kind: Bars}), "there are no rows to draw"},
		{id(Input{Title: "x", Kind: Bands}), "a chart of kind bands needs bands"},
		{change(groupScores(), func(in *Input) { in.Rows = nil }), "there are no rows to draw"},
		{change(performance(), func(in *Input) { in.Series = bandSeries[:1] }), "a chart of kind stacked takes 2 to 3 series, this has 1"},
		{change(income(), func(in *Input) { in.Series = bandSeries }), "a chart of kind paired takes 2 series, this has 3"},
		{change(performance(), func(in *Input) { in.Series = []Series{{"Baik", High}, {"Cukup", Mid}, {"Kurang", Low}} }), `the bands of a stack go from low to high, "Cukup" is out of order`},
		{change(performance(), func(in *Input) { in.Series = []Series{{"A", After}, {"B", Low}, {"C", Mid}} }), `the bands of a stack go from low to high, "A" is out of order`},
		{change(regencies(), func(in *Input) { in.Series = append(in.Series, Series{Name: "Sabu"}) }), "a chart of kind panels takes 2 to 6 series, this has 7"},
		{change(performance(), func(in *Input) { in.Rows = []Row{row("Sosial", "3", "7")} }), `row "Sosial" has 2 values for 3 series`},
		{change(performance(), func(in *Input) { in.Rows = []Row{row("Sosial", "3", "7", "dua")} }), `"dua" in row "Sosial" is not a number`},
		{change(performance(), func(in *Input) { in.Rows = []Row{row("Sosial", "3", "7", "-1")} }), `a chart of kind stacked cannot show -1 (row "Sosial")`},
		{change(members(""), func(in *Input) { in.Rows[0].Cells[0].Value = strings.Repeat("9", 61) }), `the number in row "Jati Diri" has too many digits to draw`},
		{change(members(""), func(in *Input) { in.Limit = &Limit{"sepuluh", "x"} }), `the limit "sepuluh" is not a number`},
		{change(income(), func(in *Input) { in.Limit = &Limit{"10", "x"} }), "a chart of kind paired takes no limit"},
		{change(poverty(), func(in *Input) { in.From = "nol" }), `the start of the axis "nol" is not a number`},
		{line("2009"), "a line needs two points in time"},
		{line("2009", "2009-13"), `"2009-13" is not a year, a month or a day`},
		{line("2009", "2010", "2010"), `the times of a line must rise, "2010" comes after "2010"`},
		{histogram(class("20", "24"), class("25", "39")), `a histogram needs classes of equal width, "20–24" and "25–39" differ`},
		{histogram(class("20", "24"), class("30", "34")), `class "30–34" does not begin where "20–24" ends`},
		{histogram(class("20", ""), class("25", "29")), `class "20–" is open, but only the first and the last may be`},
		{histogram(class("20", "24"), class("", "29")), `class "–29" is open, but only the first and the last may be`},
		{histogram(class("20", "dua"), class("25", "29")), `class "20–dua" has an edge that is not a number of at most 9 digits`},
		{histogram(class("25", "20")), `class "25–20" ends before it begins`},
		{id(Input{Title: "x", Kind: Bands, Strips: []Strip{{Label: "S"}}}), `the strip "S" has no bands`},
		{id(Input{Title: "x", Kind: Bands, Strips: []Strip{{Label: "S", Bands: []Band{{"A", 5, 4, Low}}}}}), `the band "A" of "S" ends before it begins`},
		{id(Input{Title: "x", Kind: Bands, Strips: []Strip{{Label: "S", Bands: []Band{{"A", 1, 4, Low}, {"B", 6, 9, Mid}}}}}), `the band "B" of "S" does not begin where "A" ends`},
		{score(Value("22")), `the score 22 of "" lies outside 7 to 21`},
		{score(Value("tujuh")), `the score "tujuh" of "" is not a number`},
		{change(groupScores(), func(in *Input) { in.Rows[0].Cells[0] = Value("6.9") }), `the score 6.9 of "Kasih" lies outside 7 to 21`},
	} {
		_, err := Draw(&c.in, Full)
		if err == nil || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
		if _, _, err := Figure(&c.in, "x", Column); err == nil {
			t.Errorf("a figure was made: %s", c.want)
		}
		if _, _, err := Standalone(&c.in, Frame{}, Wide); err == nil {
			t.Errorf("a file was made: %s", c.want)
		}
		if _, _, err := PNG(&c.in, Frame{}); err == nil {
			t.Errorf("a picture was made: %s", c.want)
		}
		if _, _, err := Card(CardText{}, &c.in); err == nil {
			t.Errorf("a card was made: %s", c.want)
		}
	}
}

func TestClassesByEdgeAndByLastMemberAreBothHistograms(t *testing.T) {
	byEdge := id(Input{Kind: Histogram, Title: "x", Rows: []Row{row("0–0,1", "1"), row("0,1–0,2", "2"), row("0,2–0,3", "3")}})
	for i, edges := range [][2]string{{"0", "0.1"}, {"0.1", "0.2"}, {"0.20", "0.3"}} {
		byEdge.Rows[i].Lower, byEdge.Rows[i].Upper = edges[0], edges[1]
	}
	byMember := id(Input{Kind: Histogram, Title: "x", Rows: []Row{row("1–2", "1"), row("3–4", "2")}})
	for i, edges := range [][2]string{{"1", "2"}, {"3", "4"}} {
		byMember.Rows[i].Lower, byMember.Rows[i].Upper = edges[0], edges[1]
	}
	for name, c := range map[string]struct {
		in   Input
		last string
	}{"edge": {byEdge, "0.3"}, "member": {byMember, "5"}} {
		edges, err := c.in.classes()
		if err != nil || edges[len(edges)-1] != c.last {
			t.Errorf("%s: %v, %v", name, edges, err)
		}
	}
}
