package chart

// pixels paints scenes on a raster, at a scale and from a point on.
type pixels struct {
	*raster
	typesetter typesetter
	num, den   int // pixels for each du
	dx, dy     int // in pixels
}

// at is a length in whole pixels. Edges of rectangles are rounded to them, so they are
// sharp and touch where they should.
func (p *pixels) at(n du) int { return floorDiv(2*int(n)*p.num+p.den, 2*p.den) }

// fine is a length in 1/64 pixel.
func (p *pixels) fine(n du) int { return floorDiv(int(n)*p.num*sub, p.den) }

func (p *pixels) spot(x, y du) spot { return spot{p.fine(x) + p.dx*sub, p.fine(y) + p.dy*sub} }

// scene paints a scene's marks in their order.
func (p *pixels) scene(s *Scene) {
	for i := range s.marks {
		m := &s.marks[i]
		switch m.shape {
		case rectShape:
			p.rect(m)
		case lineShape:
			p.line(looks[m.class], point{m.x, m.y}, point{m.w, m.h})
		case pathShape:
			p.path(looks[m.class], m.points)
		case dotShape:
			at := p.spot(m.x, m.y)
			p.circle(at.x, at.y, p.fine(m.w), inkOf(looks[m.class].fill))
		case textShape:
			p.text(s.form, m)
		}
	}
}

func (p *pixels) rect(m *mark) {
	l := looks[m.class]
	x0, y0, x1, y1 := p.at(m.x)+p.dx, p.at(m.y)+p.dy, p.at(m.x+m.w)+p.dx, p.at(m.y+m.h)+p.dy
	x1, y1 = max(x1, x0+1), max(y1, y0+1)
	if l.stroke != tokNone {
		// The outline is centred on the edge: half of it lies outside.
		reach := l.width / 2
		p.raster.fill(p.at(m.x-reach)+p.dx, p.at(m.y-reach)+p.dy, p.at(m.x+m.w+reach)+p.dx, p.at(m.y+m.h+reach)+p.dy, inkOf(l.stroke))
		p.raster.fill(p.at(m.x+reach)+p.dx, p.at(m.y+reach)+p.dy, p.at(m.x+m.w-reach)+p.dx, p.at(m.y+m.h-reach)+p.dy, inkOf(l.fill))
		return
	}
	p.raster.fill(x0, y0, x1, y1, inkOf(l.fill))
	if m.hatched() {
		p.weave(x0, y0, x1, y1, p.fine(7*px), p.fine(looks[hatch].width), inkOf(tokHatch))
	}
}

// line paints an upright or level line as rectangles, dash by dash.
func (p *pixels) line(l look, from, to point) {
	if from.x != to.x && from.y != to.y {
		p.path(l, []point{from, to})
		return
	}
	reach := l.width / 2
	length := (to.x - from.x) + (to.y - from.y)
	for at := du(0); at < length; at += l.dash[0] + l.dash[1] {
		next := length
		if l.dash[0] > 0 {
			next = min(length, at+l.dash[0])
		}
		m := mark{x: from.x - reach, y: from.y + at, w: l.width, h: next - at}
		if from.y == to.y {
			m = mark{x: from.x + at, y: from.y - reach, w: next - at, h: l.width}
		}
		x0, y0 := p.at(m.x)+p.dx, p.at(m.y)+p.dy
		p.raster.fill(x0, y0, max(p.at(m.x+m.w)+p.dx, x0+1), max(p.at(m.y+m.h)+p.dy, y0+1), inkOf(l.stroke))
		if l.dash[0] == 0 {
			return
		}
	}
}

func (p *pixels) path(l look, points []point) {
	spots := make([]spot, len(points))
	for i, at := range points {
		spots[i] = p.spot(at.x, at.y)
	}
	if l.dash[0] == 0 {
		p.stroke(spots, p.fine(l.width), inkOf(l.stroke))
		return
	}
	for i := 1; i < len(spots); i++ {
		p.dashes(spots[i-1], spots[i], l)
	}
}

func (p *pixels) dashes(a, b spot, l look) {
	dx, dy := int64(b.x-a.x), int64(b.y-a.y)
	length := root(dx*dx + dy*dy)
	if length == 0 {
		return
	}
	along := func(at int64) spot { return spot{a.x + int(dx*at/length), a.y + int(dy*at/length)} }
	on, step := int64(p.fine(l.dash[0])), int64(p.fine(l.dash[0]+l.dash[1]))
	for at := int64(0); at < length; at += step {
		p.stroke([]spot{along(at), along(min(at+on, length))}, p.fine(l.width), inkOf(l.stroke))
	}
}

// root is the whole part of a square root.
func root(n int64) int64 {
	if n < 2 {
		return n
	}
	x := n
	for next := (x + 1) / 2; next < x; next = (x + n/x) / 2 {
		x = next
	}
	return x
}

func (p *pixels) text(f form, m *mark) {
	face := f.face(m.style)
	size := p.fine(f.size(m.style))
	at := p.spot(m.x, m.y)
	switch width := face.run(m.text, size); m.anchor {
	case middle:
		at.x -= width / 2
	case end:
		at.x -= width
	}
	p.typesetter.write(p.raster, face, size, at, m.text, inkOf(m.style.ink()))
}
