package infer

import (
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

	// Where the table is in the grid; set by Infer.
	head int   // line of the heading, 0 when there is none
	body []int // line of each row
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

// headRows is how many rows may stand above the heading: titles, dates, empty ones.
const headRows = 30

// split finds the heading and what is below it, without empty rows and columns.
func (g *Grid) split(t *Table) (head []Cell, body [][]Cell) {
	rows := g.Rows
	width := usualWidth(rows)
	at := 0
	for at < len(rows) && at < headRows && filled(rows[at])*5 < width*4 {
		at++
	}
	if at == len(rows) || at == headRows {
		at = 0
	}
	if at > 0 {
		t.say(Likely, diag.Msg("the table starts at row %d", at+1), diag.Msg("above it stand rows with fewer than %d {cell|cells}", width))
	}
	if at >= len(rows) {
		return nil, nil
	}
	head, body = rows[at], rows[at+1:]
	g.head, g.body = g.lines[at], g.lines[at+1:]
	from, to := extent(rows[at:])
	g.left = from
	if looksLikeData(head, body) {
		body, head = rows[at:], nil
		g.head, g.body = 0, g.lines[at:]
		t.say(Guess, diag.Msg("the file has no heading: columns are named kolom_1, kolom_2 …"), diag.Msg("its first row holds numbers as the rows below do"))
	} else {
		head = cut(head, from, to)
	}
	for len(head) < to-from {
		head = append(head, Cell{})
	}
	body = g.withoutEmpty(body, from, to, t)
	if n := len(body); n > 1 && isTotal(body[n-1]) {
		t.say(Guess, diag.Msg("the last row looks like a total"), diag.Msg("it starts with %q; if it is one, take it out: a total is no row of data", strings.TrimSpace(firstText(body[n-1]))))
	}
	return head, body
}

// withoutEmpty cuts rows to the table's columns and leaves empty ones out.
func (g *Grid) withoutEmpty(body [][]Cell, from, to int, t *Table) [][]Cell {
	var kept [][]Cell
	var lines []int
	empty := 0
	for i, row := range body {
		if filled(row) == 0 {
			empty++
			continue
		}
		kept, lines = append(kept, cut(row, from, to)), append(lines, g.body[i])
	}
	g.body = lines
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

func isTotal(row []Cell) bool {
	switch strings.ToLower(strings.Trim(firstText(row), " .:")) {
	case "jumlah", "total", "grand total", "jumlah total", "total keseluruhan", "sum":
		return true
	}
	return false
}

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
