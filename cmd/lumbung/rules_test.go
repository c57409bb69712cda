package main

import (
	"bytes"
	"cmp"
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/race"
	"lumbung/themes"
)

// brokenBy are the tests that break the rules that no few lines of text can show, and those
// that keep them: rules of limits, of frozen releases, of what the disk does. Most do both.
var brokenBy = map[string]struct{ dir, broken, kept string }{
	"cell-length":        {"internal/dataset", "TestHostileCSVGivesTheExactValueOrSaysWhatIsWrong", "TestWellFormedCSVReadsAsItWasWritten"},
	"chart-values":       {"internal/chart", "TestNumbersThatDoNotFitOverBarsAreToldOf", ""},
	"content":            {"internal/content", "TestNarrativeThatCannotBeReadIsToldAndNotWhole", ""},
	"csv-encoding":       {"internal/dataset", "TestHostileCSVGivesTheExactValueOrSaysWhatIsWrong", "TestWellFormedCSVReadsAsItWasWritten"},
	"csv-nul":            {"internal/dataset", "TestHostileCSVGivesTheExactValueOrSaysWhatIsWrong", "TestWellFormedCSVReadsAsItWasWritten"},
	"data-folder":        {"internal/dataset", "TestWhatCannotBeReadIsToldWithItsReason", ""},
	"missing-template":   {"internal/render", "TestThemeThatCannotBeCompiledIsTold", ""},
	"nothing-to-release": {"internal/release", "TestWhatMayBeReleased", ""},
	"page-block":         {"internal/content", "TestPagesBeyondLimitsAreRefusedAtOnce", "TestPageAtItsLimitsIsRead"},
	"page-depth":         {"internal/content", "TestPagesBeyondLimitsAreRefusedAtOnce", "TestPageAtItsLimitsIsRead"},
	"page-nul":           {"internal/content", "TestPagesBeyondLimitsAreRefusedAtOnce", "TestPageAtItsLimitsIsRead"},
	"page-size":          {"internal/content", "TestPagesBeyondLimitsAreRefusedAtOnce", "TestPageAtItsLimitsIsRead"},
	"read":               {"internal/dataset", "TestWhatCannotBeReadIsToldWithItsReason", ""},
	"release":            {".", "TestReleaseThatIsGoneWhileItIsComparedIsTold", ""},
	"release-exposes":    {"internal/release", "TestWhatIsHiddenNowMustNotStandInAnOldRelease", "TestAReleaseThatHidTheSameShowsNothing"},
	"release-files":      {"internal/release", "TestDamagedReleaseIsAnErrorThatNamesTheFile", "TestReleaseReadsBackAsItWasPublished"},
	"scores":             {"internal/score", "TestWhatContradictsTheRubricIsToldAtItsRow", "TestAnswersBecomeTotalsBandsCountsAndConclusions"},
	"table-size":         {"internal/dataset", "TestTableOfTooManyBytesIsRefused", ""},
	"toml-depth":         {"internal/tomlfile", "TestSizeAndDepthHaveAnEnd", ""},
	"toml-size":          {"internal/tomlfile", "TestSizeAndDepthHaveAnEnd", ""},
	"too-many-columns":   {"internal/dataset", "TestHostileCSVGivesTheExactValueOrSaysWhatIsWrong", "TestWellFormedCSVReadsAsItWasWritten"},
	"too-many-problems":  {"internal/dataset", "TestThousandsOfProblemsAreCounted", "TestEveryWrongCellIsToldInOneRun"},
	"too-many-rows":      {"internal/dataset", "TestTableOfTooManyRowsIsRefused", ""},
	"unreleased-data":    {"internal/release", "TestChangedDataUnderTheOldVersionIsAnError", "TestABetterDescriptionNeedsNoNewVersion"},
	"version":            {"internal/release", "TestTheVersionOfSiteTOMLMustFitTheReleases", ""},
	"version-step":       {"internal/release", "TestAVersionInTheMakingIsAllowedButItsStepIsWatched", ""},
}

// What "lumbung help RULE" shows is tried: the wrong lines are told of by that rule and by no
// other, at its level and with a way to mend them in both languages; of the right ones nothing
// is told at all. A rule without an example needs a test of its own.
func TestEveryRuleIsBrokenAndKeptByItsExample(t *testing.T) {
	race.Without(t)
	sound := themeOf(t, starterPortal(t))
	for _, name := range ruleNames() {
		t.Run(name, func(t *testing.T) {
			r := rules()[name]
			if r.In == "" {
				by, ok := brokenBy[name]
				switch {
				case !ok:
					t.Error("the rule has no example, and brokenBy names no test for it")
				case r.Example.EN == "" || r.Example.ID == "":
					t.Error("the rule has no example in words")
				}
				for _, test := range []string{by.broken, cmp.Or(by.kept, by.broken)} {
					if !hasTest(t, by.dir, test) {
						t.Errorf("%s has no test %q", by.dir, test)
					}
				}
				return
			}
			if _, twice := brokenBy[name]; twice {
				t.Error("the rule has an example, and brokenBy names a test for it")
			}
			wrong, finished := tellings(t, r, r.Wrong, sound, func(all []*diag.Diagnostic) bool { return !toldBy(all, name) })
			if !toldBy(wrong, name) {
				t.Errorf("the wrong lines break nothing")
			}
			untranslated(t, wrong)
			for _, d := range wrong {
				if d.Rule != name {
					t.Errorf("the wrong lines are also told of by %s: %s", d.Rule, d)
				} else if len(d.Notes) == 0 {
					t.Errorf("nobody says how to mend: %s", d)
				}
				if d.Severity.String() != r.Level {
					t.Errorf("%s is told as %s, the rule is of %ss", d, d.Severity, r.Level)
				}
			}
			right, _ := tellings(t, r, r.Right, sound, func([]*diag.Diagnostic) bool { return finished })
			for _, d := range right {
				t.Errorf("the right lines are told of by %s: %s", d.Rule, d)
			}
		})
	}
	for name := range brokenBy {
		if _, ok := rules()[name]; !ok {
			t.Errorf("brokenBy names %q, which is no rule", name)
		}
	}
}

