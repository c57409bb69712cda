package output

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// TestAlteredDoesNotLookIntoFoldersThatStand: what comes, goes or takes another's place in a
// folder changes its time stamp, and has all of its files looked at. What is written in place
// does not.
func TestAlteredDoesNotLookIntoFoldersThatStand(t *testing.T) {
	for _, c := range []struct {
		did    string
		change func(at func(path string) string) error
		seen   []string
	}{
		{"nothing", func(func(string) string) error { return nil }, nil},
		{"written in place", func(at func(string) string) error {
			return os.WriteFile(at("kube/007.html"), []byte("edited"), 0o666)
		}, nil},
		{"written in place, above all folders", func(at func(string) string) error {
			return os.WriteFile(at("index.html"), []byte("edited"), 0o666)
		}, []string{"index.html"}},
		{"removed", func(at func(string) string) error { return os.Remove(at("kube/lama/a.html")) }, []string{"kube/lama/a.html"}},
		{"replaced, beside one that was written in place", func(at func(string) string) error {
			if err := os.WriteFile(at("kube/007.html"), []byte("edited"), 0o666); err != nil {
				return err
			}
			if err := os.WriteFile(at("kube/new"), []byte("edited"), 0o666); err != nil {
				return err
			}
			return os.Rename(at("kube/new"), at("kube/008.html"))
		}, []string{"kube/007.html", "kube/008.html"}},
		{"removed, where many stand", func(at func(string) string) error { return os.Remove(at("more/200.html")) }, []string{"more/200.html"}},
		{"a folder removed", func(at func(string) string) error { return os.RemoveAll(at("kube/lama")) }, []string{"kube/lama/a.html"}},
		{"a folder replaced by a file", func(at func(string) string) error {
			if err := os.RemoveAll(at("data")); err != nil {
				return err
			}
			return os.WriteFile(at("data"), nil, 0o666)
		}, []string{"data/x.csv"}},
		{"a folder replaced by a link to one of the same age", func(at func(string) string) error {
			if err := os.Rename(at("data"), at("elsewhere")); err != nil {
				return err
			}
			if err := os.Symlink("elsewhere", at("data")); err != nil {
				return err
			}
			return os.WriteFile(at("data/x.csv"), []byte("edited"), 0o666)
		}, []string{"data/x.csv"}},
	} {
		t.Run(c.did, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			s := manyPages("one", 20)
			s["data/x.csv"] = "a,b"
			for i := range 400 { // over several blocks of the manifest
				s[fmt.Sprintf("more/%03d.html", i)] = "more"
			}
			build(t, out, s)
			// An hour old: a change within one tick of the system's clock would not be told from it.
			past := time.Now().Add(-time.Hour)
			for _, dir := range []string{"kube/lama", "kube", "data", "more"} {
				if err := os.Chtimes(filepath.Join(out, dir), past, past); err != nil {
					t.Fatal(err)
				}
			}
			stand := build(t, out, s).Folders
			if got := slices.Sorted(maps.Keys(stand)); !slices.Equal(got, []string{"data", "kube", "kube/lama", "more"}) {
				t.Fatalf("folders %q", got)
			}
			if err := c.change(func(path string) string { return filepath.Join(out, path) }); err != nil {
				t.Fatal(err)
			}
			p := reopened(t, out)
			got, err := p.Altered(stand)
			if err != nil || !slices.Equal(got, c.seen) {
				t.Errorf("got %q, %v, want %q", got, err, c.seen)
			}
			for _, path := range got {
				os.RemoveAll(filepath.Join(out, "data")) // what is in the way, if it is not ours
				if err := p.Write(path, []byte(s[path])); err != nil {
					t.Fatal(err)
				}
			}
			p.KeepRest()
			if _, err := p.Commit(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// TestBlocksOfFoldersThatStandAreNotRead: but where other folders may lie between two paths.
func TestBlocksOfFoldersThatStandAreNotRead(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	stand := build(t, out, manyPages("one", 900).with("more/a.html", "more")).Folders
	p := reopened(t, out)
	defer p.Abort()
	l := &looks{altered: &altered{unlooked: stand, folders: map[string]bool{}}, folder: p.sink.(*folder)}
	defer l.close()
	for _, c := range []struct {
		first, next string
		skipped     bool
	}{
		{"more/a.html", "more/b.html", true}, {"kube/001.html", "kube/003.html", false}, {"kube/lama/a.html", "kube/lama/b.html", true},
		{"more/a.html", "z.html", false}, {"a.html", "b.html", false}, {"other/a.html", "other/b.html", false},
	} {
		if got := l.skip(c.first, c.next); got != c.skipped {
			t.Errorf("from %s to %s: %v", c.first, c.next, got)
		}
	}
	read := 0
	last := p.last.(*layered)
	for i := range last.ranges() {
		err := last.walk(i, func(string, string) bool { return true }, func([]byte, *record) error { read++; return nil })
		if err != nil {
			t.Fatal(err)
		}
	}
	if read == 0 || read > 200 {
		t.Errorf("%d files were read of blocks that were all to be skipped but the last", read)
	}
}

// TestFoldersOfABuildStand: whatever kind of build it was, the next need not look into them.
func TestFoldersOfABuildStand(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	s := manyPages("one", 200)
	last := build(t, out, s).Folders
	for name, change := range map[string]func(p *Publish){
		"some":     func(p *Publish) { writeSite(t, p, site{"kube/003.html": "two", "new/b/c.html": "new"}) },
		"none":     func(*Publish) {},
		"one less": func(p *Publish) { p.Drop("kube/lama/a.html") },
	} {
		p := reopened(t, out)
		if altered, err := p.Altered(last); len(altered) > 0 || err != nil {
			t.Errorf("%s: %q, %v", name, altered, err)
		}
		change(p)
		p.KeepRest()
		res, err := p.Commit()
		if err != nil {
			t.Fatal(err)
		}
		last = res.Folders
		for dir, stamp := range last {
			info, err := os.Stat(filepath.Join(out, dir))
			if stamp == 0 && os.IsNotExist(err) {
				continue
			}
			if err != nil || info.ModTime().UnixNano() != stamp {
				t.Errorf("%s: %s has not the time stamp %d: %v", name, dir, stamp, err)
			}
		}
		if _, ok := last["kube"]; !ok {
			t.Errorf("%s: no folder kube: %v", name, last)
		}
	}
}
