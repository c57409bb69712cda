package check

import (
	"slices"

	"lumbung/cmd/lumbung/internal/table"
)

// cells checks a column against what its field says of single values.
func cells(p *problems, col int) {
	t := p.r.Table
	f := &t.Schema.Fields[col]
	required := f.Constraints.Required || slices.Contains(t.Schema.PrimaryKey, f.Name)
	v := newValueCheck(p, col)
	texts, codes := t.Codes(col)
	seen := make([]bool, len(texts)) // texts that were looked at
	for row := range t.Len() {
		if !t.Has(row, col) {
			if required {
				missing(p, row, col)
			}
			continue
		}
		switch {
		case v == nil:
		case codes == nil:
			v.look(row, t.Text(row, col))
		case !seen[codes.At(row)]:
			seen[codes.At(row)] = !v.look(row, texts[codes.At(row)])
		}
	}
	if v != nil {
		v.tell()
	}
}

// missing reports a required cell without a value. A cell that could not be read was told
// where it was read, and a suppressed one has a value.
func missing(p *problems, row, col int) {
	v, f := p.r.Table.Value(row, col), &p.r.Table.Schema.Fields[col]
	if v.State != table.Missing || v.Reason == table.Invalid {
		return
	}
	if f.Constraints.Required {
		p.add("required", row, col, "a value of %q is required", f.Name).
			NoteAt(p.r.At(fieldPath(p.r, f.Name, "constraints", "required")), "it is required")
		return
	}
	p.add("required", row, col, "%q is part of the primary key and needs a value in each row", f.Name).
		NoteAt(p.r.At("schema.primaryKey"), "the key is declared")
}

// valueCheck tests values by themselves, and keeps each wrong one with where it was first
// seen.
type valueCheck struct {
	p          *problems
	col        int
	field      *table.Field
	checker    *table.Checker
	categories map[string]bool // nil: any value
	wrong      map[string]*wrongValue
	order      []string
}

type wrongValue struct {
	row, count int
	violation  *table.Violation // nil: no category
}

func newValueCheck(p *problems, col int) *valueCheck {
	f := &p.r.Table.Schema.Fields[col]
	v := &valueCheck{p: p, col: col, field: f, checker: table.NewChecker(f), wrong: map[string]*wrongValue{}}
	if len(f.Categories) > 0 {
		v.categories = map[string]bool{}
		for _, c := range f.Categories {
			if text, ok := f.Canonical(c.Value); ok {
				v.categories[text] = true
			}
		}
	}
	if v.checker == nil && v.categories == nil {
		return nil
	}
	return v
}

// look gives true when the value is wrong.
func (v *valueCheck) look(row int, text string) bool {
	if w := v.wrong[text]; w != nil {
		w.count++
		return true
	}
	var violation *table.Violation
	if v.checker != nil {
		violation = v.checker.Check(text)
	}
	if violation == nil && (v.categories == nil || v.categories[text]) {
		return false
	}
	v.wrong[text] = &wrongValue{row, 1, violation}
	v.order = append(v.order, text)
	return true
}

func (v *valueCheck) tell() {
	for _, text := range v.order {
		w, shown := v.wrong[text], v.p.quoted(v.col, text)
		switch {
		case w.violation != nil && shown != cut(text): // private
			v.p.add("constraint", w.row, v.col, "the value breaks the constraint %s of %q, which is private", w.violation.Key, v.field.Name).
				NoteAt(v.p.r.At(fieldPath(v.p.r, v.field.Name, "constraints", w.violation.Key)), "the constraint is declared")
		case w.violation != nil:
			d := v.p.add("constraint", w.row, v.col, w.violation.Format, w.violation.Args...)
			d.NoteAt(v.p.r.At(fieldPath(v.p.r, v.field.Name, "constraints", w.violation.Key)), "the constraint is declared")
			v.others(w, d.Note)
		default:
			d := v.p.add("category", w.row, v.col, "%q is no category of %q", shown, v.field.Name)
			var known []string
			for _, c := range v.field.Categories {
				known = append(known, c.Value)
			}
			d.Suggest(text, known, "the categories are %s")
			v.others(w, d.Note)
		}
	}
}

// others says how many more cells hold the same wrong value.
func (v *valueCheck) others(w *wrongValue, note noteFunc) { others(w.count-1, note) }
