package query

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/query/sqlite"
)

// explain says in the author's terms what SQLite says of a query, with the place and with
// the names that exist.
func (s *session) explain(err error, sql string, tokens []token) *Error {
	var known *Error
	if errors.As(err, &known) {
		return known
	}
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return wrong("%s", diag.Reason(err))
	}
	x := explainer{s: s, sql: sql, tokens: tokens, offset: e.Offset}
	switch {
	case s.denied != nil:
		return x.denied(s.denied)
	case e.Code == sqlite.CodeInterrupt:
		return tookTooLong(s.db.Limits.Time)
	case e.Code == sqlite.CodeTooBig:
		return wrong("the query makes a text longer than %d bytes", s.db.Limits.Text)
	case e.Code == sqlite.CodeNoMemory:
		return wrong("the query needs too much memory").Note("let it sort or group fewer rows at once")
	}
	return x.message(e.Message)
}

// errInterrupted is what SQLite says of a statement that ran out of time.
var errInterrupted = &sqlite.Error{Code: sqlite.CodeInterrupt, Offset: -1, Message: "interrupted"}

func tookTooLong(limit time.Duration) *Error {
	return wrong("the query took longer than %s", limit).
		Note("a join without a condition, or a WITH RECURSIVE without an end, goes on for ever")
}

type explainer struct {
	s      *session
	sql    string
	tokens []token
	offset int
}

func (x *explainer) message(text string) *Error {
	switch {
	case strings.HasPrefix(text, "no such column: "):
		return x.column(strings.TrimPrefix(text, "no such column: "))
	case strings.HasPrefix(text, "no such table: "):
		return x.table(strings.TrimPrefix(text, "no such table: "))
	case strings.HasPrefix(text, "no such function: "):
		name := strings.TrimPrefix(text, "no such function: ")
		e := x.find(name).wrong("there is no function %q", name)
		if near := diag.Closest(name, slices.Sorted(maps.Keys(allowedFunctions))); near != "" {
			e.Note("did you mean %q?", near)
		}
		return e
	case text == "incomplete input":
		return (&Error{Offset: len(strings.TrimRight(x.sql, " \t\r\n")), Message: diag.Msg("the query ends too early")}).
			Note("is a bracket, or a word such as FROM or END, missing?")
	case text == "Recursion limit", text == "parser stack overflow", strings.HasPrefix(text, "Expression tree is too large"):
		return wrong("the query is nested too deeply").Note("name a part of it with WITH, or make it a dataset of its own")
	case strings.HasSuffix(text, ": syntax error"):
		return x.syntax()
	case strings.HasPrefix(text, "unrecognized token: "):
		e := x.here().wrong("%s is not SQL", strings.TrimPrefix(text, "unrecognized token: "))
		return e.Note("is a quotation mark missing?")
	}
	return x.rest(text)
}

// here is the token that SQLite points at.
func (x *explainer) here() *token {
	for i := range x.tokens {
		if t := &x.tokens[i]; x.offset >= t.start && x.offset < t.end() {
			return t
		}
	}
	return &token{start: max(x.offset, 0)}
}

// find is the token that SQLite points at, or else the first of that name.
func (x *explainer) find(name string) *token {
	if x.offset >= 0 {
		return x.here()
	}
	for i := range x.tokens {
		if x.tokens[i].names(name) {
			return &x.tokens[i]
		}
	}
	return &token{}
}

// syntax explains where SQL stops making sense, which may be behind the mistake.
func (x *explainer) syntax() *Error {
	t := x.here()
	e := t.wrong("the query cannot be read at %q", t.text)
	if i := x.index(t); i > 0 && t.kind == param && strings.HasPrefix(t.text, "@") && x.tokens[i-1].end() == t.start {
		name := x.tokens[i-1].text + t.text
		return e.Note(`a name with "@" needs double quotes: %s`, sqlite.Quote(name))
	}
	if i := x.index(t); i > 0 && x.tokens[i-1].kind == word && !isKeyword(x.tokens[i-1].text) {
		before := x.tokens[i-1].text
		if near := diag.Closest(before, []string{"FROM", "WHERE", "GROUP", "ORDER", "HAVING", "LIMIT"}); near != "" {
			return e.Note("did you mean %s instead of %q?", near, before)
		}
	}
	if t.kind == word && (isKeyword(t.text) || x.s.known[strings.ToLower(t.text)] != nil) {
		e.Note("a name that is also a word of SQL needs double quotes: %s", sqlite.Quote(t.text))
	}
	return e
}

