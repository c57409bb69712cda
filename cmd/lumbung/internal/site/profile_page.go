package site

import (
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/chart"
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// Page makes the page of a row. into is used again where it is not nil, and must then not
// be in use any more: a worker makes all its pages in one.
func (s *ProfileSet) Page(row, lang int, into *ProfilePage) *ProfilePage {
	v := into
	if v == nil {
		v = &ProfilePage{}
	}
	set := s.views[lang]
	shell := set.shell
	spare := v.spare
	spare.reset()
	spare.facts, spare.rows, spare.cells = spare.facts[:0], spare.rows[:0], spare.cells[:0]
	*v = ProfilePage{set: s, row: row, lang: lang, Set: set, spare: spare,
		Page: Page{Kind: KindProfile, Lang: s.langs[lang], Shell: shell, Section: set.section, Updated: s.Updated(lang), Indexed: true}}
	in := &v.spare.scratch
	v.place(s.pathIn(nil, row, lang)) // of its own: an output may keep it
	if shell.BaseURL != "" && !strings.HasSuffix(v.Path, "index.html") {
		v.canonical = in.join(shell.BaseURL, v.Path, "")
	}
	v.Title = s.titleIn(in, row, lang)
	v.Name = s.nameIn(in, row, lang)
	v.Key = s.key(row, lang)
	v.Summary = s.sentenceIn(in, row, lang)
	v.Description = v.Summary
	if v.Description == "" {
		v.Description = v.Title
	}
	v.addCrumbs()
	v.addAlternates()
	if s.planner.carded(s.Len()) { // its chart is drawn when the card is: see Card
		s.planner.card(&v.Page, v.Set.Label, v.Title, v.Summary, nil)
	}
	return v
}

func (s *ProfileSet) section() string { return "profiles:" + s.Resource.Name }

// RowPath is the row in its dataset's table.
func (v *ProfilePage) RowPath() string {
	s := &v.spare.scratch
	from := len(s.text)
	s.text = appendRowID(append(append(s.text, v.Set.Dataset.Path...), '#'), v.set.Resource, v.row)
	return s.since(from)
}

// addCrumbs leads from the index of the rows, by way of the row that this one refers to.
func (v *ProfilePage) addCrumbs() {
	v.Crumbs = append(v.spare.crumbs[:0], v.Set.Index)
	if parent := v.Parent(); parent != nil {
		v.Crumbs = append(v.Crumbs, *parent)
	}
	v.spare.crumbs = v.Crumbs
}

// parent is the first relation to a row that has a page of its own.
func (s *ProfileSet) parent(row int) (*relation, int) {
	for i := range s.parents {
		if target := s.parents[i].rel.target[row]; target >= 0 {
			return s.parents[i].rel, int(target)
		}
	}
	return nil, 0
}

func (v *ProfilePage) addAlternates() {
	s := v.set
	if len(s.langs) < 2 {
		return
	}
	v.Alternates = v.spare.alternates[:0]
	for i, tag := range s.langs {
		if i != v.lang {
			v.Alternates = append(v.Alternates, Alternate{Lang: tag, Name: s.planner.t(tag, "language.name"), Path: s.pathIn(&v.spare.scratch, v.row, i), Exact: true})
		}
	}
	v.spare.alternates = v.Alternates
}

// setView makes what all profiles of a language share.
func (p *planner) setView(s *ProfileSet, lang locale.Lang) *SetView {
	i, r := s.langIndex(lang), s.Resource
	v := &SetView{
		Name: r.Name, Label: orElse(r.Profile.Label.In(lang), r.Title.In(lang)), Plural: orElse(r.Profile.Plural.In(lang), r.Title.In(lang)),
		Dataset: Link{Title: r.Title.In(lang), Path: p.datasetPath(r.Name, lang)}, Count: s.Len(), Source: p.sources(r.Name, lang),
	}
	v.Index = Link{Title: v.Plural, Path: s.indexPath(lang)}
	v.section, v.shell = s.section(), p.plan.Shells[lang]
	for _, text := range r.Profile.Unknown {
		v.Unknown = append(v.Unknown, text.In(lang))
	}
	for _, text := range r.Limits {
		v.Limits = append(v.Limits, text.In(lang))
	}
	s.views[i] = v
	s.shown[i] = p.factColumns(r, lang)
	for _, col := range s.shown[i] {
		s.facts[i] = append(s.facts[i], p.factColumn(r, col, lang))
	}
	dir, _ := s.folder(i)
	for n, name := range r.Profile.Panels {
		slot := chart.Column
		if n > 0 {
			slot = chart.HalfColumn
		}
		if f := p.figure(name, lang, dir, slot, 3, r.Doc.ValueAt(tomlfile.Item("profile.panels", n))); f != nil {
			v.Panels = append(v.Panels, f)
		}
	}
	return v
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// factColumns are the fields shown on a profile: those that the descriptor lists, else all
// but the one that names the row.
func (p *planner) factColumns(r *dataset.Resource, lang locale.Lang) []int {
	var cols []int
	for _, name := range r.Profile.Facts {
		if col := r.Table.Schema.Translated(name, lang); col >= 0 {
			cols = append(cols, col)
		}
	}
	if cols == nil {
		cols = visible(r.Table.Schema, lang)
	}
	return cols
}

// Facts are the row's facts in the order of the descriptor.
func (v *ProfilePage) Facts() []Fact {
	if len(v.spare.facts) > 0 {
		return v.spare.facts
	}
	columns := v.set.facts[v.lang]
	for i := range columns {
		v.spare.facts = append(v.spare.facts, v.fact(&columns[i]))
	}
	return v.spare.facts
}

func (v *ProfilePage) fact(c *cellColumn) Fact {
	t, f, field := c.table, c.format, c.field
	base, _ := field.Base()
	named := field
	if base != field.Name {
		if b := t.Schema.Field(base); b != nil {
			named = b
		}
	}
	cell := f.Cell(t, v.row, c.col)
	if t.Has(v.row, c.col) && !field.Unit.IsZero() {
		cell.Text = f.WithUnit(t.Text(v.row, c.col), field)
	}
	cell.Path = c.path(v.row, &v.spare.scratch)
	if cell.Path != "" && field.Type == table.String {
		cell.Text = c.name(v.row, cell.Text)
	}
	return Fact{Name: base, Label: fieldTitle(named, v.Lang), Hint: named.Definition.In(v.Lang), Cell: cell}
}

// Fact is one fact by its field's name; a field that does not exist gives an empty one.
func (v *ProfilePage) Fact(name string) Fact {
	if col, ok := v.set.fields[v.lang].of(name); ok {
		c := v.set.planner.factColumn(v.set.Resource, col, v.Lang)
		return v.fact(&c)
	}
	return Fact{}
}

// Value is a field's value as readers write it, without its unit.
func (v *ProfilePage) Value(name string) string {
	col, ok := v.set.fields[v.lang].of(name)
	if !ok {
		return ""
	}
	t := v.set.Resource.Table
	return v.set.formats[v.lang].Value(t.Value(v.row, col), &t.Schema.Fields[col], t.Schema.MissingValues)
}

// Raw is a field's canonical value, "" where there is none.
func (v *ProfilePage) Raw(name string) string {
	if col, ok := v.set.exact.of(name); ok {
		return v.set.Resource.Table.Text(v.row, col)
	}
	return ""
}

// Row is the row's place in its table, from 0.
func (v *ProfilePage) Row() int { return v.row }

// maxHighlighted is how many rows a chart may have to be drawn again for each of them: on
// more, a bar among bars tells a reader nothing.
const maxHighlighted = 40

// Figures are the charts of the descriptor with this row highlighted.
func (v *ProfilePage) Figures() []*Figure {
	var all []*Figure
	for _, name := range v.set.Resource.Profile.Charts {
		if f := v.set.planner.highlighted(name, v); f != nil {
			f.Main = len(all) == 0
			all = append(all, f)
		}
	}
	return all
}

// Parent is the row that this one belongs to, nil where it has no page.
func (v *ProfilePage) Parent() *Link {
	for i := range v.set.parents {
		if p := &v.set.parents[i]; p.rel.target[v.row] >= 0 {
			return v.link(&v.linked.parent, p.set, int(p.rel.target[v.row]))
		}
	}
	return nil
}

// Previous is the row before this one in the table, nil at the first.
func (v *ProfilePage) Previous() *Link { return v.beside(&v.linked.previous, v.row-1) }

// Next is the row after this one in the table, nil at the last.
func (v *ProfilePage) Next() *Link { return v.beside(&v.linked.next, v.row+1) }

func (v *ProfilePage) beside(into *Link, row int) *Link {
	if row < 0 || row >= v.set.Len() {
		return nil
	}
	return v.link(into, v.set, row)
}

// link leads to the page of a row, in a place of this page.
func (v *ProfilePage) link(into *Link, set *ProfileSet, row int) *Link {
	if into.Path == "" {
		lang := set.langIndex(v.Lang)
		into.Title, into.Path = set.nameIn(&v.spare.scratch, row, lang), set.pathIn(&v.spare.scratch, row, lang)
	}
	return into
}

// Comparison is the address at which the row stands among those compared, alone but for the
// only other one there is; "" where there is none to compare it with.
func (v *ProfilePage) Comparison() string {
	if v.Set.Compare == nil {
		return ""
	}
	keys := v.Key
	if v.set.Len() == 2 {
		keys += "," + v.set.key(1-v.row, v.lang)
	}
	return v.spare.join(v.Set.Compare.Path, compareFragment, keys)
}

// Prose is what the publisher wrote about the row, nil for nothing.
func (v *ProfilePage) Prose() *Text {
	p := v.set.planner
	if len(p.prose) == 0 {
		return nil
	}
	for lang := range v.set.langs {
		if c := p.prose[v.set.Resource.Name+"/"+v.set.key(v.row, lang)][v.Lang]; c != nil {
			return p.text(c, c.Body, v.Dir)
		}
	}
	return nil
}

// maxNeighbours is how many rows beside it a profile names.
const maxNeighbours = 8

// Neighbours are other rows that refer to the same row as this one, nil where there are none.
func (v *ProfilePage) Neighbours() *Neighbours {
	rel, target := v.set.parent(v.row)
	if rel == nil {
		return nil
	}
	rows, p := rel.referring(target), v.set.planner
	if len(rows) < 2 {
		return nil
	}
	set := p.plan.set(rel.to.Name)
	in := &v.spare.scratch
	out := &Neighbours{Count: len(rows) - 1, Links: v.spare.neighbours[:0],
		Title: p.t(v.Lang, "profile.othersIn", "label", v.Set.Label, "place", set.Name(target, v.Lang))}
	v.spare.around = around(v.spare.around[:0], rows, int32(v.row), maxNeighbours)
	for _, row := range v.spare.around {
		out.Links = append(out.Links, Link{Title: v.set.nameIn(in, int(row), v.lang), Path: v.set.pathIn(in, int(row), v.lang),
			Note: v.set.sentenceIn(in, int(row), v.lang)})
	}
	v.spare.neighbours = out.Links
	if len(out.Links) < out.Count {
		out.All = Link{Title: set.Name(target, v.Lang), Path: set.Path(target, v.Lang)}
	}
	return out
}

// around picks the rows nearest to one in a sorted run, itself left out.
func around(out, rows []int32, row int32, most int) []int32 {
	at, _ := slices.BinarySearch(rows, row)
	from := max(0, min(at-most/2, len(rows)-1-most))
	for i := from; i < len(rows) && len(out) < most; i++ {
		if rows[i] != row {
			out = append(out, rows[i])
		}
	}
	return out
}

// maxRelated is how many rows of another dataset a profile lists.
const maxRelated = 250

// Related are the rows of other datasets that refer to this one.
func (v *ProfilePage) Related() []Related {
	p := v.set.planner
	var all []Related
	for _, rel := range p.relations.to(v.set.Resource.Name) {
		if !related(v.set.Resource.Profile.Related, rel.from.Name) {
			continue
		}
		rows := rel.referring(v.row)
		if len(rows) == 0 {
			continue
		}
		shown := v.spare.listed[:0]
		for _, row := range rows[:min(len(rows), maxRelated)] {
			shown = append(shown, int(row))
		}
		v.spare.listed = shown
		view := p.relatedView(rel, v, shown)
		view.Total = len(rows)
		view.ID = "terkait-" + locale.Slug(rel.from.Name)
		out := Related{Title: rel.from.Title.In(v.Lang), Path: p.datasetPath(rel.from.Name, v.Lang), Table: view, Count: len(rows)}
		if set := p.plan.set(rel.from.Name); set != nil {
			out.Title = orElse(set.Resource.Profile.Plural.In(v.Lang), out.Title)
		}
		all = append(all, out)
	}
	return all
}

func related(listed []string, name string) bool {
	if listed == nil {
		return true
	}
	for _, l := range listed {
		if l == name {
			return true
		}
	}
	return false
}

// without lists the columns of a table but those that are the same in all the rows shown,
// and long text that only its own page has room for.
func without(r *dataset.Resource, key int, lang locale.Lang) []int {
	var cols []int
	for _, col := range visible(r.Table.Schema, lang) {
		base, _ := r.Table.Schema.Fields[col].Base()
		if !related(r.Table.Schema.ForeignKeys[key].Fields, base) {
			cols = append(cols, col)
		}
	}
	if len(cols) > 6 && r.Profile != nil {
		cols = briefColumns(r, cols, lang)
	}
	return cols
}

// briefColumns are the name of a row and the first of its facts.
func briefColumns(r *dataset.Resource, cols []int, lang locale.Lang) []int {
	want := dataset.PatternFields(r.Profile.Path.In(lang))
	want = append(want, r.Profile.Facts...)
	var brief []int
	for _, name := range want {
		col := r.Table.Schema.Translated(name, lang)
		for _, c := range cols {
			if c == col && len(brief) < 6 && !containsInt(brief, col) {
				brief = append(brief, col)
			}
		}
	}
	return brief
}

func containsInt(list []int, n int) bool {
	for _, x := range list {
		if x == n {
			return true
		}
	}
	return false
}

// Scores are the row's scores among their bands, where the portal has any.
func (v *ProfilePage) Scores() []*Figure { return v.set.planner.scores(v) }
