package export

import (
	"io"
	"strconv"
	"strings"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/locale"
)

// WriteReadme writes README.md of the zip: what the package holds, the cover's
// particulars, the datasets, and the dictionary, categories and notes of each. It reads
// well as plain text.
func WriteReadme(w io.Writer, b Book) error {
	if err := b.refusePrivate(); err != nil {
		return err
	}
	s, words := newStream(w), wordsFor(b.Lang)
	s.add("# " + oneLine(b.title()) + "\n\n")
	paragraph(s, b.summary())
	paragraph(s, words.readme)
	for _, p := range cover(&b) {
		s.add("## " + p.heading + "\n\n")
		for _, text := range p.lines {
			s.add("- " + oneLine(text) + "\n")
		}
		s.add("\n")
	}
	if len(b.Resources) > 1 {
		s.add("## " + words.contents + "\n\n")
		markdownTable(s, datasetGrid(&b, words))
	}
	for _, r := range b.Resources {
		one := b
		one.Resources = []*dataset.Resource{r}
		readmeSection(s, &one, words)
	}
	return s.finish()
}

func paragraph(s *stream, text string) {
	if text != "" {
		s.add(text + "\n\n")
	}
}

func readmeSection(s *stream, b *Book, w *words) {
	r, notes := b.Resources[0], numberNotes(b)
	s.add("## " + r.Name + ": " + oneLine(r.Title.In(b.Lang)) + "\n\n")
	paragraph(s, oneLine(r.Description.In(b.Lang)))
	for _, limit := range limitLines(b) {
		s.add("- " + oneLine(limit) + "\n")
	}
	if len(r.Limits) > 0 {
		s.add("\n")
	}
	section(s, w.dictionary, dictionary(b, notes))
	section(s, w.categories, categories(b))
	section(s, w.notes, notesGrid(b, notes, nil))
	s.spill()
}

func section(s *stream, heading string, g grid) {
	if len(g.rows) == 0 {
		return
	}
	s.add("### " + heading + "\n\n")
	markdownTable(s, g)
}

func datasetGrid(b *Book, w *words) grid {
	g := grid{header: []string{w.dataset, w.title, w.rows}}
	for _, r := range b.Resources {
		rows := locale.For(b.Lang).Number(strconv.Itoa(r.Table.Len()))
		g.rows = append(g.rows, []string{r.Name, r.Title.In(b.Lang), rows})
	}
	return g
}

// markdownTable writes a grid, without the columns that are empty in all rows.
func markdownTable(s *stream, g grid) {
	used := make([]bool, len(g.header))
	for _, row := range g.rows {
		for i, text := range row {
			used[i] = used[i] || text != ""
		}
	}
	markdownRow(s, g.header, used)
	for i := range used {
		if used[i] {
			s.add("|---")
		}
	}
	s.add("|\n")
	for _, row := range g.rows {
		markdownRow(s, row, used)
	}
	s.add("\n")
}

func markdownRow(s *stream, cells []string, used []bool) {
	for i, text := range cells {
		if used[i] {
			s.add("| " + markdownCell(text) + " ")
		}
	}
	s.add("|\n")
}

// markdownCell keeps a text inside its cell and from being read as HTML.
func markdownCell(text string) string {
	return cellEscaper.Replace(oneLine(text))
}

// oneLine joins the lines of a text.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

var cellEscaper = strings.NewReplacer(`\`, `\\`, "|", `\|`, "<", "&lt;")
