package output

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestFileChangedByAnotherHandIsRestored(t *testing.T) {
	for _, tt := range []struct {
		name     string
		change   func(name string) error
		restored int
	}{
		{"edited", func(name string) error { return os.WriteFile(name, []byte("somebody else's"), 0o666) }, 1},
		{"edited to the same length", func(name string) error { return os.WriteFile(name, []byte("hOme"), 0o666) }, 1},
		{"removed", os.Remove, 1},
		{"emptied", func(name string) error { return os.Truncate(name, 0) }, 1},
		{"read-only and edited", func(name string) error {
			return errors.Join(os.WriteFile(name, []byte("other"), 0o666), os.Chmod(name, 0o444))
		}, 1},
		{"replaced by a link", func(name string) error { return errors.Join(os.Remove(name), os.Symlink("data/pmks.html", name)) }, 1},
		{"another time stamp", func(name string) error { return os.Chtimes(name, time.Time{}, time.Unix(1e9, 0)) }, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			build(t, out, small)
			name := filepath.Join(out, "index.html")
			if err := tt.change(name); err != nil {
				t.Fatal(err)
			}
			var before map[string]stat
			if tt.restored == 0 {
				before = times(t, out, "index.html")
			}
			res := build(t, out, small)
			want(t, out, small)
			if res.Restored != tt.restored || res.New+res.Changed+res.Removed != 0 {
				t.Errorf("got %+v", res)
			}
			if tt.restored == 0 && !maps.Equal(before, times(t, out, "index.html")) {
				t.Error("a file that was right was written again")
			}
			if res := build(t, out, small); res.Steps != 0 || res.Restored != 0 {
				t.Errorf("the build after it: %+v", res)
			}
		})
	}
}

func TestForeignFileInTheWayIsRefusedBeforeAnyChange(t *testing.T) {
	for _, tt := range []struct {
		name string
		mine func(t *testing.T, out string)
		new  site
		want string
	}{
		{"file", func(t *testing.T, out string) { put(t, out, "robots.txt", "mine") }, site{"robots.txt": "theirs"},
			"%s/robots.txt is a file that lumbung did not make; move it away or choose another output"},
		{"folder where a file goes", func(t *testing.T, out string) { put(t, out, "peta/x", "mine") }, site{"peta": "theirs"},
			"%s/peta is a folder that lumbung did not make; move it away or choose another output"},
		{"file where a folder goes", func(t *testing.T, out string) { put(t, out, "peta", "mine") }, site{"peta/x.html": "theirs"},
			"%s/peta is a file that lumbung did not make; move it away or choose another output"},
		{"link where a folder goes", func(t *testing.T, out string) { os.Symlink("..", filepath.Join(out, "peta")) }, site{"peta/x.html": "theirs"},
			"%s/peta is a symbolic link that lumbung did not make; move it away or choose another output"},
		{"folder where a file of ours was", func(t *testing.T, out string) {
			os.Remove(filepath.Join(out, "index.html"))
			put(t, out, "index.html/x", "mine")
		}, site{"index.html": "changed"},
			"%s/index.html is a folder that lumbung did not make; move it away or choose another output"},
		{"several", func(t *testing.T, out string) { put(t, out, "b", "mine"); put(t, out, "a", "mine") }, site{"a": "x", "b": "y", "c": "z"},
			"%[1]s/a is a file that lumbung did not make; move it away or choose another output\n%[1]s/b is a file that lumbung did not make; move it away or choose another output"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			build(t, out, small)
			tt.mine(t, out)
			before := served(t, out)
			p, err := Open(out, Options{})
			if err != nil {
				t.Fatal(err)
			}
			next := maps.Clone(small)
			maps.Copy(next, site{"data/pmks.html": "changed", "baru.html": "new"})
			maps.Copy(next, tt.new)
			writeSite(t, p, next)
			_, err = p.Commit()
			if text := fmt.Sprintf(tt.want, out); !errors.Is(err, ErrForeign) || errors.Is(err, ErrUnfinished) || err.Error() != text {
				t.Errorf("got  %v\nwant %s", err, text)
			}
			want(t, out, before)
			wantState(t, out, manifestName)
		})
	}
}

