// Package message is the one catalogue of what lumbung says on the command line: the
// diagnostics of all packages, the talk of the commands and their help.
//
// The English text, with its verbs and the forms that a number picks ("%d {row|rows}"), is
// the key; id.toml gives the Indonesian one. In
// gives a translator for a language, which diag.Printer takes as it is; Choose picks the
// language the system is set to. Texts that readers of a portal see are not here: they
// belong to the theme.
package message

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
)

//go:embed id.toml
var indonesian string

type texts struct {
	Messages map[string]string `toml:"messages"`
	Commands map[string]string `toml:"commands"`
	Fields   map[string]string `toml:"fields"`
}

var file = sync.OnceValue(func() texts {
	var file texts
	if _, err := toml.Decode(indonesian, &file); err != nil {
		panic("message: id.toml: " + err.Error()) // embedded, and tested
	}
	return file
})

func catalogue() map[string]string { return file().Messages }

// Command gives what a command does, at length, in a language; "" where only English has it.
func Command(lang, name string) string {
	if lang != "id" {
		return ""
	}
	return file().Commands[name]
}

// Field gives what the default theme says of a field that its templates receive. It stays
// English where it has no translation.
func Field(lang, text string) string {
	if translated := file().Fields[text]; lang == "id" && translated != "" {
		return translated
	}
	return text
}

// Languages lists the languages there are; the first is that of the keys.
func Languages() []string { return []string{"en", "id"} }

// In gives the translator to a language. A text that has no translation stays English.
func In(lang string) func(format string) string {
	if lang != "id" {
		return func(format string) string { return format }
	}
	texts := catalogue()
	return func(format string) string {
		if text, ok := texts[format]; ok {
			return text
		}
		return format
	}
}

// Choose picks the language of the locale, in the order that POSIX asks for.
func Choose(getenv func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		value := getenv(name)
		if value == "" {
			continue
		}
		base, _, _ := strings.Cut(value, "_")
		base, _, _ = strings.Cut(base, ".")
		if base == "id" || base == "in" { // Java and old systems write "in"
			return "id"
		}
		return "en"
	}
	return "en"
}
