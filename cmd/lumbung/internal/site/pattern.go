package site

import (
	"strings"

	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
)

// pattern is a text with fields of a row in it, "Kube {nama}", read once so that a page of
// a row only has to fill it in.
type pattern struct {
	parts []patternPart
	tail  string
}

type patternPart struct {
	before string
	col    int // -1: a field that does not exist, which has been reported
}

// parsePattern reads a pattern; field gives the column of a field's name.
func parsePattern(text string, field func(name string) int) pattern {
	var p pattern
	for {
		before, rest, found := strings.Cut(text, "{")
		name, after, closed := strings.Cut(rest, "}")
		if !found || !closed {
			p.tail = text
			return p
		}
		p.parts = append(p.parts, patternPart{before, field(name)})
		text = after
	}
}

// alone is the column that a pattern is made of, or -1 where there is more in it.
func (p *pattern) alone() int {
	if len(p.parts) != 1 || p.parts[0].before != "" || p.tail != "" {
		return -1
	}
	return p.parts[0].col
}

// words fills a pattern of running text in, with values as readers write them.
func (p *pattern) words(s *scratch, t *table.Table, row int, f Formatter) string {
	if len(p.parts) == 0 {
		return p.tail
	}
	if col := p.alone(); col >= 0 {
		return f.Value(t.Value(row, col), &t.Schema.Fields[col], t.Schema.MissingValues)
	}
	if s == nil {
		return string(p.appendWords(make([]byte, 0, 128), t, row, f))
	}
	from := len(s.text)
	s.text = p.appendWords(s.text, t, row, f)
	return s.since(from)
}

func (p *pattern) appendWords(b []byte, t *table.Table, row int, f Formatter) []byte {
	for _, part := range p.parts {
		b = append(b, part.before...)
		if part.col >= 0 {
			b = f.AppendValue(b, t.Value(row, part.col), &t.Schema.Fields[part.col], t.Schema.MissingValues)
		}
	}
	return append(b, p.tail...)
}

// appendSlug fills a pattern of an address in.
func (p *pattern) appendSlug(b []byte, t *table.Table, row int) []byte {
	for _, part := range p.parts {
		b = append(b, part.before...)
		if part.col >= 0 {
			b = locale.AppendSlug(b, t.Text(row, part.col))
		}
	}
	return append(b, p.tail...)
}
