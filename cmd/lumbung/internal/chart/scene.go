package chart

import (
	"lumbung/cmd/lumbung/internal/diag"
)

// du is a length in tenths of a CSS pixel. Layout is whole-number arithmetic, so a
// chart comes out the same on every processor, byte for byte.
type du int

// px is one CSS pixel: 34*px.
const px du = 10

// half is drawn from the middle of a one-pixel line to its edge.
const half = px / 2

// Scene is a chart laid out: rectangles, lines, paths, dots and texts in drawing order,
// each with a class that says what it stands for. SVG and PNG are two ways to put it down.
type Scene struct {
	form        form
	width       du
	height      du
	title, desc string
	marks       []mark
	warnings    []Warning
}

// Warnings says what did not fit, or could not be shown as the values ask.
func (s *Scene) Warnings() []Warning { return s.warnings }

// Desc is the text alternative the scene carries.
func (s *Scene) Desc() string { return s.desc }

// Size is the scene's viewBox in whole CSS pixels.
func (s *Scene) Size() (width, height int) { return int(s.width / px), int(s.height / px) }

type shape uint8

const (
	rectShape shape = iota
	lineShape
	pathShape
	dotShape
	textShape
)

// mark is one thing to draw. One struct for all shapes keeps a scene a single slice.
type mark struct {
	shape  shape
	class  class
	style  style  // of a text
	anchor anchor // of a text
	x, y   du     // corner, start, centre, or the text's point on its baseline
	w, h   du     // size of a rect; end of a line; w is the radius of a dot
	points []point
	text   string // of a text; of another mark, what it stands for: "Ekonomi, Cukup: 4 Kube"
}

type point struct{ x, y du }

type anchor uint8

const (
	start anchor = iota
	middle
	end
)

// style is how a text looks: its size class, its weight and its tone.
type style uint8

const (
	t1    style = iota // labels and values
	t2                 // axis and notes
	t3                 // the number on a needle
	tHead              // heading of a drawing that stands alone
	tSub               // the measure under that heading
	sizes style = 7    // mask of the above

	strong style = 1 << 3

	second style = 1 << 4 // on context marks
	onLow  style = 2 << 4
	onMid  style = 3 << 4
	onHigh style = 4 << 4
	tones  style = 7 << 4
)

// painter collects the marks of a chart while it is laid out.
type painter struct {
	in       *Input
	form     form
	marks    []mark
	warnings []Warning
}

func (p *painter) rect(c class, x, y, w, h du) {
	p.marks = append(p.marks, mark{shape: rectShape, class: c, x: x, y: y, w: w, h: h})
}

func (p *painter) line(c class, x1, y1, x2, y2 du) {
	p.marks = append(p.marks, mark{shape: lineShape, class: c, x: x1, y: y1, w: x2, h: y2})
}

func (p *painter) path(c class, points []point) {
	p.marks = append(p.marks, mark{shape: pathShape, class: c, points: points})
}

func (p *painter) dot(c class, x, y, r du) {
	p.marks = append(p.marks, mark{shape: dotShape, class: c, x: x, y: y, w: r})
}

func (p *painter) text(st style, a anchor, x, y du, s string) {
	p.marks = append(p.marks, mark{shape: textShape, style: st, anchor: a, x: x, y: y, text: s})
}

// tip says of the mark drawn last what it stands for. Scripts read it to readers who
// point at it; it repeats only what labels and table say.
func (p *painter) tip(r *Row, series int) {
	name := rowName(*r)
	if series < len(p.in.Series) && p.in.Series[series].Name != "" {
		name += ", " + p.in.Series[series].Name
	}
	p.marks[len(p.marks)-1].text = name + ": " + p.in.long(r.Cells[series].Value)
}

// lines writes one text below the other; y is the first baseline.
func (p *painter) lines(st style, a anchor, x, y du, texts []string) {
	for _, s := range texts {
		p.text(st, a, x, y, s)
		y += p.form.lineHeight(st)
	}
}

// warn notes what a reader might miss, with the width it happens at.
func (p *painter) warn(rule string, words, mend diag.Message) {
	p.warnings = append(p.warnings, Warning{rule, diag.Msg("%s (at %d px)", words, int(p.form.width/px)), mend})
}
