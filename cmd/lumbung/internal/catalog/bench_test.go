package catalog

import (
	"strconv"
	"testing"

	"lumbung/cmd/lumbung/internal/table"
)

// BenchmarkLargeDataset makes all metadata of a register of 100,000 rows.
func BenchmarkLargeDataset(b *testing.B) {
	p := testPortal()
	old := p.Datasets[0].Table
	builder := table.NewBuilder(old.Schema, 100_000)
	for i := range 100_000 {
		values := make([]table.Value, len(old.Schema.Fields))
		for col := range values {
			values[col] = old.Value(i%old.Len(), col)
		}
		values[0].Text = strconv.Itoa(i)
		builder.Append(values)
	}
	p.Datasets[0].Table = builder.Table()
	b.ReportAllocs()
	for b.Loop() {
		p.Outputs()
		p.SchemaDataset(&p.Datasets[0], "id")
		p.SchemaDataset(&p.Datasets[0], "en")
	}
}

// BenchmarkRow cites one row and writes the JSON-LD of its page, as each profile does.
func BenchmarkRow(b *testing.B) {
	p := testPortal()
	rows := p.RowCiter(&p.Datasets[0], "id")
	b.ReportAllocs()
	var dst []byte
	for b.Loop() {
		w := citeRow(rows, "Kube Tunas Baru", "kube/tunas-baru.html")
		dst = w.AppendText(dst[:0])
		for i := range RowForms() {
			dst = w.AppendForm(dst, i)
		}
		dst = p.AppendBreadcrumbs(dst, []Crumb{{"Beranda", "index.html"}, {"Kube", "kube/index.html"}, {"Kube Tunas Baru", "kube/tunas-baru.html"}})
	}
}
