package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/output"
	"lumbung/cmd/lumbung/internal/record"
	"lumbung/cmd/lumbung/internal/site"
)

// recorder compares what outputs are made from with what they were made from in the last
// build of the same output, and remembers it for the next.
type recorder struct {
	portal  *portal
	program string
	last    *record.Record // nil: nothing is known, everything is made
	altered *alterations   // by another hand since; nil: none
	now     *record.Record
	sources map[string]record.Key // of settings, descriptors and theme, by group

	mu     sync.Mutex // guards what follows and now
	noted  map[string]bool
	packed map[string]bool // folders of downloads that are packed in pieces
	owed   bool            // some units are older than what they are made from
}

// newRecorder begins a build's record. last may be nil.
func newRecorder(p *portal, last *record.Record) *recorder {
	r := &recorder{portal: p, program: programID(), last: last, now: record.New(), noted: map[string]bool{}, packed: map[string]bool{}, sources: map[string]record.Key{}}
	return r
}

// programID tells one program from another: a version does not, while it is worked on.
var programID = sync.OnceValue(func() string {
	name, err := os.Executable()
	if err != nil {
		return buildVersion()
	}
	info, err := os.Stat(name)
	if err != nil {
		return buildVersion()
	}
	return fmt.Sprintf("%s %d %d", buildVersion(), info.Size(), info.ModTime().UnixNano())
})

// basis begins the key of an output with what all of them are made from: the program, the
// settings, the descriptors, the theme with its words, the releases.
func (r *recorder) basis(kind string) record.Keyer {
	r.mu.Lock()
	defer r.mu.Unlock()
	k := record.NewKeyer(kind).Text(r.program, r.portal.site.BaseURL)
	for _, group := range []string{"settings", "theme", "history"} {
		sum, done := r.sources[group]
		if !done {
			sum = r.source(group)
			r.sources[group] = sum
		}
		k.Write(sum[:])
	}
	return k
}

func (r *recorder) source(group string) record.Key {
	k := record.NewKeyer(group)
	switch group {
	case "settings":
		addFiles(k, r.portal.project.fs, siteFile, func(string) bool { return true })
		addFiles(k, r.portal.project.fs, "data", func(name string) bool {
			return strings.HasSuffix(name, ".toml") && name != "data/claims.toml"
		})
	case "theme":
		addFiles(k, r.portal.theme.FS, "templates", func(string) bool { return true })
		addFiles(k, r.portal.theme.FS, "strings", func(string) bool { return true })
	case "history":
		h := r.portal.history
		k.Text(h.first)
		for _, dates := range []map[string]string{h.issued, h.modified, h.versions} {
			for _, name := range slices.Sorted(maps.Keys(dates)) {
				k.Text(name, dates[name])
			}
		}
	case "content":
		addFiles(k, r.portal.project.fs, "content", func(string) bool { return true })
		addFiles(k, r.portal.project.fs, "data", func(name string) bool { return strings.HasSuffix(name, ".toml") })
	}
	return k.Key()
}

// addFiles takes a file or the files of a folder. One that cannot be read is taken as one
// that is empty: whoever reads it for the portal says so.
func addFiles(k record.Keyer, files fs.FS, root string, wanted func(name string) bool) {
	fs.WalkDir(files, root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil
		}
		if d.IsDir() {
			if name == "data/releases" {
				return fs.SkipDir
			}
			return nil
		}
		if wanted(name) {
			text, _ := fs.ReadFile(files, name)
			k.Text(name, string(text))
		}
		return nil
	})
}

// tables takes all tables of the portal.
func (r *recorder) tables(k record.Keyer) record.Keyer {
	for _, res := range r.portal.pkg.Resources {
		if k.Text(res.Name); res.Table != nil {
			k.Number(r.portal.sums.All(res.Table))
		}
	}
	return k
}

// owe remembers that something was put off.
func (r *recorder) owe() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.owed = true
}

// note remembers a file that is made by itself.
func (r *recorder) note(path string) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.now.Others = append(r.now.Others, path)
	r.noted[path] = true
}

// unit remembers files that are made together.
func (r *recorder) unit(name string, u record.Unit) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.now.Units[name] = u
	for _, path := range u.Files {
		r.noted[path] = true
	}
}

