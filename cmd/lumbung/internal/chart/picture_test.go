package chart

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/race"
)

func decode(t *testing.T, data []byte) *image.Paletted {
	t.Helper()
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	paletted, ok := picture.(*image.Paletted)
	if !ok {
		t.Fatalf("picture is %T, want a palette", picture)
	}
	return paletted
}

func TestPicturesAreSmallAndTheSameTwice(t *testing.T) {
	race.Without(t)
	for _, c := range realCharts() {
		first, _, err := PNG(&c.in, c.frame)
		if err != nil {
			t.Fatal(err)
		}
		again, _, _ := PNG(&c.in, c.frame)
		if !bytes.Equal(first, again) {
			t.Errorf("%s: two runs differ", c.name)
		}
		if len(first) > 100<<10 {
			t.Errorf("%s: %d bytes", c.name, len(first))
		}
		picture := decode(t, first)
		if picture.Bounds().Dx() != 1360 || len(picture.Palette) > 256 {
			t.Errorf("%s: %v with %d colours", c.name, picture.Bounds(), len(picture.Palette))
		}
	}
}

func TestPicturesShowTheColoursOfTheBands(t *testing.T) {
	in := performance()
	data, _, err := PNG(&in, Frame{Heading: "x", Source: source})
	if err != nil {
		t.Fatal(err)
	}
	picture := decode(t, data)
	counts := map[color.Color]int{}
	for y := range picture.Bounds().Dy() {
		for x := range picture.Bounds().Dx() {
			counts[picture.At(x, y)]++
		}
	}
	for _, tok := range []token{tokBg, tokLow, tokMid, tokHigh, tokInk} {
		c := inkOf(tok).colour
		if counts[color.RGBA{uint8(c >> 16), uint8(c >> 8), uint8(c), 255}] < 500 {
			t.Errorf("%s is missing from the picture", paints[tok].name)
		}
	}
}

func TestPaletteKeepsCommonColoursAndNearestOthers(t *testing.T) {
	r := newRaster(20, 20, 0xffffff)
	for i := range 300 {
		r.pix[i] = rgb(i * 3)
	}
	colours, index := r.palette()
	if len(colours) != 256 || colours[index[0xffffff]] != 0xffffff {
		t.Fatalf("%d colours, white is %x", len(colours), colours[index[0xffffff]])
	}
	for i := 1; i < len(colours); i++ {
		if colours[i-1] >= colours[i] {
			t.Fatal("the palette is not in order")
		}
	}
	for c, at := range index {
		if d := int(colours[at]) - int(c); d < -300 || d > 300 {
			t.Errorf("%x became %x", c, colours[at])
		}
	}
}

func TestCardsHoldTheirFormat(t *testing.T) {
	race.Without(t)
	for _, c := range realCharts() {
		card, warnings, err := Card(CardText{Kicker: "Kube · Kupang", Headline: c.frame.Heading, Source: "n = 10. " + source}, &c.in)
		if err != nil {
			t.Fatal(err)
		}
		again, _, _ := Card(CardText{Kicker: "Kube · Kupang", Headline: c.frame.Heading, Source: "n = 10. " + source}, &c.in)
		if !bytes.Equal(card, again) || len(card) > 150<<10 {
			t.Errorf("%s: %d bytes, or two runs differ", c.name, len(card))
		}
		if b := decode(t, card).Bounds(); b.Dx() != 1200 || b.Dy() != 630 {
			t.Errorf("%s: %v", c.name, b)
		}
		for _, w := range warnings {
			if w.Rule == "chart-card" && len(c.in.Rows) <= mostRead {
				t.Errorf("%s: %v", c.name, w)
			}
		}
	}
}

func TestCardWithoutAChart(t *testing.T) {
	data, warnings, err := Card(CardText{Kicker: "Cek klaim", Headline: "“Terjadi penurunan 40 persen pada responden berpenghasilan paling rendah”",
		Body: "Cocok dengan tabelnya: dari 45 menjadi 27 orang.", Source: source}, nil)
	if err != nil || len(warnings) > 0 {
		t.Fatal(err, warnings)
	}
	decode(t, data)
}

