package privacy

import "lumbung/cmd/lumbung/internal/table"

// settleUnknown decides what readers know of cells without a value, and completes the
// equations.
//
// A cell that the source leaves empty is taken for 0 where everything it is part of adds up
// without it, because a reader will see that too. Elsewhere it is unknown to us and to the
// reader alike, and gets the value that makes its first equation hold. A cell that an
// earlier publisher hid is always unknown.
func (m *model) settleUnknown() {
	needed := make([]bool, len(m.cells))
	for i := range m.lines {
		if m.excess(&m.lines[i]) == 0 {
			continue
		}
		for id := range m.lines[i].all {
			needed[id] = true
		}
	}
	for id := range m.virtual {
		c := &m.cells[id]
		at := m.place(int32(id))
		if c.state == unknown && !needed[id] && m.source.Value(at.Row, at.Field).State != table.Suppressed {
			c.state = published
		}
	}
	settled := make([]bool, len(m.cells))
	for i := range m.lines {
		m.settle(&m.lines[i], settled)
	}
	for i := range m.lines {
		m.lines[i].rest = m.excess(&m.lines[i])
	}
}

// excess is by how much the parts of a line are more than its total.
func (m *model) excess(l *line) int64 {
	sum := int64(0)
	for id, coefficient := range l.all {
		sum += coefficient * m.cells[id].n
	}
	return sum
}

// settle gives the first unknown cell of a line the value that makes the line hold, if that
// is not negative; the others stay 0.
func (m *model) settle(l *line, settled []bool) {
	excess, done := m.excess(l), false
	for id, coefficient := range l.all {
		if m.cells[id].state != unknown || settled[id] {
			continue
		}
		settled[id] = true
		if value := -coefficient * excess; !done && value >= 0 {
			m.cells[id].n = value
			done = true
		}
	}
}
