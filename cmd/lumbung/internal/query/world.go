package query

import (
	"context"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"lumbung/cmd/lumbung/internal/query/sqlite"
	"lumbung/cmd/lumbung/internal/table"
)

// world is the datasets with values in their hidden cells. Nobody knows those that were
// there, a world makes up its own: k is which of a column's hidden cells it is.
type world struct {
	name   string // the same name, the same values
	number func(k int) float64
	text   func(k int) string
	column *published // the only one that has values; nil: all
	once   bool       // nobody will ask in it again
}

// only is a world in which just one column's cells have values.
func (w *world) only(c *published) *world {
	one := *w
	one.column, one.once = c, true
	return &one
}

// value is what a hidden cell holds.
func (w *world) value(c *published, k int) sqlite.Value {
	n := w.number(k)
	switch f := c.field(); {
	case f.Type == table.Boolean:
		return sqlite.IntValue(int64(math.Mod(math.Abs(math.Floor(n)), 2)))
	case columnType(f.Type) == "INTEGER":
		return sqlite.IntValue(int64(math.Floor(n)))
	case columnType(f.Type) == "REAL":
		return sqlite.FloatValue(n)
	}
	return sqlite.TextValue(w.text(k))
}

// everywhere is a world that has the same in each cell.
func everywhere(n float64, text string) *world {
	return &world{name: shortest(n) + " " + text, number: func(int) float64 { return n }, text: func(int) string { return text }}
}

// apart are worlds in which no two cells are the same, and none is like any that is
// published: larger than all, and smaller.
var apart = []*world{
	{name: "large", number: func(k int) float64 { return 1e12 + 7919*float64(k) }, text: func(k int) string { return "\U0010FFFD" + strconv.Itoa(k) }},
	{name: "small", number: func(k int) float64 { return -1e12 - 7919*float64(k) }, text: func(k int) string { return " " + strconv.Itoa(k) }},
}

// maxCells is how many hidden cells are filled for one question, all worlds together, up to
// which each value that it names is tried in each cell; beyond it each cell has some of them.
const maxCells = 1_000_000

// turns is the most values that each cell is given of those that are not tried in all.
const turns = 16

// worldsFor makes those in which a question has to have the same answer. What a query can do
// with a number is to compare it with another: with one that it names or is given, with one
// of a column that it reads, or with another hidden one. Of the first each is tried, and one
// between any two neighbours; the second are dealt out to the cells in turn, and all of them
// come to each cell where there are no more than turns.
func worldsFor(q question, columns, hiding []*published) []*world {
	named, read := namedValues(q), readValues(q, columns)
	named.numbers = between(named.numbers)
	cells := 0
	for _, c := range hiding {
		cells += c.source.data.Len()
	}
	all := slices.Clone(apart)
	if n := max(len(named.numbers), len(named.texts)); cells*n > maxCells {
		read.join(named)
	} else {
		for i := range n {
			all = append(all, everywhere(named.numbers[i%len(named.numbers)], named.texts[i%len(named.texts)]))
		}
	}
	return append(all, read.dealt()...)
}

// values are numbers and texts that hidden cells could be compared with, each once and in
// order.
type values struct {
	numbers []float64
	texts   []string
}

func (v *values) add(text string) {
	if x, err := strconv.ParseFloat(strings.ReplaceAll(text, "_", ""), 64); err == nil && math.Abs(x) < 1e12 {
		v.numbers = append(v.numbers, x)
	}
	v.texts = append(v.texts, text)
}

func (v *values) join(more values) {
	v.numbers, v.texts = append(v.numbers, more.numbers...), append(v.texts, more.texts...)
	v.sort()
}

func (v *values) sort() {
	slices.Sort(v.numbers)
	slices.Sort(v.texts)
	v.numbers, v.texts = slices.Compact(v.numbers), slices.Compact(v.texts)
}

// namedValues are those that stand in a query or are given to it. Neither list is empty.
func namedValues(q question) values {
	v := values{[]float64{0, 1}, []string{""}}
	for _, t := range tokenize(q.sql) {
		if t.kind != literal {
			continue
		}
		text := t.text
		if strings.HasPrefix(text, "'") {
			text = strings.ReplaceAll(text[1:len(text)-1], "''", "'")
		}
		v.add(text)
	}
	for _, arg := range q.args {
		v.add(arg.Value.Text)
	}
	v.sort()
	return v
}

// readValues are those of the columns that a query reads.
func readValues(q question, columns []*published) (v values) {
	for _, c := range columns {
		v.addColumn(c.source.data, c.col)
	}
	if q.keys != nil {
		for col := range q.keys.Schema.Fields {
			v.addColumn(q.keys, col)
		}
	}
	v.sort()
	return v
}

