package asset_test

import (
	"context"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

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
// from file:// under the strictest policy.

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

// page writes a page that stands one folder below the root.
func (f *folder) page(t *testing.T, name, body string, scripts ...asset.File) {
	t.Helper()
	head := `<!doctype html><html lang="id"><meta charset="utf-8"><title>` + name + `</title><meta http-equiv="Content-Security-Policy" content="` + policy + `">` +
		`<link rel="stylesheet" href="../` + f.bundle.Style.Path + `"><script src="../` + f.bundle.Early.Path + `"></script>`
	for _, s := range append([]asset.File{f.bundle.Scripts["id"]}, scripts...) {
		head += `<script defer src="../` + s.Path + `"></script>`
	}
	f.put(t, name, head+`<body><main>`+body+`</main></body></html>`)
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
	if err := w.Close(); err != nil {
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

// tab is an open page.
type tab struct {
	t        *testing.T
	ctx      context.Context
	mu       sync.Mutex
	problems []string
}

// browser starts the one browser of this test.
func browser(t *testing.T) context.Context {
	t.Helper()
	found := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			found = path
			break
		}
	}
	if found == "" {
		t.Skip("there is no Chromium to run the theme's scripts in")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(found), chromedp.NoSandbox, chromedp.WindowSize(1000, 900))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Run(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

func open(t *testing.T, parent context.Context) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(parent)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 40*time.Second)
	t.Cleanup(cancel)
	p := &tab{t: t, ctx: ctx}
	chromedp.ListenTarget(ctx, func(event any) {
		p.mu.Lock()
		defer p.mu.Unlock()
		switch e := event.(type) {
		case *runtime.EventExceptionThrown:
			p.problems = append(p.problems, e.ExceptionDetails.Error())
		case *log.EventEntryAdded:
			p.problems = append(p.problems, e.Entry.Text+" "+e.Entry.URL)
		}
	})
	p.do(runtime.Enable(), log.Enable())
	t.Cleanup(func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		for _, problem := range p.problems {
			t.Errorf("the console says: %s", problem)
		}
	})
	return p
}

func (p *tab) do(actions ...chromedp.Action) {
	p.t.Helper()
	if err := chromedp.Run(p.ctx, actions...); err != nil {
		p.t.Fatal(err)
	}
}

// goTo opens a file anew, so that nothing is left of the page before.
func (p *tab) goTo(dir, name string) {
	p.t.Helper()
	p.do(chromedp.Navigate("about:blank"), chromedp.Navigate("file://"+dir+"/"+name))
}

// is waits until an expression has a value.
func (p *tab) is(expression string, want any) {
	p.t.Helper()
	wanted, err := json.Marshal(want)
	if err != nil {
		p.t.Fatal(err)
	}
	var got string
	for range 100 {
		p.do(chromedp.Evaluate("JSON.stringify("+expression+") + ''", &got))
		if got == string(wanted) {
			return
		}
		time.Sleep(30 * time.Millisecond)
	}
	p.t.Fatalf("%s is %s, want %s", expression, got, wanted)
}

func (p *tab) run(statements string) {
	p.t.Helper()
	p.do(chromedp.Evaluate("{"+statements+"}", nil))
}

const firstCells = `[...document.querySelectorAll("tbody tr")].slice(0, 4).map((r) => r.cells[0].querySelector("a").textContent)`

func TestScriptsInABrowser(t *testing.T) {
	ctx := browser(t)
	f := newFolder(t)
	t.Run("table", func(t *testing.T) { tableOfThePage(t, f, open(t, ctx)) })
	t.Run("large table", func(t *testing.T) { largeTable(t, f, open(t, ctx)) })
	t.Run("compare", func(t *testing.T) { compare(t, f, open(t, ctx)) })
	t.Run("compare many", func(t *testing.T) { compareMany(t, f, open(t, ctx)) })
	t.Run("chart", func(t *testing.T) { chartReading(t, f, open(t, ctx)) })
	t.Run("search", func(t *testing.T) { searching(t, f, open(t, ctx)) })
}

