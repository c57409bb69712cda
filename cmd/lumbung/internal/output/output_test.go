package output

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"
)

// site is the files of a site: path to content.
type site map[string]string

// build publishes a site and fails the test on any error.
func build(t *testing.T, out string, s site) Result {
	t.Helper()
	p, err := Open(out, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Abort()
	writeSite(t, p, s)
	res, err := p.Commit()
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func writeSite(t *testing.T, p *Publish, s site) {
	t.Helper()
	for _, path := range slices.Sorted(maps.Keys(s)) {
		if err := p.Write(path, []byte(s[path])); err != nil {
			t.Fatal(err)
		}
	}
}

// served is what a web server would find: all but Lumbung's own folder.
func served(t *testing.T, dir string) site {
	t.Helper()
	got := site{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		if rel == stateDir {
			return fs.SkipDir
		}
		if d.IsDir() {
			return nil
		}
		if d.Type()&fs.ModeSymlink != 0 {
			to, err := os.Readlink(path)
			got[filepath.ToSlash(rel)] = "-> " + to
			return err
		}
		b, err := os.ReadFile(path)
		got[filepath.ToSlash(rel)] = string(b)
		return err
	})
	if err != nil && !absent(err) {
		t.Fatal(err)
	}
	return got
}

// want compares what is served with a site and foreign files.
func want(t *testing.T, dir string, sites ...site) {
	t.Helper()
	all := site{}
	for _, s := range sites {
		maps.Copy(all, s)
	}
	if diff := difference(served(t, dir), all); diff != "" {
		t.Fatalf("%s is not as wanted:\n%s", dir, diff)
	}
}

func difference(got, want site) string {
	var lines []string
	for path, content := range want {
		if g, ok := got[path]; !ok {
			lines = append(lines, "missing "+path)
		} else if g != content {
			lines = append(lines, fmt.Sprintf("%s holds %.40q, want %.40q", path, g, content))
		}
	}
	for path := range got {
		if _, ok := want[path]; !ok {
			lines = append(lines, "not wanted: "+path)
		}
	}
	sort.Strings(lines)
	return strings.Join(lines, "\n")
}

// wantState says that Lumbung's own folder holds the manifest only.
func wantState(t *testing.T, dir string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(dir, stateDir))
	if err != nil && !absent(err) {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if !slices.Equal(got, names) {
		t.Fatalf("%s/%s holds %q, want %q", dir, stateDir, got, names)
	}
	if entries, _ := filepath.Glob(filepath.Join(filepath.Dir(dir), ".*.lumbung")); len(entries) > 0 {
		t.Fatalf("left beside: %q", entries)
	}
}

func put(t *testing.T, dir, path, content string) {
	t.Helper()
	name := filepath.Join(dir, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
}

// times are the time stamps and the identities of files.
func times(t *testing.T, dir string, paths ...string) map[string]stat {
	t.Helper()
	d, err := openDisk(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer d.close()
	got := map[string]stat{}
	for _, path := range paths {
		st, err := d.stat(path)
		if err != nil {
			t.Fatal(err)
		}
		got[path] = st
	}
	return got
}

// with is a site with some files changed; an empty content takes one away.
func (s site) with(pairs ...string) site {
	n := maps.Clone(s)
	for i := 0; i < len(pairs); i += 2 {
		if n[pairs[i]] = pairs[i+1]; pairs[i+1] == "" {
			delete(n, pairs[i])
		}
	}
	return n
}

var small = site{
	"index.html":             "home",
	"en/index.html":          "home in English",
	"data/pmks.csv":          "a,b\n1,2\n",
	"data/pmks.html":         "pmks",
	"kube/tunas-baru.html":   "tunas baru",
	"kube/sejahtera.html":    "sejahtera",
	"aset/main.ab12.css":     "body{}",
	"aset/fonts/x.woff2":     "\x00\x01",
	"en/kube/sejahtera.html": "sejahtera",
}

func TestFirstBuildAppearsByOneRename(t *testing.T) {
	out := filepath.Join(t.TempDir(), "build", "public")
	p, err := Open(out, Options{})
	if err != nil {
		t.Fatal(err)
	}
	writeSite(t, p, small)
	if _, err := os.Stat(out); !absent(err) {
		t.Fatal("the output exists before Commit")
	}
	res, err := p.Commit()
	if err != nil {
		t.Fatal(err)
	}
	if res.Steps != 1 || res.New != len(small) || res.Files != len(small) {
		t.Errorf("got %+v", res)
	}
	want(t, out, small)
	wantState(t, out, manifestName)
}

func TestUpdateWritesOnlyWhatChanged(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	build(t, out, small)
	before := times(t, out, slices.Collect(maps.Keys(small))...)
	next := small.with("kube/sejahtera.html", "better", "kube/baru.html", "new", "en/kube/sejahtera.html", "", "cerita/satu.html", "story")
	res := build(t, out, next)
	want(t, out, next)
	wantState(t, out, manifestName)
	if res.New != 2 || res.Changed != 1 || res.Removed != 1 || res.Files != len(next) {
		t.Errorf("got %+v", res)
	}
	if _, err := os.Stat(filepath.Join(out, "en/kube")); !absent(err) {
		t.Error("a folder that became empty is still there")
	}
	for path, st := range times(t, out, "index.html", "kube/tunas-baru.html", "aset/fonts/x.woff2") {
		if st != before[path] {
			t.Errorf("%s was touched: %+v, before %+v", path, st, before[path])
		}
	}
}

func TestBuildThatChangesNothingTouchesNothing(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	first := build(t, out, small)
	paths := append(slices.Collect(maps.Keys(small)), stateDir+"/"+manifestName)
	before := times(t, out, paths...)
	res := build(t, out, small)
	if got := times(t, out, paths...); !maps.Equal(got, before) {
		t.Errorf("got %v, before %v", got, before)
	}
	if res.Steps != 0 || res.ID != first.ID || res.Files != len(small) {
		t.Errorf("got %+v, first %+v", res, first)
	}
	wantState(t, out, manifestName)
}

func TestForeignFilesAreNeverTouched(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	foreign := site{"CNAME": "example.org", ".git/HEAD": "ref", "data/laporan.pdf": "%PDF", "en/kube/note.txt": "mine"}
	for path, content := range foreign {
		put(t, out, path, content)
	}
	paths := slices.Collect(maps.Keys(foreign))
	before := times(t, out, paths...)
	build(t, out, small)
	want(t, out, small, foreign)
	next := site{"index.html": "only"}
	build(t, out, next)
	want(t, out, next, foreign)
	if got := times(t, out, paths...); !maps.Equal(got, before) {
		t.Errorf("got %v, before %v", got, before)
	}
}

func TestAbortLeavesEverythingAsItWas(t *testing.T) {
	dir := t.TempDir()
	for _, tt := range []struct {
		name  string
		setUp func(out string)
		state []string
	}{
		{"no output", func(string) {}, nil},
		{"empty folder", func(out string) { os.Mkdir(out, 0o777) }, nil},
		{"foreign files", func(out string) { put(t, out, "CNAME", "x") }, nil},
		{"a site", func(out string) { build(t, out, small) }, []string{manifestName}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			out := filepath.Join(dir, tt.name)
			tt.setUp(out)
			before := served(t, out)
			p, err := Open(out, Options{})
			if err != nil {
				t.Fatal(err)
			}
			writeSite(t, p, site{"other.html": "x", "a/b/c.html": "y"})
			if err := p.Abort(); err != nil {
				t.Fatal(err)
			}
			want(t, out, before)
			wantState(t, out, tt.state...)
			if err := p.Write("late.html", nil); err != ErrClosed {
				t.Errorf("Write after Abort: %v", err)
			}
			if _, err := p.Commit(); err != ErrClosed {
				t.Errorf("Commit after Abort: %v", err)
			}
		})
	}
}
