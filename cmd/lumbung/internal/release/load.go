package release

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/table"
)

// Load reads the releases of a project, newest first, and checks every byte of them. One
// that is not as it was frozen is an error; the rest is given all the same. A project
// without releases has none.
func Load(project fs.FS, log *diag.Log) []*Release {
	l := &loader{project: project, log: log, sums: map[string]File{}}
	entries, err := fs.ReadDir(project, Dir)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			l.fault(Dir, "the folder cannot be read: %s", reason(err))
		}
		return nil
	}
	for _, e := range entries {
		if !e.IsDir() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		if r := l.release(e.Name()); r != nil {
			l.all = append(l.all, r)
		}
	}
	slices.SortFunc(l.all, func(a, b *Release) int { return b.Version.Compare(a.Version) })
	l.chain()
	l.files()
	return l.all
}

type loader struct {
	project fs.FS
	log     *diag.Log
	all     []*Release
	mu      sync.Mutex
	sums    map[string]File // of files that were looked at, by path
}

const ruleFiles = "release-files"

// fault reports a file of a release. A release is frozen: the only mend is to have the
// file back as it was.
func (l *loader) fault(name, format string, args ...any) {
	l.log.Error(ruleFiles, (&diag.File{Name: name}).Whole(), format, args...).
		Note("a release is never edited: bring back the file as it was, from version control or a copy; what is wrong in the data is corrected in data/ and published as a new release")
}

func reason(err error) diag.Message {
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return diag.Reason(err)
}

func (l *loader) release(folder string) *Release {
	dir := path.Join(Dir, folder)
	version, ok := ParseVersion(folder)
	if !ok {
		l.log.Error(ruleFiles, (&diag.File{Name: dir}).Whole(), "the folder's name %q is not a version", folder).
			Note("%s holds what \"lumbung release\" froze, and nothing else", Dir)
		return nil
	}
	name := path.Join(dir, manifestFile)
	data, err := fs.ReadFile(l.project, name)
	if err != nil {
		l.fault(name, "the file cannot be read: %s", reason(err))
		return nil
	}
	m, err := decodeManifest(data)
	if err == nil && m.Version != folder {
		err = diag.Err("it is the manifest of release %s", m.Version)
	}
	if err != nil {
		l.fault(name, "the release cannot be believed: %s", diag.Reason(err))
		return nil
	}
	r := &Release{Name: m.Name, Version: version, Date: m.Date, Previous: m.Previous, Withdrawn: m.Withdrawn}
	for i := range m.Datasets {
		d := &m.Datasets[i]
		r.Datasets = append(r.Datasets, &Dataset{Name: d.Name, Rows: d.Rows, Suppressed: d.Suppressed, CSV: File(d.CSV), Descriptor: File(d.Descriptor)})
	}
	return r
}

// chain looks whether a release is gone: each names the one before it.
func (l *loader) chain() {
	for _, r := range l.all {
		there := r.Previous == "" || slices.ContainsFunc(l.all, func(o *Release) bool { return o.Version.String() == r.Previous })
		if _, err := fs.Stat(l.project, path.Join(Dir, r.Previous, manifestFile)); !there && err != nil {
			l.log.Error(ruleFiles, (&diag.File{Name: path.Join(Dir, r.Previous)}).Whole(), "release %s is gone; release %s came after it", r.Previous, r.Version.String()).
				Note("its addresses are promised to readers: bring the folder back, and take the release back with \"lumbung release --withdraw %s\" if it must go", r.Previous)
		}
	}
}

// files checks and opens the files of all releases, the tables on several processors.
func (l *loader) files() {
	var wait sync.WaitGroup
	slots := make(chan struct{}, 4)
	for _, r := range l.all {
		known := map[string]bool{manifestFile: true}
		for _, d := range r.Datasets {
			for _, f := range []struct {
				file File
				name string
			}{{d.CSV, d.Name + tableExtension}, {d.Descriptor, d.Name + descExtension}} {
				if f.file.Release == r.Version.String() {
					known[f.name] = true
				}
			}
			slots <- struct{}{}
			wait.Go(func() {
				l.open(d)
				<-slots
			})
		}
		l.strangers(r, known)
	}
	wait.Wait()
}

// strangers reports files that a release does not list: something was put there by hand.
func (l *loader) strangers(r *Release, known map[string]bool) {
	dir := path.Join(Dir, r.Version.String())
	entries, err := fs.ReadDir(l.project, dir)
	if err != nil {
		l.fault(dir, "the folder cannot be read: %s", reason(err))
		return
	}
	for _, e := range entries {
		if !known[e.Name()] && !strings.HasPrefix(e.Name(), ".") {
			l.log.Error(ruleFiles, (&diag.File{Name: path.Join(dir, e.Name())}).Whole(), "the file is not part of release %s", r.Version.String()).
				Note("take it out: the folder holds what was frozen, and nothing else")
		}
	}
}

func (l *loader) open(d *Dataset) {
	csv, desc := d.CSV.path(d.Name+tableExtension), d.Descriptor.path(d.Name+descExtension)
	d.table = func() (*table.Table, error) { return nil, errEdited }
	d.write = d.copyOf(l.project, csv)
	d.doc = &document{Name: d.Name}
	whole := l.intact(csv, d.CSV)
	if !l.intact(desc, d.Descriptor) {
		return
	}
	data, err := fs.ReadFile(l.project, desc)
	if err == nil {
		d.doc, err = decodeDocument(data)
	}
	if err != nil {
		d.doc = &document{Name: d.Name}
		l.fault(desc, "the descriptor cannot be read: %s", reason(err))
		return
	}
	if whole {
		// Read when it is asked for and not kept: an old release of a large register is
		// compared once and then of no use.
		d.table = func() (*table.Table, error) { return l.table(d, csv) }
	}
}

// intact says whether a file is the one that was frozen.
func (l *loader) intact(name string, want File) bool {
	l.mu.Lock()
	got, known := l.sums[name]
	l.mu.Unlock()
	if !known {
		m := newMeter()
		if err := copyFile(l.project, name, m); err != nil {
			l.fault(name, "the file cannot be read: %s", reason(err))
			return false
		}
		got = m.file()
		l.mu.Lock()
		l.sums[name] = got
		l.mu.Unlock()
	}
	if got.Bytes != want.Bytes || got.SHA256 != want.SHA256 {
		l.fault(name, "the file is not as it was frozen: its SHA-256 is %s and not %s", short(got.SHA256), short(want.SHA256))
		return false
	}
	return true
}

func short(sum string) string { return sum[:min(12, len(sum))] + "…" }

func (l *loader) table(d *Dataset, name string) (*table.Table, error) {
	data, err := fs.ReadFile(l.project, name)
	if err != nil {
		return nil, err
	}
	t, err := readCSV(string(data), d.doc.Schema.schema(), d.Suppressed, d.Rows)
	if err != nil {
		return nil, diag.Err("%s: %s", name, diag.Reason(err))
	}
	return t, nil
}
