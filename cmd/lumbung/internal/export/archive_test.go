package export

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/table"
)

func TestZipIsSortedAndOfTheDataSDay(t *testing.T) {
	for date, want := range map[string]string{"2026-11-24": "2026-11-24", "": "1980-01-01", "1970-01-01": "1980-01-01"} {
		b := output(t, func(w io.Writer) error {
			return WriteZip(w, date, []ZipEntry{{Path: "b.csv", Write: Bytes([]byte("b"))}, {Path: "README.md", Write: Bytes([]byte("r"))}, {Path: "a.csv", Write: Bytes(nil)}})
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
	err := WriteZip(io.Discard, "", []ZipEntry{{Path: "a", Write: Bytes(nil)}, {Path: "a", Write: Bytes(nil)}})
	if err == nil || !strings.Contains(err.Error(), "two files at a") {
		t.Error(err)
	}
}

func TestZipPassesOnTheErrorOfAnEntry(t *testing.T) {
	broken := errors.New("broken")
	for _, size := range []int64{0, 1} {
		entries := []ZipEntry{{Path: "a", Size: size, Write: func(io.Writer) error { return broken }}}
		for i := range 100 {
			entries = append(entries, ZipEntry{Path: fmt.Sprintf("b%d", i), Size: 1, Write: Bytes([]byte("b"))})
		}
		if err := WriteZip(io.Discard, "", entries); !errors.Is(err, broken) || !strings.Contains(err.Error(), "zip: a: ") {
			t.Error(err)
		}
	}
}

func TestZipWhoseDiskIsFullSaysSo(t *testing.T) {
	full := errors.New("no space left on device")
	var entries []ZipEntry
	for i := range 200 {
		entries = append(entries, ZipEntry{Path: fmt.Sprintf("a%d", i), Size: 1000, Write: Bytes(noise(i, 1000))})
	}
	if err := WriteZip(failsAfter{left: new(int(50_000)), err: full}, "", entries); !errors.Is(err, full) {
		t.Error(err)
	}
}

type failsAfter struct {
	left *int
	err  error
}

func (f failsAfter) Write(b []byte) (int, error) {
	if *f.left -= len(b); *f.left < 0 {
		return 0, f.err
	}
	return len(b), nil
}

// noise is bytes that are hardly made smaller by packing.
func noise(seed, size int) []byte {
	b := make([]byte, size)
	n := rand.New(rand.NewPCG(uint64(seed), 1))
	for i := range b {
		b[i] = byte(n.IntN(64)) + ' '
	}
	return b
}

// TestZipPackedAheadIsThatOfArchiveZip: entries of known size give the same bytes as those
// that are packed in their turn, by archive/zip alone.
func TestZipPackedAheadIsThatOfArchiveZip(t *testing.T) {
	var known, turn []ZipEntry
	for i, size := range []int{0, 1, 40, 5000, 70_000, smallEntry, smallEntry + 1, 1 << 20} {
		for _, name := range []string{"a/%d.html", "désa %d", "b\\%d"} {
			content := noise(i, size)
			e := ZipEntry{Path: fmt.Sprintf(name, i), Write: Bytes(content)}
			turn = append(turn, e)
			e.Size = int64(size)
			known = append(known, e)
		}
	}
	got := output(t, func(w io.Writer) error { return WriteZip(w, "2026-11-24", known) })
	want := output(t, func(w io.Writer) error { return WriteZip(w, "2026-11-24", turn) })
	if !bytes.Equal(got, want) {
		t.Errorf("%d bytes, not the %d of entries packed in their turn", len(got), len(want))
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
