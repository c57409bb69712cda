// Package theme finds what a theme is made of: templates, styles, scripts, fonts and the
// strings of the interface.
//
// A Theme is the default theme tenun, which the binary holds, with the portal's own
// files laid over it: a file of the same name in the portal's themes/NAME folder wins.
// Strings are laid over one by one, so that a portal that renames one button need not
// repeat the others.
package theme

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// Theme is a theme's files.
type Theme struct {
	Name string
	FS   fs.FS // css/, js/, fonts/, templates/, strings/
	base fs.FS
	own  fs.FS // nil: the portal changes nothing
	// AskedAt is where the portal asks for a language; nil is nowhere.
	AskedAt func(lang locale.Lang) diag.Span
}

// New lays a portal's own files over the default theme. own may be nil.
func New(name string, base, own fs.FS) *Theme {
	t := &Theme{Name: name, base: base, own: own}
	t.FS = overlay{own, base}
	return t
}

// Phrases reads strings/LANG.toml. A language that the theme does not know is an error
// at the place where the portal asks for it, and says how to add it.
func (t *Theme) Phrases(lang locale.Lang, log *diag.Log) *locale.Phrases {
	texts := map[string]locale.Phrase{}
	name, found := "strings/"+string(lang)+".toml", false
	for _, source := range []struct {
		fs   fs.FS
		file string
	}{{t.base, "themes/tenun/" + name}, {t.own, "themes/" + t.Name + "/" + name}} {
		if source.fs == nil {
			continue
		}
		data, err := fs.ReadFile(source.fs, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		file := &diag.File{Name: source.file, Data: data}
		if err != nil {
			log.Error("theme", file.Whole(), "cannot be read: %s", diag.Reason(err)).
				Note("see that it is there, and that you may read it")
			continue
		}
		found = true
		readPhrases(file, texts, log)
	}
	if !found {
		log.Error("language", t.asked(lang), "theme %q has no strings for language %q", t.Name, string(lang)).
			Note("copy the theme's strings/en.toml to themes/%s/%s and translate it", t.Name, name)
	}
	return locale.NewPhrases(lang, texts)
}

func (t *Theme) asked(lang locale.Lang) diag.Span {
	if t.AskedAt == nil {
		return diag.Span{}
	}
	return t.AskedAt(lang)
}

func readPhrases(file *diag.File, into map[string]locale.Phrase, log *diag.Log) {
	var sections map[string]any
	doc, ok := tomlfile.Decode(file, &sections, log)
	if ok {
		flatten("", sections, into, doc, log)
	}
}

func flatten(prefix string, m map[string]any, into map[string]locale.Phrase, doc *tomlfile.Doc, log *diag.Log) {
	for key, v := range m {
		full := tomlfile.Key(prefix, key)
		switch v := v.(type) {
		case string:
			into[full] = locale.Phrase{Other: v}
		case map[string]any:
			other, plural := v["other"].(string)
			if !plural {
				flatten(full, v, into, doc, log)
				continue
			}
			one, _ := v["one"].(string)
			into[full] = locale.Phrase{One: one, Other: other}
		default:
			log.Error("theme-string", doc.ValueAt(full), "a string of the theme must be a text, or a table of \"one\" and \"other\"").
				Note("put it in quotes")
		}
	}
}

// Templates lists the template files, partials (in _partials/) first.
func (t *Theme) Templates() ([]string, error) {
	var names []string
	err := fs.WalkDir(t.FS, "templates", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(p, ".html") {
			names = append(names, p)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list templates of theme %q: %w", t.Name, err)
	}
	sort.Slice(names, func(i, j int) bool {
		pi, pj := strings.Contains(names[i], "/_partials/"), strings.Contains(names[j], "/_partials/")
		if pi != pj {
			return pi
		}
		return names[i] < names[j]
	})
	return names, nil
}

// Where names the file that a theme file comes from, for messages.
func (t *Theme) Where(name string) string {
	if t.own != nil {
		if _, err := fs.Stat(t.own, name); err == nil {
			return path.Join("themes", t.Name, name)
		}
	}
	return path.Join("themes/tenun", name)
}
