package dataset

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"lumbung/cmd/lumbung/internal/diag"
	records "lumbung/cmd/lumbung/internal/record"
	"lumbung/cmd/lumbung/internal/table"
)

const plotsTOML = `title = "Plots"
[schema]
primaryKey = ["no"]
fieldsMatch = "equal"
missingValues = ["", "-"]
fields = [
  { name = "no", type = "integer" }, { name = "owner", type = "string" }, { name = "crop", type = "string" }, { name = "size", type = "number" },
]
`

// store keeps tables in a folder of the test, a few lines in a block.
func store(t *testing.T) *Store {
	return &Store{Dir: filepath.Join(t.TempDir(), "tables"), Block: 4, Key: func(r *Resource) records.Key {
		return records.NewKeyer("test").Text(string(r.Doc.File.Data)).Key()
	}}
}

func rowSums(t *table.Table) []uint64 {
	sums := make([]uint64, t.Len())
	t.RowSums(0, sums)
	return sums
}

// build loads a project as a build does, and keeps what it may.
func (s *Store) build(project fs.FS) (*Package, string) {
	log := &diag.Log{}
	p := LoadKept(project, s, log)
	s.Keep(p, func(*Resource) bool { return len(log.Sorted()) > 0 }, rowSums)
	return p, printed(log)
}

// holds compares what a build with a store gives with what Load gives.
func holds(t *testing.T, did string, s *Store, project fs.FS) *Package {
	t.Helper()
	log := &diag.Log{}
	want := Load(project, log)
	got, said := s.build(project)
	if said != printed(log) {
		t.Fatalf("after %s: told\n%s\nwant\n%s", did, said, printed(log))
	}
	for i, w := range want.Resources {
		if d := differ(got.Resources[i], w); d != "" {
			t.Fatalf("after %s: %s: %s", did, w.Name, d)
		}
	}
	return got
}

func differ(got, want *Resource) string {
	if got.Table == nil || want.Table == nil {
		if got.Table != want.Table {
			return "one has no table"
		}
		return ""
	}
	if got.Table.Len() != want.Table.Len() {
		return fmt.Sprintf("%d rows, not %d", got.Table.Len(), want.Table.Len())
	}
	if sums := got.RowSums(); sums != nil && !slices.Equal(sums, rowSums(want.Table)) {
		return "the sums of the rows are not theirs"
	}
	for col := range want.Schema.Fields {
		texts, codes := got.Table.Codes(col)
		wantTexts, wantCodes := want.Table.Codes(col)
		if !slices.Equal(texts, wantTexts) || !reflect.DeepEqual(codes, wantCodes) {
			return fmt.Sprintf("column %d is kept in another way", col)
		}
		for row := range want.Table.Len() {
			if got.Table.Value(row, col) != want.Table.Value(row, col) {
				return fmt.Sprintf("row %d, column %d: %+v, not %+v", row, col, got.Table.Value(row, col), want.Table.Value(row, col))
			}
		}
	}
	return ""
}

// plots is a CSV that a test edits line by line.
type plots struct {
	header string
	lines  []string
	end    string // of the last line
}

func newPlots(rows int) *plots {
	p := &plots{header: "no,owner,crop,size\n", end: "\n"}
	for i := range rows {
		p.lines = append(p.lines, fmt.Sprintf("%d,Pemilik %d,%s,%d.5", i+1, i, []string{"jagung", "kopi", "-"}[i%3], i%9))
	}
	return p
}

func (p *plots) files() fstest.MapFS {
	return fstest.MapFS{"data/plots.toml": {Data: []byte(plotsTOML)}, "data/plots.csv": {Data: []byte(p.header + strings.Join(p.lines, "\n") + p.end)}}
}

