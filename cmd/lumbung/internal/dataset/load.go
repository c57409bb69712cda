package dataset

import (
	"errors"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// The files of data/ that are no descriptors.
const (
	Dir        = "data"
	chartsFile = "charts.toml"
	claimsFile = "claims.toml"
)

// Load reads the folder data/ of a project: descriptors, charts, claims, then the tables.
// The package holds what could be read; what could not is in the log.
func Load(project fs.FS, log *diag.Log) *Package { return LoadKept(project, nil, log) }

// LoadKept is Load with a store of tables: of those that it has only the lines are read
// that were changed. What is told is the same.
func LoadKept(project fs.FS, store *Store, log *diag.Log) *Package {
	p := &Package{}
	entries, err := fs.ReadDir(project, Dir)
	if err != nil {
		log.Error("data-folder", (&diag.File{Name: Dir}).Whole(), "the folder cannot be read: %s", reason(err)).
			Note("a portal needs a folder %q with a NAME.toml and a NAME.csv for each dataset", Dir)
		return p
	}
	p.loadDescriptors(project, entries, log)
	slices.SortStableFunc(p.Resources, func(a, b *Resource) int {
		if a.Order != b.Order {
			return a.Order - b.Order
		}
		return strings.Compare(a.Name, b.Name)
	})
	p.unused(entries, log)
	p.loadTables(project, store, log)
	return p
}

// loadDescriptors reads what tells of the tables: a descriptor each, the charts, the claims.
func (p *Package) loadDescriptors(project fs.FS, entries []fs.DirEntry, log *diag.Log) {
	var names []string
	for _, e := range entries {
		if !e.IsDir() && strings.HasSuffix(e.Name(), ".toml") {
			names = append(names, e.Name())
		}
	}
	decoded := make([]*Resource, len(names)) // nil: it could not be read, or is none
	logs := each(len(names), func(i int, log *diag.Log) {
		file, ok := readFile(project, path.Join(Dir, names[i]), log)
		switch {
		case names[i] == chartsFile:
			p.Unread.AllCharts = !ok || !p.decodeCharts(file, log)
		case names[i] == claimsFile:
			p.Unread.AllClaims = !ok || !p.decodeClaims(file, log)
		case ok:
			decoded[i] = decode(file, strings.TrimSuffix(names[i], ".toml"), log)
			decoded[i].project = project
		}
	})
	for i, name := range names {
		for _, d := range logs[i].Sorted() {
			log.Add(d)
		}
		if name == chartsFile || name == claimsFile {
			continue
		}
		r, name := decoded[i], strings.TrimSuffix(name, ".toml")
		if r == nil || r.Name != name { // which of the two others mean is not known
			p.Unread.Datasets = append(p.Unread.Datasets, name)
		}
		if r != nil {
			p.Resources = append(p.Resources, r)
		}
	}
}

// each runs n jobs, as many at a time as there are processors. Each has a log of its own, so
// that the order of what is told does not depend on who was first.
func each(n int, job func(i int, log *diag.Log)) []diag.Log {
	logs := make([]diag.Log, n)
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				job(i, &logs[i])
			}
		})
	}
	workers.Wait()
	return logs
}

// loadTables reads the tables.
func (p *Package) loadTables(project fs.FS, store *Store, log *diag.Log) {
	logs := each(len(p.Resources), func(i int, log *diag.Log) {
		if r := p.Resources[i]; r.Path != "" {
			loadTable(project, r, store, log)
		}
	})
	for i := range logs {
		for _, d := range logs[i].Sorted() {
			p.Resources[i].origin = nil // it has to be read again, and told
			log.Add(d)
		}
	}
}

func readFile(project fs.FS, name string, log *diag.Log) (*diag.File, bool) {
	file := &diag.File{Name: name}
	if info, err := fs.Stat(project, name); err == nil && info.Size() > tomlfile.MaxBytes {
		log.Error("toml-size", file.Whole(), "the file has %d bytes, more than the %d that a TOML file may have", info.Size(), tomlfile.MaxBytes).
			Note("a table of that size belongs in a CSV, a long text in Markdown")
		return nil, false
	}
	data, err := fs.ReadFile(project, name)
	if err != nil {
		log.Error("read", file.Whole(), "the file cannot be read: %s", reason(err)).
			Note("see that it is there, and that you may read it")
		return nil, false
	}
	file.Data = data
	return file, true
}

// reason is an error without the operation and the path, which the diagnostic has.
func reason(err error) diag.Message {
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return diag.Reason(err)
}
