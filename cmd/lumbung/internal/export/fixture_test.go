package export

import (
	"bytes"
	"encoding/csv"
	"io"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
)

// none and hidden stand for cells without a value in the rows of a test table.
const (
	none   = "\x00none"
	hidden = "\x00hidden"
)

// makeTable builds a table from canonical texts.
func makeTable(fields []table.Field, rows ...[]string) *table.Table {
	schema := &table.Schema{Fields: fields}
	b := table.NewBuilder(schema, len(rows))
	for _, row := range rows {
		values := make([]table.Value, len(row))
		for i, text := range row {
			values[i] = table.Value{Text: text, Type: fields[i].Type}
			switch text {
			case none:
				values[i] = table.Value{Type: fields[i].Type, State: table.Missing}
			case hidden:
				values[i] = table.Value{Type: fields[i].Type, State: table.Suppressed}
			}
		}
		b.Append(values)
	}
	return b.Table()
}

func field(name string, typ table.Type) table.Field { return table.Field{Name: name, Type: typ} }

// hostile is a table of what goes wrong in exports: every kind of value, and texts that
// have broken some format somewhere.
func hostile() *table.Table {
	fields := []table.Field{
		field("no", table.Integer), field("nama", table.String), field("persen", table.Number), field("besar", table.Integer),
		field("panjang", table.Number), field("aktif", table.Boolean), field("tanggal", table.Date), field("tahun", table.Year),
		field("waktu", table.Datetime), field("daftar", table.List), field("kode", table.String), field("aneh", table.Number),
		field("jumlah", table.Integer),
	}
	return makeTable(fields,
		[]string{"1", "Tunas Baru", "18.30", "9007199254740993", "0.1234567890123456789", "true", "2016-07-05", "2008", "2016-07-05T10:00:00", `["babi","ayam"]`, "53.01", "NaN", "12"},
		[]string{"2", "=1+1", "-0.5", "-9223372036854775808", "12345678901234567890.5", "false", "0001-01-01", "1999", "2016-07-05T10:00:00Z", `[]`, "007", "1.5", hidden},
		[]string{"3", "a,b;\"c\"\r\nd\ne", "100", "0", "1", none, "1899-12-31", none, none, none, "-", none, none},
		[]string{"4", "</script><!--\u2028\u2029 & 'x' <b>", "0.00", "999999999999999", "-1", "true", "1900-03-01", "2016", "x", `["=2","\"\\"]`, "  tepi  ", "2", "0"},
		[]string{"5", "NUL \x00 \x01 \x1f _x0041_ \t akhir", none, "1000000000000000", "0.10", "true", "9999-12-31", "2016", none, none, "@SUM(A1)", "-3.25", "4"},
		[]string{"6", "", "12.5", "-1", none, "false", none, "2016", none, none, "é ا 🐖 e\u0301", none, "7"},
		[]string{"7", none, "12.50", none, none, none, none, none, none, none, "[c]", none, hidden},
	)
}

// resource wraps a table as a dataset with texts in two languages.
func resource(name string, t *table.Table) *dataset.Resource {
	text := func(id, en string) locale.Text { return locale.NewText(map[locale.Lang]string{"id": id, "en": en}) }
	for i := range t.Schema.Fields {
		f := &t.Schema.Fields[i]
		f.Title = text("Judul "+f.Name, "Title of "+f.Name)
		f.Definition = text("Arti "+f.Name, "Meaning of "+f.Name)
	}
	return &dataset.Resource{
		Name: name, Title: text("Kube "+name, "Kube "+name+" (en)"), Description: text("Keterangan "+name, "Description of "+name),
		Coverage: text("Kota Kupang", "Kupang City"), Temporal: "2016", Table: t, Schema: *t.Schema,
		Limits: []locale.Text{text("Bukan sampel acak.", "Not a random sample.")},
	}
}

func site() *config.Site {
	text := func(id, en string) locale.Text { return locale.NewText(map[locale.Lang]string{"id": id, "en": en}) }
	return &config.Site{
		Title: text("Kube Kupang", "The Kube of Kupang"), Description: text("Data terbuka.", "Open data."),
		Languages: []locale.Lang{"id", "en"}, BaseURL: "https://data.example.org/kube/", Version: "1.0.0", Date: "2026-11-24",
		Publisher: config.Publisher{Name: text("Dinas Sosial", "Social Affairs Office"), URL: "https://dinsos.example.org/"},
		License:   config.License{Name: "CC-BY-4.0", Path: "https://creativecommons.org/licenses/by/4.0/"},
		Report:    config.Report{Email: "data@example.org"}, Frequency: "IRREG",
	}
}

func book(resources ...*dataset.Resource) Book {
	return Book{Site: site(), Lang: "id", Resources: resources, Page: "https://data.example.org/kube/data/kube.html",
		Citation: "Dinas Sosial (2026). Kube Kupang.", Sources: []string{"Iryani (2016), Tabel 8"}}
}

// output runs a writer twice and gives what it wrote, which must be the same bytes.
func output(t *testing.T, write func(io.Writer) error) []byte {
	t.Helper()
	var first, second bytes.Buffer
	for _, b := range []*bytes.Buffer{&first, &second} {
		if err := write(b); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Fatal("two runs give different bytes")
	}
	return first.Bytes()
}

// csvCells reads the CSV of a table back: the cells that all other formats must agree
// with, the header left out.
func csvCells(t *testing.T, tab *table.Table) [][]string {
	t.Helper()
	r := csv.NewReader(bytes.NewReader(output(t, func(w io.Writer) error { return WriteCSV(w, tab) })))
	records, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(records[0], " "), strings.Join(tab.Schema.Names(), " "); got != want {
		t.Fatalf("header is %q, not %q", got, want)
	}
	return records[1:]
}

// failing is a writer that takes n bytes and then fails.
type failing struct{ n int }

func (f *failing) Write(p []byte) (int, error) {
	if f.n -= len(p); f.n < 0 {
		return 0, io.ErrShortWrite
	}
	return len(p), nil
}
