package query

import (
	"slices"

	"lumbung/cmd/lumbung/internal/query/sqlite"
)

// Now and then a value does not tell how it was published: a column has both 0.5 and 0.50,
// or both missing and suppressed cells. Then the number of the row tells. Where a query
// plainly shows rows of a dataset, the number is asked for behind its columns.

// withRows gives the query, or one made of it, with the row numbers that its columns need,
// and whose they are.
func (p *plan) withRows(sql string) (string, []*source) {
	tokens := tokenize(sql)
	c, ok := clausesOf(tokens)
	if !ok || c.distinct || c.groupBy >= 0 || c.compound {
		return sql, nil
	}
	var rows []*source
	end, add := tokens[c.listEnd-1].end(), ""
	for _, from := range p.origins {
		if from == nil || slices.Contains(rows, from.source) || !from.needsRow() {
			continue
		}
		alias, ok := c.alias(tokens, from.source.name)
		if !ok {
			continue
		}
		add += ", " + sqlite.Quote(alias) + ".rowid"
		rows = append(rows, from.source)
	}
	return sql[:end] + add + sql[end:], rows
}

// alias gives the name that a query's FROM has for a dataset, if it names it once and
// nothing else in the query is named so.
func (c *clauses) alias(tokens []token, dataset string) (string, bool) {
	at, depth := -1, 0
	for i := range tokens {
		switch t := &tokens[i]; {
		case t.is("("):
			depth++
		case t.is(")"):
			depth--
		case t.names(dataset) && !(i+1 < len(tokens) && tokens[i+1].is(".")) && !tokens[max(i-1, 0)].is(".", "AS"):
			if at >= 0 || depth > 0 || i < c.from || i >= c.fromEnd || !tokens[i-1].is("FROM", "JOIN", ",") {
				return "", false
			}
			at = i
		}
	}
	if at < 0 {
		return "", false
	}
	i := at + 1
	if i < c.fromEnd && tokens[i].is("AS") {
		i++
	}
	if i < c.fromEnd && (tokens[i].kind == word && !isKeyword(tokens[i].text) || tokens[i].kind == quoted) {
		name, _ := tokens[i].name()
		return name, true
	}
	return dataset, true
}
