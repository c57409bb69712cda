package export

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
)

func openWorkbook(t *testing.T, b Book) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(output(t, func(w io.Writer) error { return WriteXLSX(w, b) })))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// tableOf gives the only table of a sheet and the cells in it, the header first.
func tableOf(t *testing.T, f *excelize.File, sheet string) (excelize.Table, [][]string) {
	t.Helper()
	tables, err := f.GetTables(sheet)
	if err != nil || len(tables) != 1 {
		t.Fatalf("sheet %s: %d tables, %v", sheet, len(tables), err)
	}
	from, to, _ := strings.Cut(tables[0].Range, ":")
	left, top, _ := excelize.CellNameToCoordinates(from)
	right, bottom, _ := excelize.CellNameToCoordinates(to)
	var cells [][]string
	for row := top; row <= bottom; row++ {
		var record []string
		for col := left; col <= right; col++ {
			name, _ := excelize.CoordinatesToCellName(col, row)
			value, err := f.GetCellValue(sheet, name)
			if err != nil {
				t.Fatal(err)
			}
			record = append(record, value)
		}
		cells = append(cells, record)
	}
	return tables[0], cells
}

func notedBook() Book {
	r := resource("kube", hostile())
	r.Table.Schema.Fields[1].Categories = []table.Category{{Value: "x", Label: locale.Plain("Iks")}}
	r.Table.Schema.PrimaryKey = []string{"no"}
	r.Notes = []dataset.Note{
		{Field: "jumlah", Where: map[string]string{"no": "2"}, Text: locale.Plain("Ditahan.")},
		{Text: locale.Plain("Seluruh tabel disalin.")},
	}
	return book(r)
}

func TestWorkbookShowsTheValuesOfTheCSV(t *testing.T) {
	b := notedBook()
	f := openWorkbook(t, b)
	_, cells := tableOf(t, f, "Data")
	tab := b.Resources[0].Table
	if got, want := strings.Join(cells[0], " "), strings.Join(tab.Schema.Names(), " "); got != want {
		t.Errorf("header is %q, not %q", got, want)
	}
	for row, record := range csvCells(t, tab) {
		for col, want := range record {
			got := cells[row+1][col]
			switch {
			case tab.Schema.Fields[col].Type == table.Boolean:
				want = strings.ToUpper(want)
			case strings.Contains(want, "NUL"): // the reader drops control characters, see TestWorkbookEscapesCharacters
				continue
			}
			if strings.ReplaceAll(got, "\r\n", "\n") != want {
				t.Errorf("row %d, %s: %q, not %q", row, tab.Schema.Fields[col].Name, got, want)
			}
		}
	}
}

func TestWorkbookTypesItsCells(t *testing.T) {
	f := openWorkbook(t, notedBook())
	table, _ := tableOf(t, f, "Data")
	top, _, _ := strings.Cut(table.Range, ":")
	_, header, _ := excelize.CellNameToCoordinates(top)
	for _, c := range []struct {
		col, row int // in the table, from 1
		want     excelize.CellType
		why      string
	}{
		{1, 1, excelize.CellTypeUnset, "whole number"}, {3, 1, excelize.CellTypeUnset, "decimal"}, {6, 1, excelize.CellTypeBool, "boolean"},
		{7, 1, excelize.CellTypeUnset, "date"}, {8, 1, excelize.CellTypeUnset, "year"}, {4, 1, excelize.CellTypeInlineString, "sixteen digits"},
		{4, 4, excelize.CellTypeUnset, "fifteen digits"}, {5, 1, excelize.CellTypeInlineString, "nineteen decimals"}, {7, 3, excelize.CellTypeInlineString, "date before 1900"},
		{2, 2, excelize.CellTypeInlineString, "text like a formula"}, {11, 1, excelize.CellTypeInlineString, "code"}, {13, 2, excelize.CellTypeInlineString, "suppressed"},
	} {
		name, _ := excelize.CoordinatesToCellName(c.col, header+c.row)
		if got, _ := f.GetCellType("Data", name); got != c.want {
			t.Errorf("%s at %s is of type %v, not %v", c.why, name, got, c.want)
		}
		if formula, _ := f.GetCellFormula("Data", name); formula != "" {
			t.Errorf("%s holds the formula %q", name, formula)
		}
	}
}

