package chart

// band is the height of one row of dots, and the stretch of it that text covers.
type band struct {
	top, bottom du
	from, to    du
}

// uprights draws the upright grid lines at the given places through rows of dots. A
// line is interrupted where it would strike through a number or a word.
func (p *painter) uprights(places []du, bands []band) {
	for _, x := range places {
		for i := 0; i < len(bands); i++ {
			if bands[i].covers(x) {
				continue
			}
			first := i
			for i+1 < len(bands) && bands[i+1].top == bands[i].bottom && !bands[i+1].covers(x) {
				i++
			}
			p.line(grid, x, bands[first].top, x, bands[i].bottom)
		}
	}
}

func (b band) covers(x du) bool { return b.from-2*px < x && x < b.to+2*px }
