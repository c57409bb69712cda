package starter

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/message"
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
	for _, want := range []string{`title = "Data Kabupaten \"X\"\n[y]"`, `languages = ["id"]`} {
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

// A comment is for whoever edits the file: all of them are in Indonesian too, and only they
// are translated.
func TestCommentsAreInIndonesianToo(t *testing.T) {
	say, count := message.In("id"), 0
	written := func(say func(string) string) map[string]string {
		dir := t.TempDir()
		root, err := os.OpenRoot(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer root.Close()
		names, err := Write(root, Options{Region: "Kabupaten Contoh", Languages: []string{"id", "en"}, Say: say})
		if err != nil {
			t.Fatal(err)
		}
		texts := map[string]string{}
		for _, name := range names {
			data, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			texts[name] = string(data)
		}
		return texts
	}
	written(func(english string) string {
		count++
		if say(english) == english && !strings.HasPrefix(english, "baseURL = ") {
			t.Errorf("no Indonesian text for the comment %q", english)
		}
		return english
	})
	if count < 20 {
		t.Errorf("only %d comments were found", count)
	}
	withoutComments := func(text string) string {
		var b strings.Builder
		for line := range strings.Lines(text) {
			code, _, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "# ")
			b.WriteString(code + "\n")
		}
		return b.String()
	}
	english, indonesian := written(nil), written(say)
	for name, text := range english {
		if withoutComments(text) != withoutComments(indonesian[name]) {
			t.Errorf("%s differs in more than comments", name)
		}
	}
}
