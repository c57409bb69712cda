package catalog

import (
	"strings"

	"lumbung/cmd/lumbung/internal/export"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
)

// absence says which kinds of cells without a value a column has.
type absence struct{ missing, suppressed bool }

func absentIn(t *table.Table, col int) absence {
	var a absence
	for row := range t.Len() {
		if t.Has(row, col) {
			continue
		}
		if t.Value(row, col).State == table.Suppressed {
			a.suppressed = true
		} else {
			a.missing = true
		}
	}
	return a
}

// missingValues tells what stands for no value in the published column, and why, where
// the default (an empty cell, no reason) does not say it. The profile wants a label on all
// of them or on none.
func missingValues(t *table.Table, f *table.Field, absent absence, lang locale.Lang) []any {
	label, w := missingLabel(t, f, lang), wordsFor(lang)
	if !absent.suppressed && (label == "" || !absent.missing) {
		return nil
	}
	list := []any{object{{"value", ""}, {"label", first(label, w.missing)}}}
	if absent.suppressed {
		list = append(list, object{{"value", export.Suppressed}, {"label", w.suppressed}})
	}
	return list
}

// missingLabel joins the reasons that the descriptor gives for missing values.
func missingLabel(t *table.Table, f *table.Field, lang locale.Lang) string {
	values := f.MissingValues
	if values == nil {
		values = t.Schema.MissingValues
	}
	var labels []string
	for _, m := range values {
		if label := m.Label.In(lang); label != "" {
			labels = append(labels, label)
		}
	}
	return strings.Join(labels, "; ")
}
