package main

import (
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/catalog"
	"lumbung/cmd/lumbung/internal/chart"
	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/export"
	"lumbung/cmd/lumbung/internal/record"
	"lumbung/cmd/lumbung/internal/render"
	"lumbung/cmd/lumbung/internal/search"
	"lumbung/cmd/lumbung/internal/shard"
	"lumbung/cmd/lumbung/internal/site"
)

type profileKey struct {
	set  *site.ProfileSet
	lang int
}

// profileRenderers are the compiled templates of the sets that have pages to be made.
func (w *writer) profileRenderers(jobs []pageJob) (map[profileKey]*render.Profiles, error) {
	all := map[profileKey]*render.Profiles{}
	for _, j := range jobs {
		key := profileKey{j.set, j.lang}
		if j.set == nil || all[key] != nil {
			continue
		}
		r, err := w.renderer.Profiles(j.set, j.lang)
		if err != nil {
			return nil, err
		}
		all[key] = r
	}
	return all, nil
}

// charts writes each chart's own files: drawings, picture and numbers.
func (w *writer) charts() error {
	return w.each(len(w.plan.Charts), func(_, i int) error {
		defer w.progress.add(1)
		c := w.plan.Charts[i]
		key := func() record.Key {
			k := w.record.basis("chart").Text(fmt.Sprintf("%+v %+v", c.Files, c.Frame))
			k.Write(chartCSV(c.Table))
			return drawingKey(k, c.Input)
		}
		return w.unitLater(c.Files.SVG, key, func(u *unit) error { return w.chart(u, c) })
	})
}

// drawingKey takes all that a drawing is made from: a chart.Input is plain data.
func drawingKey(k record.Keyer, in *chart.Input) record.Key {
	if err := json.NewEncoder(k).Encode(in); err != nil {
		panic(err) // neither the data nor the hash can fail
	}
	return k.Key()
}

