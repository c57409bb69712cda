package main

import (
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

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/race"
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

// startBrowser starts the browser that the tests of the portal share.
func startBrowser(t *testing.T) context.Context {
	t.Helper()
	found := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if at, err := exec.LookPath(name); err == nil {
			found = at
			break
		}
	}
	switch fails, skips := withoutBrowser(found, os.Getenv("LUMBUNG_BROWSER")); {
	case fails != "":
		t.Fatal(fails)
	case skips != "":
		t.Skip(skips)
	}
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(found), chromedp.NoSandbox, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	t.Cleanup(func() { // a browser that is killed leaves folders among the temporary files
		closing, cancel := context.WithTimeout(ctx, 30*time.Second)
		defer cancel()
		if err := chromedp.Cancel(closing); err != nil {
			t.Errorf("the browser did not close: %v", err)
		}
	})
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// withoutBrowser is what is said where no browser is found: a failure where one is required.
func withoutBrowser(found, required string) (fails, skips string) {
	switch {
	case found != "":
		return "", ""
	case required == "required":
		return "there is no Chromium, and LUMBUNG_BROWSER says that it is required", ""
	}
	return "", "there is no Chromium to open the portal in"
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
	r.emulate(medium, "prefers-color-scheme: "+scheme)
}

// emulate shows the page as a medium and a system with these preferences would have it.
func (r *reader) emulate(medium string, preferences ...string) {
	r.t.Helper()
	params := emulation.SetEmulatedMediaParams{Media: medium}
	for _, p := range preferences {
		name, value, _ := strings.Cut(p, ": ")
		params.Features = append(params.Features, &emulation.MediaFeature{Name: name, Value: value})
	}
	send(r, emulation.SetEmulatedMedia, params)
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
	t.Parallel()
	race.Without(t)
	browser := startBrowser(t)
	site := publish(t)
	for _, c := range []struct {
		name string
		test func(*reader)
	}{
		{"every kind of page", everyKindOfPage},
		{"missing page from the disk", missingFromDisk},
		{"search", searchForWords},
		{"share a view of a table", shareAView},
		{"cite a row", citeARow},
		{"theme", chooseTheme},
		{"keyboard", keyboardOnly},
		{"keys reach all", keysReachAll},
		{"without script", withoutScript},
		{"print from dark", printFromDark},
		{"paper", paper},
		{"every screen", everyScreen},
		{"other faces", otherFaces},
		{"every colour", everyColour},
		{"faults are seen", faultsAreSeen},
		{"accessible", accessible},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(newReader(t, browser, site)) })
	}
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}
