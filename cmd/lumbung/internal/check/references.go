package check

import (
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/table"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// references checks that what rows refer to exists.
func (c *checker) references() {
	for i := range c.t.Schema.ForeignKeys {
		c.reference(i)
	}
}

func (c *checker) reference(i int) {
	fk := &c.t.Schema.ForeignKeys[i]
	path := tomlfile.Key(tomlfile.Item("schema.foreignKeys", i), "reference")
	target := c.r
	if fk.Resource != "" {
		target = c.pkg.Resource(fk.Resource)
	}
	switch {
	case target == nil:
		d := c.log.Error("foreign-key", c.r.Doc.ValueAt(tomlfile.Key(path, "resource")), "there is no dataset %q", fk.Resource)
		if near := diag.Closest(fk.Resource, c.pkg.Names()); near != "" {
			d.Note("did you mean %q?", near)
		}
		return
	case target.Table == nil:
		return // it could not be read, or is yet to be computed: told elsewhere
	}
	there := make([]int, len(fk.Reference))
	for n, name := range fk.Reference {
		if there[n] = target.Table.Schema.Index(name); there[n] < 0 {
			d := c.log.Error("foreign-key", c.r.Doc.ValueAt(tomlfile.Key(path, "fields")), "dataset %q has no field %q", target.Name, name)
			if near := diag.Closest(name, target.Table.Schema.Names()); near != "" {
				d.Note("did you mean %q?", near)
			}
			return
		}
	}
	here := c.columns(fk.Fields)
	if len(here) != len(there) {
		return // told when the descriptor was read
	}
	c.dangling(fk, here, keySet(target.Table, there), target)
}

func keySet(t *table.Table, cols []int) map[string]bool {
	set := make(map[string]bool, t.Len())
	for row := range t.Len() {
		if key, whole := keyOf(t, row, cols); whole {
			set[key] = true
		}
	}
	return set
}

// keyOf is a row's key as one text; false where a part of it has no value. A key of one
// text field is the cell itself.
func keyOf(t *table.Table, row int, cols []int) (string, bool) {
	if len(cols) == 1 {
		return table.Identity(t.Schema.Fields[cols[0]].Type, t.Text(row, cols[0])), t.Has(row, cols[0])
	}
	var b strings.Builder
	for _, col := range cols {
		if !t.Has(row, col) {
			return "", false
		}
		b.WriteString(table.Identity(t.Schema.Fields[col].Type, t.Text(row, col)))
		b.WriteByte(0)
	}
	return b.String(), true
}

func (c *checker) dangling(fk *table.ForeignKey, cols []int, there map[string]bool, target *dataset.Resource) {
	for row := range c.t.Len() {
		key, whole := keyOf(c.t, row, cols)
		if !whole || there[key] {
			continue
		}
		texts := make([]string, len(cols))
		for i, col := range cols {
			texts[i] = c.shown(col, c.t.Text(row, col))
		}
		shown := strings.Join(texts, ", ")
		d := c.cell("foreign-key", diag.Error, row, cols[0], "%q is not in %s of dataset %q", shown, strings.Join(fk.Reference, ", "), target.Name)
		if c.told["foreign-key"] > 20 {
			continue // the nearest among many is costly to find, and no longer read
		}
		if near := nearest(key, there); near != "" && len(cols) == 1 && !c.t.Schema.Fields[cols[0]].Private {
			d.Note("did you mean %q?", near)
		} else {
			d.Note("add the row there, or mend the value here")
		}
	}
}

// nearest finds the key most like a misspelt one; among equals the first in order.
func nearest(key string, set map[string]bool) string {
	if len(set) > 5000 {
		return ""
	}
	keys := make([]string, 0, len(set))
	for k := range set {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return diag.Closest(key, keys)
}
