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

// together writes the files that hold all data of the portal: one database and one zip.
func (w *writer) together() error {
	var all []*catalog.Dataset
	for i := range w.catalog.Datasets {
		all = append(all, &w.catalog.Datasets[i])
	}
	if len(all) == 0 {
		return nil
	}
	stem := w.dataPath(portalName(w.site))
	if config.On(w.site.Outputs.Zip) {
		if err := w.portalFile(stem, export.Zip, func(to io.Writer) error { return w.zip(to, all) }); err != nil {
			return err
		}
	}
	if config.On(w.site.Outputs.SQLite) {
		if err := w.portalFile(stem, export.SQLite, func(to io.Writer) error { return export.WriteSQLite(to, w.book(all...), w.temp) }); err != nil {
			return err
		}
		return w.create(stem+".metadata.json", func(to io.Writer) error {
			return export.WriteDatasette(to, w.book(all...), portalName(w.site))
		})
	}
	return nil
}

// portalFile writes a file of the whole portal and tells the metadata of it.
func (w *writer) portalFile(stem string, f export.Format, write func(io.Writer) error) error {
	path := stem + f.Extension
	key := func() record.Key { return w.record.tables(w.record.basis("all data").Text(f.Name)).Key() }
	if err := w.file(path, key, write); err != nil {
		return err
	}
	w.catalog.Files = append(w.catalog.Files, catalog.File{Path: path, Format: f.Name, MediaType: f.MediaType})
	return nil
}

// zip is all data with what is needed to read it without the portal.
func (w *writer) zip(to io.Writer, all []*catalog.Dataset) error {
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
	return export.WriteZip(to, w.site.Date, entries)
}

// portalName names the files of the whole portal.
func portalName(s *config.Site) string {
	if name := locale.Slug(s.Title.In(s.Main())); name != "" {
		return name
	}
	return "data"
}
