package export

import (
	"io"
	"testing"

	"lumbung/cmd/lumbung/internal/table"
)

// register is a table as a province keeps it: many rows, few distinct texts in most
// columns, one column of names.
func register(rows int) *table.Table {
	fields := []table.Field{field("no", table.Integer), field("nama", table.String), field("alamat", table.String)}
	for _, name := range []string{"desa", "kecamatan", "kategori", "sektor", "status", "kode"} {
		fields = append(fields, field(name, table.String))
	}
	fields = append(fields, field("anggota", table.Integer), field("tahun", table.Year), field("persen", table.Number),
		field("modal", table.Number), field("aktif", table.Boolean), field("tanggal", table.Date))
	b := table.NewBuilder(&table.Schema{Fields: fields, PrimaryKey: []string{"no"}}, rows)
	values := make([]table.Value, len(fields))
	for i := range rows {
		texts := []string{itoa(i + 1), "Kube Tunas " + itoa(i), "Jalan Timor Raya No. " + itoa(i%977), "Manutapen", "Alak", "Berkembang", "Peternakan", "Kelurahan", "53.71",
			itoa(5 + i%20), itoa(2000 + i%20), itoa(i%100) + ".50", itoa(i*1000) + ".00", "true", "2016-07-05"}
		for c, text := range texts {
			values[c] = table.Value{Text: text, Type: fields[c].Type}
		}
		b.Append(values)
	}
	return b.Table()
}

func benchmark(b *testing.B, write func(io.Writer, *table.Table) error) {
	t := register(100_000)
	b.ReportAllocs()
	for b.Loop() {
		if err := write(io.Discard, t); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCSV(b *testing.B)         { benchmark(b, WriteCSV) }
func BenchmarkJSON(b *testing.B)        { benchmark(b, WriteJSON) }
func BenchmarkJSONColumns(b *testing.B) { benchmark(b, WriteJSONColumns) }
func BenchmarkXLSX(b *testing.B) {
	benchmark(b, func(w io.Writer, t *table.Table) error { return WriteXLSX(w, book(resource("kube", t))) })
}
func BenchmarkParquet(b *testing.B) {
	benchmark(b, func(w io.Writer, t *table.Table) error { return WriteParquet(w, t, book(resource("kube", t))) })
}
func BenchmarkSQLite(b *testing.B) {
	dir := b.TempDir()
	benchmark(b, func(w io.Writer, t *table.Table) error { return WriteSQLite(w, book(resource("kube", t)), dir) })
}
