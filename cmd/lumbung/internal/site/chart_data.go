package site

import (
	"slices"
	"strconv"

	"lumbung/cmd/lumbung/internal/chart"
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/query"
	"lumbung/cmd/lumbung/internal/table"
)

// chartData is a chart in a language: what is drawn, and the keys of its rows.
type chartData struct {
	spec     *dataset.Chart
	lang     locale.Lang
	input    *chart.Input
	keys     []string // canonical, one for each row
	heads    []string // of the columns of its numbers
	datasets []string
	table    *table.Table // that it was made from

	// What is written about it on every page where it stands.
	finding, measure *Text
	notes            []string
	sources          []Source
}

// chartData makes a chart's data once for each language; nil when it cannot be drawn, which
// has then been reported.
func (p *planner) chartData(spec *dataset.Chart, lang locale.Lang) *chartData {
	key := chartKey{spec.Name, lang}
	if d, done := p.drawn[key]; done {
		return d
	}
	p.drawn[key] = nil
	b := &chartBuilder{planner: p, spec: spec, lang: lang, f: p.formatter(lang)}
	if d := b.build(); d != nil {
		p.drawn[key] = d
	}
	return p.drawn[key]
}

// chartBuilder reads a chart's table into what the drawing needs.
type chartBuilder struct {
	*planner
	spec *dataset.Chart
	lang locale.Lang
	f    Formatter
	t    *table.Table
	out  *chartData
}

func (b *chartBuilder) build() *chartData {
	b.out = &chartData{spec: b.spec, lang: b.lang}
	found := b.table()
	b.out.table = b.t
	if !found || !b.known() {
		return nil
	}
	kind, ok := chart.ParseKind(b.spec.Type)
	if !ok {
		kind = chart.Panels // "multiples": the same rows for several groups, on one scale
	}
	in := &chart.Input{Kind: kind, Locale: *b.f.Locale, Words: chartWords(b.f.Phrases), Title: b.spec.Title.In(b.lang), Desc: b.written("description", b.spec.Description).Plain()}
	b.out.input = in
	in.Unit, in.Corner, in.Join, in.From = b.unit(), b.spec.Corner.In(b.lang), b.spec.Join, b.spec.From
	switch kind {
	case chart.Bands, chart.DotRange:
		if !b.strips() {
			return nil
		}
		if kind == chart.DotRange {
			b.rows()
		}
	default:
		b.rows()
	}
	if b.spec.Limit.Value != "" {
		in.Limit = &chart.Limit{Value: b.spec.Limit.Value, Label: b.spec.Limit.Label.In(b.lang)}
	}
	if b.spec.Order == "value" {
		b.byValue()
	}
	return b.drawable()
}

// drawable draws the chart once: what cannot be drawn is reported at the chart, and so is
// what a reader might miss.
func (b *chartBuilder) drawable() *chartData {
	_, warnings, err := chart.Figure(b.out.input, "x", chart.Column)
	at := b.spec.Doc.At(b.spec.Path)
	if err != nil {
		b.Log.Error("chart", at, "chart %q cannot be drawn: %s", b.spec.Name, diag.Reason(err)).
			Note("mend the rows that it is drawn from, or choose another type: \"lumbung help charts\" says what each can show")
		return nil
	}
	for _, w := range warnings {
		b.Log.Warn(w.Rule, at, "chart %q: %s", b.spec.Name, w.Message).Note(w.Mend.Format, w.Mend.Args...)
	}
	return b.worded()
}

// worded adds what is written about the chart.
func (b *chartBuilder) worded() *chartData {
	b.out.finding, b.out.measure = b.written("finding", b.spec.Finding), b.written("measure", b.spec.Measure)
	if note := b.written("note", b.spec.Note); note != nil {
		b.out.notes = append(b.out.notes, note.Plain())
	}
	for _, name := range b.out.datasets {
		for _, s := range b.sources(name, b.lang) {
			if !slices.Contains(b.out.sources, s) {
				b.out.sources = append(b.out.sources, s)
			}
		}
	}
	return b.out
}

// written resolves a line of the chart's description in data/charts.toml.
func (b *chartBuilder) written(key string, text locale.Text) *Text {
	return b.line(text, b.lang, b.spec.Doc, b.spec.Path+"."+key, "")
}

