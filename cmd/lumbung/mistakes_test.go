package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// soundPortal is a small portal without a mistake, as files.
var soundPortal = map[string]string{
	"site.toml": `title = "Data Belu"
languages = ["id"]
version = "1.0.0"
date = "2026-01-31"

[publisher]
name = "Dinas Sosial Belu"

[license]
name = "CC-BY-4.0"
`,
	"data/kecamatan.toml": `title = "Kecamatan"

[schema]
primaryKey = ["kode"]

[[schema.fields]]
name = "kode"
type = "string"

[[schema.fields]]
name = "nama"
type = "string"
`,
	"data/kecamatan.csv": "kode,nama\n01,Atambua\n02,Lamaknen\n",
	"data/kelompok.toml": `title = "Kelompok"
charts = ["anggota"]

[schema]
primaryKey = ["no"]

[[schema.foreignKeys]]
fields = ["kecamatan"]
reference = { resource = "kecamatan", fields = ["kode"] }

[[schema.fields]]
name = "no"
type = "integer"

[[schema.fields]]
name = "kecamatan"
type = "string"

[[schema.fields]]
name = "anggota"
type = "integer"
`,
	"data/kelompok.csv": "no,kecamatan,anggota\n1,01,10\n2,02,12\n",
	"data/bantuan.toml": `title = "Bantuan"

[schema]
primaryKey = ["no"]

[[schema.fields]]
name = "no"
type = "integer"

[[schema.fields]]
name = "jumlah"
type = "integer"
`,
	"data/bantuan.csv": "no,jumlah\n1,10\n2,20\n",
	"data/iuran.toml": `title = "Iuran"

[schema]
primaryKey = ["no"]

[[schema.fields]]
name = "no"
type = "integer"

[[schema.fields]]
name = "jumlah"
type = "integer"
`,
	"data/iuran.csv": "no,jumlah\n1,10\n2,20\n",
	"data/pasar.toml": `title = "Pasar"

[schema]
primaryKey = ["no"]

[[schema.fields]]
name = "no"
type = "integer"

[[schema.fields]]
name = "jumlah"
type = "integer"
`,
	"data/pasar.csv": "no,jumlah\n1,10\n2,20\n",
	"data/usaha.toml": `title = "Usaha"

[schema]
primaryKey = ["no"]

[[schema.fields]]
name = "no"
type = "integer"

[[schema.fields]]
name = "jumlah"
type = "integer"
`,
	"data/usaha.csv": "no,jumlah\n1,10\n2,20\n",
	"data/charts.toml": `[[charts]]
name = "anggota"
type = "bars"
dataset = "kelompok"
category = "no"
value = "anggota"
title = "Anggota tiap kelompok"
finding = "Kelompok kedua lebih besar"
`,
	"content/id/tentang.md": "+++\ntitle = \"Tentang\"\n+++\n\nPortal kecil.\n",
	"content/id/cara.md":    "+++\ntitle = \"Cara\"\n+++\n\nBegini caranya.\n",
}

// mistake is one thing done wrong to the sound portal, and all that is said of it.
type mistake struct {
	name string
	file string
	old  string // "" with a file that is not there yet
	new  string
	said string
}

