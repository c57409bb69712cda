package infer

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"lumbung/cmd/lumbung/internal/locale"
)

// leftOut writes what was left out: its row and text.
func leftOut(t *Table) string {
	var lines []string
	for _, f := range t.Facts {
		if strings.HasSuffix(f.Is.String(), "is left out") && strings.HasPrefix(f.Is.String(), "row ") {
			lines = append(lines, strings.TrimSuffix(f.Is.String(), " is left out")+": "+f.Evidence.String())
		}
	}
	return strings.Join(lines, "\n")
}

func sumsOf(t *Table) string {
	var all []string
	for _, s := range t.Sums {
		all = append(all, s.Field+"="+s.Is)
	}
	return strings.Join(all, " ")
}

// office is a table as statistical offices print it: titles, a heading of two rows, column
// numbers, a total in bold, empty rows, source and remark. Only the total is over a thousand.
const office = "Tabel 3.1 Jumlah Penduduk Menurut Kecamatan dan Jenis Kelamin, 2023;;;;;\r\n" +
	"Table 3.1 Population by District and Sex, 2023;;;;;\r\n" +
	";;;;;\r\n" +
	"No;Kecamatan;Penduduk (jiwa);;Luas (km²);Kode\r\n" +
	";;Laki-laki;Perempuan;;\r\n" +
	"(1);(2);(3);(4);(5);(6)\r\n" +
	"1;Amarasi;432;411;154,9;01\r\n" +
	"2;Fatuleu;351;349;351,52;02\r\n" +
	"3;Takari;232;-;508,1;03\r\n" +
	"**Jumlah/Total**;;**1.015**;**760**;1.014,52;\r\n" +
	";;;;;\r\n" +
	"Sumber/Source: BPS Kabupaten Kupang;;;;;\r\n" +
	"Catatan: angka sementara;;;;;\r\n"

const officeWant = `no,kecamatan,penduduk_laki_laki,penduduk_perempuan,luas,kode
1,Amarasi,432,411,154.9,01
2,Fatuleu,351,349,351.52,02
3,Takari,232,-,508.1,03
`

