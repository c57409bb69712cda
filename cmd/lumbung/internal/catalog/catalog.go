// Package catalog describes what the portal publishes, to machines and to those who cite
// it: Data Package descriptors, a DCAT catalogue, schema.org, CSVW, the sheets of Satu
// Data Indonesia, feeds, sitemaps, a static API, and citations.
//
// All of it is made from one Portal: the settings, the datasets, and where the planner
// put their pages and files. Nothing here decides where a page stands, reads a file or
// looks at a clock. Portal.Outputs makes everything that has a fixed place; what is shown
// inside pages (JSON-LD, citations, the Satu Data sheet) is made page by page.
//
// Formats that allow one language have one file for each; those that allow several
// (DCAT, the API) hold all of them. What needs an absolute address is left out while the
// portal has none, and Portal.LeftOut says so.
//
// A citation is a Work. The same Work is written as text, BibTeX, RIS, CSL-JSON, CFF and
// DataCite. The publication that figures come from is a Work of its own: a portal is not
// the author of its sources.
package catalog

import (
	"net/url"
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/locale"
)

// Portal is what the metadata is made from.
type Portal struct {
	Site      *config.Site
	Datasets  []Dataset // in catalogue order
	Pieces    []Piece   // charts, stories and claims
	Files     []File    // of the portal as a whole: the database, the zip
	Home      Pages
	Catalogue Pages // the page that lists the datasets
	Search    Pages
	DOI       string // without a resolver in front; "" when it has none
	Version   string // of the data
	Issued    string // ISO date of the first publication; "" when it is not known
	Modified  string // ISO date of this version
}

// NewPortal takes version, date and DOI from the settings.
func NewPortal(site *config.Site) *Portal {
	return &Portal{Site: site, Version: site.Version, Modified: site.Date, DOI: site.DOI}
}

// Dataset is a dataset and what is published of it.
type Dataset struct {
	*dataset.Resource
	Pages    Pages
	Files    []File // its downloads; the CSV is the one of format "csv"
	Version  string // "": the portal's
	Issued   string
	Modified string
}

// Pages is the address of a page in each language, from the root of the site.
type Pages map[locale.Lang]string

// In gives the page in a language, or the nearest one that exists.
func (p Pages) In(lang, fallback locale.Lang) string {
	if path, ok := p[lang]; ok {
		return path
	}
	return p[fallback]
}

// File is a published file.
type File struct {
	Path      string // from the root of the site
	Format    string // as export names it: "csv", "xlsx"
	MediaType string
	Bytes     int64
	SHA256    string // in hexadecimal
}

// Output is a file that this package made.
type Output struct {
	Path      string
	MediaType string
	Content   []byte
}

// Dataset finds a dataset by name, or gives nil.
func (p *Portal) Dataset(name string) *Dataset {
	for i := range p.Datasets {
		if p.Datasets[i].Name == name {
			return &p.Datasets[i]
		}
	}
	return nil
}

// File finds a dataset's download by its format.
func (d *Dataset) File(format string) (File, bool) {
	i := slices.IndexFunc(d.Files, func(f File) bool { return f.Format == format })
	if i < 0 {
		return File{}, false
	}
	return d.Files[i], true
}

// formatLabel is how a format is called beside a title: "CSV".
func formatLabel(format string) string {
	switch format {
	case "csv-excel":
		return "CSV, Excel"
	case "json-columns":
		return "JSON, columns"
	}
	return strings.ToUpper(format)
}

// version, issued and modified fall back to the portal's.
func (p *Portal) version(d *Dataset) string  { return first(d.Version, p.Version) }
func (p *Portal) issued(d *Dataset) string   { return first(d.Issued, p.Issued) }
func (p *Portal) modified(d *Dataset) string { return first(d.Modified, p.Modified) }

// first gives the first text that is not empty.
func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// absolute gives the absolute address of a path; "" while the portal has none. An index
// page is named by its folder, as in the pages' own canonical links.
func (p *Portal) absolute(path string) string {
	if p.Site.BaseURL == "" {
		return ""
	}
	return p.Site.BaseURL + escapePath(addressed(path))
}

// appendAbsolute writes absolute(path).
func (p *Portal) appendAbsolute(b []byte, path string) []byte {
	if p.Site.BaseURL == "" {
		return b
	}
	return append(append(b, p.Site.BaseURL...), escapePath(addressed(path))...)
}

// addressed is a path as addresses have it: a folder's index is the folder.
func addressed(path string) string {
	if path == "index.html" || strings.HasSuffix(path, "/index.html") {
		return strings.TrimSuffix(path, "index.html")
	}
	return path
}

// escapePath writes a path as part of an address.
func escapePath(path string) string {
	if plainPath(path) {
		return path
	}
	path, fragment, _ := strings.Cut(path, "#")
	escaped := (&url.URL{Path: path}).EscapedPath()
	if fragment != "" {
		return escaped + "#" + fragment
	}
	return escaped
}

// plainPath says whether a path is made of what needs no escaping, as nearly all are.
func plainPath(path string) bool {
	for i := 0; i < len(path); i++ {
		c := path[i]
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && c != '/' && c != '-' && c != '_' && c != '.' && c != '#' {
			return false
		}
	}
	return true
}

// page gives the absolute address of a page in a language.
func (p *Portal) page(pages Pages, lang locale.Lang) string {
	path := pages.In(lang, p.Site.Main())
	if path == "" {
		return ""
	}
	return p.absolute(path)
}

// relative gives the address of a path as seen from the folder of another.
func relative(from, path string) string {
	dir := ""
	if i := strings.LastIndexByte(from, '/'); i >= 0 {
		dir = from[:i+1]
	}
	for dir != "" && !strings.HasPrefix(path, dir) {
		i := strings.LastIndexByte(dir[:len(dir)-1], '/')
		dir = dir[:i+1]
	}
	return strings.Repeat("../", strings.Count(from[len(dir):], "/")) + path[len(dir):]
}

// licenses gives the terms of a dataset, which are the portal's if it has none.
func (p *Portal) licenses(d *Dataset) []dataset.License {
	if d != nil && len(d.Licenses) > 0 {
		return d.Licenses
	}
	if l := dataset.License(p.Site.License); l.Name != "" || l.Path != "" {
		return []dataset.License{l}
	}
	return nil
}

// languageFile names a file by its language: the portal's first has no tag.
func (p *Portal) languageFile(stem, extension string, lang locale.Lang) string {
	if lang == p.Site.Main() {
		return stem + extension
	}
	return stem + "." + string(lang) + extension
}
