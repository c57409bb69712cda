package query

import (
	"context"
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/table"
)

// What disclosure control has hidden is not among the datasets: SQL has NULL there, and no
// query can tell it. But SQL leaves NULL out of a sum without a word, takes it for less than
// any number, and for no reason to count a row; so that the sum of what is left would stand
// on a page as the sum of all. Names cannot tell where that happens: a subquery, a WITH, a
// window gives a field another one. So the data tells.
//
// A query that reads a field with hidden cells is asked again with other values in them
// (world.go). A cell of the answer that has no value, and has one in another world, is made
// from hidden cells: it is hidden as they are. An answer that differs in anything else says
// something of what it does not know, and is refused. That a cell is hidden everybody sees:
// what asks for it, as n IS NOT NULL and count(n) do, has the same answer in each world
// (shown.go).

// place is a cell of an answer.
type place struct{ row, col int }

// hides says whether disclosure control has hidden cells of a column.
func (p *published) hides() bool {
	p.hiding.Do(func() {
		for row := range p.source.data.Len() {
			if p.source.data.Value(row, p.col).State == table.Suppressed {
				p.hidden = true
				return
			}
		}
	})
	return p.hidden
}

// question is a query with what it is asked with.
type question struct {
	sql  string
	keys *table.Table // nil: it is not asked for the rows of a dataset
	args []Arg
}

// answered is an answer, and what must be known to judge it.
type answered struct {
	*Each
	columns []*published // that were read, also for its parameters
}

// hiding lists the columns that were read and have hidden cells.
func (a *answered) hiding() (found []*published) {
	for _, c := range a.columns {
		if c.hides() && !slices.Contains(found, c) {
			found = append(found, c)
		}
	}
	return found
}

// judge gives the answer to a question with what is made from hidden cells hidden, or an
// error where more than that depends on them.
func (db *DB) judge(ctx context.Context, q question, a answered) (*Each, error) {
	hiding := a.hiding()
	if len(hiding) == 0 || db.values != nil {
		return a.Each, nil
	}
	hidden := map[place]bool{}
	for _, w := range worldsFor(q, a.columns, hiding) {
		same, err := db.agrees(ctx, q, a.Each, w, hidden)
		if err != nil {
			return nil, err
		}
		if !same {
			return nil, db.blame(ctx, q, a.Each, hiding, w)
		}
	}
	return a.hide(hidden), nil
}

// agrees asks a question in another world, and notes the cells of the answer that have a
// value only there.
func (db *DB) agrees(ctx context.Context, q question, here *Each, w *world, hidden map[place]bool) (bool, error) {
	there, err := db.in(ctx, w, q)
	if err != nil || there == nil {
		return false, err
	}
	if alike(here, there, hidden) {
		return true, nil
	}
	// NULL is sorted before any number. Where rows stand is not something that they say.
	plain, ok := unordered(q)
	if !ok {
		return false, nil
	}
	plainHere, err := db.ask(ctx, plain)
	if err != nil {
		return false, err
	}
	if there, err = db.in(ctx, w, plain); err != nil || there == nil {
		return false, err
	}
	found := map[place]bool{}
	if !alike(plainHere.Each, there, found) {
		return false, nil
	}
	here.moved(plainHere.Each, found, hidden)
	return true, nil
}

// unordered is a question without the order of its answer; ok is false where the order is
// part of what is asked.
func unordered(q question) (plain question, ok bool) {
	tokens := tokenize(q.sql)
	c, ok := clausesOf(tokens)
	if !ok || c.orderBy < 0 || c.limit >= 0 {
		return q, false
	}
	end := len(q.sql)
	if c.end < len(tokens) {
		end = tokens[c.end].start
	}
	q.sql = q.sql[:tokens[c.orderBy].start] + q.sql[end:]
	return q, true
}