// intact says whether a unit is as it will be: made from the same, and nobody touched it.
func (r *recorder) intact(name string, key record.Key) (record.Unit, bool) {
	if r.last == nil {
		return record.Unit{}, false
	}
	u, known := r.last.Units[name]
	if !known || u.Key != key || slices.ContainsFunc(u.Files, r.altered.has) {
		return record.Unit{}, false
	}
	return u, true
}

// gone lists the files of the last build, but for the pages of rows, that this one does
// not make.
func (r *recorder) gone() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var paths []string
	add := func(files []string) {
		for _, path := range files {
			if !r.noted[path] {
				paths = append(paths, path)
			}
		}
	}
	add(r.last.Others)
	for _, u := range r.last.Units {
		add(u.Files)
	}
	for name, set := range r.last.Sets {
		if r.now.Sets[name] == nil {
			for i := range set.Len() {
				add([]string{set.Path(i)})
			}
		}
	}
	return paths
}

// recordPath is where the record of an output is kept: in the project, by the output's
// place. It may be removed at any time.
func recordPath(pr *project, out string) string {
	if abs, err := filepath.Abs(out); err == nil {
		out = abs
	}
	sum := sha256.Sum256([]byte(out))
	return pr.path(".lumbung/records/" + hex.EncodeToString(sum[:8]))
}

// keepRest leaves in place what this build did not make again because it would have come
// out the same, and takes away what it does not make any more. All files were looked at
// when it returns: nobody reads the last build's manifest while it is replaced.
func (w *writer) keepRest() error {
	if w.record == nil {
		return nil
	}
	if _, err := w.record.altered.wait(); err != nil || w.record.last == nil {
		return err
	}
	w.out.Drop(w.record.gone()...)
	w.out.Drop(sumsFile) // it is about to be written, and must not list itself
	w.out.KeepRest()
	return nil
}

// saveRecord begins to write the record for the next build, once it is known which pages there
// are. One that cannot be left costs time and nothing else.
func (w *writer) saveRecord() {
	if w.recordFile == "" {
		return
	}
	var err error
	if w.saving, err = w.record.now.Save(w.recordFile); err != nil {
		os.Remove(w.recordFile)
	}
}

// recorded leaves the record of a build that is published.
func (w *writer) recorded(result output.Result) {
	if w.record == nil || result.ID == "" {
		return
	}
	if w.saving != nil {
		w.record.now.Folders = result.Folders
		w.record.finish(result.ID)
		if w.saving.Finish() != nil {
			os.Remove(w.recordFile)
		}
		w.saving = nil
	}
	w.tidyPieces()
}

// unrecorded ends what recorded has not: the build was given up.
func (w *writer) unrecorded() {
	if w.saving != nil {
		w.saving.Abandon()
	}
}

// finish gives the record of a build that is complete.
func (r *recorder) finish(id string) *record.Record {
	r.now.Output = id
	slices.Sort(r.now.Others)
	return r.now
}

// put writes a file that is made in every build.
func (w *writer) put(path string, data []byte) error {
	w.record.note(path)
	return w.out.Write(path, data)
}

// create writes in pieces a file that is made in every build.
func (w *writer) create(path string, write func(io.Writer) error) error {
	w.record.note(path)
	return w.stream(path, write)
}

// unit makes files that are remade only when what they are made from has changed.
func (w *writer) unit(name string, key func() record.Key, make func(u *unit) error) error {
	u := &unit{writer: w}
	if w.record == nil {
		return make(u)
	}
	u.made.Key = key()
	if was, ok := w.record.intact(name, u.made.Key); ok {
		for _, path := range was.Files {
			if err := w.out.Keep(path); err != nil {
				return err
			}
		}
		w.record.unit(name, was)
		return nil
	}
	if err := make(u); err != nil {
		return err
	}
	slices.Sort(u.made.Files) // some are made beside each other
	w.record.unit(name, u.made)
	return nil
}

