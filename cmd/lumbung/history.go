package main

import (
	"encoding/csv"
	"io"
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/catalog"
	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/export"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/record"
	"lumbung/cmd/lumbung/internal/release"
	"lumbung/cmd/lumbung/internal/site"
)

// history is what a portal has published before, and what changed each time.
type history struct {
	releases []*release.Release // newest first
	now      *release.Release   // nil while it is not needed
	changes  map[*release.Release]*release.Changes
	first    string            // date of the first release
	issued   map[string]string // dataset: date of the first release that has it
	modified map[string]string // dataset: date of the release that last changed it
	versions map[string]string // and its version
}

// readHistory reads the releases and asks whether the data is what its version says. In a
// portal without releases there is nothing to ask, and of data that could not be read
// nothing can be said. Its log is its own at first: whether the releases are compared must
// not depend on what is found elsewhere meanwhile.
func (p *portal) readHistory(raw *dataset.Package, releasing bool) *history {
	log := &diag.Log{}
	h := &history{changes: map[*release.Release]*release.Changes{}, issued: map[string]string{}, modified: map[string]string{}, versions: map[string]string{}}
	h.read(p, raw, releasing, export.WriteCSV, log)
	for _, d := range log.Sorted() {
		p.log.Add(d)
	}
	return h
}

func (h *history) read(p *portal, raw *dataset.Package, releasing bool, write release.WriteCSV, log *diag.Log) {
	h.releases = release.Load(p.project.fs, log)
	unread := slices.ContainsFunc(p.pkg.Resources, func(r *dataset.Resource) bool { return r.Table == nil })
	if len(h.releases) == 0 && !releasing || unread {
		return
	}
	var err error
	if h.now, err = release.Current(p.site, p.pkg.Resources, write); err != nil {
		log.Error("release", (&diag.File{Name: release.Dir}).Whole(), "%s", diag.Reason(err)).
			Note("the data cannot be compared with what was released: mend the dataset that is named")
		return
	}
	if !releasing {
		release.Check(p.site, h.releases, h.now, log)
	}
	release.Exposed(h.releases, raw.Resources, p.pkg.Resources, log)
	release.Personal(p.project.fs, h.releases, h.now, raw.Resources, log)
	if log.Errors() == 0 {
		h.compare(log)
	}
}

// compare goes from the first release to the data as it is now.
func (h *history) compare(log *diag.Log) {
	var last *release.Release
	for _, r := range slices.Backward(h.releases) {
		if r.Withdrawn {
			continue
		}
		if last == nil {
			h.first = r.Date
		} else {
			changes, err := release.Diff(last, r)
			if err != nil {
				log.Error("release", (&diag.File{Name: release.Dir}).Whole(), "%s", diag.Reason(err)).
					Note("bring back the folder as it was, from version control or a copy")
				return
			}
			h.changes[r] = changes
		}
		h.date(last, r)
		last = r
	}
	if last != nil {
		h.date(last, h.now)
	}
}

// date notes which datasets a release brought or changed.
func (h *history) date(last, r *release.Release) {
	for _, d := range r.Datasets {
		var before *release.Dataset
		if last != nil {
			before = last.Dataset(d.Name)
		}
		if before == nil && h.issued[d.Name] == "" {
			h.issued[d.Name] = r.Date
		}
		if before == nil || before.CSV.SHA256 != d.CSV.SHA256 || before.Descriptor.SHA256 != d.Descriptor.SHA256 {
			h.modified[d.Name], h.versions[d.Name] = r.Date, r.Version.String()
		}
	}
}

// published are the releases whose files stand in the portal.
func (h *history) published() []*release.Release {
	return slices.DeleteFunc(slices.Clone(h.releases), func(r *release.Release) bool { return r.Withdrawn })
}

