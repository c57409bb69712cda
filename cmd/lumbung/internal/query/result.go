package query

import (
	"lumbung/cmd/lumbung/internal/query/sqlite"
	"lumbung/cmd/lumbung/internal/table"
)

// collector makes a table of the rows that a statement gives.
type collector struct {
	p       *plan
	schema  *table.Schema
	columns []column
	builder *table.Builder
	row     []table.Value
	size    int
	// mayLackRow says that NULL may stand for no row of a dataset, not for one of its cells.
	mayLackRow bool
}

// column is what is known of a column of the result so far.
type column struct {
	from *published // nil: computed
	at   int        // which of the plan's row numbers is its row; -1: none
	kind sqlite.Kind
}

// collector starts a result. rows are the datasets whose row numbers come behind the
// columns.
func (p *plan) collector(rows []*source) *collector {
	c := &collector{p: p, schema: &table.Schema{}, columns: make([]column, len(p.names)), row: make([]table.Value, len(p.names))}
	c.mayLackRow = p.has("LEFT", "RIGHT", "FULL", "OUTER", "UNION")
	for i, name := range p.names {
		c.columns[i] = column{from: p.origins[i], at: -1}
		f := table.Field{Name: name}
		if from := p.origins[i]; from != nil {
			from.load()
			f = from.resultField(name)
			for j, s := range rows {
				if s == from.source {
					c.columns[i].at = len(p.names) + j
				}
			}
		}
		c.schema.Fields = append(c.schema.Fields, f)
	}
	c.builder = table.NewBuilder(c.schema, 0)
	return c
}

// resultField is the column's field under the name that the query gives it. What is said
// of a dataset's rows does not hold of a result's: a key need not be one there.
func (p *published) resultField(name string) table.Field {
	f := *p.field()
	f.Name = name
	f.Constraints = table.Constraints{}
	if f.MissingValues == nil {
		f.MissingValues = p.source.data.Schema.MissingValues
	}
	return f
}

// add takes a row, of which it is given the cells and behind them the row numbers.
func (c *collector) add(get func(i int) sqlite.Value) error {
	if limit := c.p.s.db.Limits.Rows; c.builder.Len() >= limit {
		return wrong("the query gives more than %d rows", limit).Note("let it count, sum or choose: a page shows far fewer")
	}
	for i := range c.columns {
		c.row[i] = c.cell(i, get)
		c.size += len(c.row[i].Text)
	}
	if limit := c.p.s.db.Limits.Size; c.size > limit {
		return wrong("the query gives more than %d bytes", limit).Note("let it choose fewer rows or columns")
	}
	c.builder.Append(c.row)
	return nil
}

func (c *collector) cell(i int, get func(i int) sqlite.Value) table.Value {
	column, v := &c.columns[i], get(i)
	if column.from != nil {
		if column.at >= 0 {
			if row := get(column.at); row.Kind == sqlite.Int {
				return column.from.source.data.Value(int(row.Int-1), column.from.col)
			}
		}
		if cell, ok := column.from.value(v); ok {
			if v.Kind == sqlite.Null && c.mayLackRow {
				cell.State, cell.Reason = table.Missing, table.NoReason
			}
			return cell
		}
		c.schema.Fields[i] = table.Field{Name: c.p.names[i]}
		column.from = nil
	}
	return column.computed(v)
}

// computed gives the text of a computed value, and remembers of which kind they are.
func (c *column) computed(v sqlite.Value) table.Value {
	switch v.Kind {
	case sqlite.Null:
		return table.Value{State: table.Missing, Reason: table.NoReason}
	case sqlite.Text:
		if k := longNumber(v.Text); k != sqlite.Text {
			c.kind = max(c.kind, k)
			return table.Value{Text: v.Text}
		}
	}
	c.kind = max(c.kind, v.Kind)
	return table.Value{Text: plainText(v)}
}

// result ends the table. A computed column has the type that holds all its values.
func (c *collector) result() *Result {
	r := &Result{Origins: make([]Origin, len(c.columns))}
	for i := range c.columns {
		if from := c.columns[i].from; from != nil {
			r.Origins[i] = Origin{from.source.name, from.field().Name}
			continue
		}
		c.schema.Fields[i].Type = map[sqlite.Kind]table.Type{
			sqlite.Null: table.String, sqlite.Int: table.Integer, sqlite.Float: table.Number, sqlite.Text: table.String,
		}[c.columns[i].kind]
	}
	for _, s := range c.p.reads {
		r.Datasets = append(r.Datasets, s.name)
	}
	r.Table = c.builder.Table()
	return r
}
