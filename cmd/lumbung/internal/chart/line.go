package chart

const (
	lineDot   = 3*px + half
	topRoom   = 22 * px // over the highest grid line, for a label
	axisGap   = 8 * px  // from the tick labels to the axis
	pointPad  = 10 * px // from the axis to the first point
	lastGap   = 8 * px  // from the last point to its label
	gridShort = 5 * px  // the grid ends this far behind the last point
)

// plot is the area of a chart with a value axis.
type plot struct {
	values linear // top is the smaller length
	ticks  ticks
	left   du // the axis
	right  du // end of the grid
	bottom du
}

// series draws one or two series over time: dots at their true month, a line where
// observations follow each other, a shaded span with words where there is none.
func (p *painter) series() (du, error) {
	times, err := p.in.instants()
	if err != nil {
		return 0, err
	}
	y := du(0)
	if len(p.in.Series) > 1 {
		y += p.legend(0, 0) + 2*px
	}
	if p.in.Unit != "" && p.in.Unit != "%" {
		p.text(t2, start, 0, y+p.form.size(t2), p.in.Unit)
		y += p.form.lineHeight(t2)
	}
	pl := p.linePlot(y)
	last := p.form.width - p.lastRoom()
	t := timeline{times[0], times[len(times)-1], pl.left + pointPad, last}
	pl.right = last + gridShort
	gaps := p.gaps(times, t)
	p.grid(pl)
	p.shade(gaps, pl)
	p.baseline(pl)
	for i := range max(1, len(p.in.Series)) {
		p.drawSeries(i, times, t, pl)
	}
	p.ends(times, t, pl)
	p.gapWords(gaps, pl)
	y = p.timeAxis(times, t, pl)
	y = p.axisStart(y)
	return p.gapNotes(gaps, y) + foot, nil
}

// linePlot fixes the value axis: from zero, or from where the author says, to a tick.
func (p *painter) linePlot(y du) plot {
	lo, hi, whole := toFloat(p.start()), toFloat(p.start()), isWhole(p.start())
	for _, r := range p.in.Rows {
		for _, cell := range r.Cells {
			if cell.Present() {
				v := toFloat(cell.Value)
				lo, hi, whole = min(lo, v), max(hi, v), whole && isWhole(cell.Value)
			}
		}
	}
	most, height := 6, 180*px
	if p.form.narrow {
		most, height = 5, 170*px
	}
	pl := plot{ticks: niceTicks(lo, hi, most, whole)}
	pl.bottom = y + topRoom + height
	first, last := pl.ticks.label(0), pl.ticks.label(pl.ticks.count()-1)
	pl.values = linear{toFloat(first), toFloat(last), pl.bottom, y + topRoom}
	for i := range pl.ticks.count() {
		pl.left = max(pl.left, p.form.fit(t2, p.tickText(pl, i)))
	}
	pl.left += axisGap
	return pl
}

func (p *painter) start() string {
	if p.in.From == "" {
		return "0"
	}
	return p.in.From
}

// tickText carries the per cent sign on the top tick only.
func (p *painter) tickText(pl plot, i int) string {
	if i == pl.ticks.count()-1 {
		return p.in.short(pl.ticks.label(i))
	}
	return p.in.number(pl.ticks.label(i))
}

// grid draws the ticks and their lines, but for the base line.
func (p *painter) grid(pl plot) {
	for i := range pl.ticks.count() {
		value := pl.ticks.label(i)
		y := pl.values.at(value) + half
		p.text(t2, end, pl.left-axisGap, p.form.baseline(t2, y), p.tickText(pl, i))
		if value != "0" {
			p.line(grid, pl.left, y, pl.right, y)
		}
	}
}

// baseline draws the line at zero. An axis that begins elsewhere has none.
func (p *painter) baseline(pl plot) {
	if y := pl.values.atFloat(0) + half; pl.values.lo <= 0 {
		p.line(axis, pl.left, y, pl.right, y)
	}
}

// lastRoom is what the labels behind the last points need, or half a year's under it.
func (p *painter) lastRoom() du {
	room := p.form.loose(t2, "2000") / 2
	for i := range max(1, len(p.in.Series)) {
		if last := p.lastPresent(i); last == len(p.in.Rows)-1 {
			text := p.in.short(p.in.Rows[last].Cells[i].Value)
			room = max(room, lastGap+p.form.fit(t1|strong, text))
		}
	}
	return room
}

func (p *painter) firstPresent(series int) int {
	for i, r := range p.in.Rows {
		if r.Cells[series].Present() {
			return i
		}
	}
	return -1
}

func (p *painter) lastPresent(series int) int {
	for i := len(p.in.Rows) - 1; i >= 0; i-- {
		if p.in.Rows[i].Cells[series].Present() {
			return i
		}
	}
	return -1
}

func (p *painter) role(series int) Role {
	if series < len(p.in.Series) {
		return p.in.Series[series].Role
	}
	return After
}

// drawSeries draws runs of observations as lines, and over a gap a dashed join if the
// author vouches that readers are told it is no estimate.
func (p *painter) drawSeries(series int, times []instant, t timeline, pl plot) {
	role := p.role(series)
	var run []point
	previous, broken := point{}, false
	var seen []int
	for i, r := range p.in.Rows {
		cell := r.Cells[series]
		if !cell.Present() {
			broken = true
			continue
		}
		at := point{t.at(times[i]), pl.values.at(cell.Value) + half}
		if broken && len(seen) > 0 {
			p.run(role, run)
			run = nil
			if p.in.Join {
				p.path(join, []point{previous, at})
			}
		}
		run, seen = append(run, at), append(seen, i)
		previous, broken = at, false
	}
	p.run(role, run)
	for _, i := range seen {
		r := &p.in.Rows[i]
		p.dot(role.class(), t.at(times[i]), pl.values.at(r.Cells[series].Value)+half, lineDot)
		p.tip(r, series)
	}
}

func (p *painter) run(role Role, points []point) {
	if len(points) > 1 {
		p.path(role.line(), points)
	}
}
