package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"lumbung/cmd/lumbung/internal/race"
)

// TestCompilesForOtherSystems checks the types of all that is compiled, tests too, for the
// systems of those who publish and do not have this one. Compiling it, with a database and a
// bundler, takes ten times as long.
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

// problemsOn tells what is wrong with our own packages on a system of other machines. Of the
// bodies of other modules' functions nothing is known.
func problemsOn(t *testing.T, system string, overlay map[string][]byte, patterns ...string) (problems []string) {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	c := &packages.Config{
		Mode: packages.NeedName | packages.NeedModule | packages.NeedImports | packages.NeedDeps | packages.NeedFiles | packages.NeedCompiledGoFiles |
			packages.NeedSyntax | packages.NeedTypes,
		Dir: root, Env: append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=0"), Tests: true, Overlay: overlay,
		ParseFile: func(fset *token.FileSet, name string, src []byte) (*ast.File, error) {
			f, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution)
			if f != nil && !strings.HasPrefix(name, root+string(filepath.Separator)) {
				for _, d := range f.Decls {
					if d, ok := d.(*ast.FuncDecl); ok && d.Body != nil {
						d.Body = &ast.BlockStmt{Lbrace: d.Body.Lbrace, Rbrace: d.Body.Rbrace}
					}
				}
			}
			return f, err
		},
	}
	all, err := packages.Load(c, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	if overlay == nil && len(all) < 40 {
		t.Errorf("only %d packages were found", len(all))
	}
	told := map[string]bool{} // a package and the one with its tests have the same files
	for _, p := range all {
		if strings.HasSuffix(p.ID, ".test") { // the program around tests, which is none of ours
			continue
		}
		for _, e := range p.Errors {
			if text := e.Error(); !told[text] {
				told[text] = true
				problems = append(problems, text)
			}
		}
	}
	return problems
}
