package query

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"lumbung/cmd/lumbung/internal/query/sqlite"
	"lumbung/cmd/lumbung/internal/table"
)

// Each is the answers to a query for every row of a dataset, one behind the other in one
// table. Rows that ask the same share an answer.
type Each struct {
	*Result
	answers []answer
	of      []int32 // which answer each row has
}

type answer struct{ from, to int }

// Rows gives the part of the table that answers for a row: from is its first row, to the
// one behind its last.
func (e *Each) Rows(row int) (from, to int) {
	a := e.answers[e.of[row]]
	return a.from, a.to
}

// RunEach answers a query for every row of keys: its parameter :no is the row's field "no".
// Other parameters are given by args.
//
// It is never run once for every row without need. Rows whose parameters have the same
// values, such as all Kube of a region, are answered once. And where each parameter only
// chooses rows, as in WHERE no = :no, the query is run a single time without the choice,
// and its rows are dealt out (set_wise.go): so a rank over 100,000 rows is computed once,
// not 100,000 times. What is left is run for each different value, within the same limits
// of time and rows as one query has.
func (db *DB) RunEach(ctx context.Context, sql string, keys *table.Table, args ...Arg) (*Each, error) {
	q := question{sql: sql, keys: keys, args: args}
	a, err := db.ask(ctx, q)
	if err != nil {
		return nil, err
	}
	return db.judge(ctx, q, a)
}

func (p *plan) answerEach(keys *table.Table, args []Arg) (answered, error) {
	a, err := p.asking(keys, args)
	if err != nil {
		return answered{}, err
	}
	e, ok, err := p.setWise(a)
	if !ok && err == nil {
		e, err = p.oneByOne(a)
	}
	return answered{e, append(p.columns, a.columns...)}, err
}

// asking is what the rows of a dataset ask of a query.
type asking struct {
	params []askedParam
	tuples [][]sqlite.Value // different values of the parameters that come from rows
	of     []int32          // which of them each row has

	columns []*published // that they come from
}

type askedParam struct {
	name  string // with its colon
	tuple int    // its place in a tuple, or -1
	fixed sqlite.Value
}

// asking finds where each parameter comes from, and the different values there are.
func (p *plan) asking(keys *table.Table, args []Arg) (*asking, error) {
	a := &asking{of: make([]int32, keys.Len())}
	var columns []int
	for _, name := range p.stmt.Params() {
		if i := slices.IndexFunc(args, func(a Arg) bool { return ":"+a.Name == name }); i >= 0 {
			a.params = append(a.params, askedParam{name, -1, value(args[i].Value)})
			continue
		}
		col := keys.Schema.Index(name[1:])
		if col < 0 || keys.Schema.Fields[col].Private {
			return nil, p.unbound(name, append(slices.Clone(args), fieldArgs(keys.Schema)...))
		}
		a.params = append(a.params, askedParam{name, len(columns), sqlite.Value{}})
		columns = append(columns, col)
		a.columns = append(a.columns, p.s.db.columnOf(keys, col))
	}
	hidden := make([]int, len(columns))
	seen := map[string]int32{}
	var key []byte
	for row := range keys.Len() {
		key = key[:0]
		for _, col := range columns {
			text := keys.Text(row, col)
			key = strconv.AppendInt(key, int64(len(text)), 10)
			key = strconv.AppendBool(append(key, ':'), keys.Has(row, col))
			key = append(key, text...)
		}
		n, ok := seen[string(key)]
		if !ok {
			n = int32(len(a.tuples))
			seen[string(key)] = n
			tuple := make([]sqlite.Value, len(columns))
			for i, col := range columns {
				cell := keys.Value(row, col)
				tuple[i] = value(cell)
				if w := p.s.db.values; w != nil && cell.State == table.Suppressed && (w.column == nil || w.column == a.columns[i]) {
					tuple[i] = w.value(a.columns[i], hidden[i])
					hidden[i]++
				}
			}
			a.tuples = append(a.tuples, tuple)
		}
		a.of[row] = n
	}
	return a, nil
}

// columnOf gives what is known of a column of the rows that ask.
func (db *DB) columnOf(keys *table.Table, col int) *published {
	db.mu.Lock()
	defer db.mu.Unlock()
	for _, s := range db.sources {
		for _, c := range s.columns {
			if s.data == keys && c.col == col {
				return c
			}
		}
	}
	return &published{source: &source{data: keys}, col: col}
}

func fieldArgs(s *table.Schema) []Arg {
	var out []Arg
	for i := range s.Fields {
		if !s.Fields[i].Private && !strings.Contains(s.Fields[i].Name, "@") {
			out = append(out, Arg{Name: s.Fields[i].Name})
		}
	}
	return out
}

// oneByOne runs the query for each tuple.
func (p *plan) oneByOne(a *asking) (*Each, error) {
	c := p.collector(p.rows)
	e := &Each{of: a.of}
	for _, tuple := range a.tuples {
		if p.s.conn.Interrupted() {
			return nil, p.tooMany(errInterrupted, a)
		}
		from := c.builder.Len()
		if err := p.ask(p.stmt, a, tuple); err != nil {
			return nil, err
		}
		if err := p.collect(c); err != nil {
			return nil, p.tooMany(err, a)
		}
		e.answers = append(e.answers, answer{from, c.builder.Len()})
	}
	e.Result = c.result()
	return e, nil
}

// ask binds a tuple's values.
func (p *plan) ask(stmt *sqlite.Stmt, a *asking, tuple []sqlite.Value) error {
	for i, name := range stmt.Params() {
		j := slices.IndexFunc(a.params, func(q askedParam) bool { return q.name == name })
		v := a.params[j].fixed
		if t := a.params[j].tuple; t >= 0 {
			v = sqlite.Value{}
			if tuple != nil {
				v = tuple[t]
			}
		}
		if err := stmt.Bind(i, v); err != nil {
			return p.s.explain(err, p.sql, p.tokens)
		}
	}
	return nil
}

// tooMany adds to an error about time how it came to be needed.
func (p *plan) tooMany(err error, a *asking) error {
	var e *Error
	if !errors.As(err, &e) {
		e = p.s.explain(err, p.sql, p.tokens)
	}
	if !p.s.conn.Interrupted() || len(a.tuples) < 2 {
		return e
	}
	e.Notes = nil
	return e.Note("it is run for each of %d different values; choosing by one condition, as in WHERE no = :no, at the end of a query without LIMIT needs only one run", len(a.tuples))
}
