package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	browserlog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/themes"
)

// The first portal as readers have it: built once, then served below a sub-path and opened
// from the disk. What a script does with odd tables and charts is tested beside the scripts;
// here is what only the whole site can show.

// publication is the portal on disk, and on a server that has other things at its root.
type publication struct {
	dir, server string
	pages       []builtPage
}

// builtPage is the largest page of its kind in a language.
type builtPage struct {
	kind string
	lang locale.Lang
	path string
	size int64
}

func publish(t *testing.T) *publication {
	t.Helper()
	p := &publication{dir: filepath.Join(t.TempDir(), "public")}
	server := httptest.NewServer(http.StripPrefix("/kube", http.HandlerFunc(p.serve)))
	t.Cleanup(server.Close)
	p.server = server.URL + "/kube/"
	if code, said := testRun(t, thisPortal, "build", "--out", p.dir, "--base-url", p.server); code != done {
		t.Fatalf("build: %s", said)
	}
	p.pages = pagesByKind(t, p.dir)
	return p
}

// serve is a plain host of files, which shows 404.html for what it does not have.
func (p *publication) serve(w http.ResponseWriter, r *http.Request) {
	if _, err := os.Stat(filepath.Join(p.dir, filepath.FromSlash(path.Clean("/"+r.URL.Path)))); err == nil {
		http.FileServer(http.Dir(p.dir)).ServeHTTP(w, r)
		return
	}
	text, err := os.ReadFile(filepath.Join(p.dir, "404.html"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusNotFound)
	w.Write(text)
}

func (p *publication) file(path string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(p.dir) + "/" + path}).String()
}

// addresses of a page, on the server and on the disk. A host shows the page for missing
// addresses in their place; from the disk nobody is led to it.
func (p *publication) addresses(b builtPage) []string {
	if b.kind == "404" {
		return []string{p.server + "data/tidak-ada/di-sini.html"}
	}
	return []string{p.server + b.path, p.file(b.path)}
}

// pagesByKind finds the largest page of every kind in every language: what fits there fits.
func pagesByKind(t *testing.T, dir string) []builtPage {
	t.Helper()
	pr, err := openProject(thisPortal)
	if err != nil {
		t.Fatal(err)
	}
	defer pr.close()
	log := &diag.Log{}
	p := readPortal(pr, readOptions{}, log)
	defer p.close()
	if log.Errors() > 0 {
		t.Fatal(printed(log))
	}
	var found []builtPage
	add := func(kind string, lang locale.Lang, name string) {
		t.Helper()
		info, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		b := builtPage{kind, lang, name, info.Size()}
		i := slices.IndexFunc(found, func(o builtPage) bool { return o.kind == kind && o.lang == lang })
		switch {
		case i < 0:
			found = append(found, b)
		case found[i].size < b.size:
			found[i] = b
		}
	}
	for _, v := range p.plan.Pages {
		base := v.Base()
		add(string(base.Kind), base.Lang, base.Path)
	}
	for _, set := range p.plan.Sets {
		for _, lang := range set.Langs() {
			for row := range set.Len() {
				add("profile", lang, set.Path(row, lang))
			}
		}
	}
	templates, err := fs.Glob(themes.Tenun(), "templates/*.html")
	if err != nil || len(templates) < 10 {
		t.Fatalf("%d templates, %v", len(templates), err)
	}
	for _, name := range templates {
		kind := strings.TrimSuffix(path.Base(name), ".html")
		if !slices.ContainsFunc(found, func(b builtPage) bool { return b.kind == kind }) {
			t.Errorf("no page of the kind %q is looked at", kind)
		}
	}
	return found
}

// startBrowser starts the one browser of this file.
func startBrowser(t *testing.T) context.Context {
	t.Helper()
	found := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if at, err := exec.LookPath(name); err == nil {
			found = at
			break
		}
	}
	if found == "" {
		if os.Getenv("LUMBUNG_BROWSER") == "required" {
			t.Fatal("there is no Chromium, and LUMBUNG_BROWSER says that it is required")
		}
		t.Skip("there is no Chromium to open the portal in")
	}
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(found), chromedp.NoSandbox, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// reader is an open tab that listens to what goes wrong in it.
type reader struct {
	t    *testing.T
	ctx  context.Context
	site *publication

	mu       sync.Mutex
	at       string // the address asked for
	problems []string
}

