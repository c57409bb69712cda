package chart

import "strconv"

const (
	stripHeight = 12 * px
	stripGap    = 22 * px
	needleWidth = 3 * px
	needleReach = 6 * px // beyond the strip, above and below
)

// bands draws each strip: its bands as runs of whole numbers, names and ranges under
// them, and where there is a score, a needle with the number. With a score only the
// band it reached is coloured; without one the strip is the rubric itself.
func (p *painter) bands() du {
	c := p.stripColumn()
	y := du(0)
	for i := range p.in.Strips {
		if i > 0 {
			y += stripGap
		}
		y = p.strip(&c, i, y)
	}
	return y + foot
}

// stripColumn puts the labels beside the strips on a wide drawing, else above.
func (p *painter) stripColumn() column {
	rows := make([]Row, len(p.in.Strips))
	for i, s := range p.in.Strips {
		rows[i].Label = s.Label
	}
	if p.form.narrow {
		return p.labelColumn(rows, 0)
	}
	return p.labelColumn(rows, 36)
}

func (p *painter) strip(c *column, i int, y du) du {
	strip := &p.in.Strips[i]
	if c.above {
		p.lines(t2, start, 0, y+p.form.size(t2), c.lines[i])
		y += p.form.lineHeight(t2)*du(len(c.lines[i])) + 2*px
	}
	s := strip.cells(c.x, p.form.width)
	reached := -1
	if strip.Score != nil {
		y = p.scoreWords(strip, s, y)
		reached = strip.reached()
	}
	top := y
	if !c.above && len(c.lines[i]) > 0 {
		p.lines(t1, end, c.x-labelGap, p.form.baseline(t1, top+stripHeight/2), c.lines[i])
	}
	p.bandRects(strip, s, top, reached)
	if reached >= 0 {
		x := s.at(strip.Score.Value)
		p.rect(needle, x-needleWidth/2, top-needleReach, needleWidth, stripHeight+2*needleReach)
		p.marks[len(p.marks)-1].text = p.in.long(strip.Score.Value) + ", " + strip.Bands[reached].Name
	}
	bottom := p.bandNames(strip, s, top+stripHeight, reached)
	return max(bottom, top+p.form.lineHeight(t1)*du(len(c.lines[i])))
}

func (s *Strip) cells(from, to du) cells {
	return cells{s.Bands[0].Min, s.Bands[len(s.Bands)-1].Max, from, to}
}

// reached is the band a score lies in, -1 without a score. A mean between two bands
// (11.4) belongs to the cell it falls in.
func (s *Strip) reached() int {
	if !s.Score.Present() {
		return -1
	}
	at := s.cells(0, 10000*px)
	x := at.at(s.Score.Value)
	for i, b := range s.Bands {
		if x < at.before(b.Max+1) {
			return i
		}
	}
	return len(s.Bands) - 1
}

// scoreWords writes the number over the needle, or the words for an absent one, and
// gives the top of the strip.
func (p *painter) scoreWords(strip *Strip, s cells, y du) du {
	if !strip.Score.Present() {
		lines := p.form.wrap(t2, strip.Score.Words, p.form.width-s.from)
		p.lines(t2, start, s.from, y+p.form.size(t2), lines)
		return y + p.form.lineHeight(t2)*du(len(lines)) + 4*px
	}
	text := p.in.short(strip.Score.Value)
	reach := p.form.loose(t3, text) / 2
	x := max(min(s.at(strip.Score.Value), p.form.width-reach), s.from+reach)
	p.text(t3, middle, x, y+16*px, text)
	return y + 20*px + needleReach + px
}

func (p *painter) bandRects(strip *Strip, s cells, y du, reached int) {
	for i, b := range strip.Bands {
		from, to := strip.span(s, i)
		if reached >= 0 && reached != i {
			p.rect(off, from+half, y+half, to-from-px, stripHeight-px)
			continue
		}
		p.rect(b.Role.class(), from, y, to-from, stripHeight)
	}
}

// span is a band's place, a gap of page colour between neighbours.
func (s *Strip) span(c cells, i int) (from, to du) {
	from, to = c.before(s.Bands[i].Min), c.before(s.Bands[i].Max+1)
	if i > 0 {
		from += segmentGap / 2
	}
	if i < len(s.Bands)-1 {
		to -= segmentGap / 2
	}
	return from, to
}

// bandNames writes name and range under each band, or one below the other where a band
// is too narrow for them, and gives the end.
func (p *painter) bandNames(strip *Strip, s cells, y du, reached int) du {
	y += 5 * px
	if reached >= 0 {
		y += 3 * px
	}
	if p.bandsTooNarrow(strip, s) {
		return p.bandList(strip, s, y, reached)
	}
	for i := range strip.Bands {
		from, _ := strip.span(s, i)
		p.text(bandStyle(i, reached), start, from, y+p.form.size(t1), strip.Bands[i].Name)
		p.text(t2, start, from, y+p.form.lineHeight(t1)+p.form.size(t2), p.bandRange(strip.Bands[i]))
	}
	return y + p.form.lineHeight(t1) + p.form.lineHeight(t2)
}

func bandStyle(i, reached int) style {
	if reached >= 0 && reached != i {
		return t1 | second
	}
	return t1 | strong
}

func (p *painter) bandRange(b Band) string {
	return p.in.number(strconv.FormatInt(b.Min, 10)) + "–" + p.in.number(strconv.FormatInt(b.Max, 10))
}

func (p *painter) bandsTooNarrow(strip *Strip, s cells) bool {
	for i, b := range strip.Bands {
		from, to := strip.span(s, i)
		width := max(p.form.loose(t1|strong, b.Name), p.form.loose(t2, p.bandRange(b)))
		if width+3*px > to-from {
			return true
		}
	}
	return false
}

// bandList names the bands one below the other, each with its swatch.
func (p *painter) bandList(strip *Strip, s cells, y du, reached int) du {
	for i, b := range strip.Bands {
		role := b.Role.class()
		if reached >= 0 && reached != i {
			role = off
		}
		st := bandStyle(i, reached)
		lead := p.form.lineHeight(t1) + px
		p.rect(role, s.from, y+2*px, swatch, swatch)
		names := p.form.wrap(st, b.Name+" "+p.bandRange(b), p.form.width-s.from-swatch-swatchGap)
		p.lines(st, start, s.from+swatch+swatchGap, p.form.baseline(t1, y+8*px), names)
		y += lead * du(len(names))
	}
	return y
}
