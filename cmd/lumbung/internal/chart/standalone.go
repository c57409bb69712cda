package chart

import "strings"

// Frame is the text around a chart that leaves its page: nothing it needs to be
// understood may stay behind.
type Frame struct {
	Heading string   // the finding
	Sub     string   // the measure: what, unit, place, n
	Notes   []string // on missing or odd values
	Source  string   // "Sumber: Iryani (2016), Tabel 9. Lumbung, CC BY 4.0"
}

// Shape is the format of a drawing that stands alone.
type Shape uint8

const (
	Wide  Shape = iota // 680 wide
	Small              // 340 wide, for phones
)

// margin around a drawing that stands alone.
const margin = 20 * px

func (s Shape) form() form {
	if s == Small {
		f := Narrow.form()
		f.class, f.infix = "", ""
		return f
	}
	f := Full.form()
	f.width, f.class, f.infix = 640*px, "", ""
	return f
}

// Standalone writes a chart as an SVG file of its own: heading, measure and source drawn
// in, literal colours for light and dark. There are no references of any kind, since
// drawing programs follow none and paint a var() black.
func Standalone(in *Input, frame Frame, shape Shape) ([]byte, []Warning, error) {
	s, err := framed(in, frame, shape)
	if err != nil {
		return nil, nil, err
	}
	w := svgWriter{b: make([]byte, 0, 8<<10)}
	w.raw(`<svg xmlns="http://www.w3.org/2000/svg" width="`).number(s.width).raw(`" height="`).number(s.height)
	w.raw(`" viewBox="0 0 `).number(s.width).raw(" ").number(s.height)
	w.raw(`" role="img" aria-labelledby="t" aria-describedby="d">`)
	w.names(s)
	w.raw("<style>\n").raw(literalStyle(s)).raw("</style>\n")
	w.marks(s)
	w.raw("</svg>\n")
	return w.b, s.warnings, nil
}

// framed puts a chart's scene on its ground, between heading and source.
func framed(in *Input, frame Frame, shape Shape) (*Scene, error) {
	f := shape.form()
	inner, err := draw(in, f)
	if err != nil {
		return nil, err
	}
	s := &Scene{form: f, width: f.width + 2*margin, title: inner.title, desc: inner.desc, warnings: inner.warnings}
	p := painter{in: in, form: f, marks: make([]mark, 1, len(inner.marks)+8)}
	y := p.paragraph(tHead, margin-4*px, frame.Heading)
	y = p.paragraph(tSub, y, frame.Sub)
	y += 12 * px
	for _, m := range inner.marks {
		p.marks = append(p.marks, m.moved(margin, y))
	}
	y += inner.height + 10*px
	for _, note := range frame.Notes {
		y = p.paragraph(t2, y, note)
	}
	y = p.paragraph(t2, y, frame.Source)
	s.height = y + margin - 4*px
	p.marks[0] = mark{shape: rectShape, class: ground, w: s.width, h: s.height}
	s.marks = p.marks
	return s, nil
}

// paragraph writes a text over the full width and gives its end. Lines are broken so
// that a wider fallback font stays inside too, and none ends in a lonely word.
func (p *painter) paragraph(st style, y du, text string) du {
	if text == "" {
		return y
	}
	text = strings.ReplaceAll(text, " = ", "\u00a0=\u00a0")
	room := p.form.safe(p.form.width)
	lines := p.form.wrap(st, text, room)
	if st == tHead || p.form.fit(st, lines[len(lines)-1]) < room/6 {
		lines = p.form.balance(st, text, room)
	}
	p.lines(st, start, margin, y+p.form.size(st), lines)
	return y + p.form.lineHeight(st)*du(len(lines)) + 2*px
}

func (m mark) moved(dx, dy du) mark {
	m.x, m.y = m.x+dx, m.y+dy
	if m.shape == lineShape {
		m.w, m.h = m.w+dx, m.h+dy
	}
	if m.shape == pathShape {
		points := make([]point, len(m.points))
		for i, p := range m.points {
			points[i] = point{p.x + dx, p.y + dy}
		}
		m.points = points
	}
	return m
}
