package privacy

import "slices"

// derived gives the cells of derived fields that must be hidden: where a count that they
// are computed from is hidden, and where the total is that they are shares of. A published
// share of a total that readers do not see would give the total away, and with it a hidden
// part; so there all shares are hidden as soon as one part is.
//
// A count that the source leaves out is no secret, but one that a hidden count could be
// worked out from must stay unknown, and a share of it would tell it. tied are the cells
// for which that is so.
func (m *model) derived(tied []bool) []Cell {
	var cells []Cell
	taken := map[Cell]bool{}
	for i := range m.rule.Derived {
		d := &m.rule.Derived[i]
		col := m.source.Schema.Index(d.Field)
		shares := m.shares(d, tied)
		for row := range m.rows {
			cell := Cell{m.rows[row], col}
			if (m.any(row, d.From, tied) || shares.hidden(row)) && m.source.Has(cell.Row, col) && !taken[cell] {
				taken[cell] = true
				cells = append(cells, cell)
			}
		}
	}
	return cells
}

func (m *model) any(row int, fields []string, marked []bool) bool {
	for _, name := range fields {
		if marked[m.cell(row, slices.Index(m.rule.Fields, name))] {
			return true
		}
	}
	return false
}

// shareGroups knows which totals over some dimensions must not be told by shares of them.
type shareGroups struct {
	key    func(row int) string
	secret map[string]bool
}

func (g shareGroups) hidden(row int) bool { return g.key != nil && g.secret[g.key(row)] }

// shares finds the totals that a derived field's shares are of.
func (m *model) shares(d *Derived, tied []bool) shareGroups {
	if len(d.Over) == 0 {
		return shareGroups{}
	}
	var over []int
	for _, name := range d.Over {
		over = append(over, m.rule.dimension(name))
	}
	g := shareGroups{secret: map[string]bool{}}
	g.key = func(row int) string {
		members := slices.Clone(m.members[row])
		for _, d := range over {
			members[d] = totalMember
		}
		return memberKey(members)
	}
	count := slices.Index(m.rule.Fields, d.From[0])
	for row := range m.rows {
		if key := g.key(row); tied[m.cell(row, count)] && !m.sees(key, count) {
			g.secret[key] = true
		}
	}
	return g
}

// sees says whether readers see the count of a total.
func (m *model) sees(key string, field int) bool {
	total, ok := m.at[key]
	return ok && !m.open(m.cell(int(total), field))
}

// tied marks the hidden cells, and all that depend on them and are not to be seen in the
// table, also those that are taken for 0.
func (m *model) tied() []bool {
	unseen := func(id int32) bool {
		if m.open(id) {
			return true
		}
		at := m.place(id)
		return !m.source.Has(at.Row, at.Field)
	}
	marked, lines, queue := make([]bool, len(m.cells)), make([]bool, len(m.lines)), m.hidden()
	for _, id := range queue {
		marked[id] = true
	}
	for i := 0; i < len(queue); i++ {
		for _, l := range m.linesOf[queue[i]] {
			if lines[l] {
				continue
			}
			lines[l] = true
			for id := range m.lines[l].all {
				if !marked[id] && unseen(id) {
					marked[id] = true
					queue = append(queue, id)
				}
			}
		}
	}
	return marked
}
