package main

import (
	"flag"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"lumbung/cmd/lumbung/internal/content"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/site"
)

var explainCommand = &command{
	name:  "explain",
	usage: "PATH",
	short: "say what a page is made from: sources, rows, queries, template",
	long: `Names everything that a page of the portal comes from: the files of the project, the row of
the table, each query, the charts and their datasets, and the theme's template. PATH is the
page's address from the root of the site.

  lumbung explain kube/tunas-baru.html
  lumbung explain en/index.html --json`,
	setup: func(fs *flag.FlagSet) func(env *environment, args []string) int {
		return func(env *environment, args []string) int {
			if len(args) != 1 {
				return env.misuse("explain", misusef("explain needs the path of one page"))
			}
			return env.explain(args[0])
		}
	},
}

// origin is what a page is made from.
type origin struct {
	Page     string   `json:"page"`
	Kind     string   `json:"kind"`
	Language string   `json:"language"`
	Template string   `json:"template"`
	Files    []string `json:"files"`
	Row      string   `json:"row,omitempty"`
	Datasets []string `json:"datasets,omitempty"`
	Charts   []string `json:"charts,omitempty"`
	Queries  []string `json:"queries,omitempty"`
}

func (env *environment) explain(name string) int {
	pr, err := openProject(env.dir)
	if err != nil {
		return env.noProject(err)
	}
	defer pr.close()
	log := &diag.Log{}
	p := readPortal(pr, readOptions{}, log)
	defer p.close()
	if log.Errors() > 0 {
		env.diagnostics(log.Sorted())
		return env.failCount(log)
	}
	name = strings.TrimPrefix(path.Clean(filepath.ToSlash(name)), defaultOut+"/")
	o := p.originOf(name)
	if o == nil {
		hint := ""
		if c := diag.Closest(name, p.addresses()); c != "" {
			hint = env.text("did you mean %q?", c)
		}
		env.complain(env.text("the portal has no page %q", name), hint)
		return broken
	}
	if env.json {
		env.object(o)
		return done
	}
	o.print(env)
	return done
}

func (o *origin) print(env *environment) {
	width := max(10, utf8.RuneCountInString(env.text("datasets")))
	line := func(label, value string) {
		if value != "" {
			fmt.Fprintf(env.stdout, "%-*s %s\n", width, env.text(label), strings.ReplaceAll(value, "\n", "\n"+strings.Repeat(" ", width+1)))
		}
	}
	line("page", o.Page+" ("+o.Kind+", "+o.Language+")")
	line("template", o.Template)
	line("files", strings.Join(o.Files, "\n"))
	line("row", o.Row)
	line("datasets", strings.Join(o.Datasets, ", "))
	line("charts", strings.Join(o.Charts, ", "))
	for _, q := range o.Queries {
		line("query", q)
	}
}

// addresses are those of the single pages, for a suggestion.
func (p *portal) addresses() []string {
	var all []string
	for _, v := range p.plan.Pages {
		all = append(all, v.Base().Path)
	}
	return all
}

// originOf finds a page; nil when there is none of the name.
func (p *portal) originOf(name string) *origin {
	for _, v := range p.plan.Pages {
		if v.Base().Path == name {
			return p.originOfView(v)
		}
	}
	for _, set := range p.plan.Sets {
		for lang := range set.Langs() {
			for row := range set.Len() {
				if set.Path(row, set.Langs()[lang]) == name {
					return p.originOfRow(set, row, lang)
				}
			}
		}
	}
	return nil
}

// claimTables names the datasets that a claim reads.
func (p *portal) claimTables(name string) []string {
	for _, c := range p.verdicts {
		if c.Claim.Name == name {
			return c.Claim.Tables
		}
	}
	return nil
}

func (p *portal) newOrigin(page *site.Page) *origin {
	return &origin{Page: page.Path, Kind: string(page.Kind), Language: string(page.Lang),
		Template: p.theme.Where("templates/" + string(page.Kind) + ".html")}
}

