package export

import (
	"encoding/json"
	"io"
	"strings"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
)

// datasetteMetadata is the metadata.json of Datasette: what its pages say of a database,
// its tables and their columns.
type datasetteMetadata struct {
	datasetteAbout
	Databases map[string]datasetteDatabase `json:"databases"`
}

type datasetteAbout struct {
	Title       string `json:"title,omitempty"`
	Description string `json:"description,omitempty"`
	License     string `json:"license,omitempty"`
	LicenseURL  string `json:"license_url,omitempty"`
	Source      string `json:"source,omitempty"`
	SourceURL   string `json:"source_url,omitempty"`
}

type datasetteDatabase struct {
	Tables map[string]datasetteTable `json:"tables"`
}

type datasetteTable struct {
	datasetteAbout
	Columns map[string]string `json:"columns,omitempty"`
}

// WriteDatasette writes the metadata.json with which Datasette shows the portal's
// database: titles, terms, and the meaning of each column. database is the name of the
// database's file without its extension.
func WriteDatasette(w io.Writer, b Book, database string) error {
	if err := b.refusePrivate(); err != nil {
		return err
	}
	m := datasetteMetadata{datasetteAbout: about(&b), Databases: map[string]datasetteDatabase{}}
	tables := map[string]datasetteTable{}
	for _, r := range b.Resources {
		tables[r.Name] = datasetteTableOf(&b, r)
	}
	m.Databases[database] = datasetteDatabase{tables}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(m)
}

func about(b *Book) datasetteAbout {
	a := datasetteAbout{Title: b.title(), Description: b.summary(), Source: b.Site.Publisher.Name.In(b.Lang), SourceURL: b.Page}
	if l := licenses(b); len(l) > 0 {
		a.License, a.LicenseURL = l[0].Name, l[0].Path
	}
	return a
}

func datasetteTableOf(b *Book, r *dataset.Resource) datasetteTable {
	one := *b
	one.Resources, one.Page = []*dataset.Resource{r}, ""
	t := datasetteTable{datasetteAbout: about(&one), Columns: map[string]string{}}
	for i := range r.Table.Schema.Fields {
		f := &r.Table.Schema.Fields[i]
		if meaning := columnMeaning(f, b.Lang); meaning != "" {
			t.Columns[f.Name] = meaning
		}
	}
	return t
}

// columnMeaning adds the unit in words: Datasette would take "units" for those of physics.
func columnMeaning(f *table.Field, lang locale.Lang) string {
	meaning, unit := first(Meaning(f).In(lang), f.Title.In(lang)), f.Unit.In(lang)
	if unit == "" {
		return meaning
	}
	return strings.TrimSpace(meaning + " (" + unit + ")")
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
