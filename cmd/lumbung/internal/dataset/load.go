package dataset

import (
	"errors"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

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
	for _, e := range entries {
		name := e.Name()
		if e.IsDir() || !strings.HasSuffix(name, ".toml") {
			continue
		}
		file, ok := readFile(project, path.Join(Dir, name), log)
		switch {
		case name == chartsFile:
			p.Unread.AllCharts = !ok || !p.decodeCharts(file, log)
		case name == claimsFile:
			p.Unread.AllClaims = !ok || !p.decodeClaims(file, log)
		case !ok:
			p.Unread.Datasets = append(p.Unread.Datasets, strings.TrimSuffix(name, ".toml"))
		default:
			r := decode(file, strings.TrimSuffix(name, ".toml"), log)
			r.project = project
			if r.Name != strings.TrimSuffix(name, ".toml") { // which of the two others mean is not known
				p.Unread.Datasets = append(p.Unread.Datasets, strings.TrimSuffix(name, ".toml"))
			}
			p.Resources = append(p.Resources, r)
		}
	}
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

// loadTables reads the tables, as many at a time as there are processors. Each has a log
// of its own, so that the order of what is told does not depend on who was first.
func (p *Package) loadTables(project fs.FS, store *Store, log *diag.Log) {
	logs := make([]diag.Log, len(p.Resources))
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(p.Resources)) {
		workers.Go(func() {
			for i := range next {
				loadTable(project, p.Resources[i], store, &logs[i])
			}
		})
	}
	for i, r := range p.Resources {
		if r.Path != "" {
			next <- i
		}
	}
	close(next)
	workers.Wait()
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
