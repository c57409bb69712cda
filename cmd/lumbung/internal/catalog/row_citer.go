package catalog

import (
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/locale"
)

// RowCiter cites the rows of a dataset in one language. What they share is written once: a
// register has a page for each of its rows, and each says how it is cited. A row has no
// files of citations, because a disk should not have as many, and no checksum: its page
// must stay small, its dataset's says that.
type RowCiter struct {
	portal  *Portal
	part    Work
	sources []string
	after   [][]byte   // the publications, in each of forms
	forms   []rowForm  // as all rows have them
	texts   [2]rowForm // in words: of titles that end a sentence, and of others
}

// RowCiter readies the citations of a dataset's rows.
func (p *Portal) RowCiter(d *Dataset, lang locale.Lang) *RowCiter {
	c := p.cite(p.partOf(d, lang), d.Sources)
	c.Note = ""
	r := &RowCiter{portal: p, part: c.Work, sources: c.Sources}
	for _, f := range forms {
		r.after = append(r.after, f.after(c.Publications))
	}
	r.readyForms()
	return r
}

// readyForms writes the citations that rows fill in.
func (r *RowCiter) readyForms() {
	plain := r.part
	plain.Title = ""
	written := append(slices.Clone(r.after), []byte(plain.Text()))
	for i, f := range forms {
		written = append(written, f.with(&plain, r.after[i]))
	}
	marks := newRowMarks(written...)
	w := r.part
	w.Title, w.ID, w.URL = marks[titleHole], w.ID+"-"+marks[slugHole], ""
	if r.portal.absolute("row.html") != "" {
		w.URL = marks[urlHole]
	}
	for i, f := range forms {
		r.forms = append(r.forms, newRowForm(f.with(&w, r.after[i]), marks))
	}
	r.texts[1] = newRowForm([]byte(w.Text()), marks)
	w.Title += "."
	marks[titleHole] = w.Title
	r.texts[0] = newRowForm([]byte(w.Text()), marks)
}

// Cite is how a row is cited, by its title and the path of its page.
func (r *RowCiter) Cite(title, path string) Cited {
	w := r.part
	w.Title, w.URL = title, r.portal.absolute(path)
	w.ID += "-" + locale.Slug(title)
	return Cited{Work: w, Sources: r.sources, rows: r}
}

// fits says whether a row's citation is that of all rows, filled in: a title that is no more
// than spaces would leave out what stands around it.
func (r *RowCiter) fits(w *Work) bool { return strings.TrimSpace(w.Title) != "" }

// text cites a row in words.
func (r *RowCiter) text(w *Work) string {
	f := &r.texts[1]
	if endsSentence(w.Title) {
		f = &r.texts[0]
	}
	return string(f.fill(make([]byte, 0, usualEntry), [3]string{titleHole: w.Title, urlHole: w.URL}))
}

// formats writes a row in each of forms.
func (r *RowCiter) formats(w *Work) []CitationFormat {
	all := make([]CitationFormat, len(forms))
	slug := w.ID[len(r.part.ID)+1:]
	for i, f := range forms {
		content := make([]byte, 0, usualEntry+len(r.after[i]))
		values := [3]string{titleHole: f.title(w.Title), urlHole: f.address(w.URL), slugHole: slug}
		all[i] = CitationFormat{f.Name, f.Extension, f.MediaType, r.forms[i].fill(content, values)}
	}
	return all
}

// inJSON is a text as it stands between quotes in JSON.
func inJSON(text string) string {
	if plainText(text) {
		return text
	}
	quoted := jsonWriter{}.text(nil, text)
	return string(quoted[1 : len(quoted)-1])
}

// partOf is a dataset as the rows and figures of it begin.
func (p *Portal) partOf(d *Dataset, lang locale.Lang) Work {
	w := p.DatasetWork(d, lang)
	w.In, w.DOI, w.Abstract, w.Keywords = w.Title, "", "", nil
	return w
}
