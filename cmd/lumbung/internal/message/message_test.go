package message

import (
	"regexp"
	"slices"
	"testing"
)

var verb = regexp.MustCompile(`%(\[\d+\])?[-+# 0]*[\d.*]*[a-zA-Z%]`)

func TestEveryMessageHasAnIndonesianText(t *testing.T) {
	all, texts := spoken(t), catalogue()
	if len(all) < 300 {
		t.Fatalf("only %d messages were found: the search is broken", len(all))
	}
	for _, format := range sortedKeys(all) {
		if texts[format] == "" {
			t.Errorf("%s: no Indonesian text for %q", all[format], format)
		}
	}
}

func TestTranslationsKeepTheVerbs(t *testing.T) {
	for english, indonesian := range catalogue() {
		if a, b := verb.FindAllString(english, -1), verb.FindAllString(indonesian, -1); !slices.Equal(a, b) {
			t.Errorf("%q has %q, but %q has %q", english, a, indonesian, b)
		}
	}
}

// A "1 rows" is noticed where a format counts something by a bare plural.
func TestCountedThingsHaveBothForms(t *testing.T) {
	bare := regexp.MustCompile(`%d (new |more |long )?(cell|row|column|error|warning|file|value|number|page|link|part|problem|dataset|character|group)s\b`)
	aboveOne := regexp.MustCompile(`%d of %d (files|rows)|more than|all %d|times|fewer than|up to|the (first|second) |of the %d`)
	for _, format := range sortedKeys(spoken(t)) {
		if bare.MatchString(format) && !aboveOne.MatchString(format) {
			t.Errorf("%q speaks of one as of several: write {row|rows}", format)
		}
	}
	for english, indonesian := range catalogue() {
		if regexp.MustCompile(`\{[^{}]*\|`).MatchString(indonesian) {
			t.Errorf("%q: Indonesian has one form: %q", english, indonesian)
		}
	}
}

func TestLocaleChoosesTheLanguage(t *testing.T) {
	for _, c := range []struct {
		env  map[string]string
		want string
	}{
		{map[string]string{"LANG": "id_ID.UTF-8"}, "id"},
		{map[string]string{"LANG": "id_ID.UTF-8", "LC_ALL": "C"}, "en"},
		{map[string]string{"LC_MESSAGES": "id", "LANG": "en_GB.UTF-8"}, "id"},
		{map[string]string{"LANG": "in_ID"}, "id"},
		{map[string]string{"LANG": "idx"}, "en"},
		{nil, "en"},
	} {
		if got := Choose(func(name string) string { return c.env[name] }); got != c.want {
			t.Errorf("%v: %s", c.env, got)
		}
	}
}

func TestTextWithoutTranslationStaysEnglish(t *testing.T) {
	if got := In("id")("no such text %d"); got != "no such text %d" {
		t.Errorf("got %q", got)
	}
	if got := In("id")("unknown key %q"); got != "kunci %q tidak dikenal" {
		t.Errorf("got %q", got)
	}
	if got := In("en")("unknown key %q"); got != "unknown key %q" {
		t.Errorf("got %q", got)
	}
}