// table finds the chart's rows.
func (b *chartBuilder) table() bool {
	if b.spec.Query != "" {
		r, err := b.Query(b.lang, b.spec.Query)
		if err != nil {
			b.Explain(err, query.InTOML(b.spec.At("query"), b.spec.Query))
			return false
		}
		b.t, b.out.datasets = r.Table, r.Datasets
		return true
	}
	r := b.Package.Resource(b.spec.Dataset)
	if r == nil && b.Package.LostDataset(b.spec.Dataset) {
		return false
	}
	if r == nil {
		b.Log.Error("chart-data", b.spec.At("dataset"), "there is no dataset %q", b.spec.Dataset).
			Suggest(b.spec.Dataset, b.Package.Names(), "datasets are %s")
		return false
	}
	b.t, b.out.datasets = r.Table, []string{r.Name}
	return r.Table != nil
}

// known reports each field of the chart that its table lacks.
func (b *chartBuilder) known() bool {
	ok := true
	fields := map[string]string{"category": b.spec.Category, "series": b.spec.Series, "value": b.spec.Value, "panel": b.spec.Panel,
		"time": b.spec.Time, "edges.lower": b.spec.Edges.Lower, "edges.upper": b.spec.Edges.Upper}
	for i, name := range b.spec.Values {
		fields["values["+strconv.Itoa(i)+"]"] = name
	}
	for key, name := range fields {
		if name == "" || b.t.Schema.Index(name) >= 0 {
			continue
		}
		ok = false
		if r := b.Package.Resource(b.spec.Dataset); r != nil && r.Query == "" {
			continue // told when its descriptor was checked, which also knows private fields
		}
		b.Log.Error("chart-field", b.spec.At(key), "the table of chart %q has no field %q", b.spec.Name, name).
			Suggest(name, b.t.Schema.Names(), "its fields are %s")
	}
	return ok
}

func (b *chartBuilder) unit() string {
	if !b.spec.Unit.IsZero() {
		return b.spec.Unit.In(b.lang)
	}
	name := b.spec.Value
	if name == "" && len(b.spec.Values) > 0 {
		name = b.spec.Values[0]
	}
	field := b.t.Schema.Field(name)
	if field == nil {
		return ""
	}
	unit := field.Unit.In(b.lang)
	if unit == b.f.Get("value.percent") {
		return "%"
	}
	return unit
}

// label is how a category or a series is called.
func (b *chartBuilder) label(row, col int) string {
	v := b.t.Value(row, col)
	return b.name(v.Text, b.f.Value(b.t.Value(row, b.shown(col)), &b.t.Schema.Fields[b.shown(col)], b.t.Schema.MissingValues))
}

func (b *chartBuilder) name(key, written string) string {
	if l, ok := b.spec.Labels[key]; ok {
		return l.In(b.lang)
	}
	return written
}

// shown is the column with a field's texts in the chart's language.
func (b *chartBuilder) shown(col int) int {
	return b.t.Schema.Translated(b.t.Schema.Fields[col].Name, b.lang)
}

func (b *chartBuilder) cell(row, col int) chart.Cell {
	v := b.t.Value(row, col)
	if v.State == table.Present {
		return chart.Value(v.Text)
	}
	words := b.f.Value(v, &b.t.Schema.Fields[col], b.t.Schema.MissingValues)
	if v.State == table.Missing && !b.spec.Missing.IsZero() {
		words = b.spec.Missing.In(b.lang)
	}
	return chart.Absent(words)
}

// rows reads the rows and series, from a long table (one row a value) or a wide one (one
// column a series).
func (b *chartBuilder) rows() {
	in, s := b.out.input, b.t.Schema
	seriesCol := s.Index(orElse(b.spec.Panel, b.spec.Series))
	if seriesCol >= 0 {
		b.long(s.Index(b.spec.Category), seriesCol, s.Index(b.spec.Value))
	} else {
		b.wide()
	}
	for i := range in.Series {
		in.Series[i].Role = b.role(i, len(in.Series))
	}
	if lower := s.Field(b.spec.Edges.Lower); lower != nil && in.Kind == chart.Histogram && in.Corner == "" {
		in.Corner = lower.Unit.In(b.lang)
	}
}

func (b *chartBuilder) role(i, n int) chart.Role {
	switch {
	case b.out.input.Kind == chart.Stacked && n == 2:
		return []chart.Role{chart.Low, chart.High}[i]
	case b.out.input.Kind == chart.Stacked:
		return []chart.Role{chart.Low, chart.Mid, chart.High}[min(i, 2)]
	case (b.out.input.Kind == chart.Paired || b.spec.Class == "beforeafter") && i == 0 && n > 1:
		return chart.Before
	case (b.out.input.Kind == chart.Line || b.out.input.Kind == chart.Dots) && i > 0:
		return chart.Before
	}
	return chart.After
}

