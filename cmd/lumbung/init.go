package main

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"

	"lumbung/cmd/lumbung/internal/starter"
)

var initCommand = &command{
	name:  "init",
	usage: "DIR [flags]",
	short: "start a small portal of your own in an empty folder",
	long: `Writes a small working portal into a new or empty folder: two datasets, a chart, a claim that
is checked, a story and a glossary, with comments that say what each line is for. Its figures
are made up, and marked so. It builds at once; then replace its files by your own.

  lumbung init portal
  lumbung init portal --title "Data Kabupaten Alor" --region "Kabupaten Alor" --languages id`,
	setup: func(fs *flag.FlagSet) func(env *environment, args []string) int {
		title := fs.String("title", "", "`TITLE` of the portal")
		region := fs.String("region", "Kabupaten Contoh", "`PLACE` that the portal is about")
		languages := ""
		choiceVar(fs, &languages, "languages", []string{"id,en", "en,id", "id", "en"}, "id,en", "`LIST` of the portal's languages, the first at the root: id,en or en,id or id or en")
		return func(env *environment, args []string) int {
			if len(args) != 1 {
				return env.misuse("init", misusef("init needs the name of one folder"))
			}
			o := starter.Options{Title: *title, Region: *region, Languages: strings.Split(languages, ","), Say: env.say}
			return env.init(args[0], o)
		}
	},
}

func (env *environment) init(dir string, o starter.Options) int {
	at := dir
	if !filepath.IsAbs(dir) {
		at = filepath.Join(env.dir, dir)
	}
	entries, err := os.ReadDir(at)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return env.failed(err)
	}
	if len(entries) > 0 {
		return env.fail("%s is not empty; choose a new folder", dir)
	}
	if err := os.MkdirAll(at, 0o755); err != nil {
		return env.failed(err)
	}
	root, err := os.OpenRoot(at)
	if err != nil {
		return env.failed(err)
	}
	defer root.Close()
	names, err := starter.Write(root, o)
	if err != nil {
		return env.failed(err)
	}
	return env.result(map[string]any{"folder": dir, "files": names}, "%s: %d {file|files}; now: cd %[1]s && lumbung serve --open", dir, len(names))
}
