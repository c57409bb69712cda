package site

import (
	"slices"
	"strconv"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
)

func itoa(n int) string { return strconv.Itoa(n) }

// reference gives the address and the name of what a reference such as "dataset:kube"
// leads to in a language; "" and a diagnostic when it leads nowhere.
func (p *planner) reference(ref string, lang locale.Lang, at diag.Span) (path, title string) {
	kind, name, _ := strings.Cut(ref, ":")
	name, fragment, _ := strings.Cut(name, "#")
	if fragment != "" {
		fragment = "#" + fragment
	}
	missing := func(format string, known []string) (string, string) {
		switch dataset, _, _ := strings.Cut(name, "/"); {
		case p.Unread && slices.Contains([]string{"page", "story", "term"}, kind):
			return "", "" // it may stand in a page that could not be read
		case p.Package.LostDataset(dataset), kind == "chart" && p.Package.LostChart(name), kind == "claim" && p.Package.LostClaim(name):
			return "", "" // why it is not there was told
		}
		p.Log.Error("dead-link", at, format, name).Suggest(name, known, "there are %s")
		return "", ""
	}
	switch kind {
	case "home":
		return p.homePath(lang), p.t(lang, "page.home")
	case "data":
		return p.cataloguePath(lang), p.t(lang, "nav.data")
	case "stories":
		return p.path(lang, "stories", "/index.html"), p.t(lang, "nav.stories")
	case "claims":
		return p.claimsPath(lang), p.t(lang, "nav.claims")
	case "charts", "gallery":
		return p.path(lang, "charts", "/index.html"), p.t(lang, "nav.gallery")
	case "changes":
		return p.path(lang, "changes", ".html"), p.t(lang, "nav.changes")
	case "search":
		return p.path(lang, "search", ".html"), p.t(lang, "nav.search")
	case "dataset":
		if r := p.Package.Resource(name); r != nil {
			return p.datasetPath(name, lang) + fragment, r.Title.In(lang)
		}
		return missing("there is no dataset %q", p.Package.Names())
	case "profiles":
		if set := p.plan.set(name); set != nil {
			return set.indexPath(lang) + fragment, orElse(set.Resource.Profile.Plural.In(lang), set.Resource.Title.In(lang))
		}
		return missing("there is no dataset with profiles %q", p.setNames())
	case "row", "profile":
		name, key, _ := strings.Cut(name, "/")
		if set := p.plan.set(name); set != nil {
			if row := set.rowOf(key); row >= 0 {
				return set.Path(row, lang) + fragment, set.Name(row, lang)
			}
			p.Log.Error("dead-link", at, "dataset %q has no row %q", name, key).Note("a row is named by the last part of its address")
			return "", ""
		}
		if r := p.Package.Resource(name); r != nil && r.Table != nil {
			for row := range r.Table.Len() {
				if rowID(r, row) == "baris-"+key {
					return p.datasetPath(name, lang) + "#baris-" + key, key
				}
			}
			p.Log.Error("dead-link", at, "dataset %q has no row %q", name, key).
				Note("a row is named by its primary key in small letters, with - for what is no letter or digit; without a key, by its number")
			return "", ""
		}
		return missing("there is no dataset %q", p.Package.Names())
	case "page", "story":
		if c := p.content[name]; c != nil {
			page := c[lang]
			if page == nil { // the nearest is better than a dead end
				for _, l := range p.langs {
					if page == nil {
						page = c[l]
					}
				}
			}
			return p.contentPath(page) + fragment, page.Front.Title
		}
		return missing("there is no page %q", p.contentKeys())
	case "chart":
		if c := p.charts[name]; c != nil {
			return p.chartPath(name, lang), c.Title.In(lang)
		}
		return missing("there is no chart %q", p.chartNames())
	case "claim":
		for _, v := range p.Verdicts {
			if v.Claim.Name == name {
				return p.claimsPath(lang) + "#" + name, v.Claim.Text.In(lang)
			}
		}
		return missing("there is no claim %q", p.claimNames())
	case "term":
		if path := p.term(name, lang); path != "" {
			return path, name
		}
		return missing("there is no term %q", p.termNames(lang))
	}
	d := p.Log.Error("dead-link", at, "%q is no reference", ref)
	d.Note("references are dataset:NAME, profiles:NAME, row:NAME/ROW, page:KEY, chart:NAME, claim:NAME, term:ID, data, stories, claims, gallery, changes, search, home")
	return "", ""
}

// term finds a term of the glossary by its anchor.
func (p *planner) term(id string, lang locale.Lang) string {
	for _, c := range p.keys(lang, "glossary") {
		for _, t := range c.Body.Terms {
			if t.ID == id {
				return p.contentPath(c) + "#" + id
			}
		}
	}
	return ""
}

func (p *planner) termNames(lang locale.Lang) []string {
	var names []string
	for _, c := range p.keys(lang, "glossary") {
		for _, t := range c.Body.Terms {
			names = append(names, t.ID)
		}
	}
	return names
}

func (p *planner) setNames() []string {
	var names []string
	for _, s := range p.plan.Sets {
		names = append(names, s.Resource.Name)
	}
	return names
}

func (p *planner) contentKeys() []string {
	var keys []string
	for _, c := range p.Content {
		keys = append(keys, c.Key)
	}
	return keys
}

func (p *planner) chartNames() []string {
	var names []string
	for _, c := range p.Package.Charts {
		names = append(names, c.Name)
	}
	return names
}

func (p *planner) claimNames() []string {
	var names []string
	for _, v := range p.Verdicts {
		names = append(names, v.Claim.Name)
	}
	return names
}

// external says whether a destination leaves the site, or is to a mail program.
func external(dest string) bool {
	return strings.HasPrefix(dest, "https://") || strings.HasPrefix(dest, "http://") || strings.HasPrefix(dest, "mailto:")
}

// resolve gives the link of a destination that an author wrote.
func (p *planner) resolve(dest string, lang locale.Lang, at diag.Span) Link {
	switch {
	case external(dest):
		return Link{Path: dest, External: true}
	case strings.HasPrefix(dest, "#"):
		return Link{Path: dest}
	}
	path, title := p.reference(dest, lang, at)
	return Link{Title: title, Path: path}
}
