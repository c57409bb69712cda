package privacy

import "slices"

// maxRelax is the size of the largest system that is gone through for complements that are
// not needed. Each of them costs a proof of the whole system.
const maxRelax = 150

// relax publishes complements again that turned out not to be needed, the largest counts
// first: a later choice often protects what an earlier one was made for.
func (m *model) relax(p *proof) {
	for _, cells := range p.systems(m.hidden()) {
		if len(cells) > maxRelax {
			continue
		}
		var complements []int32
		for _, id := range cells {
			if m.cells[id].state == hidden && m.cells[id].reason == Complement {
				complements = append(complements, id)
			}
		}
		slices.SortFunc(complements, func(a, b int32) int {
			switch x, y := m.cells[a].n, m.cells[b].n; {
			case x != y && x > y:
				return -1
			case x != y:
				return 1
			}
			return int(b - a)
		})
		for _, id := range complements {
			m.publishAgain(p, id, cells)
		}
	}
}

// publishAgain publishes a complement if all cells it depends on stay safe without it.
func (m *model) publishAgain(p *proof, id int32, cells []int32) {
	m.show(id)
	for _, i := range m.linesOf[id] {
		if !m.lineHolds(&m.lines[i]) {
			m.hide(id, Complement)
			return
		}
	}
	for _, other := range cells {
		p.proven[other] = false
	}
	if failed := p.run(cells); len(failed) == 0 {
		return
	}
	m.hide(id, Complement)
	for _, other := range cells {
		p.proven[other] = m.cells[other].state == hidden
	}
}

func (m *model) show(id int32) {
	m.cells[id].state = published
	for _, i := range m.linesOf[id] {
		m.openIn[i]--
	}
}
