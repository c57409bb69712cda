// Package check finds what must hold before anything is written, beyond what a single cell
// can show, and is the one place where data are let out.
//
// Data looks at tables as they were read: constraints, keys, categories, and all names that
// descriptors, charts and claims use of each other. Personal looks for people in every text.
// Publish then hides small counts and takes private fields away; all that comes later sees
// only what it gives. Tests and Claims run what descriptors declare, Claims gives a Verdict
// on each sentence of a publication.
//
// What a column alone can show is not looked for where a build before has looked and had
// nothing to tell (dataset.Resource.Passed); what spans tables is looked for again where
// either was changed.
//
// check changes nothing that it looks at. It reports one diagnostic for one cause: a value
// that is wrong in a thousand cells is told once, with their number.
package check

import (
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/table"
	"lumbung/cmd/lumbung/internal/tomlfile"
	"sync"
)

// Data checks the tables as they were read, and what the files of data/ say of each other.
func Data(pkg *dataset.Package, log *diag.Log) {
	var wait sync.WaitGroup
	for _, r := range pkg.Resources {
		if r.Table != nil {
			wait.Go(func() { checkTable(pkg, r, log) })
			wait.Go(func() { spelling(r, log) })
			wait.Go(func() { profiles(r, log) })
		}
	}
	names(pkg, log)
	wait.Wait()
}

// checkTable checks one table.
func checkTable(pkg *dataset.Package, r *dataset.Resource, log *diag.Log) {
	p := &problems{r: r, log: log}
	for col := range r.Table.Schema.Fields {
		if !r.Passed(col) {
			cells(p, col)
		}
	}
	keys(p)
	for i := range r.Table.Schema.ForeignKeys {
		foreignKey(pkg, p, i)
	}
	p.tell()
	notes(r, log)
}

// problems collects what is wrong with cells of a table, and finds their places all at
// once: the CSV is read again only when something is wrong.
type problems struct {
	r      *dataset.Resource
	log    *diag.Log
	found  []*diag.Diagnostic
	cells  []dataset.Cell
	untold int
}

// add reports a cell; field -1 is the row.
func (p *problems) add(rule string, row, field int, format string, args ...any) *diag.Diagnostic {
	d := &diag.Diagnostic{Rule: rule, Message: diag.Msg(format, args...), Private: p.r.HasPrivate()}
	if len(p.found) >= dataset.MaxProblems {
		p.untold++
		return d
	}
	p.found = append(p.found, d)
	p.cells = append(p.cells, dataset.Cell{Row: row, Field: field})
	return d
}

// tell puts the problems in the log.
func (p *problems) tell() {
	for i, at := range p.r.CellSpans(p.cells) {
		p.found[i].Span = at
		p.log.Add(p.found[i])
	}
	if p.untold > 0 {
		p.log.Error("too-many-problems", p.r.CSV.Whole(), "and %d more {problem|problems} in this file", p.untold).
			Note("%d are told; they may have one cause", dataset.MaxProblems)
	}
	p.found, p.cells = nil, nil
}

// quoted is a value as a message may show it.
func (p *problems) quoted(field int, text string) string {
	if f := p.r.Table.Schema.Fields[field]; f.Private || privateBase(p.r.Table.Schema, &f) {
		return "•••"
	}
	return cut(text)
}

// maxQuoted is how much of a value a message repeats, in characters.
const maxQuoted = 60

func cut(text string) string {
	if runes := []rune(text); len(runes) > maxQuoted {
		return string(runes[:maxQuoted]) + "…"
	}
	return text
}

// privateBase says whether a field translates a private one.
func privateBase(s *table.Schema, f *table.Field) bool {
	name, _ := f.Base()
	base := s.Field(name)
	return base != nil && base.Private
}

// fieldPath is where a field stands in its descriptor.
func fieldPath(r *dataset.Resource, name string, keys ...string) string {
	return tomlfile.Key(tomlfile.Item("schema.fields", r.Schema.Index(name)), keys...)
}
