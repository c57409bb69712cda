package chart

const (
	pairHeight = 14 * px
	pairStep   = 15 * px
	pairGap    = 8 * px
)

// paired draws two bars a row, the earlier above the later, each with its number:
// brackets keep their order, and a zero is written like any other value.
func (p *painter) paired() du {
	rows := p.in.Rows
	c := p.labelColumn(rows, p.labelShare())
	y := p.corner(&c, 0)
	y += p.legend(c.x, y) + 4*px
	s := p.pairScale(c.x)
	room := p.form.width - c.x - valueGap
	step := du(pairStep)
	if lines := p.wordLines(rows, room); lines > 1 {
		step = p.form.lineHeight(t2) * du(lines)
	}
	height := step + pairHeight
	pitch := p.pitch(&c, height, pairGap)
	top := y
	for i, r := range rows {
		barY := p.label(&c, i, r, y, pitch-pairGap)
		if !c.above {
			barY += (pitch - pairGap - height) / 2
		}
		for j, series := range p.in.Series {
			look := barStyle{series.Role.class(), series.Role.number()}
			p.bar(look, s, barY+step*du(j), pairHeight, &rows[i], j)
		}
		if c.above {
			p.line(axis, c.x-half, barY, c.x-half, barY+height)
			y = barY + height + barGapAbove
		} else {
			y += pitch
		}
	}
	if c.above {
		return y - barGapAbove + foot
	}
	y += -pairGap + foot
	p.line(axis, c.x-half, top-foot, c.x-half, y)
	return y
}

func (p *painter) pairScale(x du) linear {
	d := domain{}
	labels := make([]label, 0, 2*len(p.in.Rows))
	for _, r := range p.in.Rows {
		for _, cell := range r.Cells {
			if !cell.Present() {
				continue
			}
			d.add(cell.Value)
			room := p.form.width - x - valueGap - p.form.fit(t1|strong, p.in.short(cell.Value))
			labels = append(labels, label{cell.Value, room})
		}
	}
	return linear{d.lo, d.hi, x, x + min(p.form.width-x-px, d.longest(labels))}
}