func newReader(t *testing.T, browser context.Context, site *publication) *reader {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	r := &reader{t: t, ctx: ctx, site: site}
	if err := chromedp.Listen(ctx, r.hear); err != nil {
		t.Fatal(err)
	}
	send(r, network.Enable, network.EnableParams{})
	send(r, browserlog.Enable, cdp.Empty{})
	send(r, runtime.Enable, cdp.Empty{})
	r.width(1280)
	t.Cleanup(r.quiet)
	return r
}

func (r *reader) hear(event any) {
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		r.wrong("exception: " + e.ExceptionDetails.Text + " " + description(e.ExceptionDetails.Exception))
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			text := ""
			for _, arg := range e.Args {
				text += " " + string(arg.Value) + description(arg)
			}
			r.wrong("console:" + text)
		}
	case *browserlog.EventEntryAdded:
		if !r.missingItself(e.Entry.URL) {
			r.wrong("log: " + e.Entry.Text + " " + e.Entry.URL)
		}
	case *page.EventJavascriptDialogOpening:
		r.wrong("a dialog: " + e.Message)
		go chromedp.Call(r.ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{})
	case *network.EventRequestWillBeSent:
		asked := e.Request.URL
		if scheme, _, _ := strings.Cut(asked, ":"); !slices.Contains([]string{"data", "blob", "about"}, scheme) &&
			!strings.HasPrefix(asked, r.site.server) && !strings.HasPrefix(asked, r.site.file("")) {
			r.wrong("request that leaves the site: " + asked)
		}
	case *network.EventResponseReceived:
		if e.Response.Status >= 400 && !r.missingItself(e.Response.URL) {
			r.wrong(fmt.Sprintf("status %d: %s", e.Response.Status, e.Response.URL))
		}
	case *network.EventLoadingFailed:
		if !e.Canceled {
			r.wrong("failed request: " + e.ErrorText)
		}
	}
}

func description(o *runtime.RemoteObject) string {
	if o == nil {
		return ""
	}
	return o.Description
}

// missingItself tells whether an address is the one that was asked for in vain on purpose.
func (r *reader) missingItself(address string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return address == r.at && strings.Contains(address, "tidak-ada")
}

func (r *reader) wrong(problem string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.problems = append(r.problems, r.at+": "+problem)
}

// quiet fails the test for all that went wrong so far.
func (r *reader) quiet() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, problem := range r.problems {
		r.t.Error(problem)
	}
	r.problems = nil
}

func send[P, R any](r *reader, c cdp.Command[P, R], params P) {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(r.ctx, 30*time.Second)
	defer cancel()
	if _, err := chromedp.Call(ctx, c, params); err != nil {
		r.t.Fatalf("%s: %v", c.Method, err)
	}
}

func (r *reader) do(steps ...chromedp.Action[chromedp.Void]) {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(r.ctx, 30*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		r.t.Fatal(err)
	}
}

// open loads a page anew, even where only the fragment differs from the page before.
func (r *reader) open(address string) {
	r.t.Helper()
	page, _, _ := strings.Cut(address, "#")
	r.mu.Lock()
	before, _, _ := strings.Cut(r.at, "#")
	r.mu.Unlock()
	if before == page {
		r.do(chromedp.Navigate("about:blank"))
	}
	r.mu.Lock()
	r.at = address
	r.mu.Unlock()
	r.do(chromedp.Navigate(address))
}

func (r *reader) press(keys string) { r.t.Helper(); r.do(chromedp.KeyEvent(keys)) }

// slash presses "/" as a keyboard does: what a page prevents is not typed. KeyEvent types it
// with an event of its own, which nothing prevents.
func (r *reader) slash() {
	r.t.Helper()
	key := input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: "/", Code: "Slash", Text: "/", WindowsVirtualKeyCode: 191}
	send(r, input.DispatchKeyEvent, key)
	key.Type, key.Text = input.DispatchKeyEventTypeKeyUp, ""
	send(r, input.DispatchKeyEvent, key)
}

func (r *reader) width(px int64) { r.t.Helper(); r.do(chromedp.EmulateViewport(px, 800)) }

// media shows the page as a medium and a system's colour scheme would have it.
func (r *reader) media(medium, scheme string) {
	r.t.Helper()
	send(r, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: medium,
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
}

// ask gives the value of an expression; a promise is waited for.
func ask[T any](r *reader, expression string) T {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(r.ctx, 30*time.Second)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		r.t.Fatalf("%s: %v", expression[:min(len(expression), 200)], err)
	}
	return value
}

func (r *reader) run(statements string) {
	r.t.Helper()
	ask[chromedp.Void](r, "{"+statements+"}")
}

