package infer

import (
	"math/big"
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/table"
)

// A total among the rows of data would be counted with them by every sum, mean and chart.
// So it is left out, and where the rows do add up to it, the descriptor says so as a test:
// what the office printed still guards the figures.
//
// Last rows that are called a total are left out, whatever they say. Further up, and where
// a last row only bears the name of the whole ("Kabupaten Kupang"), the figures decide: it
// is a total when it is the sum.

var (
	sumWords     = []string{"jumlah", "total", "subtotal", "sum", "subjumlah"}
	averageWords = []string{"rata", "rata-rata", "rerata", "rataan", "average", "mean"}
	besideWords  = []string{"grand", "sub", "keseluruhan", "seluruhnya", "seluruh", "semua", "all", "overall", "akhir", "besar", "dan", "and", "umum", "-", "&", "="}
)

// label is the first cell of a row that is no number, which names the row.
func label(row []Cell) string {
	for _, c := range row {
		if c = plain(c); !c.empty() && !isNumber(c) && !marker(c) {
			return c.Text
		}
	}
	return ""
}

// plain takes marks for bold off a cell: **1.015** in a table that was once Markdown.
func plain(c Cell) Cell {
	if c.Kind == Text {
		c.Text = strings.TrimSpace(strings.Trim(c.Text, "*_"))
	}
	return c
}

func marker(c Cell) bool { return slices.Contains(markers, strings.ToLower(c.Text)) }

// isTotalName says whether a text is a name of totals and nothing else: "Jumlah/Total",
// "**Grand Total**".
func isTotalName(text string) bool {
	named := false
	for _, w := range words(text) {
		switch {
		case slices.Contains(sumWords, w) || slices.Contains(averageWords, w):
			named = true
		case !slices.Contains(besideWords, w):
			return false
		}
	}
	return named
}

// isTotal says whether a row is called a total: beside its names are only numbers.
func isTotal(row []Cell) bool {
	numbers := 0
	for _, c := range row {
		switch c = plain(c); {
		case c.empty() || marker(c):
		case isNumber(c):
			numbers++
		case !isTotalName(c.Text):
			return false
		}
	}
	return numbers > 0 && isTotalName(label(row))
}

// isAverage says whether a row that is called a total is one of means.
func isAverage(row []Cell) bool {
	return slices.ContainsFunc(words(label(row)), func(w string) bool { return slices.Contains(averageWords, w) })
}

// beginsAsTotal says whether a row's name starts as a total's: "Jumlah Kota Kupang".
func beginsAsTotal(row []Cell) bool {
	w := words(label(row))
	return len(w) > 0 && slices.Contains(sumWords, w[0])
}

// sums are the rows of a table that may be totals, looked at once its columns are read.
type sums struct {
	t    *Table
	g    *Grid
	body []int // rows of data, from 0
}

// without gives the rows of data that are totals of others: subtotals, and a last or first
// row that bears the name of the whole.
func (s *sums) without() []int {
	var found []int
	if len(s.body) > mostRows || s.candidates() > mostNamed {
		return nil
	}
	start := 0 // of the group that is being added up
	for i, row := range s.body {
		cells := s.g.Rows[row]
		named, begins := isTotal(cells), beginsAsTotal(cells)
		last := i == len(s.body)-1
		switch {
		case named && i == 0 && s.fits(row, s.body[1:], 1),
			(named || begins) && i > start && s.fits(row, s.body[start:i], 1),
			(named || begins || last) && i > 0 && s.fits(row, s.leaving(found, i), 2):
			found = append(found, row)
			start = i + 1
		}
	}
	return found
}

// A table with more rows is a register, and one with more rows that are named as totals
// are has them as its subject: neither is added up again and again.
const (
	mostRows  = 20_000
	mostNamed = 200
)

func (s *sums) candidates() (n int) {
	for _, row := range s.body {
		if isTotal(s.g.Rows[row]) || beginsAsTotal(s.g.Rows[row]) {
			n++
		}
	}
	return n
}

// leaving gives the rows of data before one, without those that were found to be totals.
func (s *sums) leaving(found []int, before int) []int {
	var rows []int
	for _, row := range s.body[:before] {
		if !slices.Contains(found, row) {
			rows = append(rows, row)
		}
	}
	return rows
}

