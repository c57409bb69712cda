package output

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestRandomSequencesOfBuilds changes sources, published files and foreign
// files at random and builds in every manner: after each build what is served,
// and what the manifest says, is what a clean build would make.
func TestRandomSequencesOfBuilds(t *testing.T) {
	builds, deltas := 0, 0
	for seed := range uint64(12) {
		q := &sequence{
			T: t, rand: rand.New(rand.NewPCG(seed, 2)), out: filepath.Join(t.TempDir(), "public"),
			site: site{}, foreign: site{},
		}
		for range 150 {
			q.grow()
		}
		for range 25 {
			q.edit()
			q.build()
			q.check()
			builds++
			if _, err := os.Stat(filepath.Join(q.out, stateDir, deltaName)); err == nil {
				deltas++
			}
			if t.Failed() {
				t.Fatalf("seed %d", seed)
			}
		}
	}
	t.Logf("%d builds, %d of them left a delta", builds, deltas)
	if deltas < builds/10 || deltas > builds*9/10 {
		t.Error("the mixture of deltas and whole manifests is not what this test is for")
	}
}

type sequence struct {
	*testing.T
	rand    *rand.Rand
	out     string
	site    site // as it should be
	built   site // as it was built
	foreign site
	edits   int
	id      string
}

func (q *sequence) path() string {
	dirs := []string{"", "kube/", "en/", "en/kube/", "data/", "Wilayah/Kota/"}
	return fmt.Sprintf("%s%02d.html", dirs[q.rand.IntN(len(dirs))], q.rand.IntN(90))
}

func (q *sequence) grow() {
	q.edits++
	q.site[q.path()] = fmt.Sprintf("edit %d", q.edits)
}

func (q *sequence) any(s site) string {
	paths := slices.Sorted(maps.Keys(s))
	return paths[q.rand.IntN(len(paths))]
}

// edit makes one of the changes that a day may bring.
func (q *sequence) edit() {
	switch q.rand.IntN(8) {
	case 0: // nothing
	case 1, 2: // one cell
		q.edits++
		q.site[q.any(q.site)] = fmt.Sprintf("edit %d", q.edits)
	case 3: // some more
		for range q.rand.IntN(10) {
			q.grow()
		}
	case 4: // some fewer
		for range min(len(q.site)-1, q.rand.IntN(10)) {
			delete(q.site, q.any(q.site))
		}
	case 5: // a rename
		path := q.any(q.site)
		q.site[q.path()] = q.site[path]
	case 6: // a template: all pages change
		q.edits++
		for path, content := range q.site {
			q.site[path] = fmt.Sprintf("%s, %d", content, q.edits)
		}
	case 7: // a whole folder goes
		for path := range q.site {
			if parent(path) == "en" {
				delete(q.site, path)
			}
		}
		q.grow()
	}
	q.meddle()
}

// meddle is another hand in the output.
func (q *sequence) meddle() {
	if len(q.built) == 0 {
		return
	}
	switch q.rand.IntN(4) {
	case 0:
		path := fmt.Sprintf("%s.%d.txt", q.any(q.site), q.edits)
		if parent(path) == "" || q.isDir(parent(path)) {
			q.foreign[path] = "mine"
			put(q.T, q.out, path, "mine")
		}
	case 1:
		if path := q.any(q.built); q.site[path] != "" {
			put(q.T, q.out, path, "meddled")
		}
	case 2:
		if path := q.any(q.built); q.site[path] != "" {
			os.Remove(filepath.Join(q.out, path))
		}
	}
}

func (q *sequence) isDir(path string) bool {
	info, err := os.Stat(filepath.Join(q.out, path))
	return err == nil && info.IsDir()
}

func (q *sequence) build() {
	p, err := openWith(q.out, Options{}, openDisk, thresholds{share: 32, swap: 5})
	if err != nil {
		q.Fatal(err)
	}
	defer p.Abort()
	switch q.rand.IntN(3) {
	case 0: // all
		writeSite(q.T, p, q.site)
	case 1: // keep what is known to be right
		for path, content := range q.site {
			if q.built[path] != content || p.Keep(path) != nil {
				writeSite(q.T, p, site{path: content})
			}
		}
	case 2: // say only what changed
		again, err := p.Altered(nil)
		if err != nil {
			q.Fatal(err)
		}
		p.KeepRest()
		for path := range q.built {
			if _, ok := q.site[path]; !ok {
				p.Drop(path)
			}
		}
		for path, content := range q.site {
			if was, ok := q.built[path]; !ok || was != content || slices.Contains(again, path) {
				writeSite(q.T, p, site{path: content})
			}
		}
	}
	q.compare(slices.Collect(p.Entries()))
	if p.Last() != q.id {
		q.Errorf("the last build is %q, its result said %q", p.Last(), q.id)
	}
	res, err := p.Commit()
	if err != nil {
		q.Fatal(err)
	}
	if res.Files != len(q.site) || res.ID == q.id && !maps.Equal(q.site, q.built) {
		q.Errorf("%d files: %+v", len(q.site), res)
	}
	q.id = res.ID
	q.built = maps.Clone(q.site)
}

// compare holds entries against a clean build.
func (q *sequence) compare(got []Entry) {
	q.Helper()
	clean := OpenDry()
	writeSite(q.T, clean, q.site)
	if want := slices.Collect(clean.Entries()); !slices.Equal(got, want) {
		q.Fatalf("%d entries, a clean build has %d", len(got), len(want))
	}
}

func (q *sequence) check() {
	q.Helper()
	want(q.T, q.out, q.site, q.foreign)
	entries, err := Published(q.out)
	if err != nil {
		q.Fatal(err)
	}
	q.compare(entries)
}
