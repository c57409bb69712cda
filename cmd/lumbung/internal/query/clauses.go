package query

// clauses are where the parts of a query's outermost SELECT begin, as places among its
// tokens; -1 is a part that it does not have.
type clauses struct {
	list, listEnd   int // the columns, without SELECT and DISTINCT
	from, fromEnd   int // with FROM
	where, whereEnd int // with WHERE
	groupBy         int
	groupEnd        int // end of the expressions of GROUP BY
	having          int
	window          int
	orderBy         int
	limit           int
	end             int // of the SELECT
	distinct        bool
	compound        bool // it is several SELECTs
}

// clausesOf finds the clauses of a query that is a SELECT, perhaps behind a WITH.
func clausesOf(tokens []token) (clauses, bool) {
	c := clauses{list: -1, from: -1, where: -1, groupBy: -1, having: -1, window: -1, orderBy: -1, limit: -1, end: len(tokens)}
	depth := 0
	for i := range tokens {
		switch t := &tokens[i]; {
		case t.is("(", ")"):
			if depth++; t.is(")") {
				depth -= 2
			}
			continue
		case depth != 0 || i > 0 && tokens[i-1].is(".") || t.kind != word && t.kind != symbol:
			continue
		case t.is(";"):
			c.end = min(c.end, i)
		case t.is("UNION", "EXCEPT", "INTERSECT"):
			c.compound = true
		case t.is("SELECT"):
			c.startList(tokens, i)
		case c.list < 0:
		case t.is("FROM"):
			if c.from < 0 && !tokens[i-1].is("DISTINCT") { // a IS DISTINCT FROM b
				c.from = i
			}
		case t.is("WHERE"):
			c.where = i
		case t.is("GROUP"):
			c.groupBy = i
		case t.is("HAVING"):
			c.having = i
		case t.is("WINDOW"):
			c.window = i
		case t.is("ORDER"):
			c.orderBy = i
		case t.is("LIMIT"):
			c.limit = i
		}
	}
	if c.list < 0 {
		return c, false
	}
	c.listEnd = c.first(c.from, c.where, c.groupBy, c.having, c.window, c.orderBy, c.limit)
	c.fromEnd = c.first(c.where, c.groupBy, c.having, c.window, c.orderBy, c.limit)
	c.whereEnd = c.first(c.groupBy, c.having, c.window, c.orderBy, c.limit)
	c.groupEnd = c.first(c.having, c.window, c.orderBy, c.limit)
	return c, c.listEnd > c.list
}

func (c *clauses) startList(tokens []token, i int) {
	if c.list >= 0 {
		return // of a compound
	}
	c.list = i + 1
	if c.list < len(tokens) && tokens[c.list].is("DISTINCT", "ALL") {
		c.distinct = tokens[c.list].is("DISTINCT")
		c.list++
	}
}

// first gives the first of the places that there are, or the end.
func (c *clauses) first(places ...int) int {
	at := c.end
	for _, p := range places {
		if p >= 0 {
			at = min(at, p)
		}
	}
	return at
}
