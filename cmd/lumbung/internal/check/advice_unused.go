package check

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// unusedFields tells of fields that nobody ever sees: without a value in any row, or private
// and needed for nothing.
func unusedFields(pkg *dataset.Package, r *dataset.Resource, log *diag.Log) {
	if r.Table == nil || r.Query != "" {
		return
	}
	for i := range r.Schema.Fields {
		f := &r.Schema.Fields[i]
		at := r.Doc.ValueAt(tomlfile.Key(tomlfile.Item("schema.fields", i), "name"))
		switch {
		case f.Private && !needed(pkg, r, f.Name):
			log.Warn("unused-field", at, "field %q is private, and nothing needs it", f.Name).
				Note("take the column out of %s: what is not kept cannot leak", r.CSV.Name)
		case !f.Private && r.Table.Len() > 0 && !anyValue(r, f.Name):
			log.Warn("unused-field", at, "field %q has no value in any row", f.Name).
				Note("take it out, or say in a note why there are no values")
		}
	}
}

// anyValue says whether a column holds anything, or a note tells why it does not.
func anyValue(r *dataset.Resource, name string) bool {
	if explained(r, name) {
		return true
	}
	col := r.Table.Schema.Index(name)
	for row := range r.Table.Len() {
		if r.Table.Has(row, col) {
			return true
		}
	}
	return false
}

// needed says whether something in data/ depends on a field that is not published: a key, a
// test, disclosure control, a note on rows; or shows it, which is told as an error.
func needed(pkg *dataset.Package, r *dataset.Resource, name string) bool {
	s := &r.Schema
	if slices.Contains(s.PrimaryKey, name) || slices.ContainsFunc(s.UniqueKeys, func(k []string) bool { return slices.Contains(k, name) }) {
		return true
	}
	for _, k := range s.ForeignKeys {
		if slices.Contains(k.Fields, name) || k.Resource == "" && slices.Contains(k.Reference, name) {
			return true
		}
	}
	for _, other := range pkg.Resources {
		for _, k := range other.Schema.ForeignKeys {
			if k.Resource == r.Name && slices.Contains(k.Reference, name) {
				return true
			}
		}
	}
	for _, t := range r.Tests {
		named := append([]string{t.Field, t.Of, t.Base, t.Equals, t.Lower, t.Upper}, t.By...)
		if slices.Contains(named, name) || inWords(t.SQL, name) || hasKey(t.Where, name) {
			return true
		}
	}
	for _, n := range r.Notes {
		if hasKey(n.Where, name) {
			return true
		}
	}
	if r.Disclosure != nil && slices.Contains(disclosureFields(r), name) {
		return true
	}
	return shownInProfile(r, name) || slices.ContainsFunc(pkg.Charts, func(c *dataset.Chart) bool {
		return c.Dataset == r.Name && slices.ContainsFunc(chartFields(c), func(f chartField) bool { return f.name == name })
	})
}

// shownInProfile says whether profiles are named by a field.
func shownInProfile(r *dataset.Resource, name string) (shown bool) {
	if r.Profile == nil {
		return false
	}
	for _, pattern := range []locale.Text{r.Profile.Path, r.Profile.Title, r.Profile.Summary} {
		pattern.Map(func(_ locale.Lang, text string) string {
			shown = shown || slices.Contains(dataset.PatternFields(text), name)
			return text
		})
	}
	return shown
}

func hasKey(m map[string]string, name string) bool {
	_, ok := m[name]
	return ok
}

// disclosureFields are the fields that a rule of disclosure names.
func disclosureFields(r *dataset.Resource) []string {
	names := slices.Clone(r.Disclosure.Fields)
	for _, d := range r.Disclosure.Dimensions {
		names = append(names, d.Field)
	}
	for _, d := range r.Disclosure.Derived {
		names = append(names, d.Field)
	}
	return names
}

func inWords(sql, name string) bool {
	return sql != "" && regexp.MustCompile(`\b`+regexp.QuoteMeta(name)+`\b`).MatchString(sql)
}

// unusedColumns tells of columns that fieldsMatch lets stand without a field: they are in
// nobody's download.
func unusedColumns(r *dataset.Resource, log *diag.Log) {
	for _, c := range r.LeftOut {
		log.Add(&diag.Diagnostic{Rule: "unused-column", Severity: diag.Info, Span: c.Span, Message: diag.Msg("the column %q is not published", c.Name)}).
			NoteAt(r.Doc.At("schema.fieldsMatch"), "no field describes it, and fieldsMatch allows that")
	}
}

// unusedPublications tells of publications that no dataset and no claim names.
func unusedPublications(site *config.Site, pkg *dataset.Package, log *diag.Log) {
	used := map[string]bool{}
	for _, r := range pkg.Resources {
		for _, s := range r.Sources {
			used[s.Publication] = true
		}
	}
	for _, c := range pkg.Claims {
		used[c.Publication] = true
	}
	for _, name := range slices.Sorted(maps.Keys(site.Publications)) {
		if used[name] || len(site.Publications) == 1 { // the only one is what claims are of
			continue
		}
		d := log.Warn("unused-publication", site.Doc.At(tomlfile.Key("publications", name)), "publication %q is the source of nothing", name).
			Note("name it in the sources of a dataset: sources = [{ publication = %q }]", name)
		if near := diag.Closest(name, unknown(used, site)); near != "" {
			d.Note("a source names %q, which is no publication", near)
		}
	}
}

// unknown are the names of publications that site.toml lacks.
func unknown(used map[string]bool, site *config.Site) []string {
	var names []string
	for name := range used {
		if _, ok := site.Publications[name]; !ok && strings.TrimSpace(name) != "" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
