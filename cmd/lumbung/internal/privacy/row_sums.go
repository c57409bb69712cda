package privacy

import "slices"

// rowSum says that some rows add up to another.
type rowSum struct {
	total int32
	parts []int32
}

// rowSums are the sums between the rows of a model. Rows from present on are totals that
// the table does not have. They are needed to see all sums, and would only be in the way
// later: a table has more of them than of figures. settle replaces each by its parts, and
// keeps those that say something: that two different sets of figures have one sum.
type rowSums struct {
	present int32
	of      map[int32][][]int32 // by total: each sum's parts
	totals  []int32             // in the order they came
	kept    map[int32]bool      // absent totals with more than one sum to say
}

func (s *rowSums) add(total int32, parts []int32) {
	if len(parts) == 0 {
		return
	}
	if s.of == nil {
		s.of = map[int32][][]int32{}
	}
	if s.of[total] == nil {
		s.totals = append(s.totals, total)
	}
	s.of[total] = append(s.of[total], parts)
}

// settle gives the sums in terms of figures that the table has.
func (s *rowSums) settle(present int) []rowSum {
	s.present, s.kept = int32(present), map[int32]bool{}
	for _, total := range s.totals {
		slices.SortStableFunc(s.of[total], func(a, b []int32) int { return s.lacks(a) - s.lacks(b) })
	}
	for _, total := range s.totals {
		s.of[total] = s.different(s.of[total])
		s.kept[total] = total >= s.present && len(s.of[total]) > 1
	}
	var all []rowSum
	for _, total := range s.totals {
		if total >= s.present && !s.kept[total] {
			continue
		}
		for _, parts := range s.of[total] {
			all = append(all, rowSum{total, s.expand(nil, parts)})
		}
	}
	return all
}

// lacks is 1 for a sum that absent totals are part of.
func (s *rowSums) lacks(parts []int32) int {
	if slices.ContainsFunc(parts, func(row int32) bool { return row >= s.present }) {
		return 1
	}
	return 0
}

// different leaves out sums over absent totals that follow from the sums before them: in
// the end they add up the same rows.
func (s *rowSums) different(sums [][]int32) [][]int32 {
	if len(sums) == 1 || s.lacks(sums[len(sums)-1]) == 0 {
		return sums
	}
	var out, known [][]int32
	for _, parts := range sums {
		leaves := s.leaves(nil, parts)
		slices.Sort(leaves)
		if s.lacks(parts) == 1 && slices.ContainsFunc(known, func(o []int32) bool { return slices.Equal(o, leaves) }) {
			continue
		}
		out, known = append(out, parts), append(known, leaves)
	}
	return out
}

// leaves follows rows down, by the first sum of each, to those that are no totals.
func (s *rowSums) leaves(into, rows []int32) []int32 {
	for _, row := range rows {
		if sums := s.of[row]; len(sums) > 0 {
			into = s.leaves(into, sums[0])
		} else {
			into = append(into, row)
		}
	}
	return into
}

// expand replaces absent totals by their parts.
func (s *rowSums) expand(into, rows []int32) []int32 {
	for _, row := range rows {
		if row >= s.present && !s.kept[row] && len(s.of[row]) > 0 {
			into = s.expand(into, s.of[row][0])
		} else {
			into = append(into, row)
		}
	}
	return into
}
