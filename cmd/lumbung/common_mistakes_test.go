package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/message"
	"lumbung/cmd/lumbung/internal/starter"
)

// commonMistakes are what goes wrong most in an office: one edit each of the portal that init
// writes. An old text of "" adds to the end of the file.
var commonMistakes = []struct{ name, file, old, new string }{
	{"a thousands dot in a whole number", "data/titik_air.csv", "2016,420,", "2016,1.420,"},
	{"a decimal comma", "data/kecamatan.csv", "4210,58.3", `4210,"58,3"`},
	{"a word where a number belongs", "data/kecamatan.csv", "6875", "banyak"},
	{"semicolons between cells", "data/kecamatan.csv", "", "kode;nama;penduduk;luas\n"},
	{"a cell too many", "data/titik_air.csv", "1998,240,", "1998,2,40,"},
	{"a row cut short", "data/titik_air.csv", "530,Berfungsi", "530"},
	{"a quote that is never closed", "data/titik_air.csv", "Batu Putih", `"Batu Putih`},
	{"a column renamed", "data/titik_air.csv", "pengguna,status", "jumlah,status"},
	{"a column that nobody describes", "data/kecamatan.csv", "penduduk,luas\n", "penduduk,luas,camat\n"},
	{"the same key twice", "data/titik_air.csv", "TA-02", "TA-01"},
	{"a key without a value", "data/titik_air.csv", "TA-03", ""},
	{"a region that is not there", "data/titik_air.csv", "99.03,Mata air", "99.04,Mata air"},
	{"a category with a spelling mistake", "data/titik_air.csv", "530,Berfungsi", "530,Berfungi"},
	{"a year of two digits", "data/titik_air.csv", "2019", "19"},
	{"an identity number", "data/titik_air.csv", "Pasar Lama", "Pasar Lama 5371014107900001"},
	{"a key of the descriptor misspelt", "data/kecamatan.toml", "order = 20", "oder = 20"},
	{"a type that does not exist", "data/kecamatan.toml", `type = "integer"`, `type = "intger"`},
	{"a quote missing in TOML", "data/kecamatan.toml", `name = "kecamatan"`, `name = "kecamatan`},
	{"a chart of a type that does not exist", "data/charts.toml", `"bars"`, `"pie"`},
	{"a field misspelt in a query", "data/charts.toml", "SELECT nama, pengguna", "SELECT nama, penguna"},
	{"a claim that the data no longer bears out", "data/titik_air.csv", "530,Berfungsi", "530,Rusak"},
	{"a date in words in site.toml", "site.toml", `date = "2026-01-31"`, `date = "31 Januari 2026"`},
	{"a link to a dataset misspelt", "content/id/stories/rusak.md", "dataset:titik_air", "dataset:titik_ari"},
	{"a directive misspelt", "content/id/stories/rusak.md", "```{chart}", "```{cart}"},
	{"front matter without an end", "content/id/glossary.md", "path = \"glosarium\"\n+++\n", "path = \"glosarium\"\n"},
	{"a term that is not in the glossary", "content/id/stories/rusak.md", "term:titik-air", "term:titik-api"},
	{"a story in one language only", "content/en/stories/rusak.md", "path = \"stories/springs\"\n", "path = \"stories/springs\"\ndraft = true\n"},
}

// The exact words, in both languages, that each mistake is answered with.
func TestCommonMistakesAreToldExactlyInBothLanguages(t *testing.T) {
	var b strings.Builder
	theme := themeOf(t, starterPortal(t))
	for _, m := range commonMistakes {
		dir := starterPortal(t)
		edit(t, filepath.Join(dir, m.file), m.old, m.new)
		pr, err := openProject(dir)
		if err != nil {
			t.Fatal(err)
		}
		log := &diag.Log{}
		readPortal(pr, readOptions{kept: theme}, log).close()
		pr.close()
		if log.Errors()+log.Warnings() == 0 {
			t.Errorf("%s: nothing was told", m.name)
		}
		untranslated(t, inFile(log.Sorted(), m.file))
		for _, lang := range message.Languages() {
			fmt.Fprintf(&b, "-- %s (%s) --\n", m.name, lang)
			diag.Printer{W: &b, Translate: message.In(lang)}.Print(inFile(log.Sorted(), m.file))
		}
	}
	const golden = "testdata/common_mistakes.txt"
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("%s differs: look at what UPDATE_GOLDEN=1 changes\n%s", golden, b.String())
	}
}

// themeOf makes the theme once: no mistake here is in it.
func themeOf(t *testing.T, dir string) *kept {
	t.Helper()
	pr, err := openProject(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer pr.close()
	log := &diag.Log{}
	p := readPortal(pr, readOptions{}, log)
	defer p.close()
	if len(log.Sorted()) > 0 {
		t.Fatalf("the portal of init is not sound: %s", log.Sorted()[0])
	}
	return &kept{look: p.look}
}

// untranslated finds messages whose formats are put together as the program runs, which the
// catalogue's own test cannot see.
func untranslated(t *testing.T, all []*diag.Diagnostic) {
	t.Helper()
	say := message.In("id")
	for _, d := range all {
		if say(d.Format) == d.Format && d.Format != "%s" { // a parser's own words
			t.Errorf("no Indonesian text for %q", d.Format)
		}
		for _, n := range d.Notes {
			if say(n.Format) == n.Format && strings.Contains(n.Format, " ") {
				t.Errorf("no Indonesian text for %q", n.Format)
			}
		}
	}
}

// inFile leaves out what a mistake makes wrong in other files, unless that is all there is.
func inFile(all []*diag.Diagnostic, file string) []*diag.Diagnostic {
	var own []*diag.Diagnostic
	for _, d := range all {
		if d.Span.Name() == file {
			own = append(own, d)
		}
	}
	if own == nil {
		return all
	}
	return own
}

// starterPortal is a portal as init writes it.
func starterPortal(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if _, err := starter.Write(root, starter.Options{Region: "Kabupaten Contoh", Languages: []string{"id", "en"}}); err != nil {
		t.Fatal(err)
	}
	return dir
}

// edit changes the first old text of a file; "" is the end.
func edit(t testing.TB, path, old, new string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	switch {
	case old == "":
		text += new
	case !strings.Contains(text, old):
		t.Fatalf("%s has no %q", path, old)
	default:
		text = strings.Replace(text, old, new, 1)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
