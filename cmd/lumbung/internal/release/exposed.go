package release

import (
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/privacy"
	"lumbung/cmd/lumbung/internal/table"
)

const ruleExposed = "release-exposes"

// Exposed reports what a release shows that may not be seen now: cells that disclosure
// control hides, and fields that have become private. Hiding them in the new data only is
// of no use while the old one stands beside it. Messages tell where, never what.
//
// raw are the descriptors as they were written, in which private fields still stand.
func Exposed(all []*Release, raw, published []*dataset.Resource, log *diag.Log) {
	for _, rel := range all {
		for _, r := range raw {
			switch d := rel.Dataset(r.Name); {
			case d == nil:
			case r.Private:
				withdraw(log.Error(ruleExposed, r.At("private"), "dataset %q is private, but release %s shows it", r.Name, rel.Version.String()), rel)
			default:
				privateFields(rel, d, r, log)
			}
		}
		for _, r := range published {
			d := rel.Dataset(r.Name)
			if d == nil || r.Table == nil {
				continue
			}
			if hidden := suppressedFields(r.Table); len(hidden) > 0 {
				shownCells(rel, d, r, hidden, log)
			}
		}
	}
}

// privateFields looks for fields that are marked private now.
func privateFields(rel *Release, d *Dataset, r *dataset.Resource, log *diag.Log) {
	published := privacy.StripSchema(&r.Schema)
	for i := range r.Schema.Fields {
		name := r.Schema.Fields[i].Name
		if published.Index(name) >= 0 || !slices.ContainsFunc(d.doc.Schema.Fields, func(f fieldDoc) bool { return f.Name == name }) {
			continue
		}
		withdraw(log.Error(ruleExposed, r.At(itemPath("schema.fields", i, "private")), "field %q is private, but release %s shows it", name, rel.Version.String()), rel)
	}
}

func shownCells(rel *Release, d *Dataset, r *dataset.Resource, hidden []string, log *diag.Log) {
	old, err := d.Table()
	if err != nil {
		cannotCompare(err, log)
		return
	}
	keys := identity(r, hidden)
	var oldKeys, keyCols []int
	for _, name := range keys {
		at := old.Schema.Index(name)
		if at < 0 {
			continue // it told rows apart less well then: what is left of the key must do
		}
		oldKeys, keyCols = append(oldKeys, at), append(keyCols, r.Table.Schema.Index(name))
	}
	rows := map[string][]int{}
	for row := range old.Len() {
		key := rowKey(old, row, oldKeys)
		rows[key] = append(rows[key], row)
	}
	shown, first, field := 0, 0, ""
	for row := range r.Table.Len() {
		same := rows[rowKey(r.Table, row, keyCols)]
		for _, name := range hidden {
			col, before := r.Table.Schema.Index(name), old.Schema.Index(name)
			if before < 0 || r.Table.Value(row, col).State != table.Suppressed {
				continue
			}
			if slices.ContainsFunc(same, func(o int) bool { return old.Has(o, before) }) {
				if shown++; shown == 1 {
					first, field = row, name
				}
			}
		}
	}
	if shown == 0 {
		return
	}
	withdraw(log.Error(ruleExposed, r.At("disclosure"), "disclosure control hides %d {cell|cells} of dataset %q that release %s shows", shown, r.Name, rel.Version.String()).
		Note("the first is field %q of the row with %s", field, keyText(r.Table, first, keyCols)), rel)
}

// withdraw says what can be done about a release that shows too much.
func withdraw(d *diag.Diagnostic, rel *Release) {
	d.Note("what has been published cannot be unseen, but it need not stay: \"lumbung release --withdraw %s\" takes the release's files back", rel.Version.String())
}

// identity lists the fields that tell a dataset's rows apart: its primary key, else the
// dimensions of its disclosure rule, else all fields in which nothing is hidden.
func identity(r *dataset.Resource, hidden []string) []string {
	s := r.Table.Schema
	if len(s.PrimaryKey) > 0 {
		return s.PrimaryKey
	}
	var names []string
	if r.Disclosure != nil {
		for _, d := range r.Disclosure.Dimensions {
			if s.Index(d.Field) >= 0 {
				names = append(names, d.Field)
			}
		}
	}
	if len(names) > 0 {
		return names
	}
	for i := range s.Fields {
		if !slices.Contains(hidden, s.Fields[i].Name) {
			names = append(names, s.Fields[i].Name)
		}
	}
	return names
}

func keyText(t *table.Table, row int, cols []int) string {
	var parts []string
	for _, col := range cols {
		parts = append(parts, t.Schema.Fields[col].Name+" = "+t.Text(row, col))
	}
	return strings.Join(parts, ", ")
}
