package main

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"lumbung/cmd/lumbung/internal/asset"
	"lumbung/cmd/lumbung/internal/catalog"
	"lumbung/cmd/lumbung/internal/check"
	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/content"
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/query"
	"lumbung/cmd/lumbung/internal/render"
	"lumbung/cmd/lumbung/internal/score"
	"lumbung/cmd/lumbung/internal/site"
	"lumbung/cmd/lumbung/internal/table"
	"lumbung/cmd/lumbung/internal/theme"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// portal is a project that was read, checked and planned: everything that is needed to
// write it, and nothing that must not be published.
type portal struct {
	project *project
	site    *config.Site
	*facts
	*look
	plan      *site.Plan
	catalog   *catalog.Portal
	narrative []*content.Page
	preview   bool
	log       *diag.Log
}

// facts are what a portal's data gives, whatever is written about it.
type facts struct {
	raw      *dataset.Package // as the publisher has it: nothing of it is published
	pkg      *dataset.Package // the published tables
	db       *query.DB
	answers  *answers // of db, to pages
	scores   []*score.Set
	verdicts []check.Verdict
	tests    []check.TestResult
	history  *history
	sums     *site.Sums
	said     []*diag.Diagnostic
}

// look is what a theme gives to a portal.
type look struct {
	theme    *theme.Theme
	phrases  []*locale.Phrases
	assets   *asset.Bundle
	renderer *render.Renderer // nil: a template is wrong
}

// close ends a portal and its facts.
func (p *portal) close() {
	if p.facts != nil {
		p.facts.close()
	}
}

func (f *facts) close() {
	if f.db != nil {
		f.db.Close()
	}
}

// readOptions are what a command line may say about a build's sources.
type readOptions struct {
	baseURL string // instead of site.toml's
	stage   func(name string)
	kept    *kept // from an earlier reading; nil: nothing
	// releasing says that the data is about to be frozen: that it is no release yet is then
	// no mistake.
	releasing bool
	preview   bool // it is about to be looked at, and not taken along
	advise    bool // tell what could be better, too
	// store has large tables from the last build, and is left those of this one; nil for none.
	store *dataset.Store
}

// readPortal is the pipeline from sources to a plan. What is wrong is in the log; the
// portal can be written when there are no errors in it.
func readPortal(pr *project, o readOptions, log *diag.Log) *portal {
	stage := o.stage
	if stage == nil {
		stage = func(string) {}
	}
	p := &portal{project: pr, preview: o.preview, log: log}
	if p.site = pr.settings(log); p.site == nil {
		return p
	}
	knownRules(p.site, log)
	if o.baseURL != "" {
		p.site.BaseURL = withSlash(o.baseURL)
	}
	stage("data")
	defer readHeap(pr)()
	look := p.startLook(o.kept)
	if p.facts = o.kept.givesFacts(); p.facts == nil {
		p.facts = p.readFacts(o)
	}
	for _, d := range p.said {
		log.Add(d)
	}
	stage("content")
	pages, whole := content.Load(pr.fs, p.site.Languages, log)
	p.narrative = pages
	scanned := make(chan struct{})
	go func() {
		defer close(scanned)
		check.Personal(pr.fs, p.raw, p.pkg, p.site.Report.Email, check.TextWaivers(p.site, p.raw, pages), log)
	}()
	defer func() { <-scanned }()
	if o.advise {
		check.Advice(p.site, p.raw, pages, log)
	}
	if p.look = look(); p.look == nil {
		return p
	}
	if o.advise {
		p.theme.Unused(kindNames(), p.site.Languages, log)
	}
	stage("plan")
	p.makePlan(pages, whole)
	p.catalog = p.newCatalog()
	if p.renderer != nil {
		p.renderer.Show(p.catalog)
	}
	return p
}

// readFacts reads the data, checks it, hides what must not be seen, and asks it. What is
// wrong is also kept, for a reading that uses the facts again.
func (p *portal) readFacts(o readOptions) *facts {
	log := &diag.Log{}
	q := &portal{project: p.project, site: p.site, log: log, facts: &facts{raw: dataset.LoadKept(p.project.fs, o.store, log), sums: &site.Sums{}}}
	check.Data(q.raw, log)
	if p.site.BaseURL != "" {
		check.Descriptions(q.raw, p.site.Languages, log)
	}
	q.pkg = check.Publish(q.raw, log)
	for _, r := range q.raw.Resources {
		if sums := r.RowSums(); sums != nil {
			q.sums.Know(r.Table, sums)
		}
	}
	q.scores = score.Derive(q.pkg, log)
	q.db = query.New(q.pkg.Resources)
	q.answers = &answers{db: q.db}
	check.Derive(q.raw, q.pkg, q.db, log)
	check.Formulas(q.pkg, log)
	q.history = q.readHistory(q.raw, o.releasing)
	ask := check.Runner{Run: q.table, Explain: q.explain}
	q.tests = check.Tests(q.pkg, ask, log)
	q.verdicts = check.Claims(q.pkg, ask, log)
	q.said = log.Sorted()
	return q.facts
}

