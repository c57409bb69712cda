package catalog

// CitationFormat is a work in the form of a program that keeps bibliographies.
type CitationFormat struct {
	Name      string // stable: "bibtex"
	Extension string
	MediaType string
	Content   []byte
}

// citationForm is how a list of works is written: each entry, and what stands around them.
type citationForm struct {
	CitationFormat
	entry                func(w *Work, dst []byte) []byte
	title, address       func(text string) string // how entry writes them
	open, between, close string
}

var (
	bibtexForm = citationForm{CitationFormat{"bibtex", ".bib", "application/x-bibtex", nil}, (*Work).appendBibTeX, texEscape, bibtexURL, "", "\n", ""}
	risForm    = citationForm{CitationFormat{"ris", ".ris", "application/x-research-info-systems", nil}, (*Work).appendRIS, oneLine, oneLine, "", "", ""}
	cslForm    = citationForm{CitationFormat{"csl", ".csl.json", "application/vnd.citationstyles.csl+json", nil}, (*Work).appendCSL, inJSON, inJSON, "[\n", ",\n", "\n]\n"}
)

// forms are the forms of citation that each work has, in the order in which they are shown.
var forms = []*citationForm{&bibtexForm, &risForm, &cslForm}

// write writes a list of works, of which there is at least one.
func (f *citationForm) write(works []Work) []byte {
	return f.with(&works[0], f.after(works[1:]))
}

// usualEntry is how many bytes an entry has as a rule.
const usualEntry = 768

// with writes a work and what after has written.
func (f *citationForm) with(w *Work, rest []byte) []byte {
	dst := append(make([]byte, 0, usualEntry+len(rest)), f.open...)
	return append(append(f.entry(w, dst), rest...), f.close...)
}

// after writes works that follow another.
func (f *citationForm) after(works []Work) (dst []byte) {
	for i := range works {
		dst = f.entry(&works[i], append(dst, f.between...))
	}
	return dst
}
