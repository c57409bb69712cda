package privacy

import "slices"

// maxCuts is how often a solution in fractions is cut off before the search gives up. The
// equations of tables in two dimensions have whole solutions; those of three rarely need
// more than a few cuts.
const maxCuts = 60

// extreme finds the largest whole value of a variable, or with sign -1 the smallest. The
// tableau is then at the solution (optimum) or at an endless direction (unbounded). It is
// a new one when cuts were needed: these hold for whole numbers only and would slow down
// the next search.
func (t *tableau) extreme(v int32, sign int64) (*tableau, outcome) {
	t.aim(v, sign)
	if o := t.climb(); o != optimum || t.overflow {
		return t, o
	}
	if t.fractional() < 0 {
		return t, optimum
	}
	c := t.clone()
	for range maxCuts {
		i := c.fractional()
		if i < 0 {
			return c, optimum
		}
		c.cut(i)
		if !c.restore() {
			return c, gaveUp
		}
		c.dropSpentCuts()
	}
	return c, gaveUp
}

func (t *tableau) clone() *tableau {
	c := &tableau{basic: slices.Clone(t.basic), free: slices.Clone(t.free), d: t.d, own: t.own}
	for _, row := range t.a {
		c.a = append(c.a, slices.Clone(row))
	}
	return c
}

// fractional gives the row of the first variable that is not whole, or -1.
func (t *tableau) fractional() int {
	best := -1
	for i, v := range t.basic {
		if t.value(i)%t.d != 0 && (best < 0 || v < t.basic[best]) {
			best = i
		}
	}
	return best
}

// cut adds Gomory's cut of a row: its fractions alone must add up to at least the fraction
// of its value, for every solution in whole numbers.
func (t *tableau) cut(i int) {
	row := make([]int64, len(t.free)+1)
	for j, x := range t.a[i] {
		row[j] = -((x%t.d + t.d) % t.d)
	}
	name := t.own
	for _, v := range append(slices.Clone(t.basic), t.free...) {
		name = max(name, v+1)
	}
	t.a = slices.Insert(t.a, len(t.basic), row)
	t.basic = append(t.basic, name)
}

// restore makes all values non-negative again after a cut (the dual simplex method). It
// gives up after as many steps as a search of this size should never need.
func (t *tableau) restore() bool {
	for range 20 * (len(t.basic) + len(t.free)) {
		row := -1
		for i, v := range t.basic {
			if t.value(i) < 0 && (row < 0 || v < t.basic[row]) {
				row = i
			}
		}
		if row < 0 {
			return !t.overflow
		}
		column := t.dualColumn(row)
		if column < 0 {
			return false
		}
		if t.pivot(row, column); t.overflow {
			return false
		}
	}
	return false
}

// dualColumn picks the column that keeps the objective at its best.
func (t *tableau) dualColumn(row int) int {
	objective, best := t.a[len(t.basic)], -1
	for j, v := range t.free {
		if t.a[row][j] >= 0 {
			continue
		}
		if best < 0 {
			best = j
			continue
		}
		c := compareProducts(objective[j], -t.a[row][best], objective[best], -t.a[row][j])
		if c < 0 || (c == 0 && v < t.free[best]) {
			best = j
		}
	}
	return best
}

// dropSpentCuts removes the cuts that no longer bind.
func (t *tableau) dropSpentCuts() {
	for i := len(t.basic) - 1; i >= 0; i-- {
		if t.basic[i] >= t.own {
			t.dropRow(i)
		}
	}
}
