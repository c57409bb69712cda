package chart

import "strings"

// span is a stretch of time in which no series has a value.
type span struct {
	from, to    du
	first, last int // rows
	words       string
	high        bool // the words stand at the top, the values being low
	beside      bool // the words do not fit inside
}

// gaps finds the spans without data. Each reaches half-way to the observations beside
// it: what is not known begins somewhere between.
func (p *painter) gaps(times []instant, t timeline) []span {
	var gaps []span
	for i := 0; i < len(p.in.Rows); i++ {
		if !absentRow(p.in.Rows[i]) {
			continue
		}
		g := span{first: i, last: i, words: p.in.Rows[i].Cells[0].Words, from: t.at(times[i]), to: t.to}
		for g.last+1 < len(p.in.Rows) && absentRow(p.in.Rows[g.last+1]) {
			g.last++
		}
		if i > 0 {
			g.from = (t.at(times[i-1]) + t.at(times[i])) / 2
		}
		if g.last+1 < len(times) {
			g.to = (t.at(times[g.last]) + t.at(times[g.last+1])) / 2
		}
		gaps = append(gaps, g)
		i = g.last
	}
	return gaps
}

func absentRow(r Row) bool {
	for _, c := range r.Cells {
		if c.Present() {
			return false
		}
	}
	return true
}

func (p *painter) shade(gaps []span, pl plot) {
	for i := range gaps {
		g := &gaps[i]
		p.rect(nodata, g.from, pl.values.to, max(g.to-g.from, px), pl.bottom-pl.values.to)
		lines := p.form.balance(t2, g.words, g.to-g.from-4*px)
		tall := p.form.lineHeight(t2) * du(len(lines))
		g.beside = brokenWords(lines, g.words) || tall > (pl.bottom-pl.values.to)/2-8*px || p.tooLoose(lines, g.to-g.from)
		g.high = p.nearby(g, pl) > (pl.bottom+pl.values.to)/2
	}
}

// tooLoose says whether a wider fallback font would carry the words out of the shade.
func (p *painter) tooLoose(lines []string, room du) bool {
	for _, l := range lines {
		if p.form.loose(t2, l) > room+6*px {
			return true
		}
	}
	return false
}

// nearby is the height of the values beside a gap that lie nearest the axis.
func (p *painter) nearby(g *span, pl plot) du {
	lowest := pl.values.to
	for _, row := range [...]int{g.first - 1, g.last + 1} {
		if row < 0 || row >= len(p.in.Rows) {
			continue
		}
		for _, cell := range p.in.Rows[row].Cells {
			if cell.Present() {
				lowest = max(lowest, pl.values.at(cell.Value))
			}
		}
	}
	return lowest
}

// gapWords writes the words inside their shade, away from the line.
func (p *painter) gapWords(gaps []span, pl plot) {
	for _, g := range gaps {
		if g.beside {
			continue
		}
		lines := p.form.balance(t2, g.words, g.to-g.from-4*px)
		y := pl.values.to + 8*px + p.form.size(t2)
		if !g.high {
			y = pl.bottom - 12*px - p.form.lineHeight(t2)*du(len(lines)-1)
		}
		p.lines(t2, middle, (g.from+g.to)/2, y, lines)
	}
}

// gapNotes writes under the chart the words that found no room in a gap, and those of
// a gap in only one of two series.
func (p *painter) gapNotes(gaps []span, y du) du {
	var notes []string
	for _, g := range gaps {
		if g.beside {
			notes = append(notes, p.rowSpan(g.first, g.last)+": "+g.words)
		}
	}
	if len(p.in.Series) > 1 {
		for _, r := range p.in.Rows {
			for i, cell := range r.Cells {
				if !cell.Present() && !absentRow(r) {
					notes = append(notes, p.in.Series[i].Name+", "+rowName(r)+": "+cell.Words)
				}
			}
		}
	}
	return p.noteLines(notes, y)
}

func (p *painter) noteLines(notes []string, y du) du {
	if len(notes) == 0 {
		return y
	}
	lines := p.form.wrap(t2, strings.Join(notes, "; "), p.form.safe(p.form.width))
	p.lines(t2, start, 0, y+6*px+p.form.size(t2), lines)
	return y + 6*px + p.form.lineHeight(t2)*du(len(lines))
}

func (p *painter) rowSpan(first, last int) string {
	if first == last {
		return rowName(p.in.Rows[first])
	}
	return rowName(p.in.Rows[first]) + " – " + rowName(p.in.Rows[last])
}

func rowName(r Row) string {
	if r.Label != "" {
		return r.Label
	}
	return r.Time
}

// ends labels the first and the last value of each series.
func (p *painter) ends(times []instant, t timeline, pl plot) {
	var taken []du // baselines of labels behind the last point
	for i := range max(1, len(p.in.Series)) {
		first, last := p.firstPresent(i), p.lastPresent(i)
		if first < 0 {
			continue
		}
		if first != last {
			p.firstLabel(i, first, t.at(times[first]), pl)
		}
		text := p.in.short(p.in.Rows[last].Cells[i].Value)
		x := t.at(times[last]) + lastGap
		y := p.form.baseline(t1, pl.values.at(p.in.Rows[last].Cells[i].Value)+half)
		for _, other := range taken {
			if apart := p.form.lineHeight(t1); y > other-apart && y < other+apart {
				y = other + apart
			}
		}
		taken = append(taken, y)
		p.text(p.role(i).number(), start, x, y, text)
	}
}

// firstLabel stands above the first point, or below when the line climbs from it; a
// grid line is not allowed to strike it through.
func (p *painter) firstLabel(series, row int, x du, pl plot) {
	value := p.in.Rows[row].Cells[series].Value
	y := pl.values.at(value) + half
	below := p.climbs(series, row) && y+22*px < pl.bottom
	base := y - 9*px
	if below {
		base = y + 9*px + p.form.size(t1)*72/100
	}
	capital := p.form.size(t1) * 72 / 100
	for i := range pl.ticks.count() {
		at := pl.values.at(pl.ticks.label(i)) + half
		switch {
		case base-capital-2*px < at && at < base+3*px && below:
			base = at + capital + 4*px
		case base-capital-2*px < at && at < base+3*px:
			base = at - 4*px
		}
	}
	p.text(p.role(series).number(), start, x-5*px, base, p.in.short(value))
}

func (p *painter) climbs(series, row int) bool {
	value := p.in.Rows[row].Cells[series].Value
	for _, r := range p.in.Rows[row+1:] {
		if cell := r.Cells[series]; cell.Present() {
			return compare(cell.Value, value) > 0
		}
	}
	return false
}
