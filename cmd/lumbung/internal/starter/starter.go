// Package starter holds the small portal that lumbung init writes: water points of a
// regency that does not exist, in two languages, with a comment wherever somebody who has
// never seen a portal's files will ask.
package starter

import (
	"embed"
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/tomlfile"
)

//go:embed all:portal
var files embed.FS

// Options are what the new portal says of itself.
type Options struct {
	Title     string // "" names the region
	Region    string
	Languages []string // the first stands at the root; "id" and "en" there are
	// Say gives a comment in the language of whoever will edit the files; nil is English.
	Say func(english string) string
}

// Write puts the portal's files into an empty folder and names them. When it cannot, it
// takes back what it wrote.
func Write(root *os.Root, o Options) (names []string, err error) {
	defer func() {
		if err != nil {
			for _, name := range slices.Backward(names) {
				root.Remove(name)
			}
			names = nil
		}
	}()
	if o.Title == "" {
		o.Title = "Data " + o.Region
	}
	var quotedLanguages []string
	for _, lang := range o.Languages {
		quotedLanguages = append(quotedLanguages, tomlfile.Quote(lang))
	}
	fill := strings.NewReplacer("%TITLE%", tomlfile.Quote(o.Title), "%REGION%", tomlfile.Quote(o.Region), "%LANGUAGES%", strings.Join(quotedLanguages, ", "))
	err = fs.WalkDir(files, "portal", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		to := strings.TrimPrefix(name, "portal/")
		if lang, ok := contentLanguage(to); ok && !slices.Contains(o.Languages, lang) {
			return nil
		}
		if to == "gitignore" {
			to = ".gitignore" // git would heed it here
		}
		if err := root.MkdirAll(path.Dir(to), 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
		names = append(names, to)
		text := fill.Replace(string(data))
		if o.Say != nil && path.Ext(to) == ".toml" {
			text = said(text, o.Say)
		}
		return root.WriteFile(to, []byte(text), 0o644)
	})
	return names, err
}

// said puts the comments of a TOML file into another language, line by line. None of the
// texts between quotes has a "# " in it.
func said(text string, say func(string) string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		before, comment, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "# ")
		if ok && (before == "" || strings.HasSuffix(before, " ")) {
			line = before + "# " + say(comment) + "\n"
		}
		b.WriteString(line)
	}
	return b.String()
}

func contentLanguage(name string) (string, bool) {
	rest, ok := strings.CutPrefix(name, "content/")
	lang, _, _ := strings.Cut(rest, "/")
	return lang, ok
}