func tableOfThePage(t *testing.T, f *folder, p *tab) {
	f.page(t, "data/kube.html", `<a data-report="https://x.id/data/kube.html" href="mailto:a@x.id?subject=Keliru%20di%20Kube&amp;body=Halaman%3A%20https%3A%2F%2Fx.id%2Fdata%2Fkube.html%0AVersi%201%2B2">Lapor</a>`+
		`<button type="button" class="plain js-only" data-copy="#kutipan">Salin</button><p id="kutipan">Iryani (2016)</p>`+
		`<div><div class="tabel"><table id="tabel-kube" data-table="kube" data-root="../"><caption>Kube</caption>`+tableHead+`<tbody>`+rowsHTML(few)+`</tbody></table></div></div>`)
	p.goTo(f.dir, "data/kube.html")
	p.is(firstCells, []string{"Tunas Baru", "Kasih", "Mawar", "Sinar"})

	p.run(`document.querySelector("[data-f=anggota] button").click()`)
	p.is(firstCells, []string{"Jati", "Tunas Baru", "Merpati", "Pelita"})
	p.is(`document.querySelector("[data-f=anggota]").getAttribute("aria-sort")`, "ascending")
	p.run(`document.querySelector("[data-f=anggota] button").click()`)
	p.is(firstCells, []string{"Kasih", "Sinar", "Élang", "Mekar"})
	p.is(`document.querySelector("tbody").lastChild.cells[0].querySelector("a").textContent`, "Mawar") // without a value: last, whichever way
	p.is(`location.hash`, "#tabel-kube?sort=-anggota")
	p.run(`document.querySelector("[data-f=nama] button").click()`)
	p.is(firstCells, []string{"Élang", "Jati", "Kasih", "Mawar"})

	p.run(`const s = document.querySelector(".tabletool select"); s.value = "Tenun"; s.dispatchEvent(new Event("change"))`)
	p.is(`document.querySelectorAll("tbody tr").length`, 4)
	p.is(`document.querySelector(".state").textContent`, "4 dari 9 baris")
	p.do(chromedp.SendKeys(".tabletool input[type=search]", "elang ", chromedp.ByQuery))
	p.is(`document.querySelectorAll("tbody tr").length`, 0)
	p.run(`location.hash = "#tabel-kube?q=elang"`)
	p.is(firstCells, []string{"Élang"})
	p.is(`document.querySelector(".tabletool select").value`, "")

	// A row that is filtered out comes back when somebody is led to it.
	p.run(`location.hash = "#baris-kasih"`)
	p.is(`document.querySelector(":target")?.id`, "baris-kasih")
	p.is(`document.querySelectorAll("tbody tr").length`, 9)
	p.is(`document.querySelector("#baris-kasih .anchor").getAttribute("href")`, "#baris-kasih")
	p.run(`document.querySelector("[data-report]").addEventListener("click", (e) => e.preventDefault()); document.querySelector("[data-report]").click()`)
	p.is(`decodeURIComponent(document.querySelector("[data-report]").getAttribute("href"))`,
		"mailto:a@x.id?subject=Keliru di Kube&body=Halaman: https://x.id/data/kube.html#baris-kasih (Kasih)\nVersi 1+2")

	p.do(chromedp.Click("[data-copy]", chromedp.ByQuery))
	p.is(`document.querySelector("[data-copy]").textContent`, "Tersalin")
	p.do(chromedp.Click("#baris-sinar .anchor", chromedp.ByQuery))
	p.is(`location.hash`, "#baris-sinar")
	p.is(`document.querySelector("#baris-sinar .anchor").textContent`, "Tersalin")
}

func largeTable(t *testing.T, f *folder, p *tab) {
	groups := many(2500)
	f.shards(t, "data/banyak/", groups, 1000)
	f.page(t, "data/banyak.html", `<div><div class="tabel"><table id="tabel-kube" data-table="kube" data-root="../" data-rows="2500" data-shards="banyak/rows-"><caption>Kube</caption>`+
		tableHead+`<tbody>`+rowsHTML(groups[:100])+`</tbody></table></div></div>`)
	p.goTo(f.dir, "data/banyak.html")
	p.is(`document.querySelector(".pager span").textContent`, "Halaman 1 dari 25")
	p.is(`document.querySelectorAll("script[src*=banyak]").length`, 0) // nothing is loaded before it is asked for
	p.run(`document.querySelector(".pager").lastChild.click()`)
	p.is(firstCells, []string{"Kelompok 100", "Kelompok 101", "Kelompok 102", "Kelompok 103"})
	p.is(`document.querySelectorAll("script[src*=banyak]").length`, 1)
	p.is(`document.querySelector("#baris-kb-100 a").getAttribute("href")`, "../kube/kb-100.html")
	p.is(`document.querySelector("#baris-kb-100 td").className`, "num")

	p.run(`location.hash = "#baris-kb-2345"`)
	p.is(`document.querySelector(":target")?.id`, "baris-kb-2345")
	p.is(`document.querySelector(".pager span").textContent`, "Halaman 24 dari 25")
	p.run(`location.hash = "#baris-tidak-ada"`)

	p.run(`document.querySelector("[data-f=anggota] button").click()`)
	p.is(`!!document.querySelector(".state button")`, true)
	p.run(`document.querySelector(".state button").click()`)
	p.is(`document.querySelector(".state").textContent`, "2.500 dari 2.500 baris")
	p.is(`[...document.querySelectorAll("tbody tr")].slice(0, 3).map((r) => r.cells[1].textContent)`, []string{"1", "2", "3"})
	p.run(`location.hash = "#tabel-kube?f.sektor=Tenun&page=9&sort=nama"`)
	p.is(`document.querySelector(".pager span").textContent`, "Halaman 9 dari 9")
	p.is(`document.querySelectorAll("tbody tr").length`, 34)

	os.Remove(filepath.Join(f.dir, "data/banyak/rows-1.js")) // a bad line
	p.goTo(f.dir, "data/banyak.html")
	p.run(`location.hash = "#tabel-kube?q=2345"`)
	p.is(`document.querySelector(".state").textContent.slice(0, 25)`, "Baris tidak dapat dimuat.")
	p.mu.Lock()
	for i, problem := range p.problems {
		if strings.Contains(problem, "rows-1.js") {
			p.problems = append(p.problems[:i], p.problems[i+1:]...)
			break
		}
	}
	p.mu.Unlock()
}

