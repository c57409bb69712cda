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
	var files []portalFile
	if config.On(w.site.Outputs.Zip) {
		files = append(files, portalFile{export.Zip, w.packed(stem+export.Zip.Extension, func(to io.Writer, pieces *export.Pieces) error { return w.zip(to, all, pieces) })})
	}
	if config.On(w.site.Outputs.SQLite) {
		files = append(files, portalFile{export.SQLite, func(to io.Writer) error { return export.WriteSQLite(to, w.book(all...), w.temp) }})
	}
	err := w.each(len(files), func(_, i int) error {
		f := files[i]
		key := func() record.Key { return w.record.tables(w.record.basis("all data").Text(f.format.Name)).Key() }
		path := stem + f.format.Extension
		return w.unitLater(path, key, func(u *unit) error { return u.create(path, f.write) })
	})
	if err != nil {
		return err
	}
	for _, f := range files {
		w.catalog.Files = append(w.catalog.Files, catalog.File{Path: stem + f.format.Extension, Format: f.format.Name, MediaType: f.format.MediaType})
	}
	if !config.On(w.site.Outputs.SQLite) {
		return nil
	}
	return w.create(stem+".metadata.json", func(to io.Writer) error {
		return export.WriteDatasette(to, w.book(all...), portalName(w.site))
	})
}

// portalFile is a file of the whole portal to be written, which the metadata tells of.
type portalFile struct {
	format export.Format
	write  func(io.Writer) error
}

// zip is all data with what is needed to read it without the portal.
func (w *writer) zip(to io.Writer, all []*catalog.Dataset, pieces *export.Pieces) error {
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
