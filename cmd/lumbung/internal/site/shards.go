package site

import (
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/record"
	"lumbung/cmd/lumbung/internal/table"
)

// shardSize is how many rows stand in one script of a large table.
const shardSize = 1000

// ShardTable is a table whose rows are also written as scripts, for pages that show only
// the first of them, or that compare some of them.
type ShardTable struct {
	Name    string // of the dataset
	Dir     string // folder of the scripts, from the root, ending in a slash
	Rows    int
	Size    int
	Numeric []bool // of the columns
	Missing string // words for a cell without a value

	planner  *planner
	resource *dataset.Resource
	lang     locale.Lang
	cols     []int
	head     *ProfileSet // whose names and pages stand before the columns; nil for none
	notes    *noteIndex  // nil: there is no room for them
	set      *ProfileSet // of the resource, nil for none
	columns  []cellColumn
	codes    []*table.Codes // of columns whose cells are the same where their value is; nil for others
	scratch  scratch        // of the row that Row gave last
}

// ShardCell is a cell and, where it is not 0, a number that all cells of its column have which
// are the same.
type ShardCell struct {
	Cell
	Same int
}

// Row gives the cells of a row, appended to cells; they are good until the next row is asked
// for. Of a cell that is known, by its place and what it has in Same, nothing else is given. It
// may be called by one goroutine for each table.
func (s *ShardTable) Row(row int, cells []ShardCell, known func(place, same int) bool) []ShardCell {
	if s.columns == nil {
		s.ready()
	}
	s.scratch.reset()
	if s.head != nil {
		lang := s.head.langIndex(s.lang)
		cells = append(cells, ShardCell{Cell: Cell{Text: s.head.nameIn(&s.scratch, row, lang), Path: s.head.pathIn(&s.scratch, row, lang)}})
	}
	for i := range s.columns {
		same := 0
		if s.codes[i] != nil && s.resource.Table.Has(row, s.columns[i].col) {
			if same = int(s.codes[i].At(row)) + 1; known(len(cells), same) {
				cells = append(cells, ShardCell{Same: same})
				continue
			}
		}
		cell := s.columns[i].cell(row, &s.scratch)
		if s.noted() {
			base, _ := s.columns[i].field.Base()
			cell.Notes = s.notes.cell(s.resource.Table, row, base)
		}
		cells = append(cells, ShardCell{cell, same})
	}
	return cells
}

func (s *ShardTable) noted() bool { return s.notes != nil && len(s.notes.notes) > 0 }

// ready finds the columns, and which of them have cells that are the same where their value is:
// what such a cell shows, and where it leads, depends on nothing else. Notes and links to the
// row's own page do.
func (s *ShardTable) ready() {
	s.columns = s.planner.cellColumns(s.resource, s.cols, s.lang)
	s.codes = make([]*table.Codes, len(s.columns))
	for i := range s.columns {
		if c := &s.columns[i]; c.own == nil && !s.noted() {
			_, s.codes[i] = c.table.Codes(c.col)
		}
	}
}

// Key is what a row is known by in addresses.
func (s *ShardTable) Key(row int) string {
	if set := s.set; set != nil {
		return set.key(row, set.langIndex(s.lang))
	}
	return strings.TrimPrefix(rowID(s.resource, row), "baris-")
}

// KeysKey takes the keys of all rows.
func (s *ShardTable) KeysKey(k record.Keyer) {
	if set := s.planner.plan.set(s.resource.Name); set != nil {
		names := &set.slugs[set.langIndex(s.lang)]
		k.Number(uint64(names.Len())).Names(names)
		return
	}
	for row := range s.Rows {
		k.Text(s.Key(row))
	}
}

// shard plans the scripts of the rows of a dataset's table.
func (p *planner) shard(r *dataset.Resource, lang locale.Lang) *ShardTable {
	s := p.shardTable(r, lang, "", visible(r.Table.Schema, lang))
	s.notes = p.notesFor(r, lang)
	return s
}

// comparable plans the scripts of the rows that readers put side by side: each row's name,
// and its facts.
func (p *planner) comparable(set *ProfileSet, lang locale.Lang, facts []int) *ShardTable {
	s := p.shardTable(set.Resource, lang, "banding/", facts)
	s.head, s.Numeric = set, append([]bool{false}, s.Numeric...)
	return s
}

func (p *planner) shardTable(r *dataset.Resource, lang locale.Lang, folder string, cols []int) *ShardTable {
	s := &ShardTable{Name: r.Name, Dir: p.prefix(lang) + p.t(p.Config.Main(), "path.data") + "/" + r.Name + "/" + folder,
		Rows: r.Table.Len(), Size: shardSize, Missing: p.t(lang, "value.missing"), planner: p, resource: r, lang: lang, cols: cols, set: p.plan.set(r.Name)}
	for _, col := range cols {
		s.Numeric = append(s.Numeric, numeric(&r.Table.Schema.Fields[col]))
	}
	p.plan.Shards = append(p.plan.Shards, s)
	return s
}

// Base is the path of the scripts without number and ending.
func (s *ShardTable) Base() string { return s.Dir + "rows-" }

// compareFragment begins the part of an address that names the rows compared.
const compareFragment = "#banding="

// compare plans the page on which readers put rows of a set side by side.
func (p *planner) compare(set *ProfileSet, lang locale.Lang) *Compare {
	i, r := set.langIndex(lang), set.Resource
	if set.Len() < 2 {
		return nil
	}
	facts := set.shown[i]
	if set.named { // the head of each column says it
		name := r.Table.Schema.Translated(r.Table.Schema.Fields[set.name].Name, lang)
		facts = slices.DeleteFunc(slices.Clone(facts), func(col int) bool { return col == name })
	}
	shard := p.comparable(set, lang, facts)
	dir, fixed := set.folder(i)
	c := &Compare{Path: dir + p.t(lang, "path.compare") + ".html", Table: r.Name, Shards: shard.Base(), Rows: set.Len(), Size: shardSize, Search: SearchDir(lang)}
	if fixed {
		c.Profiles = dir
	} else {
		c.Path = strings.TrimSuffix(set.indexPath(lang), "index.html") + p.t(lang, "path.compare") + ".html"
	}
	view := set.views[i]
	v := &ComparePage{Page: p.page(KindCompare, lang, c.Path, p.t(lang, "compare.title")+": "+view.Plural, maker{name: diag.Msg("comparing %s", r.Name), at: r.Doc.At("profile")}), Compare: *c, Set: view}
	v.Section = set.section()
	v.Indexed = false
	v.Description = p.t(lang, "compare.standfirst", "label", view.Label)
	v.Crumbs = []Link{view.Index}
	v.Scripts = []string{p.Assets.Search}
	notes := p.notesFor(r, lang)
	for _, col := range facts {
		v.Columns = append(v.Columns, p.column(r, col, lang, notes))
	}
	for row := range min(set.Len(), maxListed) {
		v.Rows = append(v.Rows, Link{Title: set.Name(row, lang), Path: set.Path(row, lang)})
	}
	p.add(v)
	view.Compare = c
	return c
}
