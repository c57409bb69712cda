package chart

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"slices"
)

// PNG paints the wide drawing that stands alone at twice its size, light, for places
// that take no SVG. The same chart gives the same bytes.
func PNG(in *Input, frame Frame) ([]byte, []Warning, error) {
	s, err := framed(in, frame, Wide)
	if err != nil {
		return nil, nil, err
	}
	width, height := s.Size()
	p := pixels{raster: newRaster(2*width, 2*height, inkOf(tokBg).colour), num: 2, den: int(px)}
	p.scene(s)
	return p.encode(), append(s.warnings, p.typesetter.warnings()...), nil
}

// encode writes the picture with a palette. Colours beyond 256, all of them rare mixes
// at edges of letters, take the nearest that is common.
func (r *raster) encode() []byte {
	colours, index := r.palette()
	out := image.NewPaletted(image.Rect(0, 0, r.width, r.height), nil)
	for _, c := range colours {
		out.Palette = append(out.Palette, color.RGBA{uint8(c >> 16), uint8(c >> 8), uint8(c), 255})
	}
	last, place := r.pix[0], index[r.pix[0]]
	for i, c := range r.pix {
		if c != last { // most pixels are like the one before
			last, place = c, index[c]
		}
		out.Pix[i] = place
	}
	var b bytes.Buffer
	if err := png.Encode(&b, out); err != nil {
		panic("chart: png: " + err.Error()) // a buffer takes every byte
	}
	return b.Bytes()
}

// palette gives the colours in order of their value, and each colour's place there.
func (r *raster) palette() ([]rgb, map[rgb]uint8) {
	counts := map[rgb]int{}
	last, run := r.pix[0], 0
	for _, c := range r.pix {
		if c != last {
			counts[last] += run
			last, run = c, 0
		}
		run++
	}
	counts[last] += run
	all := make([]rgb, 0, len(counts))
	for c := range counts {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b rgb) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		return int(a) - int(b)
	})
	kept := slices.Clone(all[:min(len(all), 256)])
	slices.Sort(kept)
	index := make(map[rgb]uint8, len(all))
	for _, c := range all {
		index[c] = nearest(kept, c)
	}
	return kept, index
}

func nearest(colours []rgb, c rgb) uint8 {
	best, distance := 0, 1<<30
	for i, k := range colours {
		d := 0
		for shift := uint(0); shift < 24; shift += 8 {
			part := int(k>>shift&255) - int(c>>shift&255)
			d += part * part
		}
		if d < distance {
			best, distance = i, d
		}
	}
	return uint8(best)
}