// maxRead is how many rows of a column are looked at for its values.
const maxRead = 1000

// addColumn adds values of a column, from all over it.
func (v *values) addColumn(t *table.Table, col int) {
	step := max(1, t.Len()/maxRead)
	for row := 0; row < t.Len(); row += step {
		if t.Has(row, col) {
			v.add(t.Text(row, col))
		}
	}
}

// dealt are worlds that deal values out.
func (v *values) dealt() (all []*world) {
	n := max(len(v.numbers), len(v.texts))
	count := min(turns, n)
	for turn := range count {
		at := func(k int) int { return k + turn*n/count }
		w := &world{once: true, number: func(int) float64 { return 0 }, text: func(int) string { return "" }}
		if len(v.numbers) > 0 {
			w.number = func(k int) float64 { return v.numbers[at(k)%len(v.numbers)] }
		}
		if len(v.texts) > 0 {
			w.text = func(k int) string { return v.texts[at(k)%len(v.texts)] }
		}
		all = append(all, w)
	}
	return all
}

// between adds a value between any two neighbours, and one at either end.
func between(numbers []float64) []float64 {
	slices.Sort(numbers)
	out := []float64{numbers[0] - 1}
	for i, n := range numbers {
		out = append(out, n)
		if i+1 < len(numbers) {
			out = append(out, (n+numbers[i+1])/2)
		}
	}
	return append(out, numbers[len(numbers)-1]+1)
}

// maxWorlds is how many worlds are kept for the questions that come: most ask with the same
// few values.
const maxWorlds = 48

// otherWorlds are those of a DB that are kept.
type otherWorlds struct {
	mu     sync.Mutex
	byName map[string]*DB
}

// in asks a question in another world; nil when it cannot be answered there.
func (db *DB) in(ctx context.Context, w *world, q question) (*Each, error) {
	other, done := db.world(w)
	defer done()
	var err error
	if q.sql, err = other.shown(ctx, q.sql); err != nil {
		return nil, err
	}
	a, err := other.ask(ctx, q)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, nil
	}
	return a.Each, nil
}

// world gives a DB with another world's values; done is called when it is not asked any
// more.
func (db *DB) world(w *world) (other *DB, done func()) {
	db.others.mu.Lock()
	defer db.others.mu.Unlock()
	other, done = db.others.byName[w.name], func() {}
	if other == nil || w.once {
		other = &DB{Limits: db.Limits, patience: db.patience, byName: map[string]*source{}, values: w}
		if w.once || len(db.others.byName) >= maxWorlds {
			done = other.Close
		} else {
			db.others.keep(w.name, other)
		}
	}
	db.mu.Lock()
	defer db.mu.Unlock()
	for _, s := range db.sources[other.known():] { // also those that have come since
		other.adopt(s)
	}
	return other, done
}

func (o *otherWorlds) keep(name string, db *DB) {
	if o.byName == nil {
		o.byName = map[string]*DB{}
	}
	o.byName[name] = db
}

// known is how many datasets a DB has.
func (db *DB) known() int {
	db.mu.Lock()
	defer db.mu.Unlock()
	return len(db.sources)
}

// adopt makes a dataset known to another world, with that world's values.
func (db *DB) adopt(s *source) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if v := s.in(db.values); v != s {
		s, db.own = v, append(db.own, v)
	}
	db.sources = append(db.sources, s)
	db.byName[s.name] = s
}

// in is a dataset in another world: itself, when nothing of it is hidden. A column with
// hidden cells has one beside it that says which (shown.go).
func (s *source) in(w *world) *source {
	instead := map[int]*sqlite.Column{}
	var more []*sqlite.Column
	for i, c := range s.columns {
		if !c.hides() {
			continue
		}
		if w.column == nil || w.column == c {
			instead[i] = &sqlite.Column{Name: c.field().Name, Type: columnType(c.field().Type), Fill: func(to *sqlite.Filler) { c.fill(to, w) }}
		}
		more = append(more, &sqlite.Column{Name: hiddenColumn(c.field().Name), Type: "INTEGER", Unlisted: true, Fill: c.fillHidden})
	}
	if len(more) == 0 {
		return s
	}
	return &source{name: s.name, data: s.data, table: s.table.Variant(instead, more...), columns: s.columns}
}

func (p *published) fill(to *sqlite.Filler, w *world) {
	t, k := p.source.data, 0
	for row := range t.Len() {
		cell := t.Value(row, p.col)
		if cell.State != table.Suppressed {
			fill(to, value(cell))
			continue
		}
		fill(to, w.value(p, k))
		k++
	}
}

func (p *published) fillHidden(to *sqlite.Filler) {
	t := p.source.data
	for row := range t.Len() {
		to.Int(truth(t.Value(row, p.col).State == table.Suppressed))
	}
}
