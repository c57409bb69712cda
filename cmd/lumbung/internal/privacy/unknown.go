package privacy

import (
	"slices"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/table"
)

// settleUnknown decides what readers know of cells without a value, and completes the
// equations.
//
// A cell that the source leaves empty is taken for 0 where everything it is part of adds up
// so, because a reader will see that too. Elsewhere it is unknown to us and to the reader
// alike, and gets a value that makes the equations hold, as far as any does. A cell that an
// earlier publisher hid is always unknown.
func (m *model) settleUnknown() error {
	blank := make([]bool, len(m.cells)) // taken for 0
	for id := range m.virtual {
		at := m.place(int32(id))
		blank[id] = m.cells[id].state == unknown && m.source.Value(at.Row, at.Field).State != table.Suppressed
	}
	v := valuation{m: m, settled: make([]bool, len(m.cells))}
	for changed := true; changed; { // a cell that is not 0 can make others it depends on not 0
		for id := range m.cells {
			c := &m.cells[id]
			if v.settled[id] = c.state != unknown || blank[id]; c.state == unknown {
				c.n = 0
			}
		}
		v.unsettled = false
		v.run()
		changed = false
		open := func(id int32) bool { return m.open(id) && !blank[id] }
		for id, marked := range v.uneven(open) {
			if marked && blank[id] {
				blank[id], changed = false, true
			}
		}
	}
	for id := range m.cells {
		if blank[id] {
			m.cells[id].state = published
		}
	}
	for i := range m.lines {
		m.lines[i].rest = m.excess(&m.lines[i])
	}
	if v.unsettled {
		return &CellError{Cell{m.rows[0], m.fields[0]}, diag.Msg("the totals of this table overlap, and no counts were found that add up to all of them: " +
			"that they are safe cannot be shown; mend the totals, or publish the counts")}
	}
	return nil
}

// excess is by how much the parts of a line are more than its total.
func (m *model) excess(l *line) int64 {
	sum := int64(0)
	for id, coefficient := range l.all {
		sum += coefficient * m.cells[id].n
	}
	return sum
}

// valuation finds values for unknown cells.
type valuation struct {
	m         *model
	settled   []bool
	unsettled bool // there are counts behind totals for which no values were found
}

// run settles all cells: those that an equation leaves no choice first, then those that
// depend on each other, set by set.
func (v *valuation) run() {
	all := make([]int32, len(v.m.lines))
	for i := range all {
		all[i] = int32(i)
	}
	v.force(all)
	for id := range v.m.cells {
		if !v.settled[id] && len(v.m.linesOf[id]) > 0 {
			v.solve(v.dependent(int32(id)))
		}
	}
}

// force settles the last open cell of a line, in the lines given and those it comes to. A
// value that cannot be is 0: the figures do not add up, and the line says by how much.
func (v *valuation) force(queue []int32) {
	for i := 0; i < len(queue); i++ {
		l := &v.m.lines[queue[i]]
		last, sign, open := int32(-1), int64(0), 0
		for id, coefficient := range l.all {
			if !v.settled[id] {
				last, sign, open = id, coefficient, open+1
			}
		}
		if open != 1 {
			continue
		}
		v.m.cells[last].n = max(0, -sign*v.m.excess(l))
		v.settled[last] = true
		queue = append(queue, v.m.linesOf[last]...)
	}
}

// dependent gives the open cells that a cell shares lines with, also through others.
func (v *valuation) dependent(id int32) []int32 {
	set, seen, lines := []int32{id}, map[int32]bool{id: true}, map[int32]bool{}
	for i := 0; i < len(set); i++ {
		for _, l := range v.m.linesOf[set[i]] {
			if lines[l] {
				continue
			}
			lines[l] = true
			for other := range v.m.lines[l].all {
				if !v.settled[other] && !seen[other] {
					seen[other] = true
					set = append(set, other)
				}
			}
		}
	}
	slices.Sort(set)
	return set
}

// maxUnknown is how many cells without a value are solved for together; beyond that, and
// where the figures around them do not add up, each line settles its first.
const maxUnknown = 400

// solve settles cells that depend on each other.
func (v *valuation) solve(set []int32) {
	defer func() {
		for _, id := range set {
			v.settled[id] = true
		}
	}()
	local, lines := map[int32]int32{}, []int32(nil)
	for i, id := range set {
		local[id] = int32(i)
		lines = append(lines, v.m.linesOf[id]...)
	}
	slices.Sort(lines)
	lines = slices.Compact(lines)
	if len(set) <= maxUnknown && v.solution(local, lines) {
		return
	}
	for _, id := range set {
		v.unsettled = v.unsettled || v.m.isLinked(id)
	}
	for _, i := range lines {
		l := &v.m.lines[i]
		excess, done := v.m.excess(l), false
		for id, coefficient := range l.all {
			if v.settled[id] {
				continue
			}
			v.settled[id] = true
			if value := -coefficient * excess; !done && value >= 0 {
				v.m.cells[id].n = value
				done = true
			}
		}
	}
}

// solution sets cells to values that make all lines hold, if there are any.
func (v *valuation) solution(local map[int32]int32, lines []int32) bool {
	var equations []equation
	for _, i := range lines {
		l := &v.m.lines[i]
		e := equation{right: -v.m.excess(l)} // open cells are 0 yet
		for id, coefficient := range l.all {
			if !v.settled[id] {
				e.variables, e.coefficients = append(e.variables, local[id]), append(e.coefficients, coefficient)
			}
		}
		equations = append(equations, e)
	}
	t, ok := newTableau(len(local), equations)
	if !ok {
		return false
	}
	if t.fractional() >= 0 {
		var o outcome
		if t, o = t.extreme(0, -1); o != optimum {
			return false
		}
	}
	values := make([]int64, len(local))
	if !t.point(values) {
		return false
	}
	for id, i := range local {
		v.m.cells[id].n = values[i]
	}
	return true
}

// uneven marks the cells of lines that do not hold, and of those that they come to through
// open cells, whose values could be others.
func (v *valuation) uneven(open func(id int32) bool) []bool {
	marked := make([]bool, len(v.m.cells))
	var queue []int32
	for i := range v.m.lines {
		if v.m.excess(&v.m.lines[i]) != 0 {
			queue = append(queue, int32(i))
		}
	}
	for i := 0; i < len(queue); i++ {
		for id := range v.m.lines[queue[i]].all {
			if marked[id] {
				continue
			}
			if marked[id] = true; open(id) {
				queue = append(queue, v.m.linesOf[id]...)
			}
		}
	}
	return marked
}