// is waits until an expression has a value.
func (r *reader) is(expression string, want any) {
	r.t.Helper()
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false) // as JSON.stringify
	if err := encoder.Encode(want); err != nil {
		r.t.Fatal(err)
	}
	wanted, got := strings.TrimSpace(b.String()), ""
	for start := time.Now(); time.Since(start) < 10*time.Second; time.Sleep(20 * time.Millisecond) {
		// While one page gives way to the next there is nobody to answer.
		ctx, cancel := context.WithTimeout(r.ctx, 5*time.Second)
		value, err := chromedp.Run(ctx, chromedp.Evaluate[string]("JSON.stringify("+expression+") + ''"))
		cancel()
		if err != nil {
			got = err.Error()
			continue
		}
		if got = value; got == wanted {
			return
		}
	}
	r.t.Fatalf("%s is %s, want %s", expression, got, wanted)
}

func TestPortalInABrowser(t *testing.T) {
	browser := startBrowser(t)
	site := publish(t)
	for _, c := range []struct {
		name string
		test func(*reader)
	}{
		{"every kind of page", everyKindOfPage},
		{"search", searchForWords},
		{"share a view of a table", shareAView},
		{"theme", chooseTheme},
		{"keyboard", keyboardOnly},
		{"without script", withoutScript},
		{"print from dark", printFromDark},
		{"accessible", accessible},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(newReader(t, browser, site)) })
	}
}

func everyKindOfPage(r *reader) {
	for _, b := range r.site.pages {
		for _, address := range r.site.addresses(b) {
			r.open(address)
			if ask[int](r, `document.querySelectorAll("main h1").length`) != 1 {
				r.t.Errorf("%s has no heading of its own", address)
			}
			for _, width := range []int64{320, 360, 1280} {
				r.width(width)
				if wide := ask[int64](r, `document.documentElement.scrollWidth`); wide > width {
					r.t.Errorf("%s scrolls sideways at %d: %d wide; %s", address, width, wide, ask[string](r, sticksOut))
				}
			}
			r.quiet()
		}
	}
}

// sticksOut names what reaches beyond the window and is not cut off by a box of its own.
const sticksOut = `[...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".tabel, svg"))
	.slice(0, 5).map((e) => e.outerHTML.slice(0, 100)).join("\n")`

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