func (x *explainer) index(t *token) int {
	return slices.IndexFunc(x.tokens, func(o token) bool { return o.start == t.start })
}

// column explains a name that none of the tables has.
func (x *explainer) column(name string) *Error {
	name, _, _ = strings.Cut(name, " - should this be") // SQLite's own advice on double quotes
	t := x.find(name)
	name = strings.ReplaceAll(strings.Trim(name, `"`), `""`, `"`)
	bare, sources := name, x.named()
	var all []string
	for _, s := range sources {
		all = append(all, s.columnNames()...)
	}
	if i := x.index(t); i >= 0 && i+2 < len(x.tokens) && x.tokens[i+1].is(".") {
		bare, _ = x.tokens[i+2].name()
		if slices.ContainsFunc(all, func(c string) bool { return strings.EqualFold(c, bare) }) {
			qualifier, _ := t.name()
			return t.wrong("no dataset of the query is called %q", qualifier).
				Note("columns are named by the dataset, or by the name that FROM gives it")
		}
		t = &x.tokens[i+2]
	}
	e := t.wrong("there is no column %q", name)
	if near := diag.Closest(bare, all); near != "" && !strings.EqualFold(near, bare) {
		e.Note("did you mean %q?", near)
	}
	if t.kind == quoted && strings.HasPrefix(t.text, `"`) {
		e.Note("a text is written in single quotes: '%s'", strings.ReplaceAll(bare, "'", "''"))
	}
	for _, s := range sources {
		e.Note("dataset %q has %s", s.name, strings.Join(s.columnNames(), ", "))
	}
	return e
}

// table explains a name that no dataset has.
func (x *explainer) table(name string) *Error {
	bare := name[strings.LastIndexByte(name, '.')+1:]
	t := &token{}
	for i := range x.tokens {
		if x.tokens[i].names(bare) && (i == 0 || !x.tokens[i-1].is("SELECT", ".", ",") || t.text == "") {
			t = &x.tokens[i]
			if i > 0 && x.tokens[i-1].is("FROM", "JOIN") {
				break
			}
		}
	}
	var e *Error
	switch {
	case x.s.db.isPrivate(bare):
		e = t.wrong("dataset %q is private: nothing of it is published", bare).
			Note("a dataset that is a query may count its rows, with [disclosure]: ask that one; lumbung help privacy")
	case x.s.db.isLost(bare):
		e = t.wrong("dataset %q could not be read", bare)
		e.Lost = true
	default:
		e = suggest(t.wrong("there is no dataset %q", name), bare, x.s.names())
	}
	e.table = bare
	return e
}

func suggest(e *Error, name string, names []string) *Error {
	if near := diag.Closest(name, names); near != "" {
		return e.Note("did you mean %q?", near)
	}
	return e.Note("there are %s", strings.Join(names, ", "))
}

// named lists the datasets that the query names.
func (x *explainer) named() []*source {
	var out []*source
	for _, s := range x.s.sources {
		if slices.ContainsFunc(x.tokens, func(t token) bool { return t.names(s.name) }) {
			out = append(out, s)
		}
	}
	return out
}

func (s *source) columnNames() []string {
	names := make([]string, len(s.columns))
	for i, c := range s.columns {
		names[i] = c.field().Name
	}
	return names
}

// denied explains a refusal.
func (x *explainer) denied(d *denial) *Error {
	t := &token{}
	for i := range x.tokens {
		if x.tokens[i].names(d.name) || d.name == "" && x.tokens[i].is("INSERT", "UPDATE", "DELETE", "REPLACE", "PRAGMA") {
			t = &x.tokens[i]
			break
		}
	}
	switch {
	case d.action == sqlite.Read:
		return suggest(t.wrong("there is no dataset %q", d.name), d.name, x.s.names())
	case d.action != sqlite.Call:
		return t.wrong("a query only reads").Note("begin with SELECT, WITH or VALUES")
	case strings.HasPrefix(strings.ToLower(d.name), "current_"):
		return noClock(t)
	case strings.HasPrefix(strings.ToLower(d.name), "random"):
		return t.wrong("a query may not call %s: the same data must give the same site", d.name)
	}
	return t.wrong("a query may not call %s", d.name)
}

// noClock explains why the time is not to be had.
func noClock(t *token) *Error {
	return t.wrong("a query does not know the time: the same data must give the same site").
		Note("write the date, such as '2016-12-31', or take it from the data")
}
