package query

import (
	"math"
	"strconv"
	"sync"

	"lumbung/cmd/lumbung/internal/query/sqlite"
	"lumbung/cmd/lumbung/internal/table"
)

// source is a dataset as queries see it. Fields that are private are not there, but in a
// Vault.
type source struct {
	name    string
	data    *table.Table
	table   *sqlite.Table
	columns []*published // as table.Columns
}

func newSource(name string, data *table.Table, whole bool) *source {
	s := &source{name: name, data: data}
	var columns []*sqlite.Column
	for col := range data.Schema.Fields {
		f := &data.Schema.Fields[col]
		if f.Private && !whole {
			continue
		}
		columns = append(columns, &sqlite.Column{Name: f.Name, Type: columnType(f.Type), Fill: func(to *sqlite.Filler) {
			for row := range data.Len() {
				fill(to, value(data.Value(row, col)))
			}
		}})
		s.columns = append(s.columns, &published{source: s, col: col})
	}
	s.table = sqlite.NewTable(name, data.Len(), columns)
	return s
}

// columnType decides how a column compares: a TEXT column compared with 53.01 is compared
// with '53.01', an INTEGER or REAL one compared with '5' is compared with 5.
func columnType(t table.Type) string {
	switch t {
	case table.Integer, table.Year, table.Boolean:
		return "INTEGER"
	case table.Number:
		return "REAL"
	}
	return "TEXT"
}

// value gives a cell as SQL has it. A number is always floating point, also a whole one:
// in a column of numbers 5 / 2 must not be 2.
func value(v table.Value) sqlite.Value {
	if v.State != table.Present {
		return sqlite.Value{}
	}
	switch v.Type {
	case table.Integer, table.Year:
		if n, err := strconv.ParseInt(v.Text, 10, 64); err == nil && strconv.FormatInt(n, 10) == v.Text {
			return sqlite.IntValue(n)
		}
	case table.Boolean:
		return sqlite.IntValue(truth(v.Text == "true"))
	case table.Number:
		if x, err := strconv.ParseFloat(v.Text, 64); err == nil && !math.IsNaN(x) {
			return sqlite.FloatValue(x)
		}
	}
	return sqlite.TextValue(v.Text)
}

func truth(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

func fill(to *sqlite.Filler, v sqlite.Value) {
	switch v.Kind {
	case sqlite.Int:
		to.Int(v.Int)
	case sqlite.Float:
		to.Float(v.Float)
	case sqlite.Text:
		to.Text(v.Text)
	default:
		to.Null()
	}
}

// published knows how a column's values were published, for those that SQL does not show
// again as they were: the zeros of 0.50, and why a cell has no value.
type published struct {
	source *source
	col    int

	once   sync.Once
	digits map[float64]string // numbers whose text is not the plain one
	twice  map[float64]bool   // of these, numbers that were published in two ways
	absent table.Value        // what cells without a value are, when they are all the same
	mixed  bool               // they are not

	hiding sync.Once
	hidden bool // some of its cells are
}

func (p *published) field() *table.Field { return &p.source.data.Schema.Fields[p.col] }

func (p *published) load() *published {
	p.once.Do(func() {
		if p.field().Type == table.Number {
			p.loadDigits()
		}
		p.loadAbsent()
	})
	return p
}

// loadDigits remembers what is not plain. Of a number in two spellings the longer one is
// kept, which says no less.
func (p *published) loadDigits() {
	plain := map[float64]bool{}
	p.digits, p.twice = map[float64]string{}, map[float64]bool{}
	t := p.source.data
	for row := range t.Len() {
		text := t.Text(row, p.col)
		x, err := strconv.ParseFloat(text, 64)
		if text == "" || err != nil || math.IsNaN(x) {
			continue
		}
		before, odd := p.digits[x]
		switch isPlain := text == shortest(x); {
		case isPlain && odd:
			p.twice[x] = true
		case isPlain:
			plain[x] = true
		case odd && before != text:
			p.twice[x] = true
			if len(text) > len(before) {
				p.digits[x] = text
			}
		case !odd:
			p.digits[x] = text
			p.twice[x] = plain[x]
		}
	}
}

func (p *published) loadAbsent() {
	p.absent = table.Value{State: table.Missing, Reason: table.NoReason}
	t, found := p.source.data, false
	for row := range t.Len() {
		if t.Has(row, p.col) {
			continue
		}
		v := t.Value(row, p.col)
		if found && v != p.absent {
			p.absent, p.mixed = table.Value{State: table.Missing, Type: v.Type, Reason: table.NoReason}, true
			return
		}
		p.absent, found = v, true
	}
}

// needsRow says that a value alone does not tell how it was published.
func (p *published) needsRow() bool {
	p.load()
	if p.mixed {
		return true
	}
	for _, twice := range p.twice {
		if twice {
			return true
		}
	}
	return false
}

// value turns what SQL gives back into the cell that it came from. ok is false when it
// cannot have come from the column, as in a UNION of different things.
func (p *published) value(v sqlite.Value) (cell table.Value, ok bool) {
	cell.Type = p.field().Type
	switch v.Kind {
	case sqlite.Null:
		return p.absent, true
	case sqlite.Int:
		if cell.Type == table.Boolean {
			cell.Text = strconv.FormatBool(v.Int != 0)
			return cell, v.Int == 0 || v.Int == 1
		}
		cell.Text = strconv.FormatInt(v.Int, 10)
		return cell, columnType(cell.Type) == "INTEGER"
	case sqlite.Float:
		if text, ok := p.digits[v.Float]; ok {
			cell.Text = text
		} else {
			cell.Text = shortest(v.Float)
		}
		return cell, cell.Type == table.Number
	}
	cell.Text = v.Text
	return cell, cell.Type != table.Boolean
}
