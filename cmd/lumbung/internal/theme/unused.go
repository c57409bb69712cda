package theme

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// Unused tells of what a portal put into its own theme and nobody reads: mostly a name that
// is not quite that of what it was to replace. kinds are the pages that have a template.
func (t *Theme) Unused(kinds []string, langs []locale.Lang, log *diag.Log) {
	if t.own == nil {
		return
	}
	text := t.ownText()
	t.unusedTemplates(kinds, text, log)
	t.unusedStrings(langs, text, log)
}

// ownText is all that the portal's own templates and scripts say.
func (t *Theme) ownText() string {
	var all strings.Builder
	_ = fs.WalkDir(t.own, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !slices.Contains([]string{".html", ".ts", ".js"}, path.Ext(p)) {
			return nil // what cannot be read was told when the theme was made
		}
		if data, err := fs.ReadFile(t.own, p); err == nil {
			all.Write(data)
			all.WriteByte('\n')
		}
		return nil
	})
	return all.String()
}

func (t *Theme) at(name string) diag.Span {
	return (&diag.File{Name: path.Join("themes", t.Name, name)}).Whole()
}

// unusedTemplates tells of templates that are of no kind of page and that no other calls.
func (t *Theme) unusedTemplates(kinds []string, text string, log *diag.Log) {
	entries, err := fs.ReadDir(t.own, "templates")
	if err != nil {
		return
	}
	for _, e := range entries {
		kind, isTemplate := strings.CutSuffix(e.Name(), ".html")
		if e.IsDir() || !isTemplate || slices.Contains(kinds, kind) || strings.Contains(text, `"`+e.Name()+`"`) {
			continue
		}
		d := log.Warn("unused-theme", t.at("templates/"+e.Name()), "no page has the template %q", e.Name())
		if near := diag.Closest(kind, kinds); near != "" {
			d.Note("did you mean %q?", near+".html")
		} else {
			d.Note("kinds of pages are %s", strings.Join(kinds, ", "))
		}
	}
}

// unusedStrings tells of texts under keys that neither the default theme nor the portal's
// own templates and scripts ask for.
func (t *Theme) unusedStrings(langs []locale.Lang, text string, log *diag.Log) {
	entries, err := fs.ReadDir(t.own, "strings")
	if err != nil {
		return
	}
	for _, e := range entries {
		lang, isStrings := strings.CutSuffix(e.Name(), ".toml")
		if e.IsDir() || !isStrings {
			continue
		}
		if !slices.Contains(langs, locale.Lang(lang)) {
			log.Warn("unused-theme", t.at("strings/"+e.Name()), "%q is not a language of the portal", lang).Note("add it to languages in site.toml, or remove the file")
			continue
		}
		t.unusedKeys("strings/"+e.Name(), text, log)
	}
}

func (t *Theme) unusedKeys(name, text string, log *diag.Log) {
	own, doc := t.keys(t.own, name)
	known := t.knownKeys()
	for _, key := range own {
		if slices.Contains(known, key) || strings.Contains(text, `"`+key+`"`) || strings.Contains(text, "."+key) {
			continue
		}
		d := log.Warn("unused-string", doc.At(key), "nothing shows the text %q", key)
		if near := diag.Closest(key, known); near != "" {
			d.Note("did you mean %q?", near)
		} else {
			d.Note("the default theme's texts are listed in themes/tenun/strings/en.toml")
		}
	}
}

// knownKeys are those of the default theme, in any of its languages.
func (t *Theme) knownKeys() []string {
	var all []string
	entries, err := fs.ReadDir(t.base, "strings")
	if err != nil {
		return nil
	}
	for _, e := range entries {
		keys, _ := t.keys(t.base, "strings/"+e.Name())
		all = append(all, keys...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// keys lists the keys of a file of texts. What is wrong with it was told before.
func (t *Theme) keys(fsys fs.FS, name string) ([]string, *tomlfile.Doc) {
	file := &diag.File{Name: path.Join("themes", t.Name, name)}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, nil
	}
	file.Data = data
	var sections map[string]any
	log, texts := &diag.Log{}, map[string]locale.Phrase{}
	doc, ok := tomlfile.Decode(file, &sections, log)
	if !ok {
		return nil, nil
	}
	flatten("", sections, texts, doc, log)
	return locale.NewPhrases("", texts).Keys(), doc
}
