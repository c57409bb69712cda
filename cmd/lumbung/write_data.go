package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/catalog"
	"lumbung/cmd/lumbung/internal/export"
	"lumbung/cmd/lumbung/internal/output"
	"lumbung/cmd/lumbung/internal/record"
)

// dataPath is where a dataset's downloads stand: one for all languages.
func (w *writer) dataPath(name string) string {
	return strings.TrimSuffix(w.catalog.Catalogue[w.site.Main()], "index.html") + name
}

// book is what a download says of itself.
func (w *writer) book(datasets ...*catalog.Dataset) export.Book {
	b := export.Book{Site: w.site, Lang: w.site.Main()}
	for _, d := range datasets {
		b.Resources = append(b.Resources, d.Resource)
	}
	var work catalog.Work
	if len(datasets) == 1 {
		work = w.catalog.DatasetWork(datasets[0], b.Lang)
		b.Sources = w.catalog.SourceTexts(datasets[0], b.Lang)
	} else {
		work = w.catalog.PortalWork(b.Lang)
		b.Sources = w.catalog.AllSourceTexts(b.Lang)
	}
	b.Page, b.Citation = work.URL, work.Text()
	return b
}

// measureData makes the downloads without keeping them, for a part of a build that does not
// write them: pages say how large they are.
func (w *writer) measureData() error {
	out, rec := w.out, w.record
	defer func() { w.out, w.record = out, rec }()
	w.out, w.record = output.OpenDry(), nil
	defer w.out.Abort()
	return w.data()
}

// download is a file to be written: a dataset in a format, or the zip of all of them.
type download struct {
	dataset *catalog.Dataset // nil: all
	format  export.Format
}

// data writes all downloads, and has the metadata know them. The database takes longest and
// needs nothing but the tables, so it is made beside the others.
func (w *writer) data() error {
	jobs := w.downloads()
	made, database := make(chan error, 1), w.database()
	go func() { made <- database() }()
	err := w.downloadAll(jobs)
	if err = cmp.Or(err, <-made); err != nil {
		return err
	}
	w.listTogether()
	w.describeFiles()
	return w.datasette()
}

// downloads lists the datasets' files in all their formats.
func (w *writer) downloads() (jobs []download) {
	for i := range w.catalog.Datasets {
		d := &w.catalog.Datasets[i]
		for _, f := range export.Formats(d.Table) {
			if f == export.CSV || len(w.site.Outputs.Formats) == 0 || slices.Contains(w.site.Outputs.Formats, f.Name) {
				jobs = append(jobs, download{d, f})
				d.Files = append(d.Files, catalog.File{Path: w.dataPath(d.Name + f.Extension), Format: f.Name, MediaType: f.MediaType})
			}
		}
	}
	return jobs
}

// downloadAll writes the CSVs first, which the zip of all of them describes.
func (w *writer) downloadAll(all []download) error {
	var first, jobs []download
	for _, j := range all {
		if j.format == export.CSV {
			first = append(first, j)
		} else {
			jobs = append(jobs, j)
		}
	}
	if w.hasZip() {
		jobs = append(jobs, download{format: export.Zip})
	}
	if err := w.downloadEach(first); err != nil {
		return err
	}
	w.describeFiles()
	return w.downloadEach(jobs)
}

func (w *writer) downloadEach(jobs []download) error {
	slices.SortStableFunc(jobs, func(a, b download) int { return cmp.Compare(w.work(b), w.work(a)) })
	return w.each(len(jobs), func(_, i int) error { return w.download(jobs[i]) })
}

// work is about how much there is to do for a download: the most comes first, for it must not
// be what all others have to be waited for.
func (w *writer) work(j download) int {
	if j.format == export.Zip {
		rows := 0
		for i := range w.catalog.Datasets {
			rows += w.catalog.Datasets[i].Table.Len()
		}
		return 3 * rows
	}
	row := 1
	switch j.format {
	case export.XLSX:
		row = 5
	case export.JSON, export.Parquet:
		row = 2
	}
	return row * j.dataset.Table.Len()
}

// slowRows is how many rows a dataset has whose downloads a page does not wait for that
// waits to be looked at. It tells meanwhile how large those are that stand there.
const slowRows = 5_000

func (w *writer) download(j download) error {
	if j.dataset == nil {
		return w.zip()
	}
	path := w.dataPath(j.dataset.Name + j.format.Extension)
	key := func() record.Key {
		return w.record.basis("download").Text(j.dataset.Name, j.format.Name).Number(w.sums.All(j.dataset.Table)).Key()
	}
	write := func(to io.Writer) error { return w.writeDownload(to, j) }
	if j.format == export.XLSX {
		write = w.packed(path, func(to io.Writer, pieces *export.Pieces) error {
			b := w.book(j.dataset)
			b.Pieces = pieces
			return export.WriteXLSX(to, b)
		})
	}
	make := w.unit
	if j.dataset.Table.Len() >= slowRows {
		make = w.unitLater
	}
	return make(path, key, func(u *unit) error { return u.create(path, write) })
}

// writeDownload writes the formats that are written from end to end.
func (w *writer) writeDownload(to io.Writer, j download) error {
	t := j.dataset.Table
	switch j.format {
	case export.CSV:
		return export.WriteCSV(to, t)
	case export.ExcelCSV:
		return export.WriteExcelCSV(to, t, w.site.Main())
	case export.JSON:
		return export.WriteJSON(to, t)
	case export.JSONColumns:
		return export.WriteJSONColumns(to, t)
	case export.Parquet:
		return export.WriteParquet(to, t, w.book(j.dataset))
	}
	return fmt.Errorf("no writer for format %q", j.format.Name)
}

// describeFiles gives the metadata the sizes and sums of the downloads.
func (w *writer) describeFiles() {
	for i := range w.catalog.Datasets {
		d := &w.catalog.Datasets[i]
		for n := range d.Files {
			e, _ := w.out.Entry(d.Files[n].Path)
			d.Files[n].Bytes, d.Files[n].SHA256 = e.Size, e.Sum.String()
		}
	}
	for n := range w.catalog.Files {
		e, _ := w.out.Entry(w.catalog.Files[n].Path)
		w.catalog.Files[n].Bytes, w.catalog.Files[n].SHA256 = e.Size, e.Sum.String()
	}
}
