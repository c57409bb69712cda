package site

import (
	"html"
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/chart"
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

type chartKey struct {
	name string
	lang locale.Lang
}

// figure makes a chart's figure for a place on a page; nil when it cannot be made.
func (p *planner) figure(name string, lang locale.Lang, dir string, slot chart.Slot, level int, at diag.Span) *Figure {
	return p.figureNumbered(name, lang, dir, slot, level, at, 1)
}

// figureNumbered gives a figure that is not the first of its page an id of its own, should
// the same chart stand twice.
func (p *planner) figureNumbered(name string, lang locale.Lang, dir string, slot chart.Slot, level int, at diag.Span, n int) *Figure {
	spec := p.charts[name]
	if spec == nil && p.Package.LostChart(name) {
		return nil
	}
	if spec == nil {
		d := p.Log.Error("unknown-chart", at, "there is no chart %q", name)
		if c := diag.Closest(name, p.chartNames()); c != "" {
			d.Note("did you mean %q?", c)
		} else {
			d.Note("describe it in data/charts.toml")
		}
		return nil
	}
	data := p.chartData(spec, lang)
	if data == nil {
		return nil
	}
	id := "grafik-" + name
	if n > 1 {
		id += "-" + itoa(n)
	}
	return p.figureOf(data, id, dir, slot, level)
}

func (p *planner) figureOf(data *chartData, id, dir string, slot chart.Slot, level int) *Figure {
	name, lang := data.spec.Name, data.lang
	f := &Figure{
		ID: id, Name: name, Dir: dir, Level: level, Input: data.input, Slot: slot,
		Finding: data.finding, Measure: data.measure, Notes: data.notes, Sources: data.sources,
		Page: p.chartPath(name, lang), Files: p.chartFiles(name, lang), Numbers: data.numbers(p, id, dir),
		Alt: data.input.Desc,
	}
	if f.Alt == "" {
		f.Alt = chart.Describe(data.input)
	}
	f.Embed = p.embed(f, lang)
	p.planFiles(data, f)
	return f
}

// chartFiles are where a chart's own files stand.
func (p *planner) chartFiles(name string, lang locale.Lang) ChartFiles {
	stem := p.path(lang, "charts", "/"+name)
	return ChartFiles{SVG: stem + ".svg", Narrow: stem + "-" + p.t(lang, "path.narrow") + ".svg", PNG: stem + ".png", CSV: stem + ".csv"}
}

// planFiles plans a chart's files, once for each language.
func (p *planner) planFiles(data *chartData, f *Figure) {
	if p.files[f.Files.SVG] {
		return
	}
	p.files[f.Files.SVG] = true
	p.plan.Charts = append(p.plan.Charts, &ChartFile{Input: data.input, Files: f.Files, Table: f.Numbers, Frame: p.frame(f, data.lang)})
}

// frame is the text that goes with a chart wherever it is taken.
func (p *planner) frame(f *Figure, lang locale.Lang) chart.Frame {
	return chart.Frame{Heading: f.Finding.Plain(), Sub: f.Measure.Plain(), Notes: f.Notes, Source: p.takenSource(f, lang)}
}

// takenSource is the source line of what leaves the site: the publication, the portal and
// the terms.
func (p *planner) takenSource(f *Figure, lang locale.Lang) string {
	var texts []string
	for _, s := range f.Sources {
		texts = append(texts, s.Text)
	}
	line := p.t(lang, "figure.source", "source", strings.Join(texts, "; ")) + " " + p.Config.Title.In(lang)
	if l := licenseTitle(p.Config.License, lang); l != "" {
		line += ", " + l
	}
	return line
}

// embed is the HTML that shows a chart on another site: a picture, with no script or frame.
func (p *planner) embed(f *Figure, lang locale.Lang) string {
	base := p.Config.BaseURL
	if base == "" {
		return ""
	}
	e := html.EscapeString
	return `<figure><a href="` + e(base+f.Page) + `"><picture><source media="(max-width:480px)" srcset="` + e(base+f.Files.Narrow) + `">` +
		`<img src="` + e(base+f.Files.SVG) + `" width="680" alt="` + e(f.Alt) + `" loading="lazy"></picture></a>` +
		`<figcaption>` + e(p.takenSource(f, lang)) + `</figcaption></figure>`
}

// highlighted is a chart on a profile, with the row that the page is about set off; nil
// where the chart has too many rows for that, or does not show this one.
func (p *planner) highlighted(name string, v *ProfilePage) *Figure {
	spec := p.charts[name]
	if spec == nil {
		return nil
	}
	data := p.chartData(spec, v.Lang)
	if data == nil || len(data.input.Rows) > maxHighlighted {
		return nil
	}
	at := -1
	if field := orElse(spec.Highlight, spec.Category); field != "" {
		at = slices.Index(data.keys, v.Raw(field))
	}
	input := *data.input
	if at >= 0 && input.Kind == chart.Bars {
		input.Rows = slices.Clone(input.Rows)
		input.Rows[at].Highlight = true
	}
	lit := *data
	lit.input = &input
	f := p.figureOf(&lit, "grafik-"+name, v.Dir, chart.Column, 2)
	f.Alt = chart.Describe(&input)
	return f
}

// chartOrder puts the charts of a dataset's page in their order.
func (p *planner) chartsOf(r *dataset.Resource, lang locale.Lang, dir string) []*Figure {
	var all []*Figure
	for i, name := range r.Charts {
		slot := chart.HalfColumn
		if i == 0 {
			slot = chart.Column
		}
		if f := p.figure(name, lang, dir, slot, 2, r.Doc.ValueAt(tomlfile.Item("charts", i))); f != nil {
			f.Main = i == 0
			all = append(all, f)
		}
	}
	return all
}
