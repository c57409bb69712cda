package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"lumbung/cmd/lumbung/internal/race"
)

// TestCompilesForOtherSystems checks the types of all that is compiled, tests and other modules
// too, for the systems of those who publish and do not have this one. To compile it, with a
// database and a bundler, would take many times as long and find no more.
func TestCompilesForOtherSystems(t *testing.T) {
	race.Without(t)
	if testing.Short() {
		t.Skip("it reads all modules")
	}
	for _, system := range []string{"windows", "darwin"} {
		t.Run(system, func(t *testing.T) {
			for _, problem := range problemsOn(t, system, nil, "lumbung/...") {
				t.Error(problem)
			}
			// It finds what only that system would.
			name, err := filepath.Abs("internal/output/broken_" + system + ".go")
			if err != nil {
				t.Fatal(err)
			}
			broken := map[string][]byte{name: []byte("package output\n\nvar _ int = stateDir\n")}
			if got := problemsOn(t, system, broken, "lumbung/cmd/lumbung/internal/output"); len(got) != 1 || !strings.Contains(got[0], "broken_"+system+".go:3:13") {
				t.Errorf("of a file that is wrong there it tells %q", got)
			}
		})
	}
}

// problemsOn tells what is wrong with packages, and with all that they import, on a system of
// other machines.
func problemsOn(t *testing.T, system string, overlay map[string][]byte, patterns ...string) (problems []string) {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	c := &packages.Config{
		Mode: packages.NeedName | packages.NeedImports | packages.NeedDeps | packages.NeedFiles | packages.NeedCompiledGoFiles |
			packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo,
		Dir: root, Env: append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=0"), Tests: true, Overlay: overlay,
	}
	all, err := packages.Load(c, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	if overlay == nil && len(all) < 40 {
		t.Errorf("only %d packages were found", len(all))
	}
	told := map[string]bool{} // a package and the one with its tests have the same files
	packages.Visit(all, nil, func(p *packages.Package) {
		for _, e := range p.Errors {
			if text := e.Error(); !told[text] {
				told[text] = true
				problems = append(problems, text)
			}
		}
	})
	return problems
}
