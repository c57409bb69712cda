package chart

import "slices"

// dots draws values by their order of magnitude: a dot a value on an axis where each
// grid line is ten times the one before. There are no bars, for their length would
// depend on where the axis happens to begin.
func (p *painter) dots() du {
	rows := p.logRows()
	share := p.labelShare()
	pairs := len(p.in.Series) > 1
	if pairs && p.form.narrow {
		share = 0 // two numbers a row need the width
	}
	c := p.labelColumn(rows, share)
	y := p.cornerLine(&c)
	if pairs {
		y += p.legend(c.x, y) + 4*px
	}
	s, found := p.logScale(c.x)
	lines := 1
	if !pairs {
		lines = p.wordLines(rows, p.form.width-c.x-valueGap)
	}
	bands, bottom := p.rowBands(&c, lines, y)
	for i, r := range rows {
		bands[i].from, bands[i].to = p.logText(s, r)
	}
	if found {
		p.uprights(s.places(), bands)
	}
	quiet := anyHighlight(rows)
	for i, r := range rows {
		p.label(&c, i, r, bands[i].top-p.labelHeight(&c, i), bands[i].bottom-bands[i].top)
		if pairs {
			p.dotPair(s, bands[i], r)
		} else {
			p.dotRow(barLook(r, quiet), s.from, s.to, s.at, bands[i], &rows[i])
		}
	}
	if found {
		p.line(axis, c.x, bottom+half, s.to, bottom+half)
		bottom = p.logAxis(s, c.x, bottom)
	}
	return p.noteLines(p.dotNotes(rows), bottom) + foot
}

// onLog says whether a log axis has a place for the value.
func onLog(c Cell) bool { return c.Present() && !isZero(c.Value) }

// logRows turns zeros into words: a log axis has no place for them.
func (p *painter) logRows() []Row {
	rows := slices.Clone(p.in.Rows)
	for i, r := range rows {
		rows[i].Cells = make([]Cell, len(r.Cells))
		for j, c := range r.Cells {
			if c.Present() && isZero(c.Value) {
				c = Absent(fill(p.in.Words.OffScale, "value", p.in.short(c.Value)))
			}
			rows[i].Cells[j] = c
		}
	}
	return rows
}

// logScale spans the values with whole powers of ten. found is false when there is no
// value such an axis could show.
func (p *painter) logScale(x du) (s logarithmic, found bool) {
	for _, r := range p.in.Rows {
		for _, cell := range r.Cells {
			if !onLog(cell) {
				continue
			}
			floor := magnitude(cell.Value)
			ceiling := floor
			if compare(cell.Value, powerOfTen(floor)) > 0 {
				ceiling++
			}
			if !found {
				s.lo, s.hi, found = floor, ceiling, true
			}
			s.lo, s.hi = min(s.lo, floor), max(s.hi, ceiling)
		}
	}
	if s.lo == s.hi {
		s.hi++
	}
	s.from = x
	s.to = x + p.logLength(s)
	if len(p.in.Series) > 1 {
		s.from += p.logLeft(s)
		s.to = s.from + p.logLength(s)
	}
	return s, found
}

// logLeft is the room that numbers before the left dot of a pair need beyond the axis.
func (p *painter) logLeft(s logarithmic) du {
	room := du(0)
	for _, r := range p.in.Rows {
		if left := leftOf(r); left >= 0 {
			cell := r.Cells[left]
			room = max(room, dotGap+p.form.fit(t1|strong, p.in.short(cell.Value))-(s.at(cell.Value)-s.from))
		}
	}
	return room
}

// leftOf is the cell of a pair whose number stands before its dot; -1 when the row has
// fewer than two dots.
func leftOf(r Row) int {
	switch {
	case len(r.Cells) < 2 || !onLog(r.Cells[0]) || !onLog(r.Cells[1]):
		return -1
	case compare(r.Cells[1].Value, r.Cells[0].Value) < 0:
		return 1
	}
	return 0
}

// logLength is how long the axis can be with every number still inside the drawing.
func (p *painter) logLength(s logarithmic) du {
	const unit = 1 << 14
	measure := logarithmic{s.lo, s.hi, 0, unit}
	length := p.form.width - s.from - px
	for _, r := range p.in.Rows {
		for i, cell := range r.Cells {
			if !onLog(cell) || i == leftOf(r) {
				continue
			}
			room := p.form.width - s.from - dotGap - p.form.fit(t1|strong, p.in.short(cell.Value))
			if at := measure.at(cell.Value); at > 0 {
				length = min(length, du(int64(room)*unit/int64(at)))
			}
		}
	}
	return length
}

func (s logarithmic) places() []du {
	var places []du
	for i := s.lo; i <= s.hi; i++ {
		places = append(places, s.at(powerOfTen(i)))
	}
	return places
}

// logText is the stretch of a row covered by text.
func (p *painter) logText(s logarithmic, r Row) (from, to du) {
	if len(r.Cells) == 1 {
		return p.dotText(s.from, s.at, r.Cells[0])
	}
	from, to = p.form.width, 0
	for i, cell := range r.Cells {
		if !onLog(cell) {
			continue
		}
		x, wide := s.at(cell.Value), p.form.fit(t1|strong, p.in.short(cell.Value))
		if i == leftOf(r) {
			from, to = min(from, x-dotGap-wide), max(to, x)
		} else {
			from, to = min(from, x), max(to, x+dotGap+wide)
		}
	}
	return from, to
}

// dotPair draws two values of a row and what parts them, each number on the outer side
// of its dot.
func (p *painter) dotPair(s logarithmic, b band, r Row) {
	y := (b.top + b.bottom) / 2
	left := leftOf(r)
	if left >= 0 {
		p.line(axis, s.at(r.Cells[left].Value), y, s.at(r.Cells[1-left].Value), y)
	}
	for i, cell := range r.Cells {
		if !onLog(cell) {
			continue
		}
		st := p.role(i).number()
		x := s.at(cell.Value)
		p.dot(p.role(i).class(), x, y, dotRadius)
		p.tip(&r, i)
		if i == left {
			p.text(st, end, x-dotGap, p.form.baseline(st, y), p.in.short(cell.Value))
		} else {
			p.text(st, start, x+dotGap, p.form.baseline(st, y), p.in.short(cell.Value))
		}
	}
}

// dotNotes says under a chart of two series which values have no dot, and why.
func (p *painter) dotNotes(rows []Row) []string {
	var notes []string
	if len(p.in.Series) < 2 {
		return nil
	}
	for _, r := range rows {
		for i, cell := range r.Cells {
			if !onLog(cell) {
				notes = append(notes, r.Label+", "+p.in.Series[i].Name+": "+cell.Words)
			}
		}
	}
	return notes
}

// logAxis labels the powers of ten, fewer where they would touch, and says what a grid
// line means.
func (p *painter) logAxis(s logarithmic, left, y du) du {
	base := y + 4*px + p.form.size(t2)
	free := left - 100*px
	for i := s.lo; i <= s.hi; i++ {
		text := p.in.short(powerOfTen(i))
		reach := p.form.loose(t2, text) / 2
		x := max(min(s.at(powerOfTen(i)), p.form.width-reach), reach)
		if x-reach < free {
			continue
		}
		p.text(t2, middle, x, base, text)
		free = x + reach + 6*px
	}
	y += 4*px + p.form.lineHeight(t2)
	lines := p.form.wrap(t2, p.in.Words.LogAxis, p.form.width-left)
	p.lines(t2, start, left, y+p.form.size(t2), lines)
	return y + p.form.lineHeight(t2)*du(len(lines))
}
