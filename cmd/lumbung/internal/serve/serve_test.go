package serve

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/output"
)

// site makes a tree from pairs of path and content.
func site(t testing.TB, files ...string) *output.Tree {
	t.Helper()
	p, tree := output.OpenMemory(nil)
	for i := 0; i < len(files); i += 2 {
		if err := p.Write(files[i], []byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := p.Commit(); err != nil {
		t.Fatal(err)
	}
	return tree
}

// page is a small HTML page.
func page(text string) string {
	return "<!doctype html><html><head><title>x</title></head><body><h1>" + text + "</h1></body></html>"
}

// showing is a server that was built once.
func showing(t testing.TB, tree *output.Tree, problems ...*diag.Diagnostic) *Server {
	t.Helper()
	s := New(Options{Rebuild: func(context.Context, Change) (*output.Tree, []*diag.Diagnostic, error) {
		return tree, problems, nil
	}})
	s.build(t.Context(), nil)
	return s
}

func get(s *Server, target string, change ...func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest("GET", target, nil)
	r.Host = "localhost:8000"
	for _, f := range change {
		f(r)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func TestPagesAndFilesAreServedWithTheirTypes(t *testing.T) {
	s := showing(t, site(t, "index.html", page("home"), "en/index.html", page("home en"), "data/kube.csv", "a\n", "SHA256SUMS", "x", "kube.parquet", "PAR1"))
	for target, want := range map[string]struct {
		code int
		kind string
	}{
		"/":              {200, "text/html; charset=utf-8"},
		"/index.html":    {200, "text/html; charset=utf-8"},
		"/en/":           {200, "text/html; charset=utf-8"},
		"/en":            {302, ""},
		"/data/kube.csv": {200, "text/csv; charset=utf-8"},
		"/SHA256SUMS":    {200, "text/plain; charset=utf-8"},
		"/kube.parquet":  {200, "application/vnd.apache.parquet"},
		"/data/":         {404, "text/html; charset=utf-8"},
		"/data":          {404, "text/html; charset=utf-8"},
		"/kube":          {404, "text/html; charset=utf-8"},
	} {
		w := get(s, target)
		if w.Code != want.code || want.kind != "" && w.Header().Get("Content-Type") != want.kind {
			t.Errorf("%s: %d %q, want %d %q", target, w.Code, w.Header().Get("Content-Type"), want.code, want.kind)
		}
	}
}

func TestNoPathLeadsOutOfTheSite(t *testing.T) {
	s := showing(t, site(t, "index.html", page("home")))
	for _, target := range []string{"/../serve.go", "/..%2f..%2fetc/passwd", "/%2e%2e/serve.go", "//etc/passwd", "/.lumbung/../serve.go", `/..\serve.go`, "/.lumbung/serve.go"} {
		if w := get(s, target); w.Code != 404 {
			t.Errorf("%s: %d\n%s", target, w.Code, w.Body)
		}
	}
}

func TestRedirectStaysOnThisServer(t *testing.T) {
	s := showing(t, site(t, "evil.example/index.html", page("x")))
	w := get(s, "//evil.example")
	if to := w.Header().Get("Location"); strings.HasPrefix(to, "//") {
		t.Errorf("redirected to %q", to)
	}
}

func TestOnlyGetAndHead(t *testing.T) {
	s := showing(t, site(t, "index.html", page("home")))
	if w := get(s, "/", func(r *http.Request) { r.Method = "POST" }); w.Code != 405 || w.Header().Get("Allow") != "GET, HEAD" {
		t.Errorf("POST: %d", w.Code)
	}
	if w := get(s, "/", func(r *http.Request) { r.Method = "HEAD" }); w.Code != 200 || w.Body.Len() != 0 {
		t.Errorf("HEAD: %d, %d bytes", w.Code, w.Body.Len())
	}
	if w := get(s, "/nothing.html", func(r *http.Request) { r.Method = "HEAD" }); w.Code != 404 || w.Body.Len() != 0 {
		t.Errorf("HEAD of nothing: %d, %d bytes", w.Code, w.Body.Len())
	}
}

func TestAnotherSitesNameForThisMachineIsRefused(t *testing.T) {
	s := showing(t, site(t, "index.html", page("home")))
	s.o.Names = []string{"kantor.lan"}
	for host, want := range map[string]int{
		"localhost:8000": 200, "127.0.0.1:8000": 200, "[::1]:8000": 200, "192.168.1.7": 200, "kube.localhost": 200, "Kantor.LAN:80": 200,
		"evil.example:8000": 403, "localhost.evil.example": 403, "": 403, "127.0.0.1.nip.io": 403,
	} {
		if w := get(s, "/", func(r *http.Request) { r.Host = host }); w.Code != want {
			t.Errorf("Host %q: %d, want %d", host, w.Code, want)
		}
	}
}

func TestETagOfFilesIsTheirSumAndOfPagesChangesWithProblems(t *testing.T) {
	tree := site(t, "index.html", page("home"), "a.csv", "a\n")
	s := showing(t, tree)
	sum, _ := tree.Sum("a.csv")
	if got := get(s, "/a.csv").Header().Get("ETag"); got != `"`+sum.String()+`"` {
		t.Errorf("ETag %s", got)
	}
	again := get(s, "/a.csv", func(r *http.Request) { r.Header.Set("If-None-Match", `"`+sum.String()+`"`) })
	if again.Code != 304 {
		t.Errorf("unchanged file: %d", again.Code)
	}
	broken := showing(t, tree, &diag.Diagnostic{Message: diag.Msg("bad")})
	if a, b := get(s, "/").Header().Get("ETag"), get(broken, "/").Header().Get("ETag"); a == b || a == "" {
		t.Errorf("a page with problems has the ETag of one without: %s", a)
	}
}

func TestScriptIsAddedToResponsesNotToTheTree(t *testing.T) {
	tree := site(t, "index.html", page("home"))
	s := showing(t, tree)
	if body := get(s, "/").Body.String(); !strings.Contains(body, `<script src="/.lumbung/live.js" data-page="index.html"`) || !strings.HasSuffix(body, "</script></body></html>") {
		t.Errorf("no script in\n%s", body)
	}
	if data, _ := tree.File("index.html"); string(data) != page("home") {
		t.Errorf("the tree was altered:\n%s", data)
	}
}

func TestNotFoundPageIsTheSitesOwnAndItsLinksLeadFromTheRoot(t *testing.T) {
	s := showing(t, site(t, "404.html", page("tidak ada")))
	w := get(s, "/a/b/c.html")
	if body := w.Body.String(); w.Code != 404 || !strings.Contains(body, `<head><base href="/">`) || !strings.Contains(body, "tidak ada") {
		t.Errorf("%d\n%s", w.Code, body)
	}
}

func TestProblemsAreLaidOverTheLastGoodPageEscaped(t *testing.T) {
	f := &diag.File{Name: "data/pmks.csv", Data: []byte("kode\n<script>alert(1)</script>\n")}
	s := showing(t, site(t, "index.html", page("home")))
	log := &diag.Log{}
	log.Error("cell-type", f.At(2, 1, 8), "%q is not an integer", "<script>").Note("declare %s", "<b>")
	s.o.Rebuild = func(context.Context, Change) (*output.Tree, []*diag.Diagnostic, error) {
		return nil, log.Sorted(), nil
	}
	s.build(t.Context(), []string{"data/pmks.csv"})
	body := get(s, "/").Body.String()
	for _, want := range []string{"<h1>home</h1>", "data/pmks.csv:2:1: error:", "&lt;script&gt;alert(1)&lt;/script&gt;", "note: declare &lt;b&gt;", "~~~~~~~~"} {
		if !strings.Contains(body, want) {
			t.Errorf("no %q in\n%s", want, body)
		}
	}
	if strings.Contains(body, "<script>") {
		t.Errorf("a cell's script reached the page:\n%s", body)
	}
}

func TestFirstBuildThatFailsStillShowsWhatIsWrong(t *testing.T) {
	s := New(Options{Rebuild: func(context.Context, Change) (*output.Tree, []*diag.Diagnostic, error) {
		return nil, nil, errors.New("open site.toml: no such file")
	}})
	s.build(t.Context(), nil)
	w := get(s, "/")
	if body := w.Body.String(); w.Code != 500 || !strings.Contains(body, "open site.toml: no such file") || !strings.Contains(body, "live.js") {
		t.Errorf("%d\n%s", w.Code, body)
	}
}

func TestManyProblemsAreCounted(t *testing.T) {
	var all []*diag.Diagnostic
	for range 25 {
		all = append(all, &diag.Diagnostic{Message: diag.Msg("bad")})
	}
	all = append(all, &diag.Diagnostic{Severity: diag.Warning, Message: diag.Msg("only odd")})
	body := get(showing(t, site(t, "index.html", page("x")), all...), "/").Body.String()
	if !strings.Contains(body, "and 5 more") || strings.Contains(body, "only odd") {
		t.Errorf("got\n%s", body)
	}
}

// live is a server that runs, over a real folder, with a fake build that reads one file.
type live struct {
	t      testing.TB
	dir    string
	url    string
	mu     sync.Mutex
	seen   [][]string
	open   []string // at the last rebuild
	server *Server
}

func (l *live) opened() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.open
}

func start(t testing.TB) *live {
	l := &live{t: t, dir: t.TempDir()}
	l.write("halaman.md", "satu")
	s := New(Options{Root: l.dir, Rebuild: l.rebuild, Ignore: func(p string) bool { return p == "public" }})
	l.server = s
	l.url = run(t, s)
	return l
}

func (l *live) write(name, text string) {
	l.t.Helper()
	path := filepath.Join(l.dir, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
		l.t.Fatal(err)
	}
}

func (l *live) rebuild(_ context.Context, c Change) (*output.Tree, []*diag.Diagnostic, error) {
	l.mu.Lock()
	l.seen = append(l.seen, c.Files)
	l.open = c.Open
	l.mu.Unlock()
	text, err := os.ReadFile(filepath.Join(l.dir, "halaman.md"))
	if err != nil {
		return nil, nil, err
	}
	if strings.Contains(string(text), "rusak") {
		f := &diag.File{Name: "halaman.md", Data: text}
		return nil, []*diag.Diagnostic{{Rule: "x", Span: f.At(1, 1, 5), Message: diag.Msg("this is broken")}}, nil
	}
	return site(l.t, "index.html", page(string(text)), "lain.html", page("lain")), nil, nil
}

func (l *live) get(path string) string {
	l.t.Helper()
	r, err := http.Get(l.url + path)
	if err != nil {
		l.t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		l.t.Fatal(err)
	}
	return string(body)
}

// listen opens a page's event stream and gives the names of what comes.
func (l *live) listen(page string) <-chan string {
	l.t.Helper()
	_, after, ok := strings.Cut(l.get("/"+page), `data-sum="`)
	if !ok {
		l.t.Fatal("the page has no script")
	}
	sum, _, _ := strings.Cut(after, `"`)
	r, err := http.Get(l.url + "/.lumbung/events?" + url.Values{"page": {page}, "sum": {sum}}.Encode())
	if err != nil {
		l.t.Fatal(err)
	}
	l.t.Cleanup(func() { r.Body.Close() })
	events := make(chan string, 100)
	go func() {
		defer close(events)
		name := ""
		for lines := bufio.NewScanner(r.Body); lines.Scan(); {
			if after, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
				name = after
			}
			if after, ok := strings.CutPrefix(lines.Text(), "data:"); ok {
				events <- strings.TrimSpace(name + " " + strings.TrimSpace(after))
			}
		}
	}()
	return events
}

func expect(t testing.TB, events <-chan string, want string) {
	t.Helper()
	select {
	case got := <-events:
		if !strings.HasPrefix(got, want) {
			t.Fatalf("got %q, want %q", got, want)
		}
	case <-time.After(10 * time.Second):
		t.Fatalf("no %q", want)
	}
}

func TestSavingReloadsThePageThatChangedAndNoOther(t *testing.T) {
	l := start(t)
	home, other := l.listen("index.html"), l.listen("lain.html")
	expect(t, home, `problems ""`)
	expect(t, other, `problems ""`)
	l.write("halaman.md", "dua")
	expect(t, home, "reload")
	select {
	case got := <-other:
		t.Errorf("a page that did not change was told %q", got)
	case <-time.After(100 * time.Millisecond):
	}
	if body := l.get("/"); !strings.Contains(body, "<h1>dua</h1>") {
		t.Errorf("got\n%s", body)
	}
}

func TestABrokenEditIsShownAndItsRepairTakesItAway(t *testing.T) {
	l := start(t)
	home := l.listen("index.html")
	expect(t, home, `problems ""`)
	l.write("halaman.md", "rusak")
	expect(t, home, `problems "\u003clink`)
	if body := l.get("/"); !strings.Contains(body, "<h1>satu</h1>") || !strings.Contains(body, "halaman.md:1:1: error: this is broken") {
		t.Errorf("got\n%s", body)
	}
	l.write("halaman.md", "satu")
	expect(t, home, `problems ""`)
	l.write("halaman.md", "dua")
	expect(t, home, "reload")
}

func TestChangesBeforeAFailedBuildAreToldAgain(t *testing.T) {
	l := start(t)
	home := l.listen("index.html")
	expect(t, home, `problems ""`)
	l.write("halaman.md", "rusak")
	expect(t, home, "problems")
	l.write("lain.md", "x")
	l.write("halaman.md", "dua")
	expect(t, home, "reload")
	l.mu.Lock()
	defer l.mu.Unlock()
	if last := strings.Join(l.seen[len(l.seen)-1], " "); last != "halaman.md lain.md" {
		t.Errorf("the last build was told of %q", last)
	}
	if l.seen[0] != nil {
		t.Errorf("the first build was told of %q", l.seen[0])
	}
}

func TestListenTakesTheNextPortWhenOneIsBusy(t *testing.T) {
	first, err := Listen("127.0.0.1", 0)
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	port := first.Addr().(*net.TCPAddr).Port
	second, err := Listen("127.0.0.1", port)
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	if got := second.Addr().(*net.TCPAddr).Port; got == port {
		t.Errorf("both listen on %d", got)
	}
	if _, err := Listen("203.0.113.1", 8000); err == nil {
		t.Error("an address of another machine was listened to")
	}
}

func TestLoopbackIsThisMachineOnly(t *testing.T) {
	for host, want := range map[string]bool{"localhost": true, "127.0.0.1": true, "::1": true, "127.9.9.9": true, "0.0.0.0": false, "::": false, "192.168.0.1": false, "example.org": false, "": false} {
		if got := Loopback(host); got != want {
			t.Errorf("%q: %v", host, got)
		}
	}
}

func TestAddressesOfAnOpenListenerNameEachWayIn(t *testing.T) {
	l, err := Listen("0.0.0.0", 0)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	all := Addresses(l)
	if len(all) == 0 || !strings.HasPrefix(all[0], "http://") || strings.Contains(strings.Join(all, " "), "0.0.0.0") {
		t.Errorf("got %q", all)
	}
}

// A rebuild knows which pages are looked at: those that listen, and those that were given a
// moment ago and do not listen yet.
func TestARebuildKnowsTheOpenPages(t *testing.T) {
	l := start(t)
	if open := l.opened(); len(open) > 0 {
		t.Errorf("nobody looks at anything, and these are open: %q", open)
	}
	home := l.listen("index.html")
	expect(t, home, `problems ""`)
	l.get("/lain.html")
	l.get("/tidak.css")
	l.write("halaman.md", "dua")
	expect(t, home, "reload")
	if open := l.opened(); !slices.Equal(open, []string{"index.html", "lain.html"}) {
		t.Errorf("open are %q", open)
	}
	l.server.viewers.mu.Lock()
	for page := range l.server.viewers.given {
		l.server.viewers.given[page] = time.Now().Add(-2 * arriving)
	}
	l.server.viewers.mu.Unlock()
	if open := l.server.viewers.open(); slices.Contains(open, "lain.html") {
		t.Error("a page that never listened is open for ever")
	}
}

// From saving a file to telling the browser, without the build itself.
func BenchmarkSaveToReload(b *testing.B) {
	l := start(b)
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		home := l.listen("index.html")
		expect(b, home, "problems")
		b.StartTimer()
		l.write("halaman.md", strings.Repeat("x", i%50+1))
		expect(b, home, "reload")
	}
}

// What was put off is made once nothing has changed for a while: one call without names.
// The page that was told to reload already is not told again.
func TestWhatWasPutOffIsMadeWhenNothingChanges(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "halaman.md")
	if err := os.WriteFile(file, []byte("satu"), 0o644); err != nil {
		t.Fatal(err)
	}
	type call struct {
		changed []string
		text    string
	}
	calls := make(chan call, 20)
	settled := 0
	s := New(Options{Root: dir, Rest: 50 * time.Millisecond, Rebuild: func(_ context.Context, c Change) (*output.Tree, []*diag.Diagnostic, error) {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, nil, err
		}
		index := "lama"
		if len(c.Files) == 0 {
			index = string(text)
			settled++
		}
		calls <- call{c.Files, string(text)}
		return site(t, "index.html", page(string(text)), "cari.js", index), nil, nil
	}})
	on, err := Listen("127.0.0.1", 0)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- s.Run(ctx, on) }()
	defer func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("run: %v", err)
		}
		if settled != 2 {
			t.Errorf("all was made %d times, want twice: at first, and after the change", settled)
		}
	}()
	l := &live{t: t, url: "http://" + on.Addr().String()}
	if first := <-calls; first.changed != nil {
		t.Errorf("the first build was given %q", first.changed)
	}
	if err := os.WriteFile(file, []byte("dua"), 0o644); err != nil {
		t.Fatal(err)
	}
	if second := <-calls; !slices.Equal(second.changed, []string{"halaman.md"}) {
		t.Errorf("after a change it was given %q", second.changed)
	}
	third := <-calls
	if third.changed == nil || len(third.changed) > 0 || third.text != "dua" {
		t.Errorf("after the rest it was given %+v", third)
	}
	for began := time.Now(); l.get("/cari.js") != "dua"; time.Sleep(5 * time.Millisecond) {
		if time.Since(began) > 10*time.Second {
			t.Fatalf("what was put off was never shown: %q", l.get("/cari.js"))
		}
	}
	time.Sleep(200 * time.Millisecond) // and nothing more is asked for
}

