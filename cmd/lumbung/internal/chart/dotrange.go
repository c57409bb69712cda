package chart

const (
	dotRadius = 4 * px
	dotPitch  = 24 * px
	dotGap    = 9 * px // from a dot's middle to its number
)

// dotRange draws several groups' scores as dots among the same bands. They are no bars,
// because the range does not begin at zero.
func (p *painter) dotRange() du {
	rows := p.in.Rows
	c := p.labelColumn(rows, p.labelShare())
	strip := &p.in.Strips[0]
	s := strip.cells(c.x, p.form.width)
	p.bandRects(strip, s, 0, -1)
	lines := p.wordLines(rows, p.form.width-c.x-valueGap)
	bands, y := p.rowBands(&c, lines, p.bandNames(strip, s, stripHeight, -1)+6*px)
	for i, r := range rows {
		bands[i].from, bands[i].to = p.dotText(s.from, s.at, r.Cells[0])
	}
	var edges []du
	for _, b := range strip.Bands[1:] {
		edges = append(edges, s.before(b.Min))
	}
	p.uprights(edges, bands)
	quiet := anyHighlight(rows)
	for i, r := range rows {
		p.label(&c, i, r, bands[i].top-p.labelHeight(&c, i), bands[i].bottom-bands[i].top)
		p.dotRow(barLook(r, quiet), s.from, s.to, s.at, bands[i], &rows[i])
	}
	return y + foot
}

// labelHeight is what a label above its row takes.
func (p *painter) labelHeight(c *column, i int) du {
	if !c.above {
		return 0
	}
	return p.form.lineHeight(t1)*du(len(c.lines[i])) + px
}

// rowBands gives the place of each row of dots, and the end of the last.
func (p *painter) rowBands(c *column, lines int, y du) ([]band, du) {
	bands := make([]band, len(c.lines))
	pitch := p.pitch(c, max(dotPitch, p.form.lineHeight(t2)*du(lines)), 0)
	for i := range bands {
		y += p.labelHeight(c, i)
		bands[i] = band{top: y, bottom: y + pitch}
		y += pitch
	}
	return bands, y
}

// dotRow draws one dot on its line with its number, or the words in their place.
func (p *painter) dotRow(look barStyle, from, to du, at func(string) du, b band, r *Row) {
	y, cell := (b.top+b.bottom)/2, r.Cells[0]
	if !cell.Present() {
		lines := p.form.wrap(t2, cell.Words, p.form.width-from-valueGap)
		first := y - p.form.lineHeight(t2)*du(len(lines)-1)/2
		p.lines(t2, start, from+valueGap, p.form.baseline(t2, first), lines)
		return
	}
	x := at(cell.Value)
	left, right := p.dotText(from, at, cell)
	p.dotLine(from, to, y, left, right)
	p.dot(look.class, x, y, dotRadius)
	p.tip(r, 0)
	a, textX := start, x+dotGap
	if left < x {
		a, textX = end, x-dotGap
	}
	p.text(look.text, a, textX, p.form.baseline(look.text, y), p.in.short(cell.Value))
}

// dotLine is a row's line, interrupted by its number.
func (p *painter) dotLine(from, to, y, left, right du) {
	if left-3*px > from {
		p.line(grid, from, y, left-3*px, y)
	}
	if right+3*px < to {
		p.line(grid, right+3*px, y, to, y)
	}
}

// dotText is the stretch a cell's text covers: the number behind its dot, before it at
// the right edge, or the words where there is no dot.
func (p *painter) dotText(from du, at func(string) du, cell Cell) (left, right du) {
	if !cell.Present() {
		widest := du(0)
		for _, l := range p.form.wrap(t2, cell.Words, p.form.width-from-valueGap) {
			widest = max(widest, p.form.fit(t2, l))
		}
		return from, from + valueGap + widest
	}
	x, wide := at(cell.Value), p.form.fit(t1|strong, p.in.short(cell.Value))
	if x+dotGap+wide > p.form.width {
		return x - dotGap - wide, x - dotGap
	}
	return x + dotGap, x + dotGap + wide
}
