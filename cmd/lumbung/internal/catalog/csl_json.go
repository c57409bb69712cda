package catalog

import (
	"strconv"
	"strings"
)

// CSLJSON writes works for citation processors such as Zotero's, one to a line.
func CSLJSON(works ...Work) []byte { return cslForm.write(works) }

func (w *Work) appendCSL(dst []byte) []byte { return jsonWriter{}.value(dst, w.csl()) }

func (w *Work) csl() object {
	o := object{}
	o.set("id", w.ID)
	o.set("type", w.Kind)
	o.set("title", w.Title)
	var authors []object
	for _, a := range w.Authors {
		name := object{}
		if a.Name != "" || a.Family == "" {
			name.set("literal", first(a.Name, a.Given))
		} else {
			name.set("family", a.Family)
			name.set("given", a.Given)
		}
		authors = append(authors, name)
	}
	o.set("author", authors)
	o.set("issued", cslDate(w.Issued))
	o.set("version", w.Version)
	o.set("container-title", first(w.In, w.Container))
	if w.In != "" {
		o.set("collection-title", w.Container)
	}
	o.set("publisher", w.Publisher)
	o.set("DOI", w.DOI)
	o.set("URL", w.URL)
	o.set("language", string(w.Lang))
	o.set("abstract", w.Abstract)
	o.set("keyword", strings.Join(w.Keywords, ", "))
	o.set("note", w.Note)
	return o
}

// cslDate writes a date, month or year as its parts.
func cslDate(iso string) object {
	var parts []any
	for _, part := range strings.Split(iso, "-") {
		n, err := strconv.Atoi(part)
		if err != nil {
			return nil
		}
		parts = append(parts, n)
	}
	return object{{"date-parts", []any{parts}}}
}
