package site

import (
	"cmp"
	"slices"
	"sort"
	"strings"

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
		r := &ranking{col: col, sorted: ordered(t, col)}
		if len(r.sorted) >= fewestRanked {
			s.ranks = append(s.ranks, r)
		}
	}
}

// ordered lists a column's values, each as often as it stands there. Where the table keeps
// each text once, only those are sorted.
func ordered(t *table.Table, col int) []string {
	compare := func(a, b string) int {
		return cmp.Or(order(t.Schema.Fields[col].Type, a, b), strings.Compare(a, b))
	}
	texts, codes := t.Codes(col)
	values := make([]string, 0, t.Len())
	if codes == nil {
		for row := range t.Len() {
			if t.Has(row, col) {
				values = append(values, t.Text(row, col))
			}
		}
		slices.SortFunc(values, compare)
		return values
	}
	times := make([]int, len(texts))
	for row, code := range codes {
		if t.Has(row, col) {
			times[code]++
		}
	}
	sorted := make([]int, len(texts))
	for code := range sorted {
		sorted[code] = code
	}
	slices.SortFunc(sorted, func(a, b int) int { return compare(texts[a], texts[b]) })
	for _, code := range sorted {
		for range times[code] {
			values = append(values, texts[code])
		}
	}
	return values
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
