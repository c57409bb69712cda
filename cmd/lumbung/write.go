package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"runtime"
	"sync"
	"sync/atomic"

	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/output"
	"lumbung/cmd/lumbung/internal/record"
	"lumbung/cmd/lumbung/internal/render"
	"lumbung/cmd/lumbung/internal/site"
)

// writer puts a portal into an output.
type writer struct {
	*portal
	ctx        context.Context
	out        *output.Publish
	workers    int
	temp       string          // for the database while it is made
	record     *recorder       // nil: everything is made, and nothing remembered
	recordFile string          // where record is kept; empty: nowhere
	saving     *record.Saving  // of record, once its pages are known
	share      share           // what of the build this is
	noPictures bool            // nobody will look at them
	uncached   bool            // pictures are painted anew: what they should be is the question
	hurried    bool            // a page waits to be looked at: what it does not show comes later
	open       map[string]bool // pages that somebody looks at; none: nobody knows
	progress   *progress       // counts pages and charts; nil counts nothing
	searching  func()          // told that what needs the most memory begins; nil: nobody asks
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
		if err := w.measureData(); err != nil {
			return err
		}
		stage("pages", w.pageCount()/w.share.of)
		if err := w.renderPages(); err != nil {
			return err
		}
		return w.writeLabel(nil)
	}
	stage("downloads", 0)
	if err := w.data(); err != nil {
		return err
	}
	sums := w.openLastSums()
	defer sums.close()
	// What needs the downloads and no page is made beside the pages.
	described := make(chan error, 1)
	go func() { described <- w.beside() }()
	err := w.shown(stage)
	if err == nil {
		w.saveRecord()
	}
	stage("metadata", 0)
	if err = cmp.Or(err, <-described); err != nil {
		return err
	}
	if config.On(w.site.Outputs.Search) {
		stage("search", 0)
		if w.searching != nil {
			w.searching()
		}
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
	return w.writeSums(sums)
}

// beside writes earlier releases, and what machines read; over a last build also the shards, of
// which most are only looked at: all processors are not needed for that.
func (w *writer) beside() error {
	if err := w.releases(); err != nil {
		return err
	}
	if w.overLast() {
		if err := w.shards(); err != nil {
			return err
		}
	}
	return w.metadata()
}

// overLast says whether most of what there is will stay.
func (w *writer) overLast() bool { return w.record != nil && w.record.last != nil }

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
	if w.overLast() {
		return nil
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
	err = write(interrupted{f, w.ctx})
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

// interrupted is a file whose writing ends with its context: a download of many rows must not
// be what a build that is given up still waits for.
type interrupted struct {
	io.Writer
	ctx context.Context
}

func (i interrupted) Write(b []byte) (int, error) {
	if err := i.ctx.Err(); err != nil {
		return 0, err
	}
	return i.Writer.Write(b)
}

func (p *portal) pageCount() int {
	n := len(p.plan.Pages)
	for _, set := range p.plan.Sets {
		n += set.Len() * len(set.Langs())
	}
	return n
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
	views, err := w.urgent(w.plan.Pages)
	if err != nil {
		return err
	}
	for i := 0; w.share.first() && i < len(views); i += 4 {
		jobs = append(jobs, pageJob{views: views[i:min(i+4, len(views))]})
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
	profiles, err := w.profileRenderers(jobs)
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
			if err := d.render(r, row, w.out); err != nil {
				return err
			}
		}
		w.progress.add(j.to - j.from)
		return d.write(w.out)
	})
}

// urgent lists the pages that are made now.
func (w *writer) urgent(all []site.View) (now []site.View, err error) {
	if !w.choosy() {
		return all, nil
	}
	for _, v := range all {
		later, err := w.putOff(v.Base().Path)
		if err != nil {
			return nil, err
		}
		if !later {
			now = append(now, v)
		}
	}
	return now, nil
}

// desk is what a worker uses again for each page. Pages of rows are rendered some at a time
// and then written: templates and the system's making of files crowd each other out of the
// processor's caches, and taking turns for each page costs a tenth of all.
type desk struct {
	buf  []byte // the pages of made, one after the other
	made []madePage
	page *site.ProfilePage
}

// madePage is a page that is not yet written: its path, and where it ends.
type madePage struct {
	path string
	end  int
}

// turn is how many pages are rendered before they are written.
const turn = 16

// render makes the page of a row, and writes when it is time.
func (d *desk) render(r *render.Profiles, row int, out *output.Publish) (err error) {
	if d.buf, d.page, err = r.Append(d.buf, row, d.page); err != nil {
		return err
	}
	d.made = append(d.made, madePage{d.page.Path, len(d.buf)})
	if len(d.made) < turn {
		return nil
	}
	return d.write(out)
}

// write writes the pages that were rendered.
func (d *desk) write(out *output.Publish) error {
	start := 0
	for _, m := range d.made {
		if err := out.Write(m.path, d.buf[start:m.end]); err != nil {
			return err
		}
		start = m.end
	}
	d.buf, d.made = d.buf[:0], d.made[:0]
	return nil
}

func (w *writer) page(d *desk, v site.View) error {
	page, err := w.renderer.Append(d.buf, v)
	if err != nil {
		return err
	}
	d.buf = page[:0]
	w.progress.add(1)
	return w.put(v.Base().Path, page)
}
