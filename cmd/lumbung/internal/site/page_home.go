package site

import (
	"lumbung/cmd/lumbung/internal/chart"
	"lumbung/cmd/lumbung/internal/content"
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// homeDatasets is how many datasets the front page lists when its author names none.
const homeDatasets = 5

// home plans the front page: what its author asked for, else what there is.
func (p *planner) home(lang locale.Lang) {
	v := &HomePage{Total: p.published(), Catalogue: Link{Path: p.cataloguePath(lang)}}
	var c *content.Page
	if all := p.keys(lang, "home"); len(all) > 0 {
		c = all[0]
		v.Page = p.contentPage(KindHome, c)
		v.Kicker = c.Front.Kicker
		v.Standfirst = p.front(c, "standfirst", c.Front.Standfirst, v.Dir)
		p.authored(v, c)
	} else {
		v.Page = p.page(KindHome, lang, p.homePath(lang), p.Config.Title.In(lang), own("the front page"))
		p.unauthored(v, lang)
	}
	v.Section = "home"
	if v.Description == "" {
		v.Description = p.Config.Description.In(lang)
	}
	if v.Datasets == nil {
		for _, r := range p.Package.Resources {
			if r.Table != nil && len(v.Datasets) < homeDatasets {
				v.Datasets = append(v.Datasets, p.datasetRow(r, lang))
			}
		}
	}
	p.card(&v.Page, v.Kicker, v.Title, v.Description, v.Main)
	p.add(v)
}

func (p *planner) authored(v *HomePage, c *content.Page) {
	lang, front := c.Lang, &c.Front
	for i, count := range front.Counts {
		key := tomlfile.Item("counts", i)
		path := p.resolve(count.Link, lang, c.Doc.ValueAt(key+".link")).Path
		v.Counts = append(v.Counts, Count{Value: p.front(c, key+".value", count.Value, v.Dir).Plain(), Label: count.Label, Path: path})
	}
	if front.Chart != "" {
		if v.Main = p.figure(front.Chart, lang, v.Dir, chart.Column, 2, c.Doc.ValueAt("chart")); v.Main != nil {
			v.Main.Main = true
		}
	}
	for i, name := range front.Charts {
		if f := p.figure(name, lang, v.Dir, chart.HalfColumn, 2, c.Doc.ValueAt(tomlfile.Item("charts", i))); f != nil {
			v.Figures = append(v.Figures, f)
		}
	}
	for i, start := range front.Start {
		key := tomlfile.Item("start", i)
		way := Way{Kicker: start.Kicker, Path: p.resolve(start.Link, lang, c.Doc.ValueAt(key+".link")).Path,
			Title: p.front(c, key+".title", start.Title, v.Dir), Text: p.front(c, key+".text", start.Text, v.Dir), Verdict: p.verdictOf(start.Link)}
		v.Ways = append(v.Ways, way)
	}
	for i, name := range front.Datasets {
		if r := p.Package.Resource(name); r != nil && r.Table != nil {
			v.Datasets = append(v.Datasets, p.datasetRow(r, lang))
		} else if !p.Package.LostDataset(name) {
			p.Log.Error("unknown-dataset", c.Doc.ValueAt(tomlfile.Item("datasets", i)), "there is no dataset %q", name).
				Suggest(name, p.Package.Names(), "datasets are %s")
		}
	}
	if c.Body.Text(func(*content.Directive) string { return "x" }) != "" || len(c.Body.Directives) > 0 || c.Front.Privacy != nil {
		v.Body, _ = p.body(c, v.Dir, Link{Title: v.Title, Path: v.Path, Note: p.t(lang, "kind.page")})
	}
}

// unauthored makes a front page for a portal whose publisher has not written one yet.
func (p *planner) unauthored(v *HomePage, lang locale.Lang) {
	v.Standfirst = p.lineAt(p.Config.Description.In(lang), lang, p.Config.Doc.File, p.Config.Doc.ValueAt("description"), v.Dir)
	f := p.formatter(lang)
	for _, set := range p.plan.Sets {
		v.Counts = append(v.Counts, Count{Value: f.Locale.Number(itoa(set.Len())), Label: orElse(set.Resource.Profile.Plural.In(lang), set.Resource.Title.In(lang)), Path: set.indexPath(lang)})
	}
	v.Counts = append(v.Counts, Count{Value: f.Locale.Number(itoa(v.Total)), Label: p.t(lang, "home.datasets"), Path: v.Catalogue.Path})
	for i, c := range p.Package.Charts {
		if i == 0 {
			if v.Main = p.figure(c.Name, lang, v.Dir, chart.Column, 2, c.At("name")); v.Main != nil {
				v.Main.Main = true
			}
		} else if i < 3 {
			if f := p.figure(c.Name, lang, v.Dir, chart.HalfColumn, 2, c.At("name")); f != nil {
				v.Figures = append(v.Figures, f)
			}
		}
	}
	for i, c := range p.keys(lang, "story") {
		if i < 3 {
			v.Ways = append(v.Ways, Way{Kicker: orElse(c.Front.Kicker, p.t(lang, "nav.stories")), Path: p.contentPath(c),
				Title: p.front(c, "title", c.Front.Title, v.Dir), Text: p.front(c, "standfirst", c.Front.Standfirst, v.Dir)})
		}
	}
}

func (p *planner) published() int {
	n := 0
	for _, r := range p.Package.Resources {
		if r.Table != nil {
			n++
		}
	}
	return n
}

func (p *planner) verdictOf(link string) string {
	for _, v := range p.Verdicts {
		if link == "claim:"+v.Claim.Name {
			return v.Result
		}
	}
	return ""
}

func (p *planner) datasetRow(r *dataset.Resource, lang locale.Lang) DatasetRow {
	return DatasetRow{Name: r.Name, Title: r.Title.In(lang), Path: p.datasetPath(r.Name, lang), Coverage: r.Coverage.In(lang),
		Source: p.sourceLine(r, lang), Rows: r.Table.Len(), Summary: firstSentence(r.Description.In(lang))}
}

// catalogue lists all datasets by their groups.
func (p *planner) catalogue(lang locale.Lang) {
	v := &CataloguePage{Page: p.page(KindCatalogue, lang, p.cataloguePath(lang), p.t(lang, "catalogue.title"), own("the catalogue")), Total: p.published()}
	v.Section = "data"
	v.Standfirst = p.t(lang, "catalogue.standfirst", "n", v.Total)
	v.Description = v.Standfirst
	for _, r := range p.Package.Resources {
		if r.Table == nil {
			continue
		}
		title := r.Group.In(lang)
		at := -1
		for i := range v.Groups {
			if v.Groups[i].Title == title {
				at = i
			}
		}
		if at < 0 {
			at = len(v.Groups)
			v.Groups = append(v.Groups, DatasetGroup{Title: title, ID: "kelompok-" + locale.Slug(title)})
		}
		v.Groups[at].Datasets = append(v.Groups[at].Datasets, p.datasetRow(r, lang))
	}
	p.add(v)
}
