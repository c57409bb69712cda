package catalog

import "lumbung/cmd/lumbung/internal/locale"

// RowCiter cites the rows of a dataset in one language. What they share is written once: a
// register has a page for each of its rows, and each says how it is cited. A row has no
// files of citations, because a disk should not have as many, and no checksum: its page
// must stay small, its dataset's says that.
type RowCiter struct {
	portal  *Portal
	part    Work
	sources []string
	after   [][]byte // the publications, in each of forms
}

// RowCiter readies the citations of a dataset's rows.
func (p *Portal) RowCiter(d *Dataset, lang locale.Lang) *RowCiter {
	c := p.cite(p.partOf(d, lang), d.Sources)
	c.Note = ""
	r := &RowCiter{portal: p, part: c.Work, sources: c.Sources}
	for _, f := range forms {
		r.after = append(r.after, f.after(c.Publications))
	}
	return r
}

// Cite is how a row is cited, by its title and the path of its page.
func (r *RowCiter) Cite(title, path string) Cited {
	w := r.part
	w.Title, w.URL = title, r.portal.absolute(path)
	w.ID += "-" + locale.Slug(title)
	return Cited{Work: w, Sources: r.sources, rows: r}
}

// partOf is a dataset as the rows and figures of it begin.
func (p *Portal) partOf(d *Dataset, lang locale.Lang) Work {
	w := p.DatasetWork(d, lang)
	w.In, w.DOI, w.Abstract, w.Keywords = w.Title, "", "", nil
	return w
}
