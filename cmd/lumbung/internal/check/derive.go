package check

import (
	"errors"
	"slices"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/privacy"
	"lumbung/cmd/lumbung/internal/query"
	"lumbung/cmd/lumbung/internal/table"
)

// Derive fills in the datasets that are queries, after Publish. raw has the private datasets,
// which such a query may count; what it gives is let out here as Publish lets out the rest.
func Derive(raw, pkg *dataset.Package, db *query.DB, log *diag.Log) {
	g := &gate{raw: raw, pkg: pkg, log: log, askedBy: map[string]*dataset.Resource{}}
	vault := &query.Vault{LetOut: g.letOut}
	for _, r := range raw.Resources {
		if r.Private {
			vault.Datasets = append(vault.Datasets, r)
		}
	}
	query.Derive(pkg, db, vault, log)
}

// gate decides what of a table that a query made may be seen.
type gate struct {
	raw     *dataset.Package
	pkg     *dataset.Package
	log     *diag.Log
	askedBy map[string]*dataset.Resource // by private dataset
}

// letOut gives a table with its small counts hidden. A table of published ones has none of
// its own to hide: what is hidden must be hidden where it comes from. One that counts private
// rows must say so, and nothing but counts, and words that are public already, may be in it.
func (g *gate) letOut(r *dataset.Resource, t *table.Table, private []string) *table.Table {
	switch {
	case len(private) == 0 && r.Disclosure == nil:
		return t
	case len(private) == 0:
		g.log.Error("disclosure", r.Doc.At("disclosure"), "%q is made by a query over what is published, and cannot hide counts of its own", r.Name).
			Note("declare [disclosure] for the dataset that it asks: the query sees what is published")
		return nil
	case r.Disclosure == nil:
		g.log.Error("disclosure", g.mention(r, private[0]), "%q is private, and %q has no [disclosure]", private[0], r.Name).
			Note(`say which fields of %q count people: [disclosure] with fields = ["jumlah"]; lumbung help privacy`, r.Name)
		return nil
	}
	if !g.alone(r, private) || !g.declared(r, t) {
		return nil
	}
	plan, err := privacy.Suppress(t, r.Disclosure)
	if err != nil {
		g.unsafe(r, err)
		return nil
	}
	if len(plan.Uniform) > 0 {
		g.log.Warn("group-disclosure", r.Doc.At("disclosure"), "everybody of a small group is in one category: the count tells it of each of them").
			Note("join categories or groups, or accept it by setting the rule group-disclosure to info in site.toml")
	}
	if len(plan.Hidden) > 0 {
		gaps(r, t, g.log)
	}
	cut := privacy.Apply(t, plan)
	elsewhere(r, t, cut, g.pkg.Resources, g.log)
	made := *r
	made.Table = cut
	for _, hides := range g.raw.Resources {
		if out := g.pkg.Resource(hides.Name); hides.Disclosure != nil && hides.Table != nil && out != nil && out.Table != nil {
			elsewhere(hides, hides.Table, out.Table, []*dataset.Resource{&made}, g.log)
		}
	}
	return cut
}

// mention is where a dataset's query names another.
func (g *gate) mention(r *dataset.Resource, name string) diag.Span {
	return query.InTOML(r.Doc.ValueAt("query"), r.Query)(query.Mention(r.Query, name))
}

// alone refuses a second table of the same people: each may be safe, and one subtracted from
// the other give somebody away. The proof holds for one table.
func (g *gate) alone(r *dataset.Resource, private []string) bool {
	for _, name := range private {
		if first := g.askedBy[name]; first != nil {
			g.log.Error("disclosure", g.mention(r, name), "%q is counted by two datasets, %q and %q: what one hides, the other may give away", name, first.Name, r.Name).
				NoteAt(g.mention(first, name), "the first is").
				Note("put both into one dataset, with the totals as rows of it: it is proved safe as a whole")
			return false
		}
	}
	for _, name := range private {
		g.askedBy[name] = r
	}
	return true
}

// declared makes sure that no word of a private row gets out: what is no count must be one of
// the values that the descriptor lists or a published dataset has.
func (g *gate) declared(r *dataset.Resource, t *table.Table) bool {
	before := g.log.Errors()
	for col := range t.Schema.Fields {
		f := &t.Schema.Fields[col]
		if isCount(r.Disclosure, f.Name) || f.Type == table.Boolean {
			continue
		}
		known := g.values(r, f)
		if known == nil {
			g.log.Error("disclosure", r.Doc.ValueAt(fieldPath(r, f.Name, "name")), "the values of %q come from private rows, and are declared nowhere", f.Name).
				Note("list them as categories, or refer to a published dataset that has them with a foreign key; a count belongs in disclosure.fields")
			continue
		}
		for row := range t.Len() {
			if t.Has(row, col) && !known[t.Text(row, col)] {
				g.log.Error("disclosure", r.Doc.ValueAt(fieldPath(r, f.Name, "name")), "row %d of the query has a value of %q that is not declared, and may not be shown", row+1, f.Name).
					Note("declare it if everybody may know that it exists, or leave such rows out in the query")
				break
			}
		}
	}
	return g.log.Errors() == before
}

func isCount(rule *privacy.Rule, field string) bool {
	return slices.Contains(rule.Fields, field) || slices.ContainsFunc(rule.Derived, func(d privacy.Derived) bool { return d.Field == field })
}

// values gives what a field may hold as far as it is public: nil where nothing says it.
func (g *gate) values(r *dataset.Resource, f *table.Field) map[string]bool {
	known := map[string]bool{}
	for _, c := range f.Categories {
		known[c.Value] = true
	}
	for _, v := range f.Constraints.Enum {
		known[v] = true
	}
	for _, fk := range r.Schema.ForeignKeys {
		target := g.pkg.Resource(fk.Resource)
		i := slices.Index(fk.Fields, f.Name)
		if i < 0 || i >= len(fk.Reference) || target == nil || target.Table == nil {
			continue
		}
		if col := target.Table.Schema.Index(fk.Reference[i]); col >= 0 {
			for row := range target.Table.Len() {
				if target.Table.Has(row, col) {
					known[target.Table.Text(row, col)] = true
				}
			}
		}
	}
	if len(known) == 0 {
		return nil
	}
	for _, d := range r.Disclosure.Dimensions {
		if d.Field == f.Name {
			for _, total := range d.Totals {
				known[total] = true
			}
		}
	}
	return known
}

// unsafe tells why a table of private rows cannot be let out.
func (g *gate) unsafe(r *dataset.Resource, err error) {
	var bad *privacy.CellError
	if errors.As(err, &bad) {
		g.log.Error("disclosure", r.Doc.ValueAt("query"), "row %d of the query, field %q: %s", bad.Row+1, r.Schema.Fields[bad.Field].Name, bad.Message).
			Note("the query must give one row for each combination of the dimensions, with counts that are whole numbers")
		return
	}
	unsafe(r, err, g.log)
}
