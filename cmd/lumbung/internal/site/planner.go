package site

import (
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/content"
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
)

// planner makes one Plan.
type planner struct {
	Inputs
	plan      *Plan
	langs     []locale.Lang
	relations *relations
	formats   map[locale.Lang]Formatter
	content   map[string]map[locale.Lang]*content.Page // by key
	prose     map[string]map[locale.Lang]*content.Page // of profiles, by "dataset/slug"
	charts    map[string]*dataset.Chart
	drawn     map[chartKey]*chartData
	uses      map[useKey][]Link // where datasets and charts are used
	taken     map[string]maker  // path of a page = what makes it
	clash     bool              // two pages have one address
	files     map[string]bool   // charts whose files are planned
}

type useKey struct {
	lang locale.Lang
	ref  string // "dataset:kube", "chart:kinerja"
}

// Make plans all pages.
func Make(src Inputs) *Plan {
	p := &planner{
		Inputs: src, langs: src.Config.Languages,
		plan:    &Plan{Shells: map[locale.Lang]*Shell{}, byName: map[string]*ProfileSet{}},
		formats: map[locale.Lang]Formatter{}, content: map[string]map[locale.Lang]*content.Page{},
		prose: map[string]map[locale.Lang]*content.Page{}, charts: map[string]*dataset.Chart{}, drawn: map[chartKey]*chartData{},
		uses: map[useKey][]Link{}, taken: map[string]maker{}, files: map[string]bool{},
	}
	for _, lang := range p.langs {
		p.formats[lang] = Formatter{Phrases: src.Phrases[lang]}
	}
	for _, c := range src.Package.Charts {
		p.charts[c.Name] = c
	}
	p.relations = relate(src.Package)
	p.profileSets()
	p.sortContent()
	for _, lang := range p.langs {
		p.plan.Shells[lang] = p.shell(lang)
	}
	for _, lang := range p.langs {
		p.pages(lang)
	}
	p.alternates()
	p.offline()
	p.orphans()
	return p.plan
}

// pages plans a language's pages. Those that quote others' data come first, so that a
// dataset's page can say where it is used.
func (p *planner) pages(lang locale.Lang) {
	p.stories(lang)
	p.texts(lang)
	p.claims(lang)
	p.gallery(lang)
	p.home(lang)
	for _, set := range p.plan.Sets {
		p.profilesIndex(set, lang)
	}
	for _, r := range p.Package.Resources {
		if r.Table != nil {
			p.datasetPage(r, lang)
		}
	}
	p.catalogue(lang)
	p.changes(lang)
	p.searchPage(lang)
	p.notFound(lang)
}

func (p *planner) formatter(lang locale.Lang) Formatter { return p.formats[lang] }

func (p *planner) t(lang locale.Lang, key string, args ...any) string {
	return p.Phrases[lang].Get(key, args...)
}

// prefix is the folder of a language: none for the first.
func (p *planner) prefix(lang locale.Lang) string {
	if lang == p.Config.Main() {
		return ""
	}
	return string(lang) + "/"
}

// path is the address of a page that the theme's strings name: path.stories and so on.
func (p *planner) path(lang locale.Lang, name, rest string) string {
	return p.prefix(lang) + p.t(lang, "path."+name) + rest
}

func (p *planner) homePath(lang locale.Lang) string      { return p.prefix(lang) + "index.html" }
func (p *planner) cataloguePath(lang locale.Lang) string { return p.path(lang, "data", "/index.html") }
func (p *planner) datasetPath(name string, lang locale.Lang) string {
	return p.path(lang, "data", "/"+name+".html")
}
func (p *planner) chartPath(name string, lang locale.Lang) string {
	return p.path(lang, "charts", "/"+name+".html")
}
func (p *planner) claimsPath(lang locale.Lang) string { return p.path(lang, "claims", ".html") }
func (p *planner) claimPath(name string, lang locale.Lang) string {
	return p.path(lang, "claims", "/"+name+".html")
}

// page begins a page; its address must be its own.
func (p *planner) page(kind Kind, lang locale.Lang, path, title string, by maker) Page {
	if other, taken := p.taken[strings.ToLower(path)]; taken {
		p.clash = true
		p.Log.Error("page-path", p.placeOf(by, other), "two pages have the address %q: %s and %s", path, other.name, by.name).
			Note("give one of them another path")
	}
	p.taken[strings.ToLower(path)] = by
	page := Page{Kind: kind, Lang: lang, Title: title, Shell: p.plan.Shells[lang], Updated: p.Config.Date, Indexed: true}
	page.place(path)
	return page
}

// maker is what makes a page: its name in a message and the place, if it has one, where
// the page can be given another address.
type maker struct {
	name any // a diag.Message, or the name of a file
	at   diag.Span
	says bool // the address is written there
}

// own is a page that every portal has.
func own(format string) maker { return maker{name: diag.Msg(format)} }

// placeOf is where one of two pages with one address can be given another: where a
// Markdown file asks for it, else in the first that has a place.
func (p *planner) placeOf(makers ...maker) diag.Span {
	var at diag.Span
	for _, by := range makers {
		if by.says {
			return by.at
		}
		if at.IsZero() {
			at = by.at
		}
	}
	return at
}

func (p *planner) add(v View) { p.plan.Pages = append(p.plan.Pages, v) }

// use remembers that a page shows a dataset or a chart.
func (p *planner) use(lang locale.Lang, ref string, link Link) {
	key := useKey{lang, ref}
	if !slices.ContainsFunc(p.uses[key], func(l Link) bool { return l.Path == link.Path }) {
		p.uses[key] = append(p.uses[key], link)
	}
}

