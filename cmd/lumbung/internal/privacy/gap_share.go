package privacy

import (
	"math/big"
	"slices"
	"strings"
)

// computed looks for numbers that are no counts by the rule, and are sums or shares of some.
func (g *gapFinder) computed() (gaps []Gap) {
	for i := range g.t.Schema.Fields {
		f := &g.t.Schema.Fields[i]
		if !f.Type.Numeric() || g.isDeclared(f.Name) || slices.Contains(g.keys, f.Name) {
			continue
		}
		numbers := g.column(f.Name)
		if of := g.sumOf(numbers, -1); of != nil {
			gaps = append(gaps, Gap{Kind: Computed, Field: f.Name, From: of, Sure: true})
			continue
		}
		if from, over, ok := g.shareOf(f.Name, numbers); ok {
			gaps = append(gaps, Gap{Kind: Computed, Field: f.Name, From: from, Over: over, Sure: true})
		}
	}
	return gaps
}

// shareOf gives the count that numbers are a share or rate of, with what it was divided by:
// the count's own total over some dimensions, another count, or another number in the row.
func (g *gapFinder) shareOf(field string, numbers []*big.Rat) (from, over []string, ok bool) {
	unit, ok := g.unit(field, numbers)
	if !ok {
		return nil, nil, false
	}
	for i, name := range g.rule.Fields {
		for _, dims := range g.overs() {
			if isShare(numbers, g.counts[i], g.totalsOver(g.counts[i], dims), unit) {
				return []string{name}, dims, true
			}
		}
		for j := range g.t.Schema.Fields {
			base := &g.t.Schema.Fields[j]
			if base.Name == field || base.Name == name || !base.Type.Numeric() || !isShare(numbers, g.counts[i], g.column(base.Name), unit) {
				continue
			}
			if slices.Contains(g.rule.Fields, base.Name) {
				return []string{name, base.Name}, nil, true
			}
			if j > g.t.Schema.Index(field) && g.perUnit(base.Name, g.counts[i], numbers) {
				continue // a rate stands behind what it is a rate of, and is told there
			}
			return []string{name}, nil, true
		}
	}
	return nil, nil, false
}

// perUnit says whether a field is a rate of counts per some numbers.
func (g *gapFinder) perUnit(field string, counts, wholes []*big.Rat) bool {
	rates := g.column(field)
	unit, ok := g.unit(field, rates)
	return ok && isShare(rates, counts, wholes, unit)
}

// spread is how many of their last decimals numbers must be apart: those that are all nearly
// the same are near to anything.
const spread = 20

// unit is one of the last decimal that numbers have; false for numbers too much alike to say
// what they are.
func (g *gapFinder) unit(field string, numbers []*big.Rat) (unit *big.Rat, ok bool) {
	col, decimals := g.t.Schema.Index(field), 0
	var least, most *big.Rat
	for row, n := range numbers {
		if n == nil {
			continue
		}
		_, fraction, _ := strings.Cut(g.t.Text(row, col), ".")
		decimals = max(decimals, len(fraction))
		if least == nil || n.Cmp(least) < 0 {
			least = n
		}
		if most == nil || n.Cmp(most) > 0 {
			most = n
		}
	}
	if least == nil {
		return nil, false
	}
	unit = new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(decimals)), nil))
	apart := new(big.Rat).Sub(most, least)
	return unit, apart.Cmp(new(big.Rat).Mul(unit, big.NewRat(spread, 1))) >= 0
}

// overs lists the sets of dimensions with totals, the smallest first.
func (g *gapFinder) overs() (sets [][]string) {
	var names []string
	for _, d := range g.rule.Dimensions {
		if len(d.Totals) > 0 && len(names) < 4 {
			names = append(names, d.Field)
		}
	}
	for mask := 1; mask < 1<<len(names); mask++ {
		var set []string
		for i, name := range names {
			if mask>>i&1 == 1 {
				set = append(set, name)
			}
		}
		sets = append(sets, set)
	}
	slices.SortStableFunc(sets, func(a, b []string) int { return len(a) - len(b) })
	return sets
}

// totalsOver gives for each row its total over some dimensions.
func (g *gapFinder) totalsOver(counts []*big.Rat, over []string) []*big.Rat {
	at := map[string]int{}
	for row := range g.t.Len() {
		at[g.key(row, nil)] = row
	}
	out := make([]*big.Rat, len(counts))
	for row := range out {
		if total, ok := at[g.key(row, over)]; ok {
			out[row] = counts[total]
		}
	}
	return out
}

// per are what shares and rates are told in: parts of one, percent, and so on.
var per = []int64{1, 100, 1_000, 10_000, 100_000}

// isShare says whether numbers are parts of wholes, rounded or cut to a unit, in all but a
// few rows: a source makes mistakes, too.
func isShare(numbers, parts, wholes []*big.Rat, unit *big.Rat) bool {
	for _, m := range per {
		good, bad := 0, 0
		for row, n := range numbers {
			if n == nil || parts[row] == nil || wholes[row] == nil || wholes[row].Sign() <= 0 || parts[row].Sign() <= 0 {
				continue
			}
			share := new(big.Rat).Quo(new(big.Rat).Mul(parts[row], big.NewRat(m, 1)), wholes[row])
			if share.Sub(share, n).Abs(share).Cmp(unit) <= 0 {
				good++
			} else {
				bad++
			}
			if bad > 10 && bad > good {
				break
			}
		}
		if good >= sure && bad*9 <= good {
			return true
		}
	}
	return false
}
