package export

import (
	"bytes"
	"encoding/csv"
	"io"
	"slices"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/table"
)

func csvText(t *testing.T, tab *table.Table) string {
	t.Helper()
	return string(output(t, func(w io.Writer) error { return WriteCSV(w, tab) }))
}

func TestCSVQuotesOnlyWhatItMust(t *testing.T) {
	tab := makeTable([]table.Field{field("nama", table.String), field("n", table.Integer)},
		[]string{"Tunas Baru", "1"}, []string{"a,b", "2"}, []string{`a"b`, "3"}, []string{"a\nb", "4"}, []string{"a\rb", none},
		[]string{" a;b ", hidden}, []string{"", "7"}, []string{none, "8"})
	want := "nama,n\r\nTunas Baru,1\r\n\"a,b\",2\r\n\"a\"\"b\",3\r\n\"a\nb\",4\r\n\"a\rb\",\r\n a;b ,[c]\r\n\"\",7\r\n,8\r\n"
	if got := csvText(t, tab); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestCSVOfOneColumnHasNoBlankLines(t *testing.T) {
	tab := makeTable([]table.Field{field("n", table.Integer)}, []string{"1"}, []string{none}, []string{"3"})
	if got, want := csvText(t, tab), "n\r\n1\r\n\"\"\r\n3\r\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCSVOfNoRowsIsItsHeader(t *testing.T) {
	tab := makeTable([]table.Field{field("a", table.Integer), field("b,c", table.String)})
	if got, want := csvText(t, tab), "a,\"b,c\"\r\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// encoding/csv turns \r\n inside a cell into \n; all else must read back as it is.
func TestCSVReadsBackAsTheTable(t *testing.T) {
	tab := hostile()
	for row, record := range csvCells(t, tab) {
		for col, got := range record {
			want := strings.ReplaceAll(tab.Text(row, col), "\r\n", "\n")
			if tab.Value(row, col).State == table.Suppressed {
				want = Suppressed
			}
			if got != want {
				t.Errorf("row %d, %s: %q, not %q", row, tab.Schema.Fields[col].Name, got, want)
			}
		}
	}
}

func TestExcelCSVSpeaksTheLanguageOfTheComputer(t *testing.T) {
	tab := makeTable([]table.Field{field("nama", table.String), field("persen", table.Number), field("n", table.Integer)},
		[]string{"a;b", "-18.30", "1000"}, []string{"1.5", "NaN", "2"}, []string{"x,y", "3", none})
	for _, c := range []struct{ lang, want string }{
		{"id", "\ufeffnama;persen;n\r\n\"a;b\";-18,30;1000\r\n1.5;NaN;2\r\nx,y;3;\r\n"},
		{"en", "\ufeffnama,persen,n\r\na;b,-18.30,1000\r\n1.5,NaN,2\r\n\"x,y\",3,\r\n"},
	} {
		got := output(t, func(w io.Writer) error { return WriteExcelCSV(w, tab, lang(c.lang)) })
		if string(got) != c.want {
			t.Errorf("%s: got  %q\nwant %q", c.lang, got, c.want)
		}
	}
}

func TestExcelCSVQuotesACommaThatPartsNothingOnlyWhereItParts(t *testing.T) {
	tab := makeTable([]table.Field{field("a", table.String)}, []string{"x,y;z"})
	var b bytes.Buffer
	if err := WriteExcelCSV(&b, tab, "id"); err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\ufeff")))
	r.Comma = ';'
	records, err := r.ReadAll()
	if err != nil || records[1][0] != "x,y;z" {
		t.Errorf("%q, %v", records, err)
	}
}

func TestWritersReportAWriteThatFails(t *testing.T) {
	tab := hostile()
	for name, write := range map[string]func(io.Writer) error{
		"csv":          func(w io.Writer) error { return WriteCSV(w, tab) },
		"csv-excel":    func(w io.Writer) error { return WriteExcelCSV(w, tab, "id") },
		"json":         func(w io.Writer) error { return WriteJSON(w, tab) },
		"json-columns": func(w io.Writer) error { return WriteJSONColumns(w, tab) },
		"xlsx":         func(w io.Writer) error { return WriteXLSX(w, book(resource("kube", tab))) },
		"parquet":      func(w io.Writer) error { return WriteParquet(w, tab, book(resource("kube", tab))) },
		"sqlite":       func(w io.Writer) error { return WriteSQLite(w, book(resource("kube", tab)), t.TempDir()) },
		"readme":       func(w io.Writer) error { return WriteReadme(w, book(resource("kube", tab))) },
		"zip":          func(w io.Writer) error { return WriteZip(w, "", []ZipEntry{{Path: "a", Write: Bytes([]byte("a"))}}) },
		"sums":         func(w io.Writer) error { return WriteSums(w, slices.Values([]Sum{{Path: "a"}})) },
	} {
		for _, n := range []int{0, 30, 150} {
			if n > 0 && (name == "sums" || name == "zip") {
				continue // all they write fits
			}
			if err := write(&failing{n}); err == nil {
				t.Errorf("%s: no error after %d bytes", name, n)
			}
		}
	}
}
