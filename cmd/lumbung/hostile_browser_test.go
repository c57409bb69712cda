package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lumbung/cmd/lumbung/internal/proof"
	"lumbung/cmd/lumbung/internal/race"
)

// publishHostile builds the portal of all hostile texts, with everything that a portal has.
func publishHostile(t *testing.T, dir string) *publication {
	t.Helper()
	p := &publication{dir: dir}
	server := httptest.NewServer(http.StripPrefix("/kube", http.HandlerFunc(p.serve)))
	t.Cleanup(server.Close)
	p.server = server.URL + "/kube/"
	files := hostilePortal(payloads(), `"></title></script><svg onload=alert(1)>`)
	files["site.toml"] = strings.Replace(files["site.toml"], "outputs = { pictures = false }\n", "", 1) + "\n[report]\nemail = \"data@belu.go.id\"\n"
	if code, said := testRun(t, portalFolder(t, files), "build", "--out", dir, "--base-url", p.server); code != done {
		t.Fatalf("build: %s", said)
	}
	return p
}

// No text of a table, a page, a setting or an address makes a browser do anything: every page
// is opened, from a server or from the disk, the scripts of the theme are used on what it
// shows, and nothing runs, is asked for or is refused by the page's policy, which would tell
// that markup had got through.
func TestHostileTextsDoNothingInABrowser(t *testing.T) {
	t.Parallel()
	race.Without(t)
	browser := startBrowser(t)
	site := publishHostile(t, filepath.Join(t.TempDir(), "public"))
	control := filepath.Join(site.dir, "kendali.html")
	if err := os.WriteFile(control, []byte(`<!DOCTYPE html><title>x</title><svg onload=alert(1)></svg>`), 0o666); err != nil {
		t.Fatal(err)
	}
	r := newReader(t, browser, site)
	r.open(site.file("kendali.html"))
	if !r.hears("a dialog: 1") {
		t.Fatal("a page that does run a text was not noticed")
	}
	if err := os.Remove(control); err != nil {
		t.Fatal(err)
	}
	opened := 0
	err := fs.WalkDir(os.DirFS(site.dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".html" || name == "404.html" {
			return err
		}
		addresses := []string{site.server + name, site.file(name)}
		if strings.HasPrefix(name, "baris/") { // so many that each is opened one way
			addresses = addresses[opened%2:][:1]
		}
		for _, address := range addresses {
			opened++
			r.open(address)
			if n := ask[int](r, `document.querySelectorAll("main h1").length`); n != 1 {
				t.Errorf("%s has %d headings of its own", address, n)
			}
			r.run(useEverything)
			r.quiet()
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	r.open(site.server + "404.html?%3Cscript%3Ealert(1)%3C/script%3E")
	for _, address := range []string{site.server, site.file("")} {
		searchForAll(r, address+"cari.html")
	}
	for i, page := range []string{"data/serangan.html", "baris/bandingkan.html"} {
		followFragments(r, site.server+page, true, i)
		followFragments(r, site.file(page), false, i+2)
	}
	r.quiet()
	proof.Check(t, "browser-pages", int64(opened/50*50)) // so that a new page does not change the figure
	proof.Check(t, "searches", int64(2*len(payloads())))
	proof.Check(t, "fragments", int64(4*len(payloads())))
}

// useEverything presses what a reader can press: heads of columns, filters, switches, marks.
const useEverything = `
	for (const e of document.querySelectorAll("main th button, main th, .prefs button, main summary, main button")) e.click();
	for (const e of document.querySelectorAll("main input")) { e.value = "a"; e.dispatchEvent(new Event("input", { bubbles: true })); }
	for (const e of document.querySelectorAll("main svg *")) for (const kind of ["pointerenter", "pointermove", "mouseover", "focusin"]) e.dispatchEvent(new Event(kind, { bubbles: true }));
	for (const e of document.querySelectorAll("main a, main img, main svg")) e.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));`

// searchForAll types each text into the search, and follows a link that has one.
func searchForAll(r *reader, address string) {
	r.t.Helper()
	texts, err := json.Marshal(payloads())
	if err != nil {
		r.t.Fatal(err)
	}
	r.open(address + "?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
	r.is(`document.querySelector("main input[type=search]").value`, "<img src=x onerror=alert(1)>")
	shown := ask[int](r, fmt.Sprintf(`(async () => {
		const box = document.querySelector("main input[type=search]");
		let shown = 0;
		for (const text of %s) {
			box.value = text;
			box.dispatchEvent(new Event("input", { bubbles: true }));
			await new Promise((done) => setTimeout(done, 15));
			shown += document.querySelectorAll("#results a").length;
		}
		return shown;
	})()`, texts))
	if shown == 0 {
		r.t.Errorf("no text was found at %s: nothing was tried", address)
	}
}

// followFragments puts each text into a place behind the # of an address, where the view of a
// table, its rows and those to compare are named, and reports a mistake there. With from,
// the places are others. A browser takes no more than twenty changes of an address a second.
func followFragments(r *reader, address string, encoded bool, from int) {
	r.t.Helper()
	texts, err := json.Marshal(payloads())
	if err != nil {
		r.t.Fatal(err)
	}
	r.open(address)
	if n := ask[int](r, `document.querySelectorAll("#tabel-serangan, [data-compare]").length`); n == 0 {
		r.t.Errorf("%s has neither a table nor a comparison: nothing was tried", address)
	}
	tried := ask[string](r, fmt.Sprintf(`(async () => {
		addEventListener("click", (e) => e.preventDefault(), true);
		const texts = %s.map((text) => %t ? encodeURIComponent(text) : text), report = document.querySelector("a[data-report]");
		const places = document.querySelector("[data-compare]")
			? (a) => "#banding=" + a.join(",")
			: (a) => "#tabel-serangan?sort=-" + a[0] + "&q=" + a[1] + "&f." + a[2] + "=" + a[2] + "&f.teks=" + a[3] + "&cols=teks," + a[4] + "&page=" + a[5];
		for (let i = 0; i < texts.length; i += 6) {
			const some = Array.from({ length: 6 }, (_, k) => texts[(i + (k + %d) %% 6) %% texts.length]);
			for (const hash of [places(some), "#baris-" + some[0]]) {
				location.hash = hash;
				await new Promise((done) => setTimeout(done, 60));
				report.click();
				if (!report.href.startsWith("mailto:data@belu.go.id?")) return report.href;
			}
		}
		return "all";
	})()`, texts, encoded, from))
	if tried != "all" {
		r.t.Errorf("a mistake at %s is reported to %s", address, tried)
	}
}

// hears waits for something to be told of a page, and takes it as meant.
func (r *reader) hears(problem string) bool {
	for start := time.Now(); time.Since(start) < 10*time.Second; time.Sleep(20 * time.Millisecond) {
		r.mu.Lock()
		heard := len(r.problems) > 0 && strings.HasSuffix(r.problems[0], problem)
		if heard {
			r.problems = nil
		}
		r.mu.Unlock()
		if heard {
			return true
		}
	}
	return false
}
