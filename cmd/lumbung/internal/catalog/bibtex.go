package catalog

import (
	"strings"

	"lumbung/cmd/lumbung/internal/config"
)

// BibTeX writes works for LaTeX. Titles and corporate authors stand in double braces, so
// that no style changes their letters or takes "Dinas Sosial" for a person.
func BibTeX(works ...Work) []byte { return bibtexForm.write(works) }

func (w *Work) appendBibTeX(dst []byte) []byte {
	dst = append(append(append(append(dst, '@'), w.kind().bibtex...), '{'), bibtexKey(w.ID)...)
	field := func(name, value string) {
		if value != "" {
			dst = append(append(append(append(append(dst, ",\n  "...), name...), " = {"...), value...), '}')
		}
	}
	field("author", bibtexAuthors(w.Authors))
	field("title", braced(w.Title))
	if w.Kind == "article-journal" {
		field("journal", texEscape(w.Container))
	} else {
		field("booktitle", braced(w.In))
		field("series", braced(w.Container))
	}
	field("year", w.year())
	if parts := strings.Split(w.Issued, "-"); len(parts) > 1 {
		field("month", strings.TrimLeft(parts[1], "0"))
	}
	field("version", texEscape(w.Version))
	if w.Kind == "report" {
		field("institution", texEscape(w.Publisher))
	} else {
		field("publisher", braced(w.Publisher))
	}
	field("doi", bibtexURL(w.DOI))
	field("url", bibtexURL(w.URL))
	field("note", texEscape(w.Note))
	return append(dst, "\n}\n"...)
}

// bibtexKey keeps what every BibTeX accepts in a key.
func bibtexKey(id string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_.:", r) {
			return r
		}
		return '-'
	}, id)
}

func bibtexAuthors(authors []config.Author) string {
	var names []string
	for _, a := range authors {
		switch {
		case a.Name != "" || a.Family == "":
			names = append(names, "{"+texEscape(first(a.Name, a.Given))+"}")
		case a.Given == "":
			names = append(names, "{"+texEscape(a.Family)+"}")
		default:
			names = append(names, texEscape(a.Family)+", "+texEscape(a.Given))
		}
	}
	return strings.Join(names, " and ")
}

func braced(text string) string {
	if text == "" {
		return ""
	}
	return "{" + texEscape(text) + "}"
}

// texEscape writes a text so that TeX prints it as it is. Braces become commands: escaped
// ones would still be counted by BibTeX.
func texEscape(s string) string {
	return texEscapes.Replace(oneLine(s))
}

var texEscapes = strings.NewReplacer(
	`\`, `\textbackslash{}`, `{`, `\textbraceleft{}`, `}`, `\textbraceright{}`,
	`&`, `\&`, `%`, `\%`, `_`, `\_`, `#`, `\#`, `$`, `\$`, `~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`,
)

// bibtexURL keeps an address or a DOI as it is, but for what would end the field: packages
// read these fields letter by letter.
func bibtexURL(address string) string {
	return urlEscapes.Replace(address)
}

var urlEscapes = strings.NewReplacer(`{`, "%7B", `}`, "%7D", `\`, "%5C", " ", "%20", "\n", "")