// kindNames are the kinds of pages.
func kindNames() []string {
	var names []string
	for _, kind := range site.Kinds {
		names = append(names, string(kind))
	}
	return names
}

func withSlash(s string) string {
	if s[len(s)-1] != '/' {
		s += "/"
	}
	return s
}

// startLook bundles the theme while the data is read; the function it gives waits for it,
// and gives nil when the theme is broken.
func (p *portal) startLook(k *kept) (wait func() *look) {
	if k != nil && k.look != nil {
		return func() *look { return k.look }
	}
	made := make(chan *look, 1)
	go func() { made <- p.makeLook() }()
	return func() *look { return <-made }
}

func (p *portal) makeLook() *look {
	log := &diag.Log{} // of its own: whether the theme is broken must not depend on the data
	l := &look{theme: p.project.theme(p.site, log)}
	l.theme.AskedAt = func(lang locale.Lang) diag.Span {
		return p.site.Doc.At(tomlfile.Item("languages", slices.Index(p.site.Languages, lang)))
	}
	for _, lang := range p.site.Languages {
		l.phrases = append(l.phrases, l.theme.Phrases(lang, log))
	}
	wordless := log.Errors()
	l.assets = asset.Make(asset.Source{Name: l.theme.Name, FS: l.theme.FS, Where: l.theme.Where, Phrases: l.phrases}, log)
	if wordless == 0 {
		l.renderer = render.New(l.theme, l.phrases, log)
	}
	for _, d := range log.Sorted() {
		p.log.Add(d)
	}
	if wordless > 0 {
		return nil
	}
	if l.assets == nil { // nothing will be written, but what is wrong in pages can be told
		l.assets = &asset.Bundle{}
	}
	return l
}

// table runs a query of a test or a claim.
func (p *portal) table(sql string) (*table.Table, error) {
	r, err := p.db.Run(context.Background(), sql)
	if err != nil {
		return nil, err
	}
	return r.Table, nil
}

// explain tells what is wrong with a query, at its place in the author's file.
func (p *portal) explain(err error, at func(offset, length int) diag.Span) {
	var e *query.Error
	if errors.As(err, &e) {
		if e.Lost {
			return // why it could not be read was told
		}
		p.log.Add(e.Diagnostic("sql", at))
		return
	}
	p.log.Error("sql", at(0, 1), "%s", diag.Reason(err)).Note("ask it by itself with \"lumbung query\"")
}

func (p *portal) makePlan(pages []*content.Page, whole bool) {
	p.answers.next()
	in := site.Inputs{
		Config: p.site, Package: p.pkg, Content: pages, Unread: !whole, Phrases: map[locale.Lang]*locale.Phrases{}, Log: p.log,
		Assets: site.Assets{Stylesheet: p.assets.Style.Path, Early: p.assets.Early.Path, Search: p.assets.Search.Path, Icon: p.assets.Icon.Path,
			Scripts: map[locale.Lang]string{}},
		Forms:   p.forms,
		Query:   p.answers.ask,
		Explain: p.explain,
	}
	for _, ph := range p.phrases {
		in.Phrases[ph.Lang()] = ph
		in.Assets.Scripts[ph.Lang()] = p.assets.Scripts[ph.Lang()].Path
	}
	for _, v := range p.verdicts {
		in.Verdicts = append(in.Verdicts, site.Verdict{Claim: v.Claim, Computed: v.Computed, Result: v.Result})
	}
	for _, s := range p.scores {
		in.Scores = append(in.Scores, scoresOf(s))
	}
	if !p.preview {
		in.OfflineName = portalName(p.site) + "-" + p.phrases[0].Get("path.offline")
	}
	in.History, in.Modified = p.history.told(p.releaseDir(""), config.On(p.site.Outputs.Zip), portalName(p.site)), p.history.modified
	for _, t := range p.tests {
		in.Tests = append(in.Tests, outcome(t))
	}
	p.plan = site.Make(in)
}

