package export

import (
	"bytes"
	"io"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"lumbung/cmd/lumbung/internal/table"
)

func openParquet(t *testing.T, tab *table.Table) *parquet.File {
	t.Helper()
	b := output(t, func(w io.Writer) error { return WriteParquet(w, tab, book(resource("kube", tab))) })
	f, err := parquet.OpenFile(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func parquetRows(t *testing.T, f *parquet.File) []parquet.Row {
	t.Helper()
	var rows []parquet.Row
	for _, group := range f.RowGroups() {
		r := group.Rows()
		defer r.Close()
		for {
			buf := make([]parquet.Row, 16)
			n, err := r.ReadRows(buf)
			for _, row := range buf[:n] {
				rows = append(rows, row.Clone())
			}
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	return rows
}

func TestParquetHoldsTheValuesOfTheCSV(t *testing.T) {
	tab := hostile()
	f := openParquet(t, tab)
	rows := parquetRows(t, f)
	cols := columnsOf(tab)
	records := csvCells(t, tab)
	if len(rows) != len(records) {
		t.Fatalf("%d rows, not %d", len(rows), len(records))
	}
	for row, record := range records {
		for col, want := range record {
			if !tab.Has(row, col) {
				want = ""
			}
			got := parquetText(rows[row][col], &cols[col])
			if strings.ReplaceAll(got, "\r\n", "\n") != want && !sameDecimal(got, want) {
				t.Errorf("row %d, %s: %q, not %q", row, cols[col].name, got, want)
			}
			if rows[row][col].IsNull() == tab.Has(row, col) {
				t.Errorf("row %d, %s: null is %v", row, cols[col].name, rows[row][col].IsNull())
			}
		}
	}
}

// parquetText gives a value as the CSV writes it, but for zeros at a decimal's end.
func parquetText(v parquet.Value, c *column) string {
	if v.IsNull() {
		return ""
	}
	switch c.parquetStore() {
	case asDecimal:
		scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(c.scale)), nil)
		return new(big.Rat).SetFrac(big.NewInt(v.Int64()), scale).FloatString(c.scale)
	case asDate:
		return time.Unix(int64(v.Int32())*86400, 0).UTC().Format(time.DateOnly)
	}
	return v.String()
}

// sameDecimal compares two decimals that may differ in zeros at the end.
func sameDecimal(a, b string) bool {
	x, ok1 := new(big.Rat).SetString(a)
	y, ok2 := new(big.Rat).SetString(b)
	return ok1 && ok2 && x.Cmp(y) == 0
}

func TestParquetKeepsTheOrderAndTypesOfFields(t *testing.T) {
	want := strings.Split(`optional int64 no (INT(64,true))
optional binary nama (STRING)
optional int32 persen (DECIMAL(5,2))
optional int64 besar (INT(64,true))
optional binary panjang (STRING)
optional boolean aktif
optional int32 tanggal (DATE)
optional int64 tahun (INT(64,true))
optional binary waktu (STRING)
optional binary daftar (JSON)
optional binary kode (STRING)
optional binary aneh (STRING)
optional int64 jumlah (INT(64,true))`, "\n")
	lines := strings.Split(openParquet(t, hostile()).Schema().String(), "\n")
	for i, w := range want {
		if got := strings.TrimSuffix(strings.TrimSpace(lines[i+1]), ";"); got != w {
			t.Errorf("field %d is %q, not %q", i, got, w)
		}
	}
}

func TestParquetSaysWhatItIs(t *testing.T) {
	f := openParquet(t, hostile())
	for key, want := range map[string]string{"title": "Kube kube", "license": "CC-BY-4.0", "version": "1.0.0", "source": "Iryani (2016), Tabel 8"} {
		if got, _ := f.Lookup(key); got != want {
			t.Errorf("%s is %q, not %q", key, got, want)
		}
	}
}

func TestParquetOfLargeDecimalsUses64Bits(t *testing.T) {
	tab := makeTable([]table.Field{field("uang", table.Number)}, []string{"1234567890123456.78"}, []string{"-0.5"}, []string{none})
	rows := parquetRows(t, openParquet(t, tab))
	if rows[0][0].Int64() != 123456789012345678 || rows[1][0].Int64() != -50 || !rows[2][0].IsNull() {
		t.Error(rows)
	}
}

func TestParquetOfNoRowsOpens(t *testing.T) {
	f := openParquet(t, makeTable([]table.Field{field("b", table.Integer), field("a", table.Number)}))
	if f.NumRows() != 0 || f.Schema().Fields()[0].Name() != "b" {
		t.Error(f.NumRows(), f.Schema())
	}
}
