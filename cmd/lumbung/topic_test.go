package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/message"
)

func topicIn(t *testing.T, name, lang string) string {
	t.Helper()
	text, ok := topic(name, lang)
	if !ok {
		t.Fatalf("topic %q has no text in %q", name, lang)
	}
	return text
}

func TestEveryTopicIsInEveryLanguage(t *testing.T) {
	for _, name := range topics {
		english := topicIn(t, name, "en")
		for _, lang := range message.Languages()[1:] {
			if topicIn(t, name, lang) == english {
				t.Errorf("topic %q is not in %q", name, lang)
			}
		}
	}
	files, err := topicFiles.ReadDir("topics")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if name, ok := strings.CutSuffix(f.Name(), ".txt"); ok && !slices.Contains(topics, name) {
			t.Errorf("topics/%s is no topic", f.Name())
		}
	}
}

// code is a word that can only be a key, a flag or a name of the program: it has a capital
// inside, stands in front of " = ", or begins with --.
var code = regexp.MustCompile(`--[a-z-]+\w|\b[a-z]+[A-Z]\w*\b|\b[a-z]\w* = |\{(?:sql|chart|table|note)[a-z ]*\}`)

// listed are words of lists in parentheses, and of lines that list keys: the same in both
// languages.
var listed = regexp.MustCompile(`\(([A-Za-z ]+)\)`)

// What is to be typed is the same whatever language explains it.
func TestTopicsDocumentTheSameKeysInEveryLanguage(t *testing.T) {
	for _, name := range topics {
		english, indonesian := topicIn(t, name, "en"), topicIn(t, name, "id")
		a, b := code.FindAllString(english, -1), code.FindAllString(indonesian, -1)
		slices.Sort(a)
		slices.Sort(b)
		a, b = slices.Compact(a), slices.Compact(b)
		if !slices.Equal(a, b) {
			t.Errorf("%s:\nen %q\nid %q", name, a, b)
		}
		if name != "schema" && name != "charts" {
			continue
		}
		for _, m := range listed.FindAllString(english, -1) {
			if !strings.Contains(indonesian, m) && len(strings.Fields(m)) > 1 {
				t.Errorf("%s: the Indonesian text has not %s", name, m)
			}
		}
	}
}

func TestTopicsFitATerminal(t *testing.T) {
	for _, name := range topics {
		for _, lang := range message.Languages() {
			for i, line := range strings.Split(topicIn(t, name, lang), "\n") {
				if n := len([]rune(line)); n > 130 && name != "publishing" {
					t.Errorf("%s (%s) line %d has %d characters", name, lang, i+1, n)
				}
			}
		}
	}
}

// Every type of chart is shown: its name at the start of a line and a picture below it.
func TestEveryTypeOfChartHasItsPictureInHelp(t *testing.T) {
	for _, lang := range message.Languages() {
		lines := strings.Split(topicIn(t, "charts", lang), "\n")
		for _, kind := range dataset.ChartTypes {
			at := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, kind+" ") })
			if at < 0 {
				t.Errorf("help charts (%s) does not tell of %s", lang, kind)
				continue
			}
			if !strings.HasPrefix(lines[at+1], "      ") || !strings.ContainsAny(lines[at+1]+lines[at+2], "#=|o_") {
				t.Errorf("help charts (%s) has no picture of %s", lang, kind)
			}
		}
	}
}

func TestTemplateFieldsAreAllListed(t *testing.T) {
	text := topicIn(t, "templates", "en")
	for _, want := range []string{"[functions]", "[page]", "[kind.profile]", "[kind.404]", "[part.Figure]", "[part.Line]", "  Crumbs ", "  href ", "the default theme" /* not the file's own head */} {
		if has := strings.Contains(text, want); has == (want == "the default theme") {
			t.Errorf("help templates: %q is there: %v", want, has)
		}
	}
	if n := strings.Count(text, "\n"); n < 300 {
		t.Errorf("help templates has only %d lines", n)
	}
}

var inQuotes = regexp.MustCompile(`"[^"]*"`)

// What templates receive is explained in every language: no remark of theme.toml is left in
// English.
func TestTemplateFieldsAreExplainedInEveryLanguage(t *testing.T) {
	said := 0
	listFields(func(text string) string {
		if said++; strings.ContainsFunc(inQuotes.ReplaceAllString(text, ""), unicode.IsLower) && message.Field("id", text) == text {
			t.Errorf("no Indonesian text for %q", text)
		}
		return text
	})
	if said < 300 {
		t.Errorf("only %d remarks were looked at", said)
	}
}
