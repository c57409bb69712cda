package chart

import "strconv"

// timeAxis labels the time under the plot: years where there are years enough, else
// the rows themselves; fewer where they would touch. It gives the end of the labels.
func (p *painter) timeAxis(times []instant, t timeline, pl plot) du {
	y := pl.bottom + 6*px + p.form.size(t2)
	if (t.last-t.first)/perYear >= 2 {
		p.yearAxis(t, pl, y)
	} else {
		p.rowAxis(times, t, y)
	}
	return pl.bottom + 6*px + p.form.lineHeight(t2)
}

// yearAxis writes every year, or every second, fifth or tenth.
func (p *painter) yearAxis(t timeline, pl plot, y du) {
	first := (int(t.first) + perYear - 1) / perYear
	last := int(t.last) / perYear
	for _, every := range [...]int{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000} {
		begin := first
		if every > 2 {
			begin = (first + every - 1) / every * every
		}
		if t.at(instant((begin+every)*perYear))-t.at(instant(begin*perYear)) < p.form.loose(t2, "2000")+8*px {
			continue
		}
		for year := begin; year <= last; year += every {
			x := t.at(instant(year * perYear))
			p.line(axis, x, pl.bottom+px, x, pl.bottom+4*px)
			p.text(t2, middle, x, y, strconv.Itoa(year))
		}
		return
	}
}

// rowAxis writes the labels of the rows, leaving out those that would touch; the times
// of all are in the table.
func (p *painter) rowAxis(times []instant, t timeline, y du) {
	free := du(-1 << 20)
	for i, r := range p.in.Rows {
		text := rowName(r)
		reach := p.form.loose(t2, text) / 2
		x := max(min(t.at(times[i]), p.form.width-reach), reach)
		if x-reach < free {
			continue
		}
		p.text(t2, middle, x, y, text)
		free = x + reach + 8*px
	}
}

// axisStart says where the value axis begins when that is not zero.
func (p *painter) axisStart(y du) du {
	if p.in.From == "" || isZero(p.in.From) {
		return y
	}
	text := fill(p.in.Words.AxisStart, "value", p.in.short(p.in.From))
	return p.noteLines([]string{text}, y)
}
