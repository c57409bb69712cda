package privacy

import (
	"math"
	"slices"
)

// endless is how high a cell can be that nothing bounds.
const endless = math.MaxInt64

// proof shows of hidden cells that a reader cannot work them out. For each it looks for two
// tables in whole numbers that agree with everything published, and in which the cell is
// at least m.width apart. Each such table is checked against the equations before it
// counts, so that a mistake in the search could hide too much, but never too little.
//
// Cells that share no equation, also not through others, are independent. The proof goes
// through such sets of cells one by one.
type proof struct {
	m        *model
	proven   []bool  // by cell
	local    []int32 // by cell: its number in the system at hand
	round    int32
	sawCells []int32 // by cell: the last round that came by
	sawLines []int32 // by line
}

func newProof(m *model) *proof {
	return &proof{m: m, proven: make([]bool, len(m.cells)), local: make([]int32, len(m.cells)),
		sawCells: make([]int32, len(m.cells)), sawLines: make([]int32, len(m.lines))}
}

// run goes through the systems of some cells, and gives of each that is not safe the first
// hidden cell that was not proved.
func (p *proof) run(cells []int32) (failed []int32) {
	for _, set := range p.systems(cells) {
		if id, ok := newSystem(p, set).prove(); !ok {
			failed = append(failed, id)
		}
	}
	return failed
}

// systems gives the open cells that some cells depend on, those together that depend on
// each other, in the order of their numbers.
func (p *proof) systems(cells []int32) (systems [][]int32) {
	p.round++
	for _, id := range cells {
		if !p.m.open(id) || p.sawCells[id] == p.round {
			continue
		}
		p.sawCells[id] = p.round
		set := []int32{id}
		for i := 0; i < len(set); i++ {
			set = p.neighbours(set[i], set)
		}
		slices.Sort(set)
		systems = append(systems, set)
	}
	return systems
}

// neighbours adds the open cells that share a line with a cell.
func (p *proof) neighbours(id int32, set []int32) []int32 {
	for _, i := range p.m.linesOf[id] {
		if p.sawLines[i] == p.round {
			continue
		}
		p.sawLines[i] = p.round
		for other := range p.m.lines[i].all {
			if p.m.open(other) && p.sawCells[other] != p.round {
				p.sawCells[other] = p.round
				set = append(set, other)
			}
		}
	}
	return set
}

// linesAround gives the lines of all cells that a cell depends on.
func (p *proof) linesAround(id int32) (lines []int32) {
	for _, set := range p.systems([]int32{id}) {
		for _, other := range set {
			lines = append(lines, p.m.linesOf[other]...)
		}
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}

// hidden lists the hidden cells.
func (m *model) hidden() (cells []int32) {
	for id := range m.cells {
		if m.cells[id].state == hidden {
			cells = append(cells, int32(id))
		}
	}
	return cells
}

// extent counts the systems with hidden cells, and the hidden cells of the largest.
func (p *proof) extent() (systems, largest int) {
	for _, set := range p.systems(p.m.hidden()) {
		concealed := 0
		for _, id := range set {
			if p.m.cells[id].state == hidden {
				concealed++
			}
		}
		systems++
		largest = max(largest, concealed)
	}
	return systems, largest
}

// system is a set of open cells that depend on each other, in the proof's own terms: how
// much each is above its least.
type system struct {
	p         *proof
	cells     []int32
	equations []equation
	above     []int64 // the true table
	low, high []int64 // what was seen so far in tables that agree
	buffer    []int64
}

func newSystem(p *proof, cells []int32) *system {
	s := &system{p: p, cells: cells, buffer: make([]int64, len(cells))}
	var lines []int32
	seen := map[int32]bool{}
	for i, id := range cells {
		p.local[id] = int32(i)
		s.above = append(s.above, p.m.cells[id].n-p.m.least(id))
		for _, l := range p.m.linesOf[id] {
			if !seen[l] {
				seen[l] = true
				lines = append(lines, l)
			}
		}
	}
	for _, l := range lines {
		s.equations = append(s.equations, s.equation(&p.m.lines[l]))
	}
	s.low = append(s.low, s.above...)
	s.high = append(s.high, s.above...)
	return s
}

// equation gives what a line says of the open cells. The true table meets it.
func (s *system) equation(l *line) (e equation) {
	for id, coefficient := range l.all {
		if s.p.m.open(id) {
			local := s.p.local[id]
			e.variables = append(e.variables, local)
			e.coefficients = append(e.coefficients, coefficient)
			e.right += coefficient * s.above[local]
		}
	}
	return e
}

// prove goes through the hidden cells until one is not safe.
func (s *system) prove() (failed int32, ok bool) {
	t, ok := newTableau(len(s.cells), s.equations)
	for i, id := range s.cells {
		if s.p.m.cells[id].state != hidden || s.p.proven[id] {
			continue
		}
		if ok {
			s.stretch(t, i)
		}
		if !s.wide(i) {
			return id, false
		}
		s.p.proven[id] = true
	}
	return 0, true
}

func (s *system) wide(i int) bool {
	return s.high[i] == endless || s.high[i]-s.low[i] >= s.p.m.width
}

// stretch looks for tables with the cell as high and, if that is not enough, as low as it
// can be.
func (s *system) stretch(t *tableau, i int) {
	for _, sign := range []int64{1, -1} {
		if s.wide(i) {
			return
		}
		switch found, o := t.extreme(int32(i), sign); {
		case o == optimum && found.point(s.buffer) && s.agrees(s.buffer, 1):
			for j, y := range s.buffer {
				s.low[j], s.high[j] = min(s.low[j], y), max(s.high[j], y)
			}
		case o == unbounded:
			if found.ray(s.buffer); s.agrees(s.buffer, 0) {
				for j, y := range s.buffer {
					if y > 0 {
						s.high[j] = endless
					}
				}
			}
		}
	}
}

// agrees checks a table against the equations: with times 1 a table itself, with times 0 a
// direction, which must change none of them.
func (s *system) agrees(y []int64, times int64) bool {
	for _, v := range y {
		if v < 0 || v > 1<<50 {
			return false
		}
	}
	for _, e := range s.equations {
		sum := int64(0)
		for k, v := range e.variables {
			sum += e.coefficients[k] * y[v]
		}
		if sum != times*e.right {
			return false
		}
	}
	return true
}
