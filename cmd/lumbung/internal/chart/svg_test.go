package chart

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"
)

// parse walks an SVG as strict XML and gives its ids and its texts.
func parse(t *testing.T, svg []byte) (ids, texts []string) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(svg))
	inside := false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return ids, texts
		}
		if err != nil {
			t.Fatalf("not XML: %v", err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			inside = token.Name.Local == "text" || token.Name.Local == "title" || token.Name.Local == "desc"
			for _, a := range token.Attr {
				if a.Name.Local == "id" {
					ids = append(ids, a.Value)
				}
			}
		case xml.CharData:
			if inside {
				texts = append(texts, string(token))
			}
		case xml.EndElement:
			inside = false
		}
	}
}

func TestHostileLabelsStayText(t *testing.T) {
	in := id(Input{Kind: Bars, Title: `</title><script>alert("1")</script>`, Desc: `a & b "c" 'd' ]]>`, Rows: []Row{
		row("<100", "1"), row(`"a" & 'b'`, "2"), row("\x00\x08bad\xff", "3"), row("</text>{{.}}", "4"), row("\ufffe", "5"),
	}})
	svg, _, err := Figure(&in, `x"y`, Column)
	if err != nil {
		t.Fatal(err)
	}
	_, texts := parse(t, svg)
	all := strings.Join(texts, "\n")
	for _, want := range []string{in.Title, in.Desc, "<100", `"a" & 'b'`, "\uFFFD\uFFFDbad\uFFFD", "</text>{{.}}"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q was not kept as text", want)
		}
	}
	if bytes.Contains(svg, []byte("<script")) {
		t.Error("a label became an element")
	}
}

func TestIdsAreUniqueAndBeginWithTheFigures(t *testing.T) {
	for _, c := range realCharts() {
		svg, _, err := Figure(&c.in, "fig", c.slot)
		if err != nil {
			t.Fatal(err)
		}
		ids, _ := parse(t, append(append([]byte("<div>"), svg...), "</div>"...))
		seen := map[string]bool{}
		for _, id := range ids {
			if seen[id] || !strings.HasPrefix(id, "fig-") {
				t.Errorf("%s: id %q twice, or without its figure's", c.name, id)
			}
			seen[id] = true
		}
		for _, reference := range regexp.MustCompile(`(?:url\(#|labelledby="|describedby=")([^")]+)`).FindAllSubmatch(svg, -1) {
			if !seen[string(reference[1])] {
				t.Errorf("%s: nothing has the id %q", c.name, reference[1])
			}
		}
	}
}

func TestInlineSVGHasNoStyleOfItsOwn(t *testing.T) {
	for _, c := range realCharts() {
		svg, _, err := Figure(&c.in, "fig", c.slot)
		if err != nil {
			t.Fatal(err)
		}
		for _, never := range []string{"<style", " style=", "href", "<script", "#fbf9f4", "var("} {
			if bytes.Contains(svg, []byte(never)) {
				t.Errorf("%s: inline SVG holds %q", c.name, never)
			}
		}
		for _, always := range []string{`role="img" aria-labelledby="fig-`, `<title id="fig-`, `<desc id="fig-`} {
			if bytes.Count(svg, []byte(always)) != len(c.slot.sizes()) {
				t.Errorf("%s: inline SVG lacks %q", c.name, always)
			}
		}
	}
}

func TestEveryClassIsInTheStylesheet(t *testing.T) {
	css := Stylesheet()
	for _, c := range realCharts() {
		svg, _, err := Figure(&c.in, "fig", c.slot)
		if err != nil {
			t.Fatal(err)
		}
		for _, class := range regexp.MustCompile(`class="([^"]+)"`).FindAllSubmatch(svg, -1) {
			for _, name := range strings.Fields(string(class[1])) {
				if !regexp.MustCompile(`\.` + name + `\b`).MatchString(css) {
					t.Errorf("%s: class %q has no rule", c.name, name)
				}
			}
		}
	}
}