// fits says whether a row holds the sums of others, in all columns of numbers that it has
// a number in, and in so many that it cannot be by chance.
func (s *sums) fits(total int, rows []int, columns int) bool {
	if len(rows) < 2 || columns > 1 && len(rows) < 3 {
		return false
	}
	equal := 0
	seen := map[string]bool{}
	for i := range s.t.Fields {
		if !s.t.Fields[i].counts() {
			continue
		}
		sum, _ := s.sum(i, rows)
		cell := plain(s.g.at(total, s.g.left+i))
		if cell.empty() || marker(cell) {
			continue
		}
		if _, ok := readAs(cell, sum); !ok {
			return false
		}
		if text := sum.RatString(); sum.Sign() != 0 && !seen[text] {
			seen[text] = true
			equal++
		}
	}
	return equal >= columns
}

// counts says whether a column can be added up.
func (f *Field) counts() bool { return f.Type == table.Integer || f.Type == table.Number }

// sum adds up a column's numbers in some rows; false when it has none.
func (s *sums) sum(field int, rows []int) (total *big.Rat, ok bool) {
	total = new(big.Rat)
	for _, row := range rows {
		if i, found := slices.BinarySearch(s.body, row); found {
			if n, is := new(big.Rat).SetString(s.t.Rows[i][field]); is {
				total.Add(total, n)
				ok = true
			}
		}
	}
	return total, ok
}

// readAs reads a cell of a total row as the number it is expected to be. The rows may all
// be under a thousand, and say nothing of how the file writes 1.015.
func readAs(c Cell, want *big.Rat) (string, bool) {
	for _, text := range readings(c) {
		if n, ok := new(big.Rat).SetString(text); ok && n.Cmp(want) == 0 {
			return text, true
		}
	}
	return "", false
}

// readings are the numbers that a cell may mean.
func readings(c Cell) []string {
	if c.Kind == Number {
		return []string{c.Text}
	}
	var all []string
	n, _ := bare(c.Text)
	for _, f := range []form{plainForm, commaForm, pointForm} {
		if text, ok := f.read(n); ok && !slices.Contains(all, text) {
			all = append(all, text)
		}
	}
	return all
}

// whole gives the found total that is the sum of all rows, if one is.
func (s *sums) whole(found []int) []int {
	for _, row := range slices.Backward(found) {
		if s.fits(row, s.body, 1) {
			return []int{row}
		}
	}
	return nil
}

// suspects tells of rows that are called a total and stay, because they are no sum.
func (s *sums) suspects() {
	for i, row := range s.body {
		if isTotal(s.g.Rows[row]) || i == len(s.body)-1 && beginsAsTotal(s.g.Rows[row]) && s.g.filled(row) > 1 {
			s.t.say(Guess, diag.Msg("row %d is called a total and stays", s.g.lines[row]),
				diag.Msg("it is not the sum of the rows beside it; if it is one, take it out: a total is no row of data"))
		}
	}
}

// Sum is what a column adds up to, as a total row says.
type Sum struct {
	Field string
	Is    string // canonical
	Line  int    // of the total row, from 1
}

// compare holds the total row against the columns: what adds up is a test from now on, and
// what does not is told.
func (s *sums) compare(total int) {
	for i := range s.t.Fields {
		f := &s.t.Fields[i]
		cell := plain(s.g.at(total, s.g.left+i))
		if !f.counts() || cell.empty() || marker(cell) || len(readings(cell)) == 0 {
			continue
		}
		sum, ok := s.sum(i, s.body)
		if !ok {
			continue
		}
		line := s.g.lines[total]
		if text, fits := readAs(cell, sum); fits {
			s.t.Sums = append(s.t.Sums, Sum{f.Name, text, line})
			s.t.Facts = append(s.t.Facts, Fact{f.Name, diag.Msg("adds up to %s, which is a test from now on", text), diag.Msg("the total in row %d says so", line), Certain})
			continue
		}
		s.t.Facts = append(s.t.Facts, Fact{f.Name, diag.Msg("adds up to %s, but the total says %s", exact(sum), cell.Text),
			diag.Msg("row %d; shares and means have no sum, else one of the figures is wrong", line), Guess})
	}
}

// exact writes a sum of decimals, which ends.
func exact(n *big.Rat) string {
	if n.IsInt() {
		return n.Num().String()
	}
	return strings.TrimRight(n.FloatString(20), "0")
}
