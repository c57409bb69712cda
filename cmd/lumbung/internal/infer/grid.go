package infer

import (
	"slices"
	"strings"
	"unicode"

	"lumbung/cmd/lumbung/internal/diag"
)

// Kind says what a cell of a workbook is; every cell of a CSV is Text.
type Kind uint8

const (
	Text Kind = iota
	Number
	Date // ISO 8601
	Bool
	Fault // #N/A, #DIV/0! and the like
)

// Cell is a cell as the file has it. Numbers of a workbook are canonical already.
type Cell struct {
	Text    string
	Kind    Kind
	Percent bool // shown as per cent: 0.15 has become 15
}

// Grid is the cells of a file.
type Grid struct {
	Rows      [][]Cell
	Delimiter rune  // of a CSV
	lines     []int // of the file, from 1, where each row starts
	facts     []Fact
	merged    []area // of a workbook

	// Where the table is in the grid; set by Infer.
	head int   // line of the heading, its last; 0 when there is none
	body []int // line of each row
	rows []int // each row, by its place in Rows
	left int   // columns before the first
}

// Place gives where a cell of the result stands in the file: line and column from 1. Row
// -1 is the heading.
func (g *Grid) Place(row, field int) (line, col int) {
	if row < 0 {
		return g.head, g.left + field + 1
	}
	return g.body[row], g.left + field + 1
}

func (g *Grid) say(sure Sureness, is, evidence diag.Message) {
	g.facts = append(g.facts, Fact{"", is, evidence, sure})
}

func (c Cell) empty() bool { return c.Text == "" }

// split finds the heading and what is below it, without empty rows and columns, and
// without what is no data: titles, column numbers, totals, remarks, and the rows in goes,
// which were found to be totals by their figures. totals are the last rows that are called so.
func (g *Grid) split(t *Table, keepTotals bool, goes []int) (head []Cell, body [][]Cell, totals []int) {
	f := g.frame()
	g.tell(&f, t)
	g.fillJoined(&f, t)
	if f.first > len(g.Rows) {
		return nil, nil, nil
	}
	var rows []int
	for row := f.first; row < len(g.Rows); row++ {
		rows = append(rows, row)
	}
	rows, totals = g.ending(rows, f.width, t, keepTotals)
	rows = slices.DeleteFunc(rows, func(row int) bool {
		if !slices.Contains(goes, row) {
			return false
		}
		g.leave(row, Total, t)
		return true
	})
	table := slices.Clone(g.Rows[f.top:f.bottom])
	for _, row := range rows {
		table = append(table, g.Rows[row])
	}
	from, to := extent(table)
	g.left = from
	if f.top == f.bottom {
		g.head = 0
		head = make([]Cell, to-from)
		t.say(Guess, diag.Msg("the file has no heading: columns are named kolom_1, kolom_2 …"), diag.Msg("its first row holds numbers as the rows below do"))
	} else {
		g.head = g.lines[f.bottom-1]
		head = g.names(&f, from, to)
	}
	return head, g.withoutEmpty(rows, from, to, t), totals
}

// fillJoined writes the name that a workbook joins over several rows of data into each of
// them, and tells of other joined cells: only the first of them has a value.
func (g *Grid) fillJoined(f *frame, t *Table) {
	filled, others, first := 0, 0, 0
	for _, m := range g.merged {
		switch c := g.at(m.top, m.left); {
		case m.top < f.first || c.empty():
		case m.left == m.right && c.Kind == Text && !isNumber(c):
			filled++
			for row := m.top + 1; row <= m.bottom && row < len(g.Rows); row++ {
				for len(g.Rows[row]) <= m.left {
					g.Rows[row] = append(g.Rows[row], Cell{})
				}
				g.Rows[row][m.left] = c
			}
		case m.bottom > m.top || !isTotal(g.Rows[m.top]) && !isNarrow(g.Rows[m.top], f.width):
			if others++; others == 1 {
				first = g.lines[m.top]
			}
		}
	}
	if filled > 0 {
		t.say(Likely, diag.Msg("%d {name|names} joined over several rows {is|are} written into each", filled), diag.Msg("the workbook joins the cells"))
	}
	if others > 0 {
		t.say(Guess, diag.Msg("%d {group|groups} of cells {is|are} merged", others), diag.Msg("only the first cell of each has a value; the first group is in row %d", first))
	}
}

