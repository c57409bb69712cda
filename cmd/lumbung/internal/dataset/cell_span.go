package dataset

import (
	"slices"

	"lumbung/cmd/lumbung/internal/diag"
)

// Cell is a cell of a table; Field -1 is the row as a whole.
type Cell struct {
	Row   int
	Field int
}

// CellSpans gives where cells stand in the CSV, in the order asked for. The file is read
// again for it, once: a million rows do not each keep their place for the few that turn out
// to be wrong. A resource without a CSV answers with its query.
func (r *Resource) CellSpans(cells []Cell) []diag.Span {
	spans := make([]diag.Span, len(cells))
	if len(cells) == 0 {
		return spans
	}
	order := make([]int, len(cells))
	for i := range cells {
		order[i] = i
		spans[i] = r.fallbackSpan()
	}
	slices.SortStableFunc(order, func(a, b int) int { return cells[a].Row - cells[b].Row })
	if r.CSV == nil || r.project == nil {
		return spans
	}
	file, err := r.project.Open(r.CSV.Name)
	if err != nil {
		return spans
	}
	defer file.Close()
	reader, looks := newTableReader(file, r)
	if looks != "" {
		return spans
	}
	l := &tableLoader{r: r, log: &diag.Log{}, reader: reader}
	columns, _, ok := l.start()
	for row := 0; ok && len(order) > 0; row++ {
		rec, err := reader.next()
		if err != nil {
			return spans
		}
		if rec.comment || blank(rec) {
			row--
			continue
		}
		for len(order) > 0 && cells[order[0]].Row == row {
			i := order[0]
			spans[i] = cellSpan(reader, rec, columns, cells[i].Field)
			order = order[1:]
		}
	}
	return spans
}

// CellSpan is CellSpans for one cell.
func (r *Resource) CellSpan(row, field int) diag.Span {
	return r.CellSpans([]Cell{{row, field}})[0]
}

func cellSpan(reader *recordReader, rec *record, columns []int, field int) diag.Span {
	if field < 0 || field >= len(columns) || columns[field] < 0 || columns[field] >= len(rec.cells) {
		return reader.span(rec, 0, len(rec.raw))
	}
	c := rec.cells[columns[field]]
	return reader.span(rec, c.from, c.to)
}

// fallbackSpan is where a table comes from, when a cell of it cannot be found.
func (r *Resource) fallbackSpan() diag.Span {
	switch {
	case r.CSV != nil:
		return r.CSV.Whole()
	case r.Doc != nil:
		return r.Doc.ValueAt("query")
	}
	return diag.Span{}
}
