package chart

import "lumbung/cmd/lumbung/internal/diag"

// CardText is what a social card says beside its chart.
type CardText struct {
	Kicker   string // what the page belongs to: "Kinerja Kube · Kupang, 2016"
	Headline string // the finding, or the page's title
	Body     string // one or two sentences, which a large chart leaves no room for
	Source   string // with n: "n = 10 Kube. Sumber: Iryani (2016), Tabel 9. Lumbung, CC BY 4.0"
}

const (
	cardWidth  = 1200
	cardHeight = 630
	cardMargin = 60
	cardRoom   = cardWidth - 2*cardMargin

	largestHead  = 46 // of a card with a chart
	smallestHead = 28
)

// Card paints the picture that messengers and search pages show for a link, 1200 × 630.
// in may be nil. A chart too tall for the room that the headline leaves is first drawn
// smaller, then the headline is set smaller; where even that is not enough, the chart is left
// out with a warning.
func Card(text CardText, in *Input) ([]byte, []Warning, error) {
	c := card{pixels{raster: newRaster(cardWidth, cardHeight, inkOf(tokBg).colour), num: 1, den: 1}}
	c.weaveBand(2)
	bottom := c.source(text.Source)
	largest := 62
	if in != nil {
		var err error
		if largest, _, err = headBeside(text, in); err != nil {
			return nil, nil, err
		}
	}
	top := c.head(text, largest)
	plan := cardPlan{body: text.Body}
	if in != nil {
		var err error
		if plan, err = planCard(in, text.Body, bottom-top); err != nil {
			return nil, nil, err
		}
	}
	if plan.body != "" {
		top = c.block(regular(), bodySize, bodyLead, top+bodyGap, plan.body, tokInk2)
	}
	if in == nil {
		return c.encode(), c.typesetter.warnings(), nil
	}
	warnings := c.chart(plan, top+chartGap, bottom-chartFoot)
	return c.encode(), append(warnings, c.typesetter.warnings()...), nil
}

const (
	bodySize  = 30
	bodyLead  = 42
	bodyGap   = 18 // from the headline
	chartGap  = 30 // from the text above
	chartFoot = 20 // to the source
)

// cardPlan is what there is room for under the headline.
type cardPlan struct {
	body  string
	scene *Scene // nil: no room
	scale int    // in hundredths
}

// legible is the least scale at which a chart's own words can be read in a preview the
// size of a thumb: for it the sentences give way.
const legible = 130

// planCard gives the chart as much of the room as the sentences leave, or all of it.
func planCard(in *Input, body string, room int) (cardPlan, error) {
	room -= chartGap + chartFoot
	plan := cardPlan{body: body}
	rooms := []int{room}
	if body != "" {
		rooms = []int{room - bodyGap - bodyLead*len(cardLines(regular(), bodySize, body)), room}
	}
	for i, room := range rooms {
		s, scale, err := fitCard(in, room)
		if err != nil {
			return plan, err
		}
		if scale > plan.scale {
			plan.scene, plan.scale = s, scale
			if i > 0 {
				plan.body = ""
			}
		}
		if scale >= legible {
			break
		}
	}
	return plan, nil
}

type card struct{ pixels }

// head writes kicker and headline and gives the last baseline. The headline is set
// smaller until it takes three lines; it is never cut.
func (c *card) head(text CardText, size int) int {
	y := 88
	if text.Kicker != "" {
		y = c.block(regular(), 24, 32, y-32, text.Kicker, tokInk3)
	}
	for size > smallestHead && len(cardLines(heading(), size, text.Headline)) > 3 {
		size -= 4
	}
	return c.block(heading(), size, size*118/100, y+6, text.Headline, tokInk)
}

// headBeside is how large a headline may be that leaves room for the chart: it gives way before
// the chart does. Where no size leaves enough, the chart does not fit.
func headBeside(text CardText, in *Input) (size int, fits bool, err error) {
	var c card // without pixels: it is only measured
	bottom := c.source(text.Source)
	for size := largestHead; size >= smallestHead; size -= 4 {
		s, err := sceneAt(in, scales[len(scales)-1], bottom-c.head(text, size)-chartGap-chartFoot)
		if s != nil || err != nil {
			return size, s != nil, err
		}
	}
	return largestHead, false, nil
}

// block writes a paragraph below y and gives its last baseline.
func (c *card) block(f *face, size, lead, y int, text string, t token) int {
	for _, line := range cardLines(f, size, text) {
		y += lead
		if c.raster == nil {
			continue // it is only measured
		}
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

// fitCard draws the chart as large as a height allows; its scale is 0 where none does.
func fitCard(in *Input, room int) (*Scene, int, error) {
	for _, scale := range scales {
		if s, err := sceneAt(in, scale, room); s != nil || err != nil {
			return s, scale, err
		}
	}
	return nil, 0, nil
}

// sceneAt draws the chart at a scale; nil where the room is too low for it.
func sceneAt(in *Input, scale, room int) (*Scene, error) {
	f := Full.form()
	f.width = du(cardRoom*int(px)*100/scale) / px * px
	s, err := draw(in, f)
	if err != nil {
		return nil, err
	}
	if _, height := s.Size(); height*scale/100 > room {
		return nil, nil
	}
	return s, nil
}

var tooTall = Warning{"chart-card", diag.Msg("the chart is too tall for a social card and was left out"),
	diag.Msg("show fewer rows, or part it into two charts")}

// chart paints the chart between top and bottom.
func (c *card) chart(plan cardPlan, top, bottom int) []Warning {
	if plan.scene == nil {
		return []Warning{tooTall}
	}
	_, height := plan.scene.Size()
	spare := bottom - top - height*plan.scale/100
	c.num, c.den, c.dx, c.dy = plan.scale, 100*int(px), cardMargin, top+min(spare/3, 24)
	c.pixels.scene(plan.scene)
	return plan.scene.warnings
}
