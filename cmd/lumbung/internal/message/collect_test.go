package message

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// formatAt says which argument of a call is a format, by the name of what is called. These
// are the ways in which lumbung speaks: diagnostics, their notes, and the talk of commands.
var formatAt = map[string]int{
	"Error": 2, "Warn": 2, "Info": 2, "Note": 0, "NoteAt": 1, "Msg": 0, "misusef": 0,
	"fail": 0, "tell": 0, "text": 0, "result": 1, "error": 2, "warn": 2, "gap": 0,
	"add": 3, "breaks": 2, "broke": 1, "note": 0, "hint": 0, "hintInField": 0, "fault": 1, "Err": 0, "faultf": 1, "Suggest": 2, "missing": 0, "own": 0, "problem": 2, "stage": 0, "phase": 0,
}

// talk are calls that speak only in the packages that speak to the publisher themselves;
// elsewhere functions of these names write XML and pages.
var talk = map[string]bool{"text": true, "fail": true, "tell": true, "result": true, "gap": true, "Info": true}

func speaks(path string) bool {
	switch dir := filepath.ToSlash(filepath.Dir(path)); dir {
	case "../..", "../../internal/infer", "../../internal/serve":
		return true
	}
	return false
}

// spoken collects every format in the source tree, each with one place.
func spoken(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if is, ok := castError(path, call); ok {
				for _, format := range is {
					found[format] = files.Position(call.Pos()).String()
				}
				return true
			}
			at, ok := formatAt[called(call)]
			if called(call) == "wrong" && strings.Contains(filepath.ToSlash(path), "/query/") {
				at, ok = 0, true
			}
			if strings.Contains(filepath.ToSlash(path), "/tmpl/") { // its mistakes stand at a node
				at, ok = map[string]int{"fail": 2, "throw": 1, "hint": 0, "Msg": 0, "Err": 0}[called(call)]
			}
			if !ok || at >= len(call.Args) || talk[called(call)] && !speaks(path) && !strings.Contains(filepath.ToSlash(path), "/tmpl/") {
				return true
			}
			if text, ok := literal(call.Args[at]); ok && strings.ContainsFunc(text, isLetter) && text != "%s" {
				found[text] = files.Position(call.Pos()).String()
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// castError gives the two messages that table.Caster.wrong makes of a few words.
func castError(path string, call *ast.CallExpr) ([]string, bool) {
	if called(call) != "wrong" || len(call.Args) != 2 || !strings.Contains(filepath.ToSlash(path), "/table/") {
		return nil, false
	}
	is, ok := literal(call.Args[1])
	return []string{"%q " + is + " (field %q)", "the cell is empty, which " + is + " (field %q)"}, ok
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

func called(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

// literal is the text of a string, or of several joined by +.
func literal(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind != token.STRING {
			return "", false
		}
		s, err := strconv.Unquote(e.Value)
		return s, err == nil
	case *ast.BinaryExpr:
		a, okA := literal(e.X)
		b, okB := literal(e.Y)
		return a + b, okA && okB && e.Op == token.ADD
	}
	return "", false
}

func sortedKeys(m map[string]string) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
