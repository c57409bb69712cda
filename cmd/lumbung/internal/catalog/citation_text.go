package catalog

import (
	"strings"
	"unicode/utf8"

	"lumbung/cmd/lumbung/internal/config"
)

// Text cites a work in the manner of APA, in its language, as plain text:
//
//	Dinas Sosial. (2026). Sepuluh Kube (Versi 1.0.0) [Kumpulan data]. Kube Kupang. https://…
func (w Work) Text() string {
	words := wordsFor(w.Lang)
	parts := []string{sentence(authorText(w.Authors)), "(" + first(w.year(), words.undated) + ")."}
	if len(w.Authors) == 0 { // then the title stands in the author's place
		parts = []string{sentence(w.titleText()), parts[1]}
	} else {
		parts = append(parts, sentence(w.titleText()))
	}
	if w.Container != "" {
		parts = append(parts, sentence(w.Container))
	}
	if w.Publisher != "" && !w.authoredBy(w.Publisher) {
		parts = append(parts, sentence(w.Publisher))
	}
	return strings.Join(append(parts, nonEmpty(w.address())...), " ")
}

// titleText is the title with what a reader must know of it: that it is data or drawn from
// data, in which version, of which dataset it is a part.
func (w *Work) titleText() string {
	words := wordsFor(w.Lang)
	form := w.form()
	if form == "" {
		return w.Title
	}
	title := w.Title
	if w.In != "" {
		title = sentence(title) + " " + words.in + " " + w.In
	}
	if v := w.versionText(); v != "" {
		title += " (" + v + ")"
	}
	return title + " [" + form + "]"
}

func (w *Work) authoredBy(name string) bool {
	return len(w.Authors) == 1 && w.Authors[0].Name == name
}

// sentence ends a text with a full stop, unless it ends with a mark already.
func sentence(text string) string {
	if text == "" || endsSentence(text) {
		return text
	}
	return text + "."
}

// authorText lists authors: "Iryani, S. W., & Wahyudi, A.".
func authorText(authors []config.Author) string {
	names := make([]string, len(authors))
	for i, a := range authors {
		names[i] = shortName(a)
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + ", & " + names[last]
}

// shortName is the family name and initials; the name of a body stays whole.
func shortName(a config.Author) string {
	if a.Name != "" || a.Family == "" {
		return first(a.Name, a.Given)
	}
	var initials []string
	for _, name := range strings.Fields(a.Given) {
		r, _ := utf8.DecodeRuneInString(name)
		initials = append(initials, string(r)+".")
	}
	if len(initials) == 0 {
		return a.Family
	}
	return a.Family + ", " + strings.Join(initials, " ")
}

// AccessNote says when a citation needs the date of access, and what tells more exactly
// than a date which data it was, where the citation has it.
func (w Work) AccessNote() string {
	words := wordsFor(w.Lang)
	if w.Note == "" {
		return words.retrieved + "."
	}
	return words.retrieved + "; " + words.exact + "."
}

func nonEmpty(values ...string) []string {
	kept := values[:0:0]
	for _, v := range values {
		if v != "" {
			kept = append(kept, v)
		}
	}
	return kept
}
