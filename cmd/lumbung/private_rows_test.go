package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// canary is what stands in the rows that nobody may see, and canaryNumber the digits of one
// of their numbers.
const (
	canary       = "Kenarikuning"
	canaryNumber = "73519046"
)

// countingPortal publishes counts of people, and not the people.
func countingPortal() map[string]string {
	files := copied(soundPortal)
	files["data/warga.toml"] = `private = true

[schema]
primaryKey = ["nik"]
fields = [
  { name = "nik", type = "string" },
  { name = "nama", type = "string" },
  { name = "kecamatan", type = "string" },
  { name = "kelamin", type = "string", categories = ["L", "P"] },
  { name = "gaji", type = "integer" },
]
foreignKeys = [{ fields = ["kecamatan"], reference = { resource = "kecamatan", fields = ["kode"] } }]
`
	rows := "nik,nama,kecamatan,kelamin,gaji\n"
	for i := range 40 {
		rows += fmt.Sprintf("%s%02d,%s%02d,%s,%s,%s%02d\n", aNIK[:14], i, canary, i, []string{"01", "02"}[i%2], []string{"L", "P", "P"}[i%3], canaryNumber, i)
	}
	files["data/warga.csv"] = rows + aNIK[:14] + "99," + canary + ",02,L,1\n"
	files["data/penduduk.toml"] = `title = "Penduduk"
query = """
SELECT kecamatan, kelamin, count(*) AS orang FROM warga GROUP BY kecamatan, kelamin
UNION ALL SELECT kecamatan, 'Semua', count(*) FROM warga GROUP BY kecamatan"""

[schema]
primaryKey = ["kecamatan", "kelamin"]
fields = [
  { name = "kecamatan", type = "string" },
  { name = "kelamin", type = "string", categories = ["L", "P", "Semua"] },
  { name = "orang", type = "integer" },
]
foreignKeys = [{ fields = ["kecamatan"], reference = { resource = "kecamatan", fields = ["kode"] } }]

[disclosure]
fields = ["orang"]
threshold = 7
dimensions = [{ field = "kecamatan" }, { field = "kelamin", totals = ["Semua"] }]
`
	files["content/id/cara.md"] += "\nDi Atambua tinggal `{sql} SELECT orang FROM penduduk WHERE kecamatan = '01' AND kelamin = 'Semua'` orang.\n"
	return files
}

