package chart

const panelGap = 28 * px

// panel is one group's place: where its bars begin and how much width it has.
type panel struct{ x, width du }

// panels draws the same rows for several groups on one linear scale, so that 213 beside
// 58,033 looks like what it is. Side by side, a panel is as wide as its largest value
// asks; on a phone they stand below each other.
func (p *painter) panels() du {
	rows := p.in.Rows
	c := p.labelColumn(rows, p.labelShare())
	n := len(p.in.Series)
	for deep := 1; deep < n && !p.form.narrow && !c.above; deep++ {
		if places, length := p.sideBySide(c.x, (n+deep-1)/deep); length > 0 {
			return p.panelGrid(&c, places, length)
		}
	}
	length := p.panelDomain().longest(p.panelLabels(0, len(p.in.Series), p.form.width-c.x))
	return p.panelGrid(&c, []panel{{c.x, p.form.width - c.x}}, min(length, p.form.width-c.x-px))
}

func (p *painter) panelDomain() domain {
	d := domain{}
	for _, r := range p.in.Rows {
		for _, cell := range r.Cells {
			if cell.Present() {
				d.add(cell.Value)
			}
		}
	}
	return d
}

// panelLabels are the numbers of the series first…last-1 in a place of that width.
func (p *painter) panelLabels(first, last int, width du) []label {
	labels := make([]label, 0, len(p.in.Rows)*(last-first))
	for _, r := range p.in.Rows {
		for _, cell := range r.Cells[first:last] {
			if cell.Present() {
				labels = append(labels, label{cell.Value, width - valueGap - p.form.fit(t1|strong, p.in.short(cell.Value))})
			}
		}
	}
	return labels
}

// least is the width a panel needs for its name and the words in it, whatever its bars.
func (p *painter) leastPanel(i int) du {
	least := p.form.loose(t1|strong, p.in.Series[i].Name)
	for _, r := range p.in.Rows {
		if cell := r.Cells[i]; !cell.Present() {
			least = max(least, valueGap+p.form.fit(t2, cell.Words))
		}
	}
	return least
}

// sideBySide finds the longest common scale at which perRow panels share the width. The
// panels take what their bars, numbers and names need; the answer is 0 when the largest
// value would get less than a fifth of the plot.
func (p *painter) sideBySide(x du, perRow int) ([]panel, du) {
	d := p.panelDomain()
	room := p.form.width - x - panelGap*du(perRow-1)
	least := max(60*px, room/5)
	if !p.panelsFit(d, x, perRow, least) {
		return nil, 0
	}
	most := room
	for least < most {
		tried := (least + most + 1) / 2
		if p.panelsFit(d, x, perRow, tried) {
			least = tried
		} else {
			most = tried - 1
		}
	}
	return p.panelWidths(d, x, perRow, least), least
}

func (p *painter) panelsFit(d domain, x du, perRow int, length du) bool {
	places := p.panelWidths(d, x, perRow, length)
	last := places[len(places)-1]
	return last.x+last.width <= p.form.width
}

// panelWidths places the columns of panels when the largest value is length long.
func (p *painter) panelWidths(d domain, x du, perRow int, length du) []panel {
	s := linear{d.lo, d.hi, 0, length}
	places := make([]panel, perRow)
	for i := range p.in.Series {
		needed := p.leastPanel(i)
		for _, r := range p.in.Rows {
			if cell := r.Cells[i]; cell.Present() {
				needed = max(needed, max(px, s.at(cell.Value))+valueGap+p.form.fit(t1|strong, p.in.short(cell.Value)))
			}
		}
		places[i%perRow].width = max(places[i%perRow].width, needed)
	}
	for i := range places {
		places[i].x = x
		x += places[i].width + panelGap
	}
	return places
}

// panelGrid draws the panels line by line, len(places) to a line.
func (p *painter) panelGrid(c *column, places []panel, length du) du {
	d := p.panelDomain()
	y := p.cornerLine(c)
	for first := 0; first < len(p.in.Series); first += len(places) {
		if first > 0 {
			y += 14 * px
		}
		y = p.panelLine(c, places, first, linear{d.lo, d.hi, 0, length}, y)
	}
	return y
}

// panelLine draws the panels from series first on, their names above and the row
// labels once, at the left.
func (p *painter) panelLine(c *column, places []panel, first int, s linear, y du) du {
	last := min(first+len(places), len(p.in.Series))
	y = p.panelNames(places, first, last, y)
	top := y
	lines := p.panelWordLines(places, first, last)
	pitch := p.pitch(c, max(barHeight, p.form.lineHeight(t2)*du(lines)), barGap)
	quiet := anyHighlight(p.in.Rows)
	for i, r := range p.in.Rows {
		barY := p.label(c, i, r, y, pitch-barGap)
		for j := first; j < last; j++ {
			at := places[j-first].x
			p.bar(barLook(r, quiet), linear{s.lo, s.hi, at, at + s.to}, barY+p.slack(c, pitch), barHeight, &p.in.Rows[i], j)
			if c.above {
				p.line(axis, at-half, barY, at-half, barY+barHeight)
			}
		}
		if c.above {
			y = barY + pitch - barGap + barGapAbove
		} else {
			y += pitch
		}
	}
	if c.above {
		return y - barGapAbove + foot
	}
	y += -barGap + foot
	for j := first; j < last; j++ {
		p.line(axis, places[j-first].x-half, top-foot, places[j-first].x-half, y)
	}
	return y
}

func (p *painter) panelNames(places []panel, first, last int, y du) du {
	lead := p.form.lineHeight(t1)
	most := 1
	for j := first; j < last; j++ {
		names := p.form.wrap(t1|strong, p.in.Series[j].Name, p.form.safe(p.form.width-places[j-first].x)+px)
		p.lines(t1|strong, start, places[j-first].x, y+p.form.size(t1), names)
		most = max(most, len(names))
	}
	return y + lead*du(most) + 6*px
}

func (p *painter) panelWordLines(places []panel, first, last int) int {
	most := 1
	for _, r := range p.in.Rows {
		for j := first; j < last; j++ {
			if !r.Cells[j].Present() {
				most = max(most, len(p.form.wrap(t2, r.Cells[j].Words, p.form.width-places[j-first].x-valueGap)))
			}
		}
	}
	return most
}
