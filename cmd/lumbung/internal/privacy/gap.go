package privacy

import (
	"math/big"
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/table"
)

// The proof holds for what a rule declares. A total that it does not know of gives hidden
// counts away all the same, and so does a column of shares. What figures are of each other
// can be seen in them: Gaps looks for it.

// Gap is something in a table that gives away its hidden counts and that the rule does not
// declare.
type Gap struct {
	Kind   GapKind
	Field  string   // what the rule does not know
	Member string   // of TotalRows: the value that marks the sums
	From   []string // of TotalField and Computed: the counts that it is made of
	Over   []string // of Computed: the dimensions whose total it is a share of
	// Sure is false where too few rows say it for chance to be ruled out.
	Sure bool
}

// GapKind says what a Gap is.
type GapKind uint8

// The kinds of gaps.
const (
	AbsentTotals GapKind = iota // a dimension none of whose totals is in the table
	TotalRows                   // rows that are the sums of the others
	TotalField                  // a count that is the sum of others in its row
	Computed                    // a number that is no declared count, and a sum or share of some
)

// sure is how many sums must come out for chance to be ruled out.
const sure = 3

// Gaps looks through a table for what its rule does not declare. Each field is told once.
func Gaps(t *table.Table, rule *Rule) (gaps []Gap) {
	g := &gapFinder{t: t, rule: rule, keys: rule.KeyFields(t.Schema)}
	if len(g.keys) == 0 {
		for i := range t.Schema.Fields {
			if f := &t.Schema.Fields[i]; !f.Type.Numeric() && !g.isDeclared(f.Name) {
				g.keys = append(g.keys, f.Name)
			}
		}
	}
	for _, name := range rule.Fields {
		g.counts = append(g.counts, g.column(name))
	}
	gaps = append(g.totalRows(), g.totalFields()...)
	for _, gap := range g.absentTotals() {
		if !slices.ContainsFunc(gaps, func(o Gap) bool { return o.Field == gap.Field }) {
			gaps = append(gaps, gap) // or else the total goes by another name
		}
	}
	return append(gaps, g.computed()...)
}

type gapFinder struct {
	t      *table.Table
	rule   *Rule
	keys   []string
	counts [][]*big.Rat // of each row, nil where it has none
}

func (g *gapFinder) isDeclared(name string) bool {
	return slices.Contains(g.rule.Fields, name) || slices.ContainsFunc(g.rule.Derived, func(d Derived) bool { return d.Field == name })
}

// column reads the numbers of a field.
func (g *gapFinder) column(name string) []*big.Rat {
	col, out := g.t.Schema.Index(name), make([]*big.Rat, g.t.Len())
	for row := range out {
		if g.t.Has(row, col) {
			out[row], _ = new(big.Rat).SetString(g.t.Text(row, col))
		}
	}
	return out
}

func (g *gapFinder) absentTotals() (gaps []Gap) {
	for _, d := range g.rule.Dimensions {
		if len(d.Totals) > 0 && g.t.Len() > 0 && !slices.ContainsFunc(d.Totals, func(total string) bool { return g.has(d.Field, total) }) {
			gaps = append(gaps, Gap{Kind: AbsentTotals, Field: d.Field, Member: d.Totals[0]})
		}
	}
	return gaps
}

func (g *gapFinder) has(field, text string) bool {
	col := g.t.Schema.Index(field)
	for row := range g.t.Len() {
		if g.t.Text(row, col) == text {
			return true
		}
	}
	return false
}

// totalRows looks for values of the fields that tell rows apart whose counts are always those
// of all the others together.
func (g *gapFinder) totalRows() (gaps []Gap) {
	for _, name := range g.keys {
		d := Dimension{Field: name}
		if i := g.rule.dimension(name); i >= 0 {
			d = g.rule.Dimensions[i]
		}
		if d.Parent != "" {
			continue // what is a part of what is declared row by row
		}
		if member, n := g.totalOf(&d); n >= sure || n > 0 && isTotalWord(member) {
			gaps = append(gaps, Gap{Kind: TotalRows, Field: name, Member: member, Sure: true})
		} else if n > 0 {
			gaps = append(gaps, Gap{Kind: TotalRows, Field: name, Member: member})
		}
	}
	return gaps
}

