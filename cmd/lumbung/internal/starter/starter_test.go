package starter

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWriteFillsTitleRegionAndLanguages(t *testing.T) {
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	names, err := Write(root, Options{Region: "Kabupaten \"X\"\n[y]", Languages: []string{"id"}})
	if err != nil {
		t.Fatal(err)
	}
	site, err := os.ReadFile(filepath.Join(dir, "site.toml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`title = "Data Kabupaten \"X\"\u000A[y]"`, `languages = ["id"]`} {
		if !strings.Contains(string(site), want) {
			t.Errorf("no %s in\n%s", want, site)
		}
	}
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || strings.Contains(string(data), "%TITLE%") || strings.HasPrefix(name, "content/en") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWriteThatFailsLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	// A file where a folder must be: what was written before it goes again.
	if err := os.WriteFile(filepath.Join(dir, "data"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if names, err := Write(root, Options{Region: "X", Languages: []string{"id", "en"}}); err == nil || names != nil {
		t.Errorf("wrote %q, %v", names, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "content", "id", "index.md")); err == nil {
		t.Error("a page was left")
	}
}
