package site

import (
	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/content"
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
)

// Inputs is everything that pages are planned from. Tables are the published ones: what
// must not be seen is no longer in them.
type Inputs struct {
	Config   *config.Site
	Package  *dataset.Package
	Content  []*content.Page
	Unread   bool // a page of the narrative could not be read: which there are is not known
	Phrases  map[locale.Lang]*locale.Phrases
	Verdicts []Verdict
	Tests    []TestOutcome
	History  []Release         // newest first
	Modified map[string]string // dataset: ISO date of the release that last changed it; none before the first
	Scores   []Scores
	Assets   Assets

	// OfflineName names the zip of the whole portal, without ".zip"; "" for none.
	OfflineName string

	// Query runs SQL over the datasets; :lang is the language.
	Query func(lang locale.Lang, sql string) (*Result, error)
	// Explain reports what Query gave as an error, at its place in the author's text.
	Explain func(err error, at func(offset, length int) diag.Span)

	// Forms lists the files by which software understands a dataset's page, or with "" the
	// portal: Title is the media type, Note the relation, for the portal a name. nil: none.
	Forms func(lang locale.Lang, dataset string) []Link

	Log *diag.Log
}

// Result is what a query gave.
type Result struct {
	Table    *table.Table
	Origins  []Origin // one for each column
	Datasets []string // that it read
}

// Origin is the field that a column comes from unchanged; zero for a computed one.
type Origin struct{ Dataset, Field string }

// Verdict is a claim with what the data says of it.
type Verdict struct {
	Claim    *dataset.Claim
	Computed string // canonical; "" for a claim that cannot be checked
	Result   string // "matches", "differs" or "unverifiable"
}

// TestOutcome is a data test that was run.
type TestOutcome struct {
	Dataset string
	Test    *dataset.Test
	Passed  bool
	Waived  []WaivedRow
}

// WaivedRow is a row that a test would have refused but for a waiver.
type WaivedRow struct {
	Row    string // its key, in words
	Reason locale.Text
}

// Release is a published version of the data and what it changed.
type Release struct {
	Version  string
	Date     string
	Datasets []DatasetChange
	Files    []Link // the release's own copies
}

// DatasetChange is what a release changed in a dataset; Name is "" for what is said of the
// release as a whole.
type DatasetChange struct {
	Name  string
	Texts []locale.Text
	Cells []Revision // told after the last of Texts
	Files []Link     // the release's copies of the dataset
}

// Revision is a cell that a release corrected.
type Revision struct {
	Key      []RevisionKey // of its row
	Field    *table.Field
	OldField *table.Field
	Old, New table.Value
}

// RevisionKey is a field of a row's key and its canonical value.
type RevisionKey struct {
	Field *table.Field
	Text  string
}

// Assets are the paths of the theme's files.
type Assets struct {
	Stylesheet string
	Early      string
	Scripts    map[locale.Lang]string
	Search     string
	Icon       string
}

// Plan is all pages of a portal.
type Plan struct {
	Pages  []View // single pages
	Sets   []*ProfileSet
	Charts []*ChartFile
	Shards []*ShardTable
	Shells map[locale.Lang]*Shell

	// Offline is the path of the zip of the whole portal, "" for none.
	Offline string

	byName map[string]*ProfileSet
}

func (p *Plan) set(dataset string) *ProfileSet { return p.byName[dataset] }

// Set gives the profiles of a dataset, or nil.
func (p *Plan) Set(dataset string) *ProfileSet { return p.byName[dataset] }
