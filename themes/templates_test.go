package themes

import (
	"regexp"
	"strings"
	"testing"
)

func TestTemplatesAskOnlyForStringsThatExist(t *testing.T) {
	known := phrases(t, "id")
	asked := 0
	for _, name := range files(t, "templates", ".html") {
		for _, m := range regexp.MustCompile(`[{( ]t "([\w.]+)"`).FindAllStringSubmatch(read(t, name), -1) {
			asked++
			if _, ok := known[m[1]]; !ok {
				t.Errorf("%s asks for %q", name, m[1])
			}
		}
	}
	if asked < 100 {
		t.Errorf("only %d strings found: the test no longer sees how templates ask for them", asked)
	}
}

// The policy of every page forbids them; a browser would drop them without a word.
func TestTemplatesHaveNothingInline(t *testing.T) {
	inline := regexp.MustCompile(`(?i)\sstyle=|\son[a-z]+=|<style|javascript:|<script>`)
	for _, name := range files(t, "templates", ".html") {
		if found := inline.FindString(read(t, name)); found != "" {
			t.Errorf("%s has %q", name, strings.TrimSpace(found))
		}
	}
}

func TestEveryPageHasAPolicyAndOneHeading(t *testing.T) {
	head := read(t, "templates/_partials/head.html")
	for _, part := range []string{"default-src 'none'", "script-src 'self' file:", "style-src 'self' file:", "form-action 'self' file:"} {
		if !strings.Contains(head, part) {
			t.Errorf("the policy does not say %q", part)
		}
	}
	for _, word := range []string{"unsafe-inline", "unsafe-eval", "http:", "*;"} {
		if strings.Contains(head, word) {
			t.Errorf("the policy allows %q", word)
		}
	}
	for _, name := range files(t, "templates", ".html") {
		if strings.Contains(name, "/_partials/") {
			continue
		}
		text := read(t, name)
		if n := strings.Count(text, "<h1"); n != 1 {
			t.Errorf("%s has %d headings of the first level", name, n)
		}
		for _, part := range []string{`{{template "head" .Base}}`, `<main id="isi"`, `{{template "foot" .Base}}`} {
			if !strings.Contains(text, part) {
				t.Errorf("%s lacks %s", name, part)
			}
		}
	}
}
