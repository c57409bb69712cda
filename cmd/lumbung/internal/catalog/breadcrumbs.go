package catalog

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
	list := make([]object, len(crumbs))
	for i, c := range crumbs {
		list[i] = object{{"@type", "ListItem"}, {"position", i + 1}, {"name", c.Title}, {"item", p.absolute(c.Path)}}
	}
	return embedded(object{{"@context", schemaContext}, {"@type", "BreadcrumbList"}, {"itemListElement", list}})
}