func withoutScript(r *reader) {
	send(r, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	for _, b := range r.site.pages {
		address := r.site.addresses(b)[0]
		r.open(address)
		if ask[bool](r, `document.documentElement.classList.contains("js")`) {
			r.t.Fatal("scripts still run")
		}
		if n := ask[int](r, `document.querySelector("main").innerText.trim().length`); n < 60 {
			r.t.Errorf("%s has %d letters without script", address, n)
		}
		if shown := ask[[]string](r, `[...document.querySelectorAll(".js-only")].filter((e) => e.checkVisibility()).map((e) => e.outerHTML.slice(0, 100))`); len(shown) > 0 {
			r.t.Errorf("%s shows controls that do nothing without script: %q", address, shown)
		}
		r.quiet()
	}
	r.open(r.site.file("cari.html"))
	r.is(`document.querySelector("#index").checkVisibility() && document.querySelectorAll("#index a").length > 60`, true)
	r.open(r.site.file("data/kube.html"))
	r.is(names+`.length`, 10)
}

// faint lists text that would not be read on white paper. Browsers leave backgrounds out when
// they print, so only text on a ground that must be printed may be pale.
const faint = `(() => {
	const light = (c) => { const p = c.match(/[\d.]+/g).slice(0, 3).map((v) => { v /= 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; }); return .2126 * p[0] + .7152 * p[1] + .0722 * p[2]; };
	const out = [];
	for (const e of document.querySelectorAll("main :is(h1, h2, h3, p, a, li, th, td, dt, dd, small, figcaption), main svg .t1:not([class*=on-]), main svg .t2")) {
		if (!e.checkVisibility() || !e.textContent.trim()) continue;
		const s = getComputedStyle(e);
		if (s.printColorAdjust === "exact") continue;
		if (1.05 / (light(e.ownerSVGElement ? s.fill : s.color) + .05) < 4.5) out.push(s.color + " " + s.fill + " " + e.outerHTML.slice(0, 80));
	}
	return out.slice(0, 5);
})()`

func printFromDark(r *reader) {
	for _, chosen := range []bool{false, true} { // by the system, by the reader
		for _, b := range r.site.pages {
			if b.lang != "id" {
				continue
			}
			r.media("", "dark")
			r.open(r.site.addresses(b)[0])
			if chosen {
				r.run(`document.documentElement.dataset.theme = "dark"`)
			}
			if n := len(ask[[]string](r, faint)); n == 0 {
				r.t.Fatalf("%s is not dark on the screen: nothing is tested", b.path)
			}
			r.media("print", "dark")
			if pale := ask[[]string](r, faint); len(pale) > 0 {
				r.t.Errorf("%s prints pale text: %s", b.path, strings.Join(pale, "\n"))
			}
			if shown := ask[bool](r, `[...document.querySelectorAll("nav[aria-label=Utama], .search, .prefs, .tabletool, .downloads")].some((e) => e.checkVisibility())`); shown {
				r.t.Errorf("%s prints controls", b.path)
			}
		}
	}
}

// accessible runs axe-core, which is not ours to ship: AXE names its axe.min.js, or it
// is among the modules of the other oracles.
func accessible(r *reader) {
	file := os.Getenv("AXE")
	if modules := os.Getenv("ORACLE_MODULES"); file == "" && modules != "" {
		if at := filepath.Join(modules, "axe-core", "axe.min.js"); exists(at) {
			file = at
		}
	}
	if file == "" {
		r.t.Skip("AXE names no axe.min.js: accessibility is not checked by axe-core")
	}
	axe, err := os.ReadFile(file)
	if err != nil {
		r.t.Fatal(err)
	}
	for _, b := range r.site.pages {
		if b.lang != "id" {
			continue
		}
		r.media("", "light")
		r.open(r.site.addresses(b)[0])
		ask[chromedp.Void](r, string(axe)+";0")
		for _, scheme := range []string{"light", "dark"} {
			r.media("", scheme)
			for _, width := range []int64{360, 1280} {
				r.width(width)
				broken := ask[[]string](r, `axe.run(document, {resultTypes: ["violations"]}).then((r) => r.violations.flatMap((v) =>
					v.nodes.slice(0, 3).map((n) => v.id + ": " + n.html.slice(0, 160) + " " + n.failureSummary)))`)
				for _, violation := range broken {
					r.t.Errorf("%s, %s, %d wide: %s", b.path, scheme, width, violation)
				}
			}
		}
		r.quiet()
	}
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

const (
	pageLimit    = 60 << 10 // all that a page needs, fonts included
	profileLimit = 14 << 10 // what a first round trip of a connection brings
)

var (
	loads  = regexp.MustCompile(`<(?:script src|link rel="stylesheet" href|img [^>]*src|link rel="icon" type="[^"]*" href)="([^"]*)"`)
	styles = regexp.MustCompile(`url\(([^)"]+)\)`)
)

func TestPagesAreLight(t *testing.T) {
	tree, _ := builtIn(t, thisPortal, 0)
	weights := map[string]int{}
	weight := func(name string) int {
		t.Helper()
		if n, known := weights[name]; known {
			return n
		}
		data, ok := tree.File(name)
		if !ok {
			t.Fatalf("%s is not there", name)
		}
		weights[name] = packed(t, data)
		return weights[name]
	}
	pages, profiles := 0, 0
	for e := range tree.Entries() {
		if !strings.HasSuffix(e.Path, ".html") || e.Path == "404.html" { // whose addresses begin at the portal's own
			continue
		}
		pages++
		text, _ := tree.File(e.Path)
		total, first := weight(e.Path), weight(e.Path)
		files := 0
		for _, m := range loads.FindAllSubmatch(text, -1) {
			name := path.Join(path.Dir(e.Path), string(m[1]))
			total += weight(name)
			files++
			if !strings.HasSuffix(name, ".css") {
				continue
			}
			first += weight(name)
			sheet, _ := tree.File(name)
			for _, u := range styles.FindAllSubmatch(sheet, -1) {
				total += weight(path.Join(path.Dir(name), string(u[1])))
				files++
			}
		}
		if files < 6 {
			t.Errorf("%s: only %d files are weighed", e.Path, files)
		}
		if total >= pageLimit {
			t.Errorf("%s weighs %d bytes with all that it loads, the limit is %d", e.Path, total, pageLimit)
		}
		if dir := path.Dir(e.Path); path.Base(dir) == "kube" {
			profiles++
			if first >= profileLimit {
				t.Errorf("%s weighs %d bytes with its style, the limit is %d", e.Path, first, profileLimit)
			}
		}
	}
	if pages < 100 || profiles < 20 {
		t.Errorf("only %d pages and %d profiles were weighed", pages, profiles)
	}
}

// packed is how much of a file travels from a host that compresses what can be compressed.
func packed(t *testing.T, data []byte) int {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return min(b.Len(), len(data))
}
