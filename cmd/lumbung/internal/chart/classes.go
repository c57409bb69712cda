package chart

import (
	"fmt"

	"lumbung/cmd/lumbung/internal/diag"
)

// classes reads the edges and refuses gaps, overlaps and unequal widths, whose bars
// would have heights that cannot be compared.
func (in *Input) classes() ([]string, error) {
	n := len(in.Rows)
	edges := make([]string, n+1)
	gap := in.cellGap()
	for i, r := range in.Rows {
		switch {
		case r.Lower == "" && i > 0, r.Upper == "" && i < n-1:
			return nil, diag.Err("class %q is open, but only the first and the last may be", r.Label)
		case !isEdge(r.Lower), !isEdge(r.Upper):
			return nil, diag.Err("class %q has an edge that is not a number of at most %d digits", r.Label, mostEdge)
		}
		edges[i] = r.Lower
		if i > 0 && compare(r.Lower, addGap(in.Rows[i-1].Upper, gap)) != 0 {
			return nil, diag.Err("class %q does not begin where %q ends", r.Label, in.Rows[i-1].Label)
		}
	}
	if upper := in.Rows[n-1].Upper; upper != "" {
		edges[n] = addGap(upper, gap)
	}
	return edges, equalWidths(edges, in.Rows)
}

// mostEdge keeps edges exact as whole numbers of their last place.
const mostEdge = 9

// isEdge says whether a text is an edge, or the open end of a class.
func isEdge(s string) bool { return s == "" || isDecimal(s) && len(s) <= mostEdge }

// cellGap is 1 for classes of whole numbers that name their last member (20–24,
// 25–29), and 0 for those that name their edge (20–25, 25–30).
func (in *Input) cellGap() int64 {
	for i := 1; i < len(in.Rows); i++ {
		upper, lower := in.Rows[i-1].Upper, in.Rows[i].Lower
		if upper != "" && lower != "" && isEdge(upper) && isEdge(lower) {
			if width, places := step(upper, lower); places == 0 && width == 1 {
				return 1
			}
			return 0
		}
	}
	return 0
}

func addGap(upper string, gap int64) string {
	if gap == 0 || upper == "" || !isWhole(upper) {
		return upper
	}
	return fmt.Sprint(scaled(upper, 0) + gap)
}

func equalWidths(edges []string, rows []Row) error {
	first, firstPlaces, named := int64(0), 0, ""
	for i, r := range rows {
		if edges[i] == "" || edges[i+1] == "" {
			continue
		}
		width, places := step(edges[i], edges[i+1])
		if width <= 0 {
			return diag.Err("class %q ends before it begins", r.Label)
		}
		for ; places < firstPlaces; places++ {
			width *= 10
		}
		for ; firstPlaces < places; firstPlaces++ {
			first *= 10
		}
		if named == "" {
			first, named = width, r.Label
		} else if width != first {
			return diag.Err("a histogram needs classes of equal width, %q and %q differ", named, r.Label)
		}
	}
	return nil
}