func TestCardLeavesOutAChartTooTallAndSaysSo(t *testing.T) {
	in := id(Input{Kind: Bars, Title: "Lima puluh Kube"})
	for range 50 {
		in.Rows = append(in.Rows, row("Kube", "10"))
	}
	_, warnings, err := Card(CardText{Headline: "Lima puluh Kube", Source: source}, &in)
	if err != nil || len(warnings) != 1 || warnings[0].Rule != "chart-card" {
		t.Errorf("%v, %v", warnings, err)
	}
}

// The sentences under a headline stay while the chart can still be read.
func TestSentencesOfACardGiveWayToItsChart(t *testing.T) {
	body := "Kube Sinar berdiri tahun 2008, beranggotakan 20 orang, dengan usaha kios, peternakan, dan tenun ikat di Kota Kupang."
	small, tall := performance(), members("Sinar")
	for _, c := range []struct {
		name string
		in   *Input
		room int
		body string
	}{{"small chart", &small, 420, body}, {"ten rows", &tall, 420, ""}, {"hardly any room", &small, 60, body}} {
		plan, err := planCard(c.in, body, c.room)
		if err != nil || plan.body != c.body {
			t.Errorf("%s: body %q, scale %d, %v", c.name, plan.body, plan.scale, err)
		}
	}
	with, _ := planCard(&tall, body, 420)
	without, _ := planCard(&tall, "", 420)
	if with.scale != without.scale || with.scale < legible {
		t.Errorf("the chart is drawn at %d, without sentences at %d", with.scale, without.scale)
	}
}

func TestHeadlineOfACardIsNeverCut(t *testing.T) {
	long := strings.Repeat("Lima dari sepuluh Kube berkinerja kurang dalam aspek ekonomi ", 4)
	c := card{pixels{raster: newRaster(cardWidth, cardHeight, 0xffffff), num: 1, den: 1}}
	if bottom := c.head(CardText{Kicker: "Kube", Headline: long}, 62); bottom > cardHeight-100 {
		t.Errorf("headline ends at %d", bottom)
	}
	for y := range cardHeight {
		for x := cardWidth - 30; x < cardWidth; x++ {
			if c.pix[y*cardWidth+x] != 0xffffff {
				t.Fatalf("headline leaves the margin at %d, %d", x, y)
			}
		}
	}
}

func TestUnknownCharactersAreBoxesWithAWarning(t *testing.T) {
	in := id(Input{Kind: Bars, Title: "x", Rows: []Row{row("≥ 5 字", "1")}})
	_, warnings, err := PNG(&in, Frame{Source: source})
	if err != nil || len(warnings) != 1 || warnings[0].Rule != "chart-glyph" || !strings.Contains(warnings[0].String(), "≥") {
		t.Errorf("%v, %v", warnings, err)
	}
}

func TestThickLinesCoverWhatTheyCross(t *testing.T) {
	r := newRaster(40, 40, 0)
	r.stroke([]spot{{5 * sub, 5 * sub}, {35 * sub, 35 * sub}}, 4*sub, ink{0xffffff, 255})
	for i := 6; i < 34; i++ {
		if r.pix[i*40+i] != 0xffffff {
			t.Fatalf("pixel %d on the line is %x", i, r.pix[i*40+i])
		}
	}
	if r.pix[5*40+20] != 0 || r.pix[38*40+38] != 0 {
		t.Error("the line reaches where it should not")
	}
}

func TestMotifIsMirrored(t *testing.T) {
	for _, line := range motif {
		for i := range len(line) {
			if line[i] != line[len(line)-1-i] {
				t.Fatalf("%q is not its own mirror", line)
			}
		}
	}
	for i := range motif {
		if motif[i] != motif[len(motif)-1-i] {
			t.Fatalf("line %d is not its mirror's", i)
		}
	}
}
