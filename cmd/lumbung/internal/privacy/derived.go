package privacy

import "slices"

// derived gives the cells of derived fields that must be hidden: where a count they are
// computed from is hidden, and where the total is that they are shares of. Published shares
// of a total that is not in the table would give the total away, and with it a hidden part;
// so there all shares are hidden as soon as one part is.
func (m *model) derived() []Cell {
	var cells []Cell
	taken := map[Cell]bool{}
	for i := range m.rule.Derived {
		d := &m.rule.Derived[i]
		col := m.source.Schema.Index(d.Field)
		shares := m.shares(d)
		for row := range m.rows {
			cell := Cell{m.rows[row], col}
			if (m.anyHidden(row, d.From) || shares.hidden(row)) && m.source.Has(cell.Row, col) && !taken[cell] {
				taken[cell] = true
				cells = append(cells, cell)
			}
		}
	}
	return cells
}

func (m *model) anyHidden(row int, fields []string) bool {
	for _, name := range fields {
		if m.cells[m.cell(row, slices.Index(m.rule.Fields, name))].state == hidden {
			return true
		}
	}
	return false
}

// shareGroups knows which totals over some dimensions are hidden.
type shareGroups struct {
	key    func(row int) string
	secret map[string]bool
}

func (g shareGroups) hidden(row int) bool { return g.key != nil && g.secret[g.key(row)] }

// shares finds the totals that a derived field's shares are of.
func (m *model) shares(d *Derived) shareGroups {
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
	for row := range m.rows {
		key := g.key(row)
		total, ok := m.at[key]
		if ok {
			g.secret[key] = m.anyHidden(int(total), d.From[:1])
		} else if m.anyHidden(row, d.From[:1]) {
			g.secret[key] = true
		}
	}
	return g
}
