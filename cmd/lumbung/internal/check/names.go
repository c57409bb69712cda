package check

import (
	"slices"
	"strconv"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// names checks that what descriptors, charts and claims name exists.
func names(pkg *dataset.Package, log *diag.Log) {
	n := &nameCheck{pkg: pkg, log: log}
	for _, c := range pkg.Charts {
		n.charts = append(n.charts, c.Name)
	}
	for _, r := range pkg.Resources {
		n.resource(r)
	}
	for _, c := range pkg.Charts {
		n.chart(c)
	}
	for _, c := range pkg.Claims {
		for i, name := range c.Tables {
			n.dataset(name, c.Doc.ValueAt(tomlfile.Item(tomlfile.Key(c.Path, "tables"), i)))
		}
	}
}

type nameCheck struct {
	pkg    *dataset.Package
	log    *diag.Log
	charts []string
}

// dataset finds a dataset by a name that somebody wrote; nil when there is none to look
// into. One whose descriptor is broken was told of there.
func (n *nameCheck) dataset(name string, at diag.Span) *dataset.Resource {
	return n.find("unknown-dataset", name, at)
}

func (n *nameCheck) find(rule, name string, at diag.Span) *dataset.Resource {
	r := n.pkg.Resource(name)
	if r != nil && r.Private {
		n.private(rule, r, at)
		return nil
	}
	if r == nil && !slices.Contains(n.pkg.Unread.Datasets, name) {
		n.log.Error(rule, at, "there is no dataset %q", name).Suggest(name, n.pkg.Names(), "datasets are %s")
	}
	return r
}

// private tells that something published names a dataset that is not.
func (n *nameCheck) private(rule string, r *dataset.Resource, at diag.Span) {
	n.log.Error(rule, at, "dataset %q is private: nothing of it is published", r.Name).
		Note("name a dataset that is a query over it, with [disclosure]: lumbung help privacy")
}

func (n *nameCheck) resource(r *dataset.Resource) {
	charts := func(path string, names []string) {
		for i, name := range names {
			if !slices.Contains(n.charts, name) && !n.pkg.LostChart(name) {
				at := r.Doc.ValueAt(tomlfile.Item(path, i))
				n.log.Error("unknown-chart", at, "there is no chart %q", name).Suggest(name, n.charts, "charts are %s")
			}
		}
	}
	charts("charts", r.Charts)
	for i, fk := range r.Schema.ForeignKeys {
		if target := n.pkg.Resource(fk.Resource); target != nil && target.Private && !r.Private {
			n.private("foreign-key", target, r.Doc.ValueAt(tomlfile.Key(tomlfile.Item("schema.foreignKeys", i), "reference.resource")))
		}
	}
	if p := r.Profile; p != nil {
		n.patterns(r)
		charts("profile.charts", p.Charts)
		charts("profile.panels", p.Panels)
		for i, name := range p.Related {
			n.dataset(name, r.Doc.ValueAt(tomlfile.Item("profile.related", i)))
		}
	}
}

// patterns refuses profiles whose address or words are made of a private field.
func (n *nameCheck) patterns(r *dataset.Resource) {
	for _, pattern := range []struct {
		key  string
		text locale.Text
	}{{"path", r.Profile.Path}, {"title", r.Profile.Title}, {"summary", r.Profile.Summary}} {
		pattern.text.Map(func(lang locale.Lang, text string) string {
			for _, name := range dataset.PatternFields(text) {
				if f := r.Schema.Field(name); f != nil && f.Private {
					n.log.Error("private", r.Doc.ValueAt(tomlfile.Key("profile", pattern.key)), "field %q is private and cannot be in profile.%s", name, pattern.key).
						Note("name rows by a field that is published")
				}
			}
			return text
		})
	}
}

// chart checks what a chart names of its dataset. What a query gives is known when it runs.
func (n *nameCheck) chart(c *dataset.Chart) {
	if c.Bands != "" {
		n.dataset(c.Bands, c.At("bands"))
	}
	if c.Dataset == "" {
		return
	}
	r := n.find("chart-data", c.Dataset, c.At("dataset")) // as who draws it would say
	if r == nil || len(r.Schema.Fields) == 0 {
		return
	}
	for _, f := range chartFields(c) {
		switch field := r.Schema.Field(f.name); {
		case f.name == "":
		case field == nil:
			d := n.log.Error("chart-field", c.At(f.key), "the table of chart %q has no field %q", c.Name, f.name)
			d.Suggest(f.name, r.Schema.Names(), "its fields are %s")
		case field.Private:
			n.log.Error("chart-field", c.At(f.key), "field %q of %q is private and cannot be in a chart", f.name, r.Name).
				Note("show a field that is published, or remove the chart")
		}
	}
}

// chartField is a field that a chart names under one of its keys.
type chartField struct{ key, name string }

func chartFields(c *dataset.Chart) []chartField {
	fields := []chartField{
		{"category", c.Category}, {"series", c.Series}, {"value", c.Value}, {"panel", c.Panel}, {"time", c.Time},
		{"edges.lower", c.Edges.Lower}, {"edges.upper", c.Edges.Upper}, {"highlight", c.Highlight},
	}
	for i, name := range c.Values {
		fields = append(fields, chartField{"values[" + strconv.Itoa(i) + "]", name})
	}
	return fields
}