// plotEdits are what may be done to a CSV between two builds. What makes it wrong is undone
// by the caller.
var plotEdits = []func(p *plots, n *rand.Rand) string{
	func(p *plots, n *rand.Rand) string { return "nothing" },
	func(p *plots, n *rand.Rand) string {
		i := n.IntN(len(p.lines))
		p.lines[i] = fmt.Sprintf("%d,Pemilik %d,kopi,%d", n.IntN(1<<20)+1000, n.IntN(1<<20), n.IntN(9))
		return "another row"
	},
	func(p *plots, n *rand.Rand) string {
		i := n.IntN(len(p.lines))
		p.lines[i] = strings.Replace(p.lines[i], "kopi", "teh", 1)
		return "a crop"
	},
	func(p *plots, n *rand.Rand) string {
		i := n.IntN(len(p.lines))
		p.lines[i] = fmt.Sprintf("%d,\"Pemilik, \"\"besar\"\"\ndi dua baris\",-,", n.IntN(1<<20)+1000)
		return "a row in two lines"
	},
	func(p *plots, n *rand.Rand) string {
		p.lines = slices.Insert(p.lines, n.IntN(len(p.lines)+1), fmt.Sprintf("%d,Baru,padi,1", n.IntN(1<<20)+1000))
		return "a row more"
	},
	func(p *plots, n *rand.Rand) string {
		i := n.IntN(len(p.lines))
		j := min(len(p.lines), i+1+n.IntN(6))
		if len(p.lines)-(j-i) < 5 {
			return "nothing"
		}
		p.lines = slices.Delete(p.lines, i, j)
		return "rows less"
	},
	func(p *plots, n *rand.Rand) string {
		i, j := n.IntN(len(p.lines)), n.IntN(len(p.lines))
		p.lines[i], p.lines[j] = p.lines[j], p.lines[i]
		return "two rows change places"
	},
	func(p *plots, n *rand.Rand) string {
		i := n.IntN(len(p.lines))
		j := min(len(p.lines), i+8)
		p.lines = slices.Concat(p.lines[:i], p.lines[j:], p.lines[i:j])
		return "rows move to the end"
	},
	func(p *plots, n *rand.Rand) string {
		p.lines = slices.Insert(p.lines, n.IntN(len(p.lines)+1), "")
		return "a blank line"
	},
	func(p *plots, n *rand.Rand) string {
		p.end = []string{"", "\n", "\r\n", "\n\n", "\r"}[n.IntN(5)]
		return "the end of the file"
	},
	func(p *plots, n *rand.Rand) string {
		i := n.IntN(len(p.lines))
		p.lines[i] = strings.TrimSuffix(p.lines[i], "\r") + "\r"
		return "a line ends as on Windows"
	},
	func(p *plots, n *rand.Rand) string {
		p.header = []string{"no,owner,crop,size\n", "no,crop,owner,size\n", "\ufeffno,owner,crop,size\r\n", "owner,no,crop,size\n"}[n.IntN(4)]
		return "the header"
	},
	func(p *plots, n *rand.Rand) string {
		i := n.IntN(len(p.lines))
		p.lines[i] = []string{"x,y,z,w", "1,2", "007,Nol,kopi,1", "9,\"open,kopi,1", "1,a\x00b,kopi,2", "1,\xff,kopi,2"}[n.IntN(6)]
		return "a mistake"
	},
}

// TestKeptTableIsTheTable: over any edits, a table that is made of what was kept is the one
// that is read from its start, to how its columns are kept and what is told of it.
func TestKeptTableIsTheTable(t *testing.T) {
	n := rand.New(rand.NewPCG(53, 1))
	used := 0
	for range 20 {
		s, p := store(t), newPlots(8+n.IntN(60))
		holds(t, "nothing", s, p.files())
		for range 30 {
			before := plots{p.header, slices.Clone(p.lines), p.end}
			var did []string
			for range 1 + n.IntN(2) {
				did = append(did, plotEdits[n.IntN(len(plotEdits))](p, n))
			}
			got := holds(t, strings.Join(did, " and "), s, p.files()).Resources[0]
			if got.Passed() {
				used++
			}
			if slices.Contains(did, "a mistake") || slices.Contains(did, "the header") {
				*p = before
				holds(t, "it is undone", s, p.files())
			}
		}
	}
	if used < 150 {
		t.Errorf("only %d of 600 tables were made of what was kept", used)
	}
}

// TestLongTableOfManyTextsIsTheTable is for columns that stop keeping each text once.
func TestLongTableOfManyTextsIsTheTable(t *testing.T) {
	s, p := store(t), newPlots(6000)
	s.Block = 100
	holds(t, "nothing", s, p.files())
	for _, edit := range []struct {
		did  string
		row  int
		line string
	}{
		{"an owner like another, near the start", 5, "6,Pemilik 4,kopi,1"},
		{"an owner like another, near the end", 5990, "5991,Pemilik 4,kopi,1"},
		{"a crop of its own", 3000, "3001,Pemilik 3000,vanili,1"},
	} {
		p.lines[edit.row] = edit.line
		if got := holds(t, edit.did, s, p.files()).Resources[0]; !got.Passed(0) {
			t.Errorf("after %s: what was kept was not used", edit.did)
		}
	}
	for i := range 1900 { // then owners are kept once
		p.lines[i] = fmt.Sprintf("%d,Koperasi,kopi,1", i+1)
		if i%633 == 632 {
			holds(t, "owners that are the same", s, p.files())
		}
	}
}

