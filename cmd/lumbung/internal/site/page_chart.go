package site

import (
	"slices"

	"lumbung/cmd/lumbung/internal/chart"
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
)

// gallery plans the gallery and the page of each chart.
func (p *planner) gallery(lang locale.Lang) {
	if len(p.Package.Charts) == 0 {
		return
	}
	v := &GalleryPage{Page: p.page(KindGallery, lang, p.path(lang, "charts", "/index.html"), p.t(lang, "gallery.title"), own("the gallery"))}
	v.Section = "gallery"
	v.Standfirst = p.t(lang, "gallery.standfirst", "n", len(p.Package.Charts))
	v.Description = v.Standfirst
	p.add(v)
	for _, spec := range p.Package.Charts {
		f := p.figure(spec.Name, lang, v.Dir, chart.HalfColumn, 3, spec.At("name"))
		if f == nil {
			continue
		}
		title := spec.Group.In(lang)
		at := slices.IndexFunc(v.Groups, func(g FigureGroup) bool { return g.Title == title })
		if at < 0 {
			at = len(v.Groups)
			v.Groups = append(v.Groups, FigureGroup{Title: title, ID: orElse(locale.Slug(title), "grafik")})
		}
		v.Groups[at].Figures = append(v.Groups[at].Figures, f)
	}
	for _, spec := range p.Package.Charts {
		p.chartPage(v, spec.Name, lang)
	}
}

func (p *planner) chartPage(gallery *GalleryPage, name string, lang locale.Lang) {
	spec := p.charts[name]
	data := p.chartData(spec, lang)
	if data == nil {
		return
	}
	v := &ChartPage{Page: p.page(KindChart, lang, p.chartPath(name, lang), "", maker{name: diag.Msg("chart %s", name), at: spec.At("name")}), Group: spec.Group.In(lang), Query: spec.Query}
	v.Section = "gallery"
	v.Crumbs = []Link{{Title: gallery.Title, Path: gallery.Path}}
	v.Figure = p.figure(name, lang, v.Dir, chart.Column, 1, spec.At("name"))
	v.Figure.Main, v.Figure.Page = true, ""
	v.Title = v.Figure.Finding.Plain()
	v.Description = v.Figure.Alt
	for _, dataset := range data.datasets {
		if r := p.Package.Resource(dataset); r != nil {
			v.Data = append(v.Data, Link{Title: r.Title.In(lang), Path: p.datasetPath(dataset, lang)})
		}
	}
	v.UsedIn = p.uses[useKey{lang, "chart:" + name}]
	for _, g := range gallery.Groups {
		for _, f := range g.Figures {
			if f.Name != name && g.Title == v.Group {
				v.More = append(v.More, Link{Title: f.Finding.Plain(), Path: f.Page})
			}
		}
	}
	p.card(&v.Page, v.Group, v.Title, "", v.Figure)
	p.lost(spec, v)
	p.add(v)
}

// lost tells what the pictures of a chart will lack. That it can be drawn is known by now.
func (p *planner) lost(spec *dataset.Chart, v *ChartPage) {
	warnings, err := chart.Lost(v.Card.Text, p.frame(v.Figure, v.Lang), v.Figure.Input)
	if err != nil {
		return
	}
	for _, w := range warnings {
		p.Log.Warn(w.Rule, spec.Doc.At(spec.Path), "chart %q: %s", spec.Name, w.Message).Note(w.Mend.Format, w.Mend.Args...)
	}
}
