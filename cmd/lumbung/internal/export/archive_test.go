package export

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/table"
)

func TestZipIsSortedAndOfTheDataSDay(t *testing.T) {
	for date, want := range map[string]string{"2026-11-24": "2026-11-24", "": "1980-01-01", "1970-01-01": "1980-01-01"} {
		b := output(t, func(w io.Writer) error {
			return WriteZip(w, date, []ZipEntry{{"b.csv", Bytes([]byte("b"))}, {"README.md", Bytes([]byte("r"))}, {"a.csv", Bytes(nil)}})
		})
		z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, f := range z.File {
			names = append(names, f.Name)
			if got := f.Modified.UTC().Format("2006-01-02"); got != want {
				t.Errorf("%s is of %s, not %s", f.Name, got, want)
			}
		}
		if got := strings.Join(names, " "); got != "README.md a.csv b.csv" {
			t.Errorf("entries are %q", got)
		}
		f, _ := z.Open("b.csv")
		if content, _ := io.ReadAll(f); string(content) != "b" {
			t.Errorf("b.csv holds %q", content)
		}
	}
}

func TestZipRefusesTwoFilesOfOneName(t *testing.T) {
	err := WriteZip(io.Discard, "", []ZipEntry{{"a", Bytes(nil)}, {"a", Bytes(nil)}})
	if err == nil || !strings.Contains(err.Error(), "two files at a") {
		t.Error(err)
	}
}

func TestZipPassesOnTheErrorOfAnEntry(t *testing.T) {
	broken := errors.New("broken")
	if err := WriteZip(io.Discard, "", []ZipEntry{{"a", func(io.Writer) error { return broken }}}); !errors.Is(err, broken) {
		t.Error(err)
	}
}

func TestSumsAreEscapedAndMustBeSorted(t *testing.T) {
	a, b, c := Sum{Path: "a.csv", SHA256: [32]byte{0xaa}}, Sum{Path: "data/kube.csv", SHA256: [32]byte{0xbb}}, Sum{Path: "x\\\ny", SHA256: [32]byte{0xcc}}
	got := output(t, func(w io.Writer) error { return WriteSums(w, slices.Values([]Sum{a, b, c})) })
	rest := strings.Repeat("0", 62)
	if want := "aa" + rest + "  a.csv\nbb" + rest + "  data/kube.csv\n\\cc" + rest + "  x\\\\\\ny\n"; string(got) != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if err := WriteSums(io.Discard, slices.Values([]Sum{b, a})); err == nil || !strings.Contains(err.Error(), `"a.csv" comes after "data/kube.csv"`) {
		t.Errorf("out of order: %v", err)
	}
}

func TestReadmeIsADictionary(t *testing.T) {
	b := notedBook()
	b.Resources[0].Table.Schema.Fields[0].Constraints = table.Constraints{Required: true, Minimum: "1", Pattern: `a|b`}
	got := string(output(t, func(w io.Writer) error { return WriteReadme(w, b) }))
	for _, want := range []string{
		"# Kube kube\n\n", "- Penerbit: Dinas Sosial", "## Cara mengutip\n\n- Dinas Sosial (2026). Kube Kupang.\n",
		"## kube: Kube kube\n\n", "- Bukan sampel acak.\n", "### Kamus\n\n| Kolom | Tipe | Judul (id) | Judul (en) | Definisi (id) | Definisi (en) | Aturan | Kunci | Catatan |\n|---|---|---|---|---|---|---|---|---|\n",
		"| no | integer | Judul no | Title of no | Arti no | Meaning of no | wajib diisi; paling kecil 1; berpola a\\|b | kunci utama |  |\n",
		"### Kategori\n\n", "| nama | x | Iks | Iks |\n", "### Catatan\n\n", "| [catatan 1] | jumlah | no = 2 | Ditahan. |\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the README lacks %q:\n%s", want, got)
		}
	}
	two := family()
	two.Lang = "en"
	if got := string(output(t, func(w io.Writer) error { return WriteReadme(w, two) })); !strings.Contains(got, "| regions | Kube regions (en) | 2 |\n") {
		t.Errorf("the README does not list the datasets:\n%s", got)
	}
}

func TestReadmeTextStaysInItsCell(t *testing.T) {
	if got, want := markdownCell("a|b\n<b>\\"), `a\|b &lt;b>\\`; got != want {
		t.Errorf("%q, not %q", got, want)
	}
}

func TestFormatsOfALargeTable(t *testing.T) {
	small := makeTable([]table.Field{field("n", table.Integer)}, []string{"1"})
	if got := names(Formats(small)); got != "csv xlsx csv-excel json parquet" {
		t.Error(got)
	}
	b := table.NewBuilder(small.Schema, LargeRows)
	for range LargeRows {
		b.Append([]table.Value{{Text: "1"}})
	}
	if got := names(Formats(b.Table())); got != "csv xlsx csv-excel json json-columns parquet" {
		t.Error(got)
	}
}

func names(formats []Format) string {
	var list []string
	for _, f := range formats {
		list = append(list, f.Name)
	}
	return strings.Join(list, " ")
}
