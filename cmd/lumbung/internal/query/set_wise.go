package query

import (
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/query/sqlite"
)

// A query that only chooses by its parameters,
//
//	SELECT x FROM t WHERE no = :no AND y > 1 ORDER BY x
//
// gives for all values at once what
//
//	SELECT x, no FROM t WHERE y > 1 ORDER BY x
//
// gives, dealt out by the last column: each answer has its rows, in their order. This holds
// with GROUP BY, which no is added to, and with DISTINCT; for aggregates without GROUP BY
// when one is added, where a value that no row has gets the row over nothing at all. It does
// not hold with LIMIT, with a window function over the rows that are chosen from (one in a
// subquery is seen whole, as it should be), or when a parameter stands anywhere else.

// setWise answers all tuples with one run. ok is false when the query is not of the kind
// that can be answered so.
func (p *plan) setWise(a *asking) (e *Each, ok bool, err error) {
	keyed := 0
	for _, q := range a.params {
		if q.tuple >= 0 {
			keyed++
		}
	}
	if keyed == 0 || len(a.tuples) < 2 {
		return nil, false, nil
	}
	sql, overNothing, ok := p.withoutChoice(a)
	if !ok {
		return nil, false, nil
	}
	sql, rows := p.withRows(sql)
	stmt, prepareErr := p.s.prepare(exactArithmetic(sql))
	if prepareErr != nil {
		return nil, false, nil
	}
	defer stmt.Close()
	if stmt.Columns() != len(p.names)+keyed+len(rows) {
		return nil, false, nil
	}
	d := dealer{p: p, a: a, keyed: keyed, sources: rows}
	if ok, err = d.deal(stmt); !ok || err != nil {
		return nil, false, err
	}
	if overNothing {
		if err := d.nothing(); err != nil {
			return nil, false, err
		}
	}
	e, err = d.each()
	return e, true, err
}

// withoutChoice writes the query so that it gives the rows of all tuples, with the values
// of each tuple's parameters behind its columns. overNothing says that a tuple without
// rows has an answer all the same.
func (p *plan) withoutChoice(a *asking) (sql string, overNothing, ok bool) {
	c, ok := clausesOf(p.tokens)
	if !ok || c.compound || c.limit >= 0 || c.window >= 0 || c.where < 0 {
		return "", false, false
	}
	if p.has("COLLATE") {
		return "", false, false // what equals what is not for us to say
	}
	list, behind := p.tokens[c.list:c.listEnd], p.tokens[c.whereEnd:c.end]
	if hasWindow(list) || hasWindow(behind) {
		return "", false, false
	}
	aggregates := hasAggregate(list) || hasAggregate(behind)
	if c.groupBy < 0 && c.having >= 0 {
		return "", false, false
	}
	columns, rest, ok := p.choice(&c, a)
	if !ok {
		return "", false, false
	}
	t := p.tokens
	behindList := t[c.listEnd-1].end()
	var b strings.Builder
	b.WriteString(p.sql[:behindList] + ", " + columns + p.sql[behindList:t[c.where].start])
	if len(rest) > 0 {
		b.WriteString(" WHERE " + strings.Join(rest, " AND "))
	}
	switch {
	case c.groupBy >= 0:
		groupEnd := t[c.groupEnd-1].end()
		b.WriteString("\n" + p.sql[t[c.groupBy].start:groupEnd] + ", " + columns + p.sql[groupEnd:])
	case aggregates:
		b.WriteString("\nGROUP BY " + columns + "\n" + p.sql[t[c.whereEnd-1].end():])
	default:
		b.WriteString("\n" + p.sql[t[c.whereEnd-1].end():])
	}
	return b.String(), aggregates && c.groupBy < 0, true
}

