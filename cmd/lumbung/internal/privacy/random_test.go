package privacy

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/table"
)

// grid is a table of counts over one to three dimensions, with all their totals. Member 0
// of a dimension is its total.
type grid struct {
	sizes  []int // members of each dimension, without the total
	n      map[string]int64
	drop   map[string]bool // cells that have no row in the table
	blank  map[string]bool // cells whose row has no count
	shares bool            // each row says what share it is over the first dimension
}

// newGrid makes a grid at random: its counts, which kinds of totals it has and whether it has
// more than those, where the source has no figure, and whether there are shares.
func newGrid(r *rand.Rand, most int64, sizes ...int) *grid {
	g := &grid{sizes: sizes, n: map[string]int64{}, drop: map[string]bool{}, blank: map[string]bool{}, shares: r.IntN(2) == 0}
	g.each(func(at []int) {
		if slices.Contains(at, 0) {
			return
		}
		n := r.Int64N(most + 1)
		if r.IntN(3) == 0 {
			n = r.Int64N(4)
		}
		g.count(at, n)
	})
	absent := map[int]bool{}
	for mask := 0; r.IntN(2) == 0 && mask < 1<<len(sizes); mask++ {
		absent[mask] = r.IntN(2) == 0
	}
	blanks := 0
	if r.IntN(3) == 0 {
		blanks = 2 + r.IntN(8)
	}
	g.each(func(at []int) {
		g.drop[fmt.Sprint(at)] = absent[margin(at)]
		g.blank[fmt.Sprint(at)] = blanks > 0 && r.IntN(blanks) == 0
	})
	return g
}

// count adds a count to its cell and to all totals that it is in.
func (g *grid) count(at []int, n int64) {
	for mask := range 1 << len(at) {
		total := slices.Clone(at)
		for d := range total {
			if mask>>d&1 == 1 {
				total[d] = 0
			}
		}
		g.n[fmt.Sprint(total)] += n
	}
}

// margin says over which dimensions a cell is a total.
func margin(at []int) (mask int) {
	for d, m := range at {
		if m == 0 {
			mask |= 1 << d
		}
	}
	return mask
}

// each goes through all cells: those inside first, then the margins.
func (g *grid) each(f func(at []int)) {
	var all [][]int
	at := make([]int, len(g.sizes))
	var walk func(d int)
	walk = func(d int) {
		if d == len(at) {
			all = append(all, slices.Clone(at))
			return
		}
		for at[d] = 0; at[d] <= g.sizes[d]; at[d]++ {
			walk(d + 1)
		}
	}
	walk(0)
	zeros := func(at []int) (n int) {
		for _, m := range at {
			if m == 0 {
				n++
			}
		}
		return n
	}
	slices.SortStableFunc(all, func(a, b []int) int { return zeros(a) - zeros(b) })
	for _, at := range all {
		f(at)
	}
}

// tidy gives the grid as a table with a row for each cell, and the rule for it.
func (g *grid) tidy(t testing.TB) (*table.Table, *Rule) {
	rule := &Rule{Fields: []string{"n"}}
	var names []string
	for d := range g.sizes {
		names = append(names, fmt.Sprintf("d%d", d))
		rule.Dimensions = append(rule.Dimensions, Dimension{Field: names[d], Totals: []string{"m0"}})
	}
	var b strings.Builder
	b.WriteString(strings.Join(names, ",") + ",n#,persen")
	if g.shares {
		rule.Derived = []Derived{{Field: "persen", From: []string{"n"}, Over: []string{"d0"}}}
	}
	g.each(func(at []int) {
		if g.drop[fmt.Sprint(at)] {
			return
		}
		b.WriteByte('\n')
		for _, m := range at {
			fmt.Fprintf(&b, "m%d,", m)
		}
		if !g.blank[fmt.Sprint(at)] {
			fmt.Fprint(&b, g.n[fmt.Sprint(at)])
		}
		b.WriteByte(',')
		if share, ok := g.share(at); ok {
			fmt.Fprintf(&b, "%d.%d", share/10, share%10)
		}
	})
	return csv(t, b.String()), rule
}

// share is a cell in thousandths of its total over the first dimension, rounded half up.
func (g *grid) share(at []int) (thousandths int64, ok bool) {
	whole := g.n[fmt.Sprint(wholeOf(at))]
	if !g.shares || whole == 0 {
		return 0, false
	}
	return (2000*g.n[fmt.Sprint(at)] + whole) / (2 * whole), true
}

