package chart

import (
	"image"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"lumbung/cmd/lumbung/internal/diag"
)

// typesetter paints text. It uses its buffers again and is not safe to share: each picture has
// one of its own.
type typesetter struct {
	outliner outliner
	buffer   sfnt.Buffer
	// strange are characters the embedded fonts lack. They are painted as empty boxes.
	strange []rune
}

// run is the length of a line in 1/64 pixel, at a size in the same.
func (f *face) run(s string, size int) int { return int(f.width(s, du(size))) }

// write sets a line of text with its baseline's start at a spot. Glyphs are placed by
// the widths and kerning that layout measured with; the library's own Kern is no use
// here, its answer is for a font of a different size (v0.47.0).
func (t *typesetter) write(r *raster, f *face, size int, at spot, s string, with ink) {
	units := 0
	previous := rune(-1)
	for _, c := range s {
		if isASCII(previous) && isASCII(c) {
			units += int(f.kerning[previous-firstASCII][c-firstASCII])
		}
		dot := fixed.Point26_6{X: fixed.Int26_6(at.x + units*size/f.perEm), Y: fixed.Int26_6(at.y)}
		if index, err := f.font.GlyphIndex(&t.buffer, c); err == nil && index != 0 {
			outline, err := f.font.LoadGlyph(&t.buffer, index, fixed.Int26_6(size), nil)
			if err != nil {
				panic("chart: embedded font: " + err.Error())
			}
			box, mask := t.outliner.cover(outline, dot)
			stamp(r, box, mask, with)
		} else if f.glyphWidth(c) > 0 {
			t.box(r, f, size, spot{int(dot.X), at.y}, c, with)
		}
		units += f.glyphWidth(c)
		previous = c
	}
}

func stamp(r *raster, box image.Rectangle, mask *image.Alpha, with ink) {
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			a := int(mask.AlphaAt(x-box.Min.X, y-box.Min.Y).A)
			r.blend(x, y, with, (a*fullCover+127)/255)
		}
	}
}

// box stands for a character the font lacks: something was there.
func (t *typesetter) box(r *raster, f *face, size int, at spot, c rune, with ink) {
	t.strange = append(t.strange, c)
	width, height := f.glyphWidth(c)*size/f.perEm, size*7/10
	left, right := at.x+width/8, at.x+width*7/8
	corners := []spot{{left, at.y}, {left, at.y - height}, {right, at.y - height}, {right, at.y}, {left, at.y}}
	r.stroke(corners, size/14, with)
}

// warnings names the characters that came out as boxes.
func (t *typesetter) warnings() []Warning {
	if len(t.strange) == 0 {
		return nil
	}
	return []Warning{{"chart-glyph", diag.Msg("pictures show %q as empty boxes, the chart's font has no such characters", string(t.strange)),
		diag.Msg("write it in other words: \"at least 5\" for \"≥ 5\"")}}
}
