package export

import (
	"database/sql"
	"strconv"
	"strings"
)

// describeDatabase adds what a reader of the database alone must know: _lumbung says what
// the portal is and how to cite it, _lumbung_datasets lists its tables, _lumbung_fields
// is their dictionary, _lumbung_categories and _lumbung_notes hold labels and remarks.
func describeDatabase(tx *sql.Tx, b *Book) error {
	about := grid{header: []string{"name", "value"}}
	for _, p := range particulars(b) {
		about.rows = append(about.rows, []string{p.name, p.value})
	}
	for _, t := range []struct {
		name string
		grid
	}{
		{"_lumbung", about}, {"_lumbung_datasets", datasetList(b)}, {"_lumbung_fields", fieldList(b)},
		{"_lumbung_categories", categoryList(b)}, {"_lumbung_notes", noteList(b)},
	} {
		if err := createGrid(tx, t.name, t.grid); err != nil {
			return err
		}
	}
	return nil
}

// createGrid makes a table of texts; an empty text is NULL.
func createGrid(tx *sql.Tx, name string, g grid) error {
	columns := make([]string, len(g.header))
	for i, h := range g.header {
		columns[i] = quoteSQL(h) + " TEXT"
	}
	if _, err := tx.Exec("CREATE TABLE " + quoteSQL(name) + " (" + strings.Join(columns, ", ") + ")"); err != nil {
		return err
	}
	insert := "INSERT INTO " + quoteSQL(name) + " VALUES (" + strings.TrimSuffix(strings.Repeat("?,", len(columns)), ",") + ")"
	for _, row := range g.rows {
		values := make([]any, len(row))
		for i, text := range row {
			if text != "" {
				values[i] = text
			}
		}
		if _, err := tx.Exec(insert, values...); err != nil {
			return err
		}
	}
	return nil
}

// suffixed names a column once for each language, the book's own without a suffix:
// "title", "title_en".
func suffixed(b *Book, name string) []string {
	langs := b.languages()
	names := make([]string, len(langs))
	for i, lang := range langs {
		names[i] = name + "_" + string(lang)
	}
	names[0] = name
	return names
}

func datasetList(b *Book) grid {
	g := grid{header: []string{"dataset"}}
	g.header = append(g.header, suffixed(b, "title")...)
	g.header = append(g.header, suffixed(b, "description")...)
	g.header = append(g.header, "rows", "temporal")
	for _, r := range b.Resources {
		row := append([]string{r.Name}, textIn(r.Title, b.languages())...)
		row = append(row, textIn(r.Description, b.languages())...)
		g.rows = append(g.rows, append(row, strconv.Itoa(r.Table.Len()), r.Temporal))
	}
	return g
}

func fieldList(b *Book) grid {
	g := grid{header: []string{"dataset", "field", "type"}}
	for _, name := range []string{"title", "definition", "unit"} {
		g.header = append(g.header, suffixed(b, name)...)
	}
	g.header = append(g.header, "concept", "measure", "classification", "source")
	langs := b.languages()
	for _, r := range b.Resources {
		for i := range r.Table.Schema.Fields {
			f := &r.Table.Schema.Fields[i]
			row := append([]string{r.Name, f.Name, f.Type.String()}, textIn(f.Title, langs)...)
			row = append(row, textIn(Meaning(f), langs)...)
			row = append(row, textIn(f.Unit, langs)...)
			g.rows = append(g.rows, append(row, f.Concept.In(b.Lang), f.Measure.In(b.Lang), f.Classification.In(b.Lang), f.Source.In(b.Lang)))
		}
	}
	return g
}

func categoryList(b *Book) grid {
	g := grid{header: append([]string{"dataset", "field", "value"}, suffixed(b, "label")...)}
	for _, r := range b.Resources {
		for i := range r.Table.Schema.Fields {
			f := &r.Table.Schema.Fields[i]
			for _, c := range f.Categories {
				g.rows = append(g.rows, append([]string{r.Name, f.Name, c.Value}, textIn(c.Label, b.languages())...))
			}
		}
	}
	return g
}

func noteList(b *Book) grid {
	g := grid{header: append([]string{"dataset", "field", "rows"}, suffixed(b, "text")...)}
	for _, r := range b.Resources {
		for _, n := range Notes(r) {
			g.rows = append(g.rows, append([]string{r.Name, n.Field, whereText(n.Where)}, textIn(n.Text, b.languages())...))
		}
	}
	return g
}