func wholeOf(at []int) []int {
	whole := slices.Clone(at)
	whole[0] = 0
	return whole
}

// reader writes down what there is to know of a grid: all cells, also those that are not in
// the table, every sum over one dimension, and the shares that are left.
func (g *grid) reader(cut *table.Table, low int64) *reader {
	r := &reader{}
	number, row, count, share := map[string]int{}, 0, len(g.sizes), len(g.sizes)+1
	g.each(func(at []int) {
		key := fmt.Sprint(at)
		if g.drop[key] {
			number[key] = r.add(g.n[key], false, false, 0)
			return
		}
		number[key] = r.add(g.n[key], cut.Has(row, count), cut.Value(row, count).State == table.Suppressed, low)
		row++
	})
	g.each(func(at []int) {
		for d := range at {
			if at[d] != 0 {
				continue
			}
			var parts []int
			for m := 1; m <= g.sizes[d]; m++ {
				part := slices.Clone(at)
				part[d] = m
				parts = append(parts, number[fmt.Sprint(part)])
			}
			r.sum(number[fmt.Sprint(at)], parts)
		}
	})
	row = 0
	g.each(func(at []int) {
		if g.drop[fmt.Sprint(at)] {
			return
		}
		if thousandths, ok := g.share(at); ok && cut.Has(row, share) {
			r.share(number[fmt.Sprint(at)], number[fmt.Sprint(wholeOf(at))], thousandths)
		}
		row++
	})
	return r
}

// vary sets the limits of a rule at random.
func vary(r *rand.Rand, rule *Rule) (low int64) {
	rule.Threshold = 2 + r.IntN(4)
	if r.IntN(2) == 0 {
		rule.Width = 1 + r.IntN(3)
	}
	if r.IntN(3) == 0 {
		rule.Zeros = ZerosSuppress
		return 0
	}
	return 1
}

// No reader can work out a hidden count of a small table, or tell it closer than the rule
// allows, by trying all tables that agree with what is published.
func TestNoHiddenCountCanBeWorkedOut(t *testing.T) {
	for _, sizes := range [][]int{{3}, {6}, {2, 2}, {3, 3}, {4, 3}, {2, 2, 2}, {3, 2, 2}} {
		t.Run(strings.ReplaceAll(strings.Trim(fmt.Sprint(sizes), "[]"), " ", "x"), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(5, uint64(len(sizes)*10+sizes[0])))
			var done trials
			for round := range 300 {
				g := newGrid(r, 9, sizes...)
				in, rule := g.tidy(t)
				low := vary(r, rule)
				plan, err := Suppress(in, rule)
				if err != nil {
					t.Fatalf("round %d: %v\n%s", round, err, show(in))
				}
				cut := Apply(in, plan)
				checkPrimary(t, in, cut, rule, len(sizes))
				if err := g.reader(cut, low).findOut(rule.width(), &done); err != nil {
					t.Errorf("round %d: threshold %d, width %d, zeros %q: %v\n%s\n%s", round, rule.Threshold, rule.width(), rule.Zeros, err, show(in), show(cut))
				}
			}
			done.tell(t)
		})
	}
}

func checkPrimary(t *testing.T, in, cut *table.Table, rule *Rule, col int) {
	t.Helper()
	for row := range in.Len() {
		if !in.Has(row, col) {
			continue
		}
		n, _ := count(in.Text(row, col))
		small := n > 0 && n < rule.threshold() || n == 0 && rule.zerosHidden()
		switch {
		case small && cut.Has(row, col):
			t.Fatalf("the small count of row %d is published", row)
		case n == 0 && !rule.zerosHidden() && !cut.Has(row, col):
			t.Fatalf("the zero of row %d is hidden", row)
		}
	}
}

