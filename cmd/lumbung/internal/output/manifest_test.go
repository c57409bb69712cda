package output

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
)

func sumOf(s string) Sum { return sha256.Sum256([]byte(s)) }

// someRecords are n records with paths of all kinds, sorted.
func someRecords(seed uint64, n int) []record {
	r := rand.New(rand.NewPCG(seed, 1))
	seen := map[string]bool{}
	var records []record
	for len(records) < n {
		path := fmt.Sprintf("%s/%s%d", []string{"kube", "Kube-b", "é", "a/b/c"}[r.IntN(4)], strings.Repeat("x", r.IntN(60)), r.IntN(n*10))
		if seen[path] {
			continue
		}
		seen[path] = true
		records = append(records, record{path: path, size: r.Int64N(1 << 40), mtime: r.Int64N(1<<62) - 1<<61, sum: sumOf(path)})
	}
	slices.SortFunc(records, func(a, b record) int { return strings.Compare(a.path, b.path) })
	return records
}

func writeManifest(t testing.TB, dir string, records []record) {
	t.Helper()
	d, err := openDisk(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer d.close()
	w, err := createManifest(d, "m")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range records {
		w.add(r)
	}
	if _, err := w.finish(Sum{}, len(records)); err != nil {
		t.Fatal(err)
	}
}

func readManifest(t testing.TB, dir string) (*manifest, error) {
	d, err := openDisk(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer d.close()
	return openManifest(d, "m")
}

func TestManifestGivesBackWhatWasWritten(t *testing.T) {
	for _, n := range []int{0, 1, 2, 100, 5000} {
		dir := t.TempDir()
		records := someRecords(uint64(n), n)
		writeManifest(t, dir, records)
		m, err := readManifest(t, dir)
		if err != nil {
			t.Fatal(err)
		}
		defer m.close()
		var got []record
		for r, err := range m.scan("") {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, r)
		}
		if !slices.Equal(got, records) {
			t.Fatalf("%d records: the scan differs", n)
		}
		for i, r := range records {
			if got, ok, err := m.lookup(r.path); !ok || err != nil || got != r {
				t.Fatalf("lookup %q: %+v, %v, %v", r.path, got, ok, err)
			}
			for _, other := range []string{r.path + "x", r.path[:len(r.path)-1], "", "zzz"} {
				_, isIn := slices.BinarySearchFunc(records, other, func(r record, p string) int { return strings.Compare(r.path, p) })
				if _, ok, err := m.lookup(other); ok != isIn || err != nil {
					t.Fatalf("lookup %q: %v, %v", other, ok, err)
				}
			}
			if i%97 == 0 {
				for from, err := range m.scan(r.path) {
					if err != nil || from != r {
						t.Fatalf("scan from %q begins with %+v, %v", r.path, from, err)
					}
					break
				}
			}
		}
		for _, path := range m.mixed {
			if fold(path) == path {
				t.Errorf("%q is said to be in mixed case", path)
			}
		}
	}
}

// Any one byte that differs is found before a record is believed.
func TestDamagedManifestIsNeverBelieved(t *testing.T) {
	dir := t.TempDir()
	records := someRecords(5, 200)
	writeManifest(t, dir, records)
	name := filepath.Join(dir, "m")
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	damages := 0
	check := func(what string, b []byte) {
		t.Helper()
		damages++
		if err := os.WriteFile(name, b, 0o666); err != nil {
			t.Fatal(err)
		}
		m, err := readManifest(t, dir)
		if err != nil {
			return
		}
		defer m.close()
		var got []record
		for r, err := range m.scan("") {
			if err != nil {
				return
			}
			got = append(got, r)
		}
		t.Errorf("%s: read %d records and no error", what, len(got))
	}
	for i := 0; i < len(whole); i += 1 + i%7 {
		b := slices.Clone(whole)
		b[i] ^= 0x40
		check(fmt.Sprintf("byte %d", i), b)
	}
	for n := 0; n < len(whole); n += 131 {
		check(fmt.Sprintf("cut at %d", n), whole[:n])
	}
	t.Logf("%d damages, all found", damages)
}

func FuzzManifest(f *testing.F) {
	dir := f.TempDir()
	writeManifest(f, dir, someRecords(1, 30))
	b, err := os.ReadFile(filepath.Join(dir, "m"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b[len(manifestMagic):])
	f.Fuzz(func(t *testing.T, b []byte) {
		m := &manifest{}
		m.decodeIndex(b)
		d := decoder{reader: reader{b: b}}
		for d.next() {
			if len(d.path) > maxPath || d.rec.size < -1 {
				t.Errorf("record %+v of path %q", d.rec, d.path)
			}
		}
	})
}

func FuzzJournal(f *testing.F) {
	f.Add([]byte(journalMagic + "put\ta\nend\tx\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		dir := t.TempDir()
		put(t, dir, stateDir+"/"+journalName, string(b))
		put(t, dir, stateDir+"/"+nextName, "")
		put(t, dir, "a", "mine")
		d, err := openDisk(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer d.close()
		complete(d)
		if got := served(t, dir); got["a"] != "mine" || len(got) != 1 {
			t.Errorf("a journal without its sum was followed: %v", got)
		}
	})
}

// sealed is a journal of these lines with the sum that makes it whole.
func sealed(lines string) string {
	body := journalMagic + lines
	return body + fmt.Sprintf("end\t%x\n", sha256.Sum256([]byte(body)))
}

// An output folder may come from somebody else, with a journal that they made whole: it moves
// and removes nothing outside of that folder.
func FuzzJournalOfAStranger(f *testing.F) {
	for _, lines := range []string{
		"put\ta\nmanifest\tmanifest\n", "remove\tb\t4\t0\nrmdir\tc\nmanifest\tmanifest.new\n", "folder\tc\n", "swap\tc\t1\t0\tc/x\n",
		"remove\t../mine\t4\t0\n", "rmdir\t../empty\n", "put\t../mine\n", "put\t../../mine\n", "folder\t../empty\n", "swap\t../full\t1\t0\tc/x\n", "swap\tc\t1\t0\t../../../full/x\n",
		"manifest\t../../mine\n", "manifest\t../../new\n", "put\t/\n", "rmdir\t\n", "put\n", "\n", "put\ta\tb\n", "swap\t\t\t\t\n",
	} {
		f.Add(lines)
	}
	top := f.TempDir()
	f.Fuzz(func(t *testing.T, lines string) {
		dir, err := os.MkdirTemp(top, "") // t.TempDir is slow where there are thousands
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		outside := site{"mine": "mine", "full/x": "full"}
		for path, text := range outside {
			put(t, dir, path, text)
		}
		for _, path := range []string{"a", "b", "c/y", stateDir + "/" + nextName, stateDir + "/mine", stateDir + "/full/x"} {
			put(t, dir, "out/"+path, "out")
		}
		for _, path := range []string{"a", "mine", "c/x", "empty/z"} {
			put(t, dir, "out/"+stateDir+"/"+stageName+"/"+path, "1")
		}
		if err := os.Mkdir(filepath.Join(dir, "empty"), 0o777); err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{"mine", "full/x", "out/b", "out/" + stateDir + "/" + stageName + "/c/x"} {
			if err := os.Chtimes(filepath.Join(dir, path), time.Unix(0, 0), time.Unix(0, 0)); err != nil {
				t.Fatal(err)
			}
		}
		put(t, dir, "out/"+stateDir+"/"+journalName, sealed(lines))
		d, err := openDisk(filepath.Join(dir, "out"))
		if err != nil {
			t.Fatal(err)
		}
		defer d.close()
		complete(d)
		if err := os.RemoveAll(filepath.Join(dir, "out")); err != nil {
			t.Fatal(err)
		}
		left, err := os.ReadDir(dir)
		if got := served(t, dir); !maps.Equal(got, outside) || err != nil || len(left) != 3 {
			t.Errorf("outside of the output there are %v and %d entries after\n%s", got, len(left), lines)
		}
	})
}

// FuzzHolder reads whatever stands in a lock file: what is understood of it is what a build
// would have written.
func FuzzHolder(f *testing.F) {
	for _, s := range []string{"12 host\n", "", "x y", "-1 a", "12", "99999999999999999999 a", "0x1f a b", "1_2 a", "12 \n", "12  a\n", "12 a\x1b[2Jb", "12 \u202ea", "12 \xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		h := parseHolder(s)
		if h == (Holder{}) {
			return
		}
		if h.PID <= 0 || h.Host == "" || strings.ContainsFunc(h.Host, unicode.IsControl) || parseHolder(h.text()) != h {
			t.Errorf("%q is %+v", s, h)
		}
	})
}

func TestManifestOfAnotherVersion(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	build(t, out, small)
	name := filepath.Join(out, stateDir, manifestName)
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ content, want string }{
		{"lumbung manifest 2\n" + string(b[len(manifestMagic):]), "another version of lumbung wrote it"},
		{string(b[:len(b)-1]), "it is cut short or was changed"},
		{"", "it is cut short or was changed"},
	} {
		if err := os.WriteFile(name, []byte(tt.content), 0o666); err != nil {
			t.Fatal(err)
		}
		_, err := Open(out, Options{})
		want := fmt.Sprintf("the manifest in %s/.lumbung cannot be used: %s; remove %s to build it anew", out, tt.want, out)
		if !errors.Is(err, ErrDamaged) || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
		want2 := small
		if diff := difference(served(t, out), want2); diff != "" {
			t.Error(diff)
		}
	}
}
