package output

import (
	"os"
	"path/filepath"
	"testing"
)

// On disks that do not tell upper from lower case a path whose case changed is the same
// file: the new build's content stands, and is not removed as the old one's leftover.
func TestCaseOfAPathMayChangeOnAFoldingDisk(t *testing.T) {
	out := filepath.Join(t.TempDir(), "site")
	build := func(files map[string]string) {
		t.Helper()
		p, err := openWith(out, Options{}, foldingOpener, usual())
		if err != nil {
			t.Fatal(err)
		}
		defer p.Abort()
		for path, content := range files {
			if err := p.Write(path, []byte(content)); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := p.Commit(); err != nil {
			t.Fatal(err)
		}
	}
	build(map[string]string{"Kube.html": "one", "data/a.csv": "a"})
	build(map[string]string{"kube.html": "two", "data/a.csv": "a"})
	data, err := os.ReadFile(filepath.Join(out, "kube.html"))
	if err != nil || string(data) != "two" {
		t.Errorf("%q, %v", data, err)
	}
}