// ending takes what is no data off the end of the rows: remarks, and totals unless they
// are kept.
func (g *Grid) ending(rows []int, width int, t *Table, keepTotals bool) (data, totals []int) {
	for {
		n := g.footnotes(rows, width)
		for _, row := range rows[len(rows)-n:] {
			g.leave(row, Footnote, t)
		}
		rows = rows[:len(rows)-n]
		last := len(rows) - 1
		for last >= 0 && g.filled(rows[last]) == 0 {
			last--
		}
		switch {
		case last > 0 && isTotal(g.Rows[rows[last]]) && !keepTotals:
			g.leave(rows[last], Total, t)
			totals = append(totals, rows[last])
			rows = rows[:last]
		case n == 0:
			return rows, totals
		}
	}
}

// withoutEmpty cuts rows to the table's columns and leaves empty ones out.
func (g *Grid) withoutEmpty(rows []int, from, to int, t *Table) [][]Cell {
	var kept [][]Cell
	g.body, g.rows = nil, nil
	empty := 0
	for _, row := range rows {
		if g.filled(row) == 0 {
			empty++
			continue
		}
		kept = append(kept, cut(g.Rows[row], from, to))
		g.body, g.rows = append(g.body, g.lines[row]), append(g.rows, row)
	}
	if empty > 0 {
		t.say(Certain, diag.Msg("%d empty {row is|rows are} left out", empty), diag.Msg("they hold nothing"))
	}
	return kept
}

func cut(row []Cell, from, to int) []Cell {
	if from >= len(row) {
		return nil
	}
	return row[from:min(to, len(row))]
}

func filled(row []Cell) int {
	n := 0
	for _, c := range row {
		if !c.empty() {
			n++
		}
	}
	return n
}

// usualWidth is the most frequent number of filled cells among the first rows, the larger
// of two that are as frequent.
func usualWidth(rows [][]Cell) int {
	count := map[int]int{}
	best := 0
	for _, row := range rows[:min(len(rows), 500)] {
		if n := filled(row); n > 0 {
			count[n]++
		}
	}
	for n, times := range count {
		if times > count[best] || times == count[best] && n > best {
			best = n
		}
	}
	return best
}

// extent gives the columns that hold anything.
func extent(rows [][]Cell) (from, to int) {
	from = -1
	for _, row := range rows {
		for i, c := range row {
			if c.empty() {
				continue
			}
			if from < 0 || i < from {
				from = i
			}
			to = max(to, i+1)
		}
	}
	return max(from, 0), to
}

// looksLikeData says whether what should be a heading is one more row: a number stands
// where numbers stand below. A year can be a heading of a wide table.
func looksLikeData(head []Cell, body [][]Cell) bool {
	if len(body) == 0 {
		return false
	}
	for i, c := range head {
		if i < len(body[0]) && isNumber(c) && isNumber(body[0][i]) && !isYear(c.Text) {
			return true
		}
	}
	return false
}

func isYear(s string) bool { return len(s) == 4 && (s[:2] == "19" || s[:2] == "20") && digits(s) }

func firstText(row []Cell) string {
	for _, c := range row {
		if !c.empty() {
			return c.Text
		}
	}
	return ""
}

// tidy trims a cell's text: spaces of every kind at its ends, line breaks inside.
func tidy(s string) string {
	s = strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '\uFEFF' || r == '\u200b' })
	if strings.ContainsAny(s, "\r") {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	return s
}
