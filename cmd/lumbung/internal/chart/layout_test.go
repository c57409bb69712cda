package chart

import (
	"fmt"
	"strings"
	"testing"
)

// box is where a mark is, in du.
type box struct{ x0, y0, x1, y1 du }

func (a box) meets(b box) bool { return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1 }

// textBox is a text's measured extent, its width stretched to a percentage.
func textBox(f form, m mark, percent du) box {
	size := f.size(m.style)
	width := f.textWidth(m.style, m.text) * percent / 100
	x := m.x
	switch m.anchor {
	case middle:
		x -= width / 2
	case end:
		x -= width
	}
	return box{x, m.y - size*76/100, x + width, m.y + size*22/100}
}

func everySize(t *testing.T, check func(t *testing.T, s *Scene)) {
	for _, c := range realCharts() {
		for _, size := range []Size{Full, Half, Narrow, Side} {
			t.Run(fmt.Sprintf("%s/%d", c.name, size.form().width/px), func(t *testing.T) {
				s, err := Draw(&c.in, size)
				if err != nil {
					t.Fatal(err)
				}
				check(t, s)
			})
		}
		for _, shape := range []Shape{Wide, Small} {
			t.Run(fmt.Sprintf("%s/alone %d", c.name, shape), func(t *testing.T) {
				s, err := framed(&c.in, c.frame, shape)
				if err != nil {
					t.Fatal(err)
				}
				check(t, s)
			})
		}
	}
}

func TestTextsStayInsideTheDrawing(t *testing.T) {
	everySize(t, func(t *testing.T, s *Scene) {
		for _, m := range s.marks {
			if m.shape != textShape {
				continue
			}
			if b := textBox(s.form, m, 106); b.x0 < 0 || b.y0 < 0 || b.x1 > s.width || b.y1 > s.height {
				t.Errorf("%q at %v leaves %d × %d", m.text, b, s.width, s.height)
			}
		}
	})
}

func TestTextsDoNotOverlapEvenInAWiderFont(t *testing.T) {
	everySize(t, func(t *testing.T, s *Scene) {
		for i, a := range s.marks {
			for _, b := range s.marks[i+1:] {
				if a.shape == textShape && b.shape == textShape && textBox(s.form, a, 117).meets(textBox(s.form, b, 117)) {
					t.Errorf("%q and %q overlap", a.text, b.text)
				}
			}
		}
	})
}

func TestLinesAndMarksDoNotStrikeThroughText(t *testing.T) {
	everySize(t, func(t *testing.T, s *Scene) {
		for _, text := range s.marks {
			if text.shape != textShape {
				continue
			}
			b := textBox(s.form, text, 100)
			for i, m := range s.marks {
				if struck(m, b, text.style) && !shadedOver(s.marks[i:], b) {
					t.Errorf("%q is crossed by a %s", text.text, looks[m.class].name)
				}
			}
		}
	})
}

// shadedOver says whether the ground of a text without data hides what was drawn before.
func shadedOver(later []mark, b box) bool {
	for _, m := range later {
		if m.shape == rectShape && m.class == nodata && m.x <= b.x0 && m.y <= b.y0 && m.x+m.w >= b.x1 && m.y+m.h >= b.y1 {
			return true
		}
	}
	return false
}

// struck says whether a mark runs through a text. Bands carry their own numbers, shade
// its words, and a page its everything.
func struck(m mark, b box, st style) bool {
	switch m.shape {
	case rectShape:
		if m.class == ground || m.class == nodata || st&tones >= onLow {
			return false
		}
		return b.meets(box{m.x, m.y, m.x + m.w, m.y + m.h})
	case lineShape:
		return b.meets(box{m.x, m.y, m.w + 1, m.h + 1})
	case dotShape:
		return b.meets(box{m.x - m.w, m.y - m.w, m.x + m.w, m.y + m.w})
	case pathShape:
		for i := 1; i < len(m.points); i++ {
			for step := du(0); step <= 100; step++ {
				p, q := m.points[i-1], m.points[i]
				x, y := p.x+(q.x-p.x)*step/100, p.y+(q.y-p.y)*step/100
				if b.x0 < x && x < b.x1 && b.y0 < y && y < b.y1 {
					return true
				}
			}
		}
	}
	return false
}

func TestMarksStayInsideTheDrawing(t *testing.T) {
	everySize(t, func(t *testing.T, s *Scene) {
		for _, m := range s.marks {
			if m.shape == rectShape && (m.x < 0 || m.y < 0 || m.x+m.w > s.width || m.y+m.h > s.height || m.w <= 0 || m.h <= 0) {
				t.Errorf("%s %v leaves %d × %d", looks[m.class].name, m, s.width, s.height)
			}
			if m.shape == dotShape && (m.x-m.w < 0 || m.x+m.w > s.width) {
				t.Errorf("dot %v leaves the drawing", m)
			}
		}
	})
}

func TestNoTextIsSmallerThanTwelve(t *testing.T) {
	everySize(t, func(t *testing.T, s *Scene) {
		for _, m := range s.marks {
			if m.shape == textShape && s.form.size(m.style) < 12*px {
				t.Errorf("%q is set at %d tenths", m.text, s.form.size(m.style))
			}
		}
	})
}

// TestEveryValueIsPrinted holds the promise that no value is dropped in silence, for
// the kinds that print theirs: each value or the words in its place can be read.
func TestEveryValueIsPrinted(t *testing.T) {
	for _, c := range realCharts() {
		if c.in.Kind == Line {
			continue
		}
		for _, size := range []Size{Full, Half, Narrow, Side} {
			s, err := Draw(&c.in, size)
			if err != nil {
				t.Fatal(err)
			}
			if len(s.warnings) > 0 {
				continue
			}
			printed := ""
			for _, m := range s.marks {
				if m.shape == textShape {
					printed += m.text + " "
				}
			}
			for _, r := range c.in.Rows {
				for _, cell := range r.Cells {
					if want := c.in.figure(cell); !containsWords(printed, want) {
						t.Errorf("%s at %d: %q of %q is not printed", c.name, size, want, r.Label)
					}
				}
			}
		}
	}
}

func containsWords(text, words string) bool {
	return strings.Contains(" "+text, " "+words+" ") || strings.Contains(" "+text, " "+words+",") || strings.Contains(" "+text, words)
}
