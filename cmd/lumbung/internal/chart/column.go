package chart

// labelGap parts a row's label from the axis.
const labelGap = 9 * px

// column is where the labels of the rows stand: right-aligned in a column as wide as
// the widest, or each above its bar.
type column struct {
	above bool
	x     du // where the plot begins
	lines [][]string
	most  int // lines of the longest label
}

// labelColumn tries one line beside the bars, then two; where that would take more than
// share per cent of the width, labels go above. Narrow drawings go above first.
func (p *painter) labelColumn(rows []Row, share du) column {
	room := p.form.width * share / 100
	widest := du(0)
	for i := range rows {
		widest = max(widest, p.form.fit(labelStyle(rows[i]), rows[i].Label))
	}
	c := column{lines: make([][]string, len(rows)), most: 1}
	switch {
	case widest == 0:
		return c
	case widest+labelGap <= room:
		p.oneLine(rows, &c)
		c.x = widest + labelGap
	case p.form.narrow || !p.twoLines(rows, room-labelGap, &c):
		p.above(rows, &c)
	}
	return c
}

// labelStyle makes the row the page is about bold.
func labelStyle(r Row) style {
	if r.Highlight {
		return t1 | strong
	}
	return t1
}

func (p *painter) oneLine(rows []Row, c *column) {
	flat := make([]string, len(rows))
	for i := range rows {
		flat[i] = rows[i].Label
		c.lines[i] = flat[i : i+1]
	}
}

func (p *painter) twoLines(rows []Row, room du, c *column) bool {
	widest := du(0)
	for i := range rows {
		st := labelStyle(rows[i])
		c.lines[i] = p.form.balance(st, rows[i].Label, room)
		if len(c.lines[i]) > 2 || brokenWords(c.lines[i], rows[i].Label) {
			return false
		}
		for _, l := range c.lines[i] {
			widest = max(widest, p.form.fit(st, l))
		}
		c.most = max(c.most, len(c.lines[i]))
	}
	c.x = widest + labelGap
	return true
}

func (p *painter) above(rows []Row, c *column) {
	c.above, c.x, c.most = true, 0, 1
	for i := range rows {
		c.lines[i] = p.form.wrap(labelStyle(rows[i]), rows[i].Label, p.form.safe(p.form.width))
	}
}

// label writes a row's label for marks of the given height and gives where they begin:
// beside them and centred, or above.
func (p *painter) label(c *column, i int, r Row, y, height du) du {
	st := labelStyle(r)
	lines := c.lines[i]
	lead := p.form.lineHeight(st)
	if !c.above {
		if len(lines) > 0 {
			first := y + height/2 - lead*du(len(lines)-1)/2
			p.lines(st, end, c.x-labelGap, p.form.baseline(st, first), lines)
		}
		return y
	}
	p.lines(st, start, 0, y+p.form.size(st), lines)
	return y + lead*du(len(lines)) + px
}

// pitch is the distance of rows whose marks are this high, so that labels of two lines
// keep apart.
func (p *painter) pitch(c *column, height, gap du) du {
	if !c.above {
		height = max(height, p.form.lineHeight(t1)*du(c.most)-2*px)
	}
	return height + gap
}
