package chart

import "strings"

const (
	stackHeight  = 34 * px
	stackGap     = 18 * px
	segmentGap   = 2 * px // of page colour between segments
	segmentInset = 8 * px
)

// stacked draws one bar a row, parted into ordered bands. The count stands in its
// segment; what has no segment wide enough (a zero, a sliver) or no value at all is
// written under the row.
func (p *painter) stacked() du {
	rows := p.in.Rows
	c := p.stackColumn(rows)
	y := p.corner(&c, 0)
	y += p.legend(c.x, y) + 6*px
	s := p.stackScale(c.x)
	for i := range rows {
		y = p.label(&c, i, rows[i], y, stackHeight)
		notes := p.segments(s, y, rows[i])
		if sum(rows[i].Cells) == 0 {
			y = p.notesInstead(c.x, y, notes) + stackGap
			continue
		}
		y = p.notesUnder(c.x, y+stackHeight, notes) + stackGap
	}
	return y - stackGap + foot
}

// stackColumn puts labels above the bars on a phone whatever their length: the bars
// need the width for the counts inside.
func (p *painter) stackColumn(rows []Row) column {
	if p.form.narrow {
		return p.labelColumn(rows, 0)
	}
	return p.labelColumn(rows, 36)
}

func (p *painter) stackScale(x du) linear {
	hi := 0.0
	for _, r := range p.in.Rows {
		hi = max(hi, sum(r.Cells))
	}
	return linear{0, hi, x, p.form.width}
}

// segments draws a row's bands and gives what has to be said under them.
func (p *painter) segments(s linear, y du, r Row) []string {
	var notes []string
	shares := sum(r.Cells) >= leastShared
	for i, cell := range r.Cells {
		name := p.in.Series[i].Name
		if !cell.Present() {
			notes = append(notes, name+": "+cell.Words)
			continue
		}
		if isZero(cell.Value) {
			notes = append(notes, name+" "+p.in.short(cell.Value))
			continue
		}
		from, to := s.atFloat(sum(r.Cells[:i])), s.atFloat(sum(r.Cells[:i+1]))
		if sum(r.Cells[:i]) > 0 {
			from += segmentGap
		}
		from = min(from, to-px) // the smallest segment is still seen
		p.rect(p.in.Series[i].Role.class(), from, y, to-from, stackHeight)
		p.tip(&r, i)
		text, fits := p.segmentText(cell, shares, to-from)
		if !fits {
			notes = append(notes, name+" "+text)
			continue
		}
		st := t1 | strong | p.in.Series[i].Role.on()
		p.text(st, start, from+segmentInset, p.form.baseline(st, y+stackHeight/2), text)
	}
	return notes
}

// segmentText is the longest form of a count that its segment holds, in any font.
func (p *painter) segmentText(cell Cell, shares bool, width du) (string, bool) {
	forms := [...]string{p.in.long(cell.Value), p.in.short(cell.Value)}
	if shares && cell.Percent != "" {
		forms[0] = p.in.shared(cell)
	}
	for _, text := range forms {
		if p.form.loose(t1|strong, text)+segmentInset+3*px <= width {
			return text, true
		}
	}
	return forms[len(forms)-1], false
}

// notesInstead writes the notes of a row without any bar where the bar would begin.
func (p *painter) notesInstead(x, y du, notes []string) du {
	lines := p.form.wrap(t2, strings.Join(notes, ", "), p.form.safe(p.form.width-x))
	tall := p.form.lineHeight(t2) * du(len(lines))
	height := max(stackHeight, tall)
	p.lines(t2, start, x, p.form.baseline(t2, y+(height-tall+p.form.lineHeight(t2))/2), lines)
	return y + height
}

// notesUnder writes a row's notes below its bar, flush with the bar's end.
func (p *painter) notesUnder(x, y du, notes []string) du {
	if len(notes) == 0 {
		return y
	}
	lines := p.form.wrap(t2, strings.Join(notes, ", "), p.form.safe(p.form.width-x))
	p.lines(t2, end, p.form.width, y+3*px+p.form.size(t2), lines)
	return y + 3*px + p.form.lineHeight(t2)*du(len(lines)) - px
}
