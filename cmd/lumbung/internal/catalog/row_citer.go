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
	note    string
	sources []string
	after   [][]byte   // the publications, in each of forms
	forms   []rowForm  // as all rows have them
	texts   [2]rowForm // in words: of titles that end a sentence, and of others
}

// RowCiter readies the citations of a dataset's rows.
func (p *Portal) RowCiter(d *Dataset, lang locale.Lang) *RowCiter {
	c := p.cite(p.partOf(d, lang), d.Sources)
	c.Note = ""
	r := &RowCiter{portal: p, part: c.Work, note: c.AccessNote(), sources: c.Sources}
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
	w.Title, w.ID, w.URL = marks[titleHole], r.portal.name()+"-"+marks[slugHole], ""
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

// RowForms are the forms in which rows are cited, in the order in which they are shown.
func RowForms() (all []CitationFormat) {
	for _, f := range forms {
		all = append(all, f.CitationFormat)
	}
	return all
}

// Note is about the day of access, and Sources are the publications that a row comes from.
func (r *RowCiter) Note() string      { return r.note }
func (r *RowCiter) Sources() []string { return r.sources }

// CitedRow is how a row is cited.
type CitedRow struct {
	rows             *RowCiter
	title, url, slug string
}

// AppendAddress and AppendKey write the address of a row's page, by its path, and what tells the
// row's citation from others. That is of the path: rows may have the same title, and a
// bibliography no two works of one key.
func (r *RowCiter) AppendAddress(b []byte, path string) []byte {
	return r.portal.appendAbsolute(b, path)
}

func (r *RowCiter) AppendKey(b []byte, path string) []byte {
	return locale.AppendSlug(b, pieceStem(path))
}

// Cite cites a row by its title, its address and its key, which must stand as long as it is used.
func (r *RowCiter) Cite(title, address, key string) CitedRow {
	return CitedRow{r, title, address, key}
}

// Work is the row as a work of its own.
func (c *CitedRow) Work() Work {
	w := c.rows.part
	w.Title, w.URL = c.title, c.url
	w.ID = c.rows.portal.name() + "-" + c.slug
	return w
}

// fits says whether the citation is that of all rows, filled in: a title that is no more
// than spaces would leave out what stands around it.
func (c *CitedRow) fits() bool { return strings.TrimSpace(c.title) != "" }

// AppendText cites the row in words.
func (c *CitedRow) AppendText(dst []byte) []byte {
	if !c.fits() {
		return append(dst, c.Work().Text()...)
	}
	f := &c.rows.texts[1]
	if endsSentence(c.title) {
		f = &c.rows.texts[0]
	}
	return f.fill(dst, [3]string{titleHole: c.title, urlHole: c.url})
}

// AppendForm writes the row in one of RowForms and, as works of their own, the publications
// it comes from.
func (c *CitedRow) AppendForm(dst []byte, form int) []byte {
	f := forms[form]
	if !c.fits() {
		w := c.Work()
		return append(dst, f.with(&w, c.rows.after[form])...)
	}
	return c.rows.forms[form].fill(dst, [3]string{titleHole: f.title(c.title), urlHole: f.address(c.url), slugHole: c.slug})
}

// inJSON is a text as it stands between quotes in JSON.
func inJSON(text string) string {
	if (jsonWriter{}).plain(text) {
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
