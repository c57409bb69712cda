package catalog

import "strconv"

// Crumb is a step on the way to a page.
type Crumb struct {
	Title string
	Path  string // from the root of the site
}

// Breadcrumbs is the way to a page as a schema.org BreadcrumbList; the last crumb is the
// page itself. It gives nil while the portal has no address.
func (p *Portal) Breadcrumbs(crumbs []Crumb) []byte {
	if p.Site.BaseURL == "" || len(crumbs) == 0 {
		return nil
	}
	w, b := jsonWriter{html: true}, make([]byte, 0, 128+192*len(crumbs))
	b = append(w.text(append(b, `{"@context":`...), schemaContext), `,"@type":"BreadcrumbList","itemListElement":[`...)
	for i, c := range crumbs {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(append(b, `{"@type":"ListItem","position":`...), int64(i+1), 10)
		b = w.text(append(b, `,"name":`...), c.Title)
		b = append(w.text(append(b, `,"item":`...), p.absolute(c.Path)), '}')
	}
	return append(b, `]}`...)
}
