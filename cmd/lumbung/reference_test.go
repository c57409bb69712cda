package main

import (
	"context"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/message"
)

// plainEnvironment is one without terminal, variables or flags.
func plainEnvironment() *environment {
	env := &environment{ctx: context.Background(), stdout: io.Discard, stderr: io.Discard, getenv: func(string) string { return "" }}
	env.settle()
	return env
}

func TestReferenceIsFresh(t *testing.T) {
	want := reference(plainEnvironment())
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile("doc.go", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("doc.go is stale: run UPDATE_GOLDEN=1 go test ./cmd/lumbung")
	}
}

// sources parses the program's files, tests left out.
func sources(t *testing.T, dir string, visit func(n ast.Node)) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			visit(n)
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestEveryKeyIsDocumented(t *testing.T) {
	var all strings.Builder
	for _, name := range topics {
		text, ok := topic(name, "en")
		if !ok {
			t.Fatalf("topic %q has no text", name)
		}
		all.WriteString(text)
	}
	words := regexp.MustCompile(`[A-Za-z@]+`).FindAllString(all.String(), -1)
	keys := 0
	for _, dir := range []string{"internal/config", "internal/dataset", "internal/content", "internal/privacy"} {
		sources(t, dir, func(n ast.Node) {
			f, ok := n.(*ast.Field)
			if !ok || f.Tag == nil {
				return
			}
			tag, err := strconv.Unquote(f.Tag.Value)
			if err != nil {
				t.Fatal(err)
			}
			name, _, _ := strings.Cut(reflect.StructTag(tag).Get("toml"), ",")
			if name == "" || name == "-" {
				return
			}
			keys++
			if !slices.Contains(words, name) {
				t.Errorf("no topic of help has the key %q of %s", name, dir)
			}
		})
	}
	if keys < 150 {
		t.Errorf("only %d keys were found: the search is broken", keys)
	}
}

func TestEveryRuleIsExplained(t *testing.T) {
	found := map[string]bool{}
	said := func(names ...string) func(ast.Node) {
		return func(n ast.Node) {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return
			}
			f, ok := call.Fun.(*ast.SelectorExpr)
			if ok && (len(call.Args) > 2 && slices.Contains(names, f.Sel.Name) || len(call.Args) == 2 && f.Sel.Name == "Diagnostic") {
				addRule(found, call.Args[0])
			}
		}
	}
	sources(t, ".", said("Error", "Warn"))
	sources(t, "internal/dataset", said("error"))
	sources(t, "internal/check", said("add"))
	sources(t, "internal/audit", func(n ast.Node) {
		if call, ok := n.(*ast.CallExpr); ok && len(call.Args) > 2 {
			if f, ok := call.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "problem" {
				addRule(found, call.Args[1])
			}
		}
	})
	sources(t, ".", func(n ast.Node) {
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok && (key.Name == "Rule" || key.Name == "rule") {
				addRule(found, n.Value)
			}
		case *ast.AssignStmt:
			if f, ok := n.Lhs[0].(*ast.SelectorExpr); ok && f.Sel.Name == "Rule" {
				addRule(found, n.Rhs[0])
			}
		case *ast.ValueSpec:
			if len(n.Values) == 1 && strings.HasPrefix(n.Names[0].Name, "rule") {
				addRule(found, n.Values[0])
			}
		}
	})
	if len(found) < 90 {
		t.Errorf("only %d rules were found: the search is broken", len(found))
	}
	for name := range found {
		if rules()[name].EN == "" {
			t.Errorf("lumbung help %s has no text", name)
		}
	}
	for name, r := range rules() {
		if !found[name] && !slices.Contains(setAsItRuns, name) {
			t.Errorf("nothing breaks rule %s", name)
		}
		if r.ID == "" || r.ID == r.EN {
			t.Errorf("lumbung help %s has no Indonesian text", name)
		}
	}
}

// setAsItRuns are rules whose name or level the search in the sources cannot see.
var setAsItRuns = []string{"category-spelling", "formula", "unsupported", "chart-values", "chart-glyph", "chart-card"}

