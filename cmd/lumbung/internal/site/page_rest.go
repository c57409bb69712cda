package site

import (
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
)

// changes plans the page of what changed from release to release.
func (p *planner) changes(lang locale.Lang) {
	v := &ChangesPage{Page: p.page(KindChanges, lang, p.path(lang, "changes", ".html"), p.t(lang, "changes.title"), own("the changes"))}
	v.Section = "changes"
	v.Description = p.t(lang, "changes.standfirst")
	v.Feed = v.Shell.Feed
	for i, rel := range p.History {
		out := p.releaseView(rel, lang, i == len(p.History)-1)
		for _, d := range rel.Datasets {
			out.Changes = append(out.Changes, p.changeViews(d, lang, true)...)
		}
		out.Files = rel.Files
		v.Changes.Releases = append(v.Changes.Releases, out)
	}
	p.add(v)
}

func (p *planner) releaseView(rel Release, lang locale.Lang, first bool) ReleaseView {
	return ReleaseView{Version: rel.Version, Date: p.formatter(lang).Locale.Date(rel.Date), ID: "v" + rel.Version, First: first}
}

// changeViews puts what a release changed in a dataset in words.
func (p *planner) changeViews(d DatasetChange, lang locale.Lang, named bool) []ChangeView {
	var all []ChangeView
	for i, text := range d.Texts {
		c := ChangeView{Text: text.In(lang)}
		if r := p.Package.Resource(d.Name); named && r != nil {
			c.Dataset = &Link{Title: r.Title.In(lang), Path: p.datasetPath(d.Name, lang)}
		}
		if i == len(d.Texts)-1 {
			c.Cells = p.revisions(d.Cells, lang)
		}
		all = append(all, c)
	}
	return all
}

// revisions writes corrected cells for a reader.
func (p *planner) revisions(cells []Revision, lang locale.Lang) []CellChange {
	f := p.formatter(lang)
	var all []CellChange
	for _, c := range cells {
		var key []string
		for _, k := range c.Key {
			key = append(key, fieldTitle(k.Field, lang)+" "+f.Text(k.Text, k.Field))
		}
		all = append(all, CellChange{Row: strings.Join(key, ", "), Field: fieldTitle(c.Field, lang),
			Old: f.Value(c.Old, c.OldField, nil), New: f.Value(c.New, c.Field, nil)})
	}
	return all
}

// modified is the date of the last change of datasets: of the newest among them, "" while
// there are no releases.
func (p *planner) modified(names ...string) string {
	date := ""
	for _, name := range names {
		date = max(date, p.Modified[name])
	}
	return date
}

// changesOf are the releases that changed a dataset; nil before the first release.
func (p *planner) changesOf(name string, lang locale.Lang) *ChangeList {
	if len(p.History) == 0 {
		return nil
	}
	list := &ChangeList{}
	for i, rel := range p.History {
		for _, d := range rel.Datasets {
			if d.Name == name {
				out := p.releaseView(rel, lang, i == len(p.History)-1)
				out.Changes, out.Files = p.changeViews(d, lang, false), d.Files
				list.Releases = append(list.Releases, out)
			}
		}
	}
	return list
}

// searchPage plans the search form and, for readers without script, an index of everything.
func (p *planner) searchPage(lang locale.Lang) {
	v := &SearchPage{Page: p.page(KindSearch, lang, p.path(lang, "search", ".html"), p.t(lang, "search.title"), own("the search page"))}
	v.Section = "search"
	v.Indexed = false
	v.Description = p.t(lang, "search.index")
	v.Index = SearchDir(lang)
	v.Script = p.Assets.Search
	v.Groups = p.everything(lang)
	p.add(v)
}

// SearchDir is the folder of a language's search index, from the root of the site.
func SearchDir(lang locale.Lang) string { return "aset/cari/" + string(lang) + "/" }

// everything lists what a portal has, by kind. Rows of a large register are left to the
// pages of what they belong to.
func (p *planner) everything(lang locale.Lang) []LinkGroup {
	groups := map[string]*LinkGroup{}
	var order []string
	add := func(kind string, link Link) {
		g := groups[kind]
		if g == nil {
			g = &LinkGroup{Title: p.t(lang, "js.kind."+kind)}
			groups[kind] = g
			order = append(order, kind)
		}
		g.Links = append(g.Links, link)
	}
	for _, kind := range []Kind{KindStory, KindDataset, KindProfiles, KindChart, KindText, KindGlossary, KindClaims, KindCatalogue, KindGallery, KindChanges, KindClaim} {
		for _, view := range p.plan.Pages {
			page := view.Base()
			if page.Lang != lang || page.Kind != kind {
				continue
			}
			name := map[Kind]string{KindStory: "story", KindDataset: "dataset", KindChart: "chart", KindProfiles: "profile", KindClaim: "claim"}[kind]
			add(orElse(name, "page"), Link{Title: page.Title, Path: page.Path})
			if kind != KindProfiles {
				continue
			}
			for _, set := range p.plan.Sets {
				if set.section() != page.Section || set.Len() > maxListed {
					continue
				}
				for row := range set.Len() {
					add("profile", Link{Title: set.title(row, lang), Path: set.Path(row, lang)})
				}
			}
		}
	}
	for _, c := range p.keys(lang, "glossary") {
		for _, t := range c.Body.Terms {
			add("term", Link{Title: t.Text, Path: p.contentPath(c) + "#" + t.ID})
		}
	}
	all := make([]LinkGroup, 0, len(order))
	for _, kind := range order {
		all = append(all, *groups[kind])
	}
	return all
}

