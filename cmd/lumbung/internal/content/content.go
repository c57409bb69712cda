// Package content reads the narrative: Markdown files with TOML front matter.
//
// A Page is one file: its Front and its Body. The Body is parsed by goldmark and kept as
// a tree; HTML turns it into markup when the page is rendered, since only then is known
// where links lead and what live values are.
//
// # Directives
//
// A call inside Markdown is a directive. It borrows the syntax of code, as Quarto, R
// Markdown and MyST do, so that the file stays readable everywhere:
//
//	`{sql} SELECT sum(jumlah) FROM pmks`     one value, in the running text
//	`{sql words} SELECT count(*) FROM kube`  the same, spelt out
//
//	```{sql}                                 a table of a query's result
//	--| caption: Anggota tiap Kube
//	SELECT nama, anggota FROM kube
//	```
//
//	```{chart} kinerja                       a chart of data/charts.toml
//	```
//
//	```{table} kube                          a dataset's rows
//	:columns: nama, anggota
//	```
//
//	```{note} Title                          Markdown in a box
//	```
//
// # Links
//
// A link may name what it leads to instead of where that is: [text](dataset:kube),
// row:kube/tunas-baru, page:stories/income, chart:kinerja, claim:NAME, term:uep.
//
// Raw HTML is text: it is shown, never run, and told as a warning.
package content

import (
	"bytes"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/privacy"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// Page is one Markdown file.
type Page struct {
	Lang  locale.Lang
	Key   string // path without language and extension: "stories/income"; the same in all languages
	File  *diag.File
	Front Front
	Doc   *tomlfile.Doc // of the front matter
	Body  *Body
}

// Front is a page's front matter.
type Front struct {
	Title       string   `toml:"title"`
	Kind        string   `toml:"kind"` // "story", "page", "home", "glossary", "profile"; by default from the folder
	Path        string   `toml:"path"` // address without .html, where it is not the file's own
	Kicker      string   `toml:"kicker"`
	Standfirst  string   `toml:"standfirst"`
	Description string   `toml:"description"`
	Date        any      `toml:"date"`
	Order       int      `toml:"order"`
	Data        []string `toml:"data"` // datasets the page rests on, beside those its directives name
	Draft       bool     `toml:"draft"`
	NavTitle    string   `toml:"navTitle"` // short name for lists and breadcrumbs

	Privacy *privacy.Waiver `toml:"privacy"` // of all the page's text

	// Of the home page.
	Counts   []Count  `toml:"counts"`
	Chart    string   `toml:"chart"`
	Charts   []string `toml:"charts"`
	Start    []Start  `toml:"start"`
	Datasets []string `toml:"datasets"`
}

// Count is a number of the home page that leads somewhere.
type Count struct {
	Value string `toml:"value"` // may be a directive
	Label string `toml:"label"`
	Link  string `toml:"link"`
}

// Start is a way into the portal, offered on the home page.
type Start struct {
	Kicker string `toml:"kicker"`
	Title  string `toml:"title"`
	Text   string `toml:"text"`
	Link   string `toml:"link"`
}

const fence = "+++"

// Parse reads a page. The result is nil when its front matter is broken.
func Parse(file *diag.File, lang locale.Lang, key string, log *diag.Log) *Page {
	p := &Page{Lang: lang, Key: key, File: file}
	text := string(bytes.ReplaceAll(file.Data, []byte("\r\n"), []byte("\n")))
	text = strings.TrimPrefix(text, "\uFEFF")
	file.Data = []byte(text)
	front, body, ok := split(text)
	if !ok {
		log.Error("front-matter", file.At(1, 1, 3), "the front matter has no end").
			Note("end it with a line that holds only %s", fence)
		return nil
	}
	if front < 0 {
		log.Error("front-matter", file.At(1, 1, 1), "the page has no front matter").
			Note("begin the file with a line %s, then title = \"…\", then another line %s", fence, fence)
		return nil
	}
	doc, ok := tomlfile.DecodePart(file, text[front:max(front, body-len(fence)-1)], 1, &p.Front, log)
	p.Doc = doc
	if !ok {
		return nil
	}
	if p.Front.Title == "" {
		log.Error("front-matter", file.At(1, 1, 3), "the page has no title").Note(`add title = "…" between the lines %s`, fence)
		return nil
	}
	if !withinLimits(file, body, log) {
		return nil
	}
	if p.Front.Privacy != nil {
		doc.CheckWaiver(p.Front.Privacy, "privacy", log)
	}
	p.Body = parseBody(file, body, len(text), log)
	return p
}

// split finds where the TOML begins and where the Markdown does; front is -1 where a
// page has no front matter, ok is false where it does not end.
func split(text string) (front, body int, ok bool) {
	if !strings.HasPrefix(text, fence+"\n") {
		return -1, 0, true
	}
	front = len(fence) + 1
	if text[front:] == fence {
		return front, len(text), true
	}
	if strings.HasPrefix(text[front:], fence+"\n") {
		return front, front + len(fence) + 1, true
	}
	i := strings.Index(text[front:], "\n"+fence+"\n")
	if i < 0 {
		if strings.HasSuffix(text, "\n"+fence) {
			return front, len(text), true
		}
		return front, 0, false
	}
	return front, front + i + 1 + len(fence) + 1, true
}
