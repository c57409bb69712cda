package export

import (
	"io"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
)

func TestPrivateFieldsAreNotWrittenInAnyForm(t *testing.T) {
	tab := makeTable([]table.Field{field("nama", table.String), {Name: "nik", Type: table.String, Private: true}}, []string{"Ani", "5371010101010001"})
	b := book(resource("kube", tab))
	for name, write := range map[string]func(io.Writer) error{
		"csv":          func(w io.Writer) error { return WriteCSV(w, tab) },
		"csv-excel":    func(w io.Writer) error { return WriteExcelCSV(w, tab, "id") },
		"json":         func(w io.Writer) error { return WriteJSON(w, tab) },
		"json-columns": func(w io.Writer) error { return WriteJSONColumns(w, tab) },
		"xlsx":         func(w io.Writer) error { return WriteXLSX(w, b) },
		"parquet":      func(w io.Writer) error { return WriteParquet(w, tab, b) },
		"sqlite":       func(w io.Writer) error { return WriteSQLite(w, b, t.TempDir()) },
		"readme":       func(w io.Writer) error { return WriteReadme(w, b) },
		"datasette":    func(w io.Writer) error { return WriteDatasette(w, b, "kube") },
	} {
		var out strings.Builder
		if err := write(&out); err == nil || !strings.Contains(err.Error(), `field "nik" is private`) {
			t.Errorf("%s: %v", name, err)
		}
		if out.Len() > 0 {
			t.Errorf("%s writes %d bytes all the same", name, out.Len())
		}
	}
}

func TestNotesThatTellOfUnpublishedFieldsStayBehind(t *testing.T) {
	r := resource("kube", makeTable([]table.Field{field("nama", table.String)}, []string{"Ani"}))
	r.Notes = []dataset.Note{
		{Field: "nama", Text: locale.Plain("satu")}, {Field: "nik", Text: locale.Plain("dua")},
		{Where: map[string]string{"nik": "5371010101010001"}, Text: locale.Plain("tiga")}, {Text: locale.Plain("empat")},
	}
	notes := Notes(r)
	if len(notes) != 2 || notes[0].Text.In("id") != "satu" || notes[1].Text.In("id") != "empat" {
		t.Errorf("%+v", notes)
	}
	readme := string(output(t, func(w io.Writer) error { return WriteReadme(w, book(r)) }))
	if strings.Contains(readme, "5371") || strings.Contains(readme, "dua") || !strings.Contains(readme, "[catatan 2]") {
		t.Errorf("README:\n%s", readme)
	}
}