func toldBy(all []*diag.Diagnostic, rule string) bool {
	return slices.ContainsFunc(all, func(d *diag.Diagnostic) bool { return d.Rule == rule })
}

// tellings are what check tells of the portal of init with an example's lines in it. Pages are
// made and read only where finish asks for it, after what was told of the sources.
func tellings(t *testing.T, r rule, lines string, sound *kept, finish func([]*diag.Diagnostic) bool) (all []*diag.Diagnostic, finished bool) {
	t.Helper()
	dir := starterPortal(t)
	was := r.Was
	if was == "" && has(t, dir, r.In, r.Right) {
		was = r.Right
	}
	for _, e := range append(slices.Clone(r.Also), ruleEdit{r.In, was, lines}) {
		put(t, dir, e)
	}
	if strings.HasPrefix(r.In, "themes/") || r.In == siteFile {
		sound = nil
	}
	return checked(t, dir, sound, finish)
}

// checked is what check tells of a portal, with a theme that was made before, and whether it
// made the pages.
func checked(t *testing.T, dir string, sound *kept, finish func([]*diag.Diagnostic) bool) (all []*diag.Diagnostic, finished bool) {
	t.Helper()
	pr, err := openProject(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer pr.close()
	c := &checking{env: &environment{ctx: context.Background(), stdout: io.Discard, stderr: io.Discard}, log: &diag.Log{}}
	p := readPortal(pr, readOptions{advise: true, kept: sound}, c.log)
	defer p.close()
	c.typedFigures(p)
	if finish(c.log.Sorted()) && c.log.Errors() == 0 {
		finished = true
		if err := c.finished(p); err != nil {
			t.Fatal(err)
		}
	}
	return c.log.Sorted(), finished
}

// source reads a file of the portal; one of a theme that the portal has not is the default's.
func source(t *testing.T, dir, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	if file, ok := strings.CutPrefix(name, "themes/tenun/"); ok && os.IsNotExist(err) {
		data, err = fs.ReadFile(themes.Tenun(), file)
	}
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return string(data)
}

func has(t *testing.T, dir, name, text string) bool {
	return text != "" && strings.Contains(source(t, dir, name), text)
}

// put writes lines of an example in the place of what they replace, or at the end.
func put(t *testing.T, dir string, e ruleEdit) {
	t.Helper()
	text := source(t, dir, e.In)
	if text == "" && e.Text == "" {
		return // the file is not there
	}
	switch n := strings.Count(text, e.Was); {
	case e.Was == "":
		if text != "" && e.Text != "" {
			text += "\n"
		}
		text += strings.TrimSuffix(e.Text, "\n") + "\n"
	case n != 1:
		t.Fatalf("%s has %q %d times", e.In, e.Was, n)
	default:
		text = strings.Replace(text, e.Was, e.Text, 1)
	}
	at := filepath.Join(dir, filepath.FromSlash(e.In))
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// hasTest says whether a package has a test.
func hasTest(t *testing.T, dir, name string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == name {
				return true
			}
		}
	}
	return false
}

// The example is shown as it is tried, in both languages.
func TestHelpOfARuleShowsWhatIsWrongAndWhatIsRight(t *testing.T) {
	for lang, want := range map[string]string{
		"en": "category (error): a value is none of the field's categories\n\nWrong, in data/titik_air.csv:\n  TA-05,Kampung Baru,99.02,Sumur bor,2021,530,Berfungi\n" +
			"Right:\n  TA-05,Kampung Baru,99.02,Sumur bor,2021,530,Berfungsi\n\nIt is an error: it cannot be switched off.\n",
		"id": "category (kesalahan): nilai bukan salah satu kategori kolom\n\nSalah, di data/titik_air.csv:\n  TA-05,Kampung Baru,99.02,Sumur bor,2021,530,Berfungi\n" +
			"Betul:\n  TA-05,Kampung Baru,99.02,Sumur bor,2021,530,Berfungsi\n\nIni kesalahan: tidak dapat dimatikan.\n",
	} {
		var out bytes.Buffer
		env := &environment{ctx: context.Background(), stdout: &out, stderr: &out, getenv: func(string) string { return "" }}
		if code := run(env, []string{"--lang", lang, "help", "category"}); code != done || out.String() != want {
			t.Errorf("%s:\n%s\nwant\n%s", lang, out.String(), want)
		}
	}
}

// Some rules have the name of a command or a topic: help explains both.
func TestHelpExplainsEveryRuleByItsName(t *testing.T) {
	for _, lang := range []string{"en", "id"} {
		for _, name := range ruleNames() {
			var out bytes.Buffer
			env := &environment{ctx: context.Background(), stdout: &out, stderr: &out, getenv: func(string) string { return "" }}
			code := run(env, []string{"--lang", lang, "help", name})
			if r := rules()[name]; code != done || !strings.Contains(out.String(), name+" (") || !strings.Contains(out.String(), r.says(env)) || !strings.Contains(out.String(), r.example(env)) {
				t.Errorf("help %s (%s):\n%s", name, lang, out.String())
			}
		}
	}
}
