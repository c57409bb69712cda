package site

import "strings"

// Root is the way from the page to the root of the site: "", "../" and so on. Scripts need
// it for addresses that they learn from shards.
func (p *Page) Root() string { return root(p.Dir) }

// Root is the way to the root of the site from the page that the table is on.
func (v *TableView) Root() string { return root(v.Dir) }

func root(dir string) string { return strings.Repeat("../", strings.Count(dir, "/")) }

// Location is where the page is, for people: its absolute address, or its path while the
// portal has none.
func (p *Page) Location() string {
	if address := p.Canonical(); address != "" {
		return address
	}
	return p.Path
}