const comparison = `<div class="tabel"><table hidden data-facts><caption>Perbandingan</caption><tbody>` +
	`<tr data-f="anggota" data-t="n"><th scope="row"><span>Anggota</span> <small>orang</small></th></tr><tr data-f="sektor"><th scope="row"><span>Sektor</span></th></tr>` +
	`</tbody></table></div><ul data-plain><li>Semua</li></ul></section>`

const compared = `[...document.querySelectorAll("[data-facts] tr")].filter((r) => !r.hidden).map((r) => [...r.cells].map((c) => (c.querySelector("a") || c).textContent.trim()))`

func compare(t *testing.T, f *folder, p *tab) {
	f.shards(t, "kube/", few, 1000)
	f.page(t, "kube/banding.html", `<section data-compare="kube" data-root="../" data-rows="9" data-shards="rows-">`+comparison, f.bundle.Search)
	p.goTo(f.dir, "kube/banding.html")
	p.is(`document.querySelectorAll(".offers button").length`, 9)
	p.is(`[document.querySelector("[data-facts]").hidden, document.querySelector("[data-plain]").hidden]`, []bool{true, false})
	p.do(chromedp.SendKeys(".tabletool input[type=search]", "tenun mek", chromedp.ByQuery))
	p.is(`document.querySelectorAll(".offers button").length`, 1)
	p.run(`document.querySelector(".offers button").click()`)
	p.is(`location.hash`, "#banding=mekar")
	p.run(`location.hash = "#banding=kasih,mawar,tidak-ada,kasih"`)
	p.is(compared, [][]string{{"", "Kasih", "Mawar"}, {"Anggota orang (berbeda)", "1.200", "tidak ada data"}, {"Sektor", "Tenun", "Tenun"}})
	p.is(`document.querySelector(".meta").textContent`, "1 dari 2 keterangan berbeda; cetak tebal.")
	p.is(`document.querySelector("[data-facts] thead a").getAttribute("href")`, "../kube/kasih.html")
	p.run(`document.querySelector(".check input").click()`)
	p.is(`document.querySelectorAll("[data-facts] tbody tr:not([hidden])").length`, 1)
	p.run(`document.querySelector("[data-facts] thead button").click()`)
	p.is(`location.hash`, "#banding=mawar")
	p.is(`document.querySelector(".meta").textContent`, "Pilih satu lagi untuk dibandingkan.")
}

func compareMany(t *testing.T, f *folder, p *tab) {
	groups := many(2500)
	f.shards(t, "kelompok/", groups, 1000)
	f.index(t, search.Document{Kind: "profile", Title: "Kelompok 2345", Path: "kelompok/kb-2345.html"}, search.Document{Kind: "profile", Title: "Kelompok lain", Path: "lain/x.html"})
	f.page(t, "kelompok/banding.html", `<section data-compare="kube" data-root="../" data-rows="2500" data-shards="rows-" data-search="cari/" data-profiles="kelompok/">`+comparison, f.bundle.Search)
	p.goTo(f.dir, "kelompok/banding.html#banding=kb-7")
	p.is(`document.querySelectorAll("[data-facts] thead th").length`, 1)
	p.do(chromedp.SendKeys(".tabletool input[type=search]", "kelompok", chromedp.ByQuery))
	p.is(`[...document.querySelectorAll(".offers button")].map((b) => b.textContent)`, []string{"Kelompok 2345"})
	p.run(`document.querySelector(".offers button").click()`)
	p.is(compared+".slice(0, 1)", [][]string{{"", "Kelompok 7", "Kelompok 2345"}})
	p.is(`document.querySelectorAll("script[src*=rows-]").length`, 2) // of three
}