// notFound plans the page for addresses that do not exist: one, in the main language, for
// hosts look for it at the root only.
func (p *planner) notFound(lang locale.Lang) {
	if lang != p.Config.Main() {
		return
	}
	v := &NotFoundPage{Page: p.page(KindNotFound, lang, "404.html", p.t(lang, "notFound.title"), own("the page for missing addresses"))}
	v.Indexed = false
	v.Description = p.t(lang, "notFound.standfirst")
	v.Links = append(v.Links, Link{Title: p.t(lang, "page.home"), Path: v.Shell.Home})
	for _, n := range v.Shell.Nav {
		v.Links = append(v.Links, n.Link)
	}
	p.add(v)
}

// alternates ties each page to itself in the other languages, or to the nearest page that
// exists there, which is told by name.
func (p *planner) alternates() {
	if len(p.langs) < 2 {
		return
	}
	bySame := map[string]map[locale.Lang]string{}
	for _, v := range p.plan.Pages {
		page := v.Base()
		key := p.sameness(v)
		if bySame[key] == nil {
			bySame[key] = map[locale.Lang]string{}
		}
		bySame[key][page.Lang] = page.Path
	}
	for _, v := range p.plan.Pages {
		page := v.Base()
		for _, lang := range p.langs {
			if lang == page.Lang {
				continue
			}
			alt := Alternate{Lang: lang, Name: p.t(lang, "language.name")}
			if path, ok := bySame[p.sameness(v)][lang]; ok {
				alt.Path, alt.Exact = path, true
			} else {
				alt.Path = p.nearest(page, lang)
				if page.Kind != KindNotFound && !p.Unread && !p.clash {
					p.Log.Warn("missing-translation", p.spanOf(page), "page %q does not exist in language %q", page.Path, string(lang)).
						Note("its language switch leads to %q", alt.Path)
				}
			}
			page.Alternates = append(page.Alternates, alt)
		}
	}
}

// sameness is what a page has in common with itself in another language.
func (p *planner) sameness(v View) string {
	page := v.Base()
	switch v := v.(type) {
	case *DatasetPage:
		return "dataset:" + v.Name
	case *ChartPage:
		return "chart:" + v.Figure.Name
	case *ProfilesPage:
		return "profiles:" + v.Set.Name
	case *ClaimPage:
		return "claim:" + v.Claim.ID
	}
	for _, c := range p.Content {
		if c.Lang == page.Lang && p.content[c.Key][c.Lang] == c && p.contentPath(c) == page.Path {
			return "content:" + c.Key
		}
	}
	return string(page.Kind)
}

func (p *planner) nearest(page *Page, lang locale.Lang) string {
	if page.Kind == KindStory {
		if len(p.keys(lang, "story")) > 0 {
			return p.path(lang, "stories", "/index.html")
		}
	}
	return p.homePath(lang)
}

func (p *planner) spanOf(page *Page) diag.Span {
	for _, c := range p.Content {
		if c.Lang == page.Lang && p.contentPath(c) == page.Path {
			return c.File.At(1, 1, 3)
		}
	}
	if p.Config.Doc == nil { // a portal without files
		return diag.Span{}
	}
	return p.Config.Doc.At("languages")
}

// orphans reports charts that no page shows but the gallery: likely forgotten.
func (p *planner) orphans() {
	used := map[string]bool{}
	for key := range p.uses {
		used[key.ref] = true
	}
	for _, r := range p.Package.Resources {
		for _, name := range r.Charts {
			used["chart:"+name] = true
		}
		if r.Profile != nil {
			for _, name := range append(r.Profile.Charts[:len(r.Profile.Charts):len(r.Profile.Charts)], r.Profile.Panels...) {
				used["chart:"+name] = true
			}
		}
	}
	for _, c := range p.Content {
		used["chart:"+c.Front.Chart] = true
		for _, name := range c.Front.Charts {
			used["chart:"+name] = true
		}
	}
	if p.Package.Lost() || p.Unread {
		return // who shows them is not known
	}
	for _, c := range p.Package.Charts {
		if !used["chart:"+c.Name] {
			p.Log.Warn("unused-chart", c.At("name"), "chart %q stands on no page but its own", c.Name).
				Note("name it in a dataset's charts, or show it in a story")
		}
	}
}
