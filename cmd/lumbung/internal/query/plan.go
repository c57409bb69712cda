package query

import (
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/query/sqlite"
)

// plan is a query that was found to be sound, ready to run on its session.
type plan struct {
	s       *session
	sql     string
	tokens  []token
	stmt    *sqlite.Stmt
	names   []string     // of the columns
	origins []*published // where each comes from; nil: computed
	reads   []*source    // in catalogue order
	rows    []*source    // whose row numbers the statement gives behind its columns
	columns []*published // of datasets that it reads, wherever in it
}

// plan compiles a query. It is compiled as it stands first: that says what is wrong with
// it, and where its columns come from. What runs is that query with exact arithmetic.
func (s *session) plan(sql string) (*plan, error) {
	tokens := tokenize(sql)
	if err := guard(tokens); err != nil {
		return nil, err
	}
	clear(s.reads)
	clear(s.columns)
	stmt, err := s.prepare(sql)
	if err != nil {
		return nil, s.explain(err, sql, tokens)
	}
	p := &plan{s: s, sql: sql, tokens: tokens, stmt: stmt}
	if !stmt.ReadOnly() || len(tokenize(strings.Trim(stmt.Tail, "; \t\r\n"))) > 0 { // guard has seen to both
		p.close()
		return nil, tokens[0].wrong("a query is one statement that only reads")
	}
	for _, source := range s.sources {
		if s.reads[source.name] {
			p.reads = append(p.reads, source)
			for i, c := range source.columns {
				if s.columns[Origin{source.name, source.table.Columns[i].Name}] {
					p.columns = append(p.columns, c)
				}
			}
		}
	}
	p.describe()
	if err := p.parameters(); err != nil {
		p.close()
		return nil, err
	}
	p.rewrite()
	return p, nil
}

func (s *session) prepare(sql string) (*sqlite.Stmt, error) {
	s.denied = nil
	if s.reads == nil {
		s.reads, s.columns = map[string]bool{}, map[Origin]bool{}
	}
	return s.conn.Prepare(sql)
}

func (p *plan) close() { p.stmt.Close() }

// describe finds the columns' names and origins.
func (p *plan) describe() {
	for i := range p.stmt.Columns() {
		p.names = append(p.names, p.stmt.Name(i))
		dataset, field := p.stmt.Origin(i)
		p.origins = append(p.origins, p.s.known[dataset].column(field))
	}
	if p.has("UNION") {
		p.origins = p.unionOrigins()
	}
}

// has says whether one of these keywords is in the query.
func (p *plan) has(words ...string) bool {
	return slices.ContainsFunc(p.tokens, func(t token) bool { return t.is(words...) })
}

// column gives what is known of a field, or nil.
func (s *source) column(field string) *published {
	if s == nil {
		return nil
	}
	for _, c := range s.columns {
		if strings.EqualFold(c.field().Name, field) {
			return c
		}
	}
	return nil
}

// rewrite puts the statement that runs in the place of the one that was written. Where
// that is not understood the query runs as it stands.
func (p *plan) rewrite() {
	withRows, rows := p.withRows(p.sql)
	for _, try := range []struct {
		sql  string
		rows []*source
	}{{exactArithmetic(withRows), rows}, {exactArithmetic(p.sql), nil}} {
		if try.sql == p.sql {
			continue
		}
		stmt, err := p.s.prepare(try.sql)
		if err != nil {
			continue
		}
		if stmt.Columns() != len(p.names)+len(try.rows) {
			stmt.Close()
			continue
		}
		p.stmt.Close()
		p.stmt, p.rows = stmt, try.rows
		return
	}
}

// parameters reports a parameter without a name.
func (p *plan) parameters() error {
	for i, name := range p.stmt.Params() {
		if strings.HasPrefix(name, ":") {
			continue
		}
		j := slices.IndexFunc(p.tokens, func(t token) bool { return t.kind == param && (name == "" || t.text == name) })
		t := &token{}
		if j >= 0 {
			t = &p.tokens[j]
		}
		return t.wrong("parameter %d of the query has no name with a colon", i+1).Note("write :name, as in WHERE wilayah = :wilayah")
	}
	return nil
}

// bind gives the parameters their values.
func (p *plan) bind(args []Arg) error {
	for i, name := range p.stmt.Params() {
		j := slices.IndexFunc(args, func(a Arg) bool { return ":"+a.Name == name })
		if j < 0 {
			return p.unbound(name, args)
		}
		if err := p.stmt.Bind(i, value(args[j].Value)); err != nil {
			return p.s.explain(err, p.sql, p.tokens)
		}
	}
	return nil
}

func (p *plan) unbound(name string, args []Arg) error {
	names := make([]string, len(args))
	for i, a := range args {
		names[i] = ":" + a.Name
	}
	e := p.param(name).wrong("nothing is given for the parameter %s", name)
	if len(names) == 0 {
		return e.Note("only a query of a page about one row, or of one language, can have parameters")
	}
	slices.Sort(names)
	if near := diag.Closest(name, names); near != "" {
		return e.Note("did you mean %s?", near)
	}
	return e.Note("given are %s", strings.Join(names, ", "))
}

// param is the first place of a parameter.
func (p *plan) param(name string) *token {
	for i := range p.tokens {
		if p.tokens[i].kind == param && p.tokens[i].text == name {
			return &p.tokens[i]
		}
	}
	return &token{}
}

// collect runs the statement and adds its rows to c.
func (p *plan) collect(c *collector) error {
	defer p.stmt.Reset()
	p.s.denied = nil
	for {
		more, err := p.stmt.Step()
		if err != nil {
			return p.s.explain(err, p.sql, p.tokens)
		}
		if p.s.conn.AskedForTime() {
			return noClock(p.timeToken())
		}
		if !more {
			return nil
		}
		if err := c.add(p.stmt.View); err != nil {
			return err
		}
	}
}

// timeToken is where the query asks for the time.
func (p *plan) timeToken() *token {
	for i := range p.tokens {
		t := &p.tokens[i]
		if t.kind == literal && strings.EqualFold(t.text, "'now'") ||
			t.is("date", "time", "datetime", "julianday", "unixepoch", "strftime") {
			return t
		}
	}
	return &token{}
}
