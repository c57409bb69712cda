package privacy

import "slices"

// uniform gives the published counts that are all of a small group: who knows somebody of
// the group then knows the category, too.
func (m *model) uniform() []Cell {
	var cells []Cell
	for i := range m.lines {
		l := &m.lines[i]
		total := &m.cells[l.total]
		if len(l.parts) < 2 || total.state != published || total.n == 0 || total.n > m.rule.group() {
			continue
		}
		if id, ok := m.whole(l); ok {
			cells = append(cells, m.place(id))
		}
	}
	slices.SortFunc(cells, compareCells)
	return slices.Compact(cells)
}

// whole gives the part that is the whole of its line, when readers see that.
func (m *model) whole(l *line) (id int32, ok bool) {
	for _, part := range l.parts {
		switch c := &m.cells[part]; {
		case c.state != published:
			return 0, false
		case c.n == m.cells[l.total].n:
			id, ok = part, true
		case c.n != 0:
			return 0, false
		}
	}
	return id, ok
}
