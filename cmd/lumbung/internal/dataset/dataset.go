// Package dataset reads everything under data/: one descriptor and one CSV for each
// dataset, and gives it as a Package of Resources, typed and exact.
//
// A descriptor is a Data Package v2 resource in TOML, in the standard's own words, with
// the few additions that Resource documents. Load reads the descriptors first, then
// their tables, and reports every problem it can find in one run: what the TOML says
// wrong at its key, what a cell holds wrong at its line and column.
//
// A Resource whose query is set has no CSV: its Table is filled in by whoever runs
// queries (Package.Derive), since this package knows no SQL.
package dataset

import (
	"io/fs"
	"slices"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/privacy"
	"lumbung/cmd/lumbung/internal/table"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// Package is all datasets of a portal, in catalogue order (order, then name).
type Package struct {
	Resources []*Resource
	Charts    []*Chart // in the order of charts.toml
	Claims    []*Claim // in the order of claims.toml
	Unread    Unread
	Private   []string // names of datasets that are not among Resources, because nothing of them is published
}

// Unread is what an author declared and could not be read, which has been told at its
// place. Who needs it must not tell again that it is not there.
type Unread struct {
	Datasets  []string // whose descriptor could not be read
	Charts    []string
	Claims    []string
	AllCharts bool // charts.toml could not be read
	AllClaims bool // claims.toml could not be read
}

// LostDataset says whether a dataset was declared and has no table. It is for who comes
// after the tables were read, and those of queries made.
func (p *Package) LostDataset(name string) bool {
	if r := p.Resource(name); r != nil {
		return r.Table == nil
	}
	return slices.Contains(p.Unread.Datasets, name)
}

// Lost says whether any dataset is.
func (p *Package) Lost() bool {
	return len(p.Unread.Datasets) > 0 || slices.ContainsFunc(p.Resources, func(r *Resource) bool { return r.Table == nil })
}

// LostChart says whether a chart was declared and could not be read.
func (p *Package) LostChart(name string) bool {
	return p.Unread.AllCharts || slices.Contains(p.Unread.Charts, name)
}

// LostClaim says whether a claim was declared and has no verdict, or could not be read.
func (p *Package) LostClaim(name string) bool {
	return p.Unread.AllClaims || slices.Contains(p.Unread.Claims, name) ||
		slices.ContainsFunc(p.Claims, func(c *Claim) bool { return c.Name == name })
}

// Resource gives a dataset by name, or nil.
func (p *Package) Resource(name string) *Resource {
	for _, r := range p.Resources {
		if r.Name == name {
			return r
		}
	}
	return nil
}

// Names lists the datasets in catalogue order.
func (p *Package) Names() []string {
	names := make([]string, len(p.Resources))
	for i, r := range p.Resources {
		names[i] = r.Name
	}
	return names
}

// Resource is one dataset.
type Resource struct {
	Name  string
	Path  string // of the CSV, relative to data/; "" for a query
	Query string // SQL over the other datasets; "" for a CSV

	Title       locale.Text
	Description locale.Text
	Keywords    locale.Texts
	Coverage    locale.Text   // who or where, in a few words
	Spatial     locale.Text   // place
	Temporal    string        // ISO 8601 year, date or interval
	DOI         string        // under which the dataset is registered, where it is
	Group       locale.Text   // heading in the catalogue
	Order       int           // position in the catalogue
	Limits      []locale.Text // what cannot be concluded from the data
	Charts      []string      // shown on its page; the first is the main one
	Licenses    []License     // none: the portal's
	Sources     []Source

	Encoding string
	Dialect  table.Dialect
	Schema   table.Schema
	Notes    []Note
	Profile  *Profile
	Tests    []Test

	// Private says that nothing of it is published: its rows may only be counted, by a
	// dataset that is a query. All its fields are private.
	Private    bool
	Disclosure *privacy.Rule   // nil: its counts are published as they are
	Privacy    *privacy.Waiver // of the descriptor's texts; nil: nothing personal may stand in them
	Scores     *Scores         // nil: it holds no scores

	Table   *table.Table // nil when it could not be read
	LeftOut []LeftOut    // columns of the CSV that fieldsMatch lets stand without a field
	Doc     *tomlfile.Doc
	CSV     *diag.File // name of the CSV, without its bytes

	project fs.FS    // to find a cell again
	origin  *origin  // nil: the table is not for keeping
	sums    []uint64 // of the rows, nil: not known
}

// LeftOut is a column that is not published.
type LeftOut struct {
	Name string
	Span diag.Span
}

// License is the terms of one dataset, where they differ from the portal's.
type License struct {
	Name  string      `toml:"name"`
	Title locale.Text `toml:"title"`
	Path  string      `toml:"path"`
}

// Source says where the figures were taken from: a publication of site.toml and the
// table or section in it, or any title and address.
type Source struct {
	Publication string      `toml:"publication"`
	Locator     locale.Text `toml:"locator"`
	Title       locale.Text `toml:"title"`
	Path        string      `toml:"path"`
	Version     string      `toml:"version"`
}

// Note is a remark that readers see: on a cell, a column, rows or the whole table.
type Note struct {
	Field string
	Where map[string]string // key field = canonical value; none: all rows
	Text  locale.Text
	Path  string // its key in the descriptor
}

// Matches says whether a note is on a row.
func (n *Note) Matches(t *table.Table, row int) bool {
	for field, value := range n.Where {
		col := t.Schema.Index(field)
		if col < 0 || t.Text(row, col) != value {
			return false
		}
	}
	return true
}

// Profile gives each row of a dataset a page of its own.
type Profile struct {
	Path    locale.Text   // pattern of its address: "kube/{nama}"
	Title   locale.Text   // pattern of its title: "Kube {nama}"
	Summary locale.Text   // pattern of the sentence under the title
	Label   locale.Text   // what one row is called
	Plural  locale.Text   // what they are called, and their index page
	Intro   locale.Text   // sentence of the index page
	Charts  []string      // drawn with the row highlighted
	Panels  []string      // charts about all rows, shown as context
	Facts   []string      // fields of the facts list, in order; none: all
	Related []string      // datasets whose rows refer here, in order; none: all
	Unknown []locale.Text // what the source does not tell of a row, said on each page
}

// Test is a rule over more than one cell. Kind is "sum", "share", "ranges" or "sql".
type Test struct {
	Name     string
	Kind     string
	Severity string // "error" (default) or "warning"
	SQL      string // must return no rows
	Field    string
	Of       string
	Base     string
	Equals   string
	Lower    string
	Upper    string
	By       []string
	Decimals *int
	Rounding string
	Where    map[string]string
	Text     locale.Text // what it checks, for readers
	Waivers  []Waiver
	Path     string
}

// Waiver excuses rows from a test, with a reason that readers see.
type Waiver struct {
	Where  map[string]string
	Reason locale.Text
	Path   string
}

// At gives the place of a key of the descriptor.
func (r *Resource) At(path string) diag.Span { return r.Doc.At(path) }

// HasPrivate says whether a line of the CSV may show what is never published. Excerpts of
// it are masked.
func (r *Resource) HasPrivate() bool {
	return slices.ContainsFunc(r.Schema.Fields, func(f table.Field) bool { return f.Private })
}

// HasProfiles says whether rows of the dataset have pages.
func (r *Resource) HasProfiles() bool { return r.Profile != nil && r.Table != nil }