// alike compares two answers. Cells that have a value only there are hidden; false is for
// any other difference.
func alike(here, there *Each, hidden map[place]bool) bool {
	if here.Table.Len() != there.Table.Len() || !slices.Equal(here.answers, there.answers) {
		return false
	}
	for col := range here.Table.Schema.Fields {
		for row := range here.Table.Len() {
			a, b := here.Table.Value(row, col), there.Table.Value(row, col)
			switch {
			case a.State == table.Present && (b.State != table.Present || a.Text != b.Text):
				return false
			case a.State == table.Missing && b.State == table.Present:
				hidden[place{row, col}] = true
			}
		}
	}
	return true
}

// moved finds the hidden cells of an answer in the same rows in another order.
func (e *Each) moved(from *Each, found, hidden map[place]bool) {
	for i, part := range e.answers {
		places := map[string][]int{}
		for row := from.answers[i].from; row < from.answers[i].to; row++ {
			key := rowText(from.Table, row)
			places[key] = append(places[key], row)
		}
		for row := part.from; row < part.to; row++ {
			key := rowText(e.Table, row)
			was := places[key][0]
			places[key] = places[key][1:]
			for col := range e.Table.Schema.Fields {
				if found[place{was, col}] {
					hidden[place{row, col}] = true
				}
			}
		}
	}
}

func rowText(t *table.Table, row int) string {
	var b strings.Builder
	for col := range t.Schema.Fields {
		v := t.Value(row, col)
		b.WriteString(string('0'+rune(v.State)) + v.Text + "\x00")
	}
	return b.String()
}

// hide gives an answer with cells marked as hidden.
func (e *Each) hide(hidden map[place]bool) *Each {
	if len(hidden) == 0 {
		return e
	}
	out := *e
	result := *e.Result
	out.Result = &result
	t := e.Table
	b := table.NewBuilder(t.Schema, t.Len())
	values := make([]table.Value, len(t.Schema.Fields))
	for row := range t.Len() {
		for col := range values {
			if values[col] = t.Value(row, col); hidden[place{row, col}] {
				values[col].State = table.Suppressed
			}
		}
		b.Append(values)
	}
	result.Table = b.Table()
	return &out
}

// blame says of which field's hidden cells an answer depends, at the place where the query
// takes them up.
func (db *DB) blame(ctx context.Context, q question, here *Each, hiding []*published, w *world) error {
	guilty := hiding[0]
	for _, c := range hiding[1:] {
		if same, err := db.agrees(ctx, q, here, w.only(guilty), map[place]bool{}); err != nil {
			return err
		} else if !same {
			break
		}
		guilty = c
	}
	dataset, field := guilty.source.name, guilty.field().Name
	tokens := tokenize(q.sql)
	t, function := taken(tokens, field, dataset)
	e := t.wrong("%q of %q has hidden cells, and with them this query would have another answer", field, dataset)
	if function != "" {
		e = t.wrong("%q of %q has hidden cells, which %s would leave out without a word", field, dataset, function)
	}
	return e.Note("ask for a total that is published, or say that they are to be left out, in the SELECT that reads %q: WHERE %s IS NOT NULL", dataset, field)
}

// taken finds where a query takes a field up: first within a function that makes one value
// of many, whose name it gives too, then anywhere; then the dataset, for a query that says *.
func taken(tokens []token, field, dataset string) (at *token, function string) {
	at = &token{}
	for i := range tokens {
		if !tokens[i].is("sum", "avg", "total", "min", "max") || i+1 == len(tokens) || !tokens[i+1].is("(") {
			continue
		}
		for j := i + 2; j < closing(tokens, i+1); j++ {
			if tokens[j].names(field) {
				return &tokens[j], strings.ToLower(tokens[i].text)
			}
		}
	}
	for i := range tokens {
		isDataset := i > 0 && tokens[i-1].is("FROM", "JOIN") // of the same name
		if tokens[i].names(field) && !isDataset || tokens[i].kind == param && tokens[i].text == ":"+field {
			return &tokens[i], ""
		}
	}
	for i := range tokens {
		if tokens[i].names(dataset) {
			return &tokens[i], ""
		}
	}
	return at, ""
}