// choice takes the conditions column = :parameter out of a WHERE. It gives the columns, in
// the order of a tuple, and the other conditions.
func (p *plan) choice(c *clauses, a *asking) (columns string, rest []string, ok bool) {
	conditions, ok := conjuncts(p.tokens[c.where+1 : c.whereEnd])
	if !ok {
		return "", nil, false
	}
	chosen := map[string]string{}
	for _, condition := range conditions {
		column, name := p.chooses(condition)
		if i := slices.IndexFunc(a.params, func(q askedParam) bool { return q.name == name && q.tuple >= 0 }); i >= 0 && chosen[name] == "" {
			chosen[name] = column
			continue
		}
		rest = append(rest, "("+p.text(condition)+"\n)")
	}
	var names []string
	for _, q := range a.params {
		if q.tuple < 0 {
			continue
		}
		if chosen[q.name] == "" || p.count(q.name) != 1 {
			return "", nil, false
		}
		names = append(names, chosen[q.name])
	}
	return strings.Join(names, ", "), rest, true
}

// text is the part of the query that tokens cover.
func (p *plan) text(tokens []token) string { return p.sql[tokens[0].start:tokens[len(tokens)-1].end()] }

func (p *plan) count(param string) int {
	n := 0
	for i := range p.tokens {
		if p.tokens[i].text == param {
			n++
		}
	}
	return n
}

// chooses reads a condition of the form column = :parameter, in either order.
func (p *plan) chooses(condition []token) (column, parameter string) {
	n := len(condition)
	if n != 3 && n != 5 {
		return "", ""
	}
	side := condition[:n-2]
	eq, value := &condition[n-2], &condition[n-1]
	if condition[0].kind == param {
		side, eq, value = condition[2:], &condition[1], &condition[0]
	}
	if !eq.is("=", "==") || value.kind != param || !isColumn(side) {
		return "", ""
	}
	return p.text(side), value.text
}

// isColumn says whether tokens are a column's name, perhaps with its table's.
func isColumn(tokens []token) bool {
	for i := range tokens {
		_, isName := tokens[i].name()
		if i%2 == 0 && (!isName || tokens[i].kind == word && isKeyword(tokens[i].text)) || i%2 == 1 && !tokens[i].is(".") {
			return false
		}
	}
	return true
}

// conjuncts takes a condition apart at its ANDs. ok is false when there is an OR beside
// them.
func conjuncts(tokens []token) (out [][]token, ok bool) {
	depth, between, from := 0, 0, 0
	for i := range tokens {
		switch t := &tokens[i]; {
		case t.is("(", "CASE"):
			depth++
		case t.is(")", "END"):
			depth--
		case depth > 0:
		case t.is("OR"):
			return nil, false
		case t.is("BETWEEN"):
			between++
		case t.is("AND") && between > 0:
			between--
		case t.is("AND"):
			out, from = append(out, tokens[from:i]), i+1
		}
	}
	out = append(out, tokens[from:])
	return out, !slices.ContainsFunc(out, func(c []token) bool { return len(c) == 0 })
}

func hasWindow(tokens []token) bool {
	return slices.ContainsFunc(tokens, func(t token) bool { return t.is("OVER") })
}

// aggregateNames are the functions that make one row of many; min and max only of one
// argument.
var aggregateNames = set(`sum total avg count group_concat string_agg json_group_array json_group_object
jsonb_group_array jsonb_group_object min max`)

// hasAggregate says whether one is called in an expression, but not in a query inside it.
func hasAggregate(tokens []token) bool {
	for i := 0; i+1 < len(tokens); i++ {
		if !tokens[i+1].is("(") {
			continue
		}
		end := closing(tokens, i+1)
		if i+2 < len(tokens) && tokens[i+2].is("SELECT", "WITH", "VALUES") {
			i = end
			continue
		}
		name, isName := tokens[i].name()
		name = strings.ToLower(name)
		if isName && aggregateNames[name] && (name != "min" && name != "max" || !hasComma(tokens[i+2:end])) {
			return true
		}
	}
	return false
}

