package main

import (
	"io"
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/catalog"
	"lumbung/cmd/lumbung/internal/chart"
	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/export"
	"lumbung/cmd/lumbung/internal/render"
	"lumbung/cmd/lumbung/internal/search"
	"lumbung/cmd/lumbung/internal/shard"
	"lumbung/cmd/lumbung/internal/site"
)

type profileKey struct {
	set  *site.ProfileSet
	lang int
}

func (w *writer) profileRenderers() (map[profileKey]*render.Profiles, error) {
	all := map[profileKey]*render.Profiles{}
	for _, set := range w.plan.Sets {
		for lang := range set.Langs() {
			r, err := w.renderer.Profiles(set, lang)
			if err != nil {
				return nil, err
			}
			all[profileKey{set, lang}] = r
		}
	}
	return all, nil
}

// charts writes each chart's own files: drawings, picture and numbers.
func (w *writer) charts() error {
	return w.each(len(w.plan.Charts), func(_, i int) error {
		c := w.plan.Charts[i]
		wide, _, err := chart.Standalone(c.Input, c.Frame, chart.Wide)
		if err != nil {
			return err
		}
		small, _, err := chart.Standalone(c.Input, c.Frame, chart.Small)
		if err != nil {
			return err
		}
		if err := w.out.Write(c.Files.SVG, wide); err != nil {
			return err
		}
		if err := w.out.Write(c.Files.Narrow, small); err != nil {
			return err
		}
		if err := w.out.Write(c.Files.CSV, chartCSV(c.Table)); err != nil {
			return err
		}
		if !config.On(w.site.Outputs.Pictures) {
			return nil
		}
		png, err := w.picture(wide, func() ([]byte, error) {
			b, _, err := chart.PNG(c.Input, c.Frame)
			return b, err
		})
		if err != nil {
			return err
		}
		return w.out.Write(c.Files.PNG, png)
	})
}

// chartCSV is a chart's numbers: canonical values under the names that readers see.
func chartCSV(t *site.TableView) []byte {
	var b strings.Builder
	line := func(cells []string) {
		for i, c := range cells {
			if i > 0 {
				b.WriteByte(',')
			}
			if strings.ContainsAny(c, ",\"\r\n") || c != strings.TrimSpace(c) {
				c = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
			}
			b.WriteString(c)
		}
		b.WriteString("\r\n")
	}
	var head []string
	for _, c := range t.Columns {
		head = append(head, c.Title)
	}
	line(head)
	for _, r := range t.Rows {
		cells := make([]string, len(r.Cells))
		for i, c := range r.Cells {
			switch {
			case i == 0 || c.Sort == "" && c.Class == "":
				cells[i] = c.Text
			case c.Class != "kosong":
				cells[i] = c.Sort
			}
		}
		line(cells)
	}
	return []byte(b.String())
}

// shards writes the rows of large tables, and of those that readers compare, as scripts.
func (w *writer) shards() error {
	return w.each(len(w.plan.Shards), func(_, i int) error {
		s := w.plan.Shards[i]
		to := shard.New(shard.Table{Name: s.Name, Dir: s.Dir, Rows: s.Rows, Size: s.Size, Numeric: s.Numeric, Missing: s.Missing}, w.out.Write)
		var cells []site.Cell
		var line []shard.Cell
		for row := range s.Rows {
			var key string
			key, cells = s.Row(row, cells[:0])
			line = line[:0]
			for _, c := range cells {
				line = append(line, shard.Cell{Text: c.Text, Sort: c.Sort, Path: c.Path, Class: c.Class, Notes: c.Notes})
			}
			if err := to.Row(key, line); err != nil {
				return err
			}
		}
		return to.Close()
	})
}

// metadata writes what machines read, once all files that it describes are written.
func (w *writer) metadata() error {
	if err := w.cards(); err != nil {
		return err
	}
	if !config.On(w.site.Outputs.Metadata) {
		return nil
	}
	outputs := w.catalog.Outputs()
	outputs = append(outputs, w.catalog.Sitemap(w.sitemap())...)
	for _, lang := range w.site.Languages {
		at := w.plan.Shells[lang].Feed
		if feed := w.catalog.Feed(lang, at, w.feed(lang)); feed != nil {
			outputs = append(outputs, catalog.Output{Path: at, Content: feed})
		}
	}
	for _, o := range outputs {
		if err := w.out.Write(o.Path, o.Content); err != nil {
			return err
		}
	}
	return nil
}

// sitemap lists the pages that search engines should know.
func (w *writer) sitemap() []catalog.SitemapURL {
	if w.site.BaseURL == "" {
		return nil
	}
	var urls []catalog.SitemapURL
	add := func(p *site.Page) {
		u := catalog.SitemapURL{Path: p.Path, Modified: p.Updated}
		exact := false
		for _, a := range p.Alternates {
			if a.Exact {
				exact = true
				u.Alternates = append(u.Alternates, catalog.SitemapAlternate{Lang: a.Lang, Path: a.Path})
			}
		}
		if exact {
			u.Alternates = append(u.Alternates, catalog.SitemapAlternate{Lang: p.Lang, Path: p.Path})
			slices.SortFunc(u.Alternates, func(a, b catalog.SitemapAlternate) int { return strings.Compare(string(a.Lang), string(b.Lang)) })
		}
		urls = append(urls, u)
	}
	for _, v := range w.plan.Pages {
		if v.Base().Indexed {
			add(v.Base())
		}
	}
	for _, set := range w.plan.Sets {
		for lang := range set.Langs() {
			var page *site.ProfilePage
			for row := range set.Len() {
				page = set.Page(row, lang, page)
				add(&page.Page)
			}
		}
	}
	return urls
}

// searchIndex writes an index of everything for each language.
func (w *writer) searchIndex() error {
	return w.each(len(w.site.Languages), func(_, i int) error {
		lang := w.site.Languages[i]
		index := search.New(string(lang), search.Options{})
		w.plan.Documents(lang, func(d *site.Document) {
			index.Add(search.Document{Kind: d.Kind, Title: d.Title, Line: d.Line, Path: d.Path, Strong: d.Strong, Text: d.Text})
		})
		return index.Write(site.SearchDir(lang), w.out.Write)
	})
}

// sums writes SHA256SUMS of all files but itself.
func (w *writer) sums() error {
	var all []export.Sum
	for e := range w.out.Entries() {
		all = append(all, export.Sum{Path: e.Path, SHA256: e.Sum.String()})
	}
	return w.create("SHA256SUMS", func(to io.Writer) error { return export.WriteSums(to, all) })
}