func TestReportOfForeignFilesHasAnEnd(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	s := site{}
	for i := range 50 {
		path := fmt.Sprintf("%02d.html", i)
		put(t, out, path, "mine")
		s[path] = "theirs"
	}
	p, err := Open(out, Options{})
	if err != nil {
		t.Fatal(err)
	}
	writeSite(t, p, s)
	_, err = p.Commit()
	if n := strings.Count(err.Error(), "did not make"); n != maxForeign {
		t.Errorf("%d lines: %v", n, err)
	}
	wantState(t, out)
}

func TestFileNoLongerMadeStaysIfAnotherHandChangedIt(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	build(t, out, small)
	put(t, out, "data/pmks.csv", "edited by hand")
	res := build(t, out, small.with("data/pmks.csv", "", "kube/sejahtera.html", ""))
	want(t, out, small.with("data/pmks.csv", "edited by hand", "kube/sejahtera.html", ""))
	if !slices.Equal(res.Left, []string{"data/pmks.csv"}) || res.Removed != 2 {
		t.Errorf("got %+v", res)
	}
	// It is somebody's file from now on.
	p, err := Open(out, Options{})
	if err != nil {
		t.Fatal(err)
	}
	writeSite(t, p, small)
	if _, err := p.Commit(); !errors.Is(err, ErrForeign) {
		t.Errorf("got %v", err)
	}
}

func TestFileBecomesFolderAndBack(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	a := small.with("peta", "a file", "wilayah/a/b/c.html", "deep", "wilayah/a/d.html", "deep")
	b := small.with("peta/index.html", "in a folder", "peta/x/y.html", "z", "wilayah", "a file")
	for _, s := range []site{a, b, a, b} {
		build(t, out, s)
		want(t, out, s)
		wantState(t, out, manifestName)
	}
	put(t, out, "peta/mine.txt", "mine")
	p, err := Open(out, Options{})
	if err != nil {
		t.Fatal(err)
	}
	writeSite(t, p, a)
	if _, err := p.Commit(); !errors.Is(err, ErrForeign) {
		t.Errorf("a file over a folder with a foreign file: %v", err)
	}
	want(t, out, b, site{"peta/mine.txt": "mine"})
}

// manyPages is a folder large enough to be exchanged.
func manyPages(edition string, n int) site {
	s := site{"index.html": "home " + edition, "kube/lama/a.html": "sub " + edition}
	for i := range n {
		s[fmt.Sprintf("kube/%03d.html", i)] = fmt.Sprintf("page %d %s", i, edition)
	}
	return s
}

func TestFolderOfWhichEveryFileChangesIsExchanged(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	build(t, out, manyPages("one", 200))
	next := manyPages("two", 180).with("kube/lama/a.html", "", "kube/baru/b.html", "new")
	res := build(t, out, next)
	want(t, out, next)
	wantState(t, out, manifestName)
	// The exchange, index.html, and the removals, which find nothing left to do.
	if res.Steps > 2+21+1 {
		t.Errorf("%d steps", res.Steps)
	}
	if res := build(t, out, next); res.Steps != 0 {
		t.Errorf("the build after it: %+v", res)
	}
}

func TestFolderWithForeignFileIsNotExchanged(t *testing.T) {
	for _, mine := range []string{"kube/mine.txt", "kube/lama/mine.txt", "kube/x/y/mine.txt"} {
		out := filepath.Join(t.TempDir(), "public")
		build(t, out, manyPages("one", 100))
		put(t, out, mine, "mine")
		before := times(t, out, mine)
		res := build(t, out, manyPages("two", 100))
		want(t, out, manyPages("two", 100), site{mine: "mine"})
		if res.Steps < 100 {
			t.Errorf("%d steps", res.Steps)
		}
		if !maps.Equal(before, times(t, out, mine)) {
			t.Errorf("%s was touched", mine)
		}
	}
}

func TestFolderWithEmptyForeignFolderIsNotExchanged(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	build(t, out, manyPages("one", 100))
	mine := filepath.Join(out, "kube", "mine")
	if err := os.Mkdir(mine, 0o777); err != nil {
		t.Fatal(err)
	}
	build(t, out, manyPages("two", 100))
	if _, err := os.Stat(mine); err != nil {
		t.Error(err)
	}
}

func TestFolderWithUnchangedFileIsNotExchanged(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	build(t, out, manyPages("one", 100))
	before := times(t, out, "kube/050.html")
	next := manyPages("two", 100).with("kube/050.html", "page 50 one")
	build(t, out, next)
	want(t, out, next)
	if !maps.Equal(before, times(t, out, "kube/050.html")) {
		t.Error("an unchanged file was written again")
	}
}