func (b *chartBuilder) wide() {
	in, s := b.out.input, b.t.Schema
	names := b.spec.Values
	if b.spec.Value != "" {
		names = []string{b.spec.Value}
	}
	var cols []int
	for _, name := range names {
		col := s.Index(name)
		cols = append(cols, col)
		title := b.name(name, fieldTitle(&s.Fields[col], b.lang))
		b.out.heads = append(b.out.heads, title)
		in.Series = append(in.Series, chart.Series{Name: title})
	}
	if len(names) == 1 {
		in.Series[0].Name = ""
	}
	category, time := s.Index(b.spec.Category), s.Index(b.spec.Time)
	lower, upper := s.Index(b.spec.Edges.Lower), s.Index(b.spec.Edges.Upper)
	for row := range b.t.Len() {
		r := chart.Row{}
		key := ""
		switch {
		case category >= 0:
			r.Label, key = b.label(row, category), b.t.Text(row, category)
		case time >= 0:
			r.Label, key = b.f.Locale.Date(b.t.Text(row, time)), b.t.Text(row, time)
		case lower >= 0:
			key = b.t.Text(row, lower)
			r.Label = b.classLabel(row, lower, upper)
		}
		if time >= 0 {
			r.Time = b.t.Text(row, time)
		}
		if lower >= 0 && in.Kind == chart.Histogram {
			r.Lower = b.t.Text(row, lower)
			if upper >= 0 {
				r.Upper = b.t.Text(row, upper)
			}
		}
		for _, col := range cols {
			r.Cells = append(r.Cells, b.cell(row, col))
		}
		in.Rows = append(in.Rows, r)
		b.out.keys = append(b.out.keys, key)
	}
}

func (b *chartBuilder) classLabel(row, lower, upper int) string {
	text := b.f.Locale.Number(b.t.Text(row, lower))
	if upper >= 0 && b.t.Has(row, upper) {
		return text + "–" + b.f.Locale.Number(b.t.Text(row, upper))
	}
	return text + "+"
}

// long turns rows of category, series and value into a row a category. Categories and
// series stand in the order of the field's categories, else in that of the table.
func (b *chartBuilder) long(category, series, value int) {
	in := b.out.input
	rowKeys, seriesKeys := b.order(category), b.order(series)
	cells := map[[2]string]chart.Cell{}
	labels := map[string]string{}
	for row := range b.t.Len() {
		rk, sk := b.t.Text(row, category), b.t.Text(row, series)
		cells[[2]string{rk, sk}] = b.cell(row, value)
		labels["r"+rk], labels["s"+sk] = b.label(row, category), b.label(row, series)
	}
	for _, sk := range seriesKeys {
		in.Series = append(in.Series, chart.Series{Name: labels["s"+sk]})
		b.out.heads = append(b.out.heads, labels["s"+sk])
	}
	for _, rk := range rowKeys {
		r := chart.Row{Label: labels["r"+rk]}
		for _, sk := range seriesKeys {
			c, ok := cells[[2]string{rk, sk}]
			if !ok {
				c = chart.Absent(orElse(b.spec.Missing.In(b.lang), b.f.Get("value.missing")))
			}
			r.Cells = append(r.Cells, c)
		}
		in.Rows = append(in.Rows, r)
		b.out.keys = append(b.out.keys, rk)
	}
}

// order lists the values of a column that occur, in the order they are to be shown in.
func (b *chartBuilder) order(col int) []string {
	var seen []string
	has := map[string]bool{}
	for row := range b.t.Len() {
		if v := b.t.Text(row, col); !has[v] {
			has[v] = true
			seen = append(seen, v)
		}
	}
	field := &b.t.Schema.Fields[col]
	if len(field.Categories) == 0 || !field.CategoriesOrdered {
		return seen
	}
	var ordered []string
	for _, c := range field.Categories {
		if has[c.Value] {
			ordered = append(ordered, c.Value)
		}
	}
	return ordered
}

// byValue puts the largest first; rows of one size keep their order.
func (b *chartBuilder) byValue() {
	in := b.out.input
	index := make([]int, len(in.Rows))
	for i := range index {
		index[i] = i
	}
	slices.SortStableFunc(index, func(x, y int) int {
		cx, cy := in.Rows[x].Cells[0], in.Rows[y].Cells[0]
		if !cx.Present() || !cy.Present() {
			return 0
		}
		return order(table.Number, cy.Value, cx.Value)
	})
	rows, keys := slices.Clone(in.Rows), slices.Clone(b.out.keys)
	for i, from := range index {
		in.Rows[i], b.out.keys[i] = rows[from], keys[from]
	}
}
