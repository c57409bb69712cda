package site

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"lumbung/cmd/lumbung/internal/chart"
	"lumbung/cmd/lumbung/internal/content"
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// textContext is where a text stands: what its directives and links need to know.
type textContext struct {
	lang locale.Lang
	dir  string // folder of the page
	data map[string]bool
	figs int
	tabs int
}

// text resolves the body of a Markdown file.
func (p *planner) text(c *content.Page, body *content.Body, dir string) *Text {
	t := p.resolveBody(body, &textContext{lang: c.Lang, dir: dir, data: map[string]bool{}})
	t.After = p.waived(c, dir)
	return t
}

// line resolves one line of Markdown that stands in TOML, such as a chart's finding.
func (p *planner) line(text locale.Text, lang locale.Lang, doc *tomlfile.Doc, key, dir string) *Text {
	if text.IsZero() {
		return nil
	}
	at := doc.ValueAt(key)
	if text.Localized() && doc.Has(tomlfile.Key(key, string(lang))) {
		at = doc.ValueAt(tomlfile.Key(key, string(lang)))
	}
	return p.lineAt(text.In(lang), lang, doc.File, at, dir)
}

func (p *planner) lineAt(source string, lang locale.Lang, file *diag.File, at diag.Span, dir string) *Text {
	if source == "" {
		return nil
	}
	body := content.Inline(file, at, source, p.Log)
	t := p.resolveBody(body, &textContext{lang: lang, dir: dir, data: map[string]bool{}})
	t.Inline = true
	return t
}

func (p *planner) resolveBody(body *content.Body, ctx *textContext) *Text {
	t := &Text{Body: body, Values: map[*content.Directive]*Live{}, Blocks: map[*content.Directive]*Block{}, Links: map[string]Link{}}
	for _, d := range body.Directives {
		if d.Inline {
			if live := p.live(d, ctx); live != nil {
				t.Values[d] = live
			}
		} else if block := p.block(d, ctx); block != nil {
			t.Blocks[d] = block
		}
	}
	for _, link := range body.Links {
		if _, done := t.Links[link.Destination]; !done {
			resolved := p.resolve(link.Destination, ctx.lang, link.Span)
			if resolved.Path != "" || strings.HasPrefix(link.Destination, "#") {
				t.Links[link.Destination] = resolved
			}
			if name, ok := strings.CutPrefix(link.Destination, "dataset:"); ok {
				ctx.data[name] = true
			}
		}
	}
	for _, picture := range body.Images {
		if !p.isPicture(picture.Destination) {
			p.Log.Error("picture", picture.Span, "the portal has no picture %q", picture.Destination).
				Note("pictures are those of charts, such as %q; a chart itself is shown by a directive {chart}", "grafik/kinerja.png")
		}
	}
	return t
}

// isPicture says whether an address, from the root of the site, is a drawing of a chart:
// no other pictures are published, and none is fetched from elsewhere.
func (p *planner) isPicture(address string) bool {
	for _, lang := range p.langs {
		for name := range p.charts {
			if f := p.chartFiles(name, lang); address == f.SVG || address == f.Narrow || address == f.PNG {
				return true
			}
		}
	}
	return false
}

// live computes an inline value.
func (p *planner) live(d *content.Directive, ctx *textContext) *Live {
	r, err := p.Query(ctx.lang, d.Arg)
	if err != nil {
		p.Explain(err, d.TextSpan)
		return nil
	}
	if r.Table.Len() != 1 || len(r.Table.Schema.Fields) != 1 {
		p.Log.Error("live-value", d.TextSpan(0, len(d.Arg)), "a value in running text must be one cell, this query gives %d {row|rows} of %d {column|columns}",
			r.Table.Len(), len(r.Table.Schema.Fields)).Note("add a WHERE, a LIMIT 1 or an aggregate; for a table use a fenced ```{sql} block")
		return nil
	}
	for _, name := range r.Datasets {
		ctx.data[name] = true
	}
	v, f := r.Table.Value(0, 0), p.formatter(ctx.lang)
	live := &Live{Text: p.liveText(v, &r.Table.Schema.Fields[0], d, f, r.Table.Schema.MissingValues)}
	if len(r.Datasets) > 0 {
		live.Path = p.datasetPath(r.Datasets[0], ctx.lang) + "#tabel-" + r.Datasets[0]
	}
	return live
}

func (p *planner) liveText(v table.Value, field *table.Field, d *content.Directive, f Formatter, missing []table.MissingValue) string {
	text := f.Value(v, field, missing)
	switch {
	case v.State != table.Present:
		return text
	case d.Has("plain"):
		text = v.Text
	case d.Has("words"):
		if n, err := strconv.Atoi(v.Text); err == nil {
			text = f.Locale.Words(n)
		}
	case d.Has("percent"):
		text += "%"
	case d.Has("unit"):
		text = f.WithUnit(v.Text, field)
	}
	if d.Has("capital") {
		r, size := utf8.DecodeRuneInString(text)
		text = string(unicode.ToUpper(r)) + text[size:]
	}
	return text
}

// block makes what a fenced directive shows.
func (p *planner) block(d *content.Directive, ctx *textContext) *Block {
	switch d.Name {
	case "chart":
		ctx.figs++
		f := p.figureNumbered(d.Arg, ctx.lang, ctx.dir, chart.Column, 2, d.Span, ctx.figs)
		if f == nil {
			return nil
		}
		for _, name := range p.chartData(p.charts[d.Arg], ctx.lang).datasets {
			ctx.data[name] = true
		}
		ctx.data["chart:"+d.Arg] = true
		return &Block{Figure: f}
	case "table":
		return p.datasetBlock(d, ctx)
	case "sql":
		return p.queryBlock(d, ctx)
	case "note":
		if d.Body == nil {
			return nil
		}
		return &Block{Note: &NoteBox{Title: d.Arg, Body: p.resolveBody(d.Body, ctx)}}
	}
	return nil
}

