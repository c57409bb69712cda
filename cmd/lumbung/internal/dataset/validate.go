package dataset

import (
	"regexp"
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/privacy"
	"lumbung/cmd/lumbung/internal/table"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// validator reports what is wrong in a descriptor that decodes: names that nothing
// bears, keys that contradict each other.
type validator struct {
	r   *Resource
	d   *descriptor
	log *diag.Log
}

var (
	resourceName = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]*$`)
	fieldName    = regexp.MustCompile(`^[A-Za-z\p{L}][\p{L}\p{N}_.-]*(@[a-z]{2,3}(-[A-Za-z0-9]+)*)?$`)
)

func (v *validator) error(rule, path, format string, args ...any) *diag.Diagnostic {
	return v.log.Error(rule, v.r.Doc.ValueAt(path), format, args...)
}

func (v *validator) resource(file string) {
	r := v.r
	if !resourceName.MatchString(r.Name) {
		v.error("dataset-name", "name", "%q cannot be the name of a dataset", r.Name).
			Note("use lower-case letters, digits, _ and -")
	} else if r.Name != file {
		v.error("dataset-name", "name", "the dataset is named %q but its file %q", r.Name, file+".toml").
			Note("give both the same name: it is the dataset's address")
	}
	switch {
	case r.Path != "" && r.Query != "":
		v.error("dataset-path", "query", "a dataset has a path or a query, not both").
			Note("keep path for a table of its own, query for one that is made from others")
	case r.Path == "" && r.Query == "":
		r.Path = r.Name + ".csv"
	}
	if r.Privacy != nil {
		r.Doc.CheckWaiver(r.Privacy, "privacy", v.log)
	}
	if r.Path != "" && !safePath(r.Path) {
		v.error("dataset-path", "path", "%q leads out of the data folder", r.Path).
			Note("name a file beside the descriptor, such as %q", r.Name+".csv")
	}
	if v.d.Type != "" && v.d.Type != "table" {
		v.error("dataset-type", "type", "only tables can be published, not %q", v.d.Type).Note(`write type = "table", or leave it out`)
	}
	if r.Title.IsZero() && !r.Private {
		v.log.Error("dataset-title", r.Doc.File.Whole(), "dataset %q has no title", r.Name).Note(`add title = { id = "…", en = "…" }`)
	}
	if r.DOI != "" && !config.IsDOI(r.DOI) {
		v.error("doi", "doi", "%q is not a DOI", r.DOI).Note(config.NoteDOI)
	}
	v.addresses()
	v.private()
	v.encoding()
	v.dialect()
	v.fields()
	v.keys()
	v.disclosure()
	v.notes()
	v.profile()
	v.tests()
}

// addresses refuses those of licences and sources that lead to no page of the web.
func (v *validator) addresses() {
	for i, l := range v.r.Licenses {
		config.CheckAddress(l.Path, v.r.Doc, tomlfile.Key(tomlfile.Item("licenses", i), "path"), v.log)
	}
	for i, s := range v.r.Sources {
		config.CheckAddress(s.Path, v.r.Doc, tomlfile.Key(tomlfile.Item("sources", i), "path"), v.log)
	}
}

// private refuses what a dataset that is never published says to readers, and a query: who
// reads private rows must say what may be seen of them.
func (v *validator) private() {
	if !v.r.Private {
		return
	}
	for _, key := range []string{"charts", "disclosure", "doi", "limits", "notes[0]", "profile", "scores"} {
		if v.r.Doc.Has(key) {
			at := v.r.Doc.At(key)
			key, _, _ = strings.Cut(key, "[")
			v.log.Error("private", at, "dataset %q is private: nothing of it is published, and %q has no use", v.r.Name, key).
				Note("remove it here; a dataset that is a query over this one may have it")
		}
	}
	if v.r.Query != "" {
		v.log.Error("private", v.r.Doc.At("query"), "dataset %q is private and made by a query", v.r.Name).
			Note("mark the dataset private whose rows it reads, and let this one have [disclosure]")
	}
	if len(v.r.Tests) > 0 {
		v.log.Error("private", v.r.Doc.At(v.r.Tests[0].Path), "dataset %q is private: no query may test it", v.r.Name).
			Note("write constraints, keys and categories in its schema; these are checked")
	}
}

// disclosure reports the faults of the rule that hides small counts.
func (v *validator) disclosure() {
	if v.r.Disclosure == nil || v.r.Query != "" && len(v.r.Schema.Fields) == 0 {
		return
	}
	for _, fault := range v.r.Disclosure.Check(&v.r.Schema) {
		v.log.Add(&diag.Diagnostic{Rule: "disclosure", Span: v.r.Doc.ValueAt(tomlfile.Key("disclosure", fault.Key)), Message: fault.Message}).
			Note("\"lumbung help privacy\" says what can be declared")
	}
}

// safePath says whether a path names a file in the folder it is relative to.
func safePath(p string) bool {
	if strings.ContainsAny(p, "\\\x00:") || strings.HasPrefix(p, "/") || strings.HasPrefix(p, "~") {
		return false
	}
	for _, part := range strings.Split(p, "/") {
		if part == ".." || part == "." || part == "" {
			return false
		}
	}
	return true
}

func (v *validator) fields() {
	if len(v.r.Schema.Fields) == 0 && v.r.Query == "" {
		v.log.Error("schema", v.r.Doc.At("schema"), "dataset %q has no fields", v.r.Name).
			Note("describe each column in a [[schema.fields]] with name, type and title")
	}
	seen := map[string]bool{}
	for i := range v.r.Schema.Fields {
		f, path := &v.r.Schema.Fields[i], tomlfile.Item("schema.fields", i)
		v.field(f, &v.d.Schema.Fields[i], path)
		if seen[f.Name] && f.Name != "" {
			v.error("field-name", tomlfile.Key(path, "name"), "field %q is described twice", f.Name).
				Note("remove one of the two, or give it another name")
		}
		seen[f.Name] = true
	}
}

func (v *validator) field(f *table.Field, d *field, path string) {
	switch {
	case f.Name == "":
		v.log.Error("field-name", v.r.Doc.At(path), "a field has no name").Note("the name is the column's heading in the CSV")
	case !fieldName.MatchString(f.Name):
		v.error("field-name", tomlfile.Key(path, "name"), "%q cannot be the name of a field", f.Name).
			Note("use letters, digits and _, and start with a letter")
	}
	known := v.typeName(d.Type, tomlfile.Key(path, "type"))
	if d.ItemType != "" {
		known = v.typeName(d.ItemType, tomlfile.Key(path, "itemType")) && known
	}
	if known {
		v.faults(f.Check(), path)
	}
	v.privacy(f, path)
	for i, c := range f.Categories {
		if slices.ContainsFunc(f.Categories[:i], func(o table.Category) bool { return o.Value == c.Value }) {
			v.error("categories", tomlfile.Item(tomlfile.Key(path, "categories"), i), "category %q is listed twice", c.Value).
				Note("remove one of the two")
		}
	}
	if base, lang := f.Base(); lang != "" && v.r.Schema.Index(base) < 0 {
		v.error("field-name", tomlfile.Key(path, "name"), "%q translates a field %q that does not exist", f.Name, base).
			Suggest(base, v.r.Schema.Names(), "its fields are %s")
	}
}

// faults reports what a field's type, format and constraints say against each other.
func (v *validator) faults(faults []table.Fault, path string) {
	for _, fault := range faults {
		d := &diag.Diagnostic{Rule: "field-property", Span: v.r.Doc.ValueAt(tomlfile.Key(path, fault.Key)), Message: fault.Message}
		if fault.Unsupported {
			d.Rule, d.Severity = "unsupported", diag.Warning
		}
		if fault.Note.Format != "" {
			d.Notes = []diag.Note{{Message: fault.Note}}
		}
		v.log.Add(d)
	}
}

// privacy checks what personal data a field lets pass.
func (v *validator) privacy(f *table.Field, path string) {
	path = tomlfile.Key(path, "privacy")
	if !v.r.Doc.Has(path) {
		return
	}
	v.r.Doc.CheckWaiver(&privacy.Waiver{Allow: f.Privacy.Allow, Reason: f.Privacy.Reason}, path, v.log)
	if f.Private {
		v.log.Error("privacy-waiver", v.r.Doc.At(path), "field %q is private: nothing of it is published", f.Name).Note("remove the waiver, or private = true")
	}
}

func (v *validator) typeName(name, path string) bool {
	if name == "" {
		return true
	}
	_, ok := table.TypeNamed(name)
	if !ok {
		d := v.error("field-type", path, "unknown type %q", name)
		if c := diag.Closest(name, table.TypeNames()); c != "" {
			d.Note("did you mean %q?", c)
		} else {
			d.Note("types are %s", strings.Join(table.TypeNames(), ", "))
		}
	}
	return ok
}

// known reports a field name that the schema lacks.
func (v *validator) known(name, path string) bool {
	if v.r.Schema.Index(name) >= 0 || v.r.Query != "" && len(v.r.Schema.Fields) == 0 {
		return true
	}
	d := v.error("unknown-field", path, "dataset %q has no field %q", v.r.Name, name)
	if c := diag.Closest(name, v.r.Schema.Names()); c != "" {
		d.Note("did you mean %q?", c)
	} else {
		d.Note("its fields are %s", strings.Join(v.r.Schema.Names(), ", "))
	}
	return false
}

func (v *validator) keys() {
	s := &v.r.Schema
	for _, name := range s.PrimaryKey {
		v.known(name, "schema.primaryKey")
	}
	for i, key := range s.UniqueKeys {
		for j, name := range key {
			v.known(name, tomlfile.Item(tomlfile.Item("schema.uniqueKeys", i), j))
		}
	}
	for i, fk := range s.ForeignKeys {
		path := tomlfile.Item("schema.foreignKeys", i)
		for _, name := range fk.Fields {
			v.known(name, tomlfile.Key(path, "fields"))
		}
		if len(fk.Fields) == 0 || len(fk.Fields) != len(fk.Reference) {
			v.log.Error("foreign-key", v.r.Doc.At(path), "a foreign key needs as many fields as its reference: %d and %d", len(fk.Fields), len(fk.Reference)).
				Note(`write fields = ["wilayah"] and reference = { resource = "regions", fields = ["kode"] }`)
		}
	}
	if m := s.FieldsMatch; m != "" && !slices.Contains([]string{"exact", "equal", "subset", "superset", "partial"}, m) {
		v.error("fields-match", "schema.fieldsMatch", "%q is no way to match fields", m).Note("it is exact, equal, subset, superset or partial")
	}
}

func (v *validator) notes() {
	for i, n := range v.r.Notes {
		path := tomlfile.Item("notes", i)
		if n.Field != "" {
			v.known(n.Field, tomlfile.Key(path, "field"))
		}
		v.where(n.Where, tomlfile.Key(path, "where"))
		if n.Text.IsZero() {
			v.log.Error("note", v.r.Doc.At(path), "a note has no text").
				Note("add text: what readers of the data must know")
		}
	}
}

func (v *validator) where(where map[string]string, path string) {
	for name := range where {
		v.known(name, tomlfile.Key(path, name))
	}
}

func (v *validator) profile() {
	p := v.r.Profile
	if p == nil {
		return
	}
	if p.Path.IsZero() {
		v.log.Error("profile", v.r.Doc.At("profile"), "a profile needs a path").Note(`add path = "%s/{%s}"`, v.r.Name, firstField(&v.r.Schema))
	}
	if p.Title.IsZero() {
		v.log.Error("profile", v.r.Doc.At("profile"), "a profile needs a title").Note(`add title = "{%s}"`, firstField(&v.r.Schema))
	}
	for _, pattern := range []struct {
		key  string
		text locale.Text
	}{{"path", p.Path}, {"title", p.Title}, {"summary", p.Summary}} {
		pattern.text.Map(func(lang locale.Lang, s string) string {
			path := tomlfile.Key("profile", pattern.key)
			if lang != "" {
				path = tomlfile.Key(path, string(lang))
			}
			for _, name := range PatternFields(s) {
				v.known(name, path)
			}
			return s
		})
	}
	for i, name := range p.Facts {
		v.known(name, tomlfile.Item("profile.facts", i))
	}
}

func firstField(s *table.Schema) string {
	if len(s.Fields) == 0 {
		return "nama"
	}
	return s.Fields[0].Name
}

var testKinds = []string{"sum", "share", "ranges", "sql"}

func (v *validator) tests() {
	for i := range v.r.Tests {
		t := &v.r.Tests[i]
		if t.Name == "" {
			v.log.Error("data-test", v.r.Doc.At(t.Path), "a test has no name").
				Note("add name: it says which test fails")
		}
		if !slices.Contains(testKinds, t.Kind) {
			v.error("data-test", tomlfile.Key(t.Path, "kind"), "%q is no kind of test", t.Kind).Note("it is sum, share, ranges or sql")
			continue
		}
		if !slices.Contains([]string{"", "error", "warning"}, t.Severity) {
			v.error("data-test", tomlfile.Key(t.Path, "severity"), "%q is no severity", t.Severity).Note("it is error or warning")
		}
		need := map[string][]string{"sum": {"field", "equals"}, "share": {"field", "of", "base"}, "ranges": {"lower", "upper"}, "sql": {"sql"}}
		given := map[string]string{"field": t.Field, "equals": t.Equals, "of": t.Of, "base": t.Base, "lower": t.Lower, "upper": t.Upper, "sql": t.SQL}
		for _, key := range need[t.Kind] {
			if given[key] == "" {
				v.log.Error("data-test", v.r.Doc.At(t.Path), "test %q of kind %q needs %q", t.Name, t.Kind, key).
					Note("add that key to the test")
			}
		}
		for _, key := range []string{"field", "of", "lower", "upper"} {
			if given[key] != "" {
				v.known(given[key], tomlfile.Key(t.Path, key))
			}
		}
		v.where(t.Where, tomlfile.Key(t.Path, "where"))
		for _, w := range t.Waivers {
			v.where(w.Where, tomlfile.Key(w.Path, "where"))
			if w.Reason.IsZero() {
				v.log.Error("waiver", v.r.Doc.At(w.Path), "a waiver needs a reason").Note("readers see it beside the data: say what is known")
			}
		}
	}
}

var patternField = regexp.MustCompile(`\{([^{}]+)\}`)

// PatternFields lists the fields that a pattern such as "kube/{nama}" names.
func PatternFields(pattern string) []string {
	var names []string
	for _, m := range patternField.FindAllStringSubmatch(pattern, -1) {
		names = append(names, m[1])
	}
	return names
}

// Expand fills a pattern's fields in.
func Expand(pattern string, value func(field string) string) string {
	return patternField.ReplaceAllStringFunc(pattern, func(m string) string { return value(m[1 : len(m)-1]) })
}
