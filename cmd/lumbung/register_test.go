package main

import (
	"fmt"
	"html"
	"net/url"
	"strings"
	"sync"
	"testing"

	"lumbung/cmd/lumbung/internal/output"
)

// register is a portal of groups in two districts. Addresses are made of codes, which say
// nothing to readers; one group's size has a note, beyond the rows that a page shows.
func register(groups int) map[string]string {
	var rows strings.Builder
	for i := range groups {
		fmt.Fprintf(&rows, "k%03d,Kelompok Ke-%d,%02d,%d\n", i+1, i+1, i%2+1, 5+i%11)
	}
	return map[string]string{
		"site.toml": `title = "Data Belu"
languages = ["id"]
baseURL = "https://data.belukab.go.id/kube/"
version = "1.0.0"
date = "2026-01-31"

[publisher]
name = "Dinas Sosial Belu"

[license]
name = "CC-BY-4.0"
`,
		"data/kecamatan.toml": `title = "Kecamatan"
description = "Satu baris untuk tiap kecamatan di Kabupaten Belu, dari daftar Dinas Sosial."

[schema]
primaryKey = ["kode"]
fields = [
  { name = "kode", type = "string", title = "Kode" },
  { name = "nama", type = "string", title = "Nama" },
]

[profile]
path = "kecamatan/{kode}"
title = "Kecamatan {nama}"
`,
		"data/kecamatan.csv": "kode,nama\n01,Atambua\n02,Lamaknen\n",
		"data/kelompok.toml": `title = "Kelompok"
description = "Satu baris untuk tiap kelompok usaha di Kabupaten Belu, dari daftar Dinas Sosial."

[schema]
primaryKey = ["kode"]
fields = [
  { name = "kode", type = "string", title = "Kode" },
  { name = "nama", type = "string", title = "Nama" },
  { name = "kecamatan", type = "string", title = "Kecamatan" },
  { name = "anggota", type = "integer", title = "Anggota", unit = "orang" },
]

[[schema.foreignKeys]]
fields = ["kecamatan"]
reference = { resource = "kecamatan", fields = ["kode"] }

[profile]
path = "kelompok/{kode}"
title = "{nama}"
summary = "{nama}, beranggotakan {anggota} orang."

[[notes]]
where = { kode = "` + fmt.Sprintf("k%03d", min(groups, 120)) + `" }
field = "anggota"
text = "Angka dari wawancara."
`,
		"data/kelompok.csv": "kode,nama,kecamatan,anggota\n" + rows.String(),
	}
}

// fewCards are drawn of a register whose cards a test does not look at.
func fewCards(files map[string]string) map[string]string {
	files["site.toml"] = "cards = 2\n" + files["site.toml"]
	return files
}

var long struct {
	once sync.Once
	tree *output.Tree
}

// longRegister is one whose rows are more than a page shows, built once for all tests that
// only read it.
func longRegister(t *testing.T) *output.Tree {
	t.Helper()
	long.once.Do(func() { long.tree = sound(t, portalFolder(t, fewCards(register(150)))) })
	if long.tree == nil {
		t.Fatal("the register was not built")
	}
	return long.tree
}

func TestReadersMeetNamesWhereAddressesAreCodes(t *testing.T) {
	tree := longRegister(t)
	for path, want := range map[string]string{
		"data/kelompok/banding/rows-0.js":  `[["Kelompok Ke-1",null,"kelompok/k001.html"],["k001",null,"kelompok/k001.html"],"Kelompok Ke-1",["Kecamatan Atambua","01","kecamatan/01.html"],"5"]`,
		"data/kecamatan/banding/rows-0.js": `[["Kecamatan Atambua",null,"kecamatan/01.html"],["01",null,"kecamatan/01.html"],"Atambua"]`,
		"kelompok/index.html":              `<a href="../kecamatan/01.html">Kecamatan Atambua</a>`,
		"kelompok/k001.html":               `<a href="k002.html" rel="next">Berikutnya: Kelompok Ke-2</a>`,
	} {
		if got := built(t, tree, path); !strings.Contains(got, want) {
			t.Errorf("%s lacks %s", path, want)
		}
	}
}

// Where there are only two, the other is who it is compared with.
func TestComparisonBeginsWithTheRowItIsReachedFrom(t *testing.T) {
	tree := sound(t, portalFolder(t, register(12)))
	for path, want := range map[string]string{
		"kelompok/k007.html": `href="bandingkan.html#banding=k007"`,
		"kecamatan/02.html":  `href="bandingkan.html#banding=02,01"`,
	} {
		if got := built(t, tree, path); !strings.Contains(got, want) {
			t.Errorf("%s lacks %s", path, want)
		}
	}
	alone := register(1)
	alone["data/kecamatan.csv"] = "kode,nama\n01,Atambua\n"
	delete(alone, "data/kelompok.csv")
	delete(alone, "data/kelompok.toml")
	if page := built(t, sound(t, portalFolder(t, alone)), "kecamatan/01.html"); strings.Contains(page, "banding") {
		t.Error("a row that is alone leads to a comparison")
	}
}

func TestRowsBeyondThePageKeepTheMarksOfTheirNotes(t *testing.T) {
	tree := longRegister(t)
	if page := built(t, tree, "data/kelompok.html"); !strings.Contains(page, `id="tabel-kelompok-1"`) || strings.Contains(page, `href="#tabel-kelompok-1"`) {
		t.Error("the note stands under the table, its mark is not among the first rows")
	}
	if rows := built(t, tree, "data/kelompok/rows-0.js"); !strings.Contains(rows, `[["k120",null,"kelompok/k120.html"],"Kelompok Ke-120",["Kecamatan Lamaknen","02","kecamatan/02.html"],["14",null,"","",[1]]]`) {
		t.Error("the row in the shard has no mark")
	}
	if rows := built(t, tree, "data/kelompok/banding/rows-0.js"); strings.Contains(rows, "[1]") {
		t.Error("a comparison marks a note that it does not show")
	}
}