func (p *portal) originOfView(v site.View) *origin {
	page := v.Base()
	o := p.newOrigin(page)
	switch v := v.(type) {
	case *site.DatasetPage:
		o.dataset(p, v.Name)
		o.Queries = slices.DeleteFunc([]string{v.Query}, func(q string) bool { return q == "" })
		o.figure(p, v.Main)
		for _, f := range v.Figures {
			o.figure(p, f)
		}
	case *site.ChartPage:
		o.figure(p, v.Figure)
	case *site.ProfilesPage:
		o.dataset(p, v.Set.Name)
		for _, f := range v.Figures {
			o.figure(p, f)
		}
	case *site.GalleryPage:
		for _, g := range v.Groups {
			for _, f := range g.Figures {
				o.figure(p, f)
			}
		}
	case *site.ClaimPage:
		o.file("data/claims.toml")
		if v.Claim.Query != "" {
			o.Queries = append(o.Queries, v.Claim.Query)
		}
		for _, name := range p.claimTables(v.Claim.ID) {
			o.dataset(p, name)
		}
	case *site.ClaimsPage:
		o.file("data/claims.toml")
		for _, c := range p.verdicts {
			if c.Claim.Query != "" {
				o.Queries = append(o.Queries, c.Claim.Name+": "+c.Claim.Query)
			}
		}
	case *site.HomePage:
		o.figure(p, v.Main)
		for _, f := range v.Figures {
			o.figure(p, f)
		}
	}
	for _, file := range page.Sources {
		o.file(file)
		for _, c := range p.narrative {
			if c.File.Name == file {
				o.narrative(p, c)
			}
		}
	}
	o.file(siteFile)
	return o
}

func (p *portal) originOfRow(set *site.ProfileSet, row, lang int) *origin {
	tag := set.Langs()[lang]
	v := set.Page(row, lang, nil)
	o := p.newOrigin(&v.Page)
	o.dataset(p, set.Resource.Name)
	o.Row = fmt.Sprintf("%d of dataset %s (%s)", row+1, set.Resource.Name, set.Name(row, tag))
	for _, f := range v.Figures() {
		o.figure(p, f)
	}
	for _, r := range v.Related() {
		o.Datasets = append(o.Datasets, strings.TrimSuffix(path.Base(r.Path), ".html"))
	}
	for _, c := range p.narrative {
		if c.Lang == tag && c.Folder() == set.Resource.Name && c.Name() == v.Key {
			o.file(c.File.Name)
			o.narrative(p, c)
		}
	}
	o.file(siteFile)
	return o
}

func (o *origin) file(name string) {
	if !slices.Contains(o.Files, name) {
		o.Files = append(o.Files, name)
	}
}

func (o *origin) dataset(p *portal, name string) {
	r := p.pkg.Resource(name)
	if r == nil || slices.Contains(o.Datasets, name) {
		return
	}
	o.Datasets = append(o.Datasets, name)
	o.file(r.Doc.File.Name)
	if r.Path != "" {
		o.file("data/" + r.Path)
	}
}

func (o *origin) figure(p *portal, f *site.Figure) {
	if f == nil || slices.Contains(o.Charts, f.Name) {
		return
	}
	o.Charts = append(o.Charts, f.Name)
	o.file("data/charts.toml")
	for _, c := range p.pkg.Charts {
		if c.Name != f.Name {
			continue
		}
		if c.Query != "" {
			o.Queries = append(o.Queries, c.Name+": "+c.Query)
		} else {
			o.dataset(p, c.Dataset)
		}
	}
}

// narrative adds the queries and charts of a Markdown file.
func (o *origin) narrative(p *portal, c *content.Page) {
	for _, d := range c.Body.All() {
		switch {
		case d.Name == "sql" && d.Inline:
			o.Queries = append(o.Queries, d.Arg)
		case d.Name == "sql":
			o.Queries = append(o.Queries, strings.TrimSpace(d.Text))
		case d.Name == "chart" && !slices.Contains(o.Charts, d.Arg):
			o.Charts = append(o.Charts, d.Arg)
		case d.Name == "table":
			o.dataset(p, d.Arg)
		}
	}
}
