package site

import (
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
)

// datasetPage plans the page of a dataset.
func (p *planner) datasetPage(r *dataset.Resource, lang locale.Lang) {
	v := &DatasetPage{Page: p.page(KindDataset, lang, p.datasetPath(r.Name, lang), r.Title.In(lang), maker{name: diag.Msg("dataset %s", r.Name), at: r.Doc.At("name")}), Name: r.Name, Query: r.Query}
	v.Section = "data"
	v.Updated = orElse(p.modified(r.Name), v.Updated)
	v.Crumbs = []Link{{Title: p.t(lang, "nav.data"), Path: p.cataloguePath(lang)}}
	v.Standfirst = r.Description.In(lang)
	v.Description = firstSentence(v.Standfirst)
	v.Sources = []string{r.Doc.File.Name}
	v.Feeds = p.forms(lang, r.Name)
	for _, text := range r.Limits {
		v.Limits = append(v.Limits, text.In(lang))
	}
	if figures := p.chartsOf(r, lang, v.Dir); len(figures) > 0 {
		v.Main, v.Figures = figures[0], figures[1:]
	}
	v.Table = p.tableView(r, lang, v.Dir, nil, nil)
	v.Table.ID, v.Table.Name = "tabel-"+r.Name, r.Name
	if v.Table.Truncated() {
		v.Table.Shards, v.Table.Size = p.shard(r, lang).Base(), shardSize
	}
	v.Facts = p.datasetFacts(r, lang)
	v.Dictionary = p.dictionary(r, lang)
	v.Tests = p.tests(r, lang)
	v.Changes = p.changesOf(r.Name, lang)
	v.UsedIn = p.usedIn(r, lang)
	v.Suppressed, v.Threshold = suppressed(r)
	for _, o := range p.Package.Resources {
		if o != r && o.Table != nil && o.Group.In(lang) == r.Group.In(lang) {
			v.Others = append(v.Others, Link{Title: o.Title.In(lang), Path: p.datasetPath(o.Name, lang)})
		}
	}
	if set := p.plan.set(r.Name); set != nil {
		v.ProfilesOf = &Link{Title: orElse(r.Profile.Plural.In(lang), r.Title.In(lang)), Path: set.indexPath(lang)}
	}
	p.card(&v.Page, p.t(lang, "kind.dataset"), v.Title, v.Description, v.Main)
	p.add(v)
}

// firstSentence is the beginning of a description, for lists and search engines.
func firstSentence(s string) string {
	if i := strings.Index(s, ". "); i >= 0 {
		return s[:i+1]
	}
	return s
}

// usedIn lists where a dataset is used: stories, charts, and the claims that it tests.
func (p *planner) usedIn(r *dataset.Resource, lang locale.Lang) []Link {
	links := slices.Clone(p.uses[useKey{lang, "dataset:" + r.Name}])
	for _, c := range p.Package.Charts {
		if d := p.drawn[chartKey{c.Name, lang}]; d != nil && slices.Contains(d.datasets, r.Name) && !slices.Contains(r.Charts, c.Name) {
			links = append(links, Link{Title: d.input.Title, Path: p.chartPath(c.Name, lang), Note: p.t(lang, "kind.chart")})
		}
	}
	claims := 0
	for _, v := range p.Verdicts {
		if slices.Contains(v.Claim.Tables, r.Name) {
			claims++
		}
	}
	if claims > 0 {
		links = append(links, Link{Title: p.t(lang, "claim.counts", "n", claims), Path: p.claimsPath(lang), Note: p.t(lang, "kind.claim")})
	}
	return links
}

func (p *planner) datasetFacts(r *dataset.Resource, lang locale.Lang) []Fact {
	f := p.formatter(lang)
	var facts []Fact
	add := func(label, text, path string) {
		if text != "" {
			facts = append(facts, Fact{Label: p.t(lang, "dataset."+label), Cell: Cell{Text: text, Path: path}})
		}
	}
	var sources []string
	for _, s := range p.sources(r.Name, lang) {
		sources = append(sources, s.Text)
	}
	add("source", strings.Join(sources, "; "), "")
	add("coverage", r.Coverage.In(lang), "")
	add("spatial", r.Spatial.In(lang), "")
	add("temporal", r.Temporal, "")
	cols := len(visible(r.Table.Schema, lang))
	add("content", p.t(lang, "dataset.size", "rows", f.Locale.Number(itoa(r.Table.Len())), "columns", f.Locale.Number(itoa(cols))), "")
	if n := missingCells(r.Table, lang); n > 0 {
		add("empty", p.t(lang, "dataset.emptyCount", "n", n), "")
	} else {
		add("empty", p.t(lang, "dataset.emptyNone"), "")
	}
	if n, _ := suppressed(r); n > 0 {
		add("suppressed", p.t(lang, "dataset.suppressedCount", "n", n), "")
	}
	license, path := licenseTitle(p.Config.License, lang), p.Config.License.Path
	if len(r.Licenses) > 0 {
		license, path = orElse(r.Licenses[0].Title.In(lang), r.Licenses[0].Name), r.Licenses[0].Path
	}
	add("licence", license, path)
	add("version", p.Config.Version, p.path(lang, "changes", ".html"))
	add("keywords", strings.Join(r.Keywords.In(lang), ", "), "")
	return facts
}

