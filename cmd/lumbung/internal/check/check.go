// Package check looks for what must hold before anything is published. It changes nothing
// that it is given, but for Publish, which makes the tables that may be seen.
//
// Data holds every table against its schema: constraints, keys, categories, references.
// Personal is the privacy gate: it looks through every text for numbers and addresses of
// people. Publish strips private fields and hides small counts; what comes after it sees
// only published tables. Tests and Claims then ask those tables what their authors said
// must be so: of the data (a waiver excuses rows, with a reason that readers see), and of
// what a publication says in prose.
package check

import (
	"io/fs"
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// mostOfARule is how many cells of one rule in one table are told: who has a thousand
// mistakes of a kind does not need the next.
const mostOfARule = 1000

// Data holds all tables against their schemas.
func Data(project fs.FS, pkg *dataset.Package, log *diag.Log) {
	for _, r := range pkg.Resources {
		if r.Table == nil {
			continue
		}
		c := &checker{project: project, pkg: pkg, log: log, r: r, t: r.Table, told: map[string]int{}}
		c.fields()
		c.keys()
		c.references()
		c.spellings()
		c.notes()
		c.profile()
		c.tell()
	}
	claims(pkg, log)
}

// checker looks at one table. What is wrong in cells is collected, so that the CSV is read
// again only once to find their places.
type checker struct {
	project fs.FS
	pkg     *dataset.Package
	log     *diag.Log
	r       *dataset.Resource
	t       *table.Table
	told    map[string]int
	cells   []dataset.Cell
	found   []*diag.Diagnostic
}

// cell reports something about a cell; col -1 is the row as a whole.
func (c *checker) cell(rule string, severity diag.Severity, row, col int, format string, args ...any) *diag.Diagnostic {
	d := &diag.Diagnostic{Rule: rule, Severity: severity, Message: diag.Msg(format, args...), Private: c.r.HasPrivate()}
	if c.told[rule]++; c.told[rule] <= mostOfARule {
		c.cells = append(c.cells, dataset.Cell{Row: row, Field: col})
		c.found = append(c.found, d)
	}
	return d
}

func (c *checker) tell() {
	spans := c.r.CellSpans(c.project, c.cells)
	for i, d := range c.found {
		d.Span = spans[i]
		c.log.Add(d)
	}
}

// shown is a value as it may be told: one of a private field may not.
func (c *checker) shown(col int, text string) string {
	if col >= 0 && c.t.Schema.Fields[col].Private {
		return "•••"
	}
	return text
}

func (c *checker) columns(names []string) []int {
	cols := make([]int, 0, len(names))
	for _, name := range names {
		if col := c.t.Schema.Index(name); col >= 0 {
			cols = append(cols, col)
		}
	}
	return cols
}

// fields checks each column by itself.
func (c *checker) fields() {
	for col := range c.t.Schema.Fields {
		f := &c.t.Schema.Fields[col]
		if f.Constraints.Required {
			for row := range c.t.Len() {
				if !c.t.Has(row, col) {
					c.cell("required", diag.Error, row, col, "field %q must have a value", f.Name).
						Note("fill it in, or remove required from its constraints")
				}
			}
		}
		if f.Constraints.Unique {
			c.unique("unique", []int{col}, "field %q may not repeat a value, and %s stands before in row %d", f.Name)
		}
		c.values(col)
	}
}

// values checks the distinct values of a column where they are known, else every cell.
func (c *checker) values(col int) {
	f := &c.t.Schema.Fields[col]
	constraints, categories := table.NewChecker(f), categorySet(f)
	if constraints == nil && categories == nil {
		return
	}
	judged := map[string]*diag.Diagnostic{}
	for row := range c.t.Len() {
		if !c.t.Has(row, col) {
			continue
		}
		text := c.t.Text(row, col)
		d, known := judged[text]
		if !known {
			d = c.judge(f, constraints, categories, text)
			if len(judged) < 10_000 {
				judged[text] = d
			}
		}
		if d != nil {
			told := c.cell(d.Rule, diag.Error, row, col, d.Format, d.Args...)
			told.Notes = d.Notes
		}
	}
}

func categorySet(f *table.Field) map[string]bool {
	if len(f.Categories) == 0 || f.Type == table.List {
		return nil
	}
	set := map[string]bool{}
	for _, category := range f.Categories {
		set[category.Value] = true
	}
	return set
}

func (c *checker) judge(f *table.Field, constraints *table.Checker, categories map[string]bool, text string) *diag.Diagnostic {
	shown := text
	if f.Private {
		shown = "•••"
	}
	if categories != nil && !categories[text] {
		d := &diag.Diagnostic{Rule: "categories", Message: diag.Msg("%q is not a category of field %q", shown, f.Name)}
		var names []string
		for _, category := range f.Categories {
			names = append(names, category.Value)
		}
		if near := diag.Closest(text, names); near != "" && !f.Private {
			return d.Note("did you mean %q?", near)
		}
		return d.Note("its categories are %s", strings.Join(names, ", "))
	}
	if constraints == nil {
		return nil
	}
	if v := constraints.Check(text); v != nil {
		if f.Private {
			return &diag.Diagnostic{Rule: "constraint", Message: diag.Msg("a value of %q breaks its constraint %s", f.Name, v.Key)}
		}
		return &diag.Diagnostic{Rule: "constraint", Message: v.Message}
	}
	return nil
}

// keys checks that keys tell rows apart.
func (c *checker) keys() {
	s := c.t.Schema
	if cols := c.columns(s.PrimaryKey); len(cols) > 0 {
		for _, col := range cols {
			for row := range c.t.Len() {
				if !c.t.Has(row, col) && !s.Fields[col].Constraints.Required {
					c.cell("primary-key", diag.Error, row, col, "field %q is part of the primary key and must have a value", s.Fields[col].Name)
				}
			}
		}
		c.unique("primary-key", cols, "the primary key %q may not repeat, and %s stands before in row %d", strings.Join(s.PrimaryKey, ", "))
	}
	for _, key := range s.UniqueKeys {
		if cols := c.columns(key); len(cols) == len(key) {
			c.unique("unique-key", cols, "the unique key %q may not repeat, and %s stands before in row %d", strings.Join(key, ", "))
		}
	}
}

func (c *checker) unique(rule string, cols []int, format, name string) {
	seen := make(map[string]int32, c.t.Len())
	var b []byte
	for row := range c.t.Len() {
		b = b[:0]
		whole := true
		for _, col := range cols {
			if !c.t.Has(row, col) {
				whole = false
				break
			}
			b = append(append(b, table.Identity(c.t.Schema.Fields[col].Type, c.t.Text(row, col))...), 0)
		}
		if !whole {
			continue // a key without a value is no key
		}
		if first, twice := seen[string(b)]; twice {
			texts := make([]string, len(cols))
			for i, col := range cols {
				texts[i] = c.shown(col, c.t.Text(row, col))
			}
			c.cell(rule, diag.Error, row, cols[0], format, name, "\""+strings.Join(texts, ", ")+"\"", int(first)+1).
				Note("rows are counted from 1, without the header")
			continue
		}
		seen[string(b)] = int32(row)
	}
}

// spellings finds values that differ only in capitals and spaces: of a key, a reference or
// a word that many rows share, that is one value written in two ways.
func (c *checker) spellings() {
	for col := range c.t.Schema.Fields {
		f := &c.t.Schema.Fields[col]
		if f.Type != table.String || len(f.Categories) > 0 || f.Private || !c.names(f.Name) {
			continue
		}
		first, warned := map[string]string{}, map[string]bool{}
		for row := range c.t.Len() {
			text := c.t.Text(row, col)
			folded := strings.ToLower(strings.Join(strings.Fields(text), " "))
			other, seen := first[folded]
			switch {
			case text == "":
			case !seen:
				first[folded] = text
			case other != text && !warned[text]:
				warned[text] = true
				c.cell("category-spelling", diag.Warning, row, col, "%q is also written %q", text, other).
					Note("write it one way; where the source prints both, say so in a note on field %q", f.Name)
			}
		}
	}
}

// names says whether a field's values stand for things: keys and references. A field whose
// author has written a note about its spelling is left alone.
func (c *checker) names(field string) bool {
	for _, n := range c.r.Notes {
		if n.Field == field && len(n.Where) == 0 {
			return false
		}
	}
	s := c.t.Schema
	if slices.Contains(s.PrimaryKey, field) {
		return true
	}
	for _, fk := range s.ForeignKeys {
		if slices.Contains(fk.Fields, field) {
			return true
		}
	}
	return false
}

// notes reports notes on rows that do not exist.
func (c *checker) notes() {
	for _, n := range c.r.Notes {
		if len(n.Where) > 0 && !c.any(func(row int) bool { return n.Matches(c.t, row) }) {
			c.log.Error("note", c.r.Doc.At(tomlfile.Key(n.Path, "where")), "no row of %q is as this note says", c.r.Name).
				Note("a note's where compares values as the published CSV writes them")
		}
	}
}

func (c *checker) any(is func(row int) bool) bool {
	for row := range c.t.Len() {
		if is(row) {
			return true
		}
	}
	return false
}

// profile checks that each row gets an address of its own, and that no page shows what is
// private.
func (c *checker) profile() {
	p := c.r.Profile
	if p == nil {
		return
	}
	langs := p.Path.Langs()
	if len(langs) == 0 {
		langs = []locale.Lang{""}
	}
	for _, lang := range langs {
		c.addresses(p.Path.In(lang))
	}
	for _, pattern := range []struct {
		key  string
		text locale.Text
	}{{"path", p.Path}, {"title", p.Title}, {"summary", p.Summary}} {
		pattern.text.Map(func(_ locale.Lang, s string) string {
			for _, name := range dataset.PatternFields(s) {
				if f := c.t.Schema.Field(name); f != nil && f.Private {
					c.log.Error("private", c.r.Doc.ValueAt("profile."+pattern.key), "field %q is private and cannot stand in a page's %s", name, pattern.key)
				}
			}
			return s
		})
	}
}

func (c *checker) addresses(pattern string) {
	seen := make(map[string]int32, c.t.Len())
	fields := dataset.PatternFields(pattern)
	at := -1
	if len(fields) > 0 {
		at = c.t.Schema.Index(fields[len(fields)-1])
	}
	for row := range c.t.Len() {
		empty := false
		address := dataset.Expand(pattern, func(field string) string {
			slug := locale.Slug(c.t.Text(row, max(c.t.Schema.Index(field), 0)))
			empty = empty || slug == ""
			return slug
		})
		first, twice := seen[address]
		switch {
		case empty:
			c.cell("profile-path", diag.Error, row, at, "the row's page has no address: %q gives no letters or digits", pattern).
				Note("choose fields that have a value in every row for profile.path")
		case twice:
			c.cell("profile-path", diag.Error, row, at, "two rows have the address %q: the other is row %d", address, int(first)+1).
				Note("add a field to profile.path that tells them apart")
		default:
			seen[address] = int32(row)
		}
	}
}

// claims checks what claims.toml refers to.
func claims(pkg *dataset.Package, log *diag.Log) {
	for _, c := range pkg.Claims {
		for i, name := range c.Tables {
			if pkg.Resource(name) != nil {
				continue
			}
			d := log.Error("unknown-dataset", c.Doc.ValueAt(tomlfile.Item(tomlfile.Key(c.Path, "tables"), i)), "there is no dataset %q", name)
			if near := diag.Closest(name, pkg.Names()); near != "" {
				d.Note("did you mean %q?", near)
			}
		}
	}
}
