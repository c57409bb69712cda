package site

import (
	"strings"

	"lumbung/cmd/lumbung/internal/dataset"
)

// relations are the foreign keys of all datasets, followed in both directions once, so
// that a page about a row need not look for the rows it is tied to.
type relations struct {
	pkg  *dataset.Package
	keys map[relationKey]*relation
}

type relationKey struct {
	resource string
	key      int
}

// relation is one foreign key: for each row the row it refers to, and for each row of the
// target the rows that refer to it, as runs of one array.
type relation struct {
	from   *dataset.Resource
	to     *dataset.Resource
	key    int
	target []int32 // -1: refers to nothing
	starts []int32 // of the target's runs in rows; one more than the target has rows
	rows   []int32
}

func relate(pkg *dataset.Package) *relations {
	rel := &relations{pkg: pkg, keys: map[relationKey]*relation{}}
	for _, r := range pkg.Resources {
		if r.Table == nil {
			continue
		}
		for i := range r.Table.Schema.ForeignKeys {
			fk := &r.Table.Schema.ForeignKeys[i]
			to := r
			if fk.Resource != "" {
				to = pkg.Resource(fk.Resource)
			}
			if to != nil && to.Table != nil {
				rel.keys[relationKey{r.Name, i}] = newRelation(r, to, i)
			}
		}
	}
	return rel
}

func newRelation(from, to *dataset.Resource, key int) *relation {
	fk := &from.Table.Schema.ForeignKeys[key]
	fields, reference := columns(from, fk.Fields), columns(to, fk.Reference)
	index := make(map[string]int32, to.Table.Len())
	for row := range to.Table.Len() {
		k := keyText(to, row, reference)
		if _, seen := index[k]; !seen {
			index[k] = int32(row)
		}
	}
	rel := &relation{from: from, to: to, key: key, target: make([]int32, from.Table.Len()), starts: make([]int32, to.Table.Len()+1)}
	for row := range from.Table.Len() {
		rel.target[row] = -1
		if target, ok := index[keyText(from, row, fields)]; ok {
			rel.target[row] = target
			rel.starts[target+1]++
		}
	}
	for i := 1; i < len(rel.starts); i++ {
		rel.starts[i] += rel.starts[i-1]
	}
	rel.rows = make([]int32, rel.starts[len(rel.starts)-1])
	next := append([]int32(nil), rel.starts...)
	for row, target := range rel.target {
		if target >= 0 {
			rel.rows[next[target]] = int32(row)
			next[target]++
		}
	}
	return rel
}

// referring lists the rows that refer to a row of the target.
func (rel *relation) referring(row int) []int32 { return rel.rows[rel.starts[row]:rel.starts[row+1]] }

func columns(r *dataset.Resource, names []string) []int {
	cols := make([]int, len(names))
	for i, name := range names {
		cols[i] = r.Table.Schema.Index(name)
	}
	return cols
}

// keyText is a row's key as one text. A key of one field, nearly all there are, is the
// cell's own text.
func keyText(r *dataset.Resource, row int, cols []int) string {
	if len(cols) == 1 {
		return r.Table.Text(row, cols[0])
	}
	var b strings.Builder
	for _, col := range cols {
		b.WriteString(r.Table.Text(row, col))
		b.WriteByte(0)
	}
	return b.String()
}

// to lists the relations that lead to a dataset, in catalogue order.
func (rel *relations) to(name string) []*relation {
	var all []*relation
	for _, r := range rel.pkg.Resources {
		if r.Table == nil {
			continue
		}
		for i := range r.Table.Schema.ForeignKeys {
			if k := rel.keys[relationKey{r.Name, i}]; k != nil && k.to.Name == name {
				all = append(all, k)
			}
		}
	}
	return all
}

// from lists the relations of a dataset's own foreign keys.
func (rel *relations) from(name string) []*relation {
	var all []*relation
	r := rel.pkg.Resource(name)
	if r == nil || r.Table == nil {
		return nil
	}
	for i := range r.Table.Schema.ForeignKeys {
		if k := rel.keys[relationKey{name, i}]; k != nil {
			all = append(all, k)
		}
	}
	return all
}
