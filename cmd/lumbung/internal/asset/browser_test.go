package asset_test

import (
	"encoding/json"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/asset"
	"lumbung/cmd/lumbung/internal/chart"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/search"
	"lumbung/cmd/lumbung/internal/shard"
	"lumbung/cmd/lumbung/internal/theme"
	"lumbung/themes"
)

// The scripts in a browser, on pages that have what js/main.ts says they look for, opened
// from file:// under the strictest policy. What a reader does there is in
// testdata/browser/NAME.js, with driver.js, and it tells in the page what was not as it
// should be: the browser prints the page, and nothing else is needed to read it.

const policy = `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'`

// folder is a little site.
type folder struct {
	dir    string
	bundle *asset.Bundle
}

func (f *folder) put(t *testing.T, name, text string) {
	t.Helper()
	path := filepath.Join(f.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// page writes a page that stands one folder below the root, with the scenario of a name.
func (f *folder) page(t *testing.T, name, scenario, body string, scripts ...asset.File) {
	t.Helper()
	head := `<!doctype html><html lang="id"><meta charset="utf-8"><title>` + name + `</title><meta http-equiv="Content-Security-Policy" content="` + policy + `">` +
		`<script src="../driver.js"></script><link rel="stylesheet" href="../` + f.bundle.Style.Path + `"><script src="../` + f.bundle.Early.Path + `"></script>`
	for _, s := range append([]asset.File{f.bundle.Scripts["id"]}, scripts...) {
		head += `<script defer src="../` + s.Path + `"></script>`
	}
	for _, script := range []string{"driver", scenario} {
		text, err := os.ReadFile("testdata/browser/" + script + ".js")
		if err != nil {
			t.Fatal(err)
		}
		f.put(t, script+".js", string(text))
	}
	f.put(t, name, head+`<script defer src="../`+scenario+`.js"></script><body><main>`+body+`</main></body></html>`)
}

func newFolder(t *testing.T) *folder {
	t.Helper()
	problems := &diag.Log{}
	th := theme.New("tenun", themes.Tenun(), nil)
	b := asset.Make(asset.Source{Name: "tenun", FS: th.FS, Where: th.Where, Phrases: []*locale.Phrases{th.Phrases("id", problems)}}, problems)
	if b == nil {
		t.Fatal("the theme does not bundle")
	}
	f := &folder{t.TempDir(), b}
	for _, a := range b.All() {
		f.put(t, a.Path, string(a.Bytes))
	}
	return f
}

// group is a row of the tables below.
type group struct {
	key, name string
	members   int // 0: not known
	sector    string
}

func (g group) cells() []shard.Cell {
	members := shard.Cell{Text: "tidak ada data", Class: "kosong"}
	if g.members > 0 {
		n := fmt.Sprint(g.members)
		members = shard.Cell{Text: n, Class: "num"}
		if len(n) > 3 {
			members = shard.Cell{Text: n[:len(n)-3] + "." + n[len(n)-3:], Sort: n, Class: "num"}
		}
	}
	return []shard.Cell{{Text: g.name, Path: "kube/" + g.key + ".html"}, members, {Text: g.sector}}
}

const tableHead = `<thead><tr><th scope="col" data-f="nama"><span>Nama</span></th><th scope="col" class="num" data-f="anggota" data-t="n"><span>Anggota</span> <small>orang</small></th>` +
	`<th scope="col" data-f="sektor" data-filter><span>Sektor</span></th></tr></thead>`

func rowsHTML(groups []group) string {
	var b strings.Builder
	for _, g := range groups {
		c := g.cells()
		value := ""
		if c[1].Sort != "" {
			value = ` data-v="` + c[1].Sort + `"`
		}
		fmt.Fprintf(&b, `<tr id="baris-%s"><th scope="row"><a href="../%s">%s</a></th><td class="%s"%s>%s</td><td>%s</td></tr>`,
			g.key, c[0].Path, html.EscapeString(g.name), c[1].Class, value, c[1].Text, g.sector)
	}
	return b.String()
}

func (f *folder) shards(t *testing.T, dir string, groups []group, size int) {
	t.Helper()
	w := shard.New(shard.Table{Name: "kube", Dir: dir, Rows: len(groups), Size: size, Numeric: []bool{false, true}, Missing: "tidak ada data"}, func(path string, data []byte) error {
		f.put(t, path, string(data))
		return nil
	})
	for _, g := range groups {
		if err := w.Row(g.key, g.cells()); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(func(row int) string { return groups[row].key }); err != nil {
		t.Fatal(err)
	}
}

func (f *folder) index(t *testing.T, docs ...search.Document) {
	t.Helper()
	x := search.New("id", search.Options{})
	for _, d := range docs {
		x.Add(d)
	}
	if err := x.Write("cari/", func(path string, data []byte) error { f.put(t, path, string(data)); return nil }); err != nil {
		t.Fatal(err)
	}
}

var few = []group{
	{"tunas-baru", "Tunas Baru", 10, "Peternakan"}, {"kasih", "Kasih", 1200, "Tenun"}, {"mawar", "Mawar", 0, "Tenun"}, {"sinar", "Sinar", 20, "Peternakan"},
	{"jati", "Jati", 9, "Tenun"}, {"elang", "Élang", 15, "Warung"}, {"merpati", "Merpati", 11, "Warung"}, {"pelita", "Pelita", 12, "Warung"}, {"mekar", "Mekar", 13, "Tenun"},
}

func many(n int) []group {
	out := make([]group, n)
	for i := range out {
		out[i] = group{fmt.Sprint("kb-", i), fmt.Sprint("Kelompok ", i), 1 + (i*7919)%n, []string{"Tenun", "Warung", "Ternak"}[i%3]}
	}
	return out
}

// run opens a page as a reader would, and reports what the scenario tells.
func (f *folder) run(t *testing.T, name string) {
	t.Helper()
	if testing.Short() {
		t.Skip("opens a browser")
	}
	browser := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			browser = path
			break
		}
	}
	if browser == "" && os.Getenv("LUMBUNG_BROWSER") == "required" {
		t.Fatal("there is no Chromium, and LUMBUNG_BROWSER says that it is required")
	}
	if browser == "" {
		t.Skip("there is no Chromium to run the theme's scripts in")
	}
	page, err := exec.Command(browser, "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="+t.TempDir(), "--window-size=1000,900",
		"--virtual-time-budget=30000", "--dump-dom", "file://"+f.dir+"/"+name).Output()
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`(?s)<pre id="verdict">(.*?)</pre>`).FindSubmatch(page)
	if found == nil {
		t.Fatalf("the scenario told nothing:\n%s", page)
	}
	var verdict struct {
		Steps    int
		Problems []string
	}
	if err := json.Unmarshal([]byte(html.UnescapeString(string(found[1]))), &verdict); err != nil {
		t.Fatal(err)
	}
	if verdict.Steps == 0 {
		t.Error("nothing was looked at")
	}
	for _, problem := range verdict.Problems {
		t.Error(problem)
	}
}

