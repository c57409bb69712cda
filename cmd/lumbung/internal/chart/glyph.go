package chart

import (
	"image"
	imgdraw "image/draw"
	"math"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// outliner turns outlines of glyphs into coverage. golang.org/x/image can do it too, but where
// it parts curves into lines some processors fuse a product and a sum, which rounds once and
// not twice: now and then a pixel had another shade there. What it does with lines is exact.
type outliner struct {
	vector.Rasterizer
	mask image.Alpha
	pen  outlinePoint
}

type outlinePoint struct{ x, y float32 }

// cover gives the pixels that a glyph's outline touches when its origin is at a dot, and how
// much of each it covers. The mask is good until the next call.
func (o *outliner) cover(outline sfnt.Segments, dot fixed.Point26_6) (image.Rectangle, *image.Alpha) {
	bounds := outline.Bounds().Add(dot)
	box := image.Rect(bounds.Min.X.Floor(), bounds.Min.Y.Floor(), bounds.Max.X.Ceil(), bounds.Max.Y.Ceil())
	o.mask.Rect = image.Rectangle{Max: box.Size()}
	o.mask.Stride = box.Dx()
	o.mask.Pix = append(o.mask.Pix[:0], make([]byte, box.Dx()*box.Dy())...)
	o.Reset(box.Dx(), box.Dy())
	o.DrawOp = imgdraw.Src
	shift := fixed.Point26_6{X: dot.X - fixed.I(box.Min.X), Y: dot.Y - fixed.I(box.Min.Y)}
	at := func(p fixed.Point26_6) outlinePoint {
		p = p.Add(shift)
		return outlinePoint{float32(p.X) / 64, float32(p.Y) / 64}
	}
	for _, s := range outline {
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			o.pen = at(s.Args[0])
			o.MoveTo(o.pen.x, o.pen.y)
		case sfnt.SegmentOpLineTo:
			o.line(at(s.Args[0]))
		case sfnt.SegmentOpQuadTo:
			o.curve(at(s.Args[0]), at(s.Args[1]))
		default:
			panic("chart: an embedded font has cubic curves")
		}
	}
	o.Draw(&o.mask, o.mask.Rect, image.Opaque, image.Point{})
	return box, &o.mask
}

func (o *outliner) line(to outlinePoint) {
	o.LineTo(to.x, to.y)
	o.pen = to
}

// curve draws a quadratic curve as lines, more of them the further it is from straight.
func (o *outliner) curve(control, to outlinePoint) {
	from := o.pen
	bendX, bendY := from.x-float32(2*control.x)+to.x, from.y-float32(2*control.y)+to.y
	if bend := float32(bendX*bendX) + float32(bendY*bendY); bend >= 0.333 {
		parts := 1 + int(math.Sqrt(math.Sqrt(3*float64(bend))))
		t, step := float32(0), 1/float32(parts)
		for range parts - 1 {
			t += step
			o.line(onWay(t, onWay(t, from, control), onWay(t, control, to)))
		}
	}
	o.line(to)
}

func onWay(t float32, p, q outlinePoint) outlinePoint {
	return outlinePoint{p.x + float32(t*(q.x-p.x)), p.y + float32(t*(q.y-p.y))}
}
