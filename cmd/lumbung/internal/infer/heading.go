package infer

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
)

// Offices print tables, they do not keep them: above the heading stand titles, the heading
// has two or three rows whose cells are merged, and a row of column numbers, (1) (2) (3),
// parts it from the data. What is found here:
//
//	Tabel 3.1 Penduduk menurut kecamatan, 2023        a title
//
//	No | Kecamatan | Penduduk (jiwa) |           |    the heading
//	   |           | Laki-laki       | Perempuan |
//	(1)| (2)       | (3)             | (4)       |    column numbers
//	1  | Amarasi   | 8.432           | 8.211     |    the first row of data

// headRows is how many rows may stand above the data: titles, dates, empty ones, headings.
const headRows = 30

// area is cells that a workbook has joined: rows and columns from 0, the last ones too.
type area struct{ top, left, bottom, right int }

// frame is where a table stands in its grid, by rows from 0.
type frame struct {
	top     int // first row of the heading
	bottom  int // the row after the heading
	first   int // where the data starts
	numbers int // the row of column numbers, -1: none
	width   int // how many cells a row usually has
}

// frame finds the heading and where the data starts.
func (g *Grid) frame() frame {
	f := frame{numbers: g.columnNumbers(), width: usualWidth(g.Rows)}
	if f.numbers >= 0 {
		f.top, f.bottom, f.first = f.numbers, f.numbers, f.numbers+1
		for f.top > 0 && g.filled(f.top-1) > 0 && (f.top == f.bottom || g.above(&f)) {
			f.top--
		}
		return f
	}
	at := 0
	for at < len(g.Rows) && at < headRows && g.filled(at)*5 < f.width*4 {
		at++
	}
	if at == len(g.Rows) || at == headRows {
		at = 0
	}
	f.top, f.bottom, f.first = at, at+1, at+1
	if looksLikeData(g.Rows[at], g.Rows[at+1:]) {
		f.bottom, f.first = at, at
	} else {
		for g.below(&f) {
			f.bottom, f.first = f.bottom+1, f.first+1
		}
	}
	for g.above(&f) {
		f.top--
	}
	return f
}

// columnNumber is what stands in a row of column numbers: (3), [3], 3), and (5)=(3)+(4).
var columnNumber = regexp.MustCompile(`^(?:\((\d{1,2})\)|\[(\d{1,2})\]|(\d{1,2})\))(?:\s*=.*)?$`)

// columnNumbers finds the row that counts the columns; -1 when there is none.
func (g *Grid) columnNumbers() int {
	for i := 1; i < min(len(g.Rows), headRows); i++ {
		if g.countsColumns(i) && slices.ContainsFunc(g.Rows[:i], func(row []Cell) bool { return filled(row) > 1 }) {
			return i
		}
	}
	return -1
}

func (g *Grid) countsColumns(row int) bool {
	n, bracketed := 0, 0
	for col, c := range g.Rows[row] {
		if c.empty() {
			continue
		}
		at, brackets := 0, true
		switch m := columnNumber.FindStringSubmatch(c.Text); {
		case m != nil:
			at, _ = strconv.Atoi(m[1] + m[2] + m[3])
		case c.Kind == Number && strings.HasPrefix(c.Text, "-"): // "(1)" as Excel takes it
			at, _ = strconv.Atoi(c.Text[1:])
		default:
			at, brackets = number(c.Text), false
		}
		if n == 0 && at == 2 && col > 0 { // the first column has no number
			n = 1
		}
		if n++; at != n {
			return false
		}
		if brackets {
			bracketed++
		}
	}
	filled := g.filled(row)
	return bracketed == filled && filled > 1 || bracketed == 0 && filled > 2 && g.onlyCounts(row)
}

// onlyCounts says whether bare numbers 1, 2, 3 can be no row of data: below one of them
// stand words.
func (g *Grid) onlyCounts(row int) bool {
	for col := range g.Rows[row] {
		words, others := 0, 0
		for i := row + 1; i < min(len(g.Rows), row+6); i++ {
			switch c := g.at(i, col); {
			case c.empty():
			case c.Kind == Text && !isNumber(c) && !slices.Contains(markers, strings.ToLower(c.Text)):
				words++
			default:
				others++
			}
		}
		if words > 0 && others == 0 {
			return true
		}
	}
	return false
}

