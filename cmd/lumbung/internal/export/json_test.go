package export

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
)

func lang(tag string) locale.Lang { return locale.Lang(tag) }

func TestJSONKeepsTheDigitsOfNumbers(t *testing.T) {
	tab := makeTable([]table.Field{field("n", table.Integer), field("persen", table.Number), field("ya", table.Boolean), field("nama", table.String)},
		[]string{"9007199254740993", "18.30", "true", "a\"\\\n\u2028</script>"}, []string{none, hidden, none, ""})
	want := "[\n{\"n\":9007199254740993,\"persen\":18.30,\"ya\":true,\"nama\":\"a\\\"\\\\\\n\u2028</script>\"},\n{\"n\":null,\"persen\":null,\"ya\":null,\"nama\":\"\"}\n]\n"
	if got := string(output(t, func(w io.Writer) error { return WriteJSON(w, tab) })); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestJSONOfNoRowsIsAnEmptyArray(t *testing.T) {
	tab := makeTable([]table.Field{field("n", table.Integer)})
	var rows []map[string]any
	if err := json.Unmarshal(output(t, func(w io.Writer) error { return WriteJSON(w, tab) }), &rows); err != nil || len(rows) != 0 {
		t.Error(rows, err)
	}
}

func TestJSONHoldsTheValuesOfTheCSV(t *testing.T) {
	tab := hostile()
	var rows []map[string]json.RawMessage
	if err := json.Unmarshal(output(t, func(w io.Writer) error { return WriteJSON(w, tab) }), &rows); err != nil {
		t.Fatal(err)
	}
	var columns struct {
		Fields  []string
		Columns map[string][]json.RawMessage
	}
	if err := json.Unmarshal(output(t, func(w io.Writer) error { return WriteJSONColumns(w, tab) }), &columns); err != nil {
		t.Fatal(err)
	}
	if strings.Join(columns.Fields, " ") != strings.Join(tab.Schema.Names(), " ") {
		t.Errorf("fields are %q", columns.Fields)
	}
	for row, record := range csvCells(t, tab) {
		for col, want := range record {
			name := tab.Schema.Fields[col].Name
			got := jsonText(t, rows[row][name])
			if want == Suppressed && tab.Value(row, col).State == table.Suppressed {
				want = ""
			}
			if strings.ReplaceAll(got, "\r\n", "\n") != want {
				t.Errorf("row %d, %s: %q, not %q", row, name, got, want)
			}
			if !bytes.Equal(columns.Columns[name][row], rows[row][name]) {
				t.Errorf("row %d, %s: by columns %s, by rows %s", row, name, columns.Columns[name][row], rows[row][name])
			}
		}
	}
}

// jsonText gives a JSON value as the CSV writes it.
func jsonText(t *testing.T, raw json.RawMessage) string {
	t.Helper()
	switch {
	case string(raw) == "null":
		return ""
	case raw[0] == '"':
		var s string
		if err := json.Unmarshal(raw, &s); err != nil {
			t.Fatal(err)
		}
		return s
	}
	return string(raw)
}

func TestJSONReplacesWhatIsNoUTF8(t *testing.T) {
	if got, want := string(appendJSONString(nil, "a\xffb\x00\x7f")), "\"a\ufffdb\\u0000\x7f\""; got != want {
		t.Errorf("%q, not %q", got, want)
	}
}
