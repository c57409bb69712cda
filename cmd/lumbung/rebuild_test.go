package main

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/output"
)

// A page that changed is there at once; what no page shows follows when nothing changes any
// more, and is then what a build from nothing makes.
func TestRebuildMakesPagesFirstAndTheRestLater(t *testing.T) {
	dir := starterPortal(t)
	env := plainEnvironment()
	env.dir = dir
	rebuilt := func(rebuild func(context.Context, []string) (*output.Tree, error), changed []string) *output.Tree {
		t.Helper()
		tree, err := rebuild(t.Context(), changed)
		if err != nil || tree == nil {
			t.Fatalf("no tree: %v", err)
		}
		return tree
	}
	newOne := func() func(context.Context, []string) (*output.Tree, error) {
		rebuild, end, err := newRebuilder(env, readOptions{preview: true})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(end)
		return func(ctx context.Context, changed []string) (*output.Tree, error) {
			tree, _, err := rebuild(ctx, changed)
			return tree, err
		}
	}
	one := newOne()
	first := rebuilt(one, nil)
	if again := rebuilt(one, []string{}); again != first {
		t.Error("a build with nothing to be made gave another tree")
	}
	edit(t, filepath.Join(dir, "data", "titik_air.csv"), "Oe Contoh,", "Oe Baru,")
	quick := rebuilt(one, []string{"data/titik_air.csv"})
	if page := built(t, quick, "titik-air/oe-baru.html"); !strings.Contains(page, "Oe Baru") {
		t.Error("the page does not show the edit")
	}
	if _, ok := quick.File("titik-air/oe-contoh.html"); ok {
		t.Error("the page of the old name is still there")
	}
	late := unlike(t, quick, rebuilt(newOne(), nil))
	for _, path := range late {
		if !strings.Contains(path, "cari/") && !strings.Contains(path, "search/") && filepath.Ext(path) == ".html" {
			t.Errorf("%s was put off", path)
		}
	}
	if len(late) == 0 {
		t.Error("nothing was put off")
	}
	edit(t, filepath.Join(dir, "content", "id", "index.md"), "", "\n\nSatu kalimat lagi.\n")
	rebuilt(one, []string{"content/id/index.md"})
	if left := unlike(t, rebuilt(one, []string{}), rebuilt(newOne(), nil)); len(left) > 0 {
		t.Errorf("after the rest these differ from a build from nothing: %q", left)
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
