package query

import (
	"context"
	"strings"

	"lumbung/cmd/lumbung/internal/query/sqlite"
)

// That a cell is hidden is no secret: n IS NULL says it, and count(n) counts those that are
// shown. In another world the cell has a value; so that the query means there what it means
// here, a column that has hidden cells has another beside it, which no * shows, and
//
//	n IS NOT NULL    becomes    (n IS NOT NULL AND NOT "n hidden")
//	count(n)         becomes    count(iif("n hidden", NULL, n))
//
// This is done where the query reads the dataset. What a subquery or a WITH has passed on is
// a value like any other, and has no such column: there the words stay, and the answers
// differ.

// hiddenColumn names the column that says which cells are hidden. No field has a space in
// its name.
func hiddenColumn(field string) string { return field + " hidden" }

// edit puts other words in the place of a part of a query.
type edit struct {
	from, to int
	text     string
}

// shown writes a query for another world.
func (db *DB) shown(ctx context.Context, sql string) (string, error) {
	edits := db.edits(tokenize(sql))
	if len(edits) == 0 {
		return sql, nil
	}
	return inSession(ctx, db, func(s *session) (string, error) {
		if all := apply(sql, edits); s.compiles(all) {
			return all, nil
		}
		var good []edit
		for i := range edits {
			if try := append(good[:len(good):len(good)], edits[i]); s.compiles(apply(sql, try)) {
				good = try
			}
		}
		return apply(sql, good), nil
	})
}

func (s *session) compiles(sql string) bool {
	stmt, err := s.prepare(sql)
	if err != nil {
		return false
	}
	stmt.Close()
	return true
}

func apply(sql string, edits []edit) string {
	var b strings.Builder
	done := 0
	for _, e := range edits {
		b.WriteString(sql[done:e.from] + e.text)
		done = e.to
	}
	return b.String() + sql[done:]
}

// edits finds what asks whether a cell is hidden.
func (db *DB) edits(tokens []token) (edits []edit) {
	for i := range tokens {
		field, ok := tokens[i].name()
		if !ok || !db.hasHidden(field) {
			continue
		}
		start, column, beside := i, sqlite.Quote(field), sqlite.Quote(hiddenColumn(field))
		if i >= 2 && tokens[i-1].is(".") {
			qualifier, _ := tokens[i-2].name()
			start, column, beside = i-2, sqlite.Quote(qualifier)+"."+column, sqlite.Quote(qualifier)+"."+beside
		}
		from := tokens[start].start
		if counted(tokens[:start]) && i+1 < len(tokens) && tokens[i+1].is(")") {
			edits = append(edits, edit{from, tokens[i].end(), "iif(" + beside + ", NULL, " + column + ")"})
			continue
		}
		n, not := nullTest(tokens[i+1:])
		switch {
		case n == 0 || !begins(tokens[:start]):
		case not:
			edits = append(edits, edit{from, tokens[i+n].end(), "(" + column + " IS NOT NULL AND NOT " + beside + ")"})
		default:
			edits = append(edits, edit{from, tokens[i+n].end(), "(" + column + " IS NULL OR " + beside + ")"})
		}
	}
	return edits
}

// hasHidden says whether any dataset has hidden cells in a field of that name.
func (db *DB) hasHidden(field string) bool {
	db.mu.Lock()
	defer db.mu.Unlock()
	for _, s := range db.own {
		if c := s.column(field); c != nil && c.hides() {
			return true
		}
	}
	return false
}

// counted says whether a call of count begins at the end of tokens.
func counted(tokens []token) bool {
	n := len(tokens)
	if n > 0 && tokens[n-1].is("DISTINCT") {
		n--
	}
	return n >= 2 && tokens[n-1].is("(") && tokens[n-2].is("count")
}

// nullTest measures a test for NULL at the start of tokens.
func nullTest(tokens []token) (n int, not bool) {
	for _, form := range []struct {
		words []string
		not   bool
	}{
		{[]string{"IS", "NOT", "NULL"}, true}, {[]string{"NOT", "NULL"}, true}, {[]string{"NOTNULL"}, true},
		{[]string{"IS", "NULL"}, false}, {[]string{"ISNULL"}, false},
	} {
		if len(tokens) >= len(form.words) && startsWith(tokens, form.words) {
			return len(form.words), form.not
		}
	}
	return 0, false
}

func startsWith(tokens []token, words []string) bool {
	for i, word := range words {
		if !tokens[i].is(word) {
			return false
		}
	}
	return true
}

// begins says whether an operand behind tokens stands by itself, so that no operator before
// it takes it first, as + does in a + n IS NULL and BETWEEN in x BETWEEN 1 AND n IS NULL.
func begins(tokens []token) bool {
	if len(tokens) == 0 || !tokens[len(tokens)-1].is("WHERE", "AND", "OR", "ON", "NOT", "HAVING", "WHEN", "THEN", "ELSE", "SELECT", "DISTINCT", "(", ",") {
		return false
	}
	if !tokens[len(tokens)-1].is("AND") {
		return true
	}
	between := 0
	for i := range tokens[:len(tokens)-1] {
		switch {
		case tokens[i].is("BETWEEN"):
			between++
		case tokens[i].is("AND") && between > 0:
			between--
		}
	}
	return between == 0
}
