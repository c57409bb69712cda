package site

import (
	"lumbung/cmd/lumbung/internal/content"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// front resolves a line of a page's front matter.
func (p *planner) front(c *content.Page, key, text, dir string) *Text {
	if text == "" {
		return nil
	}
	return p.lineAt(text, c.Lang, c.File, c.Doc.ValueAt(key), dir)
}

// contentPage begins the page of a Markdown file.
func (p *planner) contentPage(kind Kind, c *content.Page) Page {
	page := p.page(kind, c.Lang, p.contentPath(c), "", makerOf(c))
	page.Title = p.front(c, "title", c.Front.Title, page.Dir).Plain()
	page.Description = c.Front.Description
	if page.Description == "" {
		page.Description = p.front(c, "standfirst", c.Front.Standfirst, page.Dir).Plain()
	}
	if date, ok := c.Front.Date.(string); ok && date != "" {
		page.Updated = date
	}
	page.Sources = []string{c.File.Name}
	return page
}

// stories plans the stories and their index.
func (p *planner) stories(lang locale.Lang) {
	all := p.keys(lang, "story")
	if len(all) == 0 {
		return
	}
	var rows []StoryRow
	var pages []*StoryPage
	for _, c := range all {
		v := &StoryPage{Page: p.contentPage(KindStory, c), Kicker: c.Front.Kicker}
		v.Section = "stories"
		v.Crumbs = []Link{{Title: p.t(lang, "nav.stories"), Path: p.path(lang, "stories", "/index.html")}}
		v.Standfirst = p.front(c, "standfirst", c.Front.Standfirst, v.Dir)
		v.Date = p.formatter(lang).Locale.Date(dateText(c.Front.Date))
		v.Body, v.Data = p.body(c, v.Dir, Link{Title: v.Title, Path: v.Path, Note: p.t(lang, "kind.story")})
		row := StoryRow{Kicker: v.Kicker, Title: v.Title, Text: v.Description, Path: v.Path, Date: v.Date}
		rows = append(rows, row)
		pages = append(pages, v)
		if figs := v.Body.Figures(); len(figs) > 0 {
			figs[0].Main = true
			p.card(&v.Page, v.Kicker, v.Title, "", figs[0])
		} else {
			p.card(&v.Page, v.Kicker, v.Title, v.Description, nil)
		}
		p.add(v)
	}
	for i := range pages {
		if i+1 < len(rows) {
			pages[i].Next = &rows[i+1]
		}
	}
	index := &StoriesPage{Page: p.page(KindStories, lang, p.path(lang, "stories", "/index.html"), p.t(lang, "nav.stories"), own("the stories")), Stories: rows}
	index.Section = "stories"
	index.Description = p.t(lang, "story.standfirst", "n", len(rows))
	p.add(index)
}

// waived says below a page's text why something personal may stand in it.
func (p *planner) waived(c *content.Page, dir string) *NoteBox {
	if c.Front.Privacy == nil {
		return nil
	}
	return &NoteBox{Body: p.line(c.Front.Privacy.Reason, c.Lang, c.Doc, "privacy.reason", dir)}
}

// body resolves a page's text, and tells the datasets it rests on that it does.
func (p *planner) body(c *content.Page, dir string, user Link) (*Text, []Link) {
	ctx := &textContext{lang: c.Lang, dir: dir, data: map[string]bool{}}
	t := p.resolveBody(c.Body, ctx)
	t.After = p.waived(c, dir)
	for i, name := range c.Front.Data {
		if p.Package.Resource(name) == nil && !p.Package.LostDataset(name) {
			p.Log.Error("unknown-dataset", c.Doc.ValueAt(tomlfile.Item("data", i)), "there is no dataset %q", name).
				Suggest(name, p.Package.Names(), "datasets are %s")
		}
	}
	return t, p.dataLinks(ctx.data, c.Front.Data, c.Lang, user)
}

func dateText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case interface{ Format(string) string }:
		return v.Format("2006-01-02")
	}
	return ""
}

// texts plans the pages about the portal and the glossary.
func (p *planner) texts(lang locale.Lang) {
	for _, c := range p.keys(lang, "glossary") {
		v := &GlossaryPage{Page: p.contentPage(KindGlossary, c)}
		v.Section = "glossary"
		v.Standfirst = p.front(c, "standfirst", c.Front.Standfirst, v.Dir)
		v.Body, _ = p.body(c, v.Dir, Link{Title: v.Title, Path: v.Path, Note: p.t(lang, "kind.page")})
		for _, term := range c.Body.Terms {
			v.Terms = append(v.Terms, Link{Title: term.Text, Path: v.Path + "#" + term.ID, Note: term.Definition})
		}
		p.add(v)
	}
	for _, c := range p.keys(lang, "page") {
		v := &TextPage{Page: p.contentPage(KindText, c), Kicker: c.Front.Kicker}
		v.Section = "page:" + c.Key
		v.Standfirst = p.front(c, "standfirst", c.Front.Standfirst, v.Dir)
		v.Body, v.Data = p.body(c, v.Dir, Link{Title: v.Title, Path: v.Path, Note: p.t(lang, "kind.page")})
		p.add(v)
	}
}

func trimHTML(path string) string { return path[:len(path)-len(".html")] }

// makerOf names a Markdown file.
func makerOf(c *content.Page) maker {
	if c.Doc.Has("path") {
		return maker{c.File.Name, c.Doc.ValueAt("path"), true}
	}
	return maker{name: c.File.Name, at: c.File.At(1, 1, 3)}
}
