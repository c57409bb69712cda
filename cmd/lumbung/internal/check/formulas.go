package check

import (
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/table"
)

// Formulas warns of texts that a spreadsheet would calculate when a reader opens the CSV. They
// are published as they are, since a changed value would be a wrong one; whoever publishes
// them should know. It looks at what is published, the results of queries too, and tells a
// field once: a column of such texts has one cause.
func Formulas(pkg *dataset.Package, log *diag.Log) {
	for _, r := range pkg.Resources {
		if r.Table == nil {
			continue
		}
		p := &problems{r: r, log: log}
		for col := range r.Table.Schema.Fields {
			if !r.Passed(col) {
				formulas(p, col)
			}
		}
		p.tell()
	}
}

func formulas(p *problems, col int) {
	t := p.r.Table
	f := &t.Schema.Fields[col]
	if f.Type != table.String && f.Type != table.Any || !anyFormula(t, col) {
		return
	}
	first, count := -1, 0
	for row := range t.Len() {
		if !t.Has(row, col) || !table.Formula(t.Text(row, col)) {
			continue
		}
		if count++; first < 0 {
			first = row
		}
	}
	d := p.add("formula", first, col, "a spreadsheet that opens the CSV would calculate %q", p.quoted(col, t.Text(first, col)))
	d.Severity = diag.Warning
	switch {
	case count == 2:
		d.Note("so it would with one more cell of %q", f.Name)
	case count > 2:
		d.Note("so it would with %d more {cell|cells} of %q", count-1, f.Name)
	}
	d.Note("it is published as it is; where the text may begin otherwise, write it so, and lead readers to the XLSX, in which it is text")
}

// anyFormula says whether there is something to be counted.
func anyFormula(t *table.Table, col int) bool {
	for _, text := range t.Texts(col) {
		if table.Formula(text) {
			return true
		}
	}
	return false
}
