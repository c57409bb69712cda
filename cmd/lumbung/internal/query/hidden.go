package query

import (
	"strings"

	"lumbung/cmd/lumbung/internal/table"
)

// hiddenParts refuses to work out one value from cells of which disclosure control has
// hidden some. SQL has NULL there and leaves it out, so that the sum of what is left would
// stand on a page as the sum of all. A query that says IS NOT NULL of the field means it.
//
// It looks at the query's words: a field that a subquery has given another name gets past.
func (p *plan) hiddenParts() *Error {
	for i := range p.tokens {
		if !p.tokens[i].is("sum", "avg", "total", "min", "max") || i+1 == len(p.tokens) || !p.tokens[i+1].is("(") {
			continue
		}
		depth := 0
		for j := i + 1; j < len(p.tokens); j++ {
			t := &p.tokens[j]
			switch {
			case t.is("("):
				depth++
			case t.is(")"):
				depth--
			}
			if depth == 0 {
				break
			}
			if s, field := p.hiddenField(t); s != nil && !p.meant(field) {
				return t.wrong("%q of %q has hidden cells, which %s would leave out without a word", field, s.name, strings.ToLower(p.tokens[i].text)).
					Note("ask for a total that is published, or say that they are to be left out: WHERE %s IS NOT NULL", field)
			}
		}
	}
	return nil
}

// hiddenField gives the field that a token names, where cells of it are hidden.
func (p *plan) hiddenField(t *token) (*source, string) {
	for _, s := range p.reads {
		for i, c := range s.table.Columns {
			if t.names(c.Name) && s.columns[i].hides() {
				return s, c.Name
			}
		}
	}
	return nil, ""
}

// meant says whether the query leaves out the cells of a field that have no value.
func (p *plan) meant(field string) bool {
	for i := range p.tokens {
		if !p.tokens[i].names(field) {
			continue
		}
		rest := p.tokens[i+1:]
		if len(rest) > 0 && rest[0].is("NOTNULL") || len(rest) > 2 && rest[0].is("IS") && rest[1].is("NOT") && rest[2].is("NULL") {
			return true
		}
	}
	return false
}

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
