package infer

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"hash/crc32"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// workbookOf makes an XLSX file.
func workbookOf(t *testing.T, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func set(t *testing.T, f *excelize.File, cell string, value any, style ...*excelize.Style) {
	t.Helper()
	err := f.SetCellValue("Sheet1", cell, value)
	for _, s := range style {
		id, e := f.NewStyle(s)
		err = errors.Join(err, e, f.SetCellStyle("Sheet1", cell, cell, id))
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestWorkbookCellsAreWhatExcelShows(t *testing.T) {
	dmy := "dd/mm/yyyy"
	data := workbookOf(t, func(f *excelize.File) {
		for cell, s := range map[string]string{"A1": "Nama", "B1": "Luas (ha)", "C1": "Mulai", "D1": "Bagian", "E1": "Aktif", "F1": "Teks"} {
			set(t, f, cell, s)
		}
		set(t, f, "A2", " Tunas Baru ")
		set(t, f, "B2", 0.1+0.2)
		set(t, f, "C2", 42576, &excelize.Style{CustomNumFmt: &dmy})
		set(t, f, "D2", 0.155, &excelize.Style{NumFmt: 10})
		set(t, f, "E2", true)
		set(t, f, "F2", "1.234,5")
		set(t, f, "A3", "Setia")
		set(t, f, "B3", 58033)
		set(t, f, "C3", 42577, &excelize.Style{NumFmt: 14})
		set(t, f, "D3", 1, &excelize.Style{NumFmt: 9})
		set(t, f, "E3", false)
		set(t, f, "F3", "7")
	})
	g, err := ReadWorkbook(bytes.NewReader(data), "", DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	in := Infer(g, Options{Name: "coba", Title: "Coba"})
	want := "nama,luas,mulai,bagian,aktif,teks\nTunas Baru,0.3,2016-07-25,15.5,true,1234.5\nSetia,58033,2016-07-26,100,false,7\n"
	if got := string(in.CSV()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if in.Fields[1].Unit != "ha" || in.Fields[3].Unit != "%" {
		t.Errorf("units %q %q", in.Fields[1].Unit, in.Fields[3].Unit)
	}
	loaded(t, in)
}

func TestWorkbookWithSeveralSheetsAsksForOne(t *testing.T) {
	data := workbookOf(t, func(f *excelize.File) {
		for _, name := range []string{"Data", "Rahasia"} {
			if _, err := f.NewSheet(name); err != nil {
				t.Fatal(err)
			}
		}
		if err := errors.Join(f.SetCellValue("Data", "A1", "nama"), f.SetCellValue("Data", "A2", "x"), f.SetSheetVisible("Rahasia", false)); err != nil {
			t.Fatal(err)
		}
	})
	var which *SheetError
	if _, err := ReadWorkbook(bytes.NewReader(data), "", DefaultLimits); !errors.As(err, &which) || !slices.Equal(which.Sheets, []string{"Sheet1", "Data"}) {
		t.Errorf("no sheet: %v", err)
	}
	if _, err := ReadWorkbook(bytes.NewReader(data), "Dta", DefaultLimits); !errors.As(err, &which) || which.Name != "Dta" {
		t.Errorf("wrong sheet: %v", err)
	}
	if g, err := ReadWorkbook(bytes.NewReader(data), "data", DefaultLimits); err != nil || g.Rows[1][0].Text != "x" {
		t.Errorf("named sheet: %v", err)
	}
	if _, err := ReadWorkbook(bytes.NewReader(data), "Sheet1", DefaultLimits); !errors.Is(err, ErrEmpty) {
		t.Errorf("empty sheet: %v", err)
	}
}

func TestWorkbookTellsWhatItHidesAndJoins(t *testing.T) {
	data := workbookOf(t, func(f *excelize.File) {
		for cell, s := range map[string]string{"A1": "nama", "B1": "catatan", "A2": "x", "B2": "y", "A3": "z", "B3": "w", "A4": "v", "B4": "u", "A5": "1"} {
			set(t, f, cell, s)
		}
		if err := errors.Join(f.SetColVisible("Sheet1", "B", false), f.SetRowVisible("Sheet1", 3, false), f.MergeCell("Sheet1", "A5", "B5")); err != nil {
			t.Fatal(err)
		}
	})
	g, err := ReadWorkbook(bytes.NewReader(data), "", DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	got := facts(Infer(g, Options{Name: "x", Title: "X"}), "")
	for _, want := range []string{"column B is hidden", "1 row is hidden", "1 group of cells is merged"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestWorkbookBombIsRefused(t *testing.T) {
	small := workbookOf(t, func(f *excelize.File) { set(t, f, "A1", "x") })
	limits := DefaultLimits
	limits.Bytes = 4 << 20
	if _, err := ReadWorkbook(bytes.NewReader(withPart(t, small, "xl/media/bomb.bin", 8<<20, 8<<20)), "", limits); !errors.Is(err, ErrTooLarge) {
		t.Errorf("a part of 8 MB: %v", err)
	}
	var before, after runtime.MemStats
	lying := withPart(t, small, "xl/worksheets/sheet1.xml", 64<<20, 100)
	runtime.ReadMemStats(&before)
	_, err := ReadWorkbook(bytes.NewReader(lying), "", limits)
	runtime.ReadMemStats(&after)
	if err == nil {
		t.Error("a sheet of 64 MB that says it has 100 bytes was read")
	}
	if took := after.TotalAlloc - before.TotalAlloc; took > 16<<20 {
		t.Errorf("a sheet of 64 MB that says it has 100 bytes took %d MB", took>>20)
	}
}

// withPart is a workbook with a part of so many zeros, in place of its own part of that name;
// its entry says how many there are.
func withPart(t *testing.T, workbook []byte, name string, size, said int64) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook)))
	if err != nil {
		t.Fatal(err)
	}
	var b, packed bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		if f.Name == name {
			continue
		}
		if err := out.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	press, err := flate.NewWriter(&packed, flate.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	sum := crc32.NewIEEE()
	if _, err := io.CopyN(io.MultiWriter(press, sum), zeros{}, size); err != nil {
		t.Fatal(err)
	}
	if err := press.Close(); err != nil {
		t.Fatal(err)
	}
	w, err := out.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Deflate, CRC32: sum.Sum32(), CompressedSize64: uint64(packed.Len()), UncompressedSize64: uint64(said)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(packed.Bytes()); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	clear(b)
	return len(b), nil
}

func TestWorkbookLimitsAndWrongFiles(t *testing.T) {
	data := workbookOf(t, func(f *excelize.File) {
		set(t, f, "A1", "a")
		set(t, f, "B2", "b")
		set(t, f, "A3", "c")
	})
	for _, l := range []Limits{{Bytes: 1 << 20, Rows: 2, Columns: 9, Cells: 99}, {Bytes: 1 << 20, Rows: 9, Columns: 1, Cells: 99}, {Bytes: 1 << 20, Rows: 9, Columns: 9, Cells: 2}} {
		if _, err := ReadWorkbook(bytes.NewReader(data), "", l); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%+v: %v", l, err)
		}
	}
	if _, err := ReadWorkbook(strings.NewReader("a,b\n"), "", DefaultLimits); err == nil || !strings.Contains(err.Error(), "no XLSX workbook") {
		t.Errorf("a CSV: %v", err)
	}
}

func TestHundredfoldMovesThePoint(t *testing.T) {
	for in, want := range map[string]string{"0.155": "15.5", "1": "100", "0": "0", "-0.001": "-0.1", "0.05": "5", "12.3456": "1234.56"} {
		if got := hundredfold(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}
