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
	seen      [][2]int64
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

// run finds the least and greatest number of each hidden variable over all tables that
// agree with what is published, and gives the first variable that is less than width apart.
func (a *attack) run(width int64) error {
	y := append([]int64(nil), a.n...)
	a.seen = make([][2]int64, len(a.n))
	for i, n := range a.n {
		a.seen[i] = [2]int64{n, n}
	}
	a.try(y, 0)
	for i, s := range a.seen {
		if a.hidden[i] && s[1]-s[0] < width {
			return fmt.Errorf("variable %d is between %d and %d", i, s[0], s[1])
		}
	}
	return nil
}

func (a *attack) try(y []int64, i int) {
	if !a.possible(y, i) {
		return
	}
	if i == len(y) {
		for j, v := range y {
			a.seen[j] = [2]int64{min(a.seen[j][0], v), max(a.seen[j][1], v)}
		}
		return
	}
	if !a.hidden[i] {
		y[i] = a.n[i]
		a.try(y, i+1)
		return
	}
	if v, ok := a.forced(y, i); ok {
		if y[i] = v; v >= a.low {
			a.try(y, i+1)
		}
		return
	}
	for v := a.low; v <= a.n[i]+a.top; v++ {
		y[i] = v
		a.try(y, i+1)
	}
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