func TestOnlyColumnsThatAreAsTheyWereHavePassed(t *testing.T) {
	for _, c := range []struct {
		did  string
		edit func(p *plots)
		want []bool // of no, owner, crop, size
	}{
		{"nothing", func(p *plots) {}, []bool{true, true, true, true}},
		{"an owner", func(p *plots) { p.lines[13] = "14,Lain,kopi,4.5" }, []bool{true, false, true, true}},
		{"no value", func(p *plots) { p.lines[13] = "14,Pemilik 13,-,4.5" }, []bool{true, true, false, true}},
		{"a way of writing", func(p *plots) { p.lines[13] = "14,\"Pemilik 13\",kopi,4.5\r" }, []bool{true, true, true, true}},
		{"two far rows", func(p *plots) { p.lines[1], p.lines[39] = "2,Lain,kopi,1.5", "40,Pemilik 39,jagung,77" }, []bool{true, false, true, false}},
		{"a row more", func(p *plots) { p.lines = append(p.lines, "900,Baru,kopi,1") }, []bool{false, false, false, false}},
		{"the last row less", func(p *plots) { p.lines = p.lines[:39] }, []bool{false, false, false, false}},
		{"the last block less", func(p *plots) { p.lines = p.lines[:36] }, []bool{false, false, false, false}},
		{"the first block less", func(p *plots) { p.lines = p.lines[4:] }, []bool{false, false, false, false}},
	} {
		s, p := store(t), newPlots(40)
		holds(t, "nothing", s, p.files())
		c.edit(p)
		got := holds(t, c.did, s, p.files()).Resources[0]
		for col, want := range c.want {
			if got.Passed(col) != want {
				t.Errorf("%s: column %d: passed is %v", c.did, col, !want)
			}
		}
	}
	read := Load(newPlots(40).files(), &diag.Log{}).Resources[0]
	if read.Passed(0) || read.Passed() || read.RowSums() != nil {
		t.Error("a table that was read without a store has passed")
	}
}

// TestDamagedStoreIsNotBelieved: whatever byte of what was kept is changed, and wherever it
// is cut off, the table is the one of the CSV.
func TestDamagedStoreIsNotBelieved(t *testing.T) {
	s, p := store(t), newPlots(9)
	holds(t, "nothing", s, p.files())
	p.lines[4] = "5,Lain,kopi,1"
	good := filesOf(t, s.Dir)
	if len(good) != 7 {
		t.Fatalf("%d files are kept", len(good))
	}
	want := Load(p.files(), &diag.Log{})
	for name, text := range good {
		restore(t, s.Dir, good)
		for i := range text {
			bad := bytes.Clone(text)
			bad[i] ^= 1
			wrong := map[string][]byte{"changed": bad}
			if i%8 == 0 {
				wrong["cut"], wrong["longer"] = text[:i], append(bytes.Clone(text), text[:i+1]...)
			}
			for what, b := range wrong {
				if err := os.WriteFile(filepath.Join(s.Dir, name), b, 0o666); err != nil {
					t.Fatal(err)
				}
				got := LoadKept(p.files(), s, &diag.Log{})
				if d := differ(got.Resources[0], want.Resources[0]); d != "" {
					t.Fatalf("%s %s at %d: %s", name, what, i, d)
				}
				if got.Resources[0].Passed() {
					t.Fatalf("%s %s at %d is believed", name, what, i)
				}
				if _, err := os.Stat(filepath.Join(s.Dir, name)); err != nil { // a wrong head takes all with it
					restore(t, s.Dir, good)
				}
			}
		}
		restore(t, s.Dir, good)
		if err := os.Remove(filepath.Join(s.Dir, name)); err != nil {
			t.Fatal(err)
		}
		if d := differ(LoadKept(p.files(), s, &diag.Log{}).Resources[0], want.Resources[0]); d != "" {
			t.Fatalf("without %s: %s", name, d)
		}
		holds(t, "it is made anew", s, p.files())
	}
}

// filesOf reads all files of a folder.
func filesOf(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		all[name], err = os.ReadFile(filepath.Join(dir, name))
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return all
}

