package check

import (
	"math/big"
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/privacy"
	"lumbung/cmd/lumbung/internal/table"
)

// The proof of a table holds for that table. Another dataset may show the same counts, or
// totals of them that the table does not have, and then gives away what is hidden. Which
// datasets are about the same people nobody says; their figures do.

// elsewhere tells of published datasets that show what r hides, or the sums of it. whole is
// r's table before anything was hidden, cut what is published of it.
func elsewhere(r *dataset.Resource, whole, cut *table.Table, published []*dataset.Resource, log *diag.Log) {
	for _, other := range published {
		if other.Name == r.Name || other.Table == nil {
			continue
		}
		for _, field := range r.Disclosure.Fields {
			c := comparison{rule: r.Disclosure, whole: whole, cut: cut, other: other.Table, field: field}
			switch shown, sums := c.compare(); {
			case shown:
				log.Error("disclosure", r.Doc.At("disclosure"), "%q hides counts of %q that %q shows", r.Name, field, other.Name).
					NoteAt(other.Doc.At("schema"), "the other dataset is").
					Note("declare the same [disclosure] for both, or leave one of them out")
			case sums:
				log.Error("disclosure", r.Doc.At("disclosure"), "%q shows totals of what %q hides in %q, and %q does not reckon with them", other.Name, r.Name, field, r.Name).
					NoteAt(other.Doc.At("schema"), "the other dataset is").
					Note("add these totals to %q as rows, and name them as totals of a dimension: then they are proved safe together", r.Name)
			}
		}
	}
}

// comparison is of one count in two tables.
type comparison struct {
	rule              *privacy.Rule
	whole, cut, other *table.Table
	field             string
}

// least is how many rows both must have, with no figure that differs and one above 0 that
// does not, for them to be about the same people.
const least = 2

// compare says whether the other table has the same counts, as far as both go, and shows
// some that are hidden here, or sums of those. One figure that differs, and they are not the
// same.
func (c *comparison) compare() (shown, sums bool) {
	mine := c.rule.KeyFields(c.whole.Schema)
	shared := c.other.Schema.PrimaryKey
	f := c.other.Schema.Field(c.field)
	if f == nil || !f.Type.Numeric() || len(shared) == 0 || len(mine) == 0 {
		return false, false
	}
	if within(mine, shared) && len(mine) < len(shared) {
		return c.addsUp(mine), false
	}
	if !within(shared, mine) {
		return false, false
	}
	totals, parts := c.group(mine, shared)
	col, both, same := c.other.Schema.Index(c.field), 0, 0
	count, cut := c.whole.Schema.Index(c.field), c.cut.Schema.Index(c.field)
	for row := range c.other.Len() {
		key := keyOf(c.other, row, shared)
		rows, isTotal := parts[key], false
		if total, ok := totals[key]; ok {
			rows, isTotal = []int{total}, true
		}
		both += min(len(rows), 1)
		if !c.other.Has(row, col) {
			continue
		}
		sum, hidden, known := new(big.Rat), 0, len(rows) > 0
		for _, at := range rows {
			n, ok := new(big.Rat).SetString(c.whole.Text(at, count))
			if known = known && ok; !known {
				break
			}
			sum.Add(sum, n)
			if !c.cut.Has(at, cut) {
				hidden++
			}
		}
		n, ok := new(big.Rat).SetString(c.other.Text(row, col))
		if !known || !ok {
			continue
		}
		if sum.Cmp(n) != 0 {
			return false, false
		}
		if sum.Sign() > 0 {
			same++
		}
		shown = shown || hidden > 0 && isTotal
		sums = sums || hidden > 0 && !isTotal
	}
	alike := both >= least && same > 0
	return shown && alike, sums && alike
}

func within(some, all []string) bool {
	return !slices.ContainsFunc(some, func(name string) bool { return !slices.Contains(all, name) })
}

// addsUp says whether the other table, which tells more apart, shows all the parts of a count
// that is hidden here.
func (c *comparison) addsUp(mine []string) (shown bool) {
	col, count, cut := c.other.Schema.Index(c.field), c.whole.Schema.Index(c.field), c.cut.Schema.Index(c.field)
	sums, lacking := map[string]*big.Rat{}, map[string]bool{}
	for row := range c.other.Len() {
		key := keyOf(c.other, row, mine)
		if sums[key] == nil {
			sums[key] = new(big.Rat)
		}
		if n, ok := new(big.Rat).SetString(c.other.Text(row, col)); ok {
			sums[key].Add(sums[key], n)
		} else {
			lacking[key] = true
		}
	}
	both, same := 0, 0
	for row := range c.whole.Len() {
		key := keyOf(c.whole, row, mine)
		n, ok := new(big.Rat).SetString(c.whole.Text(row, count))
		if sums[key] == nil || !ok {
			continue
		}
		if both++; lacking[key] {
			continue
		}
		if sums[key].Cmp(n) != 0 {
			return false
		}
		same += n.Sign()
		shown = shown || !c.cut.Has(row, cut)
	}
	return shown && both >= least && same > 0
}

// group finds the rows that a row of the other table is about: the one that is a total over
// all that the other does not tell apart, or else those that add up to it.
func (c *comparison) group(mine, shared []string) (totals map[string]int, parts map[string][]int) {
	totals, parts = map[string]int{}, map[string][]int{}
	for row := range c.whole.Len() {
		key, over, among := keyOf(c.whole, row, shared), 0, 0
		for _, name := range mine {
			if slices.Contains(shared, name) {
				continue
			}
			if among++; c.isTotal(row, name) {
				over++
			}
		}
		switch over {
		case among:
			totals[key] = row
		case 0:
			parts[key] = append(parts[key], row)
		}
	}
	return totals, parts
}

func (c *comparison) isTotal(row int, field string) bool {
	i := slices.IndexFunc(c.rule.Dimensions, func(d privacy.Dimension) bool { return d.Field == field })
	return i >= 0 && slices.Contains(c.rule.Dimensions[i].Totals, c.whole.Text(row, c.whole.Schema.Index(field)))
}

func keyOf(t *table.Table, row int, fields []string) string {
	parts := make([]string, len(fields))
	for i, name := range fields {
		parts[i] = t.Text(row, t.Schema.Index(name))
	}
	return strings.Join(parts, "\x00")
}
