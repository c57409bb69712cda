package chart

// motif is one lozenge of the theme's woven band, 28 × 14: # is the ring, o the core
// and the dots between.
var motif = [...]string{
	"............####............",
	"..........########..........",
	"..........########..........",
	"........####....####........",
	"........####....####........",
	"o.....####...oo...####.....o",
	"oo..####....oooo....####..oo",
	"oo..####....oooo....####..oo",
	"o.....####...oo...####.....o",
	"........####....####........",
	"........####....####........",
	"..........########..........",
	"..........########..........",
	"............####............",
}

// weaveBand paints the motif along the top edge, each of its points size pixels wide,
// with a whole lozenge in the middle.
func (r *raster) weaveBand(size int) {
	tile := len(motif[0]) * size
	first := (r.width-tile)/2%tile - tile
	for x := first; x < r.width; x += tile {
		for row, line := range motif {
			for column := range len(line) {
				left, top := x+column*size, row*size
				switch line[column] {
				case '#':
					r.fill(left, top, left+size, top+size, inkOf(tokWeave))
				case 'o':
					r.fill(left, top, left+size, top+size, inkOf(tokWeave2))
				}
			}
		}
	}
}