// closing finds the bracket that closes the one at i, or the end.
func closing(tokens []token, i int) int {
	depth := 0
	for ; i < len(tokens); i++ {
		switch {
		case tokens[i].is("("):
			depth++
		case tokens[i].is(")"):
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(tokens)
}

func hasComma(tokens []token) bool {
	depth := 0
	for i := range tokens {
		switch {
		case tokens[i].is("("):
			depth++
		case tokens[i].is(")"):
			depth--
		case depth == 0 && tokens[i].is(","):
			return true
		}
	}
	return false
}

// dealer deals the rows of one run out to the tuples.
type dealer struct {
	p       *plan
	a       *asking
	keyed   int
	sources []*source          // whose row numbers come behind the keys
	rows    [][][]sqlite.Value // of each tuple, with row numbers and without keys
	size    int
}

// dealKey is a tuple's values as one text. Whole numbers are the same in either kind, as
// they are to SQL.
func dealKey(values []sqlite.Value) (key string, hasNull bool) {
	var b strings.Builder
	for _, v := range values {
		switch v.Kind {
		case sqlite.Null:
			return "", true
		case sqlite.Text:
			b.WriteString("t" + v.Text + "\x00\x00")
		default:
			b.WriteString("n" + numberKey(v) + "\x00\x00")
		}
	}
	return b.String(), false
}

func numberKey(v sqlite.Value) string {
	if v.Kind == sqlite.Int {
		return decimalOfInt(v.Int).coef.String()
	}
	return shortest(v.Float)
}

// deal runs the statement. ok is false when it compares texts with numbers: what equals
// what then depends on the column.
func (d *dealer) deal(stmt *sqlite.Stmt) (ok bool, err error) {
	tuples := map[string]int{}
	texts := make([]bool, d.keyed)
	numbers := make([]bool, d.keyed)
	for i, tuple := range d.a.tuples {
		note(tuple, texts, numbers)
		if key, hasNull := dealKey(tuple); !hasNull {
			tuples[key] = i
		}
	}
	d.rows = make([][][]sqlite.Value, len(d.a.tuples))
	if err := d.p.ask(stmt, d.a, nil); err != nil {
		return false, err
	}
	limits, n := d.p.s.db.Limits, 0
	width := len(d.p.names)
	for {
		more, err := stmt.Step()
		if err != nil {
			return false, d.p.s.explain(err, d.p.sql, d.p.tokens)
		}
		if !more {
			break
		}
		keys := make([]sqlite.Value, d.keyed)
		for i := range keys {
			keys[i] = stmt.View(width + i)
		}
		note(keys, texts, numbers)
		key, hasNull := dealKey(keys)
		i, known := tuples[key]
		if hasNull || !known {
			continue
		}
		row := make([]sqlite.Value, width+len(d.sources))
		for j := range width {
			row[j] = stmt.Value(j)
			d.size += len(row[j].Text)
		}
		for j := range d.sources {
			row[width+j] = stmt.Value(width + d.keyed + j)
		}
		if n++; n > limits.Rows || d.size > limits.Size {
			return false, nil // the other way comes to the same limit, and says so
		}
		d.rows[i] = append(d.rows[i], row)
	}
	for i := range texts {
		if texts[i] && numbers[i] {
			return false, nil
		}
	}
	return true, nil
}

// note remembers which kinds of values each key has.
func note(values []sqlite.Value, texts, numbers []bool) {
	for i, v := range values {
		switch v.Kind {
		case sqlite.Text:
			texts[i] = true
		case sqlite.Int, sqlite.Float:
			numbers[i] = true
		}
	}
}

// nothing gives the tuples without rows what the query gives over no rows.
func (d *dealer) nothing() error {
	if err := d.p.ask(d.p.stmt, d.a, nil); err != nil {
		return err
	}
	defer d.p.stmt.Reset()
	var rows [][]sqlite.Value
	for {
		more, err := d.p.stmt.Step()
		if err != nil {
			return d.p.s.explain(err, d.p.sql, d.p.tokens)
		}
		if !more {
			break
		}
		row := make([]sqlite.Value, len(d.p.names)+len(d.sources))
		for i := range d.p.names {
			row[i] = d.p.stmt.Value(i)
		}
		rows = append(rows, row)
	}
	for i := range d.rows {
		if len(d.rows[i]) == 0 {
			d.rows[i] = rows
		}
	}
	return nil
}

// each makes the answers of what was dealt.
func (d *dealer) each() (*Each, error) {
	c := d.p.collector(d.sources)
	e := &Each{of: d.a.of}
	for _, rows := range d.rows {
		from := c.builder.Len()
		for _, row := range rows {
			if err := c.add(func(i int) sqlite.Value { return row[i] }); err != nil {
				return nil, err
			}
		}
		e.answers = append(e.answers, answer{from, c.builder.Len()})
	}
	e.Result = c.result()
	return e, nil
}