func TestPrintedTableGivesItsRowsAndTellsTheRest(t *testing.T) {
	in := inferred(t, office)
	if got := string(in.CSV()); got != officeWant {
		t.Errorf("got\n%s\nwant\n%s", got, officeWant)
	}
	want := `row 1: a title above the table: Tabel 3.1 Jumlah Penduduk Menurut Kecamatan dan Jenis Kelamin, 2023
row 2: a title above the table: Table 3.1 Population by District and Sex, 2023
row 6: numbers of the columns: (1) | (2) | (3) | (4) | (5) | (6)
row 10: a total of the rows: **Jumlah/Total** | **1.015** | **760** | 1.014,52
row 12: a remark below the table: Sumber/Source: BPS Kabupaten Kupang
row 13: a remark below the table: Catatan: angka sementara`
	if got := leftOut(in); got != want {
		t.Errorf("left out\n%s\nwant\n%s", got, want)
	}
	if got := sumsOf(in); got != "penduduk_laki_laki=1015 penduduk_perempuan=760 luas=1014.52" {
		t.Errorf("sums %s", got)
	}
	if f := in.Fields[2]; f.Heading != "Penduduk Laki-laki (jiwa)" || f.Unit != "jiwa" {
		t.Errorf("heading %q, unit %q", f.Heading, f.Unit)
	}
	if got := facts(in, ""); !strings.Contains(got, "the heading is rows 4 to 5") || !strings.Contains(got, "the primary key is no") {
		t.Errorf("facts\n%s", got)
	}
	text := string(in.TOML([]locale.Lang{"id", "en"}, "x.csv", "", english))
	for _, want := range []string{
		"# row 1 is left out: Tabel 3.1", "# row 13 is left out: Catatan: angka sementara\n",
		"\nsources = [{ title = { id = \"BPS Kabupaten Kupang\", en = \"BPS Kabupaten Kupang\" } }]",
		"\n[[tests]]  # the total in row 10 says so\nname = \"total-penduduk-laki-laki\"\nkind = \"sum\"\nfield = \"penduduk_laki_laki\"\nequals = \"1015\"\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	loaded(t, in)
}

func TestPrintedTableOfAWorkbook(t *testing.T) {
	data := workbookOf(t, func(f *excelize.File) {
		for cell, v := range map[string]any{
			"A1": "Tabel 3.1 Penduduk 2023",
			"A3": "No", "B3": "Kecamatan", "C3": "Penduduk (jiwa)", "E3": "Desa", "C4": "2022", "D4": "2023",
			"A5": -1, "B5": -2, "C5": -3, "D5": -4, "E5": -5, // "(1)" typed into Excel
			"A6": 1, "B6": "Amarasi", "C6": 8432, "D6": 8500.5, "E6": "Oenoni",
			"A7": 2, "C7": 8000, "D7": 8100, "E7": "Ponain",
			"A8": "Jumlah", "C8": 16432, "D8": 16600.5,
			"A9": "*) Angka sementara",
		} {
			set(t, f, cell, v)
		}
		for _, m := range [][2]string{{"A1", "E1"}, {"A3", "A4"}, {"B3", "B4"}, {"C3", "D3"}, {"E3", "E4"}, {"B6", "B7"}, {"A8", "B8"}} {
			if err := f.MergeCell("Sheet1", m[0], m[1]); err != nil {
				t.Fatal(err)
			}
		}
	})
	g, err := ReadWorkbook(bytes.NewReader(data), "", DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	in := Infer(g, Options{Name: "coba", Title: "Coba"})
	want := "no,kecamatan,penduduk_2022,penduduk_2023,desa\n1,Amarasi,8432,8500.5,Oenoni\n2,Amarasi,8000,8100,Ponain\n"
	if got := string(in.CSV()); got != want {
		t.Errorf("got\n%s\nwant\n%s\n%s", got, want, facts(in, ""))
	}
	if got := leftOut(in); got != "row 1: a title above the table: Tabel 3.1 Penduduk 2023\nrow 5: numbers of the columns: -1 | -2 | -3 | -4 | -5\n"+
		"row 8: a total of the rows: Jumlah | 16432 | 16600.5\nrow 9: a remark below the table: *) Angka sementara" {
		t.Errorf("left out\n%s", got)
	}
	if got := sumsOf(in); got != "penduduk_2022=16432 penduduk_2023=16600.5" {
		t.Errorf("sums %s", got)
	}
	if !strings.Contains(facts(in, ""), "1 name joined over several rows is written into each") {
		t.Errorf("facts\n%s", facts(in, ""))
	}
	loaded(t, in)
}

func TestTotalsAreKnownByTheirName(t *testing.T) {
	for _, name := range []string{"Jumlah", "TOTAL", "Grand Total", "Jumlah/Total", "Total:", "**Jumlah**", "__Total__", "Jumlah Total", "JUMLAH KESELURUHAN", "Sub Jumlah", "Subtotal", "Rata-rata", "Rata-Rata/Average", "Jumlah (Total)", " Jumlah . "} {
		in := inferred(t, "kecamatan;anggota;luas\nAmarasi;10;1,5\nFatuleu;20;2,25\n"+name+";30;3,75\n;;\n;;\n")
		if len(in.Rows) != 2 || len(in.LeftOut) != 1 || in.LeftOut[0].Line != 4 || in.LeftOut[0].Is != Total {
			t.Errorf("%q: %q, left out %+v", name, in.Rows, in.LeftOut)
		}
	}
	for _, name := range []string{"Jumlahan", "Totalitas", "Total Perempuan Kota", "Sumber Jaya"} {
		in := inferred(t, "kecamatan;anggota;luas\nAmarasi;10;1,5\nFatuleu;20;2,25\n"+name+";31;3,7\n")
		if got := len(in.Rows); got != 3 {
			t.Errorf("%q: %d rows, left out %+v", name, got, in.LeftOut)
		}
	}
}

func TestTotalThatIsNoSumIsLeftOutAndTold(t *testing.T) {
	in := inferred(t, "kecamatan;anggota;persen\nAmarasi;10;30,5\nFatuleu;20;20\nTakari;5;50\nJumlah;36;100,5\n")
	if got := sumsOf(in); got != "persen=100.5" {
		t.Errorf("sums %s", got)
	}
	if got := facts(in, "anggota"); !strings.Contains(got, "adds up to 35, but the total says 36 [look at this: row 5; shares and means have no sum, else one of the figures is wrong]") {
		t.Errorf("facts\n%s", got)
	}
	if len(in.Rows) != 3 {
		t.Errorf("%q", in.Rows)
	}
}

func TestAveragesMakeNoTest(t *testing.T) {
	in := inferred(t, "kecamatan,anggota\nAmarasi,10\nFatuleu,20\nJumlah,30\nRata-rata,15\n")
	if got := sumsOf(in); got != "anggota=30" || len(in.LeftOut) != 2 {
		t.Errorf("sums %s, left out %+v", got, in.LeftOut)
	}
	in = inferred(t, "kecamatan,anggota\nAmarasi,10\nFatuleu,20\nRata-rata,15\n")
	if got := facts(in, "anggota"); len(in.Sums) != 0 || strings.Contains(got, "adds up") {
		t.Errorf("a mean was held against a sum: %s", got)
	}
}

func TestSubtotalsAreKnownByTheirFigures(t *testing.T) {
	in := inferred(t, "wilayah,kube,anggota\nAmarasi,1,10\nFatuleu,2,20\nJumlah Kabupaten,3,30\nMaulafa,4,40\nAlak,5,51\nJumlah,9,91\nGrand Total,12,121\n")
	if got := string(in.CSV()); got != "wilayah,kube,anggota\nAmarasi,1,10\nFatuleu,2,20\nMaulafa,4,40\nAlak,5,51\n" {
		t.Errorf("got\n%s", got)
	}
	if got := sumsOf(in); got != "kube=12 anggota=121" || len(in.LeftOut) != 3 {
		t.Errorf("sums %s, left out %+v", got, in.LeftOut)
	}
	in = inferred(t, "wilayah,anggota\nAmarasi,10\nFatuleu,20\nJumlah,31\nMaulafa,40\n")
	if len(in.Rows) != 4 || !strings.Contains(facts(in, ""), "row 4 is called a total and stays [look at this") {
		t.Errorf("%q\n%s", in.Rows, facts(in, ""))
	}
}

func TestWholeIsKnownByItsFiguresWhateverItsName(t *testing.T) {
	in := inferred(t, "kecamatan,kube,anggota\nAmarasi,1,10\nFatuleu,2,20\nTakari,4,31\nKabupaten Kupang,7,61\n")
	if got := sumsOf(in); got != "kube=7 anggota=61" || len(in.Rows) != 3 || in.LeftOut[0].Text != "Kabupaten Kupang | 7 | 61" {
		t.Errorf("sums %s, %q, %+v", got, in.Rows, in.LeftOut)
	}
	in = inferred(t, "indonesia,kube,anggota\nJumlah,7,61\nAmarasi,1,10\nFatuleu,2,20\nTakari,4,31\n")
	if got := sumsOf(in); got != "kube=7 anggota=61" || len(in.Rows) != 3 {
		t.Errorf("a total on top: sums %s, %q", got, in.Rows)
	}
	// One column may add up by chance, and so may two rows.
	for _, text := range []string{"no,n\na,1\nb,2\nc,3\n", "a,n,m\nx,1,2\ny,2,3\nz,3,5\n", "a,n,m\nx,0,0\ny,0,0\nz,0,0\nw,0,0\n", "a,n,m\nx,1,1\ny,2,2\nz,3,3\nw,6,6\n"} {
		if in := inferred(t, text); len(in.LeftOut) != 0 {
			t.Errorf("%q: left out %+v", text, in.LeftOut)
		}
	}
}

func TestTotalsOfCategoriesAreData(t *testing.T) {
	for _, text := range []string{
		"wilayah,jenis,n\nA,Perempuan,1\nA,Jumlah,3\nB,Perempuan,2\nB,Jumlah,5\n",
		"jenis,wilayah,n\nLaki-laki,A,1\nJumlah,A,3\nLaki-laki,B,2\nJumlah,B,5\n",
		"kata\njumlah\ntotal\n",
	} {
		if in := inferred(t, text); len(in.LeftOut) != 0 || len(in.Rows) != strings.Count(text, "\n")-1 {
			t.Errorf("%q: %+v", text, in.LeftOut)
		}
	}
}

func TestKeptTotalsAreRows(t *testing.T) {
	g, err := ReadCSV([]byte("kecamatan,anggota,luas\nA,10,1\nB,20,2\nC,30,4\nJumlah,60,7\nSumber: BPS,,\n"), DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	in := Infer(g, Options{Name: "x", Title: "X", KeepTotals: true})
	if len(in.Rows) != 4 || len(in.Sums) != 0 || len(in.LeftOut) != 1 || in.LeftOut[0].Is != Footnote {
		t.Errorf("%q, %+v, %+v", in.Rows, in.Sums, in.LeftOut)
	}
}

func TestFootnotesAreKnownByTheirWordsOrTheirPlace(t *testing.T) {
	const head = "nama;anggota;luas\nA;10;1\nB;20;2\n"
	for text, want := range map[string]int{
		"Sumber: Dinas Sosial;;\n":                     1,
		"Sumber;: Dinas Sosial;\n":                     0,
		"**Sumber:** Dinas Sosial;;\n":                 1,
		"Keterangan: - tidak ada;;\n*) sementara;;\n":  2,
		";;\nKupang, 12 Januari 2024;;\nKepala Dinas;": 2,
		"C;;\n":              0,
		"C;;\nSumber: x;;\n": 1,
		"Sumber Jaya;;\n":    0,
		"* C;;\n":            0,
		"Catatan: 5;;\n\n\n": 1,
	} {
		in := inferred(t, head+text)
		if got := len(in.LeftOut); got != want {
			t.Errorf("%q: left out %+v", text, in.LeftOut)
		}
		loaded(t, in)
	}
}

func TestHeadingsOfSeveralRows(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"few cells above", "Kecamatan;Jenis Kelamin;;Jumlah\n;Laki-laki;Perempuan;\nA;1;2;3\nB;2;2;4\n", "kecamatan,jenis_kelamin_laki_laki,jenis_kelamin_perempuan,jumlah"},
		{"groups over a whole row", "Judul;;;;\n;;;;\n;Pria;;Wanita;\nNama;n;%;n;%\nA;1;2,5;3;2\nB;2;2;4;3,5\n", "nama,pria_n,pria,wanita_n,wanita"},
		{"years below", "Wilayah;Penduduk;;\n;2021;2022;2023\nA;10;20;30\nB;11;21;31\n", "wilayah,penduduk_2021,penduduk_2022,penduduk_2023"},
		{"units below", "Wilayah;Luas;Penduduk\n;(km2);(jiwa)\nA;10;20\nB;11;21\n", "wilayah,luas,penduduk"},
		{"two languages", "Kecamatan;Pria;Wanita\nDistrict;Male;Female\nA;10;20\nB;11;21\n", "kecamatan_district,pria_male,wanita_female"},
		{"three rows", "No;Wilayah;Kube;;;\n;;2022;;2023;\n;;n;anggota;n;anggota\n1;A;1;2;3;4\n2;B;1;2;3;5\n", "no,wilayah,kube_2022_n,kube_2022_anggota,kube_2023_n,kube_2023_anggota"},
		{"bare column numbers", "Kecamatan;Ibu kota;Luas\n1;2;3\nA;x;5\nB;y;6\n", "kecamatan,ibu_kota,luas"},
		{"the first column has none", "Kecamatan;Pria;Wanita\n;(2);(3)\nA;10;20\nB;11;21\n", "kecamatan,pria,wanita"},
		{"column numbers that calculate", "Kecamatan;Pria;Wanita;Jumlah\n(1);(2);(3);(4)=(2)+(3)\nA;10;20;30\nB;11;21;32\n", "kecamatan,pria,wanita,jumlah"},
	} {
		in := inferred(t, c.text)
		head, _, _ := strings.Cut(string(in.CSV()), "\n")
		if head != c.want || len(in.Rows) != 2 {
			t.Errorf("%s: %s, %q\n%s", c.name, head, in.Rows, facts(in, ""))
		}
		loaded(t, in)
	}
}

func TestRowsOfDataAreNoHeading(t *testing.T) {
	for _, text := range []string{
		"nama;anggota;luas\nA;tidak ada;tidak ada\nB;10;20\nC;11;21\n",
		"nama;tahun;anggota\nA;2021;-\nB;2022;20\nC;2023;21\n",
		"no;a;b\n1;2;3\n2;3;4\n3;4;5\n",
		"nama;usaha\nA;tani\nB;ternak\nC;tenun\n",
		"nama;2021;2022\nA;-;5\nB;3;6\nC;3;4\n",
	} {
		if in := inferred(t, text); len(in.Rows) != 3 || len(in.LeftOut) != 0 {
			t.Errorf("%q: %q, %+v", text, in.Rows, in.LeftOut)
		}
	}
}

func TestPersonalDataOfWhatIsLeftOutIsNotShown(t *testing.T) {
	in := inferred(t, "nama;anggota;luas\nA;10;1\nB;20;2\nCatatan: hubungi 081234567890;;\n")
	text := string(in.TOML([]locale.Lang{"id"}, "x.csv", "", english))
	if got := leftOut(in); strings.Contains(got+text, "0812") || got != "row 4: a remark below the table; its text holds personal data, and is not shown" || !strings.Contains(text, "# row 4 is left out\n") {
		t.Errorf("%s\n%s", got, text)
	}
}

func TestNoTestOfAPrivateField(t *testing.T) {
	in := inferred(t, "nama;anggota\nA;10\nB;20\nJumlah;30\n")
	in.Fields[1].Private = true
	if text := string(in.TOML([]locale.Lang{"id"}, "x.csv", "izin", english)); strings.Contains(text, "[[tests]]") {
		t.Errorf("got\n%s", text)
	}
}

func TestTitleAboveTheTableIsTheDatasetsInItsLanguage(t *testing.T) {
	const rows = ";;\nDesa;Laki-laki;Perempuan\nA;12;30\nB;15;40\n"
	for _, c := range []struct{ above, id, en string }{
		{"Tabel 3.1 Warga Menurut Desa;;\nTable 3.1 People by Village;;\n", "Warga Menurut Desa", "People by Village"},
		{"Table 2. People by Village;;\nTabel 2. Warga Menurut Desa;;\n", "Warga Menurut Desa", "People by Village"},
		{"LAMPIRAN IV - Warga Menurut Desa;;\nKabupaten Kupang, 2023;;\n", "Warga Menurut Desa Kabupaten Kupang, 2023", "Warga Menurut Desa Kabupaten Kupang, 2023"},
		{"Warga Menurut Desa;;\n", "Warga Menurut Desa", "Warga Menurut Desa"},
		{"Tabel Warga;;\n", "Tabel Warga", "Tabel Warga"},
		{"Tabel 1;;\nWarga Menurut Desa;;\nSumber: Dinas Sosial;;\n", "Warga Menurut Desa", "Warga Menurut Desa"},
		{"Hubungi 0812-3456-7890;;\n", "warga", "warga"},
		{"", "warga", "warga"},
	} {
		in := inferred(t, c.above+rows)
		in.Title = "warga"
		text := string(in.TOML([]locale.Lang{"id", "en"}, "warga.csv", "", func(s string) string { return s }))
		if want := `title = { id = "` + c.id + `", en = "` + c.en + `" }`; !strings.Contains(text, "\n"+want) {
			t.Errorf("%q: want %s in\n%s", c.above, want, text)
		}
	}
}
