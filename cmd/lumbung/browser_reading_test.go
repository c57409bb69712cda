package main

import (
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// What readers do with the portal, with script, by keys alone, and without script.

func everyKindOfPage(r *reader) {
	for _, b := range r.site.pages {
		for _, address := range r.site.addresses(b) {
			r.open(address)
			if ask[int](r, `document.querySelectorAll("main h1").length`) != 1 {
				r.t.Errorf("%s has no heading of its own", address)
			}
			r.quiet()
		}
	}
}

// missingFromDisk opens the page for missing addresses where no host shows it: its policy keeps
// the portal's address from it, which the browser tells, and it looks and leads as the others.
func missingFromDisk(r *reader) {
	const ground = `[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector(".weave")).height]`
	r.open(r.site.file("index.html"))
	styled := ask[[]string](r, ground)
	r.open(r.site.file("404.html"))
	r.is(ground, styled)
	links := ask[[]string](r, `[...document.querySelectorAll("a[href]")].map((a) => a.href).filter((h) => !h.includes("#"))`)
	for _, link := range links {
		name, inside := strings.CutPrefix(link, r.site.file(""))
		if name, _, _ = strings.Cut(name, "?"); inside && !exists(filepath.Join(r.site.dir, filepath.FromSlash(name))) {
			r.t.Errorf("from the disk 404.html leads to %s, which is not there", link)
		}
		if strings.HasPrefix(link, r.site.server) {
			r.t.Errorf("from the disk 404.html leads to a server: %s", link)
		}
	}
	if len(links) < 10 {
		r.t.Errorf("404.html has %d links", len(links))
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	told := len(r.problems)
	r.problems = slices.DeleteFunc(r.problems, func(p string) bool { return strings.Contains(p, "base-uri 'self'") })
	if told == len(r.problems) {
		r.t.Error("nothing keeps the portal's address from the page")
	}
}

const found = `[...document.querySelectorAll("#results a")].map((a) => a.getAttribute("href"))`

func searchForWords(r *reader) {
	for _, address := range []string{r.site.server + "cari.html", r.site.file("cari.html")} {
		r.open(address + "?q=peternakan")
		r.is(`["kube/tunas-baru.html", "grafik/sektor.html", "data/kube_trades.html"].every((a) => `+found+`.includes(a))`, true)
		r.is(`document.querySelector("#index").hidden`, true)
		r.is(`[...document.querySelectorAll("#results mark")].some((m) => m.textContent.toLowerCase() === "peternakan")`, true)

		r.open(address)
		r.do(chromedp.SendKeys(chromedp.CSS("main input[type=search]"), "robadoe")) // Robadeo
		r.is(found+`[0]`, "kube/robadeo.html")
		r.is(`location.search`, "?q=robadoe")
		r.run(`document.querySelector("#results a").click()`)
		r.is(`document.querySelector("h1").textContent.includes("Robadeo")`, true)
	}
	r.open(r.site.server + "en/search.html?q=recomendation")
	r.is(found+`.some((a) => a.endsWith("recommendations.html"))`, true)
}

const names = `[...document.querySelectorAll("#tabel-kube tbody tr")].map((r) => r.cells[1].textContent.trim())`

func shareAView(r *reader) {
	for _, address := range []string{r.site.server + "data/kube.html", r.site.file("data/kube.html")} {
		r.open(address)
		published := ask[[]string](r, names)
		if len(published) != 10 || slices.IsSorted(published) {
			r.t.Fatalf("the published order is %q", published)
		}
		r.do(chromedp.Click(chromedp.CSS(`#tabel-kube [data-f=nama] button`)))
		sorted := slices.Sorted(slices.Values(published))
		r.is(names, sorted)
		r.is(`location.hash`, "#tabel-kube?sort=nama")
		r.is(`document.querySelector("#tabel-kube [data-f=nama]").getAttribute("aria-sort")`, "ascending")
		r.do(chromedp.SendKeys(chromedp.CSS(`.tabletool:has(~ .tabel #tabel-kube) input[type=search]`), "merpati"))
		r.is(names, []string{"Merpati"})
		r.is(`location.hash`, "#tabel-kube?sort=nama&q=merpati")

		shared := ask[string](r, `location.href`)
		r.open(shared)
		r.is(names, []string{"Merpati"})
		r.is(`document.querySelector(".tabletool:has(~ .tabel #tabel-kube) input[type=search]").value`, "merpati")
		r.is(`document.querySelector("#tabel-kube [data-f=nama]").getAttribute("aria-sort")`, "ascending")

		r.open(strings.Split(address, "#")[0] + "#tabel-kube?sort=-nama")
		slices.Reverse(sorted)
		r.is(names, sorted)
	}
}

func chooseTheme(r *reader) {
	const background = `getComputedStyle(document.body).backgroundColor`
	r.media("", "light")
	for _, address := range []string{r.site.server + "index.html", r.site.file("index.html")} {
		r.open(address)
		light := ask[string](r, background)
		choose := func(value string) {
			r.run(`const s = document.querySelector("#theme"); s.value = "` + value + `"; s.dispatchEvent(new Event("change"))`)
		}
		choose("dark")
		r.is(`document.documentElement.dataset.theme`, "dark")
		dark := ask[string](r, background)
		if dark == light {
			r.t.Errorf("dark is as light: %s", dark)
		}
		r.do(chromedp.Reload())
		r.is(`[document.documentElement.dataset.theme, document.querySelector("#theme").value]`, []string{"dark", "dark"})
		r.is(background, dark)
		choose("")
		r.do(chromedp.Reload())
		r.is(`"theme" in document.documentElement.dataset`, false)
		r.is(background, light)
		r.media("", "dark")
		r.is(background, dark) // the system's choice looks as the reader's
		choose("light")
		r.is(background, light)
		choose("")
		r.media("", "light")
	}
}

func keyboardOnly(r *reader) {
	for _, address := range []string{r.site.server + "index.html", r.site.file("index.html")} {
		r.open(address)
		r.press(kb.Tab)
		r.is(`document.activeElement.className`, "skip")
		r.is(`document.activeElement.getBoundingClientRect().top >= 0`, true) // seen once it is reached
		r.press(kb.Enter)
		r.is(`[location.hash, document.activeElement.id]`, []string{"#isi", "isi"})

		r.slash()
		r.is(`[document.activeElement.name, document.activeElement.value]`, []string{"q", ""})
		r.press("merpati" + kb.Enter)
		r.is(`location.pathname.endsWith("/cari.html") && document.readyState === "complete" && `+found+`[0]`, "kube/merpati.html")
		r.slash()
		r.press(kb.ArrowDown)
		r.is(`document.activeElement.getAttribute("href")`, "kube/merpati.html")
		r.press(kb.Enter)
		r.is(`location.pathname.endsWith("/kube/merpati.html")`, true)
	}

	r.open(r.site.server + "data/kube.html")
	r.run(`document.querySelector("#tabel-kube [data-f=nama] button").focus()`)
	r.press(kb.Enter)
	r.is(`document.querySelector("#tabel-kube [data-f=nama]").getAttribute("aria-sort")`, "ascending")
	r.is(`document.activeElement.closest("th").dataset.f`, "nama") // focus stays where it was
	r.press(" ")
	r.is(`document.querySelector("#tabel-kube [data-f=nama]").getAttribute("aria-sort")`, "descending")

	// Whatever is reached can be seen to be reached.
	r.open(r.site.server + "index.html")
	for range 12 {
		r.press(kb.Tab)
		if mark := ask[string](r, `(() => { const e = document.activeElement, s = getComputedStyle(e); return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2 ? "" : e.outerHTML.slice(0, 120); })()`); mark != "" {
			r.t.Errorf("focus is not shown on %s", mark)
		}
	}
}

// tabs are what a reader reaches by the tabulator, in the order of the page. A drawing that
// script makes readable is among them; of a closed list there is its summary alone.
const tabs = `[...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")].filter((e) => e.checkVisibility({visibilityProperty: true}) && !e.disabled)`

// keysReachAll walks through whole pages by the tabulator: each control once, in order, in
// sight, and out at the end.
func keysReachAll(r *reader) {
	for _, page := range []string{"kube/tunas-baru.html", "kube/bandingkan.html", "data/respondents_age.html"} {
		r.open(r.site.server + page)
		r.is(`document.readyState`, "complete")
		r.run(`window.all_ = ` + tabs + `; window.reached_ = []; document.activeElement.blur()`)
		n := ask[int](r, `all_.length`)
		if n < 20 {
			r.t.Fatalf("%s has %d controls", page, n)
		}
		for range n {
			r.press(kb.Tab)
			if hidden := ask[string](r, `(() => { const e = document.activeElement, b = e.getBoundingClientRect(); reached_.push(all_.indexOf(e));
				return b.bottom > 0 && b.top < innerHeight && b.width > 0 ? "" : e.outerHTML.slice(0, 120); })()`); hidden != "" {
				r.t.Errorf("%s: focus is out of sight on %s", page, hidden)
			}
		}
		if missed := ask[[]string](r, `all_.filter((e, i) => reached_[i] !== i).map((e) => e.outerHTML.slice(0, 100))`); len(missed) > 0 {
			r.t.Errorf("%s: %d of %d controls are not reached in their place by the tabulator: %q", page, len(missed), n, missed[:min(len(missed), 3)])
		}
	}
}

// scripted says whether scripts run in the tab: its own page tells.
func scripted(r *reader) bool {
	r.t.Helper()
	const page = `<!DOCTYPE html><html lang="id"><title>tanpa skrip</title><link rel="icon" href="data:,"><h1>Bukti</h1><script>document.title = "dengan skrip"</script>`
	if err := os.WriteFile(filepath.Join(r.site.dir, "bukti.html"), []byte(page), 0o644); err != nil {
		r.t.Fatal(err)
	}
	r.open(r.site.server + "bukti.html")
	return ask[string](r, `document.title`) == "dengan skrip"
}

func withoutScript(r *reader) {
	if !scripted(r) {
		r.t.Fatal("scripts do not run even where they may")
	}
	send(r, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	if scripted(r) {
		r.t.Fatal("scripts still run")
	}
	downloads := 0
	for _, b := range r.site.pages {
		address := r.site.addresses(b)[0]
		r.open(address)
		if n := ask[int](r, `document.querySelector("main").innerText.trim().length`); n < 60 {
			r.t.Errorf("%s has %d letters without script", address, n)
		}
		if hidden := ask[[]string](r, `[...document.querySelectorAll("main :is(h1, h2, h3, h4, p, li, dt, dd, figure, table, td, th)")]
			.filter((e) => !e.checkVisibility() && !e.closest("details:not([open]), .js-only")).map((e) => e.outerHTML.slice(0, 100))`); len(hidden) > 0 {
			r.t.Errorf("%s hides what it has to say without script: %q", address, hidden[:min(len(hidden), 3)])
		}
		if shown := ask[[]string](r, `[...document.querySelectorAll(".js-only")].filter((e) => e.checkVisibility()).map((e) => e.outerHTML.slice(0, 100))`); len(shown) > 0 {
			r.t.Errorf("%s shows controls that do nothing without script: %q", address, shown)
		}
		if b.kind == "404" { // its links begin at the address it was built for
			r.quiet()
			continue
		}
		for _, link := range ask[[]string](r, `[...document.querySelectorAll("a[href]")].map((a) => a.getAttribute("href"))`) {
			u, err := url.Parse(link)
			if err != nil {
				r.t.Errorf("%s: %v", address, err)
			} else if u.Scheme == "" && u.Path != "" && !exists(filepath.Join(r.site.dir, filepath.FromSlash(path.Join(path.Dir(b.path), u.Path)))) {
				r.t.Errorf("%s leads to %s, which is not there", address, link)
			}
		}
		downloads += ask[int](r, `document.querySelectorAll("a[download][href]").length`)
		r.quiet()
	}
	if downloads < 200 {
		r.t.Errorf("only %d downloads are offered without script", downloads)
	}

	r.open(r.site.server + "index.html")
	r.do(chromedp.Click(chromedp.CSS("figure .tools summary"))) // the browser opens it
	r.is(`document.querySelector("figure .tools table").checkVisibility()`, true)
	r.do(chromedp.SendKeys(chromedp.CSS(".top .search input"), "merpati"+kb.Enter))
	r.is(`location.pathname.endsWith("/cari.html") && location.search === "?q=merpati" && document.querySelector("#index").checkVisibility()`, true)
	r.open(r.site.file("cari.html"))
	r.is(`document.querySelector("#index").checkVisibility() && document.querySelectorAll("#index a").length > 60`, true)
	r.open(r.site.file("data/kube.html"))
	r.is(names+`.length`, 10)
}
