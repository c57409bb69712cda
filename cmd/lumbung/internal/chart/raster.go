package chart

import "strconv"

// rgb is a packed colour, 0xRRGGBB.
type rgb uint32

// raster is a picture being painted. Coverage is counted in sixteenths and all
// arithmetic is in whole numbers, so the bytes are the same everywhere and the colours
// stay few enough for a palette.
type raster struct {
	width, height int
	pix           []rgb
}

func newRaster(width, height int, ground rgb) *raster {
	r := &raster{width, height, make([]rgb, width*height)}
	for i := range r.pix {
		r.pix[i] = ground
	}
	return r
}

// ink is a colour and how much of what is under it it covers, of 255.
type ink struct {
	colour rgb
	alpha  int
}

// inkOf is a token's light colour: pictures are light only.
func inkOf(t token) ink {
	text := paints[t].light
	n, _ := strconv.ParseUint(text[1:], 16, 32)
	if len(text) == 9 {
		return ink{rgb(n >> 8), int(n & 255)}
	}
	return ink{rgb(n), 255}
}

const fullCover = 16

// blend puts ink on a pixel, cover sixteenths of it.
func (r *raster) blend(x, y int, with ink, cover int) {
	if x < 0 || y < 0 || x >= r.width || y >= r.height || cover <= 0 {
		return
	}
	at := &r.pix[y*r.width+x]
	share := with.alpha * cover
	if share >= 255*fullCover {
		*at = with.colour
		return
	}
	*at = mix(*at, with.colour, share, 16) | mix(*at, with.colour, share, 8) | mix(*at, with.colour, share, 0)
}

// mix gives one channel, in place.
func mix(under, over rgb, share int, shift uint) rgb {
	const whole = 255 * fullCover
	a, b := int(under>>shift&255), int(over>>shift&255)
	return rgb((a*(whole-share)+b*share+whole/2)/whole) << shift
}

// fill paints whole pixels with an ink that covers.
func (r *raster) fill(x0, y0, x1, y1 int, with ink) {
	x0, x1 = max(x0, 0), min(x1, r.width)
	for y := max(y0, 0); y < min(y1, r.height) && x0 < x1; y++ {
		for x, line := 0, r.pix[y*r.width+x0:y*r.width+x1]; x < len(line); x++ {
			line[x] = with.colour
		}
	}
}

// sub is the number of units a pixel is parted into by shapes that are not rectangles.
const sub = 64

// cover paints a shape inside a box of pixels; inside tells of a point, in units of
// 1/64 pixel, whether it belongs. Sixteen points are asked for each pixel.
func (r *raster) cover(x0, y0, x1, y1 int, with ink, inside func(x, y int) bool) {
	for y := max(y0, 0); y < min(y1, r.height); y++ {
		for x := max(x0, 0); x < min(x1, r.width); x++ {
			n := 0
			for i := 0; i < fullCover; i++ {
				if inside(x*sub+i%4*16+8, y*sub+i/4*16+8) {
					n++
				}
			}
			r.blend(x, y, with, n)
		}
	}
}

func (r *raster) circle(cx, cy, radius int, with ink) {
	r.cover(floorDiv(cx-radius, sub), floorDiv(cy-radius, sub), floorDiv(cx+radius, sub)+1, floorDiv(cy+radius, sub)+1, with,
		func(x, y int) bool { return (x-cx)*(x-cx)+(y-cy)*(y-cy) <= radius*radius })
}

// stroke paints the segments of a line, as wide as given, each pixel once: where
// segments meet they are one shape.
func (r *raster) stroke(points []spot, width int, with ink) {
	if len(points) < 2 {
		return
	}
	box := [4]int{points[0].x, points[0].y, points[0].x, points[0].y}
	for _, p := range points {
		box = [4]int{min(box[0], p.x), min(box[1], p.y), max(box[2], p.x), max(box[3], p.y)}
	}
	reach := width/2 + sub
	r.cover(floorDiv(box[0]-reach, sub), floorDiv(box[1]-reach, sub), floorDiv(box[2]+reach, sub)+1, floorDiv(box[3]+reach, sub)+1, with,
		func(x, y int) bool {
			for i := 1; i < len(points); i++ {
				if onSegment(x, y, points[i-1], points[i], width, i > 1, i < len(points)-1) {
					return true
				}
			}
			return false
		})
}

// spot is a point in units of 1/64 pixel.
type spot struct{ x, y int }

// onSegment says whether a point is on a thick segment. Ends are cut square, except
// where another segment goes on: there they are round.
func onSegment(x, y int, a, b spot, width int, roundA, roundB bool) bool {
	dx, dy := int64(b.x-a.x), int64(b.y-a.y)
	px, py := int64(x-a.x), int64(y-a.y)
	wide := int64(width) * int64(width)
	along, length := px*dx+py*dy, dx*dx+dy*dy
	switch {
	case along < 0:
		return roundA && 4*(px*px+py*py) <= wide
	case along > length:
		return roundB && 4*((px-dx)*(px-dx)+(py-dy)*(py-dy)) <= wide
	}
	across := (px*dy - py*dx) / sub
	return 4*across*across <= wide*length/(sub*sub)
}

// weave hatches a box of pixels with diagonals, one every period, in 1/64 pixel.
func (r *raster) weave(x0, y0, x1, y1, period, width int, with ink) {
	// A line of that width, met along x + y, is √2 times as long: 181/128.
	reach := width * 181 / 128
	r.cover(x0, y0, x1, y1, with, func(x, y int) bool {
		return (x+y+reach/2)%period < reach
	})
}

func floorDiv(a, b int) int {
	if a < 0 {
		return -((-a + b - 1) / b)
	}
	return a / b
}