func TestTableSortsFiltersAndLeadsToRows(t *testing.T) {
	t.Parallel()
	f := newFolder(t)
	f.page(t, "data/kube.html", "table", `<a data-report="https://x.id/data/kube.html" href="mailto:a@x.id?subject=Keliru%20di%20Kube&amp;body=Halaman%3A%20https%3A%2F%2Fx.id%2Fdata%2Fkube.html%0AVersi%201%2B2">Lapor</a>`+
		`<button type="button" class="plain js-only" data-copy="#kutipan">Salin</button><p id="kutipan">Iryani (2016)</p>`+
		`<div><div class="tabel"><table id="tabel-kube" data-table="kube" data-root="../"><caption>Kube</caption>`+tableHead+`<tbody>`+rowsHTML(few)+`</tbody></table></div></div>`)
	f.run(t, "data/kube.html")
}

const largeTable = `<p data-first>100 baris pertama dari 2.500.</p><div><div class="tabel" tabindex="0"><table id="tabel-kube" data-table="kube" data-root="../" data-rows="2500" data-shards="banyak/rows-"><caption>Kube</caption>` + tableHead

func TestLargeTableLoadsWhatIsAskedFor(t *testing.T) {
	t.Parallel()
	f, groups := newFolder(t), many(2500)
	f.shards(t, "data/banyak/", groups, 1000)
	f.page(t, "data/banyak.html", "large", `<section>`+largeTable+`<tbody>`+rowsHTML(groups[:100])+`</tbody></table></div></div></section>`)
	f.run(t, "data/banyak.html")
}

func TestRowsThatDoNotComeAreTold(t *testing.T) {
	t.Parallel()
	f, groups := newFolder(t), many(2500)
	f.shards(t, "data/banyak/", groups, 1000)
	if err := os.Remove(filepath.Join(f.dir, "data/banyak/rows-1.js")); err != nil {
		t.Fatal(err)
	}
	f.page(t, "data/banyak.html", "lost", largeTable+`<tbody>`+rowsHTML(groups[:100])+`</tbody></table></div></div>`)
	f.run(t, "data/banyak.html#tabel-kube?q=2345")
}

