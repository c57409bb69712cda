package privacy

import (
	"math/big"
	"math/bits"
)

// equation is Σ coefficient·y = right over variables y ≥ 0.
type equation struct {
	variables    []int32
	coefficients []int64
	right        int64
}

// tableau is the simplex method in exact whole numbers (Edmonds' integral pivoting): each
// entry is a numerator over one common denominator. The equations of tables have
// coefficients 1 and -1, so the denominator mostly stays 1 and the entries small. An entry
// that does not fit 64 bits sets overflow; nothing read after that counts.
//
// Row i says: variable basic[i] plus Σ a[i][j]/d times variable free[j] is the last entry
// of the row over d. The last row is the objective. Variables from 0 on are the caller's,
// then come those of cuts; negative ones are artificial, and only help to find a first
// solution.
type tableau struct {
	a        [][]int64
	basic    []int32
	free     []int32
	d        int64
	own      int32 // how many variables are the caller's
	overflow bool
	scratch  [3]big.Int
}

// outcome is how a search for an extreme value ended.
type outcome uint8

const (
	optimum outcome = iota
	unbounded
	gaveUp
)

// newTableau solves equations for a first time. ok is false when they have no solution.
func newTableau(variables int, equations []equation) (t *tableau, ok bool) {
	t = &tableau{d: 1, own: int32(variables)}
	for v := range variables {
		t.free = append(t.free, int32(v))
	}
	objective := make([]int64, variables+1)
	for i, e := range equations {
		row := make([]int64, variables+1)
		for k, v := range e.variables {
			row[v] += e.coefficients[k]
		}
		if row[variables] = e.right; e.right < 0 {
			negate(row)
		}
		for j, x := range row {
			objective[j] -= x
		}
		t.a = append(t.a, row)
		t.basic = append(t.basic, int32(-1-i))
	}
	t.a = append(t.a, objective)
	if t.climb() != optimum || t.overflow || t.value(len(t.basic)) != 0 {
		return t, false
	}
	t.dropArtificial()
	return t, !t.overflow
}

func negate(row []int64) {
	for j := range row {
		row[j] = -row[j]
	}
}

// value is the last entry of a row.
func (t *tableau) value(row int) int64 { return t.a[row][len(t.free)] }

// dropArtificial removes the artificial variables that are left at 0, with the rows that
// turn out to follow from others.
func (t *tableau) dropArtificial() {
	for i := 0; i < len(t.basic); {
		if t.basic[i] >= 0 {
			i++
			continue
		}
		column := -1
		for j := range t.free {
			if t.a[i][j] != 0 {
				column = j
				break
			}
		}
		if column < 0 {
			t.dropRow(i)
			continue
		}
		t.pivot(i, column)
		i++
	}
}

func (t *tableau) dropRow(i int) {
	t.a = append(t.a[:i], t.a[i+1:]...)
	t.basic = append(t.basic[:i], t.basic[i+1:]...)
}

// aim makes the objective a variable, or with sign -1 its negative.
func (t *tableau) aim(v int32, sign int64) {
	objective := t.a[len(t.basic)]
	clear(objective)
	for j, free := range t.free {
		if free == v {
			objective[j] = -sign * t.d
			return
		}
	}
	for i, basic := range t.basic {
		if basic == v {
			for j, x := range t.a[i] {
				objective[j] = sign * x
			}
		}
	}
}

// climb raises the objective as far as it goes. It takes the steepest column, until too
// many steps gained nothing: then Bland's rule, which cannot go round in circles.
func (t *tableau) climb() outcome {
	stalled := 0
	for !t.overflow {
		column := t.enter(stalled > len(t.basic)+len(t.free))
		if column < 0 {
			return optimum
		}
		row := t.leave(column)
		if row < 0 {
			t.swapToEnd(column)
			return unbounded
		}
		if stalled++; t.value(row) != 0 {
			stalled = 0
		}
		t.pivot(row, column)
	}
	return gaveUp
}