// everyFile looks at all files below a folder.
func everyFile(t *testing.T, dir string, look func(name string, data []byte)) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		look(filepath.ToSlash(name), data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestPrivateRowsAreInNoByteThatABuildLeaves(t *testing.T) {
	files := countingPortal()
	dir := portalFolder(t, files)
	secrets := []string{canary, canaryNumber, aNIK[:14], "gaji", `"nik"`}
	build := func() {
		for _, args := range [][]string{{"check"}, {"build"}, {"build", "--json"}} {
			code, said := testRun(t, dir, args...)
			if code != done {
				t.Fatalf("%v: exit %d:\n%s", args, code, said)
			}
			for _, secret := range secrets {
				if strings.Contains(said, secret) {
					t.Errorf("%v says %q:\n%s", args, secret, said)
				}
			}
		}
		n := 0
		everyFile(t, dir, func(name string, data []byte) {
			if _, source := files[name]; source {
				return
			}
			n++
			for _, secret := range secrets {
				if bytes.Contains(data, []byte(secret)) {
					t.Errorf("%s holds %q", name, secret)
				}
			}
		})
		if n < 50 {
			t.Errorf("only %d files were looked at", n)
		}
	}
	build()
	first, err := os.ReadFile(filepath.Join(dir, defaultOut, "data", "penduduk.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.ReplaceAll(string(first), "\r", ""), "kecamatan,kelamin,orang\n01,L,7\n01,P,13\n02,L,8\n02,P,13\n01,Semua,20\n02,Semua,21\n"; got != want {
		t.Errorf("published is\n%s\nwant\n%s", got, want)
	}
	// One person moves: a build over the last one gives what a build from nothing gives, and
	// hides what is now too small.
	files["data/warga.csv"] = strings.Replace(files["data/warga.csv"], canary+"00,01", canary+"00,02", 1)
	if err := os.WriteFile(filepath.Join(dir, "data", "warga.csv"), []byte(files["data/warga.csv"]), 0o666); err != nil {
		t.Fatal(err)
	}
	build()
	published := func(dir string) map[string]string {
		all := map[string]string{}
		everyFile(t, filepath.Join(dir, defaultOut), func(name string, data []byte) {
			if name != ".lumbung/manifest" { // it has the times of files
				all[name] = string(data)
			}
		})
		return all
	}
	fresh := portalFolder(t, files)
	if code, said := testRun(t, fresh, "build"); code != done {
		t.Fatal(said)
	}
	over, nothing := published(dir), published(fresh)
	for name, text := range nothing {
		if over[name] != text {
			t.Errorf("%s is not what a build from nothing gives", name)
		}
	}
	if got, want := strings.ReplaceAll(over["data/penduduk.csv"], "\r", ""), "kecamatan,kelamin,orang\n01,L,[c]\n01,P,[c]\n02,L,9\n02,P,13\n01,Semua,19\n02,Semua,22\n"; got != want {
		t.Errorf("published is\n%s\nwant\n%s", got, want)
	}
	if page := over["cara.html"]; !strings.Contains(page, ">19<") {
		t.Error("the live number does not follow")
	}
	if _, there := over["data/warga.html"]; there {
		t.Error("the private dataset has a page")
	}
}

// Everything packed in a file is looked at too: zips and workbooks, a database, the offline copy.
func TestPrivateRowsAreInNothingThatIsPacked(t *testing.T) {
	tree, _ := builtIn(t, portalFolder(t, countingPortal()), 0)
	seen := false
	everyByte(t, tree, func(name string, data []byte) {
		seen = seen || strings.HasSuffix(name, ".sqlite") && bytes.Contains(data, []byte("Semua"))
		for _, secret := range []string{canary, canaryNumber, aNIK[:14], "gaji"} {
			if bytes.Contains(data, []byte(secret)) {
				t.Errorf("%s holds %q", name, secret)
			}
		}
	})
	if !seen {
		t.Error("what is public was not found either: the test looks at the wrong bytes")
	}
}

func TestPrivateRowsAreToldByNoCommand(t *testing.T) {
	for _, m := range []mistake{
		{name: "a name among the counts", file: "data/penduduk.toml", old: "kelamin, count(*)", new: "nama AS kelamin, count(*)"},
		{name: "a word as a count", file: "data/penduduk.toml", old: "count(*) AS orang", new: "max(nama) AS orang"},
		{name: "no disclosure control", file: "data/penduduk.toml", old: "[disclosure]", new: "[[notes]]\ntext = \"x\"\n#"},
		{name: "a wrong cell", file: "data/warga.csv", old: canary + "07,02,P," + canaryNumber, new: canary + "07,02,P," + canary},
		{name: "no such kecamatan", file: "data/warga.csv", old: canary + "07,02", new: canary + "07," + canary},
		{name: "a key twice", file: "data/warga.csv", old: aNIK[:14] + "07", new: aNIK[:14] + "08"},
		{name: "asked by a page", file: "content/id/cara.md", old: "FROM penduduk", new: "FROM warga"},
		{name: "in a chart", file: "data/charts.toml", old: "dataset = \"kelompok\"", new: "dataset = \"warga\""},
	} {
		t.Run(m.name, func(t *testing.T) {
			files := countingPortal()
			m.make(t, files)
			dir := portalFolder(t, files)
			for _, args := range [][]string{{"build"}, {"build", "--json"}, {"check", "--format", "github"}, {"query", "SELECT * FROM warga"}, {"query", "SELECT * FROM penduduk"}} {
				code, said := testRun(t, dir, args...)
				if code != broken && args[0] != "query" || said == "" {
					t.Errorf("%v: exit %d:\n%s", args, code, said)
				}
				for _, secret := range []string{canary, canaryNumber, aNIK[:14]} {
					if strings.Contains(said, secret) {
						t.Errorf("%v says %q:\n%s", args, secret, said)
					}
				}
			}
			everyFile(t, dir, func(name string, data []byte) {
				if _, source := files[name]; !source {
					t.Errorf("%s was written", name)
				}
			})
		})
	}
}
