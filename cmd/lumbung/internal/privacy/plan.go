package privacy

import (
	"fmt"
	"slices"

	"lumbung/cmd/lumbung/internal/table"
)

// Cell is a place in a table: a row, and a field by its place in the schema.
type Cell struct{ Row, Field int }

// Reason says why a cell is hidden.
type Reason uint8

// The reasons to hide a cell. Small and Zero are primary: the figure itself tells too much.
// Complement and Derived are hidden because they would give away another.
const (
	Small      Reason = iota // a count under the threshold
	Zero                     // a count of nobody, where zeros are hidden
	Complement               // a count that another could be worked out from
	Derivative               // a figure computed from a hidden count
)

// Hidden is a cell that must not be published.
type Hidden struct {
	Cell
	Reason Reason
}

// Primary says whether the cell's own figure is why it is hidden.
func (h Hidden) Primary() bool { return h.Reason == Small || h.Reason == Zero }

// Plan is what Suppress decided, with the proof done: each hidden count can be at least
// Audit.Width apart for all that the published table tells.
type Plan struct {
	Hidden []Hidden // in the order of rows and fields
	// Uniform are counts of all people of a small group, published although they tell of
	// each of them which category they are in. An author should know.
	Uniform []Cell
	Audit   Audit
}

// Audit counts what was done and why, and never says a value.
type Audit struct {
	Threshold, Width                 int
	Counts                           int // cells looked at
	Small, Zero, Complement, Derived int // hidden cells, by reason
	Equations                        int // what adds up to what
	Uneven                           int // equations that the figures do not meet
	Systems, Largest                 int // sets of hidden cells that depend on each other, and the size of the largest
}

// UnsafeError says that no choice of hidden cells protects the ones that must be hidden.
// Cells are those that can still be worked out.
type UnsafeError struct{ Cells []Cell }

func (e *UnsafeError) Error() string {
	return fmt.Sprintf("no safe table exists: %d hidden counts can be worked out from what must stay published", len(e.Cells))
}

// plan collects the decisions.
func (m *model) plan(tied []bool) *Plan {
	p := &Plan{Audit: Audit{
		Threshold: int(m.rule.threshold()), Width: int(m.width),
		Counts: m.virtual, Equations: len(m.lines),
	}}
	for id := range m.virtual {
		if c := &m.cells[id]; c.state == hidden {
			p.Hidden = append(p.Hidden, Hidden{m.place(int32(id)), c.reason})
		}
	}
	for _, cell := range m.derived(tied) {
		p.Hidden = append(p.Hidden, Hidden{cell, Derivative})
	}
	slices.SortFunc(p.Hidden, func(a, b Hidden) int { return compareCells(a.Cell, b.Cell) })
	for _, h := range p.Hidden {
		*[...]*int{&p.Audit.Small, &p.Audit.Zero, &p.Audit.Complement, &p.Audit.Derived}[h.Reason]++
	}
	for i := range m.lines {
		if m.lines[i].rest != 0 {
			p.Audit.Uneven++
		}
	}
	p.Uniform = m.uniform()
	return p
}

func compareCells(a, b Cell) int {
	if a.Row != b.Row {
		return a.Row - b.Row
	}
	return a.Field - b.Field
}

// Apply gives the table with a plan's hidden cells suppressed. Their texts are nowhere in
// it. A plan that hides nothing gives the table itself.
func Apply(t *table.Table, plan *Plan) *table.Table {
	if len(plan.Hidden) == 0 {
		return t
	}
	b := table.NewBuilder(t.Schema, t.Len())
	values := make([]table.Value, len(t.Schema.Fields))
	rest := plan.Hidden
	for row := range t.Len() {
		for col := range values {
			values[col] = t.Value(row, col)
			if len(rest) > 0 && rest[0].Cell == (Cell{row, col}) {
				values[col] = table.Value{Type: values[col].Type, State: table.Suppressed}
				rest = rest[1:]
			}
		}
		b.Append(values)
	}
	return b.Table()
}
