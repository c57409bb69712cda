package record

import "slices"

// Stale lists the pages of now that an earlier set does not have as they will be, and the
// paths of those that it had and now are no more. before may be nil.
func (s *Set) Stale(before *Set) (rows []int32, gone []string) {
	if before == nil {
		return all(s.Len()), nil
	}
	same := s.Common == before.Common && s.Prefix == before.Prefix && s.Suffix == before.Suffix
	if s.Prefix == before.Prefix && s.Suffix == before.Suffix && sameNames(s.Names, before.Names) {
		for i, key := range s.Keys {
			if !same || key == Never || key != before.Keys[i] {
				rows = append(rows, int32(i))
			}
		}
		return rows, nil
	}
	return s.staleByName(before, same)
}

func sameNames(a, b Names) bool {
	if a.Len() != b.Len() {
		return false
	}
	for i := range a.Len() {
		if a.Name(i) != b.Name(i) {
			return false
		}
	}
	return true
}

// staleByName is for sets whose rows are not the same ones in the same order.
func (s *Set) staleByName(before *Set, same bool) (rows []int32, gone []string) {
	was := make(map[string]int32, before.Len())
	for i := range before.Len() {
		was[before.Path(i)] = int32(i)
	}
	for i, key := range s.Keys {
		path := s.Path(i)
		at, had := was[path]
		if !had || !same || key == Never || key != before.Keys[at] {
			rows = append(rows, int32(i))
		}
		delete(was, path)
	}
	for path := range was {
		gone = append(gone, path)
	}
	slices.Sort(gone)
	return rows, gone
}

func all(n int) []int32 {
	rows := make([]int32, n)
	for i := range rows {
		rows[i] = int32(i)
	}
	return rows
}
