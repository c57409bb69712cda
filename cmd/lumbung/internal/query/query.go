// Package query asks questions of datasets in SQL: inline values and tables in the
// narrative, chart data, derived datasets, data tests and claims are all queries.
//
// A DB holds the datasets; Run answers a query with a Result, which is a table like any
// other: exact values under a schema. A column that comes straight from a dataset keeps
// its field, so that titles, units and categories follow, and its values as they were
// published. RunEach answers a query with :field parameters for every row of a dataset at
// once; Derive fills in the datasets that are queries themselves. What is wrong with a
// query is an Error, which knows where in the SQL it is and what to write instead.
//
// # Values
//
// Integers, years and booleans (1 and 0) are integers in SQL, numbers are floating point,
// everything else is text; a cell without a value is NULL. An integer too large for SQL is
// a text. On the way back nothing is lost: a column that comes straight from a dataset
// gets the very text that was published ("0.50"), a boolean is a boolean again, and a
// suppressed cell is still suppressed. Where values are merged and the
// row they came from is not known (DISTINCT, GROUP BY), a number that was published in two
// spellings comes back in the longer one.
//
// Floating point must not show in what is computed. A number of up to 15 digits is held
// by it without doubt, so + - *, sum, avg, total and round first make decimals of their
// numbers and compute with those (arithmetic.go, aggregate.go): 28.51 - 28 is 0.51, also
// inside a query that compares it. What division and the functions of mathematics give is
// good to 15 digits, and shown so.
//
// # Safety
//
// A query is one SELECT, WITH or VALUES. It cannot write, attach, load or see a file, ask
// for the time or for chance (the same data must give the same site), run without end or
// fill the memory: Limits. Texts in double quotes are names and nothing else.
package query

import (
	"context"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
)

// Limits bound what one query may take.
type Limits struct {
	Time time.Duration
	Rows int // of the result
	Text int // bytes of a text, a statement or a row
	Size int // bytes of all texts of the result
}

// DefaultLimits are far beyond what a page can show, and near enough to be reached in
// seconds by a query that has no end.
var DefaultLimits = Limits{Time: 10 * time.Second, Rows: 1_000_000, Text: 8 << 20, Size: 256 << 20}

// DB is the datasets, to be asked. It is safe for concurrent use.
type DB struct {
	Limits Limits // set before the first query

	mu       sync.Mutex
	sources  []*source          // what queries can name, in catalogue order
	byName   map[string]*source // by dataset
	lost     []string           // datasets that could not be read
	private  []string           // datasets that only a Vault has
	whole    bool               // private fields are there too: it is a Vault's
	idle     []*session
	stray    atomic.Int32 // statements that could not be stopped
	patience time.Duration
	closed   bool

	others otherWorlds // in which a query is asked that reads hidden cells
	values *world      // it is one of those, with these values in hidden cells
	own    []*source   // whose tables are its own; another world has the rest from its DB
}

// New makes a DB of the datasets that have a table, which knows of the others that they are
// not there. Nothing is read until a query names it.
func New(resources []*dataset.Resource) *DB {
	db := &DB{Limits: DefaultLimits, patience: defaultPatience, byName: map[string]*source{}}
	for _, r := range resources {
		if r.Table != nil {
			db.Add(r)
		} else {
			db.lost = append(db.lost, r.Name) // those that are queries until they are made
		}
	}
	return db
}

// Add makes one more dataset known, such as a derived one.
func (db *DB) Add(r *dataset.Resource) {
	db.mu.Lock()
	defer db.mu.Unlock()
	db.lost = slices.DeleteFunc(db.lost, func(name string) bool { return name == r.Name })
	s := newSource(r.Name, r.Table, db.whole)
	db.sources, db.own = append(db.sources, s), append(db.own, s)
	db.byName[r.Name] = s
}

// isPrivate says whether a dataset is there and may not be asked.
func (db *DB) isPrivate(name string) bool {
	db.mu.Lock()
	defer db.mu.Unlock()
	return slices.ContainsFunc(db.private, func(private string) bool { return strings.EqualFold(private, name) })
}

// isLost says whether a dataset is known and not there. Names of tables are alike in either
// case of letters.
func (db *DB) isLost(name string) bool {
	db.mu.Lock()
	defer db.mu.Unlock()
	return slices.ContainsFunc(db.lost, func(lost string) bool { return strings.EqualFold(lost, name) })
}

// Close frees what queries have loaded. No query may be running or come after.
func (db *DB) Close() {
	for _, other := range db.others.byName {
		other.Close()
	}
	db.mu.Lock()
	defer db.mu.Unlock()
	if db.closed {
		return
	}
	db.closed = true
	for _, s := range db.idle {
		s.conn.Close()
	}
	db.idle = nil
	if db.stray.Load() > 0 {
		return // a statement that could not be stopped still reads them
	}
	for _, s := range db.own {
		s.table.Release()
	}
}

// Arg is the value of a parameter: Name is "lang" for :lang.
type Arg struct {
	Name  string
	Value table.Value
}

// Lang is the argument for :lang, the language of the page that asks.
func Lang(lang locale.Lang) Arg { return String("lang", string(lang)) }

// String is an argument that is a text.
func String(name, value string) Arg { return Arg{name, table.Value{Text: value, Type: table.String}} }

// Origin is where a column of a result comes from: a field of a dataset, or nothing for
// what was computed.
type Origin struct {
	Dataset string
	Field   string
}

// Result is the answer to a query.
type Result struct {
	Table    *table.Table
	Origins  []Origin // of each column
	Datasets []string // that were read, in catalogue order
}

// Run answers a query. An argument that the query has no parameter for is not used. The
// error is an *Error.
func (db *DB) Run(ctx context.Context, sql string, args ...Arg) (*Result, error) {
	q := question{sql: sql, args: args}
	a, err := db.ask(ctx, q)
	if err != nil {
		return nil, err
	}
	e, err := db.judge(ctx, q, a)
	if err != nil {
		return nil, err
	}
	return e.Result, nil
}

// ask answers a question, whatever hidden cells it reads.
func (db *DB) ask(ctx context.Context, q question) (answered, error) {
	return inSession(ctx, db, func(s *session) (answered, error) {
		p, err := s.plan(q.sql)
		if err != nil {
			return answered{}, err
		}
		defer p.close()
		if q.keys != nil {
			return p.answerEach(q.keys, q.args)
		}
		if err := p.bind(q.args); err != nil {
			return answered{}, err
		}
		c := p.collector(p.rows)
		if err := p.collect(c); err != nil {
			return answered{}, err
		}
		r := c.result()
		return answered{&Each{Result: r, answers: []answer{{0, r.Table.Len()}}}, p.columns}, nil
	})
}
