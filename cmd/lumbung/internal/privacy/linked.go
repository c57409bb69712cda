package privacy

import (
	"math/bits"
	"slices"

	"lumbung/cmd/lumbung/internal/diag"
)

// maxLinked is how many counts that are not in a table are reckoned with for the sake of
// its totals. Whole numbers that add up to all of them are not easily found among many more.
const maxLinked = 250

// addLinked adds, after the rows of the table, the counts that are nowhere printed and that
// hold its totals together. A table may have age by sex, sex by school and school by age,
// but not all three: then each of its figures is a sum of counts that nobody sees, and that
// none of these is less than 0 tells more than any of the totals does.
//
// Where totals hang together as links of a chain do, they say all there is to say, and
// nothing is added.
func (m *model) addLinked() error {
	core := m.core()
	if core == 0 {
		return nil
	}
	groups, err := m.crossed()
	if err != nil {
		return err
	}
	for _, g := range groups {
		cells := [][]string{g.fixed}
		for d := range m.rule.Dimensions {
			if core>>d&1 == 1 {
				cells = crossing(cells, d, g.members[d])
			}
			if len(cells) > maxLinked {
				return &CellError{Cell{m.rows[0], m.fields[0]}, diag.Msg("the totals of this table overlap, and more than %d counts that it does not have add up to them: "+
					"that these are safe cannot be shown; publish fewer totals, or the counts", maxLinked)}
			}
		}
		for _, members := range cells {
			if key := memberKey(members); !m.has(key) {
				m.at[key] = int32(len(m.members))
				m.members = append(m.members, members)
				m.linked++
			}
		}
	}
	return nil
}

// isLinked says whether a cell was added by addLinked.
func (m *model) isLinked(id int32) bool {
	return int(id) >= m.virtual && int(id) < m.virtual+m.linked*len(m.fields)
}

// crossing gives each of some cells every member of a dimension.
func crossing(cells [][]string, d int, members []string) (all [][]string) {
	for _, cell := range cells {
		for _, member := range members {
			one := slices.Clone(cell)
			one[d] = member
			all = append(all, one)
		}
		if len(all) > maxLinked {
			break
		}
	}
	return all
}

// crossed is what rows have in common that no total is over, such as the year, with the
// members that they have in each dimension.
type crossed struct {
	fixed   []string
	members [][]string // by dimension; those that are made of others are left out
}

func (m *model) crossed() ([]*crossed, error) {
	var groups []*crossed
	at := map[string]*crossed{}
	for row := range m.rows {
		fixed := slices.Clone(m.members[row])
		for d := range m.rule.Dimensions {
			if len(m.rule.Dimensions[d].Totals) > 0 {
				fixed[d] = totalMember
			}
		}
		key := memberKey(fixed)
		if at[key] == nil {
			at[key] = &crossed{fixed, make([][]string, len(m.rule.Dimensions))}
			groups = append(groups, at[key])
		}
		for d, members := range at[key].members {
			if member := m.members[row][d]; member != totalMember && !slices.Contains(members, member) {
				at[key].members[d] = append(members, member)
			}
		}
	}
	for d := range m.rule.Dimensions {
		up, err := m.parents(d)
		if err != nil {
			return nil, err
		}
		for _, g := range groups {
			above := map[string]bool{}
			for _, member := range g.members[d] {
				for next := up[member]; next != ""; next = up[next] {
					above[next] = true
				}
			}
			g.members[d] = slices.DeleteFunc(g.members[d], func(member string) bool { return above[member] })
		}
	}
	return groups, nil
}

// pattern says over which dimensions a row is no total.
func (m *model) pattern(row int) (dims uint) {
	for d := range m.rule.Dimensions {
		if len(m.rule.Dimensions[d].Totals) > 0 && m.members[row][d] != totalMember {
			dims |= 1 << d
		}
	}
	return dims
}

// core gives the dimensions over which the table's totals overlap in a ring; 0 where they
// do not. What hangs on by one end is taken off (Graham's reduction) until nothing more can
// be: a dimension that only one kind of rows has, a kind of rows within another.
func (m *model) core() uint {
	var kinds []uint
	for row := range m.rows {
		if p := m.pattern(row); !slices.Contains(kinds, p) {
			kinds = append(kinds, p)
		}
	}
	for changed := true; changed; {
		changed = false
		for i := 0; i < len(kinds); i++ {
			once := kinds[i]
			for j, other := range kinds {
				if j != i {
					once &^= other
				}
			}
			kinds[i] &^= once
			within := slices.IndexFunc(slices.Delete(slices.Clone(kinds), i, i+1), func(o uint) bool { return kinds[i]&^o == 0 }) >= 0
			if within || kinds[i] == 0 {
				kinds = slices.Delete(kinds, i, i+1)
				i--
			}
			changed = changed || once != 0 || within
		}
	}
	all := uint(0)
	for _, kind := range kinds {
		all |= kind
	}
	if bits.OnesCount(all) < 3 {
		return 0
	}
	return all
}