// sortContent parts pages from the prose of profiles, and reports prose of no row.
func (p *planner) sortContent() {
	for _, c := range p.Content {
		into := p.content
		if set := p.plan.set(c.Folder()); set != nil && (c.Front.Kind == "" || c.Front.Kind == "profile") {
			into = p.prose
			if set.rowOf(c.Name()) < 0 {
				p.Log.Error("profile-prose", c.File.At(1, 1, 3), "dataset %q has no row %q", set.Resource.Name, c.Name()).
					Note("name the file by the last part of the profile's address")
				continue
			}
		}
		if into[c.Key] == nil {
			into[c.Key] = map[locale.Lang]*content.Page{}
		}
		into[c.Key][c.Lang] = c
	}
}

// keys lists the pages of a language whose kind is one of those given, in their order.
func (p *planner) keys(lang locale.Lang, kind string) []*content.Page {
	var all []*content.Page
	for _, c := range p.Content {
		if c.Lang == lang && p.content[c.Key][lang] == c && contentKind(c) == kind {
			all = append(all, c)
		}
	}
	slices.SortStableFunc(all, func(a, b *content.Page) int {
		if a.Front.Order != b.Front.Order {
			return a.Front.Order - b.Front.Order
		}
		return strings.Compare(a.Key, b.Key)
	})
	return all
}

// contentKind is what a Markdown file is for: its front matter says so, else its place.
func contentKind(c *content.Page) string {
	switch {
	case c.Front.Kind != "":
		return c.Front.Kind
	case c.Key == "index":
		return "home"
	case c.Key == "glossary":
		return "glossary"
	case c.Folder() == "stories":
		return "story"
	}
	return "page"
}

// contentPath is the address of a Markdown page.
func (p *planner) contentPath(c *content.Page) string {
	switch {
	case c.Front.Path != "":
		return p.prefix(c.Lang) + strings.TrimSuffix(strings.Trim(c.Front.Path, "/"), ".html") + ".html"
	case contentKind(c) == "home":
		return p.homePath(c.Lang)
	case contentKind(c) == "story":
		return p.path(c.Lang, "stories", "/"+slugPath(strings.TrimPrefix(c.Key, "stories/"))+".html")
	}
	return p.prefix(c.Lang) + slugPath(c.Key) + ".html"
}

func slugPath(key string) string {
	parts := strings.Split(key, "/")
	for i := range parts {
		parts[i] = locale.Slug(parts[i])
	}
	return strings.Join(parts, "/")
}

func (p *planner) forms(lang locale.Lang, dataset string) []Link {
	if p.Forms == nil {
		return nil
	}
	return p.Forms(lang, dataset)
}

// shell is what stands around every page of a language.
func (p *planner) shell(lang locale.Lang) *Shell {
	c := p.Config
	s := &Shell{
		Lang: lang, Name: c.Title.In(lang), Description: c.Description.In(lang), Home: p.homePath(lang),
		Search: p.path(lang, "search", ".html"), BaseURL: c.BaseURL, Version: c.Version, Date: c.Date,
		Stylesheet: p.Assets.Stylesheet, Early: p.Assets.Early, Script: p.Assets.Scripts[lang], Icon: p.Assets.Icon,
		Report: Report{Email: c.Report.Email, Issues: c.Report.Issues}, Phrases: p.Phrases[lang],
		License:   Link{Title: licenseTitle(c.License, lang), Path: c.License.Path, External: true},
		Publisher: Link{Title: c.Publisher.Name.In(lang), Path: c.Publisher.URL, External: true},
	}
	if c.Privacy != nil {
		s.Waived = c.Privacy.Reason.In(lang)
	}
	s.Catalog = p.forms(lang, "")
	if c.BaseURL != "" && config.On(c.Outputs.Metadata) {
		s.Feed = p.prefix(lang) + "feed.xml"
		s.OpenSearch = p.openSearchPath(lang)
	}
	for _, item := range c.Navigation {
		if item.Page == "" {
			continue // told where site.toml was read
		}
		path, title := p.reference(item.Page, lang, p.Config.Doc.At("navigation"))
		if !item.Title.IsZero() {
			title = item.Title.In(lang)
		}
		if path != "" {
			s.Nav = append(s.Nav, NavLink{Link{Title: title, Path: path}, item.Page})
		}
	}
	s.Footer = p.footer(lang)
	return s
}

func (p *planner) openSearchPath(lang locale.Lang) string {
	if lang == p.Config.Main() {
		return "opensearch.xml"
	}
	return "opensearch." + string(lang) + ".xml"
}

func licenseTitle(l config.License, lang locale.Lang) string {
	if l.Title.IsZero() {
		return l.Name
	}
	return l.Title.In(lang)
}

// footer lists the pages that belong to every page's foot: the gallery, what the author
// wrote about the portal, the changes.
func (p *planner) footer(lang locale.Lang) []Link {
	var links []Link
	if len(p.Package.Charts) > 0 {
		links = append(links, Link{Title: p.t(lang, "nav.gallery"), Path: p.path(lang, "charts", "/index.html")})
	}
	for _, kind := range []string{"glossary", "page"} {
		for _, c := range p.keys(lang, kind) {
			links = append(links, Link{Title: navTitle(c), Path: p.contentPath(c)})
		}
	}
	return append(links, Link{Title: p.t(lang, "nav.changes"), Path: p.path(lang, "changes", ".html")})
}

func navTitle(c *content.Page) string {
	if c.Front.NavTitle != "" {
		return c.Front.NavTitle
	}
	return c.Front.Title
}