// enter picks the column to raise: the steepest, or the one of the first variable.
func (t *tableau) enter(first bool) int {
	objective, best := t.a[len(t.basic)], -1
	for j, v := range t.free {
		switch {
		case objective[j] >= 0:
		case best < 0:
			best = j
		case first && v < t.free[best], !first && objective[j] < objective[best]:
			best = j
		}
	}
	return best
}

// leave picks the row that reaches 0 first as a column is raised, among equals that of the
// first variable; -1 when none does.
func (t *tableau) leave(column int) int {
	best := -1
	for i := range t.basic {
		if t.a[i][column] <= 0 {
			continue
		}
		if best < 0 {
			best = i
			continue
		}
		c := compareProducts(t.value(i), t.a[best][column], t.value(best), t.a[i][column])
		if c < 0 || (c == 0 && t.basic[i] < t.basic[best]) {
			best = i
		}
	}
	return best
}

// compareProducts compares a·b with c·d, none of them negative.
func compareProducts(a, b, c, d int64) int {
	hi1, lo1 := bits.Mul64(uint64(a), uint64(b))
	hi2, lo2 := bits.Mul64(uint64(c), uint64(d))
	switch {
	case hi1 != hi2 && hi1 < hi2, hi1 == hi2 && lo1 < lo2:
		return -1
	case hi1 == hi2 && lo1 == lo2:
		return 0
	}
	return 1
}

// pivot exchanges a basic with a free variable. A free artificial variable is of no use
// any more and goes.
func (t *tableau) pivot(r, q int) {
	pivotRow := t.a[r]
	p := pivotRow[q]
	for i, row := range t.a {
		if i == r {
			continue
		}
		f := row[q]
		if f == 0 && p == t.d {
			continue
		}
		for j := range row {
			if j != q {
				row[j] = t.combine(row[j], p, f, pivotRow[j])
			}
		}
		row[q] = -f
	}
	pivotRow[q] = t.d
	if t.d = p; p < 0 {
		t.d = -p
		for _, row := range t.a {
			negate(row)
		}
	}
	t.basic[r], t.free[q] = t.free[q], t.basic[r]
	if t.free[q] < 0 {
		t.swapToEnd(q)
		t.dropLastColumn()
	}
}

// swapToEnd makes a column the last one.
func (t *tableau) swapToEnd(q int) {
	last := len(t.free) - 1
	t.free[q], t.free[last] = t.free[last], t.free[q]
	for _, row := range t.a {
		row[q], row[last] = row[last], row[q]
	}
}

func (t *tableau) dropLastColumn() {
	last := len(t.free) - 1
	t.free = t.free[:last]
	for i, row := range t.a {
		row[last] = row[last+1]
		t.a[i] = row[:last+1]
	}
}

// combine is (a·p − f·b)/d, which has no remainder.
func (t *tableau) combine(a, p, f, b int64) int64 {
	if small(a) && small(p) && small(f) && small(b) {
		if t.d == 1 {
			return a*p - f*b
		}
		return (a*p - f*b) / t.d
	}
	x, y, z := &t.scratch[0], &t.scratch[1], &t.scratch[2]
	x.Mul(x.SetInt64(a), y.SetInt64(p))
	y.Mul(y.SetInt64(f), z.SetInt64(b))
	x.Quo(x.Sub(x, y), z.SetInt64(t.d))
	if !x.IsInt64() {
		t.overflow = true
		return 0
	}
	return x.Int64()
}

func small(x int64) bool { return uint64(x+1<<30) < 1<<31 }

// point reads the caller's variables; false when they are not all whole.
func (t *tableau) point(into []int64) bool {
	clear(into)
	for i, v := range t.basic {
		if v >= 0 && v < t.own {
			if t.value(i)%t.d != 0 {
				return false
			}
			into[v] = t.value(i) / t.d
		}
	}
	return true
}

// ray reads, after climb found no bound, a whole direction in which every solution can be
// followed for ever.
func (t *tableau) ray(into []int64) {
	clear(into)
	q := len(t.free) - 1
	if v := t.free[q]; v < t.own {
		into[v] = t.d
	}
	for i, v := range t.basic {
		if v >= 0 && v < t.own {
			into[v] = -t.a[i][q]
		}
	}
}