// What the list of the UK Analysis Function asks for, as far as a machine can see it.
func TestWorkbookIsAccessible(t *testing.T) {
	f := openWorkbook(t, notedBook())
	if got, want := strings.Join(f.GetSheetList(), " "), "Sampul Catatan Kamus Kategori Data"; got != want {
		t.Errorf("sheets are %q, not %q", got, want)
	}
	names := map[string]bool{}
	for i, sheet := range f.GetSheetList() {
		if merged, _ := f.GetMergeCells(sheet); len(merged) > 0 {
			t.Errorf("%s has merged cells", sheet)
		}
		id, _ := f.GetCellStyle(sheet, "A1")
		if style, err := f.GetStyle(id); err != nil || style.Font == nil || !style.Font.Bold {
			t.Errorf("%s: A1 is no heading", sheet)
		}
		rows, err := f.GetRows(sheet)
		if err != nil || len(rows) < 2 {
			t.Fatalf("%s has %d rows, %v", sheet, len(rows), err)
		}
		if i == 0 {
			continue
		}
		table, cells := tableOf(t, f, sheet)
		if !strings.HasPrefix(table.Range, "A") || names[table.Name] {
			t.Errorf("%s: table %q at %s", sheet, table.Name, table.Range)
		}
		names[table.Name] = true
		seen := map[string]bool{}
		for _, h := range cells[0] {
			if h == "" || seen[strings.ToLower(h)] {
				t.Errorf("%s: header %q is empty or there twice", sheet, h)
			}
			seen[strings.ToLower(h)] = true
		}
		if last := len(rows) - len(cells) + 1; !strings.HasPrefix(table.Range, "A"+itoa(last)+":") {
			t.Errorf("%s: something stands under the table %s (%d rows)", sheet, table.Range, len(rows))
		}
	}
	props, err := f.GetDocProps()
	if err != nil || props.Title != "Kube kube" || props.Language != "id" || props.Creator != "Dinas Sosial" || props.Created != "2026-11-24T00:00:00Z" {
		t.Errorf("properties are %+v, %v", props, err)
	}
	if f.GetActiveSheetIndex() != 0 {
		t.Error("the workbook does not open at its cover")
	}
}

func TestWorkbookCoverSaysWhereTheDataComesFrom(t *testing.T) {
	rows, err := openWorkbook(t, notedBook()).GetRows("Sampul")
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, row := range rows {
		if len(row) != 1 || row[0] == "" {
			t.Errorf("a row of the cover holds %q", row)
		}
		text.WriteString(strings.Join(row, "") + "\n")
	}
	for _, want := range []string{"Kube kube", "Keterangan kube", "Penerbit: Dinas Sosial, https://dinsos.example.org/", "Kontak: data@example.org",
		"Versi data: 1.0.0, 24 November 2026", "Pemutakhiran: tidak berjadwal", "Lisensi: CC-BY-4.0, https://creativecommons.org/licenses/by/4.0/",
		"Iryani (2016), Tabel 8", "Dinas Sosial (2026). Kube Kupang.", "Bukan sampel acak.", "Sampul: apa isi", "Data: Kube kube", "Kamus: Arti, satuan"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("the cover does not say %q:\n%s", want, text.String())
		}
	}
}

func TestWorkbookNotesPointAtTheirCells(t *testing.T) {
	f := openWorkbook(t, notedBook())
	_, cells := tableOf(t, f, "Catatan")
	if got, want := strings.Join(cells[1], "|"), "[catatan 1]|jumlah|no = 2|"; !strings.HasPrefix(got, want) {
		t.Errorf("first note is %q", got)
	}
	if value, _ := f.GetCellValue("Data", cells[1][3]); value != Suppressed {
		t.Errorf("the note points at %s, which holds %q", cells[1][3], value)
	}
	if got, want := strings.Join(cells[2], "|"), "[catatan 2]|semua|semua|semua|Seluruh tabel disalin."; got != want {
		t.Errorf("second note is %q, not %q", got, want)
	}
	_, dictionary := tableOf(t, f, "Kamus")
	if got := dictionary[13]; got[0] != "jumlah" || got[len(got)-1] != "[catatan 1]" {
		t.Errorf("the dictionary's row is %q", got)
	}
}

func TestWorkbookExplainsWhatIsAbsent(t *testing.T) {
	f := openWorkbook(t, notedBook())
	rows, _ := f.GetRows("Data")
	text := strings.Join([]string{rows[1][0], rows[2][0], rows[3][0], rows[4][0], rows[5][0]}, "\n")
	for _, want := range []string{"7 baris dan 13 kolom", "lembar Kamus", "lembar Catatan", "Sel kosong", "[c] berarti"} {
		if !strings.Contains(text, want) {
			t.Errorf("nothing says %q:\n%s", want, text)
		}
	}
	whole := makeTable([]table.Field{field("n", table.Integer)}, []string{"1"})
	rows, _ = openWorkbook(t, book(resource("penuh", whole))).GetRows("Data")
	for _, row := range rows {
		if strings.Contains(row[0], "[c]") || strings.Contains(row[0], "kosong") {
			t.Errorf("a table without holes explains them: %q", row[0])
		}
	}
}