// told puts the releases in the words of the plan. dir is the folder of their files.
func (h *history) told(dir string, zipped bool, name string) []site.Release {
	var all []site.Release
	for _, r := range h.releases {
		out := site.Release{Version: r.Version.String(), Date: r.Date}
		if r.Withdrawn {
			out.Datasets = []site.DatasetChange{{Texts: []locale.Text{withdrawnText}}}
			all = append(all, out)
			continue
		}
		in := dir + r.Version.String() + "/"
		if zipped {
			out.Files = append(out.Files, site.Link{Title: "ZIP", Path: in + name + export.Zip.Extension})
		}
		out.Files = append(out.Files, site.Link{Title: "datapackage.json", Path: in + "datapackage.json"})
		for _, d := range r.Datasets {
			out.Datasets = append(out.Datasets, h.changeOf(r, d.Name, in))
		}
		if c := h.changes[r]; c != nil {
			if c.Renamed != nil {
				out.Datasets = append(out.Datasets, site.DatasetChange{Texts: []locale.Text{c.Renamed.Text}})
			}
			for _, d := range c.Datasets {
				if d.Removed {
					out.Datasets = append(out.Datasets, site.DatasetChange{Texts: texts(d)})
				}
			}
		}
		all = append(all, out)
	}
	return all
}

var withdrawnText = locale.NewText(map[locale.Lang]string{"id": "Rilis ini ditarik; berkasnya tidak dimuat lagi.", "en": "This release was withdrawn; its files are no longer published."})

// changeOf is a dataset in a release: what changed in it, if anything, and its files.
func (h *history) changeOf(r *release.Release, name, in string) site.DatasetChange {
	out := site.DatasetChange{Name: name, Files: []site.Link{{Title: name + ".csv", Path: in + name + ".csv"}}}
	c := h.changes[r]
	if c == nil || c.Dataset(name) == nil {
		return out
	}
	d := c.Dataset(name)
	out.Texts = texts(d)
	for i, cell := range d.Cells {
		if i == release.ShownCells {
			break
		}
		v := site.Revision{Field: cell.NewField, OldField: cell.OldField, Old: cell.Old, New: cell.New}
		for _, k := range cell.Key {
			v.Key = append(v.Key, site.RevisionKey{Field: k.Field, Text: k.Text})
		}
		out.Cells = append(out.Cells, v)
	}
	if len(d.Cells) > 0 {
		out.Files = append(out.Files, site.Link{Title: name + revisionsExtension, Path: in + name + revisionsExtension})
	}
	return out
}

func texts(d *release.DatasetChange) (all []locale.Text) {
	for _, f := range d.Facts {
		all = append(all, f.Text)
	}
	return all
}

// revisionsExtension ends the name of the file that lists the cells a release corrected.
const revisionsExtension = ".revisions.csv"

// releaseDir is the permanent folder of a release's files; of all of them for "".
func (p *portal) releaseDir(version string) string {
	dir := p.phrases[0].Get("path.data") + "/releases/"
	if version != "" {
		dir += version + "/"
	}
	return dir
}

// releases writes the files of each release at their permanent addresses.
func (w *writer) releases() error {
	all := w.history.published()
	return w.each(len(all), func(_, i int) error { return w.release(all[i]) })
}

func (w *writer) release(r *release.Release) error {
	dir := w.releaseDir(r.Version.String())
	key := func() record.Key {
		k := w.record.basis("release").Text(r.Version.String(), r.Date)
		for _, d := range r.Datasets {
			k.Text(d.Name, d.CSV.SHA256, d.Descriptor.SHA256)
		}
		for _, d := range w.history.published() { // what it changed depends on the one before
			k.Text(d.Version.String())
		}
		return k.Key()
	}
	for _, d := range r.Datasets {
		if err := w.file(dir+d.Name+".csv", key, d.WriteCSV); err != nil {
			return err
		}
	}
	if c := w.history.changes[r]; c != nil {
		for _, d := range c.Datasets {
			if len(d.Cells) > 0 {
				if err := w.file(dir+d.Name+revisionsExtension, key, func(to io.Writer) error { return writeRevisions(to, d) }); err != nil {
					return err
				}
			}
		}
	}
	lang := w.site.Main()
	descriptor, err := w.releaseCatalog(r, dir)
	if err != nil {
		return err
	}
	about := descriptor.DataPackage(lang, dir+"datapackage.json")
	if err := w.put(dir+"datapackage.json", about); err != nil {
		return err
	}
	if !config.On(w.site.Outputs.Zip) {
		return nil
	}
	entries := []export.ZipEntry{{Path: "datapackage.json", Write: export.Bytes(about)}}
	for _, d := range r.Datasets {
		entries = append(entries, export.ZipEntry{Path: d.Name + ".csv", Write: d.WriteCSV})
	}
	return w.file(dir+portalName(w.site)+export.Zip.Extension, key, func(to io.Writer) error { return export.WriteZip(to, r.Date, entries) })
}

