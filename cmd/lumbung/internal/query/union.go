package query

import "slices"

// A UNION's column shows the columns of several SELECTs, of which SQLite names only the
// first. When they all show the same field, or nothing,
//
//	SELECT tahun, persen FROM poverty UNION ALL SELECT 2014, NULL
//
// the column is still that field's; otherwise it counts as computed.

// unionOrigins finds what the columns of a query with a UNION have in common.
func (p *plan) unionOrigins() []*published {
	origins := make([]*published, len(p.names))
	arms, ok := p.arms()
	if !ok {
		return origins
	}
	mixed := make([]bool, len(origins))
	for _, arm := range arms {
		stmt, err := p.s.prepare(p.text(arm))
		if err != nil {
			return make([]*published, len(p.names))
		}
		for i := range origins {
			if isNull(arm, i) {
				continue
			}
			dataset, field := stmt.Origin(i)
			from := p.s.known[dataset].column(field)
			mixed[i] = mixed[i] || from == nil || origins[i] != nil && origins[i] != from
			origins[i] = from
		}
		stmt.Close()
	}
	for i := range origins {
		if mixed[i] {
			origins[i] = nil
		}
	}
	return origins
}

// arms takes a query apart at its UNIONs. ok is false when there are some inside it that
// are not at its outside.
func (p *plan) arms() (arms [][]token, ok bool) {
	depth, from, end := 0, 0, len(p.tokens)
	for i := range p.tokens {
		switch t := &p.tokens[i]; {
		case t.is("("):
			depth++
		case t.is(")"):
			depth--
		case depth > 0 && t.is("UNION"), t.is("WITH") && i == 0:
			return nil, false
		case depth > 0:
		case t.is("UNION", "EXCEPT", "INTERSECT"):
			arms, from = append(arms, p.tokens[from:i]), i+1
		case t.is("ALL") && i == from:
			from = i + 1
		case t.is("ORDER", "LIMIT", ";"):
			end = min(end, i)
		}
	}
	arms = append(arms, p.tokens[min(from, end):end])
	return arms, !slices.ContainsFunc(arms, func(a []token) bool { return len(a) == 0 })
}

// isNull says whether the column i of a SELECT is written as NULL.
func isNull(arm []token, i int) bool {
	c, ok := clausesOf(arm)
	if !ok {
		return false
	}
	depth, column, from := 0, 0, c.list
	for j := c.list; j <= c.listEnd; j++ {
		switch {
		case j == c.listEnd || depth == 0 && arm[j].is(","):
			if column == i {
				item := arm[from:j]
				return len(item) > 0 && item[0].is("NULL") && (len(item) == 1 || item[1].is("AS"))
			}
			column, from = column+1, j+1
		case arm[j].is("*"):
			return false // more columns than are written
		case arm[j].is("("):
			depth++
		case arm[j].is(")"):
			depth--
		}
	}
	return false
}
