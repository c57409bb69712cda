package site

import (
	"strings"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/locale"
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
}

// Row gives the cells of a row, appended to cells, and its key. It may be called by one
// goroutine for each table.
func (s *ShardTable) Row(row int, cells []Cell) (key string, out []Cell) {
	f := s.planner.formatter(s.lang)
	for _, col := range s.cols {
		cells = append(cells, s.planner.linkedCell(s.resource, row, col, f))
	}
	if set := s.planner.plan.set(s.resource.Name); set != nil {
		return set.key(row, set.langIndex(s.lang)), cells
	}
	return strings.TrimPrefix(rowID(s.resource, row), "baris-"), cells
}

// shard plans the scripts of a table's rows; each table of a language is planned once.
func (p *planner) shard(r *dataset.Resource, lang locale.Lang, what string, cols []int) *ShardTable {
	dir := p.prefix(lang) + p.t(p.Config.Main(), "path.data") + "/" + r.Name + "/" + what
	if p.files[dir] {
		for _, s := range p.plan.Shards {
			if s.Dir == dir {
				return s
			}
		}
	}
	p.files[dir] = true
	s := &ShardTable{Name: r.Name, Dir: dir, Rows: r.Table.Len(), Size: shardSize, Missing: p.t(lang, "value.missing"),
		planner: p, resource: r, lang: lang, cols: cols}
	for _, col := range cols {
		s.Numeric = append(s.Numeric, numeric(&r.Table.Schema.Fields[col]))
	}
	p.plan.Shards = append(p.plan.Shards, s)
	return s
}

// Base is the path of the scripts without number and ending.
func (s *ShardTable) Base() string { return s.Dir + "rows-" }

// compare plans the page on which readers put rows of a set side by side.
func (p *planner) compare(set *ProfileSet, lang locale.Lang) *Compare {
	i, r := set.langIndex(lang), set.Resource
	if set.Len() < 2 {
		return nil
	}
	cols := append([]int{}, set.shown[i]...)
	if set.name >= 0 {
		name := r.Table.Schema.Translated(r.Table.Schema.Fields[set.name].Name, lang)
		cols = append([]int{name}, without1(cols, name)...)
	}
	shard := p.shard(r, lang, "banding/", cols)
	dir, fixed := set.folder(i)
	c := &Compare{Path: dir + p.t(lang, "path.compare") + ".html", Table: r.Name, Shards: shard.Base(), Rows: set.Len(), Size: shardSize, Search: SearchDir(lang)}
	if fixed {
		c.Profiles = dir
	} else {
		c.Path = strings.TrimSuffix(set.indexPath(lang), "index.html") + p.t(lang, "path.compare") + ".html"
	}
	view := set.views[i]
	v := &ComparePage{Page: p.page(KindCompare, lang, c.Path, p.t(lang, "compare.title")+": "+view.Plural, "comparing "+r.Name), Compare: *c, Set: view}
	v.Section = set.section()
	v.Indexed = false
	v.Description = p.t(lang, "compare.standfirst", "label", view.Label)
	v.Crumbs = []Link{view.Index}
	v.Scripts = []string{p.Assets.Search}
	notes := p.notesFor(r, lang)
	for _, col := range cols[min(1, len(cols)):] {
		v.Columns = append(v.Columns, p.column(r, col, lang, notes))
	}
	for row := range min(set.Len(), maxListed) {
		v.Rows = append(v.Rows, Link{Title: set.Name(row, lang), Path: set.Path(row, lang)})
	}
	p.add(v)
	return c
}

func without1(list []int, n int) []int {
	var out []int
	for _, x := range list {
		if x != n {
			out = append(out, x)
		}
	}
	return out
}