func TestKeepWithoutBytes(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	build(t, out, small)
	before := times(t, out, "index.html", "data/pmks.csv")
	put(t, out, "kube/sejahtera.html", "edited")
	p, err := Open(out, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Abort()
	for _, path := range []string{"index.html", "data/pmks.csv"} {
		if err := p.Keep(path); err != nil {
			t.Error(err)
		}
	}
	for _, tt := range []struct {
		path string
		kind error
		want string
	}{
		{"baru.html", ErrNotMade, "keep baru.html: the last build did not make it"},
		{"kube/sejahtera.html", ErrAltered, "keep kube/sejahtera.html: changed by another hand since the last build"},
	} {
		err := p.Keep(tt.path)
		if !errors.Is(err, tt.kind) || err.Error() != tt.want {
			t.Errorf("got %v, want %s", err, tt.want)
		}
	}
	writeSite(t, p, site{"baru.html": "new", "kube/sejahtera.html": "right"})
	got := slices.Collect(p.Entries())
	if len(got) != 4 || got[2] != (Entry{"index.html", 4, sumOf("home")}) {
		t.Errorf("entries %v", got)
	}
	if _, err := p.Commit(); err != nil {
		t.Fatal(err)
	}
	want(t, out, site{"index.html": "home", "data/pmks.csv": small["data/pmks.csv"], "baru.html": "new", "kube/sejahtera.html": "right"})
	if !maps.Equal(before, times(t, out, "index.html", "data/pmks.csv")) {
		t.Error("a kept file was touched")
	}
}

func TestKeepInAFirstBuild(t *testing.T) {
	p, err := Open(filepath.Join(t.TempDir(), "public"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Abort()
	if err := p.Keep("index.html"); !errors.Is(err, ErrNotMade) || err.Error() != "keep index.html: there is no last build" {
		t.Error(err)
	}
	if got, err := p.Altered(nil); got != nil || err != nil {
		t.Error(got, err)
	}
	p.KeepRest()
	if _, err := p.Commit(); err != nil {
		t.Error(err)
	}
}

func TestKeptTwice(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	build(t, out, small)
	p, err := Open(out, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Abort()
	p.Keep("index.html")
	if err := p.Keep("index.html"); !errors.Is(err, ErrTwice) {
		t.Error(err)
	}
}

func TestKeepRest(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	build(t, out, small)
	before := times(t, out, "index.html")
	p, err := Open(out, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Abort()
	p.KeepRest()
	p.Drop("data/pmks.html", "kube/sejahtera.html", "never-made.html")
	writeSite(t, p, site{"kube/sejahtera.html": "better", "kube/baru.html": "new", "data/pmks.csv": small["data/pmks.csv"]})
	next := small.with("data/pmks.html", "", "kube/sejahtera.html", "better", "kube/baru.html", "new")
	var paths []string
	for e := range p.Entries() {
		paths = append(paths, e.Path)
		if e.Sum != sumOf(next[e.Path]) || e.Size != int64(len(next[e.Path])) {
			t.Errorf("entry %+v", e)
		}
	}
	if !slices.Equal(paths, slices.Sorted(maps.Keys(next))) {
		t.Errorf("entries %v", paths)
	}
	res, err := p.Commit()
	if err != nil {
		t.Fatal(err)
	}
	want(t, out, next)
	if res.New != 1 || res.Changed != 1 || res.Removed != 1 || res.Files != len(next) {
		t.Errorf("got %+v", res)
	}
	if !maps.Equal(before, times(t, out, "index.html")) {
		t.Error("a kept file was touched")
	}
	if res := build(t, out, next); res.Steps != 0 {
		t.Errorf("a whole build after it: %+v", res)
	}
}

func TestNewFileMustGetAlongWithKeptOnes(t *testing.T) {
	old := small.with("LICENSE", "x", "Peta/Kota.html", "map")
	for _, tt := range []struct {
		path string
		drop string
		kept string
	}{
		{"Index.html", "", "index.html"},
		{"license", "", "LICENSE"},
		{"index.html/x", "", "index.html"},
		{"Index.HTML/x", "", "index.html"},
		{"license/x", "", "LICENSE"},
		{"kube", "", "kube/sejahtera.html"},
		{"en/kube", "", "en/kube/sejahtera.html"},
		{"Kube/x.html", "", "kube/sejahtera.html"},
		{"peta/lain.html", "", "Peta/Kota.html"},
		{"peta/kota.html", "", "Peta/Kota.html"},
		{"Index.html", "index.html", ""},
		{"license", "LICENSE", ""},
		{"peta/kota.html", "Peta/Kota.html", ""},
		{"en/kube", "en/kube/sejahtera.html", ""},
		{"index.html/x", "index.html", ""},
		{"Peta/Lain.html", "", ""},
	} {
		t.Run(tt.path+" without "+tt.drop, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			build(t, out, old)
			p, err := Open(out, Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer p.Abort()
			p.KeepRest()
			p.Drop(tt.drop)
			writeSite(t, p, site{tt.path: "new"})
			_, err = p.Commit()
			if tt.kept == "" {
				if err != nil {
					t.Fatal(err)
				}
				want(t, out, old.with(tt.drop, "", tt.path, "new"))
				return
			}
			text := fmt.Sprintf("%q and %q, which is kept from the last build, cannot both exist on every system", tt.path, tt.kept)
			if !errors.Is(err, ErrTwice) || err.Error() != text {
				t.Errorf("got %v, want %s", err, text)
			}
			want(t, out, old)
		})
	}
}

func TestAlteredNamesWhatAnotherHandChanged(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	s := manyPages("one", 600)
	build(t, out, s)
	put(t, out, "kube/100.html", "edited")
	put(t, out, "kube/101.html", s["kube/101.html"]) // written again with the same bytes
	os.Remove(filepath.Join(out, "kube/lama/a.html"))
	os.Remove(filepath.Join(out, "index.html"))
	os.Mkdir(filepath.Join(out, "index.html"), 0o777)
	p, err := Open(out, Options{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := p.Altered(nil)
	if want := []string{"index.html", "kube/100.html", "kube/lama/a.html"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %q, %v", got, err)
	}
	p.Abort()
	if _, err := p.Altered(nil); err != ErrClosed {
		t.Error(err)
	}
}

// TestAlteredLooksAtEveryFile: also where the files are so many that several go through
// them, over a base and what changed since, and through folders that are links.
func TestAlteredLooksAtEveryFile(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	s := manyPages("one", 9000)
	few := thresholds{delta: 1, share: 3, swap: 64}
	rebuild := func(change func(p *Publish)) {
		t.Helper()
		p, err := openWith(out, Options{}, openDisk, few)
		if err != nil {
			t.Fatal(err)
		}
		defer p.Abort()
		change(p)
		if _, err := p.Commit(); err != nil {
			t.Fatal(err)
		}
	}
	rebuild(func(p *Publish) { writeSite(t, p, s) })
	rebuild(func(p *Publish) {
		p.KeepRest()
		p.Drop("kube/17.html")
		writeSite(t, p, site{"kube/18.html": "two", "kube/9999.html": "new", "a.html": "before all", "z.html": "behind all"})
	})
	if err := os.Rename(filepath.Join(out, "kube"), filepath.Join(out, "..", "elsewhere")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join("..", "elsewhere"), filepath.Join(out, "kube")); err != nil {
		t.Skip("there are no symbolic links: ", err)
	}
	var changed []string
	for _, again := range []bool{false, true} {
		p, err := openWith(out, Options{}, openDisk, few)
		if err != nil {
			t.Fatal(err)
		}
		if l := p.last.(*layered); l.delta == nil || l.ranges() < 3 {
			t.Fatalf("%d ranges, over a delta: %v", l.ranges(), l.delta != nil)
		}
		got, err := p.Altered(nil)
		if err != nil || !slices.Equal(got, changed) {
			t.Errorf("got %q, %v, want %q", got, err, changed)
		}
		var starts []string
		base := p.last.(*layered).base
		for i := 0; i < len(base.blocks); i += blocksInRange {
			starts = append(starts, base.blocks[i].first)
		}
		if !again { // where each range begins, and what the delta has
			for path := range s {
				if slices.Contains(starts, path) || path == "kube/18.html" || path == "kube/8999.html" {
					changed = append(changed, path)
				}
			}
			changed = append(changed, "a.html", "z.html", "kube/9999.html")
			slices.Sort(changed)
		}
		p.Abort()
		for _, path := range changed {
			put(t, out, path, "edited by another hand")
		}
	}
}