// above says whether the row over the heading belongs to it: it names groups of columns,
// or columns that the heading below does not name.
func (g *Grid) above(f *frame) bool {
	row := f.top - 1
	if row < 0 || g.filled(row) == 0 || g.isTitle(row, f) || !g.words(row) {
		return false
	}
	if f.top == f.bottom { // nothing of a heading yet
		return g.filled(row) > 1
	}
	fills, gaps, twice := 0, 0, false
	seen := map[string]bool{}
	for col := range g.width(f) {
		name := g.heading(f.top, f.bottom, col)
		switch {
		case name == "" && !g.at(row, col).empty():
			fills++
		case name == "":
			gaps++
		case seen[name]:
			twice = true
		default:
			seen[name] = true
		}
	}
	if fills > 0 {
		return gaps == 0 || fills >= gaps
	}
	return twice || g.joins(row, f)
}

// below says whether the row under the heading is more of it: it names the parts of groups.
func (g *Grid) below(f *frame) bool {
	row := f.bottom
	if row+1 >= len(g.Rows) || g.filled(row) == 0 || !g.words(row) {
		return false
	}
	for _, m := range g.merged {
		if m.top >= f.top && m.top < row && m.bottom >= row || m.top == row-1 && m.bottom == m.top && m.right > m.left && m.right-m.left+1 < f.width && !g.at(row, m.left).empty() {
			return true
		}
	}
	numeric, named, bracketed, new := 0, 0, 0, 0
	texts := map[string]bool{}
	for col, c := range g.Rows[row] {
		if !c.empty() && strings.HasPrefix(c.Text, "(") && strings.HasSuffix(c.Text, ")") {
			bracketed++
		}
		if g.numericBelow(row, col) {
			numeric++
			if slices.Contains(markers, strings.ToLower(c.Text)) {
				return false
			}
			if !c.empty() {
				named++
				texts[c.Text] = true
			}
		}
		if !c.empty() && g.heading(f.top, f.bottom, col) == "" {
			new++
		}
	}
	switch {
	case named == 0:
		return false
	case new > 0:
		return true
	case bracketed == g.filled(row): // units
		return true
	}
	return numeric > 1 && named == numeric && len(texts) == named && g.filled(row)*5 >= f.width*4 // the same in another language
}

// numericBelow says whether most of what stands below a cell is numbers, and not years.
func (g *Grid) numericBelow(row, col int) bool {
	numbers, others := 0, 0
	for i := row + 1; i < min(len(g.Rows), row+21); i++ {
		switch c := g.at(i, col); {
		case c.empty() || slices.Contains(markers, strings.ToLower(c.Text)):
		case isNumber(c) && !isYear(c.Text):
			numbers++
		default:
			others++
		}
	}
	return numbers > others
}

// isTitle says whether a row stands alone over the table: one cell at its left, or one
// joined over all of it.
func (g *Grid) isTitle(row int, f *frame) bool {
	text := strings.ToLower(firstText(g.Rows[row]))
	for _, word := range []string{"tabel ", "table ", "tabel:", "daftar ", "data ", "lampiran ", "sumber:", "source:"} {
		if strings.HasPrefix(text, word) {
			return true
		}
	}
	if strings.HasSuffix(text, ":") {
		return true
	}
	if g.filled(row) > 1 {
		return false
	}
	first := slices.IndexFunc(g.Rows[row], func(c Cell) bool { return !c.empty() })
	if m := g.areaAt(row, first); m != nil {
		return m.right-m.left+1 >= f.width-1 || m.left == 0 && m.right > m.left
	}
	from, _ := extent(g.Rows[f.top:])
	short := len(strings.Fields(text)) <= 3 && !strings.ContainsAny(text, "0123456789")
	return first <= from && !(short && g.heading(f.top, f.bottom, first) == "" && f.bottom > f.top)
}

// joins says whether a workbook joins cells of a row, but not all.
func (g *Grid) joins(row int, f *frame) bool {
	return slices.ContainsFunc(g.merged, func(m area) bool {
		return m.top == row && m.right > m.left && m.right-m.left+1 < f.width && !g.at(row, m.left).empty()
	})
}

