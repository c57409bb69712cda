package catalog

import "strconv"

// Crumb is a step on the way to a page.
type Crumb struct {
	Title string
	Path  string // from the root of the site
}

// AppendBreadcrumbs writes the way to a page as a schema.org BreadcrumbList; the last crumb is the
// page itself. It writes nothing while the portal has no address.
func (p *Portal) AppendBreadcrumbs(b []byte, crumbs []Crumb) []byte {
	if p.Site.BaseURL == "" || len(crumbs) == 0 {
		return b
	}
	w := jsonWriter{html: true}
	b = append(w.text(append(b, `{"@context":`...), schemaContext), `,"@type":"BreadcrumbList","itemListElement":[`...)
	for i, c := range crumbs {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(append(b, `{"@type":"ListItem","position":`...), int64(i+1), 10)
		b = w.text(append(b, `,"name":`...), c.Title)
		b = append(w.address(append(b, `,"item":`...), p, c.Path), '}')
	}
	return append(b, `]}`...)
}

// address writes absolute(path).
func (w jsonWriter) address(b []byte, p *Portal, path string) []byte {
	if !plainPath(path) || !plainText(p.Site.BaseURL) {
		return w.text(b, p.absolute(path))
	}
	return append(p.appendAbsolute(append(b, '"'), path), '"')
}
