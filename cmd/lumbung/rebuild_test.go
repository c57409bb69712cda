package main

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/output"
	"lumbung/cmd/lumbung/internal/serve"
)

// A page that changed is there at once; what no page shows follows when nothing changes any
// more, and is then what a build from nothing makes.
func TestRebuildMakesPagesFirstAndTheRestLater(t *testing.T) {
	dir := starterPortal(t)
	one := newPreview(t, dir)
	first := one(nil)
	if again := one([]string{}); again != first {
		t.Error("a build with nothing to be made gave another tree")
	}
	edit(t, filepath.Join(dir, "data", "titik_air.csv"), "Oe Contoh,", "Oe Baru,")
	quick := one([]string{"data/titik_air.csv"})
	if page := built(t, quick, "titik-air/oe-baru.html"); !strings.Contains(page, "Oe Baru") {
		t.Error("the page does not show the edit")
	}
	if _, ok := quick.File("titik-air/oe-contoh.html"); ok {
		t.Error("the page of the old name is still there")
	}
	late := unlike(t, quick, newPreview(t, dir)(nil))
	for _, path := range late {
		if !strings.Contains(path, "cari/") && !strings.Contains(path, "search/") && filepath.Ext(path) == ".html" {
			t.Errorf("%s was put off", path)
		}
	}
	if len(late) == 0 {
		t.Error("nothing was put off")
	}
	edit(t, filepath.Join(dir, "content", "id", "index.md"), "", "\n\nSatu kalimat lagi.\n")
	one([]string{"content/id/index.md"})
	if left := unlike(t, one([]string{}), newPreview(t, dir)(nil)); len(left) > 0 {
		t.Errorf("after the rest these differ from a build from nothing: %q", left)
	}
}

// Pages that somebody looks at are made first, and those that were not there; the others show
// the edit when nothing changes any more.
func TestRebuildMakesOpenPagesFirst(t *testing.T) {
	dir := starterPortal(t)
	one := newPreview(t, dir)
	one(nil)
	source := filepath.Join(dir, "data", "titik_air.csv")
	edit(t, source, "Oe Contoh,", "Oe Baru,")
	changed := []string{"data/titik_air.csv"}
	const open, closed = "data/titik_air.html", "data/index.html"
	quick := one(changed, open, "en/nothing.html")
	for path, want := range map[string]bool{open: true, "en/data/titik_air.html": false, "titik-air/oe-baru.html": true} {
		if page := built(t, quick, path); strings.Contains(page, "Oe Baru") != want {
			t.Errorf("%s shows the edit: %v, want %v", path, !want, want)
		}
	}
	if _, ok := quick.File("titik-air/oe-contoh.html"); ok {
		t.Error("the page of the old name is still there")
	}
	// Another edit before the rest was made: what is owed stays owed.
	edit(t, source, "Oe Baru,", "Oe Lagi,")
	second := one(changed, "en/data/titik_air.html")
	if page := built(t, second, "en/data/titik_air.html"); !strings.Contains(page, "Oe Lagi") {
		t.Error("the page that is open now does not show the second edit")
	}
	edit(t, filepath.Join(dir, "content", "id", "index.md"), "", "\n\nSatu kalimat lagi.\n")
	third := one([]string{"content/id/index.md"}, "index.html")
	if page := built(t, third, "index.html"); !strings.Contains(page, "Satu kalimat lagi") {
		t.Error("the open page does not show its paragraph")
	}
	if left := unlike(t, one([]string{}, closed), newPreview(t, dir)(nil)); len(left) > 0 {
		t.Errorf("after the rest these differ from a build from nothing: %q", left)
	}
}

// A making of what is owed that is given up, since a file was saved, loses nothing.
func TestRebuildOfTheRestCanBeGivenUp(t *testing.T) {
	dir := starterPortal(t)
	env := plainEnvironment()
	env.dir = dir
	rebuild, end, err := newRebuilder(env, readOptions{preview: true})
	if err != nil {
		t.Fatal(err)
	}
	defer end()
	make := func(ctx context.Context, c serve.Change) *output.Tree {
		tree, said, err := rebuild(ctx, c)
		if err != nil || tree == nil {
			t.Fatalf("no tree: %v %v", said, err)
		}
		return tree
	}
	make(t.Context(), serve.Change{})
	edit(t, filepath.Join(dir, "data", "titik_air.csv"), "Oe Contoh,", "Oe Baru,")
	make(t.Context(), serve.Change{Files: []string{"data/titik_air.csv"}, Open: []string{"index.html"}})
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if tree, _, err := rebuild(ended, serve.Change{Files: []string{}}); tree != nil || !errors.Is(err, context.Canceled) {
		t.Fatalf("given up, it gave %v %v", tree, err)
	}
	if left := unlike(t, make(t.Context(), serve.Change{Files: []string{}}), newPreview(t, dir)(nil)); len(left) > 0 {
		t.Errorf("after the rest these differ from a build from nothing: %q", left)
	}
}

func TestRebuildOfManyRowsDoesNotWaitForTheirDownloads(t *testing.T) {
	dir := portalFolder(t, national(slowRows))
	one := newPreview(t, dir)
	one(nil)
	edit(t, filepath.Join(dir, "data", "kelompok.csv"), "Kelompok Ke-7,", "Kelompok Ketujuh,")
	quick := one([]string{"data/kelompok.csv"})
	if page := built(t, quick, "kelompok/k007.html"); !strings.Contains(page, "Kelompok Ketujuh") {
		t.Error("the page does not show the edit")
	}
	if csv := built(t, quick, "data/kelompok.csv"); strings.Contains(csv, "Kelompok Ketujuh") {
		t.Error("the page waited for a download")
	}
	if left := unlike(t, one([]string{}), newPreview(t, dir)(nil)); len(left) > 0 {
		t.Errorf("after the rest these differ from a build from nothing: %q", left)
	}
}

// newPreview gives the rebuilding of a project as lumbung serve does it.
func newPreview(t *testing.T, dir string) func(changed []string, open ...string) *output.Tree {
	env := plainEnvironment()
	env.dir = dir
	rebuild, end, err := newRebuilder(env, readOptions{preview: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(end)
	return func(changed []string, open ...string) *output.Tree {
		t.Helper()
		tree, _, err := rebuild(t.Context(), serve.Change{Files: changed, Open: open})
		if err != nil || tree == nil {
			t.Fatalf("no tree: %v", err)
		}
		return tree
	}
}

// unlike lists the files that two trees do not have alike.
func unlike(t *testing.T, a, b *output.Tree) (paths []string) {
	t.Helper()
	seen := map[string]bool{}
	for e := range a.Entries() {
		seen[e.Path] = true
		if sum, ok := b.Sum(e.Path); !ok || sum != e.Sum {
			paths = append(paths, e.Path)
		}
	}
	for e := range b.Entries() {
		if !seen[e.Path] {
			paths = append(paths, e.Path)
		}
	}
	return paths
}
