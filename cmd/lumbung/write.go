package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"lumbung/cmd/lumbung/internal/catalog"
	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/export"
	"lumbung/cmd/lumbung/internal/output"
	"lumbung/cmd/lumbung/internal/record"
	"lumbung/cmd/lumbung/internal/site"
)

// writer puts a portal into an output.
type writer struct {
	*portal
	ctx        context.Context
	out        *output.Publish
	workers    int
	temp       string    // for the database while it is made
	record     *recorder // nil: everything is made, and nothing remembered
	share      share     // what of the build this is
	noPictures bool      // nobody will look at them
	uncached   bool      // pictures are painted anew: what they should be is the question
	hurried    bool      // a page waits to be looked at: what it does not show comes later
	progress   *progress // counts pages and charts; nil counts nothing
}

// write writes everything; the caller commits. It stops at the first file that cannot be
// written: there is then nothing to be saved.
func (w *writer) write(stage func(name string, total int)) error {
	if w.workers < 1 {
		w.workers = runtime.GOMAXPROCS(0)
	}
	if w.share.of == 0 {
		w.share = share{1, 1}
	}
	if !w.share.first() {
		stage("downloads", 0)
		if err := w.measureDownloads(); err != nil {
			return err
		}
		stage("pages", w.pageCount()/w.share.of)
		if err := w.renderPages(); err != nil {
			return err
		}
		return w.writeLabel(nil)
	}
	stage("downloads", 0)
	if err := w.downloads(); err != nil {
		return err
	}
	w.describeFiles()
	if err := w.together(); err != nil {
		return err
	}
	w.describeFiles()
	if err := w.releases(); err != nil {
		return err
	}
	// What machines read needs the downloads and no page, and much of it is one file after the
	// other: it is made beside the pages.
	described := make(chan error, 1)
	go func() { described <- w.metadata() }()
	err := w.shown(stage)
	stage("metadata", 0)
	if err = cmp.Or(err, <-described); err != nil {
		return err
	}
	if config.On(w.site.Outputs.Search) {
		stage("search", 0)
		if err := w.searchIndex(); err != nil {
			return err
		}
	}
	for _, f := range w.assets.All() {
		if err := w.put(f.Path, f.Bytes); err != nil {
			return err
		}
	}
	offline, err := w.newOfflineCopy()
	if err != nil {
		return err
	}
	if !w.share.whole() {
		return w.writeLabel(offline)
	}
	w.record.note(sumsFile)
	if offline != nil {
		w.record.note(offline.Path)
	}
	if err := w.keepRest(); err != nil {
		return err
	}
	if err := w.offline(offline); err != nil {
		return err
	}
	return w.writeSums()
}

// shown writes what people look at.
func (w *writer) shown(stage func(name string, total int)) error {
	stage("pages", w.pageCount())
	if err := w.renderPages(); err != nil {
		return err
	}
	stage("charts", len(w.plan.Charts))
	if err := w.charts(); err != nil {
		return err
	}
	return w.shards()
}

// each runs jobs on all workers; the first error stops those that have not begun.
func (w *writer) each(n int, job func(worker, i int) error) error {
	var next atomic.Int64
	var failed atomic.Pointer[error]
	var wait sync.WaitGroup
	for worker := range min(w.workers, n) {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for failed.Load() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				err := w.ctx.Err()
				if err == nil {
					err = job(worker, i)
				}
				if err != nil {
					failed.CompareAndSwap(nil, &err)
				}
			}
		}()
	}
	wait.Wait()
	if err := failed.Load(); err != nil {
		return *err
	}
	return nil
}

