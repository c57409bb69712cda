package site

import (
	"slices"
	"strings"
	"sync/atomic"

	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
)

// slugs are the parts of addresses that tell the rows of a table apart, without what all of
// them begin with and ".html". A register has a million of them: where a column was made for
// addresses, and holds nothing else, they are its cells.
type slugs struct {
	table *table.Table
	col   int      // whose cells they are, -1: none
	text  []byte   // else: one after the other,
	ends  []uint32 // and where each ends
}

func newSlugs(pattern pathPattern, t *table.Table) slugs {
	address := parsePattern(strings.TrimPrefix(pattern.text, strings.TrimPrefix(pattern.head, pattern.prefix)), t.Schema.Index)
	if col := address.alone(); col >= 0 && allSlugs(t, col) {
		return slugs{table: t, col: col}
	}
	s := slugs{table: t, col: -1, ends: make([]uint32, t.Len())}
	for row := range s.ends {
		s.text = address.appendSlug(s.text, t, row)
		s.ends[row] = uint32(len(s.text))
		if row == estimateFrom {
			s.text = slices.Grow(s.text, len(s.text)/row*(len(s.ends)-row)*9/8)
		}
	}
	return s
}

// estimateFrom is how many addresses tell how long the others will be, so that a million of
// them are not copied as they grow.
const estimateFrom = 256

// allSlugs says whether the cells of a column are as addresses have them.
func allSlugs(t *table.Table, col int) bool {
	var strange atomic.Bool
	eachRange(t.Len(), func(from, to int) {
		for row := from; row < to && !strange.Load(); row++ {
			if text := t.Text(row, col); locale.Slug(text) != text {
				strange.Store(true)
			}
		}
	})
	return !strange.Load()
}

// Len is the number of rows.
func (s *slugs) Len() int { return s.table.Len() }

// Name is the slug of a row.
func (s *slugs) Name(row int) string {
	if s.col >= 0 {
		return s.table.Text(row, s.col)
	}
	start := uint32(0)
	if row > 0 {
		start = s.ends[row-1]
	}
	return view(s.text[start:s.ends[row]])
}
