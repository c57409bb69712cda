package release

import (
	"bytes"
	"testing"

	"lumbung/cmd/lumbung/internal/export"
	"lumbung/cmd/lumbung/internal/table"
)

// What is frozen as CSV reads back as the same cells, whatever they hold.
func FuzzTheCSVOfAReleaseReadsBack(f *testing.F) {
	f.Add("a", "b", byte(0))
	f.Add("\"", "x,y\r\nz", byte(1))
	f.Add("[c]", "", byte(2))
	f.Fuzz(func(t *testing.T, a, b string, states byte) {
		schema := &table.Schema{Fields: []table.Field{{Name: "a", Type: table.String}, {Name: "b", Type: table.String}}}
		row := []table.Value{{Text: a, Type: table.String}, {Text: b, Type: table.String}}
		for i := range row {
			if state := table.State(states >> (2 * i) & 3); state == table.Missing || state == table.Suppressed && row[i].Text != hiddenText {
				row[i].Text, row[i].State = "", state
			}
		}
		build := table.NewBuilder(schema, 1)
		build.Append(row)
		want := build.Table()
		var csv bytes.Buffer
		if err := export.WriteCSV(&csv, want); err != nil {
			t.Fatal(err)
		}
		got, err := readCSV(csv.String(), schema, suppressedFields(want), 1)
		if err != nil {
			t.Fatalf("%q: %v", csv.String(), err)
		}
		for col := range row {
			if got.Len() != 1 || got.Value(0, col) != want.Value(0, col) {
				t.Errorf("%q: column %d is %+v, want %+v", csv.String(), col, got.Value(0, col), want.Value(0, col))
			}
		}
	})
}

// The CSV of a release is verified by its sum before it is read, yet no text makes the
// reader fail in another way than with an error.
func FuzzReadingAReleaseNeverPanics(f *testing.F) {
	f.Add("a,b\r\n1,2\r\n")
	f.Add("a,b\r\n\"1")
	schema := &table.Schema{Fields: []table.Field{{Name: "a"}, {Name: "b"}}}
	f.Fuzz(func(t *testing.T, text string) {
		readCSV(text, schema, []string{"b"}, 0)
		decodeManifest([]byte(text))
		decodeDocument([]byte(text))
	})
}
