package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
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

// From saving a file to the message that has the open page reloaded: a paragraph and a cell
// of this repository's own portal (150 ms are wanted), and a cell among 100,000 rows with a
// page each (500 ms).
func BenchmarkServeSave(b *testing.B) {
	b.Run("paragraph", func(b *testing.B) {
		dir := ownSources(b)
		page := filepath.Join(dir, "content", "id", "about.md")
		edit(b, page, "", "\n\nkata-satu\n")
		benchmarkSaves(b, dir, page, "tentang.html", "kata-satu", "kata-dua")
	})
	b.Run("cell", func(b *testing.B) {
		dir := ownSources(b)
		const place = "Kelurahan Manutapen, Kota Kupang"
		benchmarkSaves(b, dir, filepath.Join(dir, "data", "kube.csv"), "kube/tunas-baru.html", place, place+" (RT 1)")
	})
	b.Run("cell of 100000 rows", func(b *testing.B) {
		dir := portalFolder(b, national(100_000))
		benchmarkSaves(b, dir, filepath.Join(dir, "data", "kelompok.csv"), "kelompok/k50000.html", "k50000,Kelompok Ke-50000,", "k50000,Kelompok Ke-50000a,")
	})
}

// national is a register with as many districts as Indonesia has regencies and cities.
func national(groups int) map[string]string {
	const districts = 514
	files := fewCards(register(groups))
	var places, rows strings.Builder
	for i := range districts {
		fmt.Fprintf(&places, "%03d,Kecamatan %d\n", i, i)
	}
	for i := range groups {
		fmt.Fprintf(&rows, "k%03d,Kelompok Ke-%d,%03d,%d\n", i+1, i+1, i%districts, 5+i%11)
	}
	files["data/kecamatan.csv"] = "kode,nama\n" + places.String()
	files["data/kelompok.csv"] = "kode,nama,kecamatan,anggota\n" + rows.String()
	return files
}

// ownSources copies what this repository's portal is made from, without its releases: data
// that changes would need another version.
func ownSources(b *testing.B) string {
	dir := b.TempDir()
	for _, name := range []string{"data", "content"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join("../..", name))); err != nil {
			b.Fatal(err)
		}
	}
	site, err := os.ReadFile("../../site.toml")
	if err := errors.Join(err, os.WriteFile(filepath.Join(dir, "site.toml"), site, 0o644), os.RemoveAll(filepath.Join(dir, "data", "releases"))); err != nil {
		b.Fatal(err)
	}
	return dir
}

// benchmarkSaves saves a file again and again, with one text and with another, while a page
// is open.
func benchmarkSaves(b *testing.B, dir, file, page, one, other string) {
	s := startServing(b, dir)
	s.until(page, func(body string) bool { return strings.Contains(body, "live.js") })
	for b.Loop() {
		b.StopTimer()
		reloaded := s.open(page)
		b.StartTimer()
		edit(b, file, one, other)
		<-reloaded
		one, other = other, one
	}
}

// open shows a page as a browser does, and closes the channel when the page is told to load
// itself again.
func (s *served) open(page string) <-chan struct{} {
	s.t.Helper()
	m := regexp.MustCompile(`data-sum="([0-9a-f]+)"`).FindStringSubmatch(s.get(page))
	if m == nil {
		s.t.Fatalf("%s is not live", page)
	}
	r, err := http.Get(s.url + ".lumbung/events?page=" + url.QueryEscape(page) + "&sum=" + m[1])
	if err != nil {
		s.t.Fatal(err)
	}
	reloaded, listening := make(chan struct{}), make(chan struct{})
	go func() {
		defer r.Body.Close()
		lines := bufio.NewScanner(r.Body)
		for first := true; lines.Scan(); first = false {
			if first {
				close(listening)
			}
			if lines.Text() == "event: reload" {
				close(reloaded)
				return
			}
		}
	}()
	<-listening
	return reloaded
}
