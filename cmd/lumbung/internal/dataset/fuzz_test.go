package dataset

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"lumbung/cmd/lumbung/internal/diag"
)

// FuzzDescriptor loads whatever stands in the TOML files of data/: nothing panics, and what is
// told points into the file.
func FuzzDescriptor(f *testing.F) {
	for _, name := range []string{"kube", "performance", "charts", "claims"} {
		text, err := os.ReadFile(filepath.Join("../../../../data", name+".toml"))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text), "no,nama\n1,x\n")
	}
	f.Add("[[schema.fields]]\nname = \"a\"\n[dialect]\nheaderRows = [0, -1, 99]\ncommentRows = [1]", "a\n1\n")
	f.Add("query = \"SELECT\"\npath = \"x.csv\"\nschema = 1\nprofile = []\n", "")
	f.Fuzz(func(t *testing.T, text, csv string) {
		log := &diag.Log{}
		Load(fstest.MapFS{"data/x.toml": {Data: []byte(text)}, "data/x.csv": {Data: []byte(csv)}, "data/charts.toml": {Data: []byte(text)}, "data/claims.toml": {Data: []byte(text)}}, log)
		for _, d := range log.Sorted() {
			lines := strings.Count(text, "\n") + strings.Count(csv, "\n") + strings.Count(csv, "\r") + 2
			if d.Span.Line < 0 || d.Span.Line > lines || d.Span.Line > 0 && d.Span.Col < 1 {
				t.Errorf("%s at %d:%d of %d lines", d.Message, d.Span.Line, d.Span.Col, lines)
			}
		}
	})
}