func restore(t *testing.T, dir string, files map[string][]byte) {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	for name, b := range files {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, b, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// TestNothingThatIsNotPublishedIsKept: of a table that may hold it no file is written, and
// what was kept before it was marked goes when the table is read, whatever comes after.
func TestNothingThatIsNotPublishedIsKept(t *testing.T) {
	const secret = "Pemilik 7" // of the row in the middle
	plain := newPlots(12)
	for name, descriptor := range map[string]string{
		"a private field":         strings.Replace(plotsTOML, `{ name = "owner", type = "string" }`, `{ name = "owner", type = "string", private = true }`, 1),
		"a field that is excused": strings.Replace(plotsTOML, `{ name = "owner", type = "string" }`, `{ name = "owner", type = "string", privacy = { allow = ["phone"], reason = "kantor" } }`, 1),
		"an excused descriptor":   strings.Replace(plotsTOML, "title = \"Plots\"\n", "title = \"Plots\"\nprivacy = { allow = [\"phone\"], reason = \"kantor\" }\n", 1),
		"hidden counts":           plotsTOML + "[disclosure]\nfields = [\"size\"]\nthreshold = 5\n",
		"a column left out":       strings.Replace(strings.Replace(plotsTOML, `{ name = "owner", type = "string" }, `, "", 1), `"equal"`, `"subset"`, 1),
	} {
		s, files := store(t), plain.files()
		holds(t, "nothing", s, files)
		if len(filesOf(t, s.Dir)) == 0 {
			t.Fatal("nothing was kept to begin with")
		}
		files["data/plots.toml"] = &fstest.MapFile{Data: []byte(descriptor)}
		log := &diag.Log{}
		p := LoadKept(files, s, log)
		if r := p.Resource("plots"); r.Table == nil {
			t.Fatalf("%s: %s", name, printed(log))
		}
		if left := filesOf(t, s.Dir); len(left) != 0 {
			t.Errorf("%s: %d files are still there after it was read", name, len(left))
		}
		s.Keep(p, func(*Resource) bool { return false }, rowSums)
		for file, b := range filesOf(t, s.Dir) {
			t.Errorf("%s: %s was written", name, file)
			if bytes.Contains(b, []byte(secret)) {
				t.Errorf("%s: %s holds %q", name, file, secret)
			}
		}
	}
}

// TestLinesThatAreNoRowsEverywhereAreNotKept: where more than the line itself says whether
// and how it is a row, blocks of lines cannot stand for rows.
func TestLinesThatAreNoRowsEverywhereAreNotKept(t *testing.T) {
	for name, more := range map[string]string{
		"comments":               "[dialect]\ncommentChar = \"#\"\n",
		"rows that are comments": "[dialect]\ncommentRows = [5]\n",
		"another encoding":       "encoding = \"windows-1252\"\n",
		"an escape character":    "[dialect]\nescapeChar = \"\\\\\"\n",
	} {
		s, files := store(t), newPlots(12).files()
		text := plotsTOML + more
		if strings.HasPrefix(more, "encoding") {
			text = more + plotsTOML
		}
		files["data/plots.toml"] = &fstest.MapFile{Data: []byte(text)}
		if p := holds(t, name, s, files); p.Resources[0].Table == nil {
			t.Errorf("%s: there is no table", name)
		}
		if left := filesOf(t, s.Dir); len(left) > 0 {
			t.Errorf("%s: %d files are kept", name, len(left))
		}
	}
}

// TestAnotherDescriptorReadsTheLinesAnew: the same cells are other values.
func TestAnotherDescriptorReadsTheLinesAnew(t *testing.T) {
	s, files := store(t), newPlots(12).files()
	holds(t, "nothing", s, files)
	files["data/plots.toml"] = &fstest.MapFile{Data: []byte(strings.Replace(plotsTOML, `["", "-"]`, `["", "kopi"]`, 1))}
	if r := holds(t, "missing values", s, files).Resources[0]; r.Passed(0) || !r.Table.Has(2, 2) || r.Table.Has(1, 2) {
		t.Error("the cells are what they were")
	}
}

func TestWhatWasToldOfIsNotKept(t *testing.T) {
	s, files := store(t), newPlots(12).files()
	p := LoadKept(files, s, &diag.Log{})
	s.Keep(p, func(*Resource) bool { return true }, rowSums)
	if left := filesOf(t, s.Dir); len(left) > 0 {
		t.Errorf("%d files of a table that something was told of", len(left))
	}
	s.Keep(p, func(*Resource) bool { return false }, rowSums)
	if len(filesOf(t, s.Dir)) == 0 {
		t.Error("nothing is kept")
	}
	s.Rows = 13
	s.Keep(p, func(*Resource) bool { return false }, rowSums)
	if left := filesOf(t, s.Dir); len(left) > 0 {
		t.Errorf("%d files of a table that is too small", len(left))
	}
}

// TestPartsThatAreNotNeededGo: a store does not grow, and what is as it was is not written.
func TestPartsThatAreNotNeededGo(t *testing.T) {
	s, p := store(t), newPlots(40)
	holds(t, "nothing", s, p.files())
	before := filesOf(t, s.Dir)
	p.lines[20] = "21,Lain,-,2.5"
	holds(t, "an owner", s, p.files())
	after := filesOf(t, s.Dir)
	same := 0
	for name, b := range after {
		if bytes.Equal(before[name], b) {
			same++
		}
	}
	// The owners, the sums, the blocks and the head are others.
	if len(after) != len(before) || same != len(before)-4 {
		t.Errorf("%d files of which %d are as they were, of %d before", len(after), same, len(before))
	}
	for name, b := range after {
		if bytes.Contains(b, []byte("Pemilik 20")) {
			t.Errorf("%s still holds what was overwritten", name)
		}
	}
}

const plantsTOML = `title = "Plants"
[schema]
primaryKey = ["plot"]
fields = [{ name = "plot", type = "integer" }, { name = "kind", type = "string" }]
foreignKeys = [{ fields = "plot", reference = { resource = "plots", fields = "no" } }]
`

// TestKeyHasPassedOnlyWithWhatItWasFollowedTo: two tables that are each as they were kept
// need not have been seen together.
func TestKeyHasPassedOnlyWithWhatItWasFollowedTo(t *testing.T) {
	s, p := store(t), newPlots(12)
	files := func() fstest.MapFS {
		all := p.files()
		all["data/plants.toml"] = &fstest.MapFile{Data: []byte(plantsTOML)}
		all["data/plants.csv"] = &fstest.MapFile{Data: []byte("plot,kind\n3,kopi\n4,kopi\n")}
		return all
	}
	passed := func(did string, want bool) {
		t.Helper()
		pkg := LoadKept(files(), s, &diag.Log{})
		if got := pkg.Resource("plants").PassedKey(0, []int{0}, pkg.Resource("plots"), []int{0}); got != want {
			t.Errorf("after %s: passed is %v", did, got)
		}
	}
	passed("nothing", false)
	s.build(files())
	passed("a build", true)
	first := filesOf(t, s.Dir)
	p.lines[5] = "6,Lain,kopi,1"
	passed("an edit of another column", true)
	p.lines[5] = "600,Lain,kopi,1"
	passed("an edit of the column", false)
	s.build(files())
	passed("a build with it", true)
	// Killed between the one head and the other: plots are as in the first build, plants as
	// in the second.
	second := filesOf(t, s.Dir)
	mixed := map[string][]byte{}
	pkg := LoadKept(files(), s, &diag.Log{})
	for name, b := range second {
		mixed[name] = b
	}
	plots := filepath.Base(s.dir(pkg.Resource("plots")))
	for name, b := range first {
		if strings.HasPrefix(name, plots) {
			mixed[name] = b
		}
	}
	restore(t, s.Dir, mixed)
	p.lines[5] = newPlots(12).lines[5]
	if pkg := LoadKept(files(), s, &diag.Log{}); !pkg.Resource("plots").Passed(0) || !pkg.Resource("plants").Passed(0) {
		t.Fatal("the two are not as they were kept")
	}
	passed("two builds of which each left one table", false)
}

// FuzzKept: whatever a CSV was and is, what is made of the one for the other is what is read.
func FuzzKept(f *testing.F) {
	text := string(newPlots(12).files()["data/plots.csv"].Data)
	f.Add(text, strings.Replace(text, "kopi", "teh", 2))
	f.Add(text, text[:len(text)-3])
	f.Add(text+"\"", text)
	f.Add("no,owner,crop,size\n1,a,b,1", "no,owner,crop,size\n1,a,b,12,c,d,3\n") // the last line goes on
	f.Add("no,owner,crop,size\r1,a,b,2\r2,a,b,3", "no,owner,crop,size\r1,a,b,2\r\n2,a,b,3")
	f.Fuzz(func(t *testing.T, before, after string) {
		s := store(t)
		s.Block = 1
		for _, text := range []string{before, after} {
			holds(t, "an edit", s, fstest.MapFS{"data/plots.toml": {Data: []byte(plotsTOML)}, "data/plots.csv": {Data: []byte(text)}})
		}
	})
}