// Nobody who saves a file waits until what was put off is made: that is given up, and begun
// again afterwards.
func TestASaveDoesNotWaitForWhatWasPutOff(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "halaman.md")
	write := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("satu")
	calls := make(chan Change, 20)
	given := 0
	s := New(Options{Root: dir, Rest: 20 * time.Millisecond, Rebuild: func(ctx context.Context, c Change) (*output.Tree, []*diag.Diagnostic, error) {
		calls <- c
		if c.Settled() {
			if given++; given == 1 {
				<-ctx.Done()
				return nil, nil, ctx.Err()
			}
		}
		text, err := os.ReadFile(file)
		return site(t, "index.html", page(string(text))), nil, err
	}})
	run(t, s)
	until := func(settled bool) {
		t.Helper()
		for {
			select {
			case c := <-calls:
				if c.Settled() == settled {
					return
				}
			case <-time.After(10 * time.Second):
				t.Fatalf("no rebuild with settled %v", settled)
			}
		}
	}
	until(false)
	write("satu lagi")
	until(true)
	write("dua")
	until(false)
	until(true)
	if text := get(s, "/").Body.String(); !strings.Contains(text, "dua") {
		t.Errorf("got\n%s", text)
	}
}

// run has a server answer until the test ends, and gives its address.
func run(t testing.TB, s *Server) (url string) {
	t.Helper()
	on, err := Listen("127.0.0.1", 0)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- s.Run(ctx, on) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("run: %v", err)
		}
	})
	return "http://" + on.Addr().String()
}
