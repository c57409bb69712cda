package chart

// barStyle is a bar's class and the style of its number.
type barStyle struct {
	class class
	text  style
}

func barLook(r Row, quiet bool) barStyle {
	if quiet && !r.Highlight {
		return barStyle{before, t1 | second}
	}
	return barStyle{after, t1 | strong}
}

// barScale is as long as the numbers behind the bars allow.
func (p *painter) barScale(c *column) linear {
	d := domain{}
	left := du(0)
	for _, r := range p.in.Rows {
		if cell := r.Cells[0]; cell.Present() {
			d.add(cell.Value)
			if isNegative(cell.Value) {
				left = max(left, p.form.fit(t1|strong, p.in.short(cell.Value))+valueGap)
			}
		}
	}
	if p.in.Limit != nil {
		d.add(p.in.Limit.Value)
	}
	from := c.x + left
	return linear{d.lo, d.hi, from, from + min(p.form.width-from-px, d.longest(p.endLabels(from)))}
}

// endLabels are the numbers to the right of bars. One that would touch the limit line
// is moved behind it, so it may need room there too.
func (p *painter) endLabels(from du) []label {
	labels := make([]label, 0, 2*len(p.in.Rows))
	for _, r := range p.in.Rows {
		cell := r.Cells[0]
		if !cell.Present() || isNegative(cell.Value) {
			continue
		}
		room := p.form.width - from - valueGap - p.form.fit(t1|strong, p.in.short(cell.Value))
		labels = append(labels, label{cell.Value, room})
		if l := p.in.Limit; l != nil && compare(cell.Value, l.Value) < 0 {
			labels = append(labels, label{l.Value, room})
		}
	}
	return labels
}

// bar draws one bar from zero and its number, or the words in its place.
func (p *painter) bar(look barStyle, s linear, y, height du, r *Row, series int) {
	cell := r.Cells[series]
	zero := s.atFloat(0)
	if !cell.Present() {
		room, before := p.wordRoom(s)
		lines := p.form.wrap(t2, cell.Words, room)
		first := y + height/2 - p.form.lineHeight(t2)*du(len(lines)-1)/2
		if before {
			p.lines(t2, end, zero-valueGap, p.form.baseline(t2, first), lines)
		} else {
			p.lines(t2, start, zero+valueGap, p.form.baseline(t2, first), lines)
		}
		return
	}
	text := p.in.short(cell.Value)
	baseline := p.form.baseline(t1, y+height/2)
	tip := s.at(cell.Value)
	switch {
	case isZero(cell.Value):
		p.text(look.text, start, zero+valueGap, baseline, text)
	case isNegative(cell.Value):
		tip = min(tip, zero-px)
		p.rect(look.class, tip, y, zero-tip, height)
		p.tip(r, series)
		p.text(look.text, end, tip-valueGap, baseline, text)
	default:
		tip = max(tip, zero+px) // the smallest bar is still seen
		p.rect(look.class, zero, y, tip-zero, height)
		p.tip(r, series)
		p.text(look.text, start, p.clearOfLimit(s, tip+valueGap, look.text, text), baseline, text)
	}
}

// clearOfLimit moves a number that the limit line would cross behind the line.
func (p *painter) clearOfLimit(s linear, x du, st style, text string) du {
	if p.in.Limit == nil {
		return x
	}
	at := s.at(p.in.Limit.Value)
	if x-3*px < at && at < x+p.form.loose(st, text)+3*px {
		return at + 5*px
	}
	return x
}

// wordRoom is the width for words in the place of a bar: behind zero, or, where all bars
// go the other way and nothing is left there, before it.
func (p *painter) wordRoom(s linear) (room du, before bool) {
	zero := s.atFloat(0)
	room = p.form.width - zero - valueGap
	if left := zero - valueGap - s.from; left > room && room < p.form.width/4 {
		return left, true
	}
	return room, false
}

// wordLines is how many lines the longest words of an absent value need.
func (p *painter) wordLines(rows []Row, room du) int {
	most := 1
	for _, r := range rows {
		for _, cell := range r.Cells {
			if !cell.Present() {
				most = max(most, len(p.form.wrap(t2, cell.Words, room)))
			}
		}
	}
	return most
}
