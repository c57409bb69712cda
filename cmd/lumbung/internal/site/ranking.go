package site

import (
	"sort"

	"lumbung/cmd/lumbung/internal/table"
)

// ranking is a number column in order, so that a row's standing is a look-up.
type ranking struct {
	col    int
	sorted []string // canonical numbers, ascending
}

// fewestRanked is how many rows there must be before a row's place among them says anything.
const fewestRanked = 5

// rankings orders the number columns among a profile's facts, once for all languages.
func (s *ProfileSet) rankings(cols []int) {
	if s.ranks != nil {
		return
	}
	t := s.Resource.Table
	s.ranks = []*ranking{}
	for _, col := range cols {
		field := &t.Schema.Fields[col]
		if !numeric(field) || field.Measure.IsZero() {
			continue
		}
		r := &ranking{col: col, sorted: make([]string, 0, t.Len())}
		for row := range t.Len() {
			if t.Has(row, col) {
				r.sorted = append(r.sorted, t.Text(row, col))
			}
		}
		sort.Slice(r.sorted, func(i, j int) bool { return order(field.Type, r.sorted[i], r.sorted[j]) < 0 })
		if len(r.sorted) >= fewestRanked {
			s.ranks = append(s.ranks, r)
		}
	}
}

// Standings tell where the row stands among all of them, for each number that measures
// something.
func (v *ProfilePage) Standings() []Standing {
	t, p := v.set.Resource.Table, v.set.planner
	f := p.formatter(v.Lang)
	var all []Standing
	for _, r := range v.set.ranks {
		if !t.Has(v.row, r.col) {
			continue
		}
		field, value := &t.Schema.Fields[r.col], t.Text(v.row, r.col)
		below := sort.Search(len(r.sorted), func(i int) bool { return order(field.Type, r.sorted[i], value) >= 0 })
		notAbove := sort.Search(len(r.sorted), func(i int) bool { return order(field.Type, r.sorted[i], value) > 0 })
		key, n, others := "profile.rank", len(r.sorted), notAbove-below-1
		switch {
		case below == 0 && notAbove == n:
			key = "profile.rankSame"
		case notAbove == n:
			key = "profile.rankMost"
		case below == 0:
			key = "profile.rankLeast"
		}
		if others > 0 && others < n-1 {
			key, n = key+"Tied", others
		}
		all = append(all, Standing{Label: fieldTitle(field, v.Lang), Value: f.WithUnit(value, field),
			Text: p.t(v.Lang, key, "below", f.Locale.Number(itoa(below)), "above", f.Locale.Number(itoa(len(r.sorted)-notAbove)), "n", n)})
	}
	return all
}

// order compares two canonical values of a type that has an order.
func order(t table.Type, a, b string) int {
	n, _ := table.Compare(t, a, b)
	return n
}
