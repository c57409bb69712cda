package export

import (
	"strings"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
)

// grid is a small table of texts: a dictionary, a list of categories, a list of notes.
type grid struct {
	header []string
	rows   [][]string
}

// dictionary describes each column of the book's datasets, with titles and definitions in
// all languages of the portal.
func dictionary(b *Book, notes []noteRow) grid {
	w, langs := wordsFor(b.Lang), b.languages()
	g := grid{header: []string{w.field, w.typ}}
	g.header = append(g.header, inLanguages(w.title, langs)...)
	g.header = append(g.header, w.unit)
	g.header = append(g.header, inLanguages(w.definition, langs)...)
	g.header = append(g.header, w.concept, w.measure, w.classification, w.constraints, w.key, w.source, w.note)
	for _, r := range b.Resources {
		s := r.Table.Schema
		for i := range s.Fields {
			f := &s.Fields[i]
			row := []string{f.Name, f.Type.String()}
			row = append(row, textIn(f.Title, langs)...)
			row = append(row, f.Unit.In(b.Lang))
			row = append(row, textIn(Meaning(f), langs)...)
			row = append(row, f.Concept.In(b.Lang), f.Measure.In(b.Lang), f.Classification.In(b.Lang),
				rules(&f.Constraints, w), keys(s, f.Name, w), f.Source.In(b.Lang), noteMarks(notes, r.Name, f.Name, w))
			g.rows = append(g.rows, named(b, r, row))
		}
	}
	return g.withDataset(b, w)
}

// Meaning is what a field holds, in full: its definition, or else its description.
func Meaning(f *table.Field) locale.Text {
	if f.Definition.IsZero() {
		return f.Description
	}
	return f.Definition
}

// categories lists the values of the book's categorical columns and their labels.
func categories(b *Book) grid {
	w, langs := wordsFor(b.Lang), b.languages()
	g := grid{header: append([]string{w.field, w.value}, inLanguages(w.label, langs)...)}
	for _, r := range b.Resources {
		for i := range r.Table.Schema.Fields {
			f := &r.Table.Schema.Fields[i]
			for _, c := range f.Categories {
				label := c.Label
				if label.IsZero() {
					label = locale.Plain(c.Value)
				}
				g.rows = append(g.rows, named(b, r, append([]string{f.Name, c.Value}, textIn(label, langs)...)))
			}
		}
	}
	return g.withDataset(b, w)
}

// named puts the dataset's name before a row where the book has several.
func named(b *Book, r *dataset.Resource, row []string) []string {
	if len(b.Resources) == 1 {
		return row
	}
	return append([]string{r.Name}, row...)
}

func (g grid) withDataset(b *Book, w *words) grid {
	if len(b.Resources) > 1 {
		g.header = append([]string{w.dataset}, g.header...)
	}
	return g
}

// inLanguages names a column once for each language: "Judul (id)", "Judul (en)".
func inLanguages(name string, langs []locale.Lang) []string {
	if len(langs) == 1 {
		return []string{name}
	}
	names := make([]string, len(langs))
	for i, lang := range langs {
		names[i] = name + " (" + string(lang) + ")"
	}
	return names
}

func textIn(t locale.Text, langs []locale.Lang) []string {
	texts := make([]string, len(langs))
	for i, lang := range langs {
		texts[i] = t.In(lang)
	}
	return texts
}

// Rules says the constraints of a field in words: "wajib diisi; paling kecil 1".
func Rules(f *table.Field, lang locale.Lang) string { return rules(&f.Constraints, wordsFor(lang)) }

// rules says constraints in words.
func rules(c *table.Constraints, w *words) string {
	var list []string
	add := func(text, value string) {
		if value != "" {
			list = append(list, fill(text, "v", value))
		}
	}
	if c.Required {
		list = append(list, w.required)
	}
	if c.Unique {
		list = append(list, w.unique)
	}
	add(w.from, c.Minimum)
	add(w.to, c.Maximum)
	add(w.above, c.ExclusiveMinimum)
	add(w.below, c.ExclusiveMaximum)
	add(w.length, lengthRange(c))
	add(w.pattern, c.Pattern)
	add(w.oneOf, strings.Join(c.Enum, ", "))
	return strings.Join(list, "; ")
}

// keys says which keys of the schema a field belongs to.
func keys(s *table.Schema, name string, w *words) string {
	var list []string
	has := func(fields []string) bool {
		for _, f := range fields {
			if f == name {
				return true
			}
		}
		return false
	}
	if has(s.PrimaryKey) {
		list = append(list, w.primaryKey)
	}
	for _, key := range s.UniqueKeys {
		if has(key) {
			list = append(list, w.uniqueKey)
		}
	}
	for _, fk := range s.ForeignKeys {
		for i, f := range fk.Fields {
			if f == name && i < len(fk.Reference) {
				list = append(list, fill(w.foreignKey, "v", strings.TrimPrefix(fk.Resource+"."+fk.Reference[i], ".")))
			}
		}
	}
	return strings.Join(list, "; ")
}
