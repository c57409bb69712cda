package main

import (
	"bytes"
	"io"

	"lumbung/cmd/lumbung/internal/catalog"
	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/export"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/record"
)

// all are the datasets.
func (w *writer) all() (all []*catalog.Dataset) {
	for i := range w.catalog.Datasets {
		all = append(all, &w.catalog.Datasets[i])
	}
	return all
}

func (w *writer) hasZip() bool { return config.On(w.site.Outputs.Zip) && len(w.catalog.Datasets) > 0 }

func (w *writer) hasDatabase() bool {
	return config.On(w.site.Outputs.SQLite) && len(w.catalog.Datasets) > 0
}

// together is the path of a file that holds all data.
func (w *writer) together(f export.Format) string {
	return w.dataPath(portalName(w.site)) + f.Extension
}

// database gives what writes all data into one database. That looks at no description of a
// file, which others write meanwhile.
func (w *writer) database() (write func() error) {
	if !w.hasDatabase() {
		return func() error { return nil }
	}
	book := w.book(w.all()...)
	return func() error {
		return w.holdsAll(export.SQLite, func(to io.Writer) error { return export.WriteSQLite(to, book, w.temp) })
	}
}

// zip writes all tables into one zip.
func (w *writer) zip() error {
	return w.holdsAll(export.Zip, w.packed(w.together(export.Zip), w.writeZip))
}

func (w *writer) holdsAll(f export.Format, write func(io.Writer) error) error {
	key := func() record.Key { return w.record.tables(w.record.basis("all data").Text(f.Name)).Key() }
	path := w.together(f)
	return w.unitLater(path, key, func(u *unit) error { return u.create(path, write) })
}

// listTogether has the metadata know the files that hold all data.
func (w *writer) listTogether() {
	for _, f := range []struct {
		export.Format
		there bool
	}{{export.Zip, w.hasZip()}, {export.SQLite, w.hasDatabase()}} {
		if f.there {
			w.catalog.Files = append(w.catalog.Files, catalog.File{Path: w.together(f.Format), Format: f.Name, MediaType: f.MediaType})
		}
	}
}

// datasette writes what Datasette shows beside the database.
func (w *writer) datasette() error {
	if !w.hasDatabase() {
		return nil
	}
	return w.create(w.dataPath(portalName(w.site))+".metadata.json", func(to io.Writer) error {
		return export.WriteDatasette(to, w.book(w.all()...), portalName(w.site))
	})
}

// writeZip is all data with what is needed to read it without the portal.
func (w *writer) writeZip(to io.Writer, pieces *export.Pieces) error {
	all := w.all()
	var entries []export.ZipEntry
	for _, d := range all {
		entries = append(entries, export.ZipEntry{Path: "data/" + d.Name + ".csv", Write: func(to io.Writer) error { return export.WriteCSV(to, d.Table) }})
	}
	book := w.book(all...)
	var readme bytes.Buffer
	if err := export.WriteReadme(&readme, book); err != nil {
		return err
	}
	lang := w.site.Main()
	packed := *w.catalog
	packed.Datasets = nil
	for _, d := range all {
		in := *d
		in.Files = nil
		if csv, ok := d.File(export.CSV.Name); ok {
			csv.Path = "data/" + d.Name + ".csv"
			in.Files = []catalog.File{csv}
		}
		packed.Datasets = append(packed.Datasets, in)
	}
	entries = append(entries,
		export.ZipEntry{Path: "README.md", Write: export.Bytes(readme.Bytes())},
		export.ZipEntry{Path: "datapackage.json", Write: export.Bytes(packed.DataPackage(lang, "datapackage.json"))},
		export.ZipEntry{Path: "CITATION.cff", Write: export.Bytes(w.catalog.CFF(w.catalog.PortalWork(lang), nil))},
		export.ZipEntry{Path: "CITATION.bib", Write: export.Bytes(catalog.BibTeX(w.catalog.PortalWork(lang)))},
	)
	return export.WriteTablesZip(to, w.site.Date, entries, pieces)
}

// portalName names the files of the whole portal.
func portalName(s *config.Site) string {
	if name := locale.Slug(s.Title.In(s.Main())); name != "" {
		return name
	}
	return "data"
}
