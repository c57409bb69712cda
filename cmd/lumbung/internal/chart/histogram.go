package chart

import "lumbung/cmd/lumbung/internal/diag"

const columnGap = px + half // between touching bars

// histogram is where its bars stand.
type histogram struct {
	edges       []string // one more than rows; "" at an open end
	x, width    du       // of the first bar, of each bar
	top, bottom du
	values      linear
	printed     bool // the numbers stand over the bars
}

// histogram draws counts in classes of equal width: bars that touch, numbers on top,
// edges at the edges.
func (p *painter) histogram() (du, error) {
	edges, err := p.in.classes()
	if err != nil {
		return 0, err
	}
	height := 150 * px
	if p.form.narrow {
		height = 120 * px
	}
	top := p.form.lineHeight(t1) + 2*px
	h := histogram{top: top, bottom: top + height, edges: edges}
	p.columns(&h)
	h.values = p.columnScale(h)
	if !h.printed {
		p.columnAxis(&h)
	}
	var notes []string
	for i, r := range p.in.Rows {
		at := h.x + h.width*du(i)
		if r.Cells[0].Present() {
			p.column(&h, at, &p.in.Rows[i])
		} else {
			p.rect(nodata, at+columnGap/2, top, h.width-columnGap, height)
			notes = append(notes, r.Label+": "+r.Cells[0].Words)
		}
	}
	p.line(axis, h.x-4*px, h.bottom+half, h.x+h.width*du(len(p.in.Rows))+4*px, h.bottom+half)
	y := h.bottom + 5*px
	if p.edgeLabels(&h, y+p.form.size(t2)) {
		notes = append([]string{p.in.Rows[0].Label + ": " + p.in.figure(p.in.Rows[0].Cells[0])}, notes...)
	}
	y += p.form.lineHeight(t2)
	if p.in.Corner != "" {
		p.text(t2, start, h.x, y+p.form.size(t2), p.in.Corner)
		y += p.form.lineHeight(t2)
	}
	return p.noteLines(notes, y) + foot, nil
}

// columns shares the width, less half an edge label at either side. Numbers too wide
// for their bars give way to an axis.
func (p *painter) columns(h *histogram) {
	for _, i := range [...]int{0, len(h.edges) - 1} {
		h.x = max(h.x, p.form.loose(t2, p.edgeText(h.edges, i))/2, 4*px)
	}
	h.width = (p.form.width - 2*h.x) / du(len(p.in.Rows))
	h.printed = true
	for _, r := range p.in.Rows {
		if c := r.Cells[0]; c.Present() && p.form.loose(t1|strong, p.in.short(c.Value))+px > h.width {
			h.printed = false
		}
	}
}

func (p *painter) columnScale(h histogram) linear {
	d := domain{}
	for _, r := range p.in.Rows {
		if r.Cells[0].Present() {
			d.add(r.Cells[0].Value)
		}
	}
	return linear{d.lo, d.hi, h.bottom, h.top}
}

// columnAxis puts ticks and a grid where the numbers found no room.
func (p *painter) columnAxis(h *histogram) {
	p.warn("chart-values", diag.Msg("the numbers do not fit over the bars, an axis stands in for them"),
		diag.Msg("join classes, or give the numbers in thousands"))
	most := 6
	if p.form.narrow {
		most = 5
	}
	whole := true
	for _, r := range p.in.Rows {
		whole = whole && (!r.Cells[0].Present() || isWhole(r.Cells[0].Value))
	}
	pl := plot{ticks: niceTicks(0, h.values.hi, most, whole), bottom: h.bottom}
	h.values.hi = toFloat(pl.ticks.label(pl.ticks.count() - 1))
	pl.values = h.values
	right := h.x + h.width*du(len(p.in.Rows))
	for i := range pl.ticks.count() {
		pl.left = max(pl.left, p.form.fit(t2, p.tickText(pl, i))+axisGap)
	}
	pl.left = max(pl.left, h.x)
	h.x, pl.right = pl.left, right
	h.width = (right - pl.left) / du(len(p.in.Rows))
	p.grid(pl)
}

// column draws one bar with its number on top.
func (p *painter) column(h *histogram, x du, r *Row) {
	cell := r.Cells[0]
	y := h.values.at(cell.Value)
	if !isZero(cell.Value) {
		y = min(y, h.bottom-px)
		p.rect(after, x+columnGap/2, y, h.width-columnGap, h.bottom-y)
		p.tip(r, 0)
	}
	if h.printed {
		p.text(t1|strong, middle, x+h.width/2, y-5*px, p.in.short(cell.Value))
	}
}

// edgeText is the label at edge i: an open class at the end is "60+".
func (p *painter) edgeText(edges []string, i int) string {
	last := len(edges) - 1
	switch {
	case edges[i] == "":
		return ""
	case i == last-1 && edges[last] == "":
		return fill(p.in.Words.OpenClass, "value", p.in.number(edges[i]))
	}
	return p.in.number(edges[i])
}

// edgeLabels writes the edges, fewer where they would touch. The last one is kept: it
// says whether the scale is open. It reports whether a class open at its lower end found
// no room for its name.
func (p *painter) edgeLabels(h *histogram, y du) (unnamed bool) {
	widest := du(0)
	for i := range h.edges {
		widest = max(widest, p.form.loose(t2, p.edgeText(h.edges, i)))
	}
	every := int((widest+6*px)/h.width) + 1
	last := len(h.edges) - 1
	if h.edges[last] == "" {
		last--
	}
	lowest := 0
	if h.edges[0] == "" {
		lowest = 1
		name := p.in.Rows[0].Label
		unnamed = p.form.loose(t2, name)+p.form.loose(t2, h.edges[1])/2 > h.width-4*px
		if !unnamed {
			p.text(t2, start, h.x, y, name)
		}
	}
	for i := last; i >= lowest; i -= every {
		p.text(t2, middle, h.x+h.width*du(i), y, p.edgeText(h.edges, i))
	}
	return unnamed
}
