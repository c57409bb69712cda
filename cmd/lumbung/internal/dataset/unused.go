package dataset

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
)

// spreadsheets are the endings of files that somebody may have put into data/ so that they
// are published.
var spreadsheets = map[string]bool{".csv": true, ".tsv": true, ".xlsx": true, ".xlsm": true, ".xls": true, ".ods": true}

// unused warns of tables that no descriptor names: they are not published, and nothing else
// would ever say so. Office programs' own files, which begin with a dot or ~, are nobody's.
func (p *Package) unused(entries []fs.DirEntry, log *diag.Log) {
	for _, e := range entries {
		name, ext := e.Name(), strings.ToLower(path.Ext(e.Name()))
		base := strings.TrimSuffix(name, path.Ext(name))
		if e.IsDir() || !spreadsheets[ext] || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~") || p.names(name) || p.brokenBeside(base, entries) {
			continue
		}
		d := log.Warn("unused-data", (&diag.File{Name: path.Join(Dir, name)}).Whole(), "no descriptor names this file: it is not published")
		if ext == ".csv" || ext == ".tsv" {
			d.Note("describe it in %s, or move it away and take it in with: lumbung add %s", path.Join(Dir, base+".toml"), name)
		} else {
			d.Note("move it away and take it in with: lumbung add %s", name)
		}
	}
}

// names says whether a descriptor names a file.
func (p *Package) names(file string) bool {
	return slices.ContainsFunc(p.Resources, func(r *Resource) bool { return r.Path == file })
}

// brokenBeside says whether a file has a descriptor of its name that could not be read whole:
// what is wrong there is told there.
func (p *Package) brokenBeside(base string, entries []fs.DirEntry) bool {
	if !slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == base+".toml" }) {
		return false
	}
	r := p.Resource(base)
	return r == nil || r.Path == "" && r.Query == ""
}
