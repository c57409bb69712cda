package output

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
)

func ofTree(tree *Tree) site {
	s := site{}
	for e := range tree.Entries() {
		b, _ := tree.File(e.Path)
		s[e.Path] = string(b)
	}
	return s
}

func TestTreeInMemory(t *testing.T) {
	p, first := OpenMemory(nil)
	writeSite(t, p, small)
	res, err := p.Commit()
	if err != nil || res.New != len(small) || res.Files != len(small) {
		t.Fatal(res, err)
	}
	if diff := difference(ofTree(first), small); diff != "" {
		t.Error(diff)
	}
	if sum, ok := first.Sum("index.html"); !ok || sum != sumOf("home") {
		t.Error(sum, ok)
	}
	if _, ok := first.File("other.html"); ok {
		t.Error("a file that is not there")
	}

	p, second := OpenMemory(first)
	large := strings.Repeat("x", 2*streamFrom)
	for _, path := range []string{"index.html", "data/pmks.csv"} {
		if err := p.Keep(path); err != nil {
			t.Error(err)
		}
	}
	if err := p.Keep("other.html"); !errors.Is(err, ErrNotMade) {
		t.Error(err)
	}
	writePieces(t, p, "data/large.csv", large, 1000)
	writeSite(t, p, site{"kube/sejahtera.html": "better", "data/pmks.html": "pmks"})
	next := site{"index.html": "home", "data/pmks.csv": small["data/pmks.csv"], "data/large.csv": large, "kube/sejahtera.html": "better", "data/pmks.html": "pmks"}
	if res, err = p.Commit(); err != nil || res.New != 1 || res.Changed != 1 || res.Removed != 5 || res.Files != 5 {
		t.Fatal(res, err)
	}
	if diff := difference(ofTree(second), next); diff != "" {
		t.Error(diff)
	}
	if diff := difference(ofTree(first), small); diff != "" {
		t.Error("the tree before changed:\n", diff)
	}

	p, third := OpenMemory(second)
	p.KeepRest()
	p.Drop("index.html")
	writeSite(t, p, site{"a.html": "a"})
	entries := slices.Collect(p.Entries())
	if res, err = p.Commit(); err != nil || res.Files != 5 {
		t.Fatal(res, err)
	}
	if diff := difference(ofTree(third), next.with("index.html", "", "a.html", "a")); diff != "" {
		t.Error(diff)
	}
	if !slices.Equal(entries, slices.Collect(third.Entries())) {
		t.Error("entries before and after Commit differ")
	}

	p, _ = OpenMemory(third)
	p.KeepRest()
	writeSite(t, p, site{"A.html": "other"})
	if _, err := p.Commit(); !errors.Is(err, ErrTwice) {
		t.Error(err)
	}
}

func TestDryBuildHasTheEntriesOfTheFolder(t *testing.T) {
	out := t.TempDir() + "/public"
	build(t, out, small)
	published, err := Published(out)
	if err != nil {
		t.Fatal(err)
	}
	p := OpenDry()
	writeByWorkers(t, p, small, 3)
	writePieces(t, p, "large.csv", strings.Repeat("x", 2*streamFrom), 1000)
	got := slices.DeleteFunc(slices.Collect(p.Entries()), func(e Entry) bool { return e.Path == "large.csv" })
	if !slices.Equal(got, published) {
		t.Errorf("got %v, published %v", got, published)
	}
	if res, err := p.Commit(); err != nil || res.Files != len(small)+1 {
		t.Error(res, err)
	}
	if p.Last() != "" || p.Keep("index.html") == nil {
		t.Error("a dry build has no last one")
	}
	if err := OpenDry().Abort(); err != nil {
		t.Error(err)
	}
}

func TestShownBuildShowsWhatIsWrittenAtOnce(t *testing.T) {
	var mu sync.Mutex
	seen := site{}
	p := OpenShown(func(path string, data []byte) {
		mu.Lock()
		defer mu.Unlock()
		seen[path] = string(data)
	})
	writeByWorkers(t, p, small, 3)
	writePieces(t, p, "large.csv", strings.Repeat("x", 2*streamFrom), 1000)
	if diff := difference(seen, small); diff != "" {
		t.Error(diff)
	}
	if entries := slices.Collect(p.Entries()); len(entries) != len(small)+1 {
		t.Errorf("there are %v", entries)
	}
	if res, err := p.Commit(); err != nil || res.Files != len(small)+1 {
		t.Error(res, err)
	}
}

func TestPublishedOfAnEmptyFolder(t *testing.T) {
	dir := t.TempDir()
	if entries, err := Published(dir); entries != nil || err != nil {
		t.Error(entries, err)
	}
	if _, err := Published(dir + "/none"); err == nil {
		t.Error("no error")
	}
	build(t, dir+"/public", small)
	put(t, dir+"/public", stateDir+"/"+manifestName, "x")
	if _, err := Published(dir + "/public"); !errors.Is(err, ErrDamaged) {
		t.Error(err)
	}
	if got := slices.Sorted(maps.Keys(served(t, dir+"/public"))); len(got) != len(small) {
		t.Error(got)
	}
}
