package infer

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/privacy"
	"lumbung/cmd/lumbung/internal/table"
)

func english(s string) string { return s }

// regions is a dataset that others may refer to.
var regions = Reference{Dataset: "regions", Field: "kode", Type: table.String, Has: func(s string) bool { return s == "53.01" || s == "53.71" }}

func inferred(t *testing.T, text string) *Table {
	t.Helper()
	g, err := ReadCSV([]byte(text), DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	return Infer(g, Options{Name: "coba", Title: "Coba", References: []Reference{regions}})
}

// facts writes what was concluded about a column; "" is the file.
func facts(t *Table, subject string) string {
	var lines []string
	for _, f := range t.Facts {
		if f.Subject == subject {
			lines = append(lines, fmt.Sprintf("%s [%s: %s]", f.Is, f.Sure, f.Evidence))
		}
	}
	return strings.Join(lines, "\n")
}

// loaded reads what would be written, as a build does.
func loaded(t *testing.T, in *Table) *table.Table {
	t.Helper()
	log := &diag.Log{}
	descriptor := in.TOML([]locale.Lang{"id", "en"}, "coba.xlsx", "alasan", english)
	pkg := dataset.Load(fstest.MapFS{"data/coba.csv": {Data: in.CSV()}, "data/coba.toml": {Data: descriptor}}, log)
	if log.Errors() > 0 || len(pkg.Resources) != 1 || pkg.Resources[0].Table == nil {
		var b strings.Builder
		diag.Printer{W: &b}.Print(log.Sorted())
		t.Fatalf("the result does not load:\n%s\n%s\n%s", b.String(), in.CSV(), descriptor)
	}
	return pkg.Resources[0].Table
}

// excel is what an Indonesian Excel exports.
const excel = "No;Kecamatan;Jumlah Anggota;Luas (km²);Kemiskinan;Kode Wilayah;Tanggal\r\n" +
	"1;Amarasi;1.250;245,90;18,3%;53.01;25/07/2016\r\n" +
	"2;Fatuleu;12.058;351,52;7%;53.01;05/08/2016\r\n" +
	"3;Maulafa;213;54,8;10,25%;53.71;-\r\n"

func TestIndonesianExcelBecomesCanonical(t *testing.T) {
	in := inferred(t, excel)
	want := `no,kecamatan,jumlah_anggota,luas,kemiskinan,kode_wilayah,tanggal
1,Amarasi,1250,245.90,18.3,53.01,2016-07-25
2,Fatuleu,12058,351.52,7,53.01,2016-08-05
3,Maulafa,213,54.8,10.25,53.71,-
`
	if got := string(in.CSV()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for subject, want := range map[string]string{
		"":               `cells are parted by ";" [certain: 4 of 4 rows then have 7 cells]`,
		"jumlah_anggota": "whole number, thousands grouped by dots [likely: 5 numbers elsewhere in the file can only be read so]",
		"luas":           "number, with a decimal comma [certain: 3 of 3 numbers can only be read so]\nin km² [likely: the heading says so]",
		"kemiskinan":     "number, with a decimal comma [certain: 2 of 3 numbers can only be read so]\nin % [certain: all 3 values carry it]",
		"kode_wilayah":   "text (a code) [likely: the heading calls it one]\nrefers to kode of dataset regions [look at this: all 2 different values are there]",
		"tanggal":        "\"-\" means no data [look at this: it stands in 1 row; in many tables it means none: if so, write 0 in its place]\ndate [certain: in 1 date the first number is over 12, so the day comes first]",
	} {
		if got := facts(in, subject); !strings.Contains(got, want) {
			t.Errorf("%q:\n%s\nwant\n%s", subject, got, want)
		}
	}
	if !slices.Equal(in.Keys, []string{"no"}) {
		t.Errorf("primary key %q", in.Keys)
	}
	rows := loaded(t, in)
	if rows.Len() != 3 || rows.Text(1, 2) != "12058" || rows.Text(0, 3) != "245.90" || rows.Has(2, 6) {
		t.Errorf("read back: %d rows, %q %q", rows.Len(), rows.Text(1, 2), rows.Text(0, 3))
	}
}

func TestEncodings(t *testing.T) {
	const text = "nama;luas\nDésa – satu;1,5\nB;2,5\n"
	old, err := charmap.Windows1252.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	wide := []byte{0xff, 0xfe}
	for _, r := range text {
		wide = append(wide, byte(r), byte(r>>8))
	}
	for name, data := range map[string][]byte{"UTF-8": []byte(text), "Windows-1252": old, "UTF-16": wide, "mark": []byte("\ufeff" + text)} {
		g, err := ReadCSV(data, DefaultLimits)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		in := Infer(g, Options{Name: "x", Title: "X"})
		if in.Rows[0][0] != "Désa – satu" || in.Rows[1][1] != "2.5" || in.Fields[0].Name != "nama" {
			t.Errorf("%s: %q %q", name, in.Rows, in.Fields[0].Name)
		}
		if name != "mark" && !strings.Contains(facts(in, ""), "the encoding is "+name) {
			t.Errorf("%s: %s", name, facts(in, ""))
		}
	}
}

func TestWhatIsNoTableIsRefused(t *testing.T) {
	for text, want := range map[string]string{"": "no rows", "a\x00b": "no text file", "\xef\xbb\xbf\xff\xff": "is not", "\n\n": "no rows"} {
		if _, err := ReadCSV([]byte(text), DefaultLimits); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
	for _, l := range []Limits{{Rows: 2, Columns: 9, Cells: 99}, {Rows: 9, Columns: 1, Cells: 99}, {Rows: 9, Columns: 9, Cells: 3}} {
		if _, err := ReadCSV([]byte("a,b\n1,2\n3,4\n"), l); err == nil || !strings.Contains(err.Error(), "too large") {
			t.Errorf("%+v: %v", l, err)
		}
	}
}

func TestDelimiters(t *testing.T) {
	for text, want := range map[string]string{
		"a,b\n\"1,5\",2\n":        "a,b\n1.5,2\n",
		"a\tb\nx, y\tz\n":         "a,b\n\"x, y\",z\n",
		"a|b\nx|y\n":              "a,b\nx,y\n",
		"sep=;\na;b\nx,1;y\n":     "a,b\n\"x,1\",y\n",
		"nama\nSatu, Dua\nTiga\n": "nama\n\"Satu, Dua\"\nTiga\n",
	} {
		if got := string(inferred(t, text).CSV()); got != want {
			t.Errorf("%q: got\n%s", text, got)
		}
	}
}

func TestNumbersOfEachForm(t *testing.T) {
	for _, c := range []struct{ name, cells, out, kind, fact string }{
		{"only dots before three digits", "58.033|1.213|7", "58033|1213|7", "integer", "look at this: all 2 numbers with a dot have three digits after it"},
		{"a decimal among them settles it", "58.033|1.2|7", "58.033|1.2|7", "number", "certain"},
		{"English", "1,234.5|58,033|7", "1234.5|58033|7", "number", "certain"},
		{"Indonesian", "1.234,5|58.033|7", "1234.5|58033|7", "number", "certain"},
		{"two groups", "1.234.567|58.033", "1234567|58033", "integer", "grouped by dots [certain"},
		{"zeros stay", "1,50|2,00", "1.50|2.00", "number", "decimal comma"},
		{"true minus and brackets", "−5|(7)|8", "-5|-7|8", "integer", "brackets mean a negative number"},
		{"rupiah", "Rp 600.000,-|Rp1.250.000", "600000|1250000", "integer", "in Rp [certain"},
		{"both ways is text", "1.234,5|1,234.5", "1.234,5|1,234.5", "string", "1 number is written as 1.234,5 and 1 as 1,234.5"},
		{"one that is none", "1|2|3|4|5|banyak", "1|2|3|4|5|banyak", "string", `the first that is none is "banyak", in row 7`},
		{"leading zeros are a code", "0380|0391", "0380|0391", "string", "2 of 2 values start with 0"},
		{"what Excel cut short", "5,30101E+15|5,30102E+15", "5,30101E+15|5,30102E+15", "string", "their digits are lost"},
		{"long digits", "9007199254740993001|2", "9007199254740993001|2", "string", "more than 15 digits"},
		{"zero point five", "0.125|0.250", "0.125|0.250", "number", "certain"},
	} {
		in := inferred(t, "x\n\""+strings.ReplaceAll(c.cells, "|", "\"\n\"")+"\"\n")
		var out []string
		for _, r := range in.Rows {
			out = append(out, r[0])
		}
		if got := strings.Join(out, "|"); got != c.out || in.Fields[0].Type.String() != c.kind || !strings.Contains(facts(in, "x"), c.fact) {
			t.Errorf("%s: %s %s\n%s", c.name, got, in.Fields[0].Type, facts(in, "x"))
		}
		loaded(t, in)
	}
}

func TestTypes(t *testing.T) {
	for _, c := range []struct{ heading, cells, out, kind string }{
		{"aktif", "ya|Tidak|ya", "true|false|true", "boolean"},
		{"tahun berdiri", "2009|2011", "2009|2011", "year"},
		{"bulan", "Maret 2016|2016-04", "2016-03|2016-04", "yearmonth"},
		{"tanggal", "5 Juli 2016|17 Agustus 1945", "2016-07-05|1945-08-17", "date"},
		{"tanggal", "07/25/2016|01/02/2016", "2016-07-25|2016-01-02", "date"},
		{"tanggal", "2016-07-05|2016-07-06", "2016-07-05|2016-07-06", "date"},
		{"tanggal", "31/02/2016|01/02/2016", "31/02/2016|01/02/2016", "string"},
		{"waktu", "2016-07-05 08:30|2016-07-05 08:30:15", "2016-07-05T08:30:00|2016-07-05T08:30:15", "datetime"},
		{"kode desa", "530101|530102", "530101|530102", "string"},
		{"telepon", "n/a|-", "n/a|-", "string"},
	} {
		in := inferred(t, c.heading+"\n"+strings.ReplaceAll(c.cells, "|", "\n")+"\n")
		var out []string
		for _, r := range in.Rows {
			out = append(out, r[0])
		}
		if got := strings.Join(out, "|"); got != c.out || in.Fields[0].Type.String() != c.kind {
			t.Errorf("%s: %s %s\n%s", c.heading, got, in.Fields[0].Type, facts(in, in.Fields[0].Name))
		}
		loaded(t, in)
	}
}

func TestAmbiguousDatesAreDayFirstAndSaidSo(t *testing.T) {
	in := inferred(t, "tanggal,x\n01/02/2016,a\n03/04/2016,b\n")
	if in.Rows[0][0] != "2016-02-01" || !strings.Contains(facts(in, "tanggal"), "look at this") {
		t.Errorf("%s\n%s", in.Rows[0][0], facts(in, "tanggal"))
	}
}

func TestHeadingIsFoundUnderTitles(t *testing.T) {
	in := inferred(t, "Data Kube Kupang 2016;;\n;;\nNama;Anggota;\nTunas Baru;10;\n;;\nSetia;20;\nJumlah;30;\n")
	want := "nama,anggota\nTunas Baru,10\nSetia,20\n"
	if got := string(in.CSV()); got != want {
		t.Errorf("got\n%s", got)
	}
	for _, want := range []string{"the table starts at row 3", "1 empty row is left out", "row 1 is left out [likely: a title above the table: Data Kube Kupang 2016]"} {
		if !strings.Contains(facts(in, ""), want) {
			t.Errorf("no %q in\n%s", want, facts(in, ""))
		}
	}
}

func TestTableWithoutHeadingGetsNames(t *testing.T) {
	in := inferred(t, "Amarasi,120\nFatuleu,80\n")
	if got := string(in.CSV()); got != "kolom_1,kolom_2\nAmarasi,120\nFatuleu,80\n" {
		t.Errorf("got\n%s", got)
	}
	loaded(t, in)
}

func TestYearsAreHeadingsOfAWideTable(t *testing.T) {
	in := inferred(t, "wilayah,2015,2016\nKupang,120,130\n")
	if got := string(in.CSV()); got != "wilayah,k_2015,k_2016\nKupang,120,130\n" {
		t.Errorf("got\n%s", got)
	}
}

func TestNamesAreFitAndDiffer(t *testing.T) {
	var head []Cell
	for _, s := range []string{"Luas (km²)", "Luas", "%", "Jenis Usaha", "Élan", "2016", "luas_km2"} {
		head = append(head, Cell{Text: s})
	}
	if got := strings.Join(fieldNames(head), " "); got != "luas luas_2 kolom_3 jenis_usaha elan k_2016 luas_km2" {
		t.Errorf("got %s", got)
	}
}

func TestUnitsOfHeadings(t *testing.T) {
	for heading, want := range map[string]string{"Luas (km2)": "km²", "Anggaran [juta rupiah]": "juta rupiah", "berat kg": "kg", "penduduk_jiwa": "jiwa", "Nama": "", "(orang)": "", "kg": ""} {
		if got := unitOf(heading); got != want {
			t.Errorf("%q: %q, want %q", heading, got, want)
		}
	}
}

func TestKeys(t *testing.T) {
	for text, want := range map[string]string{
		"jumlah,kode\n1,a\n2,b\n":                            "kode",
		"wilayah,jenis,jumlah\na,x,1\na,y,2\nb,x,3\nb,y,4\n": "wilayah+jenis",
		"nilai\n7\n9\n":                                      "",
		"wilayah,jumlah\na,1\na,2\n":                         "",
		"nama,jumlah\na,1\n,2\n":                             "",
	} {
		in := inferred(t, text)
		if got := strings.Join(in.Keys, "+"); got != want {
			t.Errorf("%q: key %q, want %q", text, got, want)
		}
		loaded(t, in)
	}
}

func TestCategoriesAreFewValuesManyTimes(t *testing.T) {
	in := inferred(t, "no,band\n1,Baik\n2,Cukup\n3,Baik\n4,Cukup\n5,Cukup\n6,Baik\n")
	if !slices.Equal(in.Fields[1].Categories, []string{"Baik", "Cukup"}) {
		t.Errorf("got %q", in.Fields[1].Categories)
	}
	loaded(t, in)
}

func TestWholeNumbersReferOnlyWhenTheNameAgrees(t *testing.T) {
	ref := Reference{Dataset: "kube", Field: "no", Type: table.Integer, Has: func(s string) bool { return len(s) == 1 }}
	for heading, want := range map[string]bool{"jumlah": false, "kube": true} {
		g, err := ReadCSV([]byte("nama,"+heading+"\na,1\nb,2\n"), DefaultLimits)
		if err != nil {
			t.Fatal(err)
		}
		if got := Infer(g, Options{Name: "x", Title: "X", References: []Reference{ref}}).Fields[1].Refers != nil; got != want {
			t.Errorf("%s: %v", heading, got)
		}
	}
}

func TestPersonalDataIsPlacedNotShown(t *testing.T) {
	g, err := ReadCSV([]byte("Daftar\nnama,kontak,nik\n\nSiti,081234567890,5371014107900001\nBudi,budi@dinsos.kupang.go.id,5371010101900002\n"), DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	in := Infer(g, Options{Name: "coba", Title: "Coba"})
	found := in.Personal(g)
	want := []Personal{
		{"kontak", privacy.Phone, 1, 4, 2},
		{"kontak", privacy.Email, 1, 5, 2},
		{"nik", privacy.Identity, 2, 4, 3},
	}
	if !slices.Equal(found, want) {
		t.Errorf("got %+v", found)
	}
	in.Hide(found)
	text := string(in.TOML([]locale.Lang{"id"}, "coba.csv", "izin tertulis\nprivate = false", english))
	if strings.Count(text, "\nprivate = true  # holds personal data: izin tertulis private = false\n") != 2 {
		t.Errorf("got\n%s", text)
	}
}

func TestTextsCannotLeaveTheirStringsOrComments(t *testing.T) {
	in := inferred(t, "\"na\"\"ma\nb\",k\n\"a\"\"\n[x]\",\"\\u0041\"\n")
	in.Title = "a\"\nb = 1"
	rows := loaded(t, in)
	if rows.Text(0, 0) != "a\"\n[x]" || rows.Text(0, 1) != `\u0041` {
		t.Errorf("read back %q %q", rows.Text(0, 0), rows.Text(0, 1))
	}
}

func FuzzWhatIsInferredLoads(f *testing.F) {
	f.Add(excel)
	f.Add("a;b\n1,5;x\n")
	f.Add(office)
	f.Add("x;y;z\na;1;2\nJumlah;1;2\nb;1;2\nc;3;4\nJumlah;4;6\nSemua;5;8\n\nSumber: z;;\n")
	f.Add("\"\n\"\n\"\"\n")
	f.Add("a,a,\n,,\n-,n/a,0\n")
	f.Fuzz(func(t *testing.T, text string) {
		g, err := ReadCSV([]byte(text), Limits{Bytes: 1 << 16, Rows: 100, Columns: 20, Cells: 1000})
		if err != nil {
			return
		}
		in := Infer(g, Options{Name: "coba", Title: "Coba"})
		if len(in.Fields) == 0 || len(in.Rows) == 0 {
			return
		}
		rows := loaded(t, in)
		if rows.Len() != len(in.Rows) {
			t.Fatalf("%d rows became %d", len(in.Rows), rows.Len())
		}
		held := len(in.Rows) + len(in.LeftOut)
		heading := g.frame()
		for row := range g.Rows {
			if filled(g.Rows[row]) > 0 && (row < heading.top || row >= heading.bottom) {
				held--
			}
		}
		if held != 0 {
			t.Fatalf("%d rows are neither data nor told of, in %q: %q, %+v", -held, text, in.Rows, in.LeftOut)
		}
	})
}

// FuzzWorkbook reads whatever is called a workbook, within small limits.
func FuzzWorkbook(f *testing.F) {
	book := excelize.NewFile()
	if err := errors.Join(book.SetCellValue("Sheet1", "A1", "Nama"), book.SetCellValue("Sheet1", "B1", "Luas"), book.SetCellValue("Sheet1", "A2", "x"), book.SetCellValue("Sheet1", "B2", 1.5)); err != nil {
		f.Fatal(err)
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes(), "")
	f.Add(b.Bytes()[:b.Len()/2], "Sheet1")
	f.Add([]byte("PK\x03\x04"), "x")
	f.Fuzz(func(t *testing.T, data []byte, sheet string) {
		g, err := ReadWorkbook(bytes.NewReader(data), sheet, Limits{Bytes: 1 << 20, Rows: 100, Columns: 20, Cells: 1000})
		if err == nil && (len(g.Rows) == 0 || len(g.Rows) > 100) {
			t.Errorf("%d rows", len(g.Rows))
		}
	})
}