const comparison = `<div class="tabletool"><label>Tambahkan<input type="search"></label><label class="check"><input type="checkbox"> Hanya yang berbeda</label>` +
	`<button type="button" class="plain" data-copy-view>Salin tautan</button></div><ul class="offers"></ul><p class="meta" role="status"></p>` +
	`<div class="tabel"><table hidden data-facts><caption>Perbandingan</caption><tbody>` +
	`<tr data-f="anggota" data-t="n"><th scope="row"><span>Anggota</span> <small>orang</small></th></tr><tr data-f="sektor"><th scope="row"><span>Sektor</span></th></tr>` +
	`</tbody></table></div></section><ul data-plain><li>Semua</li></ul>`

func TestReadersCompareRows(t *testing.T) {
	t.Parallel()
	f := newFolder(t)
	f.shards(t, "kube/", few, 1000)
	f.page(t, "kube/banding.html", "compare", `<section data-compare="kube" data-root="../" data-rows="9" data-shards="rows-">`+comparison, f.bundle.Search)
	f.run(t, "kube/banding.html")
}

func TestReadersCompareRowsOfARegister(t *testing.T) {
	t.Parallel()
	f := newFolder(t)
	f.shards(t, "kelompok/", many(2500), 1000)
	f.index(t, search.Document{Kind: "profile", Title: "Kelompok 2345", Path: "kelompok/kb-2345.html"}, search.Document{Kind: "profile", Title: "Kelompok lain", Path: "lain/x.html"})
	f.page(t, "kelompok/banding.html", "compare_many", `<section data-compare="kube" data-root="../" data-rows="2500" data-shards="rows-" data-search="cari/" data-profiles="kelompok/">`+comparison, f.bundle.Search)
	f.run(t, "kelompok/banding.html#banding=kb-7")
}

func TestChartIsReadByKeysAndPointer(t *testing.T) {
	t.Parallel()
	in := chart.Input{Kind: chart.Stacked, Locale: *locale.For("id"), Words: &chart.Words{Stacked: "diagram", Rows: "{n} baris", Group: "{name}: {values}", Pair: "{name} {value}"}, Title: "Kinerja", Unit: "Kube",
		Series: []chart.Series{{Name: "Kurang", Role: chart.Low}, {Name: "Cukup", Role: chart.Mid}, {Name: "Baik", Role: chart.High}},
		Rows: []chart.Row{{Label: "Sosial", Cells: []chart.Cell{chart.Value("3"), chart.Value("7"), chart.Value("0")}},
			{Label: "Ekonomi", Cells: []chart.Cell{chart.Value("5"), chart.Value("4"), chart.Value("1")}}}}
	svg, _, err := chart.Figure(&in, "kinerja", chart.Column)
	if err != nil {
		t.Fatal(err)
	}
	f := newFolder(t)
	f.page(t, "grafik/kinerja.html", "chart", `<figure id="kinerja"><h2>Kinerja</h2><div class="plot">`+string(svg)+`</div><details><summary>Tabel angka</summary><table><thead><tr><th>Aspek</th><th>Kurang<sup>1</sup></th><th>Cukup</th><th>Baik</th></tr></thead>`+
		`<tbody><tr><th>Sosial</th><td>3</td><td>7</td><td>0</td></tr><tr><th>Ekonomi</th><td>5</td><td>4</td><td>1</td></tr></tbody></table></details></figure>`)
	f.run(t, "grafik/kinerja.html")
}

func TestSearchPageAnswers(t *testing.T) {
	t.Parallel()
	f := newFolder(t)
	f.index(t,
		search.Document{Kind: "profile", Title: "Tunas Baru", Line: "Peternakan, 10 anggota", Path: "kube/tunas-baru.html", Text: []string{"Kota Kupang"}},
		search.Document{Kind: "dataset", Title: "Sepuluh Kube", Line: "<img src=x onerror=alert(1)>", Path: "data/kube.html", Text: []string{"tunas"}},
	)
	f.page(t, "halaman/cari.html", "search", `<form class="search" data-search="cari/" data-root="../" action="cari.html"><input type="search" name="q"><button>Cari</button></form><div id="results"></div><div id="index">Semua</div>`, f.bundle.Search)
	f.run(t, "halaman/cari.html?q=tunas")
}
