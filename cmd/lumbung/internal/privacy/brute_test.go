package privacy

import (
	"fmt"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/table"
)

// csv makes a table of text and, where a name ends in "#", integer fields. An empty cell is
// missing, "[c]" was suppressed by somebody before.
func csv(t testing.TB, text string) *table.Table {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(text), "\n")
	schema := &table.Schema{}
	for _, name := range strings.Split(lines[0], ",") {
		f := table.Field{Name: strings.TrimSuffix(strings.TrimSpace(name), "#"), Type: table.String}
		if strings.HasSuffix(name, "#") {
			f.Type = table.Integer
		}
		schema.Fields = append(schema.Fields, f)
	}
	b := table.NewBuilder(schema, 0)
	for _, line := range lines[1:] {
		cells := strings.Split(strings.TrimSpace(line), ",")
		if len(cells) != len(schema.Fields) {
			t.Fatalf("%q has %d cells", line, len(cells))
		}
		values := make([]table.Value, len(cells))
		for i, c := range cells {
			values[i] = table.Value{Text: c, Type: schema.Fields[i].Type}
			switch c {
			case "":
				values[i].State = table.Missing
			case "[c]":
				values[i] = table.Value{Type: schema.Fields[i].Type, State: table.Suppressed}
			}
		}
		b.Append(values)
	}
	return b.Table()
}

// show writes a table as csv reads it.
func show(t *table.Table) string {
	var b strings.Builder
	b.WriteString(strings.Join(t.Schema.Names(), ","))
	for row := range t.Len() {
		b.WriteByte('\n')
		for col := range t.Schema.Fields {
			if col > 0 {
				b.WriteByte(',')
			}
			if v := t.Value(row, col); v.State == table.Suppressed {
				b.WriteString("[c]")
			} else {
				b.WriteString(v.Text)
			}
		}
	}
	return b.String()
}

// attack is what somebody with the published table and pen and paper can do: try all
// numbers. It knows nothing of the package's model; a test writes its equations down.
type attack struct {
	n         []int64 // the true counts, by variable
	hidden    []bool
	low       int64
	top       int64 // how far above the true number to try
	equations []equation
	left      int // tries
	undecided int // numbers for which they did not suffice
}

// cannotTell gives the first hidden variable that is less than width apart. What nothing
// bounds is tried up to a limit; before it counts as too close, the limit is raised.
func (a *attack) cannotTell(width int64) error {
	if a.top = width; a.run(width) == nil {
		return nil
	}
	a.top = 3*width + 6
	return a.run(width)
}

// run looks, for each hidden variable, for tables that agree with what is published and have
// a least and a greatest number there, and gives the first variable that is less than width
// apart. One table for each end is enough: not all of them are made.
func (a *attack) run(width int64) error {
	for i, n := range a.n {
		if !a.hidden[i] {
			continue
		}
		least, greatest := n, n
		for v := a.low; v < n; v++ {
			if a.agrees(i, v) {
				least = v
				break
			}
		}
		for v := n + a.top; v > n && greatest-least < width; v-- {
			if a.agrees(i, v) {
				greatest = v
				break
			}
		}
		if greatest-least < width && a.undecided == 0 {
			return fmt.Errorf("variable %d is between %d and %d", i, least, greatest)
		}
	}
	return nil
}

// agrees says whether some table with v as variable i agrees with what is published.
func (a *attack) agrees(i int, v int64) bool {
	n := a.n[i]
	defer func() { a.n[i], a.hidden[i] = n, true }()
	a.n[i], a.hidden[i] = v, false
	a.left = mostTries
	found := a.try(append([]int64(nil), a.n...), 0)
	if a.left <= 0 && !found {
		a.undecided++
	}
	return found
}

// mostTries is how long pen and paper last for one number: of a loose table there are more
// than can be tried, and then nothing is claimed.
const mostTries = 2_000

func (a *attack) try(y []int64, i int) bool {
	switch a.left--; {
	case a.left < 0:
		return false
	case !a.possible(y, i):
		return false
	case i == len(y):
		return true
	case !a.hidden[i]:
		y[i] = a.n[i]
		return a.try(y, i+1)
	}
	if v, ok := a.forced(y, i); ok {
		y[i] = v
		return v >= a.low && a.try(y, i+1)
	}
	// Numbers near the true one first: most tables that agree are near the true one.
	for d := int64(0); d <= a.n[i]-a.low || d <= a.top; d++ {
		for _, v := range []int64{a.n[i] - d, a.n[i] + d} {
			if v < a.low || v > a.n[i]+a.top || d == 0 && v != a.n[i] {
				continue
			}
			if y[i] = v; a.try(y, i+1) {
				return true
			}
			if d == 0 {
				break
			}
		}
	}
	return false
}

// forced gives the only number variable i can be when an equation says so.
func (a *attack) forced(y []int64, i int) (int64, bool) {
	for _, e := range a.equations {
		rest, coefficient, ok := e.right, int64(0), true
		for k, v := range e.variables {
			switch {
			case int(v) == i:
				coefficient = e.coefficients[k]
			case int(v) < i || !a.hidden[v]:
				rest -= e.coefficients[k] * y[v]
			default:
				ok = false
			}
		}
		if ok && coefficient != 0 {
			return rest * coefficient, true // it is 1 or -1
		}
	}
	return 0, false
}

// possible says whether the first i variables can be completed: an equation all of whose
// variables are set must hold, and one whose open variables have positive coefficients
// must not be exceeded.
func (a *attack) possible(y []int64, i int) bool {
	for _, e := range a.equations {
		sum, complete, grows := int64(0), true, true
		for k, v := range e.variables {
			switch {
			case int(v) < i:
				sum += e.coefficients[k] * y[v]
			case !a.hidden[v]:
				sum += e.coefficients[k] * a.n[v]
			default:
				complete = false
				grows = grows && e.coefficients[k] > 0
			}
		}
		if complete && sum != e.right || grows && sum > e.right {
			return false
		}
	}
	return true
}
