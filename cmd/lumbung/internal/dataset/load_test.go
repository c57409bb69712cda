package dataset

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"lumbung/cmd/lumbung/internal/diag"
)

// printed is what an author reads.
func printed(log *diag.Log) string {
	var b strings.Builder
	diag.Printer{W: &b, All: true}.Print(log.Sorted())
	return b.String()
}

func TestTheFirstPortalsDataLoadWithoutAWord(t *testing.T) {
	log := &diag.Log{}
	p := Load(os.DirFS("../../../.."), log)
	if got := printed(log); got != "" {
		t.Errorf("got\n%s", got)
	}
	if kube := p.Resource("kube"); kube == nil || kube.Table == nil || kube.Table.Len() != 10 || len(p.Claims) < 60 {
		t.Errorf("%d datasets, %d claims", len(p.Resources), len(p.Claims))
	}
}

func TestTablesWithoutDescriptorAreWarnedOf(t *testing.T) {
	log := &diag.Log{}
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	Load(fstest.MapFS{
		"data/kube.toml": file("name = \"kube\"\ntitle = \"Kube\"\nschema.fields = [{ name = \"a\", type = \"string\" }]\n"), "data/kube.csv": file("a\n1\n"),
		"data/sumur.csv": file("x\n"), "data/Rekap 2024.xlsx": file(""), "data/.kube.csv": file(""), "data/~$Rekap 2024.xlsx": file(""), "data/catatan.md": file(""),
		"data/rusak.toml": file("name = \n"), "data/rusak.csv": file("a\n"),
	}, log)
	var got []string
	for _, d := range log.Sorted() {
		if d.Severity == diag.Warning {
			got = append(got, d.Span.Name()+": "+d.String()+" · "+d.Notes[0].Message.String())
		}
	}
	want := []string{
		"data/Rekap 2024.xlsx: no descriptor names this file: it is not published · move it away and take it in with: lumbung add Rekap 2024.xlsx",
		"data/sumur.csv: no descriptor names this file: it is not published · describe it in data/sumur.toml, or move it away and take it in with: lumbung add sumur.csv",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}