func TestWorkbookOfSeveralDatasetsHasContents(t *testing.T) {
	one := makeTable([]table.Field{field("n", table.Integer)}, []string{"1"}, []string{"2"})
	empty := makeTable([]table.Field{field("n", table.Integer), field("N", table.String)})
	b := book(resource("kube", one), resource("a_name_of_more_than_31_characters_1", one), resource("a_name_of_more_than_31_characters_2", one),
		resource("sampul", one), resource("kembar", empty))
	f := openWorkbook(t, b)
	want := "Sampul Isi Kamus kube a_name_of_more_than_31_characte a_name_of_more_than_31_charac 2 sampul 2 kembar"
	if got := strings.Join(f.GetSheetList(), " "); got != want {
		t.Errorf("sheets are %q, not %q", got, want)
	}
	_, cells := tableOf(t, f, "Isi")
	if got, want := strings.Join(cells[1], "|"), "kube|Kube kube|2"; got != want {
		t.Errorf("contents begin with %q, not %q", got, want)
	}
	if linked, target, _ := f.GetCellHyperLink("Isi", "A6"); !linked || target != "'a_name_of_more_than_31_charac 2'!A1" {
		t.Errorf("the third table's name leads to %q (%v)", target, linked)
	}
	if tables, _ := f.GetTables("kembar"); len(tables) != 0 {
		t.Error("a table whose columns a spreadsheet cannot tell apart is marked up as one")
	}
	_, dictionary := tableOf(t, f, "Kamus")
	if dictionary[0][0] != "Kumpulan data" || dictionary[1][0] != "kube" {
		t.Errorf("the dictionary does not name the datasets: %q", dictionary[:2])
	}
}

func TestTablesOfABookHaveNamesOfTheirOwn(t *testing.T) {
	one := makeTable([]table.Field{field("n", table.Integer)}, []string{"1"})
	f := openWorkbook(t, book(resource("a-b", one), resource("a_b", one), resource("a.b", one)))
	for sheet, want := range map[string]string{"a-b": "tabel_a_b", "a_b": "tabel_a_b_", "a.b": "tabel_a_b__"} {
		if table, _ := tableOf(t, f, sheet); table.Name != want {
			t.Errorf("%s holds table %q, not %q", sheet, table.Name, want)
		}
	}
}

func TestWorkbookInEnglish(t *testing.T) {
	b := notedBook()
	b.Lang = "en"
	f := openWorkbook(t, b)
	if got, want := strings.Join(f.GetSheetList(), " "), "Cover Notes Dictionary Categories Data"; got != want {
		t.Errorf("sheets are %q, not %q", got, want)
	}
	_, cells := tableOf(t, f, "Dictionary")
	if got, want := strings.Join(cells[0][:7], "|"), "Column|Type|Title (en)|Title (id)|Unit|Definition (en)|Definition (id)"; got != want {
		t.Errorf("dictionary's header is %q, not %q", got, want)
	}
}

func TestWorkbookEscapesCharacters(t *testing.T) {
	for s, want := range map[string]string{
		"a\x00b": "a_x0000_b", "\r\n": "_x000D_\n", "_x0041_": "_x005F_x0041_", "_x004": "_x004", "<&>\"": "&lt;&amp;&gt;&quot;",
		"\ufffe\uffff": "_xFFFE__xFFFF_", "a\xffb": "a\ufffdb", "\t🐖": "\t🐖", "\x1f": "_x001F_", "": "",
	} {
		if got := string(appendXML(nil, s)); got != want {
			t.Errorf("%q is written %q, not %q", s, got, want)
		}
	}
}

func TestWorkbookPartsAreWellFormed(t *testing.T) {
	b := output(t, func(w io.Writer) error { return WriteXLSX(w, notedBook()) })
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range z.File {
		f, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(f)
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Errorf("%s: %v", part.Name, err)
				break
			}
		}
	}
}

func TestWorkbookRefusesWhatItCannotHold(t *testing.T) {
	long := makeTable([]table.Field{field("isi", table.String)}, []string{strings.Repeat("🐖", 16384)})
	fits := makeTable([]table.Field{field("isi", table.String)}, []string{strings.Repeat("é", 32767)})
	if why := XLSXLimit(fits); why != "" {
		t.Error(why)
	}
	if why := XLSXLimit(long); !strings.Contains(why, `row 1 of field "isi"`) {
		t.Errorf("why is %q", why)
	}
	if err := WriteXLSX(io.Discard, book(resource("panjang", long))); err == nil || !strings.Contains(err.Error(), "dataset panjang") {
		t.Errorf("error is %v", err)
	}
	for _, f := range Formats(long) {
		if f.Name == "xlsx" {
			t.Error("a table that does not fit is offered as a workbook")
		}
	}
	fields := make([]table.Field, maxSheetCols+1)
	for i := range fields {
		fields[i] = field("k"+itoa(i), table.Integer)
	}
	if why := XLSXLimit(makeTable(fields)); !strings.Contains(why, "columns") {
		t.Errorf("why is %q", why)
	}
}

func TestColumnsAreNamedAsSpreadsheetsDo(t *testing.T) {
	for col, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA", 16383: "XFD"} {
		if got := string(appendColumn(nil, col)); got != want {
			t.Errorf("column %d is %s, not %s", col, got, want)
		}
	}
}
