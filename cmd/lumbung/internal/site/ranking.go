package site

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"sync/atomic"

	"lumbung/cmd/lumbung/internal/table"
)

// ranking is a number column in order, so that a row's standing is a look-up.
type ranking struct {
	col     int
	values  []string // canonical numbers, ascending
	through []int    // how many rows have one of the values up to each; nil: each is one row's

	// Where the table keeps each text once: the rows' codes, and what was told of each, in each
	// language, since all rows that have it are told the same.
	codes *table.Codes
	told  [][]atomic.Pointer[Standing]
}

// place is how many rows have a lower number, and how many one that is not higher.
func (r *ranking) place(t table.Type, value string) (below, notAbove int) {
	i := sort.Search(len(r.values), func(i int) bool { return order(t, r.values[i], value) >= 0 })
	j := i + sort.Search(len(r.values)-i, func(j int) bool { return order(t, r.values[i+j], value) > 0 })
	return r.before(i), r.before(j)
}

// before is how many rows have one of the first i values.
func (r *ranking) before(i int) int {
	if i == 0 || r.through == nil {
		return i
	}
	return r.through[i-1]
}

// rows is how many rows have a number.
func (r *ranking) rows() int { return r.before(len(r.values)) }

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
		r := rank(t, col)
		if r.rows() < fewestRanked {
			continue
		}
		if texts, codes := t.Codes(col); codes != nil {
			r.codes = codes
			for range s.langs {
				r.told = append(r.told, make([]atomic.Pointer[Standing], len(texts)))
			}
		}
		s.ranks = append(s.ranks, r)
	}
}

// rank orders a column's values. Where the table keeps each text once, only those are sorted.
func rank(t *table.Table, col int) *ranking {
	compare := func(a, b string) int {
		return cmp.Or(order(t.Schema.Fields[col].Type, a, b), strings.Compare(a, b))
	}
	r := &ranking{col: col}
	texts, codes := t.Codes(col)
	times := make([]int, len(texts))
	for row := range t.Len() {
		switch {
		case !t.Has(row, col):
		case codes != nil:
			times[codes.At(row)]++
		default:
			r.values = append(r.values, t.Text(row, col))
		}
	}
	if codes == nil {
		slices.SortFunc(r.values, compare)
		return r
	}
	var sorted []int
	for code, n := range times {
		if n > 0 {
			sorted = append(sorted, code)
		}
	}
	slices.SortFunc(sorted, func(a, b int) int { return compare(texts[a], texts[b]) })
	n := 0
	for _, code := range sorted {
		n += times[code]
		r.values, r.through = append(r.values, texts[code]), append(r.through, n)
	}
	return r
}

// Standings tell where the row stands among all of them, for each number that measures
// something.
func (v *ProfilePage) Standings() []Standing {
	t := v.set.Resource.Table
	all := v.spare.standings[:0]
	for _, r := range v.set.ranks {
		switch {
		case !t.Has(v.row, r.col):
		case r.codes == nil:
			all = append(all, v.standing(r))
		default:
			told := &r.told[v.lang][r.codes.At(v.row)]
			s := told.Load()
			if s == nil {
				made := v.standing(r)
				s = &made
				told.Store(s)
			}
			all = append(all, *s)
		}
	}
	v.spare.standings = all
	return all
}

// standing tells where the row stands in one number.
func (v *ProfilePage) standing(r *ranking) Standing {
	t, p := v.set.Resource.Table, v.set.planner
	f := p.formatter(v.Lang)
	field, value := &t.Schema.Fields[r.col], t.Text(v.row, r.col)
	below, notAbove := r.place(field.Type, value)
	key, n, others := "profile.rank", r.rows(), notAbove-below-1
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
	return Standing{Label: fieldTitle(field, v.Lang), Value: f.WithUnit(value, field),
		Text: p.t(v.Lang, key, "below", f.Locale.Number(itoa(below)), "above", f.Locale.Number(itoa(r.rows()-notAbove)), "n", n)}
}

// order compares two canonical values of a type that has an order.
func order(t table.Type, a, b string) int {
	n, _ := table.Compare(t, a, b)
	return n
}
