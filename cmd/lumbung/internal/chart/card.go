package chart

import "lumbung/cmd/lumbung/internal/diag"

// CardText is what a social card says beside its chart.
type CardText struct {
	Kicker   string // what the page belongs to: "Kinerja Kube · Kupang, 2016"
	Headline string // the finding, or the page's title
	Body     string // one or two sentences, for cards without a chart
	Source   string // with n: "n = 10 Kube. Sumber: Iryani (2016), Tabel 9. Lumbung, CC BY 4.0"
}

const (
	cardWidth  = 1200
	cardHeight = 630
	cardMargin = 60
	cardRoom   = cardWidth - 2*cardMargin
)

// Card paints the picture that messengers and search pages show for a link, 1200 × 630.
// in may be nil. A chart too tall for the room the headline leaves is first drawn
// smaller; where even that is not enough, it is left out with a warning.
func Card(text CardText, in *Input) ([]byte, []Warning, error) {
	c := card{pixels{raster: newRaster(cardWidth, cardHeight, inkOf(tokBg).colour), num: 1, den: 1}}
	c.weaveBand(2)
	largest := 46
	if in == nil {
		largest = 62
	}
	top := c.head(text, largest)
	bottom := c.source(text.Source)
	if text.Body != "" {
		top = c.block(regular(), 30, 42, top+18, text.Body, tokInk2)
	}
	var warnings []Warning
	if in != nil {
		var err error
		if warnings, err = c.chart(in, top+30, bottom-20); err != nil {
			return nil, nil, err
		}
	}
	return c.encode(), append(warnings, c.typesetter.warnings()...), nil
}

type card struct{ pixels }

// head writes kicker and headline and gives the last baseline. The headline is set
// smaller until it takes three lines; it is never cut.
func (c *card) head(text CardText, size int) int {
	y := 88
	if text.Kicker != "" {
		y = c.block(regular(), 24, 32, y-32, text.Kicker, tokInk3)
	}
	for size > 28 && len(cardLines(heading(), size, text.Headline)) > 3 {
		size -= 4
	}
	return c.block(heading(), size, size*118/100, y+6, text.Headline, tokInk)
}

// block writes a paragraph below y and gives its last baseline.
func (c *card) block(f *face, size, lead, y int, text string, t token) int {
	for _, line := range cardLines(f, size, text) {
		y += lead
		c.typesetter.write(c.raster, f, size*sub, spot{cardMargin * sub, y * sub}, line, inkOf(t))
	}
	return y
}

// source writes the last lines from the bottom up and gives their top.
func (c *card) source(text string) int {
	lines := cardLines(regular(), 22, text)
	top := cardHeight - 36 - 30*len(lines)
	c.block(regular(), 22, 30, top, text, tokInk3)
	return top + 8
}

// cardLines breaks a text by the face it is set in.
func cardLines(f *face, size int, text string) []string {
	set := typeset{f, du(size) * px}
	return wrapBy(set, text, cardRoom*px)
}

// scales are the sizes a chart is tried at, in hundredths.
var scales = [...]int{175, 160, 145, 130, 120, 110, 100}

// chart draws the chart into the room between top and bottom, as large as it goes.
func (c *card) chart(in *Input, top, bottom int) ([]Warning, error) {
	for _, scale := range scales {
		f := Full.form()
		f.width = du(cardRoom*int(px)*100/scale) / px * px
		s, err := draw(in, f)
		if err != nil {
			return nil, err
		}
		_, height := s.Size()
		spare := bottom - top - height*scale/100
		if spare < 0 {
			continue
		}
		c.num, c.den, c.dx, c.dy = scale, 100*int(px), cardMargin, top+min(spare/3, 24)
		c.scene(s)
		return s.warnings, nil
	}
	return []Warning{{"chart-card", diag.Msg("the chart is too tall for a social card and was left out")}}, nil
}