func chartReading(t *testing.T, f *folder, p *tab) {
	in := chart.Input{Kind: chart.Stacked, Locale: locale.For("id"), Title: "Kinerja", Unit: "Kube", Series: []chart.Series{{Name: "Kurang", Role: chart.Low}, {Name: "Cukup", Role: chart.Mid}, {Name: "Baik", Role: chart.High}},
		Rows: []chart.Row{{Label: "Sosial", Cells: []chart.Cell{chart.Value("3"), chart.Value("7"), chart.Value("0")}}, {Label: "Ekonomi", Cells: []chart.Cell{chart.Value("5"), chart.Value("4"), chart.Value("1")}}}}
	svg, _, err := chart.Figure(&in, "kinerja", chart.Column)
	if err != nil {
		t.Fatal(err)
	}
	f.page(t, "grafik/kinerja.html", `<figure id="kinerja"><h2>Kinerja</h2><div class="plot">`+string(svg)+`</div><details><summary>Tabel angka</summary><table><thead><tr><th>Aspek</th><th>Kurang<sup>1</sup></th><th>Cukup</th><th>Baik</th></tr></thead>`+
		`<tbody><tr><th>Sosial</th><td>3</td><td>7</td><td>0</td></tr><tr><th>Ekonomi</th><td>5</td><td>4</td><td>1</td></tr></tbody></table></details></figure>`)
	p.goTo(f.dir, "grafik/kinerja.html")
	p.do(chromedp.Focus(".plot", chromedp.ByQuery), chromedp.KeyEvent(kb.ArrowDown))
	p.is(`document.querySelector(".reading").textContent`, "Sosial: Kurang 3, Cukup 7, Baik 0")
	p.is(`document.querySelector(".tip").textContent`, "Sosial, Kurang: 3 Kube")
	p.do(chromedp.KeyEvent(kb.End))
	p.is(`document.querySelector(".reading").textContent`, "Ekonomi: Kurang 5, Cukup 4, Baik 1")
	p.do(chromedp.KeyEvent(kb.Escape))
	p.is(`document.querySelector(".tip")`, nil)

	var box []float64
	p.do(chromedp.Evaluate(`(() => { const b = [...document.querySelectorAll("[data-t^='Ekonomi, Cukup']")].find((m) => m.getClientRects().length).getBoundingClientRect(); return [b.left + 5, b.top + 5]; })()`, &box))
	p.do(chromedp.MouseEvent("mouseMoved", box[0], box[1]))
	p.is(`document.querySelector(".tip")?.textContent`, "Ekonomi, Cukup: 4 Kube")
	p.is(`(() => { const a = document.querySelector(".tip").getBoundingClientRect(), b = document.querySelector(".plot").getBoundingClientRect(); return a.left >= b.left && a.right <= b.right; })()`, true)
	p.do(chromedp.MouseEvent("mouseMoved", 1, 1))
	p.is(`document.querySelector(".tip")`, nil)
}

func searching(t *testing.T, f *folder, p *tab) {
	f.index(t,
		search.Document{Kind: "profile", Title: "Tunas Baru", Line: "Peternakan, 10 anggota", Path: "kube/tunas-baru.html", Text: []string{"Kota Kupang"}},
		search.Document{Kind: "dataset", Title: "Sepuluh Kube", Line: "Tabel 8", Path: "data/kube.html", Text: []string{"tunas", "<img src=x onerror=alert(1)>"}},
	)
	f.page(t, "halaman/cari.html", `<form class="search" data-search="cari/" data-root="../" action="cari.html"><input type="search" name="q"><button>Cari</button></form><div id="results"></div><div id="index">Semua</div>`, f.bundle.Search)
	p.goTo(f.dir, "halaman/cari.html?q=tunas")
	p.is(`[...document.querySelectorAll("#results a")].map((a) => a.getAttribute("href"))`, []string{"../kube/tunas-baru.html", "../data/kube.html"})
	p.is(`[...document.querySelectorAll("#results h2")].map((h) => h.firstChild.textContent)`, []string{"Profil", "Kumpulan data"})
	p.is(`document.querySelector("#results mark").textContent`, "Tunas")
	p.is(`document.querySelector("#index").hidden`, true)
	p.do(chromedp.Focus("input[name=q]", chromedp.ByQuery), chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.ArrowDown))
	p.is(`document.activeElement.textContent`, "Sepuluh Kube")
	p.do(chromedp.KeyEvent(kb.Escape))
	p.is(`document.activeElement.name`, "q")
	p.run(`const i = document.querySelector("input"); i.value = ""; i.dispatchEvent(new Event("input"))`)
	p.is(`document.querySelector("#index").hidden`, false)
	p.run(`const i = document.querySelector("input"); i.value = "nirwana"; i.dispatchEvent(new Event("input"))`)
	p.is(`document.querySelector(".meta").textContent.slice(0, 15)`, "Tidak ada hasil")
}
