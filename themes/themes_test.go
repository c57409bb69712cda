package themes

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
)

// read gives a file of the theme.
func read(t *testing.T, name string) string {
	t.Helper()
	data, err := fs.ReadFile(Tenun(), name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// files lists the theme's files in a folder, with a given ending.
func files(t *testing.T, dir, ending string) []string {
	t.Helper()
	var names []string
	err := fs.WalkDir(Tenun(), dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(name, ending) {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestBinaryHoldsTheWholeTheme(t *testing.T) {
	for _, name := range []string{
		"css/main.css", "css/tokens.css", "css/print.css", "js/early.ts", "js/main.ts", "js/search.ts", "img/icon.svg",
		"strings/id.toml", "strings/en.toml", "theme.toml", "templates/home.html", "templates/_partials/head.html",
		"fonts/roboto-400.woff2", "fonts/roboto-700.woff2", "fonts/roboto-OFL.txt", "fonts/plus-jakarta-sans-700.woff2", "fonts/plus-jakarta-sans-OFL.txt",
	} {
		if info, err := fs.Stat(Tenun(), name); err != nil || info.Size() == 0 {
			t.Errorf("%s is not in the binary, or empty: %v", name, err)
		}
	}
}

func TestStyleImportsEachOfItsFilesOnce(t *testing.T) {
	main := read(t, "css/main.css")
	for _, name := range files(t, "css", ".css") {
		if name == "css/main.css" {
			continue
		}
		if n := strings.Count(main, `@import "`+strings.TrimPrefix(name, "css/")+`"`); n != 1 {
			t.Errorf("%s is imported %d times", name, n)
		}
	}
}

// A rule for an element inside a chart would beat the fill attribute that a hatch is drawn with.
func TestChartStyleNamesOnlyClasses(t *testing.T) {
	if found := regexp.MustCompile(`\.ch[^{},]*\s(rect|path|line|circle)\b`).FindString(read(t, "css/chart.css")); found != "" {
		t.Errorf("%q in chart.css", found)
	}
}