// Each stands in a dataset or file of its own, so that all can be made at once.
var mistakes = []mistake{
	{"unknown key in site.toml", "site.toml", "languages", "langauges = [\"id\"]\nlanguages", `site.toml:2:1: error: unknown key "langauges"
    2 | langauges = ["id"]
      | ~~~~~~~~~
  note: did you mean "languages"?
`},
	{"unknown key in a descriptor", "data/kecamatan.toml", "title", "titel = \"Kelompok\"\ntitle", `data/kecamatan.toml:1:1: error: unknown key "titel"
    1 | titel = "Kelompok"
      | ~~~~~
  note: did you mean "title"?
`},
	{"wrong type in a cell", "data/usaha.csv", "2,20", "2,58.033", `data/usaha.csv:3:3: error: "58.033" is not an integer (field "jumlah")
    3 | 2,58.033
      |   ~~~~~~
  note: if the dot groups thousands, declare groupChar = "." for "jumlah" at data/usaha.toml:10:1
`},
	{"missing column", "data/pasar.csv", "no,jumlah\n1,10\n2,20", "no\n1\n2", `data/pasar.csv:1:1: error: the column "jumlah" is missing
    1 | no
      | ~~
  note: the field is described at data/pasar.toml:11:8
`},
	{"extra column", "data/iuran.csv", "no,jumlah\n1,10\n2,20", "no,jumlah,sisa\n1,10,0\n2,20,0", `data/iuran.csv:1:11: error: no field describes the column "sisa"
    1 | no,jumlah,sisa
      |           ~~~~
  note: describe it in a [[schema.fields]] of data/iuran.toml, or declare fieldsMatch = "subset" if it is not for publication
`},
	{"duplicate key", "data/bantuan.csv", "2,20", "1,20", `data/bantuan.csv:3:1: error: "1" stands in two rows, but "no" is the primary key
    3 | 1,20
      | ~
  note: the first is row 1 of the data
  note: the key is declared at data/bantuan.toml:4:1
`},
	{"dangling foreign key", "data/kelompok.csv", "2,02,12", "2,03,12", `data/kelompok.csv:3:3: error: "03" of "kecamatan" is in no row of "kecamatan"
    3 | 2,03,12
      |   ~~
  note: did you mean "01"?
  note: the foreign key is declared at data/kelompok.toml:7:1
`},
	{"bad front matter", "content/id/cara.md", "title = \"Cara\"", "title = Cara", `content/id/cara.md:2:9: error: "Cara" is no value
    2 | title = Cara
      |         ~~~~
  note: a text stands in quotes: title = "…"
`},
	{"unknown chart field", "data/charts.toml", "value = \"anggota\"", "value = \"anggotanya\"", `data/charts.toml:6:9: error: the table of chart "anggota" has no field "anggotanya"
    6 | value = "anggotanya"
      |         ~~~~~~~~~~~~
  note: did you mean "anggota"?
`},
	{"missing template", "themes/tenun/templates/404.html", "", `{{template "kepala" .}}`, `themes/tenun/templates/404.html:1:12: error: no such template "kepala"
    1 | {{template "kepala" .}}
      |            ~
`},
	{"two pages with one URL", "content/id/ikhtisar.md", "", "+++\ntitle = \"Ikhtisar\"\npath = \"tentang\"\n+++\n", `content/id/ikhtisar.md:3:8: error: two pages have the address "tentang.html": content/id/ikhtisar.md and content/id/tentang.md
    3 | path = "tentang"
      |        ~~~~~~~~~
  note: give one of them another path
`},
}

// portalFolder writes files into a new folder.
func portalFolder(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func (m *mistake) make(t *testing.T, files map[string]string) {
	t.Helper()
	text := files[m.file]
	if !strings.Contains(text, m.old) {
		t.Fatalf("%s does not hold %q", m.file, m.old)
	}
	files[m.file] = strings.Replace(text, m.old, m.new, 1)
}

func copied(files map[string]string) map[string]string {
	out := map[string]string{}
	for name, text := range files {
		out[name] = text
	}
	return out
}

func TestSoundPortalBuilds(t *testing.T) {
	dir := portalFolder(t, soundPortal)
	if code, said := testRun(t, dir, "build"); code != done || strings.Contains(said, "error") {
		t.Fatal(said)
	}
}

// said is what a build says when it must not write anything.
func refused(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := portalFolder(t, files)
	code, said := testRun(t, dir, "build", "--out", filepath.Join(dir, "public"))
	if code != broken {
		t.Errorf("exit %d", code)
	}
	if _, err := os.Lstat(filepath.Join(dir, "public")); err == nil {
		t.Error("an output folder was made")
	}
	return said
}

func TestEachMistakeIsToldInItsOwnWords(t *testing.T) {
	for _, m := range mistakes {
		t.Run(m.name, func(t *testing.T) {
			files := copied(soundPortal)
			m.make(t, files)
			want := m.said + "lumbung: error: 1 error, 0 warnings; nothing was written\n"
			if said := refused(t, files); said != want {
				t.Errorf("said:\n%s\nwant:\n%s", said, want)
			}
		})
	}
}

func TestAllMistakesAreToldInOneRun(t *testing.T) {
	files := copied(soundPortal)
	for _, m := range mistakes {
		m.make(t, files)
	}
	said := refused(t, files)
	for _, m := range mistakes {
		if !strings.Contains(said, m.said) {
			t.Errorf("%s is not told", m.name)
		}
		said = strings.Replace(said, m.said, "", 1)
	}
	if want := fmt.Sprintf("lumbung: error: %d errors, 0 warnings; nothing was written\n", len(mistakes)); said != want {
		t.Errorf("beside the mistakes there is said:\n%s", said)
	}
}

func TestBrokenStyleDoesNotHideOtherMistakes(t *testing.T) {
	files := copied(soundPortal)
	files["themes/tenun/css/print.css"] = "@import \"tiada.css\";\n"
	for _, m := range mistakes {
		m.make(t, files)
	}
	said := refused(t, files)
	if !strings.Contains(said, "tiada.css") {
		t.Error("the style is not told")
	}
	for _, m := range mistakes {
		if !strings.Contains(said, m.said) {
			t.Errorf("%s is not told", m.name)
		}
	}
}
