package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// served is a portal that lumbung serve shows.
type served struct {
	t   testing.TB
	dir string
	url string
}

// startServing runs the command as a user does and reads its address from what it says.
func startServing(t testing.TB, dir string) *served {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	out, in := io.Pipe()
	env := &environment{ctx: ctx, stdout: in, stderr: io.Discard, getenv: func(string) string { return "" }}
	ended := make(chan int, 1)
	go func() {
		ended <- run(env, []string{"serve", "--dir", dir, "--port", "0", "--json"})
		in.Close()
	}()
	lines := bufio.NewScanner(out)
	lines.Scan()
	var first struct{ URL string }
	if err := json.Unmarshal(lines.Bytes(), &first); err != nil {
		t.Fatalf("%v in %q", err, lines.Text())
	}
	go func() {
		for lines.Scan() {
		}
	}()
	t.Cleanup(func() {
		cancel()
		if code := <-ended; code != done {
			t.Errorf("serve ended with %d", code)
		}
	})
	return &served{t, dir, strings.Replace(first.URL, "localhost", "127.0.0.1", 1)}
}

func (s *served) get(path string) string {
	s.t.Helper()
	r, err := http.Get(s.url + path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer r.Body.Close()
	data, err := io.ReadAll(r.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return string(data)
}

// until waits for a page that is as it should be, and says how long that took.
func (s *served) until(path string, ok func(page string) bool) time.Duration {
	s.t.Helper()
	began := time.Now()
	for time.Since(began) < 20*time.Second {
		if ok(s.get(path)) {
			return time.Since(began)
		}
		time.Sleep(2 * time.Millisecond)
	}
	s.t.Fatalf("%s never changed:\n%s", path, s.get(path))
	return 0
}

func TestServeShowsAMistakeOnThePageAndRecovers(t *testing.T) {
	s := startServing(t, starterPortal(t))
	csv := filepath.Join(s.dir, "data", "titik_air.csv")
	const page = "titik-air/oe-contoh.html"
	if body := s.get(page); !strings.Contains(body, "420") || strings.Contains(body, "lumbung-problems") {
		t.Fatalf("at first\n%s", body)
	}
	edit(t, csv, "2016,420,", "2016,rusak parah,")
	s.until(page, func(body string) bool {
		return strings.Contains(body, "data/titik_air.csv:2:") && strings.Contains(body, "420") && strings.Contains(body, "rusak parah")
	})
	edit(t, csv, "2016,rusak parah,", "2016,777,")
	s.until(page, func(body string) bool {
		return strings.Contains(body, "777") && !strings.Contains(body, "lumbung-problems")
	})
	if _, err := os.Stat(filepath.Join(s.dir, "public")); err == nil {
		t.Error("serve wrote public/")
	}
}

func TestServeNeedsAPortal(t *testing.T) {
	env := plainEnvironment()
	env.dir = t.TempDir()
	if code := env.serve("127.0.0.1", 0, false); code != broken {
		t.Errorf("exit %d", code)
	}
}

// From saving a cell of this repository's own portal to the page that shows it.
func BenchmarkServeSave(b *testing.B) {
	dir := b.TempDir()
	for _, name := range []string{"data", "content"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join("../..", name))); err != nil {
			b.Fatal(err)
		}
	}
	site, err := os.ReadFile("../../site.toml")
	if err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "site.toml"), site, 0o644); err != nil {
		b.Fatal(err)
	}
	s := startServing(b, dir)
	page, words := filepath.Join(dir, "content", "id", "about.md"), "tanpa"
	edit(b, page, "", "\n\nkata-tanpa-akhir\n")
	s.until("tentang.html", func(body string) bool { return true })
	for i := 0; b.Loop(); i++ {
		next := words + strings.Repeat("x", i%40+1)
		edit(b, page, "kata-"+words+"-akhir", "kata-"+next+"-akhir")
		words = next
		s.until("index.html", func(string) bool { return strings.Contains(s.get(aboutPage(s)), "kata-"+next+"-akhir") })
	}
}

// aboutPage is where the page about the portal stands.
func aboutPage(s *served) string {
	for _, path := range []string{"tentang.html", "about.html"} {
		if strings.Contains(s.get(path), "kata-") {
			return path
		}
	}
	return "tentang.html"
}
