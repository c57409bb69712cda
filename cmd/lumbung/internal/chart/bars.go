package chart

const (
	valueGap    = 6 * px // from the end of a bar to its number
	barHeight   = 17 * px
	barGap      = 8 * px
	barGapAbove = 10 * px // where labels stand above the bars
	foot        = 3 * px  // under the last row
)

// bars draws one bar a row, the number at its end. With a rule to compare with, a
// dashed line crosses the bars; with a highlighted row, the others step back.
func (p *painter) bars() du {
	rows := p.in.Rows
	c := p.labelColumn(rows, p.labelShare())
	y := p.cornerLine(&c)
	s := p.barScale(&c)
	room, _ := p.wordRoom(s)
	lines := p.wordLines(rows, room)
	top := y + p.limitRoom()
	y = top
	pitch := p.pitch(&c, max(barHeight, p.form.lineHeight(t2)*du(lines)), barGap)
	quiet := anyHighlight(rows)
	zero := s.atFloat(0)
	for i, r := range rows {
		barY := p.label(&c, i, r, y, pitch-barGap)
		p.bar(barLook(r, quiet), s, barY+p.slack(&c, pitch), barHeight, &rows[i], 0)
		if c.above {
			p.line(axis, zero-half, barY, zero-half, barY+barHeight)
			y = barY + pitch - barGap + barGapAbove
		} else {
			y += pitch
		}
	}
	if !c.above {
		y += -barGap + foot
		p.line(axis, zero-half, top-foot, zero-half, y)
	} else {
		y += -barGapAbove + foot
	}
	p.limit(s, &c, top, y)
	return y
}

// labelShare is how many per cent of the width labels beside bars may take.
func (p *painter) labelShare() du {
	if p.form.narrow {
		return 48
	}
	return 42
}

func (p *painter) cornerLine(c *column) du {
	if p.in.Corner == "" {
		return 0
	}
	if h := p.corner(c, 0); h > 0 {
		return h
	}
	return p.form.lineHeight(t2)
}

// slack centres a bar in a row made higher by a label of two lines.
func (p *painter) slack(c *column, pitch du) du {
	if c.above {
		return 0
	}
	return (pitch - barGap - barHeight) / 2
}

func anyHighlight(rows []Row) bool {
	for _, r := range rows {
		if r.Highlight {
			return true
		}
	}
	return false
}

// limitRoom is the height of the words above the limit line.
func (p *painter) limitRoom() du {
	if p.in.Limit == nil {
		return 0
	}
	return p.form.lineHeight(t2)*du(len(p.limitWords())) + 4*px
}

func (p *painter) limitWords() []string {
	return p.form.balance(t2, p.in.Limit.Label, p.form.safe(p.form.width))
}

func (p *painter) limit(s linear, c *column, top, bottom du) {
	if p.in.Limit == nil {
		return
	}
	at := s.at(p.in.Limit.Value)
	words := p.limitWords()
	reach := du(0)
	for _, w := range words {
		reach = max(reach, p.form.loose(t2, w)/2)
	}
	x := max(min(at, p.form.width-reach), reach)
	y := top - 4*px - p.form.lineHeight(t2)*du(len(words)) + p.form.size(t2)
	p.lines(t2, middle, x, y, words)
	p.line(limit, at, top-5*px, at, bottom)
}
