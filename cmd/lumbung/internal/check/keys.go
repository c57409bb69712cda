package check

import (
	"slices"
	"strconv"
	"strings"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/table"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

type noteFunc func(format string, args ...any) *diag.Diagnostic

func others(n int, note noteFunc) {
	switch {
	case n == 1:
		note("one more cell holds it")
	case n > 1:
		note("%d more {cell holds|cells hold} it", n)
	}
}

// key is some fields of a table whose values together name a row.
type key struct {
	t    *table.Table
	cols []int
	buf  []byte
}

// newKey finds fields; ok is false when one does not exist, which was told elsewhere.
func newKey(t *table.Table, fields []string) (k key, ok bool) {
	k.t = t
	for _, name := range fields {
		col := t.Schema.Index(name)
		if col < 0 {
			return k, false
		}
		k.cols = append(k.cols, col)
	}
	return k, len(k.cols) > 0
}

// of gives a row's key; ok is false when part of it has no value. A key of one field is the
// table's own text, not a copy.
func (k *key) of(row int) (text string, ok bool) {
	if len(k.cols) == 1 {
		col := k.cols[0]
		return table.Identity(k.t.Schema.Fields[col].Type, k.t.Text(row, col)), k.t.Has(row, col)
	}
	if !k.whole(row) {
		return "", false
	}
	k.buf = k.append(k.buf[:0], row)
	return string(k.buf), true
}

// whole says whether all parts of a row's key have values.
func (k *key) whole(row int) bool {
	for _, col := range k.cols {
		if !k.t.Has(row, col) {
			return false
		}
	}
	return true
}

// append appends the key of a row that is whole.
func (k *key) append(b []byte, row int) []byte {
	for _, col := range k.cols {
		part := table.Identity(k.t.Schema.Fields[col].Type, k.t.Text(row, col))
		if len(k.cols) > 1 {
			b = append(strconv.AppendInt(b, int64(len(part)), 10), ':')
		}
		b = append(b, part...)
	}
	return b
}

// seen is for what has to be done once for each text of a key of one field.
func (k *key) seen() seenTexts {
	if len(k.cols) != 1 {
		return seenTexts{}
	}
	return seenIn(k.t, k.cols[0])
}

// words is a row's key as a message shows it.
func (k *key) words(p *problems, row int) string {
	var parts []string
	for _, col := range k.cols {
		parts = append(parts, strconv.Quote(p.quoted(col, p.r.Table.Text(row, col))))
	}
	return strings.Join(parts, ", ")
}

// keys checks that what must be unique is.
func keys(p *problems) {
	s := p.r.Table.Schema
	var done [][]string
	check := func(fields []string, path string, what diag.Message) {
		if slices.ContainsFunc(done, func(o []string) bool { return slices.Equal(o, fields) }) {
			return
		}
		done = append(done, fields)
		if k, ok := newKey(p.r.Table, fields); ok && !p.r.Passed(k.cols...) {
			unique(p, &k, path, what)
		}
	}
	check(s.PrimaryKey, "schema.primaryKey", diag.Msg("the primary key"))
	for i, fields := range s.UniqueKeys {
		check(fields, tomlfile.Item("schema.uniqueKeys", i), diag.Msg("a unique key"))
	}
	for i := range s.Fields {
		if f := &s.Fields[i]; f.Constraints.Unique {
			check([]string{f.Name}, fieldPath(p.r, f.Name, "constraints", "unique"), diag.Msg("a unique field"))
		}
	}
}

// unique reports rows that have the key of an earlier one.
func unique(p *problems, k *key, path string, what diag.Message) {
	first := newFirstRows(p.r.Table.Len(), k.append)
	for row := range p.r.Table.Len() {
		if !k.whole(row) {
			continue
		}
		k.buf = k.append(k.buf[:0], row)
		earlier := first.add(k.buf, row)
		if earlier < 0 {
			continue
		}
		field := -1
		if len(k.cols) == 1 {
			field = k.cols[0]
		}
		names := fieldNames(k)
		d := p.add("duplicate-key", row, field, "%s stands in two rows, but %s is %s", k.words(p, row), names, what)
		d.Note("the first is row %d of the data", earlier+1)
		d.NoteAt(p.r.At(path), "the key is declared")
	}
}

func fieldNames(k *key) string {
	var names []string
	for _, col := range k.cols {
		names = append(names, strconv.Quote(k.t.Schema.Fields[col].Name))
	}
	return strings.Join(names, ", ")
}

// maxNear is among how many values a near one is looked for.
const maxNear = 5000

// foreignKey checks that what a table refers to exists.
func foreignKey(pkg *dataset.Package, p *problems, i int) {
	fk := &p.r.Table.Schema.ForeignKeys[i]
	path := foreignKeyPath(p.r, fk)
	target := p.r
	if fk.Resource != "" {
		target = pkg.Resource(fk.Resource)
	}
	if target == nil {
		if !slices.Contains(pkg.Unread.Datasets, fk.Resource) {
			at := p.r.Doc.ValueAt(tomlfile.Key(path, "reference.resource"))
			p.log.Error("foreign-key", at, "there is no dataset %q", fk.Resource).Suggest(fk.Resource, pkg.Names(), "datasets are %s")
		}
		return
	}
	if target.Private && !p.r.Private {
		return // told where names are looked at
	}
	for _, name := range fk.Reference {
		if target.Schema.Index(name) < 0 && len(target.Schema.Fields) > 0 {
			at := p.r.Doc.ValueAt(tomlfile.Key(path, "reference.fields"))
			p.log.Error("foreign-key", at, "dataset %q has no field %q", target.Name, name).Suggest(name, target.Schema.Names(), "its fields are %s")
			return
		}
	}
	if target.Table == nil {
		return // it could not be read, or is not made yet
	}
	from, ok := newKey(p.r.Table, fk.Fields)
	to, ok2 := newKey(target.Table, fk.Reference)
	if !ok || !ok2 || len(from.cols) != len(to.cols) || p.r.PassedKey(i, from.cols, target, to.cols) {
		return
	}
	dangling(p, target, &from, &to, path)
}

// foreignKeyPath finds a key in the descriptor by what it says: a table without its private
// fields has fewer.
func foreignKeyPath(r *dataset.Resource, fk *table.ForeignKey) string {
	i := slices.IndexFunc(r.Schema.ForeignKeys, func(o table.ForeignKey) bool {
		return o.Resource == fk.Resource && slices.Equal(o.Fields, fk.Fields) && slices.Equal(o.Reference, fk.Reference)
	})
	return tomlfile.Item("schema.foreignKeys", i)
}

func dangling(p *problems, target *dataset.Resource, from, to *key, path string) {
	known := make(map[string]bool, target.Table.Len())
	for row := range target.Table.Len() {
		if text, ok := to.of(row); ok {
			known[text] = true
		}
	}
	type lost struct{ row, count int }
	where, order := map[string]*lost{}, []string(nil)
	found := from.seen()
	for row := range p.r.Table.Len() {
		if found.before(row) {
			continue
		}
		text, ok := from.of(row)
		switch {
		case !ok:
		case known[text]:
			found.note(row)
		case where[text] != nil:
			where[text].count++
		default:
			where[text] = &lost{row, 1}
			order = append(order, text)
		}
	}
	for _, text := range order {
		l, field := where[text], -1
		if len(from.cols) == 1 {
			field = from.cols[0]
		}
		d := p.add("foreign-key", l.row, field, "%s of %s is in no row of %q", from.words(p, l.row), fieldNames(from), target.Name)
		if len(from.cols) == 1 && len(known) <= maxNear && !p.r.HasPrivate() && !target.HasPrivate() {
			d.Suggest(text, sortedKeys(known), "its values are %s")
		}
		d.NoteAt(p.r.At(path), "the foreign key is declared")
		others(l.count-1, d.Note)
	}
}

func sortedKeys(m map[string]bool) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
