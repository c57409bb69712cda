package site

import (
	"runtime"
	"sync"

	"lumbung/cmd/lumbung/internal/chart"
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/record"
	"lumbung/cmd/lumbung/internal/table"
)

// What the page of a row shows follows from the names that its template uses: pageUses
// lists every name that a template can reach of a page, with what it adds to the row's own
// cells and the names and addresses of the rows that it refers to. A test holds the list to
// the fields and methods of ProfilePage.
var pageUses = map[string]pageUse{
	"Previous":   besideRows,
	"Next":       besideRows,
	"Comparison": besideRows, // of two rows: with the other
	"Neighbours": siblings,
	"Related":    referring,
	"Row":        place,
	"Standings":  ranks,
	"Scores":     scored,
	"Figures":    figures,
	"Prose":      written,
	"Set":        shared,

	// Of the row, of the rows it refers to, and of what all pages share.
	"Base": ownRow, "Kind": ownRow, "Lang": ownRow, "Dir": ownRow, "Path": ownRow, "Title": ownRow, "Description": ownRow, "Section": ownRow,
	"Crumbs": ownRow, "Alternates": ownRow, "Shell": ownRow, "Updated": ownRow, "Sources": ownRow, "Indexed": ownRow, "Feeds": ownRow, "Card": ownRow,
	"Scripts": ownRow, "Href": ownRow, "Canonical": ownRow, "Absolute": ownRow, "Name": ownRow, "Summary": ownRow, "RowPath": ownRow, "Key": ownRow,
	"Facts": ownRow, "Fact": ownRow, "Value": ownRow, "Raw": ownRow, "Parent": ownRow, "Page": ownRow, "Location": ownRow, "Root": ownRow,
}

type pageUse uint16

const (
	besideRows pageUse = 1 << iota // the rows before and after
	siblings                       // the rows that refer to the same row
	referring                      // the rows of other datasets that refer to this one
	place                          // its number
	ranks                          // its number among all
	scored                         // its scores
	figures                        // charts, which show other rows
	written                        // what the publisher wrote, with live numbers in it
	shared                         // what is said of all rows: how many there are
	ownRow     pageUse = 0
)

// Uses are the names that the template of profiles uses.
type Uses map[string]bool

func (u Uses) pages() (all pageUse) {
	for name := range u {
		all |= pageUses[name]
	}
	return all
}

// Sums are the digests of all rows, by dataset; each is made when it is first asked for.
type Sums struct {
	mu     sync.Mutex
	tables map[*table.Table][]uint64
	linked map[*dataset.Resource][]uint64
}

// Of gives a digest for each row of a table.
func (s *Sums) Of(t *table.Table) []uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	if sums, done := s.tables[t]; done {
		return sums
	}
	sums := make([]uint64, t.Len())
	eachRange(len(sums), func(from, to int) { t.RowSums(from, sums[from:to]) })
	s.keep(t, sums)
	return sums
}

// eachRange has every processor do a part of what is there for n rows.
func eachRange(n int, do func(from, to int)) {
	var wait sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for i := range workers {
		wait.Go(func() { do(i*n/workers, (i+1)*n/workers) })
	}
	wait.Wait()
}

// Know takes the digests of a table's rows from who has them.
func (s *Sums) Know(t *table.Table, sums []uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keep(t, sums)
}

func (s *Sums) keep(t *table.Table, sums []uint64) {
	if s.tables == nil {
		s.tables = map[*table.Table][]uint64{}
	}
	s.tables[t] = sums
}

// All is the digest of a table.
func (s *Sums) All(t *table.Table) uint64 {
	all := record.Mix(0, uint64(t.Len()))
	for _, sum := range s.Of(t) {
		all = record.Mix(all, sum)
	}
	return all
}