// The cards setting is how many pages of a kind may have one: of a register none has, and
// none is told of.
func TestProfilesHaveCardsUpToADeclaredCount(t *testing.T) {
	for _, c := range []struct {
		name, setting string
		groups        int
		carded        bool
	}{
		{"few", "", 12, true},
		{"as many as declared", "cards = 12\n", 12, true},
		{"more than declared", "cards = 11\n", 12, false},
		{"more than is usual", "", 201, false},
		{"none wanted", "cards = -1\n", 2, false},
	} {
		files := register(c.groups)
		files["site.toml"] = c.setting + files["site.toml"]
		tree := sound(t, portalFolder(t, files))
		picture, drawn := tree.File("kartu/kelompok/k002.png")
		told := strings.Contains(built(t, tree, "kelompok/k002.html"), `<meta property="og:image" content="https://data.belukab.go.id/kube/kartu/kelompok/k002.png">`)
		if drawn != c.carded || told != c.carded {
			t.Errorf("%s: drawn %v, told %v", c.name, drawn, told)
		}
		if drawn && !strings.HasPrefix(string(picture), "\x89PNG") {
			t.Errorf("%s: the card is no PNG", c.name)
		}
	}
}

// A claim is shared by itself: with its verdict, its figures and its card.
func TestEachClaimHasAPageAndACard(t *testing.T) {
	files := register(12)
	files["data/claims.toml"] = `[[claims]]
name = "banyaknya"
text = "dua belas kelompok"
section = "Ringkasan"
published = "12"
query = "SELECT count(*) FROM kelompok"
expect = "matches"
tables = ["kelompok"]

[[claims]]
name = "terbesar"
text = "kelompok terbesar beranggotakan 20 orang"
section = "Ringkasan"
published = "20"
unit = "orang"
query = "SELECT max(anggota) FROM kelompok"
expect = "differs"
note = "Tabelnya menyebut 15."
tables = ["kelompok"]

[[claims]]
name = "sejak-lama"
text = "kelompok sudah lama ada"
section = "Ringkasan"
expect = "unverifiable"
note = "Tahun berdirinya tidak ada dalam tabel."
`
	tree := sound(t, portalFolder(t, files))
	for path, want := range map[string][]string{
		"klaim/terbesar.html": {`<h1>“kelompok terbesar beranggotakan 20 orang”</h1>`, `content="Berbeda dari tabelnya: tertulis 20 orang, dihitung 15 orang."`,
			`<a href="../data/kelompok.html">Kelompok</a>`, `<a href="banyaknya.html" rel="next">`, `kartu/klaim/terbesar.png`},
		"klaim/banyaknya.html":  {`content="Cocok dengan tabelnya: tertulis 12, dihitung 12."`, `<a href="terbesar.html" rel="prev">`},
		"klaim/sejak-lama.html": {`content="Tidak dapat diperiksa."`},
		"klaim.html":            {`<a href="klaim/terbesar.html">`},
		"cari.html":             {`<a href="klaim/terbesar.html">`},
		"aset/cari/id/d0.js":    {`klaim/terbesar.html`},
	} {
		page := built(t, tree, path)
		for _, w := range want {
			if !strings.Contains(page, w) {
				t.Errorf("%s lacks %s", path, w)
			}
		}
	}
	if index := built(t, tree, "aset/cari/id/d0.js"); strings.Count(index, "klaim/terbesar.html") != 1 {
		t.Error("search finds the claim not once")
	}
	if card := built(t, tree, "kartu/klaim/terbesar.png"); !strings.HasPrefix(card, "\x89PNG") {
		t.Error("the claim has no card")
	}
}

// A name may hold what parts the query of an address: it must arrive whole.
func TestReportsAreFilledInWithThePageAsItIsCalled(t *testing.T) {
	for _, c := range []struct{ setting, begins, title string }{
		{`email = "data@belukab.go.id"`, "mailto:data@belukab.go.id?", "subject"},
		{`issues = "https://git.belukab.go.id/kube/issues/new?label=data"`, "https://git.belukab.go.id/kube/issues/new?label=data", "title"},
	} {
		files := register(2)
		files["site.toml"] += "\n[report]\n" + c.setting + "\n"
		files["data/kelompok.csv"] = strings.Replace(files["data/kelompok.csv"], "Kelompok Ke-2", "Tani & Ternak = 100%+", 1)
		page := built(t, sound(t, portalFolder(t, files)), "kelompok/k002.html")
		_, link, _ := strings.Cut(page, `<a href="`+strings.ReplaceAll(c.begins, "&", "&amp;"))
		link, _, _ = strings.Cut(link, `"`)
		link = c.begins + html.UnescapeString(link)
		u, err := url.Parse(link)
		if err != nil || strings.Contains(link, "+") {
			t.Fatalf("%s: %v", link, err)
		}
		q := u.Query()
		if !strings.Contains(q.Get(c.title), "Tani & Ternak = 100%+") {
			t.Errorf("%s: the subject is %q", c.setting, q.Get(c.title))
		}
		for _, want := range []string{"https://data.belukab.go.id/kube/kelompok/k002.html", "1.0.0"} {
			if !strings.Contains(q.Get("body"), want) {
				t.Errorf("%s: the body %q lacks %s", c.setting, q.Get("body"), want)
			}
		}
	}
}
