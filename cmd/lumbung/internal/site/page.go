// Package site plans the portal: which pages exist, where, and what each one shows. It
// makes no HTML and does no I/O.
//
// Make takes everything that was read (Inputs) and gives a Plan: the single pages, each a
// View made for one template, and the ProfileSets, which make the page of one row when it
// is asked for, so that a register of a million rows needs no million pages in memory.
//
// A View embeds Page, which holds what every page has: its address, its language, its
// title, where it stands. Addresses are kept from the root of the site ("en/data/kube.html");
// Page.Href makes them relative, so that the portal works in any folder and from file://.
//
// Field names of views are a promise to themes.
package site

import (
	"strings"

	"lumbung/cmd/lumbung/internal/locale"
)

// Kind names a page's template.
type Kind string

// The kinds of pages.
const (
	KindHome      Kind = "home"
	KindCatalogue Kind = "catalogue"
	KindDataset   Kind = "dataset"
	KindProfiles  Kind = "profiles"
	KindProfile   Kind = "profile"
	KindStories   Kind = "stories"
	KindStory     Kind = "story"
	KindText      Kind = "page"
	KindGlossary  Kind = "glossary"
	KindGallery   Kind = "gallery"
	KindChart     Kind = "chart"
	KindClaims    Kind = "claims"
	KindClaim     Kind = "claim"
	KindChanges   Kind = "changes"
	KindSearch    Kind = "search"
	KindCompare   Kind = "compare"
	KindNotFound  Kind = "404"
)

// Kinds lists all kinds of pages: a theme must have a template for each.
var Kinds = []Kind{KindHome, KindCatalogue, KindDataset, KindProfiles, KindProfile, KindStories, KindStory, KindText,
	KindGlossary, KindGallery, KindChart, KindClaims, KindClaim, KindChanges, KindSearch, KindCompare, KindNotFound}

// View is what a template receives.
type View interface{ Base() *Page }

// Page is what every page has. Fields that are the same on all profiles of a dataset are
// marked, so that what templates make of them is made once.
type Page struct {
	Kind        Kind        `tmpl:"fixed"`
	Lang        locale.Lang `tmpl:"fixed"`
	Dir         string      `tmpl:"fixed"` // folder of Path, "" or ending in a slash
	Path        string      // from the root of the site
	Title       string
	Description string // one sentence, for search engines and feeds
	Section     string `tmpl:"fixed"` // entry of the navigation it belongs to
	Crumbs      []Link // the way here from the section, this page not included
	Alternates  []Alternate
	Shell       *Shell   `tmpl:"fixed"`
	Updated     string   `tmpl:"fixed"` // ISO date of the data or text it shows
	Sources     []string // files it is made from, relative to the project
	Indexed     bool     `tmpl:"fixed"` // belongs into the sitemap and the search index
	Feeds       []Link   `tmpl:"fixed"` // machine-readable forms of this page: Title is the media type, Note the relation
	Card        *Card    // nil: none is drawn
	Scripts     []string `tmpl:"fixed"` // beside the main one

	canonical string // where it is known already
}

// Base gives the page itself.
func (p *Page) Base() *Page { return p }

// Link is a text that leads somewhere. Path is from the root of the site, or an address
// elsewhere when External.
type Link struct {
	Title    string
	Path     string
	External bool
	Note     string // a few words after the link
}

// Alternate is the same page in another language, or, where there is none, the nearest
// one that exists (Exact is false).
type Alternate struct {
	Lang  locale.Lang
	Name  string // the language's own name
	Path  string
	Exact bool
}

// Shell is what stands around every page of a language.
type Shell struct {
	Lang        locale.Lang
	Name        string // of the portal
	Description string
	Home        string
	Search      string
	Nav         []NavLink
	Footer      []Link
	License     Link
	Publisher   Link
	BaseURL     string
	Version     string
	Date        string
	Stylesheet  string
	Early       string // script of the head
	Script      string
	Icon        string
	Report      Report
	Waived      string // why a telephone or an address of an office may stand among the settings
	Feed        string // the Atom feed; "" while the portal has no address
	OpenSearch  string
	Catalog     []Link // portal-wide metadata: Title is the media type, Note a name
	Download    Link   // the zip of all data
	Phrases     *locale.Phrases
}

// NavLink is a link of the header.
type NavLink struct {
	Link
	Section string
}

// Report tells where readers report errors.
type Report struct {
	Email  string
	Issues string
}

// Href gives the address of a target as seen from this page.
func (p *Page) Href(target string) string { return Relative(p.Path, target) }

// place sets the page's address.
func (p *Page) place(path string) {
	p.Path, p.Dir = path, path[:strings.LastIndexByte(path, '/')+1]
}

// Canonical gives the page's absolute address, "" while the portal has none.
func (p *Page) Canonical() string {
	if p.canonical != "" {
		return p.canonical
	}
	return p.Absolute(p.Path)
}

// Absolute gives the absolute address of a target, "" while the portal has none. A folder's
// index goes by the folder's address: one page must not have two.
func (p *Page) Absolute(target string) string {
	if p.Shell.BaseURL == "" {
		return ""
	}
	if target == "index.html" || strings.HasSuffix(target, "/index.html") {
		target = strings.TrimSuffix(target, "index.html")
	}
	return p.Shell.BaseURL + target
}

// Relative gives the address of target as seen from the page at from; both are paths from
// the root of the site. It never begins with a slash and always ends in a file's name, so
// that it works from file:// too.
func Relative(from, target string) string {
	path, fragment := target, ""
	if i := strings.IndexByte(target, '#'); i >= 0 {
		path, fragment = target[:i], target[i:]
	}
	if path == "" || path == from {
		if fragment != "" {
			return fragment
		}
		path = from
	}
	dir := ""
	if i := strings.LastIndexByte(from, '/'); i >= 0 {
		dir = from[:i+1]
	}
	return RelativeTo(dir, path) + fragment
}

// RelativeTo gives the address of target as seen from a folder, which is "" or ends in a
// slash.
func RelativeTo(dir, target string) string {
	shared := dir
	for shared != "" && !strings.HasPrefix(target, shared) {
		i := strings.LastIndexByte(shared[:len(shared)-1], '/')
		shared = shared[:i+1]
	}
	rest := target[len(shared):]
	switch strings.Count(dir[len(shared):], "/") {
	case 0:
		return rest
	case 1:
		return "../" + rest
	case 2:
		return "../../" + rest
	}
	return strings.Repeat("../", strings.Count(dir[len(shared):], "/")) + rest
}