// scoresOf hands scores on to the plan.
func scoresOf(s *score.Set) site.Scores {
	out := site.Scores{Of: s.Of.Name, Dataset: s.Bands.Name, Totals: map[int][]string{}}
	rubric := s.Resource.Scores.Rubric
	for _, a := range s.Rubric.Aspects {
		aspect := site.ScoreAspect{Value: a.Value, Rubric: s.Rubric.Resource, AspectField: rubric.Aspect, BandField: rubric.Band}
		for _, b := range a.Bands {
			aspect.Bands = append(aspect.Bands, site.ScoreBand{Value: b.Value, Min: b.Min, Max: b.Max})
		}
		out.Aspects = append(out.Aspects, aspect)
	}
	for _, t := range s.Totals {
		if out.Totals[t.Row] == nil {
			out.Totals[t.Row] = make([]string, len(s.Rubric.Aspects))
		}
		out.Totals[t.Row][t.Aspect] = strconv.FormatInt(t.Score, 10)
	}
	return out
}

func outcome(t check.TestResult) site.TestOutcome {
	o := site.TestOutcome{Dataset: t.Resource.Name, Test: t.Test, Passed: t.Passed}
	for _, w := range t.Waived {
		o.Waived = append(o.Waived, site.WaivedRow{Row: w.Row, Reason: w.Reason})
	}
	return o
}

// newCatalog says where the planner put what the metadata describes. Its files are filled
// in when they are written.
func (p *portal) newCatalog() *catalog.Portal {
	c := catalog.NewPortal(p.site)
	c.Home, c.Catalogue, c.Search = catalog.Pages{}, catalog.Pages{}, catalog.Pages{}
	pages := map[string]catalog.Pages{}
	for _, v := range p.plan.Pages {
		page := v.Base()
		switch v := v.(type) {
		case *site.HomePage:
			c.Home[page.Lang] = page.Path
		case *site.CataloguePage:
			c.Catalogue[page.Lang] = page.Path
		case *site.SearchPage:
			c.Search[page.Lang] = page.Path
		case *site.DatasetPage:
			if pages[v.Name] == nil {
				pages[v.Name] = catalog.Pages{}
			}
			pages[v.Name][page.Lang] = page.Path
		}
	}
	c.Pieces = p.pieces(pages)
	c.Issued = p.history.first
	for _, r := range p.pkg.Resources {
		if r.Table != nil {
			c.Datasets = append(c.Datasets, catalog.Dataset{Resource: r, Pages: pages[r.Name], Issued: p.history.issued[r.Name], Modified: p.history.modified[r.Name],
				Version: p.history.versions[r.Name]})
		}
	}
	return c
}

// forms are the files for software that pages lead to.
func (p *portal) forms(lang locale.Lang, dataset string) (links []site.Link) {
	c := catalog.NewPortal(p.site)
	if dataset == "" {
		for _, f := range c.PortalForms(lang) {
			links = append(links, site.Link{Title: f.MediaType, Path: f.Path, Note: f.Label})
		}
		return links
	}
	dir := p.phrases[0].Get("path.data") + "/"
	for _, f := range c.DatasetForms(dataset, p.pkg.Resource(dataset).DOI, dir, lang) {
		links = append(links, site.Link{Title: f.MediaType, Path: f.Path, Note: f.Relation})
	}
	return links
}

// pieces lists the charts, stories and claims, which are cited on their own. pages are those of the
// datasets that they lead to.
func (p *portal) pieces(pages map[string]catalog.Pages) (all []catalog.Piece) {
	names := map[string]string{}
	for name, in := range pages {
		for _, path := range in {
			names[path] = name
		}
	}
	add := func(kind catalog.PieceKind, page *site.Page, title, modified string, data []site.Link) {
		piece := catalog.Piece{Kind: kind, Lang: page.Lang, Title: title, Path: page.Path, Modified: modified}
		for _, link := range data {
			if name, ok := names[link.Path]; ok {
				piece.Datasets = append(piece.Datasets, name)
			}
		}
		all = append(all, piece)
	}
	for _, v := range p.plan.Pages {
		switch v := v.(type) {
		case *site.ChartPage:
			add(catalog.KindFigure, v.Base(), v.Title, "", v.Data)
		case *site.StoryPage:
			add(catalog.KindStory, v.Base(), v.Title, v.Updated, v.Data)
		case *site.ClaimPage:
			add(catalog.KindClaim, v.Base(), "“"+v.Title+"”", "", v.Claim.Tables)
		}
	}
	return all
}
