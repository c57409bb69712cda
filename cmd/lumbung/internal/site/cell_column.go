package site

import (
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
)

// cellColumn is a column as its cells are shown to readers of a language. What is the same in
// all rows, such as where a reference leads, is found once: tables are shown by the million
// cells.
type cellColumn struct {
	table  *table.Table
	col    int
	field  *table.Field
	format Formatter
	own    *ProfileSet // each cell leads to its row's own page there; nil: to none
	refs   []cellRef   // else to the row that it refers to, by the first of these that it does
	names  []cellRef   // and is shown by that row's name
}

// cellRef is a foreign key of one field, and the pages that it leads to.
type cellRef struct {
	rel *relation
	set *ProfileSet
}

// cellColumn readies a column of a dataset.
func (p *planner) cellColumn(r *dataset.Resource, col int, lang locale.Lang) cellColumn {
	field := &r.Table.Schema.Fields[col]
	c := cellColumn{table: r.Table, col: col, field: field, format: p.formatter(lang)}
	c.refs = p.cellRefs(r, r.Schema.ForeignKeys, field.Name)
	c.refs = slices.DeleteFunc(c.refs, func(ref cellRef) bool { return r.Schema.ForeignKeys[ref.rel.key].Resource == "" }) // its own table's rows
	c.names = p.cellRefs(r, r.Table.Schema.ForeignKeys, field.Name)
	if set := p.plan.set(r.Name); set != nil && set.namedBy(field.Name) {
		c.own = set
	}
	return c
}

func (p *planner) cellColumns(r *dataset.Resource, cols []int, lang locale.Lang) []cellColumn {
	all := make([]cellColumn, len(cols))
	for i, col := range cols {
		all[i] = p.cellColumn(r, col, lang)
	}
	return all
}

// cellRefs lists the foreign keys that a field alone is, and that lead to pages.
func (p *planner) cellRefs(r *dataset.Resource, keys []table.ForeignKey, field string) (refs []cellRef) {
	for i := range keys {
		if len(keys[i].Fields) != 1 || keys[i].Fields[0] != field {
			continue
		}
		rel := p.relations.keys[relationKey{r.Name, i}]
		if rel == nil {
			continue
		}
		if set := p.plan.set(rel.to.Name); set != nil {
			refs = append(refs, cellRef{rel, set})
		}
	}
	return refs
}

// cell is the cell of a row, leading to a page about what it holds. A reference is shown by
// the name of the row it refers to, and sorts by its own value.
func (c *cellColumn) cell(row int, s *scratch) Cell {
	cell := c.format.Cell(c.table, row, c.col)
	if cell.Path = c.path(row, s); cell.Path != "" && c.field.Type == table.String {
		if name := c.name(row, cell.Text); name != cell.Text {
			cell.Sort, cell.Text = cell.Text, name
		}
	}
	return cell
}

// path leads from a cell to a page about it: its own profile from the field that names it,
// the row it refers to from a foreign key.
func (c *cellColumn) path(row int, s *scratch) string {
	if c.own != nil {
		return c.own.pathIn(s, row, c.own.langIndex(c.format.Lang()))
	}
	for _, ref := range c.refs {
		if target := ref.rel.target[row]; target >= 0 {
			return ref.set.pathIn(s, int(target), ref.set.langIndex(c.format.Lang()))
		}
	}
	return ""
}

// name is how a reference is shown: by the name of the row it refers to, since a code tells
// readers little.
func (c *cellColumn) name(row int, text string) string {
	for _, ref := range c.names {
		if target := ref.rel.target[row]; target >= 0 {
			return ref.set.Name(int(target), c.format.Lang())
		}
	}
	return strings.TrimSpace(text)
}

// factColumn is a column among the facts of a row: it does not lead to the page it stands on.
func (p *planner) factColumn(r *dataset.Resource, col int, lang locale.Lang) cellColumn {
	c := p.cellColumn(r, col, lang)
	if c.own != nil {
		c.own, c.refs = nil, nil
	}
	return c
}

// fieldIndex finds the columns of fields by name. A page asks for a dozen: of a few names those of
// the same length are compared in less time than a map takes.
type fieldIndex struct {
	names []string
	cols  []int
	many  map[string]int // nil: names are few
}

// fewFields is how many names are gone through.
const fewFields = 32

// newFieldIndex finds names as Schema.Translated does for a language, or as Schema.Index does
// for none.
func newFieldIndex(s *table.Schema, find func(name string) int) *fieldIndex {
	x := &fieldIndex{}
	for i := range s.Fields {
		base, _ := s.Fields[i].Base()
		for _, name := range slices.Compact([]string{s.Fields[i].Name, base}) {
			if col := find(name); col >= 0 && !slices.Contains(x.names, name) {
				x.names, x.cols = append(x.names, name), append(x.cols, col)
			}
		}
	}
	if len(x.names) > fewFields {
		x.many = map[string]int{}
		for i, name := range x.names {
			x.many[name] = x.cols[i]
		}
	}
	return x
}

// of gives the column of a field.
func (x *fieldIndex) of(name string) (col int, ok bool) {
	if x.many != nil {
		col, ok = x.many[name]
		return col, ok
	}
	for i := range x.names {
		if x.names[i] == name {
			return x.cols[i], true
		}
	}
	return 0, false
}