// Every table of two by two counts up to 4, not a choice of them.
func TestNoHiddenCountOfAnyTinyTableCanBeWorkedOut(t *testing.T) {
	var done trials
	for code := range 5 * 5 * 5 * 5 {
		g := &grid{sizes: []int{2, 2}, n: map[string]int64{}, shares: true}
		for i, rest := 0, code; i < 4; i, rest = i+1, rest/5 {
			g.count([]int{1 + i/2, 1 + i%2}, int64(rest%5))
		}
		for _, threshold := range []int{2, 3, 5} {
			for low, zeros := range []string{ZerosSuppress, ZerosSafe} {
				in, rule := g.tidy(t)
				rule.Threshold, rule.Zeros = threshold, zeros
				plan, err := Suppress(in, rule)
				if err != nil {
					t.Fatalf("threshold %d, zeros %q: %v\n%s", threshold, zeros, err, show(in))
				}
				cut := Apply(in, plan)
				if err := g.reader(cut, int64(low)).findOut(rule.width(), &done); err != nil {
					t.Fatalf("threshold %d, zeros %q: %v\n%s\n%s", threshold, zeros, err, show(in), show(cut))
				}
			}
		}
	}
	done.tell(t)
}

// A reader who found out nothing, ever, would prove nothing: what rules of thumb leave open
// is found out.
func TestTheReaderFindsOutWhatRulesOfThumbLeave(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	found := map[string]int{}
	for range 200 {
		g := newGrid(r, 9, 3, 3)
		g.drop, g.blank, g.shares = nil, nil, false
		in, rule := g.tidy(t)
		rule.Width = 1
		for name, hide := range map[string]func(m *model){
			"small counts alone": func(*model) {},
			"two in each line": func(m *model) {
				for again := true; again; {
					again = false
					for i := range m.lines {
						if next, ok := m.complement([]int32{int32(i)}); ok && m.openIn[i] == 1 {
							m.hide(next, Complement)
							again = true
						}
					}
				}
			},
			"all of it": func(m *model) {
				if err := m.complete(newProof(m)); err != nil {
					t.Fatal(err)
				}
			},
		} {
			m, err := newModel(in, rule)
			if err != nil {
				t.Fatal(err)
			}
			m.hideSmall()
			hide(m)
			if g.reader(Apply(in, m.plan(m.tied())), 1).findOut(1, &trials{}) != nil {
				found[name]++
			}
		}
	}
	if found["small counts alone"] < 50 || found["two in each line"] < 5 || found["all of it"] > 0 {
		t.Errorf("found out: %v of 200", found)
	}
}

// The same for a table with totals in columns and in rows, and with a hierarchy of regions.
func TestNoHiddenCountCanBeWorkedOutOfAWideTableWithAHierarchy(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	var done trials
	for round := range 250 {
		// Regions: A with A1 and A2, B with B1, B2 and B3. Fields: l + p = n.
		regions := []string{"A1", "A2", "B1", "B2", "B3", "A", "B", "Jumlah"}
		up := map[string]string{"A1": "A", "A2": "A", "B1": "B", "B2": "B", "B3": "B", "A": "Jumlah", "B": "Jumlah"}
		n := map[string][3]int64{}
		for _, region := range regions[:5] {
			c := [3]int64{r.Int64N(9), r.Int64N(9)}
			if r.IntN(2) == 0 {
				c[r.IntN(2)] = r.Int64N(4)
			}
			for at := region; at != ""; at = up[at] {
				sum := n[at]
				n[at] = [3]int64{sum[0] + c[0], sum[1] + c[1], sum[2] + c[0] + c[1]}
			}
		}
		var b strings.Builder
		b.WriteString("wilayah,induk,l#,p#,n#")
		for _, region := range regions {
			parent := up[region]
			if parent == "Jumlah" {
				parent = ""
			}
			fmt.Fprintf(&b, "\n%s,%s,%d,%d,%d", region, parent, n[region][0], n[region][1], n[region][2])
		}
		in := csv(t, b.String())
		rule := &Rule{Fields: []string{"l", "p", "n"}, Dimensions: []Dimension{{Field: "wilayah", Totals: []string{"Jumlah"}, Parent: "induk"}},
			Sums: []Sum{{Total: "n", Of: []string{"l", "p"}}}}
		low := vary(r, rule)
		plan, err := Suppress(in, rule)
		if err != nil {
			t.Fatalf("round %d: %v\n%s", round, err, show(in))
		}
		cut := Apply(in, plan)
		reader, number := &reader{}, map[string]int{}
		for row, region := range regions {
			for field := range 3 {
				hidden := cut.Value(row, 2+field).State == table.Suppressed
				number[fmt.Sprint(region, field)] = reader.add(n[region][field], !hidden, hidden, low)
			}
			reader.sum(number[fmt.Sprint(region, 2)], []int{number[fmt.Sprint(region, 0)], number[fmt.Sprint(region, 1)]})
		}
		for _, total := range []string{"A", "B", "Jumlah"} {
			for field := range 3 {
				var parts []int
				for _, region := range regions {
					if up[region] == total {
						parts = append(parts, number[fmt.Sprint(region, field)])
					}
				}
				reader.sum(number[fmt.Sprint(total, field)], parts)
			}
		}
		if err := reader.findOut(rule.width(), &done); err != nil {
			t.Fatalf("round %d: threshold %d, width %d, zeros %q: %v\n%s\n%s", round, rule.Threshold, rule.width(), rule.Zeros, err, show(in), show(cut))
		}
	}
	done.tell(t)
}