// unitLater is a unit that no page shows: all data in one file, a chart's own files, the
// search index, pictures for other sites, what machines read. Where a page waits to be looked at, it stays as it
// was, and is owed.
func (w *writer) unitLater(name string, key func() record.Key, make func(u *unit) error) error {
	if was, ok := w.standing(name); ok {
		w.record.owe() // it may be as it should: to look would take what putting off saves
		for _, path := range was.Files {
			if err := w.out.Keep(path); err != nil {
				return err
			}
		}
		w.record.unit(name, was)
		return nil
	}
	return w.unit(name, key, make)
}

// standing gives a unit of the last build which this one may leave as it is for now.
func (w *writer) standing(name string) (record.Unit, bool) {
	if !w.hurried || !w.overLast() {
		return record.Unit{}, false
	}
	was, ok := w.record.last.Units[name]
	return was, ok
}

// unit is files that are being made together.
type unit struct {
	writer *writer
	mu     sync.Mutex
	made   record.Unit
}

func (u *unit) note(path string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.made.Files = append(u.made.Files, path)
}

func (u *unit) put(path string, data []byte) error {
	u.note(path)
	return u.writer.out.Write(path, data)
}

func (u *unit) create(path string, write func(io.Writer) error) error {
	u.note(path)
	return u.writer.stream(path, write)
}

// file is a unit of one file.
func (w *writer) file(path string, key func() record.Key, write func(io.Writer) error) error {
	return w.unit(path, key, func(u *unit) error { return u.create(path, write) })
}

// stalePages lists the rows whose pages of a set have to be made; the others are in place.
func (w *writer) stalePages(set *site.ProfileSet, lang int) []int32 {
	r := w.record
	name := set.Resource.Name + " " + string(set.Langs()[lang])
	now := w.pagesKeys(set, lang)
	r.mu.Lock()
	r.now.Sets[name] = now
	r.mu.Unlock()
	if r.last == nil {
		rows, _ := now.Stale(nil)
		return rows
	}
	rows, gone := now.Stale(r.last.Sets[name])
	if altered, _ := r.altered.wait(); len(altered) > 0 {
		rows = w.withAltered(set, set.Langs()[lang], rows)
	}
	w.out.Drop(gone...)
	if w.choosy() {
		rows = slices.DeleteFunc(rows, func(row int32) bool { return w.putOffRow(now, row) })
	}
	return rows
}

// choosy says whether only the pages are made now that somebody looks at, and those that are
// new: the others of the last build stay as they were, and are owed.
func (w *writer) choosy() bool {
	return w.hurried && len(w.open) > 0 && w.overLast()
}

// putOffRow leaves the page of a row as it was, where it is one that can wait.
func (w *writer) putOffRow(set *record.Set, row int32) bool {
	path := set.Path(int(row))
	if w.open[path] || !w.out.Made(path) {
		return false
	}
	set.Keys[row] = record.Never
	w.record.owe()
	return true
}

// putOff is putOffRow for a page of no row.
func (w *writer) putOff(path string) (bool, error) {
	if !w.choosy() || w.open[path] {
		return false, nil
	}
	err := w.out.Keep(path)
	if errors.Is(err, output.ErrNotMade) {
		return false, nil
	}
	w.record.note(path)
	w.record.owe()
	return err == nil, err
}

func (w *writer) withAltered(set *site.ProfileSet, lang locale.Lang, rows []int32) []int32 {
	for row := range set.Len() {
		if w.record.altered.has(set.Path(row, lang)) {
			rows = append(rows, int32(row))
		}
	}
	slices.Sort(rows)
	return slices.Compact(rows)
}

// pagesKeys is what the pages of a set are made from.
func (w *writer) pagesKeys(set *site.ProfileSet, lang int) *record.Set {
	r := w.record
	uses := w.renderer.ProfileUses(set.Langs()[lang])
	k := r.basis("profiles")
	set.Common(k, lang, uses, r.portal.sums)
	for _, d := range w.renderer.Downloads(set.Langs()[lang], uses) {
		k.Text(d.Name, d.Label, d.Path)
		if uses["Size"] {
			k.Text(d.Size)
		}
		if uses["Bytes"] || uses["SHA256"] {
			k.Text(d.SHA256)
		}
	}
	if uses["satuData"] {
		r.tables(k)
	}
	s := &record.Set{Common: k.Key(), Keys: set.Keys(lang, uses, r.portal.sums)}
	s.Names, s.Prefix, s.Suffix = set.Names(lang)
	return s
}