func TestStandaloneNeedsNothingElse(t *testing.T) {
	for _, c := range realCharts() {
		for _, shape := range []Shape{Wide, Small} {
			svg, _, err := Standalone(&c.in, c.frame, shape)
			if err != nil {
				t.Fatal(err)
			}
			text := string(svg)
			_, texts := parse(t, svg)
			flat := strings.Join(strings.Fields(strings.Join(texts, " ")), " ") // no-break spaces too
			for _, want := range []string{c.frame.Sub, c.frame.Source} {
				if !strings.Contains(flat, want) {
					t.Errorf("%s: %q is not drawn in", c.name, want)
				}
			}
			rest := strings.Replace(text, `xmlns="http://www.w3.org/2000/svg"`, "", 1)
			for _, never := range []string{"var(", "http:", "https:", "@import", "href", "<script", "data-t", "@font-face"} {
				if strings.Contains(rest, never) {
					t.Errorf("%s: stand-alone SVG holds %q", c.name, never)
				}
			}
			if !strings.Contains(text, "@media (prefers-color-scheme:dark)") || !strings.Contains(text, `width="`) {
				t.Errorf("%s: no dark block, or no size", c.name)
			}
			if len(svg) > 10<<10 {
				t.Errorf("%s: %d bytes", c.name, len(svg))
			}
		}
	}
}

func TestSameChartSameBytes(t *testing.T) {
	for _, c := range realCharts() {
		first, _, _ := Figure(&c.in, "fig", c.slot)
		again, _, _ := Figure(&c.in, "fig", c.slot)
		if !bytes.Equal(first, again) {
			t.Errorf("%s differs from itself", c.name)
		}
	}
}

func TestDrawLeavesItsInputAlone(t *testing.T) {
	in := magnitudes()
	before := in.Rows[4].Cells[0]
	if _, err := Draw(&in, Half); err != nil {
		t.Fatal(err)
	}
	if in.Rows[4].Cells[0] != before {
		t.Error("drawing changed a cell")
	}
}

func TestMarksSayWhatTheyStandFor(t *testing.T) {
	in := performance()
	svg, _, err := Figure(&in, "kinerja", SideColumn)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`data-t="Ekonomi, Cukup: 4 Kube"`, `data-t="Sosial, Kurang: 3 Kube"`} {
		if !bytes.Contains(svg, []byte(want)) {
			t.Errorf("no mark with %s", want)
		}
	}
	if bytes.Contains(svg, []byte("Baik: 0")) {
		t.Error("a zero has no mark to say so")
	}
}

func TestNumbersAreWrittenToATenth(t *testing.T) {
	for n, want := range map[du]string{0: "0", 10: "1", 125: "12.5", -5: "-0.5", -30: "-3", 6800: "680"} {
		if got := css(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

func FuzzDraw(f *testing.F) {
	f.Add("Sosial", "3", "disembunyikan", uint8(0), uint8(0))
	f.Add("<100 & \"x\"", "-12.50", "", uint8(2), uint8(2))
	f.Add("a/b-c\u00a0d", "0.000", "x y", uint8(4), uint8(3))
	f.Add("ÀÁ字🙂", "58033", "-", uint8(6), uint8(1))
	f.Fuzz(func(t *testing.T, label, value, words string, kind, size uint8) {
		in := id(Input{Kind: Kind(kind % uint8(kindCount)), Title: "x" + label, Unit: words, Corner: label})
		switch in.Kind {
		case Stacked:
			in.Series = bandSeries[:2]
		case Paired, Panels:
			in.Series = []Series{{label, Before}, {words, After}}
		case Bands, DotRange:
			in.Strips = []Strip{{Label: label, Bands: bandsOf(7, 12, 17, 21), Score: &Cell{Value: value, Words: words}}}
		}
		for i, year := range []string{"2009", "2010-05", "2016"} {
			if in.Kind == Bands {
				break
			}
			r := Row{Label: label, Time: year, Lower: []string{"20", "25", "30"}[i], Upper: []string{"24", "29", "34"}[i]}
			for j := range max(1, len(in.Series)) {
				r.Cells = append(r.Cells, Cell{Value: value, Words: []string{"", words, ""}[(i+j)%3]})
			}
			in.Rows = append(in.Rows, r)
		}
		s, err := Draw(&in, Size(size%4))
		if err != nil {
			return
		}
		parse(t, s.SVG("fuzz"))
		for _, m := range s.marks {
			if m.shape == textShape && m.y > s.height {
				t.Errorf("%q lies below the drawing", m.text)
			}
		}
	})
}