// linked gives a digest for each row of a dataset, with the rows that it refers to: their
// names and addresses stand in its cells.
func (p *planner) linked(r *dataset.Resource, s *Sums) []uint64 {
	s.mu.Lock()
	sums, done := s.linked[r]
	s.mu.Unlock()
	if done {
		return sums
	}
	own := s.Of(r.Table)
	sums = make([]uint64, len(own))
	copy(sums, own)
	if len(r.Table.Schema.PrimaryKey) == 0 { // then its number is its anchor
		for row := range sums {
			sums[row] = record.Mix(sums[row], uint64(row))
		}
	}
	for i := range r.Table.Schema.ForeignKeys {
		rel := p.relations.keys[relationKey{r.Name, i}]
		if rel == nil {
			continue
		}
		theirs := s.Of(rel.to.Table)
		for row, target := range rel.target {
			if target >= 0 {
				sums[row] = record.Mix(sums[row], theirs[target])
			}
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.linked == nil {
		s.linked = map[*dataset.Resource][]uint64{}
	}
	s.linked[r] = sums
	return sums
}

// Keys gives a number for the page of each row in a language. Where it is the same in two
// builds, and Common too, the page is the same.
func (s *ProfileSet) Keys(lang int, uses Uses, sums *Sums) []uint64 {
	p := s.planner
	shows := uses.pages()
	rows := p.linked(s.Resource, sums)
	keys := make([]uint64, len(rows))
	copy(keys, rows)
	add := func(row int, n uint64) { keys[row] = record.Mix(keys[row], n) }
	if shows&place != 0 {
		for row := range keys {
			add(row, uint64(row))
		}
	}
	if shows&besideRows != 0 {
		for row := range keys {
			before, after := uint64(1), uint64(2)
			if row > 0 {
				before = rows[row-1]
			}
			if row+1 < len(rows) {
				after = rows[row+1]
			}
			add(row, before)
			add(row, after)
		}
	}
	if shows&siblings != 0 {
		s.addSiblings(add, sums)
	}
	if shows&referring != 0 {
		for _, rel := range p.relations.to(s.Resource.Name) {
			for row, n := range rel.groups(p.linked(rel.from, sums)) {
				add(row, n)
			}
		}
	}
	if shows&scored != 0 {
		for i := range p.Inputs.Scores {
			if sc := &p.Inputs.Scores[i]; sc.Of == s.Resource.Name {
				for row, totals := range sc.Totals {
					key := record.NewKeyer("scores").Text(totals...).Key()
					add(row, uint64(key[0])|uint64(key[1])<<8|uint64(key[2])<<16|uint64(key[3])<<24|uint64(i)<<32)
				}
			}
		}
	}
	if shows&written != 0 {
		s.addProse(keys, lang)
	}
	return keys
}

// groups digests, for each row of a relation's target, the rows that refer to it.
func (rel *relation) groups(sums []uint64) []uint64 {
	all := make([]uint64, rel.to.Table.Len())
	for target := range all {
		for _, row := range rel.referring(target) {
			all[target] = record.Mix(record.Mix(all[target], uint64(row)), sums[row])
		}
	}
	return all
}

func (s *ProfileSet) addSiblings(add func(row int, n uint64), sums *Sums) {
	own := sums.Of(s.Resource.Table)
	groups := map[*relation][]uint64{}
	for row := range own {
		rel, target := s.parent(row)
		if rel == nil {
			continue
		}
		g := groups[rel]
		if g == nil {
			g = rel.groups(own)
			groups[rel] = g
		}
		add(row, g[target])
	}
}

// addProse marks the rows that something was written about: it may hold any number of the
// portal, and such pages are few.
func (s *ProfileSet) addProse(keys []uint64, lang int) {
	prose := s.planner.prose
	if len(prose) == 0 {
		return
	}
	for row := range keys {
		for i := range s.langs {
			if prose[s.Resource.Name+"/"+s.key(row, i)] != nil {
				keys[row] = record.Never
			}
		}
	}
}

// Common takes what all pages of a set in a language share, but for what comes from the
// descriptors, the settings, the theme and its words, which the caller knows.
func (s *ProfileSet) Common(k record.Keyer, lang int, uses Uses, sums *Sums) {
	p, shows := s.planner, uses.pages()
	k.Text(s.Resource.Name, string(s.langs[lang]), s.updated)
	k.Number(uint64(shows))
	k.Number(uint64(min(s.Len(), 3))) // one alone has nothing to be compared with, two have each other
	if shows&shared != 0 && uses["Count"] {
		k.Number(uint64(s.Len()))
	}
	if shows&ranks != 0 {
		for _, r := range s.ranks {
			k.Number(uint64(r.col)).Text(r.values...)
			for _, n := range r.through {
				k.Number(uint64(n))
			}
		}
	}
	if shows&scored != 0 {
		for i := range p.Inputs.Scores {
			for _, a := range p.Inputs.Scores[i].Aspects {
				k.Number(sums.All(a.Rubric.Table))
			}
		}
	}
	var charts []string
	if shows&figures != 0 {
		charts = append(charts, s.Resource.Profile.Charts...)
	}
	if uses["Panels"] {
		charts = append(charts, s.Resource.Profile.Panels...)
	}
	for _, name := range charts {
		k.Text(name)
		if d := p.drawn[chartKey{name, s.langs[lang]}]; d != nil {
			k.Number(sums.All(d.table))
			f := p.figureOf(d, name, "", chart.Column, 3)
			k.Text(f.Finding.Plain(), f.Measure.Plain(), f.Alt).Text(f.Notes...)
		}
	}
	p.shellKey(k, p.plan.Shells[s.langs[lang]])
}

// shellKey takes what stands around a page and does not come from the settings alone.
func (p *planner) shellKey(k record.Keyer, s *Shell) {
	k.Text(s.Name, s.Description, s.Home, s.Search, s.BaseURL, s.Version, s.Date, s.Stylesheet, s.Early, s.Script, s.Icon, s.Feed, s.OpenSearch, s.Waived)
	links := append([]Link{s.License, s.Publisher, s.Download}, append(s.Footer, s.Catalog...)...)
	for _, n := range s.Nav {
		links = append(links, n.Link)
		k.Text(n.Section)
	}
	for _, l := range links {
		k.Text(l.Title, l.Path, l.Note)
	}
}

// Names gives the middles of the paths of a language's pages, and what stands before and after
// each.
func (s *ProfileSet) Names(lang int) (names record.Names, prefix, suffix string) {
	return &s.slugs[lang], s.patterns[lang].head, ".html"
}

// Keys gives a number for each row of a table of scripts: where it is the same in two
// builds, what the scripts say of the row is the same.
func (s *ShardTable) Keys(sums *Sums) []uint64 { return s.planner.linked(s.resource, sums) }

// Columns takes what the scripts' rows share.
func (s *ShardTable) Columns(k record.Keyer) {
	k.Text(s.Name, s.Dir, s.Missing, string(s.lang)).Number(uint64(s.Size))
	for _, col := range s.cols {
		k.Number(uint64(col))
	}
}

// Updated is the ISO date of the last change of the rows and of those that refer to them, as
// the pages of a language tell it.
func (s *ProfileSet) Updated(lang int) string { return orElse(s.updated, s.views[lang].shell.Date) }