// words says whether a row holds no numbers but years, as headings do.
func (g *Grid) words(row int) bool {
	return !slices.ContainsFunc(g.Rows[row], func(c Cell) bool {
		return !c.empty() && (c.Kind == Date || c.Kind == Bool || isNumber(c) && !isYear(c.Text))
	})
}

// names are the columns' headings, of all rows of it from the top down.
func (g *Grid) names(f *frame, from, to int) []Cell {
	names := make([]Cell, to-from)
	for i := range names {
		names[i].Text = g.heading(f.top, f.bottom, from+i)
	}
	return names
}

// heading joins what the rows of a heading say of a column: "Penduduk (jiwa)" over
// "Laki-laki" is "Penduduk Laki-laki (jiwa)".
func (g *Grid) heading(top, bottom, col int) string {
	var parts []string
	unit := ""
	for row := top; row < bottom; row++ {
		text := g.over(row, bottom, col)
		if text == "" || len(parts) > 0 && parts[len(parts)-1] == text {
			continue
		}
		if row+1 < bottom || len(parts) > 0 {
			if m := bracketed.FindStringSubmatch(text); m != nil && m[1] != "" {
				text, unit = m[1], m[2]
			} else if inner, ok := strings.CutPrefix(text, "("); ok && strings.HasSuffix(inner, ")") && len(parts) > 0 {
				text, unit = "", strings.TrimSuffix(inner, ")")
			}
		}
		if text != "" {
			parts = append(parts, text)
		}
	}
	name := strings.Join(parts, " ")
	if unit != "" {
		name += " (" + unit + ")"
	}
	return name
}

// over is the text that a row of the heading has over a column: its own cell's, or that of
// the group to its left which spreads over it.
func (g *Grid) over(row, bottom, col int) string {
	if m := g.areaAt(row, col); m != nil {
		if row > m.top {
			return "" // said at its first row
		}
		return g.at(m.top, m.left).Text
	}
	if c := g.at(row, col); !c.empty() {
		return c.Text
	}
	if row+1 >= bottom || g.named(row+1, bottom, col) == "" {
		return ""
	}
	for left := col - 1; left >= 0; left-- {
		c := g.at(row, left)
		switch {
		case g.areaAt(row, left) != nil:
			return ""
		case g.named(row+1, bottom, left) == "":
			return "" // a column by itself: nothing spreads over it
		case !c.empty():
			return c.Text
		}
	}
	return ""
}

// named is the first text in a column of the heading, from a row down.
func (g *Grid) named(row, bottom, col int) string {
	for ; row < bottom; row++ {
		if c := g.at(row, col); !c.empty() {
			return c.Text
		}
	}
	return ""
}

func (g *Grid) at(row, col int) Cell {
	if row < len(g.Rows) && col >= 0 && col < len(g.Rows[row]) {
		return g.Rows[row][col]
	}
	return Cell{}
}

func (g *Grid) filled(row int) int { return filled(g.Rows[row]) }

func (g *Grid) areaAt(row, col int) *area {
	for i, m := range g.merged {
		if row >= m.top && row <= m.bottom && col >= m.left && col <= m.right {
			return &g.merged[i]
		}
	}
	return nil
}

// width is how many columns the table has, from the grid's first.
func (g *Grid) width(f *frame) int {
	_, to := extent(g.Rows[f.top:])
	return to
}

// tell says where the heading is, and leaves out what stands above it.
func (g *Grid) tell(f *frame, t *Table) {
	if f.top > 0 {
		t.say(Likely, diag.Msg("the table starts at row %d", g.lines[f.top]), diag.Msg("above it stand rows with fewer than %d {cell|cells}", f.width))
	}
	if f.bottom > f.top+1 {
		t.say(Likely, diag.Msg("the heading is rows %d to %d", g.lines[f.top], g.lines[f.bottom-1]), diag.Msg("they name groups of columns and their parts, and are joined"))
	}
	for row := range f.top {
		g.leave(row, Title, t)
	}
	if f.numbers >= 0 {
		g.leave(f.numbers, ColumnNumbers, t)
	}
}