// What help says of a rule's level is what the code does: one that is told as a warning
// anywhere can be set, and all others are errors.
func TestLevelsOfRulesAreThoseOfTheCode(t *testing.T) {
	softer := map[string]bool{}
	sources(t, ".", func(n ast.Node) {
		switch n := n.(type) {
		case *ast.CallExpr:
			if f, ok := n.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "Warn" && len(n.Args) > 2 {
				addRule(softer, n.Args[0])
			}
		case *ast.CompositeLit:
			var name ast.Expr
			soft := false
			for _, e := range n.Elts {
				kv, ok := e.(*ast.KeyValueExpr)
				if !ok {
					continue
				}
				switch key, _ := kv.Key.(*ast.Ident); {
				case key == nil:
				case key.Name == "Rule":
					name = kv.Value
				case key.Name == "Severity":
					s, ok := kv.Value.(*ast.SelectorExpr)
					soft = ok && s.Sel.Name != "Error"
				}
			}
			if soft && name != nil {
				addRule(softer, name)
			}
		}
	})
	for name := range softer {
		if rules()[name].fixed() {
			t.Errorf("rule %s is a warning somewhere, but help calls it an error", name)
		}
	}
	for name, r := range rules() {
		set := slices.Contains(setAsItRuns, name)
		if !r.fixed() && !softer[name] && !set {
			t.Errorf("rule %s is an error, but help calls it a %s", name, r.Level)
		}
	}
}

func addRule(found map[string]bool, e ast.Expr) {
	if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
		if name, err := strconv.Unquote(lit.Value); err == nil && name != "" && !strings.HasSuffix(name, "-") {
			found[name] = true
		}
	}
}

func TestEveryCommandAndFlagHasATextThatFitsAScreen(t *testing.T) {
	for _, c := range commands {
		if c.short == "" || c.long == "" || strings.HasSuffix(c.short, ".") {
			t.Errorf("%s: short %q", c.name, c.short)
		}
		fs := flag.NewFlagSet(c.name, flag.ContinueOnError)
		c.setup(fs)
		fs.VisitAll(func(f *flag.Flag) {
			if f.Usage == "" {
				t.Errorf("lumbung %s --%s has no text", c.name, f.Name)
			}
		})
		var b strings.Builder
		c.print(plainEnvironment(), &b)
		if n := strings.Count(b.String(), "\n"); n > 40 {
			t.Errorf("lumbung help %s has %d lines", c.name, n)
		}
	}
}

func TestEveryDirectiveIsDocumented(t *testing.T) {
	text, _ := topic("markdown", "en")
	for _, name := range []string{"{sql}", "{chart}", "{table}", "{note}", "words", "unit", "percent", "plain", "capital"} {
		if !strings.Contains(text, name) {
			t.Errorf("help markdown does not tell of %s", name)
		}
	}
}

func TestHelpIsInIndonesianToo(t *testing.T) {
	say := message.In("id")
	for _, c := range commands {
		if say(c.short) == c.short || message.Command("id", c.name) == "" {
			t.Errorf("lumbung %s is not explained in Indonesian", c.name)
		}
		fs := flag.NewFlagSet(c.name, flag.ContinueOnError)
		c.setup(fs)
		fs.VisitAll(func(f *flag.Flag) {
			if say(f.Usage) == f.Usage {
				t.Errorf("lumbung %s --%s has no Indonesian text: %q", c.name, f.Name, f.Usage)
			}
		})
	}
}

// What stands for a word of the publisher's own is a word of the language.
func TestPlaceholdersAreInIndonesianToo(t *testing.T) {
	env := &environment{say: message.In("id"), lang: "id"}
	english := regexp.MustCompile(`\b(COMMAND|DIR|FILE|PATH|VERSION|PART|TOPIC|RULE|ADDRESS|NAME|SHEET|REASON|WHEN|LANG|TITLE|REGION|FORM)\b|\[flags\]`)
	for _, c := range commands {
		if line := c.line(env); english.MatchString(line) {
			t.Errorf("usage in English: %s", line)
		}
		fs, _ := c.prepare(&environment{lang: "id", colorWhen: "auto"})
		for _, row := range flagRows(env, fs) {
			if english.MatchString(row[0]) {
				t.Errorf("lumbung %s: %s", c.name, row[0])
			}
		}
	}
}

func TestPracticesAndExplanationsAreInIndonesianToo(t *testing.T) {
	say, count := message.In("id"), 0
	international := regexp.MustCompile(`^[A-Z][\w.]+(, [\w. ]+)*$|^datapackage\.json, `) // names of standards and formats
	sources(t, ".", func(n ast.Node) {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return
		}
		f, ok := call.Fun.(*ast.Ident)
		if !ok || !slices.Contains([]string{"met", "noNeed", "metIf", "line"}, f.Name) {
			return
		}
		for _, arg := range call.Args {
			lit, ok := arg.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				continue
			}
			text, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			count++
			if say(text) == text && !international.MatchString(text) {
				t.Errorf("no Indonesian text for %q", text)
			}
		}
	})
	if count < 50 {
		t.Errorf("only %d texts were found: the search is broken", count)
	}
}