func (p *planner) datasetBlock(d *content.Directive, ctx *textContext) *Block {
	r := p.Package.Resource(d.Arg)
	if p.Package.LostDataset(d.Arg) {
		return nil
	}
	if r == nil {
		p.Log.Error("directive", d.Span, "there is no dataset %q", d.Arg).Suggest(d.Arg, p.Package.Names(), "datasets are %s")
		return nil
	}
	ctx.data[r.Name] = true
	var cols []int
	for _, name := range strings.Split(d.Params["columns"], ",") {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		col := r.Table.Schema.Translated(name, ctx.lang)
		if col < 0 {
			p.Log.Error("directive", d.Span, "dataset %q has no field %q", r.Name, name).Suggest(name, r.Table.Schema.Names(), "its fields are %s")
			return nil
		}
		cols = append(cols, col)
	}
	ctx.tabs++
	view := p.tableView(r, ctx.lang, ctx.dir, nil, cols)
	view.ID = "tabel-" + r.Name + "-" + itoa(ctx.tabs)
	for i := range view.Rows {
		view.Rows[i].ID = "" // the rows' anchors are on the dataset's own page
	}
	if caption := d.Params["caption"]; caption != "" {
		view.Caption = caption
	}
	view.Source = p.sources(r.Name, ctx.lang)
	return &Block{Table: view}
}

func (p *planner) queryBlock(d *content.Directive, ctx *textContext) *Block {
	r, err := p.Query(ctx.lang, d.Text)
	if err != nil {
		p.Explain(err, d.TextSpan)
		return nil
	}
	ctx.tabs++
	view := p.resultView(r, ctx.lang, ctx.dir, "hasil-"+itoa(ctx.tabs), d.Params["caption"])
	for _, name := range r.Datasets {
		ctx.data[name] = true
		view.Source = append(view.Source, p.sources(name, ctx.lang)...)
	}
	view.Source = slices.Compact(view.Source)
	return &Block{Table: view}
}

// resultView is the table of a query's result.
func (p *planner) resultView(r *Result, lang locale.Lang, dir, id, caption string) *TableView {
	t, f := r.Table, p.formatter(lang)
	v := &TableView{ID: id, Dir: dir, Caption: caption, Total: t.Len()}
	for i := range t.Schema.Fields {
		field := &t.Schema.Fields[i]
		c := Column{Name: field.Name, Title: fieldTitle(field, lang), Unit: field.Unit.In(lang)}
		if i < len(r.Origins) && r.Origins[i].Field != "" && field.Name != r.Origins[i].Field {
			c.Title = field.Name // the author named it
		}
		if numeric(field) {
			c.Class, c.Type = "num", "n"
		}
		v.Columns = append(v.Columns, c)
	}
	for row := range t.Len() {
		cells := make([]Cell, len(v.Columns))
		for col := range cells {
			cells[col] = f.Cell(t, row, col)
		}
		v.Rows = append(v.Rows, Row{Cells: cells})
	}
	return v
}

// dataLinks are the datasets that a text rests on, in catalogue order, and are told that
// the page uses them.
func (p *planner) dataLinks(data map[string]bool, also []string, lang locale.Lang, user Link) []Link {
	for _, name := range also {
		data[name] = true
	}
	var links []Link
	for _, r := range p.Package.Resources {
		if data[r.Name] && r.Table != nil {
			links = append(links, Link{Title: r.Title.In(lang), Path: p.datasetPath(r.Name, lang)})
			p.use(lang, "dataset:"+r.Name, user)
		}
	}
	for _, c := range p.Package.Charts {
		if data["chart:"+c.Name] {
			p.use(lang, "chart:"+c.Name, user)
		}
	}
	return links
}

// sources tells where a dataset's figures come from: the publication and the place in it.
func (p *planner) sources(name string, lang locale.Lang) []Source {
	r := p.Package.Resource(name)
	if r == nil {
		return nil
	}
	page := p.datasetPath(name, lang)
	var out []Source
	for _, s := range r.Sources {
		text := s.Title.In(lang)
		if pub, ok := p.Config.Publications[s.Publication]; ok {
			text = orElse(pub.Short.In(lang), pub.Title.In(lang))
		}
		locator := s.Locator.In(lang)
		if n := len(out) - 1; n >= 0 && s.Publication != "" && strings.HasPrefix(out[n].Text, text+", ") {
			out[n].Text += "; " + locator
			continue
		}
		if locator != "" {
			text += ", " + locator
		}
		out = append(out, Source{Text: text, Path: page})
	}
	if out == nil && r.Query != "" {
		out = append(out, Source{Text: r.Title.In(lang), Path: page})
	}
	return out
}

// sourceLine is the sources of a dataset in one line, without the publication's name: for lists.
func (p *planner) sourceLine(r *dataset.Resource, lang locale.Lang) string {
	var parts []string
	for _, s := range r.Sources {
		if l := s.Locator.In(lang); l != "" {
			parts = append(parts, l)
		} else if title := s.Title.In(lang); title != "" {
			parts = append(parts, title)
		}
	}
	return strings.Join(parts, "; ")
}
