package privacy

import (
	"slices"

	"lumbung/cmd/lumbung/internal/table"
)

// Suppress decides which cells of a table to hide under a rule, which must be without
// faults. It hides the counts under the threshold, then, as long as a hidden count can be
// worked out or told too closely, the count next to it that costs least; at the end it
// publishes again what turned out not to be needed. The same table gives the same plan,
// whatever the order of its rows.
//
// The error is a *CellError for a count that is none, and an *UnsafeError where no safe
// table exists.
func Suppress(t *table.Table, rule *Rule) (*Plan, error) {
	m, err := newModel(t, rule)
	if err != nil {
		return nil, err
	}
	m.hideSmall()
	p := newProof(m)
	if err := m.complete(p); err != nil {
		return nil, err
	}
	m.relax(p)
	plan := m.plan(m.tied())
	plan.Audit.Systems, plan.Audit.Largest = p.extent()
	return plan, nil
}

// hideSmall hides what must be hidden for its own sake.
func (m *model) hideSmall() {
	for id := range m.virtual {
		c := &m.cells[id]
		switch {
		case c.state != published || c.keep:
		case c.n > 0 && c.n < m.rule.threshold():
			m.hide(int32(id), Small)
		case c.n == 0 && m.rule.zerosHidden() && m.source.Has(m.place(int32(id)).Row, m.place(int32(id)).Field):
			m.hide(int32(id), Zero)
		}
	}
}

// complete hides complements until every hidden cell is proved safe. Hiding more never
// makes a safe cell unsafe, so what was proved stays proved.
func (m *model) complete(p *proof) error {
	all := make([]int32, len(m.lines))
	for i := range all {
		all[i] = int32(i)
	}
	if err := m.closeLines(all); err != nil {
		return err
	}
	for failed := p.run(m.hidden()); len(failed) > 0; failed = p.run(failed) {
		var stuck []Cell
		for _, id := range failed {
			next, ok := m.complement(m.linesOf[id])
			if !ok {
				next, ok = m.complement(p.linesAround(id))
			}
			if !ok {
				stuck = append(stuck, m.place(id))
				continue
			}
			m.hide(next, Complement)
			if err := m.closeLines(slices.Clone(m.linesOf[next])); err != nil {
				return err
			}
		}
		if len(stuck) > 0 {
			return &UnsafeError{stuck}
		}
	}
	return nil
}

func (m *model) hide(id int32, reason Reason) {
	m.cells[id].state, m.cells[id].reason = hidden, reason
	for _, i := range m.linesOf[id] {
		m.openIn[i]++
	}
}

// closeLines hides complements in each line, of those given and those it comes to, whose
// own equation already tells too much. Where a line has no cell left to hide, no choice of
// cells elsewhere helps it.
func (m *model) closeLines(queue []int32) error {
	for i := 0; i < len(queue); i++ {
		for !m.lineHolds(&m.lines[queue[i]]) {
			next, ok := m.complement(queue[i : i+1])
			if !ok {
				return &UnsafeError{m.hiddenIn(&m.lines[queue[i]])}
			}
			m.hide(next, Complement)
			queue = append(queue, m.linesOf[next]...)
		}
	}
	return nil
}

func (m *model) hiddenIn(l *line) (cells []Cell) {
	for id := range l.all {
		if m.cells[id].state == hidden {
			cells = append(cells, m.place(id))
		}
	}
	return cells
}

// lineHolds says whether a line by itself leaves its hidden cells room enough: its open
// parts can take from each other what they have above their least, or its total is open as
// well and can grow with them.
func (m *model) lineHolds(l *line) bool {
	open, concealed, room := 0, 0, int64(0)
	for id := range l.all {
		if m.open(id) {
			open++
			room += m.cells[id].n - m.least(id)
		}
		if m.cells[id].state == hidden {
			concealed++
		}
	}
	switch {
	case concealed == 0:
		return true
	case open < 2:
		return false
	}
	return m.open(l.total) || room >= m.width
}

// complement finds the cell to hide next in some lines. A total goes last, because it tells
// readers most. Then comes what opens the fewest other lines, since each of those costs
// another cell, then the smallest count, then the order of keys.
func (m *model) complement(lines []int32) (best int32, ok bool) {
	var bestCost [3]int64
	for _, i := range lines {
		l := &m.lines[i]
		for id := range l.all {
			c := &m.cells[id]
			if c.state != published || c.keep || int(id) >= m.virtual || c.n == 0 && !m.rule.zerosHidden() {
				continue // a published zero says that no zero is hidden
			}
			cost := [3]int64{0, m.opens(id), c.n}
			if id == l.total {
				cost[0] = 1
			}
			if !ok || less(cost, bestCost) || (cost == bestCost && id < best) {
				best, bestCost, ok = id, cost, true
			}
		}
	}
	return best, ok
}

func less(a, b [3]int64) bool {
	for i := range a {
		if a[i] != b[i] {
			return a[i] < b[i]
		}
	}
	return false
}

// opens counts the lines of a cell in which nothing is open yet.
func (m *model) opens(id int32) (n int64) {
	for _, i := range m.linesOf[id] {
		if m.openIn[i] == 0 {
			n++
		}
	}
	return n
}
