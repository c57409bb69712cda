package privacy

import (
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
)

// sumLines adds the equations within rows: Rule.Sums.
func (m *model) sumLines() {
	for _, sum := range m.rule.Sums {
		total := slices.Index(m.rule.Fields, sum.Total)
		parts := make([]int, len(sum.Of))
		for i, name := range sum.Of {
			parts[i] = slices.Index(m.rule.Fields, name)
		}
		for row := range m.rows {
			l := line{total: m.cell(row, total)}
			for _, field := range parts {
				l.parts = append(l.parts, m.cell(row, field))
			}
			m.lines = append(m.lines, l)
		}
	}
}

// totalLines adds the equations between rows: over each dimension, the rows that differ in
// nothing else add up to their total, and to the members that they are part of.
//
// A total that the table does not have counts too: where only the total of all is printed,
// it is still the sum of everything, and the totals of rows and those of columns have the
// same sum, printed or not.
func (m *model) totalLines() error {
	if err := m.addLinked(); err != nil {
		return err
	}
	m.addAbsentTotals()
	var sums rowSums
	for d := range m.rule.Dimensions {
		dimension := &m.rule.Dimensions[d]
		if len(dimension.Totals) == 0 && dimension.Parent == "" {
			continue
		}
		up, err := m.parents(d)
		if err != nil {
			return err
		}
		for _, group := range m.groups(d) {
			m.groupSums(d, group, up, &sums)
		}
	}
	for _, s := range sums.settle(len(m.rows)) {
		for field := range m.fields {
			l := line{total: m.cell(int(s.total), field)}
			for _, row := range s.parts {
				l.parts = append(l.parts, m.cell(int(row), field))
			}
			m.lines = append(m.lines, l)
		}
	}
	return nil
}

// addAbsentTotals adds, after the rows of the table, a row for each total that it does not
// have.
func (m *model) addAbsentTotals() {
	for row := 0; row < len(m.members); row++ {
		for d := range m.rule.Dimensions {
			if len(m.rule.Dimensions[d].Totals) == 0 || m.members[row][d] == totalMember {
				continue
			}
			members := slices.Clone(m.members[row])
			members[d] = totalMember
			if key := memberKey(members); !m.has(key) {
				m.at[key] = int32(len(m.members))
				m.members = append(m.members, members)
			}
		}
	}
	for len(m.cells) < len(m.members)*len(m.fields) {
		m.cells = append(m.cells, modelCell{state: unknown})
	}
}

func (m *model) has(key string) bool {
	_, ok := m.at[key]
	return ok
}

// groups gives the rows that differ only in dimension d, group by group, in the order of
// keys.
func (m *model) groups(d int) [][]int32 {
	var groups [][]int32
	number := map[string]int{}
	for row, members := range m.members {
		own := members[d]
		members[d] = ""
		key := memberKey(members)
		members[d] = own
		i, ok := number[key]
		if !ok {
			i = len(groups)
			number[key] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], int32(row))
	}
	return groups
}

// groupSums adds the sums of one group: each row is a part of the nearest row above it that
// the group has, and of the total where there is none.
func (m *model) groupSums(d int, group []int32, up map[string]string, sums *rowSums) {
	rowOf := make(map[string]int32, len(group))
	for _, row := range group {
		rowOf[m.members[row][d]] = row
	}
	total, hasTotal := rowOf[totalMember]
	parts := map[int32][]int32{}
	var top []int32
	for _, row := range group {
		member := m.members[row][d]
		if member == totalMember {
			continue
		}
		above := up[member]
		for above != "" {
			if _, ok := rowOf[above]; ok {
				break
			}
			above = up[above]
		}
		if above == "" {
			top = append(top, row)
			continue
		}
		parts[rowOf[above]] = append(parts[rowOf[above]], row)
	}
	for _, row := range group {
		sums.add(row, parts[row])
	}
	if hasTotal {
		sums.add(total, top)
	}
}

// parents reads which member of dimension d each member is part of; "" for the total.
func (m *model) parents(d int) (map[string]string, error) {
	dimension := &m.rule.Dimensions[d]
	up := map[string]string{}
	if dimension.Parent == "" {
		return up, nil
	}
	col := m.source.Schema.Index(dimension.Parent)
	for i, row := range m.rows {
		member := m.members[i][d]
		if member == totalMember {
			continue
		}
		above := m.source.Text(row, col)
		if slices.Contains(dimension.Totals, above) {
			above = ""
		}
		if other, ok := up[member]; ok && other != above {
			return nil, &CellError{Cell{row, col}, diag.Msg("%q is part of %q here and of %q in another row", member, above, other)}
		}
		up[member] = above
	}
	for i, row := range m.rows {
		if ring := ringAbove(m.members[i][d], up); ring != nil {
			return nil, &CellError{Cell{row, col}, diag.Msg("%s: nothing can be part of itself", strings.Join(ring, " → "))}
		}
	}
	return up, nil
}

// ringAbove gives the members above one if they lead back to it.
func ringAbove(member string, up map[string]string) []string {
	path := []string{member}
	for above := up[member]; above != "" && len(path) <= len(up); above = up[above] {
		if above == member {
			return append(path, member)
		}
		path = append(path, above)
	}
	return nil
}
