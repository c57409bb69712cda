package infer

import (
	"regexp"
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/privacy"
)

// Part is what a row is that holds no data.
type Part uint8

const (
	Title         Part = iota // above the heading
	ColumnNumbers             // (1) (2) (3)
	Total                     // sums or averages of the rows
	Footnote                  // below the table: its source, remarks
)

// String is the word for programs.
func (p Part) String() string {
	return [...]string{"title", "column-numbers", "total", "footnote"}[p]
}

// Message says it in words.
func (p Part) Message() diag.Message {
	return [...]diag.Message{
		Title: diag.Msg("a title above the table"), ColumnNumbers: diag.Msg("numbers of the columns"),
		Total: diag.Msg("a total of the rows"), Footnote: diag.Msg("a remark below the table"),
	}[p]
}

// LeftOut is a row of the file that is not among the rows of data. None goes without being
// told of: the publisher sees its text, and the descriptor keeps it.
type LeftOut struct {
	Line int // of the file, from 1
	Is   Part
	Text string // its cells; "" when they hold personal data
}

// leave notes that a row, from 0, is left out. Empty rows are only counted.
func (g *Grid) leave(row int, is Part, t *Table) {
	var texts []string
	for _, c := range g.Rows[row] {
		if !c.empty() {
			texts = append(texts, oneLine(c.Text))
		}
	}
	if len(texts) == 0 {
		return
	}
	out := LeftOut{g.lines[row], is, strings.Join(texts, " | ")}
	if len(privacy.Scan(out.Text)) > 0 {
		out.Text = ""
	}
	t.LeftOut = append(t.LeftOut, out)
}

// tellLeftOut makes a fact of each row that was left out, in the order of the file.
func (t *Table) tellLeftOut() {
	slices.SortFunc(t.LeftOut, func(a, b LeftOut) int { return a.Line - b.Line })
	for _, l := range t.LeftOut {
		says := diag.Msg("%s: %s", l.Is.Message(), l.Text)
		if l.Text == "" {
			says = diag.Msg("%s; its text holds personal data, and is not shown", l.Is.Message())
		}
		t.say(Likely, diag.Msg("row %d is left out", l.Line), says)
	}
}

// Source is what the file says of where its figures come from; "" when it does not.
func (t *Table) Source() string {
	for _, l := range t.LeftOut {
		if l.Is == Total || l.Is == ColumnNumbers {
			continue
		}
		if word, text, ok := strings.Cut(strings.Replace(l.Text, " | ", " ", 1), ":"); ok && isSource(word) {
			return strings.TrimSpace(text)
		}
	}
	return ""
}

// tableLabel is the number that a title begins with: "Tabel 3.1.", "Table 2:", "Lampiran IV -".
var tableLabel = regexp.MustCompile(`(?i)^(tabel|lampiran|table|appendix)\s+([\d.]+|[ivx]+\b)\s*[.:–-]?\s*`)

// Heading is the title that stands above the table, without its number, in the language
// that the word of the number tells, else in the one there is; "" without a title. A title
// may run over several rows.
func (t *Table) Heading(lang locale.Lang) string {
	titles := map[locale.Lang][]string{}
	var in, first locale.Lang
	for _, l := range t.LeftOut {
		// Several cells beside each other are a remark, such as "Tahun | 2023".
		if l.Is != Title || strings.Contains(l.Text, " | ") || isFootnote([]Cell{{Kind: Text, Text: l.Text}}) {
			continue
		}
		label := tableLabel.FindStringSubmatch(l.Text)
		text := l.Text
		if label != nil {
			in, text = "id", l.Text[len(label[0]):]
			if word := strings.ToLower(label[1]); word == "table" || word == "appendix" {
				in = "en"
			}
		}
		if text == "" {
			continue
		}
		if len(titles) == 0 {
			first = in
		}
		titles[in] = append(titles[in], text)
	}
	if len(titles[lang]) == 0 {
		lang = first
	}
	return strings.Join(titles[lang], " ")
}

// isSource knows "Sumber", "Sumber Data", "Source" and "Sumber/Source".
func isSource(word string) bool {
	parts := words(word)
	return len(parts) > 0 && !slices.ContainsFunc(parts, func(w string) bool { return !slices.Contains([]string{"sumber", "source", "data"}, w) })
}

// footnoteWords begin remarks; a colon or the remark itself follows.
var footnoteWords = []string{"sumber", "source", "sumber data", "catatan", "note", "notes", "keterangan", "ket", "ket.", "remark", "remarks"}

// isFootnote says whether a row is a remark by how it begins.
func isFootnote(row []Cell) bool {
	text := strings.ToLower(strings.TrimLeft(firstText(row), "*_ "))
	word, rest, colon := strings.Cut(text, ":")
	word = strings.Trim(word, "*_ ")
	if colon && (isSource(word) || slices.ContainsFunc(strings.Split(word, "/"), func(w string) bool { return slices.Contains(footnoteWords, strings.TrimSpace(w)) })) {
		return true
	}
	// "*) Angka sementara" and "¹ Termasuk …": a mark and words after it.
	mark := strings.TrimLeft(firstText(row), "*¹²³⁴⁵†‡ ")
	return !colon && rest == "" && filled(row) == 1 && mark != firstText(row) && len(strings.Fields(mark)) > 1 && !strings.HasSuffix(mark, "*")
}

// isNarrow says whether a row is one cell of words in a table of several columns.
func isNarrow(row []Cell, width int) bool {
	if filled(row) != 1 || width < 2 {
		return false
	}
	i := slices.IndexFunc(row, func(c Cell) bool { return !c.empty() })
	return row[i].Kind == Text && !isNumber(row[i])
}

// footnotes gives how many of the last rows are remarks. They are known by how they begin,
// or stand alone in their row after an empty row or a total.
func (g *Grid) footnotes(rows []int, width int) int {
	from := len(rows)
	for from > 0 && (g.filled(rows[from-1]) == 0 || isNarrow(g.Rows[rows[from-1]], width) || isFootnote(g.Rows[rows[from-1]]) && !g.full(rows[from-1], width)) {
		from--
	}
	for ; from < len(rows); from++ {
		row := rows[from]
		if g.filled(row) == 0 {
			continue
		}
		apart := from > 0 && (g.filled(rows[from-1]) == 0 || isTotal(g.Rows[rows[from-1]]))
		if apart || isFootnote(g.Rows[row]) {
			break
		}
	}
	return len(rows) - from
}

// full says whether a row has as many cells as rows of data have.
func (g *Grid) full(row, width int) bool { return width > 1 && g.filled(row)*5 >= width*4 && width > 2 }

// words are the parts of a text in lower case, without marks for bold and the like.
func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return strings.ContainsRune(" /()[]|.,:;*_=#\"'\n\u00a0", r) })
}