func (w *writer) chart(u *unit, c *site.ChartFile) error {
	wide, _, err := chart.Standalone(c.Input, c.Frame, chart.Wide)
	if err != nil {
		return err
	}
	small, _, err := chart.Standalone(c.Input, c.Frame, chart.Small)
	if err != nil {
		return err
	}
	if err := u.put(c.Files.SVG, wide); err != nil {
		return err
	}
	if err := u.put(c.Files.Narrow, small); err != nil {
		return err
	}
	if err := u.put(c.Files.CSV, chartCSV(c.Table)); err != nil {
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
	return u.put(c.Files.PNG, png)
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
	return w.each(len(w.plan.Shards), func(_, i int) error { return w.shard(w.plan.Shards[i]) })
}

func (w *writer) shard(s *site.ShardTable) error {
	t := shard.Table{Name: s.Name, Dir: s.Dir, Rows: s.Rows, Size: s.Size, Numeric: s.Numeric, Missing: s.Missing}
	to := shard.New(t, w.out.Write)
	intact, keys, err := w.keepShards(s, t)
	if err != nil {
		return err
	}
	if keys {
		to.KeepKeys()
	}
	for n := range intact {
		switch {
		case keys && intact[n]:
			err = to.Skip()
		default:
			err = w.shardRows(to, s, n*s.Size, min((n+1)*s.Size, s.Rows), intact[n])
		}
		if err != nil {
			return err
		}
	}
	return to.Close(s.Key)
}

// shardRows adds the rows of a script, known or not.
func (w *writer) shardRows(to *shard.Writer, s *site.ShardTable, from, end int, known bool) error {
	var cells []site.ShardCell
	var line []shard.Cell
	for row := from; row < end; row++ {
		if known {
			if err := to.Known(s.Key(row)); err != nil {
				return err
			}
			continue
		}
		cells = s.Row(row, cells[:0], to.Knows)
		line = line[:0]
		for i := range cells {
			c := &cells[i]
			line = append(line, shard.Cell{Text: c.Text, Sort: c.Sort, Path: c.Path, Class: c.Class, Notes: c.Notes, Same: c.Same})
		}
		if err := to.Row(s.Key(row), line); err != nil {
			return err
		}
	}
	return nil
}

// keepShards keeps the scripts of a table that would come out the same, and tells which of
// those of rows they are, and whether those of keys are among them.
func (w *writer) keepShards(s *site.ShardTable, t shard.Table) (intact []bool, keys bool, err error) {
	rowFiles, keyFiles := shard.Files(t)
	intact = make([]bool, len(rowFiles))
	if w.record == nil {
		return intact, false, nil
	}
	k := w.record.basis("rows")
	s.Columns(k)
	common, rows := k.Key(), s.Keys(w.sums)
	begin := func(kind string) record.Keyer {
		k := record.NewKeyer(kind)
		k.Write(common[:])
		return k
	}
	for n, path := range rowFiles {
		key := begin("rows").Number(rows[n*s.Size : min((n+1)*s.Size, len(rows))]...).Key()
		if intact[n], err = w.keepUnit(path, record.Unit{Key: key, Files: rowFiles[n : n+1]}); err != nil {
			return nil, false, err
		}
	}
	k = begin("keys")
	s.KeysKey(k)
	keys, err = w.keepUnit("keys "+s.Base(), record.Unit{Key: k.Key(), Files: keyFiles})
	return intact, keys, err
}

// keepUnit remembers files that are made together, and keeps them where they are intact.
func (w *writer) keepUnit(name string, u record.Unit) (intact bool, err error) {
	if _, intact = w.record.intact(name, u.Key); intact {
		for _, path := range u.Files {
			if err := w.out.Keep(path); err != nil {
				return false, err
			}
		}
	}
	w.record.unit(name, u)
	return intact, nil
}

// metadata writes what machines read, once all downloads that it describes are written.
func (w *writer) metadata() error {
	if err := w.cards(); err != nil {
		return err
	}
	if !config.On(w.site.Outputs.Metadata) {
		return nil
	}
	if err := w.unitLater("metadata", w.metadataKey, func(u *unit) error { return w.metadataParts(u, w.catalog.Parts()) }); err != nil {
		return err
	}
	if err := w.unitLater("sitemap", w.sitemapKey, func(u *unit) error { return w.catalog.Sitemap(w.sitemap(), w.pageCount(), u.putOutput) }); err != nil {
		return err
	}
	for _, lang := range w.site.Languages {
		at := w.plan.Shells[lang].Feed
		if feed := w.catalog.Feed(lang, at, w.feed(lang)); feed != nil {
			if err := w.put(at, feed); err != nil {
				return err
			}
		}
	}
	return nil
}

// metadataKey is what the metadata is made from: the descriptions, the data, and where
// everything stands.
func (w *writer) metadataKey() record.Key {
	c := w.catalog
	k := w.record.tables(w.record.basis("metadata")).Text(fmt.Sprintf("%+v", []any{c.Pieces, c.Home, c.Catalogue, c.Search, c.Files}))
	for i := range c.Datasets {
		d := &c.Datasets[i]
		k.Text(fmt.Sprintf("%+v", []any{d.Name, d.Pages, d.Files}))
	}
	return k.Key()
}

// sitemapKey is the addresses of all pages and when each was changed.
func (w *writer) sitemapKey() record.Key {
	k := w.record.basis("sitemap")
	for _, v := range w.plan.Pages {
		if p := v.Base(); p.Indexed {
			k.Text(p.Path, string(p.Lang), p.Updated, fmt.Sprintf("%+v", p.Alternates))
		}
	}
	for _, set := range w.plan.Sets {
		for lang := range set.Langs() {
			names, prefix, suffix := set.Names(lang)
			k.Text(prefix, suffix, set.Updated(lang)).Number(uint64(names.Len())).Names(names)
		}
	}
	return k.Key()
}

func (w *writer) metadataParts(u *unit, parts []catalog.Part) error {
	return w.each(len(parts), func(_, i int) error {
		for _, o := range parts[i]() {
			if err := u.putOutput(o); err != nil {
				return err
			}
		}
		return nil
	})
}

func (u *unit) putOutput(o catalog.Output) error { return u.put(o.Path, o.Content) }

// sitemap lists the pages that search engines should know.
func (w *writer) sitemap() iter.Seq[*catalog.SitemapURL] {
	return func(yield func(*catalog.SitemapURL) bool) {
		u, texts := &catalog.SitemapURL{}, &site.Texts{}
		for _, v := range w.plan.Pages {
			if v.Base().Indexed && !yield(located(v.Base(), u)) {
				return
			}
		}
		for _, set := range w.plan.Sets {
			for lang := range set.Langs() {
				u.Modified = set.Updated(lang)
				for row := range set.Len() {
					if !yield(locatedRow(set, row, lang, u, texts)) {
						return
					}
				}
			}
		}
	}
}

// located puts a page and its siblings in other languages into u.
func located(p *site.Page, u *catalog.SitemapURL) *catalog.SitemapURL {
	u.Path, u.Modified, u.Alternates = p.Path, p.Updated, u.Alternates[:0]
	for _, a := range p.Alternates {
		if a.Exact {
			u.Alternates = append(u.Alternates, catalog.SitemapAlternate{Lang: a.Lang, Path: a.Path})
		}
	}
	if len(u.Alternates) > 0 {
		u.Alternates = append(u.Alternates, catalog.SitemapAlternate{Lang: p.Lang, Path: p.Path})
		sortAlternates(u)
	}
	return u
}

// locatedRow is located for the page of a row, which need not be made for it. Its texts stand
// until the next.
func locatedRow(set *site.ProfileSet, row, lang int, u *catalog.SitemapURL, texts *site.Texts) *catalog.SitemapURL {
	texts.Reset()
	u.Alternates = u.Alternates[:0]
	for i, tag := range set.Langs() {
		path := set.PathAmong(texts, row, i)
		u.Alternates = append(u.Alternates, catalog.SitemapAlternate{Lang: tag, Path: path})
		if i == lang {
			u.Path = path
		}
	}
	if len(u.Alternates) == 1 {
		u.Alternates = u.Alternates[:0]
	}
	sortAlternates(u)
	return u
}

func sortAlternates(u *catalog.SitemapURL) {
	slices.SortFunc(u.Alternates, func(a, b catalog.SitemapAlternate) int { return strings.Compare(string(a.Lang), string(b.Lang)) })
}

// searchIndex writes an index of everything for each language.
func (w *writer) searchIndex() error {
	return w.each(len(w.site.Languages), func(_, i int) error {
		lang := w.site.Languages[i]
		key := func() record.Key {
			k := w.record.tables(w.record.basis("search").Text(string(lang)))
			content := w.record.source("content")
			k.Write(content[:])
			return k.Key()
		}
		return w.unitLater("search "+string(lang), key, func(u *unit) error {
			index := search.New(string(lang), search.Options{})
			for d := range w.plan.Documents(lang) {
				if err := w.ctx.Err(); err != nil {
					return err
				}
				index.Add(search.Document{Kind: d.Kind, Title: d.Title, Line: d.Line, Path: d.Path, Strong: d.Strong, Text: d.Text})
			}
			return index.Write(site.SearchDir(lang), u.put)
		})
	})
}

// writeSums writes SHA256SUMS of all files but itself: those of the last build with what
// has changed, where they are there. No page waits for them.
func (w *writer) writeSums(last *lastSums) error {
	if w.hurried && w.record.last != nil {
		w.record.owe()
		return w.out.Keep(sumsFile)
	}
	old, err := last.wait()
	if err != nil {
		return err
	}
	if old != nil {
		return w.stream(sumsFile, func(to io.Writer) error { return export.PatchSums(to, old, w.changedSums) })
	}
	return w.stream(sumsFile, func(to io.Writer) error {
		return export.WriteSums(to, func(yield func(export.Sum) bool) {
			for e := range w.out.Entries() {
				if !yield(export.Sum{Path: e.Path, SHA256: e.Sum}) {
					return
				}
			}
		})
	})
}

// lastSums is SHA256SUMS of the last build, which is read through while other files are made.
type lastSums struct {
	done chan struct{}
	file io.ReadCloser // nil: it is not there as it was made
	err  error
}

// openLastSums begins to read, where most of it will stay.
func (w *writer) openLastSums() *lastSums {
	l := &lastSums{done: make(chan struct{})}
	if !w.overLast() {
		close(l.done)
		return l
	}
	go func() {
		defer close(l.done)
		l.file, l.err = w.out.OpenLast(sumsFile)
	}()
	return l
}

// wait gives the file, which stays open until close.
func (l *lastSums) wait() (io.Reader, error) {
	<-l.done
	if l.file == nil {
		return nil, l.err
	}
	return l.file, nil
}

func (l *lastSums) close() {
	<-l.done
	if l.file != nil {
		l.file.Close()
	}
}

func (w *writer) changedSums(yield func(export.SumChange) bool) {
	for c := range w.out.Changes() {
		if !yield(export.SumChange{Sum: export.Sum{Path: c.Path, SHA256: c.Sum}, Gone: c.Gone}) {
			return
		}
	}
}
