package chart

import (
	"strconv"
	"unicode/utf8"
)

// SVG writes the scene for a place inside a page: classes and attributes only, no
// style element, colours left to the page's stylesheet. Ids begin with id.
func (s *Scene) SVG(id string) []byte { return s.AppendSVG(make([]byte, 0, 4096), id) }

// AppendSVG is SVG into a buffer, for pages made by the hundred thousand.
func (s *Scene) AppendSVG(b []byte, id string) []byte {
	w := svgWriter{b: b, prefix: id + s.form.infix}
	w.raw(`<svg class="`).raw(s.form.class).raw(`" viewBox="0 0 `).number(s.width).raw(" ").number(s.height)
	w.raw(`" role="img" aria-labelledby="`).text(w.prefix).raw(`t" aria-describedby="`).text(w.prefix).raw(`d">`)
	w.names(s)
	w.marks(s)
	w.raw("</svg>\n")
	return w.b
}

// svgWriter appends SVG to a buffer. Everything that comes from data passes through
// text, the one place that escapes.
type svgWriter struct {
	b      []byte
	prefix string
}

func (w *svgWriter) names(s *Scene) {
	w.raw(`<title id="`).text(w.prefix).raw(`t">`).text(s.title).raw(`</title><desc id="`).text(w.prefix).raw(`d">`).text(s.desc).raw("</desc>\n")
	for i := range s.marks {
		if s.marks[i].hatched() {
			w.raw(`<defs><pattern id="`).text(w.prefix).raw(`h" width="7" height="7" patternUnits="userSpaceOnUse">`)
			w.raw(`<path class="hatch" d="M-1.5 1.5l3-3M0 7l7-7M5.5 8.5l3-3"/></pattern></defs>` + "\n")
			return
		}
	}
}

// hatched marks are woven over: colour alone must not tell the lowest band.
func (m *mark) hatched() bool { return m.shape == rectShape && m.class == low }

func (w *svgWriter) marks(s *Scene) {
	for i := range s.marks {
		m := &s.marks[i]
		switch m.shape {
		case rectShape:
			w.raw(`<rect class="`).raw(looks[m.class].name).tip(m).box(m)
			if m.hatched() {
				w.raw(`<rect fill="url(#`).text(w.prefix).raw(`h)`).box(m)
			}
		case lineShape:
			w.raw(`<line class="`).raw(looks[m.class].name).raw(`" x1="`).number(m.x).raw(`" y1="`).number(m.y)
			w.raw(`" x2="`).number(m.w).raw(`" y2="`).number(m.h).raw("\"/>\n")
		case pathShape:
			w.raw(`<path class="`).raw(looks[m.class].name).raw(`" d="`).points(m.points).raw("\"/>\n")
		case dotShape:
			w.raw(`<circle class="`).raw(looks[m.class].name).tip(m).raw(`" cx="`).number(m.x).raw(`" cy="`).number(m.y)
			w.raw(`" r="`).number(m.w).raw("\"/>\n")
		case textShape:
			w.textMark(m)
		}
	}
}

// tip writes what a mark stands for, inside a page only: a file of its own has no script.
func (w *svgWriter) tip(m *mark) *svgWriter {
	if m.text != "" && w.prefix != "" {
		w.raw(`" data-t="`).text(m.text)
	}
	return w
}

func (w *svgWriter) box(m *mark) *svgWriter {
	return w.raw(`" x="`).number(m.x).raw(`" y="`).number(m.y).raw(`" width="`).number(m.w).raw(`" height="`).number(m.h).raw("\"/>\n")
}

func (w *svgWriter) points(points []point) *svgWriter {
	for i, p := range points {
		if i == 0 {
			w.raw("M")
		} else {
			w.raw("L")
		}
		w.number(p.x).raw(" ").number(p.y)
	}
	return w
}

func (w *svgWriter) textMark(m *mark) {
	w.raw(`<text class="`).raw(m.style.classes()).raw(`" x="`).number(m.x).raw(`" y="`).number(m.y)
	switch m.anchor {
	case middle:
		w.raw(`" text-anchor="middle`)
	case end:
		w.raw(`" text-anchor="end`)
	}
	w.raw(`">`).text(m.text).raw("</text>\n")
}

func (w *svgWriter) raw(s string) *svgWriter {
	w.b = append(w.b, s...)
	return w
}

// number writes a length to a tenth of a pixel: "12", "12.5".
func (w *svgWriter) number(n du) *svgWriter {
	if n < 0 {
		w.b = append(w.b, '-')
		n = -n
	}
	w.b = strconv.AppendInt(w.b, int64(n/px), 10)
	if n%px != 0 {
		w.b = append(w.b, '.', '0'+byte(n%px))
	}
	return w
}

// text escapes a string for content and for attributes alike, and replaces what XML
// cannot hold at all (control characters, broken UTF-8).
func (w *svgWriter) text(s string) *svgWriter {
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		switch {
		case r == '&':
			w.b = append(w.b, "&amp;"...)
		case r == '<':
			w.b = append(w.b, "&lt;"...)
		case r == '>':
			w.b = append(w.b, "&gt;"...)
		case r == '"':
			w.b = append(w.b, "&quot;"...)
		case r == '\'':
			w.b = append(w.b, "&#39;"...)
		case r < ' ' && r != '\t' && r != '\n' && r != '\r', r == 0xfffe, r == 0xffff, r == utf8.RuneError:
			w.b = append(w.b, "\uFFFD"...)
		default:
			w.b = append(w.b, s[i:i+size]...)
		}
		i += size
	}
	return w
}
