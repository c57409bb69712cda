package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"lumbung/cmd/lumbung/internal/table"
)

// Any text survives the formats that can hold it, and breaks none.
func FuzzText(f *testing.F) {
	for _, s := range []string{"", "a,b", "=1+1", "\"", "\r\n", "\x00", "_x0041_", "\u2028", "\xff", "</script>", "🐖", "[c]", "\ufffe"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		tab := makeTable([]table.Field{field("a", table.String), field("b", table.String)}, []string{s, "x"})
		if s == none || s == hidden {
			t.Skip()
		}
		var b bytes.Buffer
		if err := WriteCSV(&b, tab); err != nil {
			t.Fatal(err)
		}
		records, err := csv.NewReader(&b).ReadAll()
		if err != nil || len(records) != 2 || records[1][0] != strings.ReplaceAll(s, "\r\n", "\n") || records[1][1] != "x" {
			t.Errorf("CSV gives %q, %v", records, err)
		}
		var back string
		if err := json.Unmarshal(appendJSONString(nil, s), &back); err != nil || utf8.ValidString(s) && back != s {
			t.Errorf("JSON gives %q, %v", back, err)
		}
		d := xml.NewDecoder(bytes.NewReader([]byte("<a b=\"" + string(appendXML(nil, s)) + "\">" + string(appendXML(nil, s)) + "</a>")))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("XML: %v", err)
			}
		}
	})
}
