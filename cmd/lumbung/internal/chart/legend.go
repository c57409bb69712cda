package chart

const (
	swatch    = 12 * px
	swatchGap = 6 * px
	legendGap = 20 * px
)

// class of a series' or band's marks.
func (r Role) class() class {
	switch r {
	case Before:
		return before
	case Low:
		return low
	case Mid:
		return mid
	case High:
		return high
	}
	return after
}

// number is the style of a value at a series' mark: what came before steps back.
func (r Role) number() style {
	if r == Before {
		return t1 | second
	}
	return t1 | strong
}

// on is the tone of text inside a band.
func (r Role) on() style {
	switch r {
	case Mid:
		return onMid
	case High:
		return onHigh
	}
	return onLow
}

// line of a series over time.
func (r Role) line() class {
	if r == Before {
		return lineBefore
	}
	return lineAfter
}

// legend writes the series as swatch and name in their order, from left to right by
// their measured widths, and gives the height it took.
func (p *painter) legend(x, y du) du {
	st := t1 | strong
	top, left := y, x
	lead := p.form.lineHeight(st) + 2*px
	for _, s := range p.in.Series {
		names := p.form.wrap(st, s.Name, p.form.width-x-swatch-swatchGap)
		width := swatch + swatchGap + p.form.loose(st, names[0])
		if left > x && left+width > p.form.width {
			left, y = x, y+lead
		}
		p.rect(s.Role.class(), left, y+2*px, swatch, swatch)
		p.lines(st, start, left+swatch+swatchGap, p.form.baseline(st, y+8*px), names)
		y += p.form.lineHeight(st) * du(len(names)-1)
		left += width + legendGap
	}
	return y + lead - top
}

// corner writes what the row labels are in, beside the legend when there is a label
// column, on a line of its own when not. It gives the height that line took.
func (p *painter) corner(c *column, y du) du {
	text := p.in.Corner
	if text == "" {
		return 0
	}
	if !c.above && p.form.fit(t2, text)+labelGap <= c.x {
		p.text(t2, end, c.x-labelGap, p.form.baseline(t2, y+8*px), text)
		return 0
	}
	p.text(t2, start, 0, p.form.baseline(t2, y+8*px), text)
	return p.form.lineHeight(t2)
}
