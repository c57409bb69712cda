package check

import (
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/table"
)

// maxSpellings is up to how many rows a column is compared in full that repeats nothing.
const maxSpellings = 10_000

// spelling warns of values that are one but for capitals, blanks and the like: "Di Rumah"
// and "di Rumah" would be two bars of a chart.
func spelling(r *dataset.Resource, log *diag.Log) {
	p := &problems{r: r, log: log}
	for col := range r.Table.Schema.Fields {
		f := &r.Table.Schema.Fields[col]
		if r.Passed(col) || f.Type != table.String || len(f.Categories) > 0 || !groups(r.Table, col) || explained(r, f.Name) {
			continue
		}
		first, shown, seen := map[string]int{}, map[string]bool{}, seenIn(r.Table, col)
		for row := range r.Table.Len() {
			if !r.Table.Has(row, col) || seen.before(row) || shown[r.Table.Text(row, col)] {
				continue
			}
			seen.note(row)
			text := r.Table.Text(row, col)
			shown[text] = true
			folded := fold(text)
			other, known := first[folded]
			if !known {
				first[folded] = row
				continue
			}
			d := p.add("category-spelling", row, col, "%q is also spelt %q in %q", p.quoted(col, text), p.quoted(col, r.Table.Text(other, col)), f.Name)
			d.Severity = diag.Warning
			d.Note("write them the same; where the source prints both, say so in a note on field %q", f.Name)
		}
	}
	p.tell()
}

// explained says whether the descriptor has a note on the field as a whole: readers are then
// told why the source's spellings were kept.
func explained(r *dataset.Resource, field string) bool {
	return slices.ContainsFunc(r.Notes, func(n dataset.Note) bool { return n.Field == field && len(n.Where) == 0 })
}

// groups says whether a column's values put rows together, or name them for others.
func groups(t *table.Table, col int) bool {
	texts, codes := t.Codes(col)
	name := t.Schema.Fields[col].Name
	isKey := slices.Contains(t.Schema.PrimaryKey, name) ||
		slices.ContainsFunc(t.Schema.UniqueKeys, func(k []string) bool { return slices.Contains(k, name) }) ||
		slices.ContainsFunc(t.Schema.ForeignKeys, func(k table.ForeignKey) bool { return slices.Contains(k.Fields, name) })
	if isKey {
		return codes != nil || t.Len() <= maxSpellings
	}
	return codes != nil && len(texts) < t.Len()
}

var spelt = strings.NewReplacer("–", "-", "—", "-", "‑", "-", "’", "'", "‘", "'", "\u00a0", " ")

// fold gives what two spellings of one value share.
func fold(text string) string {
	text = spelt.Replace(strings.ToLower(text))
	return strings.TrimRight(strings.Join(strings.Fields(text), " "), ".")
}
