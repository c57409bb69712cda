package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// layers is the house: a package imports only from rows above its own, or from its left.
// ARCHITECTURE.md says what each row knows.
var layers = [][]string{
	{"locale", "diag", "message", "record", "deflate", "output", "table", "privacy", "themes", "proof", "race"}, // words
	{"tomlfile", "config", "dataset", "content", "theme", "script", "asset", "infer"},                           // read
	{"query/sqlite", "query", "chart", "check", "score", "release"},                                             // reason
	{"site"}, // plan
	{"tmpl", "export", "catalog/rdftest", "catalog", "render", "search", "shard", "audit", "trace"}, // write
	{"starter", "serve", "lumbung"}, // drive
}

const module = "lumbung/cmd/lumbung/internal/"

func TestPackagesImportOnlyFromAbove(t *testing.T) {
	place := map[string][2]int{}
	for row, names := range layers {
		for col, name := range names {
			place[name] = [2]int{row, col}
		}
	}
	seen := map[string]bool{}
	for _, root := range []string{".", "../../themes"} {
		err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
				return err
			}
			name := packageName(filepath.ToSlash(file))
			at, known := place[name]
			if !known {
				t.Errorf("%s: package %q has no place in the layers", file, name)
				return nil
			}
			seen[name] = true
			for _, imported := range imports(t, file) {
				if to := place[imported]; imported != name && (to[0] > at[0] || to[0] == at[0] && to[1] > at[1]) {
					t.Errorf("%s: %q imports %q, which is below it or to its right", file, name, imported)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if !seen["site"] || !seen["lumbung"] {
		t.Error("the packages were not found")
	}
}

// packageName is a file's package as the layers call it.
func packageName(file string) string {
	dir := path.Dir(file)
	switch {
	case strings.HasPrefix(dir, "internal/"):
		return strings.TrimPrefix(dir, "internal/")
	case strings.HasPrefix(dir, "../../themes"):
		return "themes"
	}
	return "lumbung"
}

// imports lists the project's packages that a file imports.
func imports(t *testing.T, file string) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, spec := range parsed.Imports {
		p, _ := strconv.Unquote(spec.Path.Value)
		if p == "lumbung/themes" {
			names = append(names, "themes")
		} else if name, ok := strings.CutPrefix(p, module); ok {
			names = append(names, name)
		}
	}
	return names
}

// Each dependency is wrapped in one place, so that it can be replaced there.
func TestDependenciesAreWrapped(t *testing.T) {
	allowed := map[string][]string{
		"github.com/BurntSushi/toml":         {"tomlfile", "message"},
		"github.com/yuin/goldmark":           {"content"},
		"github.com/evanw/esbuild/pkg/api":   {"asset"},
		"github.com/parquet-go/parquet-go":   {"export"},
		"github.com/xuri/excelize/v2":        {"infer"},
		"github.com/fsnotify/fsnotify":       {"serve"},
		"modernc.org/sqlite":                 {"query/sqlite", "query", "export"},
		"golang.org/x/image/font/sfnt":       {"chart"},
		"golang.org/x/net/html":              {"audit"},
		"golang.org/x/text/encoding/charmap": {"dataset", "infer"},
		"golang.org/x/text/unicode/norm":     {"locale", "search"},
		"github.com/cockroachdb/apd/v3":      {"query", "check", "table"},
	}
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range parsed.Imports {
			p, _ := strconv.Unquote(spec.Path.Value)
			if places, limited := allowed[p]; limited && !slices.Contains(places, packageName(filepath.ToSlash(file))) {
				t.Errorf("%s imports %s, which only %v may", file, p, places)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
