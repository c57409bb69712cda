// Package export writes datasets as files: CSV, CSV for spreadsheets, XLSX, JSON and
// Parquet for each, and for the portal one SQLite database and one zip.
//
// Each writer reads a table.Table row by row and writes to an io.Writer, so that a
// register of a million rows needs no million rows of memory a second time. All forms
// hold the same values: what a column can be stored as without losing a digit is decided
// once, in columnsOf, and every format follows it. A decimal keeps the zeros it was
// published with wherever the format can carry them.
//
// A cell without a value is empty in CSV and XLSX and null elsewhere. A cell that
// disclosure control hides reads "[c]" where text can stand, as in the tables of
// statistical offices, and is null where only a number can.
//
// The same data gives the same bytes, on any machine and at any hour.
package export

import (
	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
)

// Suppressed stands in the place of a value that disclosure control hides.
const Suppressed = "[c]"

// LargeRows is from how many rows on a dataset is also published as JSON by columns.
const LargeRows = 10_000

// Format is a form in which data is published.
type Format struct {
	Name      string // stable, for links and metadata: "csv"
	Extension string // what the file's name ends in: ".csv"
	MediaType string
}

// The formats, of a dataset and of a whole portal.
var (
	CSV         = Format{"csv", ".csv", "text/csv"}
	ExcelCSV    = Format{"csv-excel", ".excel.csv", "text/csv"}
	XLSX        = Format{"xlsx", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
	JSON        = Format{"json", ".json", "application/json"}
	JSONColumns = Format{"json-columns", ".columns.json", "application/json"}
	Parquet     = Format{"parquet", ".parquet", "application/vnd.apache.parquet"}
	SQLite      = Format{"sqlite", ".sqlite", "application/vnd.sqlite3"}
	Zip         = Format{"zip", ".zip", "application/zip"}
)

// Formats lists the forms a table is published in, in the order pages show them.
func Formats(t *table.Table) []Format {
	formats := []Format{CSV}
	if XLSXLimit(t) == "" {
		formats = append(formats, XLSX)
	}
	formats = append(formats, ExcelCSV, JSON)
	if t.Len() >= LargeRows {
		formats = append(formats, JSONColumns)
	}
	return append(formats, Parquet)
}

// Book is what a file tells about itself besides its data: its cover.
type Book struct {
	Site      *config.Site
	Lang      locale.Lang // of the texts around the data
	Resources []*dataset.Resource
	Page      string   // absolute address of the page the data belongs to; "" when there is none yet
	Citation  string   // how to cite the data
	Sources   []string // the publications that the figures come from, cited in full
	Pieces    *Pieces  // what the workbook was packed to before; nil for none
}

// title names the book: its only dataset, or the portal.
func (b *Book) title() string {
	if len(b.Resources) == 1 {
		return b.Resources[0].Title.In(b.Lang)
	}
	return b.Site.Title.In(b.Lang)
}

// languages lists the languages that labels are given in, the book's own first.
func (b *Book) languages() []locale.Lang {
	langs := []locale.Lang{b.Lang}
	for _, lang := range b.Site.Languages {
		if lang != b.Lang {
			langs = append(langs, lang)
		}
	}
	return langs
}