// releaseCatalog describes a release's files as they were described then.
func (w *writer) releaseCatalog(r *release.Release, dir string) (*catalog.Portal, error) {
	c := *w.catalog
	c.Version, c.Modified, c.Datasets, c.Files, c.DOI = r.Version.String(), r.Date, nil, nil, ""
	for _, d := range r.Datasets {
		res, err := d.Resource()
		if err != nil {
			return nil, err
		}
		in := catalog.Dataset{Resource: res, Files: []catalog.File{{Path: dir + d.Name + ".csv", Format: export.CSV.Name, MediaType: export.CSV.MediaType,
			Bytes: d.CSV.Bytes, SHA256: d.CSV.SHA256}}}
		if now := w.catalog.Dataset(d.Name); now != nil {
			in.Pages = now.Pages
		}
		c.Datasets = append(c.Datasets, in)
	}
	return &c, nil
}

// writeRevisions lists corrected cells with canonical values; one without a value is empty.
func writeRevisions(to io.Writer, d *release.DatasetChange) error {
	c := csv.NewWriter(to)
	c.UseCRLF = true
	c.Write([]string{"row", "field", "old", "new"})
	for _, cell := range d.Cells {
		var key []string
		for _, k := range cell.Key {
			key = append(key, k.Field.Name+"="+k.Text)
		}
		c.Write([]string{strings.Join(key, "; "), cell.NewField.Name, cell.Old.Text, cell.New.Text})
	}
	c.Flush()
	return c.Error()
}

// feed tells of the releases, the newest first, and before them of a version that is
// published but not frozen.
func (w *writer) feed(lang locale.Lang) []catalog.FeedEntry {
	var all []catalog.FeedEntry
	released := w.history.published()
	if len(released) == 0 || released[0].Version.String() != w.site.Version {
		entry := catalog.FeedEntry{ID: "v" + w.site.Version, Title: w.site.Title.In(lang) + " " + w.site.Version, Summary: w.site.Description.In(lang),
			Path: w.catalog.Home.In(lang, w.site.Main()), Updated: w.site.Date, Descriptor: "datapackage.json"}
		for _, f := range w.catalog.Files {
			if f.Format == export.Zip.Name {
				entry.Enclosures = append(entry.Enclosures, f)
			}
		}
		all = append(all, entry)
	}
	changes := w.changesPage(lang)
	for _, r := range released {
		version, dir := r.Version.String(), w.releaseDir(r.Version.String())
		entry := catalog.FeedEntry{ID: "v" + version, Title: w.site.Title.In(lang) + " " + version, Summary: w.summary(r, lang),
			Path: changes + "#v" + version, Updated: r.Date, Descriptor: dir + "datapackage.json"}
		enclose := func(path string, f export.Format) {
			if e, ok := w.out.Entry(path); ok {
				entry.Enclosures = append(entry.Enclosures, catalog.File{Path: path, Format: f.Name, MediaType: f.MediaType, Bytes: e.Size, SHA256: e.Sum.String()})
			}
		}
		if enclose(dir+portalName(w.site)+export.Zip.Extension, export.Zip); len(entry.Enclosures) == 0 {
			for _, d := range r.Datasets {
				enclose(dir+d.Name+".csv", export.CSV)
			}
		}
		all = append(all, entry)
	}
	return all
}

func (w *writer) changesPage(lang locale.Lang) string {
	for _, v := range w.plan.Pages {
		if page := v.Base(); page.Kind == site.KindChanges && page.Lang == lang {
			return page.Path
		}
	}
	return w.catalog.Home.In(lang, w.site.Main())
}

// summary tells in a few sentences what a release changed.
func (w *writer) summary(r *release.Release, lang locale.Lang) string {
	c := w.history.changes[r]
	if c == nil {
		return w.site.Description.In(lang)
	}
	var parts []string
	if c.Renamed != nil {
		parts = append(parts, c.Renamed.Text.In(lang))
	}
	for _, d := range c.Datasets {
		for _, text := range texts(d) {
			parts = append(parts, d.Title.In(lang)+": "+text.In(lang))
		}
	}
	return strings.Join(parts, " ")
}
