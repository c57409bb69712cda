package site

import (
	"strconv"

	"lumbung/cmd/lumbung/internal/chart"
	"lumbung/cmd/lumbung/internal/locale"
)

// strips reads score ranges: one strip for each value of the category, its bands in the
// order of the series' categories. False: the chart does not say which fields they are.
func (b *chartBuilder) strips() bool {
	t := b.t
	if b.spec.Bands != "" {
		if r := b.Package.Resource(b.spec.Bands); r != nil && r.Table != nil {
			defer func() { b.t = t }()
			b.t = r.Table
			b.out.datasets = append(b.out.datasets, r.Name)
		}
	}
	s := b.t.Schema
	category, band := s.Index(b.spec.Category), s.Index(b.spec.Series)
	lower, upper := s.Index(b.spec.Edges.Lower), s.Index(b.spec.Edges.Upper)
	if band < 0 || lower < 0 || upper < 0 {
		b.Log.Error("chart-field", b.spec.Doc.At(b.spec.Path), "chart %q of bands needs series (the band) and edges (its lowest and highest score)", b.spec.Name).
			Note("add series = %q and edges = { lower = %q, upper = %q }, with the names of fields", "…", "…", "…")
		return false
	}
	groups := []string{""}
	if category >= 0 {
		groups = b.order(category)
	}
	for _, group := range groups {
		strip := chart.Strip{}
		for _, key := range b.order(band) {
			for row := range b.t.Len() {
				if category >= 0 && b.t.Text(row, category) != group || b.t.Text(row, band) != key {
					continue
				}
				low, errLow := strconv.ParseInt(b.t.Text(row, lower), 10, 64)
				high, errHigh := strconv.ParseInt(b.t.Text(row, upper), 10, 64)
				if errLow != nil || errHigh != nil {
					continue
				}
				if category >= 0 && strip.Label == "" {
					strip.Label = b.label(row, category)
				}
				strip.Bands = append(strip.Bands, chart.Band{Name: b.label(row, band), Min: low, Max: high})
			}
		}
		for i := range strip.Bands {
			strip.Bands[i].Role = bandRole(i, len(strip.Bands))
		}
		b.out.input.Strips = append(b.out.input.Strips, strip)
		b.out.keys = append(b.out.keys, group)
	}
	return true
}

// bandRole spreads bands over the three colours there are: the ends keep theirs.
func bandRole(i, n int) chart.Role {
	switch {
	case i == 0:
		return chart.Low
	case i == n-1:
		return chart.High
	}
	return chart.Mid
}

// numbers is a chart's table: what it shows, to read, to copy and to check.
func (d *chartData) numbers(p *planner, id, dir string) *TableView {
	f := p.formatter(d.lang)
	v := &TableView{ID: id + "-angka", Dir: dir, Caption: d.input.Title}
	if d.input.Kind == chart.Bands {
		return d.bandNumbers(p, f, v)
	}
	unit := d.input.Unit
	v.Columns = append(v.Columns, Column{Name: "label", Title: d.rowHead(p)})
	for i, s := range d.input.Series {
		title := s.Name
		if title == "" && i < len(d.heads) {
			title = d.heads[i]
		}
		v.Columns = append(v.Columns, Column{Name: locale.Slug(title), Title: title, Unit: unit, Class: "num", Type: "n"})
	}
	for i, r := range d.input.Rows {
		row := Row{Cells: []Cell{{Text: r.Label, Sort: d.keys[i]}}}
		if r.Highlight {
			row.Class = "sorot"
		}
		for _, c := range r.Cells {
			if c.Present() {
				row.Cells = append(row.Cells, Cell{Text: f.Locale.Number(c.Value), Sort: c.Value, Class: "num"})
			} else {
				row.Cells = append(row.Cells, Cell{Text: c.Words, Class: "kosong"})
			}
		}
		v.Rows = append(v.Rows, row)
	}
	v.Total = len(v.Rows)
	return v
}

func (d *chartData) rowHead(p *planner) string {
	for _, name := range []string{d.spec.Category, d.spec.Time, d.spec.Edges.Lower} {
		if name == "" {
			continue
		}
		for _, dataset := range d.datasets {
			if r := p.Package.Resource(dataset); r != nil && r.Table != nil {
				if field := r.Table.Schema.Field(name); field != nil {
					return fieldTitle(field, d.lang)
				}
			}
		}
	}
	return p.t(d.lang, "figure.label")
}

func (d *chartData) bandNumbers(p *planner, f Formatter, v *TableView) *TableView {
	v.Columns = []Column{{Name: "kelompok", Title: p.t(d.lang, "figure.label")}}
	for _, b := range d.input.Strips[0].Bands {
		v.Columns = append(v.Columns, Column{Name: locale.Slug(b.Name), Title: b.Name, Class: "num"})
	}
	for _, s := range d.input.Strips {
		row := Row{Cells: []Cell{{Text: s.Label}}}
		for _, b := range s.Bands {
			low, high := strconv.FormatInt(b.Min, 10), strconv.FormatInt(b.Max, 10)
			row.Cells = append(row.Cells, Cell{Text: f.Locale.Number(low) + "–" + f.Locale.Number(high), Sort: low + "-" + high, Class: "num"})
		}
		v.Rows = append(v.Rows, row)
	}
	v.Total = len(v.Rows)
	return v
}

// chartWords are the phrases that charts add themselves.
func chartWords(p *locale.Phrases) *chart.Words {
	// The phrases' own braces are kept: the chart fills them.
	get := func(name string) string { return p.Get("chart." + name) }
	return &chart.Words{
		LogAxis: get("logAxis"), AxisStart: get("axisStart"), OffScale: get("offScale"), OpenClass: get("openClass"),
		Stacked: get("stacked"), Paired: get("paired"), Bars: get("bars"), Panels: get("panels"), Dots: get("dots"), Line: get("line"),
		Histogram: get("histogram"), Bands: get("bands"), DotRange: get("dotRange"),
		Rows: get("rows"), Group: get("group"), Pair: get("pair"), Highest: get("highest"), Lowest: get("lowest"), Same: get("same"),
		Count: get("count"), Trend: get("trend"), Limit: get("limit"), Highlight: get("highlight"), Absent: get("absent"),
		Score: get("score"), NoScore: get("noScore"), Range: get("range"),
	}
}