// stream writes a file in pieces.
func (w *writer) stream(path string, write func(io.Writer) error) error {
	f, err := w.out.Create(path)
	if err != nil {
		return err
	}
	err = write(f)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

func (w *writer) pageCount() int {
	n := len(w.plan.Pages)
	for _, set := range w.plan.Sets {
		n += set.Len() * len(set.Langs())
	}
	return n
}

// dataPath is where a dataset's downloads stand: one for all languages.
func (w *writer) dataPath(name string) string {
	return strings.TrimSuffix(w.catalog.Catalogue[w.site.Main()], "index.html") + name
}

// book is what a download says of itself.
func (w *writer) book(datasets ...*catalog.Dataset) export.Book {
	b := export.Book{Site: w.site, Lang: w.site.Main()}
	for _, d := range datasets {
		b.Resources = append(b.Resources, d.Resource)
	}
	var work catalog.Work
	if len(datasets) == 1 {
		work = w.catalog.DatasetWork(datasets[0], b.Lang)
		b.Sources = w.catalog.SourceTexts(datasets[0], b.Lang)
	} else {
		work = w.catalog.PortalWork(b.Lang)
		b.Sources = w.catalog.AllSourceTexts(b.Lang)
	}
	b.Page, b.Citation = work.URL, work.Text()
	return b
}

// measureDownloads makes the downloads without keeping them, for a part of a build that
// does not write them: pages say how large they are.
func (w *writer) measureDownloads() error {
	out, rec := w.out, w.record
	defer func() { w.out, w.record = out, rec }()
	w.out, w.record = output.OpenDry(), nil
	defer w.out.Abort()
	if err := w.downloads(); err != nil {
		return err
	}
	w.describeFiles()
	if err := w.together(); err != nil {
		return err
	}
	w.describeFiles()
	return nil
}

// download is a file of a dataset to be written.
type download struct {
	dataset *catalog.Dataset
	format  export.Format
}

// downloads writes the data in all its formats.
func (w *writer) downloads() error {
	var jobs []download
	for i := range w.catalog.Datasets {
		d := &w.catalog.Datasets[i]
		for _, f := range export.Formats(d.Table) {
			if f == export.CSV || len(w.site.Outputs.Formats) == 0 || slices.Contains(w.site.Outputs.Formats, f.Name) {
				jobs = append(jobs, download{d, f})
				d.Files = append(d.Files, catalog.File{Path: w.dataPath(d.Name + f.Extension), Format: f.Name, MediaType: f.MediaType})
			}
		}
	}
	// The largest first: they must not be what the others wait for.
	slices.SortStableFunc(jobs, func(a, b download) int {
		return cmp.Compare(b.dataset.Table.Len(), a.dataset.Table.Len())
	})
	return w.each(len(jobs), func(_, i int) error { return w.download(jobs[i]) })
}

func (w *writer) download(j download) error {
	path := w.dataPath(j.dataset.Name + j.format.Extension)
	key := func() record.Key {
		return w.record.basis("download").Text(j.dataset.Name, j.format.Name).Number(w.sums.All(j.dataset.Table)).Key()
	}
	if j.format == export.XLSX {
		return w.file(path, key, w.packed(path, func(to io.Writer, pieces *export.Pieces) error {
			b := w.book(j.dataset)
			b.Pieces = pieces
			return export.WriteXLSX(to, b)
		}))
	}
	return w.file(path, key, func(to io.Writer) error {
		t := j.dataset.Table
		switch j.format {
		case export.CSV:
			return export.WriteCSV(to, t)
		case export.ExcelCSV:
			return export.WriteExcelCSV(to, t, w.site.Main())
		case export.JSON:
			return export.WriteJSON(to, t)
		case export.JSONColumns:
			return export.WriteJSONColumns(to, t)
		case export.Parquet:
			return export.WriteParquet(to, t, w.book(j.dataset))
		}
		return fmt.Errorf("no writer for format %q", j.format.Name)
	})
}

// describeFiles gives the metadata the sizes and sums of the downloads.
func (w *writer) describeFiles() {
	for i := range w.catalog.Datasets {
		d := &w.catalog.Datasets[i]
		for n := range d.Files {
			e, _ := w.out.Entry(d.Files[n].Path)
			d.Files[n].Bytes, d.Files[n].SHA256 = e.Size, e.Sum.String()
		}
	}
	for n := range w.catalog.Files {
		e, _ := w.out.Entry(w.catalog.Files[n].Path)
		w.catalog.Files[n].Bytes, w.catalog.Files[n].SHA256 = e.Size, e.Sum.String()
	}
}

// batch is how many rows' pages a worker takes at once.
const batch = 128

// pageJob is a run of pages: the single ones, or rows of a set in a language.
type pageJob struct {
	views    []site.View
	set      *site.ProfileSet
	lang     int
	rows     []int32 // nil: those from from to to
	from, to int
}

// pages renders all pages, straight into the output.
func (w *writer) renderPages() error {
	var jobs []pageJob
	for i := 0; w.share.first() && i < len(w.plan.Pages); i += 4 {
		jobs = append(jobs, pageJob{views: w.plan.Pages[i:min(i+4, len(w.plan.Pages))]})
	}
	run := 0
	for _, set := range w.plan.Sets {
		for lang := range set.Langs() {
			if w.record != nil {
				rows := w.stalePages(set, lang)
				for from := 0; from < len(rows); from += batch {
					part := rows[from:min(from+batch, len(rows))]
					jobs = append(jobs, pageJob{set: set, lang: lang, rows: part, to: len(part)})
				}
				continue
			}
			for from := 0; from < set.Len(); from += batch {
				if run++; !w.share.takes(run - 1) {
					continue
				}
				jobs = append(jobs, pageJob{set: set, lang: lang, from: from, to: min(from+batch, set.Len())})
			}
		}
	}
	profiles, err := w.profileRenderers()
	if err != nil {
		return err
	}
	desks := make([]desk, w.workers)
	return w.each(len(jobs), func(worker, i int) error {
		d, j := &desks[worker], &jobs[i]
		for _, v := range j.views {
			if err := w.page(d, v); err != nil {
				return err
			}
		}
		if j.set == nil {
			return nil
		}
		r := profiles[profileKey{j.set, j.lang}]
		for i := j.from; i < j.to; i++ {
			row := i
			if j.rows != nil {
				row = int(j.rows[i])
			}
			var err error
			if d.buf, d.page, err = r.Append(d.buf[:0], row, d.page); err != nil {
				return err
			}
			if err := w.out.Write(d.page.Path, d.buf); err != nil {
				return err
			}
		}
		w.progress.add(j.to - j.from)
		return nil
	})
}

// desk is what a worker uses again for each page.
type desk struct {
	buf  []byte
	page *site.ProfilePage
}

func (w *writer) page(d *desk, v site.View) error {
	var err error
	if d.buf, err = w.renderer.Append(d.buf[:0], v); err != nil {
		return err
	}
	w.progress.add(1)
	return w.put(v.Base().Path, d.buf)
}