// The order of rows in the file decides nothing.
func TestSuppressDoesNotDependOnTheOrderOfRows(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for range 60 {
		g := newGrid(r, 12, 4, 4)
		in, rule := g.tidy(t)
		first := sortedRows(t, in, rule)
		lines := strings.Split(show(in), "\n")
		rows := lines[1:]
		r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		lines[0] += "#"
		if again := sortedRows(t, csv(t, strings.Join(lines, "\n")), rule); again != first {
			t.Fatalf("%s\nin another order\n%s", first, again)
		}
	}
}

func sortedRows(t *testing.T, in *table.Table, rule *Rule) string {
	t.Helper()
	plan, err := Suppress(in, rule)
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(show(Apply(in, plan)), "\n")
	slices.Sort(rows)
	return strings.Join(rows, "\n")
}

func FuzzSuppress(f *testing.F) {
	f.Add([]byte{3, 3, 0, 1, 20, 30, 40, 2, 50, 9, 8, 7}, byte(5), byte(4), byte(0))
	f.Add([]byte{2, 2, 1, 0, 0, 3, 9}, byte(3), byte(0), byte(1))
	f.Add([]byte{4, 3, 0, 1, 1, 1, 9, 9, 9, 0, 0, 0, 5, 5, 5}, byte(2), byte(1), byte(0b1110))
	f.Add([]byte{1, 1, 1, 1, 2, 9, 9, 3, 0, 200, 5}, byte(4), byte(2), byte(0b10010))
	f.Fuzz(func(t *testing.T, counts []byte, threshold, width, kinds byte) {
		if len(counts) < 4 {
			return
		}
		g := &grid{sizes: []int{1 + int(counts[0])%4, 1 + int(counts[1])%3}, n: map[string]int64{}, drop: map[string]bool{}, blank: map[string]bool{}}
		if counts[2]%2 == 1 {
			g.sizes = append(g.sizes, 2)
		}
		counts = counts[3:]
		next := 0
		g.each(func(at []int) {
			if !slices.Contains(at, 0) {
				g.count(at, int64(counts[next%len(counts)])%13)
				next++
			}
		})
		zeros, shares, absent := kinds&1 == 1, kinds&2 == 2, int(kinds>>2)
		g.shares = shares
		g.each(func(at []int) { // counts from 200 on are not in the source
			g.blank[fmt.Sprint(at)] = counts[(3*next)%len(counts)] >= 200
			g.drop[fmt.Sprint(at)] = margin(at) > 0 && absent>>(margin(at)-1)&1 == 1
			next++
		})
		in, rule := g.tidy(t)
		rule.Threshold, rule.Width = 2+int(threshold)%5, int(width)%5
		low := int64(1)
		if zeros {
			rule.Zeros, low = ZerosSuppress, 0
		}
		if int(threshold)%3 == 0 {
			rule.Dimensions[0].Keep, rule.Dimensions[1].Keep = width%2 == 0, width%3 == 0
		}
		plan, err := Suppress(in, rule)
		if err != nil {
			var unsafe *UnsafeError
			if kept := rule.Dimensions[0].Keep || rule.Dimensions[1].Keep; !kept || !errors.As(err, &unsafe) {
				t.Fatalf("%v\n%s", err, show(in))
			}
			return
		}
		cut := Apply(in, plan)
		if err := g.reader(cut, low).findOut(rule.width(), &trials{}); err != nil {
			t.Fatalf("%v\n%s\n%s", err, show(in), show(cut))
		}
	})
}
