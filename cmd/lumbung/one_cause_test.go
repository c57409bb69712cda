package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/race"
)

// A file that cannot be read has one cause, and is told once: not again by everything that
// asks for what is in it.
func TestAFileThatCannotBeReadIsToldOnce(t *testing.T) {
	race.Without(t)
	t.Parallel()
	for name, source := range map[string]string{"this": "../..", "regency": "testdata/portals/regency", "scores": "testdata/portals/scores", "starter": starterPortal(t)} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			copyPortal(t, source, dir)
			pr, err := openProject(dir)
			if err != nil {
				t.Fatal(err)
			}
			defer pr.close()
			sound, look := reading(pr, nil)
			for _, file := range spoilable(t, dir, name == "this") {
				path := filepath.Join(dir, file)
				good, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				spoil := "\"tidak ditutup\n"
				if filepath.Ext(file) == ".toml" {
					spoil = "\nrusak = " + spoil
				}
				if err := os.WriteFile(path, append(slices.Clone(good), spoil...), 0o644); err != nil {
					t.Fatal(err)
				}
				told, _ := reading(pr, look)
				told = slices.DeleteFunc(told, func(d string) bool { return slices.Contains(sound, d) })
				if len(told) != 1 || !strings.HasPrefix(told[0], file+":") {
					t.Errorf("%s is broken, and %d things are told:\n%s", file, len(told), strings.Join(told[:min(len(told), 12)], "\n"))
				}
				if err := os.WriteFile(path, good, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// spoilable lists files of data/: all of them, or of a large portal some, with those that
// everything asks for.
func spoilable(t *testing.T, dir string, some bool) (files []string) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "data", "*"))
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	central := []string{"kube.csv", "pmks.csv", "performance.csv", "rubric.toml", "regions.csv", "charts.toml", "claims.toml"}
	for i, name := range names {
		base := filepath.Base(name)
		if !some || i%9 == 0 || slices.Contains(central, base) {
			files = append(files, "data/"+base)
		}
	}
	return files
}

func copyPortal(t *testing.T, from, to string) {
	t.Helper()
	for _, part := range []string{"site.toml", "data", "content", "themes"} {
		if part == "themes" && from == "../.." {
			continue // the one that is built in
		}
		err := fs.WalkDir(os.DirFS(from), part, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(filepath.Join(from, name))
			if err != nil {
				return err
			}
			if err := os.MkdirAll(filepath.Join(to, filepath.Dir(name)), 0o755); err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(to, name), data, 0o644)
		})
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
}

// reading is what is told of a portal, and what the next reading may use again.
func reading(pr *project, k *kept) ([]string, *kept) {
	log := &diag.Log{}
	p := readPortal(pr, readOptions{kept: k}, log)
	defer p.close()
	var told []string
	for _, d := range log.Sorted() {
		told = append(told, d.Span.Name()+": "+d.String())
	}
	return told, &kept{look: p.look}
}