// totalOf gives the first member of a dimension that is the sum of the others wherever it
// stands, and in how many places that says anything.
func (g *gapFinder) totalOf(d *Dimension) (member string, n int) {
	col := g.t.Schema.Index(d.Field)
	groups, order := g.groups(d), []string(nil)
	sums := map[string]int{} // -1: it is none
	for _, rows := range groups {
		for _, row := range rows {
			m := g.t.Text(row, col)
			if _, seen := sums[m]; !seen {
				sums[m] = 0
				order = append(order, m)
			}
		}
	}
	for _, rows := range groups {
		for _, counts := range g.counts {
			all, whole := new(big.Rat), true
			for _, row := range rows {
				if whole = whole && counts[row] != nil; whole {
					all.Add(all, counts[row])
				}
			}
			for _, row := range rows {
				m := g.t.Text(row, col)
				switch {
				case !whole || sums[m] < 0:
				case new(big.Rat).Add(counts[row], counts[row]).Cmp(all) != 0:
					sums[m] = -1
				case len(rows) > 2 && all.Sign() > 0:
					sums[m]++
				}
			}
		}
	}
	for _, m := range order {
		if sums[m] > n || sums[m] == n && n > 0 && isTotalWord(m) && !isTotalWord(member) {
			member, n = m, sums[m]
		}
	}
	return member, n
}

// groups are the rows that differ in nothing but a dimension, without its declared totals, in
// the order of the table.
func (g *gapFinder) groups(d *Dimension) (groups [][]int) {
	at := map[string]int{}
	col := g.t.Schema.Index(d.Field)
	for row := range g.t.Len() {
		if slices.Contains(d.Totals, g.t.Text(row, col)) {
			continue
		}
		key := g.key(row, []string{d.Field})
		i, ok := at[key]
		if !ok {
			i = len(groups)
			at[key] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], row)
	}
	return groups
}

// key is what tells a row apart, with the totals of some dimensions in the place of what it
// has there.
func (g *gapFinder) key(row int, over []string) string {
	members := make([]string, len(g.keys))
	for i, name := range g.keys {
		members[i] = g.t.Text(row, g.t.Schema.Index(name))
		d := g.rule.dimension(name)
		if slices.Contains(over, name) || d >= 0 && slices.Contains(g.rule.Dimensions[d].Totals, members[i]) {
			members[i] = totalMember
		}
	}
	return memberKey(members)
}

var totalWords = []string{"jumlah", "total", "semua", "seluruh", "seluruhnya", "keseluruhan", "all", "both"}

// isTotalWord says whether a value calls itself a total.
func isTotalWord(member string) bool {
	words := strings.Fields(strings.ToLower(member))
	return len(words) > 0 && slices.Contains(totalWords, words[0])
}

// totalFields looks for counts that are the sums of others in their rows.
func (g *gapFinder) totalFields() (gaps []Gap) {
	for i, name := range g.rule.Fields {
		if slices.ContainsFunc(g.rule.Sums, func(s Sum) bool { return s.Total == name }) {
			continue
		}
		if of := g.sumOf(g.counts[i], i); len(of) > 1 {
			gaps = append(gaps, Gap{Kind: TotalField, Field: name, From: of, Sure: true})
		}
	}
	return gaps
}

// maxSubset is among how many counts sums of some of them are looked for: beyond it only that
// of all.
const maxSubset = 8

// sumOf gives the counts, without one of them, that add up to some numbers in each row; nil
// when none do.
func (g *gapFinder) sumOf(numbers []*big.Rat, without int) []string {
	masks := 1 << len(g.counts)
	first := 1
	if len(g.counts) > maxSubset {
		first = masks - 1
		if without >= 0 {
			first &^= 1 << without
		}
		masks = first + 1
	}
	for mask := masks - 1; mask >= first; mask-- {
		if (without < 0 || mask>>without&1 == 0) && g.addsUp(numbers, mask) {
			var of []string
			for i, name := range g.rule.Fields {
				if mask>>i&1 == 1 {
					of = append(of, name)
				}
			}
			return of
		}
	}
	return nil
}

// addsUp says whether numbers are the sums of the counts of a mask wherever there are all of
// them, in enough rows, and each of the counts takes part.
func (g *gapFinder) addsUp(numbers []*big.Rat, mask int) bool {
	rows, used := 0, 0
	for row, n := range numbers {
		sum, whole := new(big.Rat), n != nil
		for i := range g.counts {
			if mask>>i&1 == 0 || !whole {
				continue
			}
			if whole = g.counts[i][row] != nil; whole {
				sum.Add(sum, g.counts[i][row])
				if g.counts[i][row].Sign() > 0 {
					used |= 1 << i
				}
			}
		}
		switch {
		case !whole:
		case sum.Cmp(n) != 0:
			return false
		case sum.Sign() > 0:
			rows++
		}
	}
	return rows >= sure && used == mask
}