func missingCells(t *table.Table, lang locale.Lang) int {
	n := 0
	for _, col := range visible(t.Schema, lang) {
		if t.Full(col) {
			continue
		}
		for row := range t.Len() {
			if t.Value(row, col).State == table.Missing {
				n++
			}
		}
	}
	return n
}

// suppressed counts the cells that disclosure control hides, and gives the least count shown.
func suppressed(r *dataset.Resource) (cells, threshold int) {
	if r.Disclosure == nil {
		return 0, 0
	}
	for col := range r.Table.Schema.Fields {
		for row := range r.Table.Len() {
			if r.Table.Value(row, col).State == table.Suppressed {
				cells++
			}
		}
	}
	threshold = r.Disclosure.Threshold
	if threshold == 0 {
		threshold = 5
	}
	return cells, threshold
}

// dictionary says what each column means.
func (p *planner) dictionary(r *dataset.Resource, lang locale.Lang) []FieldView {
	s := r.Table.Schema
	var all []FieldView
	for i := range s.Fields {
		f := &s.Fields[i]
		if base, tag := f.Base(); tag != "" && s.Index(base) >= 0 {
			continue // a translation means what the column means that it translates
		}
		v := FieldView{
			ID: "kolom-" + locale.Slug(f.Name), Name: f.Name, Title: fieldTitle(f, lang), Type: p.t(lang, "type."+f.Type.String()),
			Unit: f.Unit.In(lang), Concept: f.Concept.In(lang), Definition: orElse(f.Definition.In(lang), f.Description.In(lang)),
			Classification: f.Classification.In(lang), Measure: f.Measure.In(lang), Source: f.Source.In(lang),
			Key: slices.Contains(s.PrimaryKey, f.Name), Rules: p.rules(f, lang),
		}
		for _, fk := range s.ForeignKeys {
			if slices.Contains(fk.Fields, f.Name) && fk.Resource != "" && p.Package.Resource(fk.Resource) != nil {
				v.RefersTo = &Link{Title: p.Package.Resource(fk.Resource).Title.In(lang), Path: p.datasetPath(fk.Resource, lang)}
			}
		}
		for _, c := range f.Categories {
			if label := c.Label.In(lang); label != "" && label != c.Value {
				v.Values = append(v.Values, ValueView{c.Value, label})
			} else {
				v.Values = append(v.Values, ValueView{Value: c.Value})
			}
		}
		for _, m := range f.MissingValues {
			if !m.Label.IsZero() {
				v.Values = append(v.Values, ValueView{m.Value, m.Label.In(lang)})
			}
		}
		all = append(all, v)
	}
	return all
}

// rules puts a field's constraints in words.
func (p *planner) rules(f *table.Field, lang locale.Lang) string {
	c, loc := &f.Constraints, p.formatter(lang).Locale
	var parts []string
	say := func(key string, args ...any) { parts = append(parts, p.t(lang, "rule."+key, args...)) }
	if c.Required {
		say("required")
	}
	if c.Unique {
		say("unique")
	}
	number := func(s string) string {
		if f.Type.Numeric() {
			return loc.Number(s)
		}
		return s
	}
	if c.Minimum != "" {
		say("minimum", "value", number(c.Minimum))
	}
	if c.Maximum != "" {
		say("maximum", "value", number(c.Maximum))
	}
	if c.ExclusiveMinimum != "" {
		say("exclusiveMinimum", "value", number(c.ExclusiveMinimum))
	}
	if c.ExclusiveMaximum != "" {
		say("exclusiveMaximum", "value", number(c.ExclusiveMaximum))
	}
	if c.MinLength != nil {
		say("minLength", "value", *c.MinLength)
	}
	if c.MaxLength != nil {
		say("maxLength", "value", *c.MaxLength)
	}
	if c.Pattern != "" {
		say("pattern", "value", c.Pattern)
	}
	if len(c.Enum) > 0 {
		say("enum", "value", strings.Join(c.Enum, ", "))
	}
	return strings.Join(parts, "; ")
}

// tests tells what was checked in a dataset, and what was excused.
func (p *planner) tests(r *dataset.Resource, lang locale.Lang) []TestView {
	var all []TestView
	for _, o := range p.Tests {
		if o.Dataset != r.Name || o.Test.Text.IsZero() {
			continue
		}
		v := TestView{Text: o.Test.Text.In(lang), Passed: o.Passed}
		for _, w := range o.Waived {
			v.Waivers = append(v.Waivers, WaiverView{Row: w.Row, Reason: w.Reason.In(lang)})
		}
		all = append(all, v)
	}
	return all
}
