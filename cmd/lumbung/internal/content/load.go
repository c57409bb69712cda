package content

import (
	"errors"
	"io/fs"
	"path"
	"sort"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
)

// Dir is the folder of a project that holds the narrative, one folder a language.
const Dir = "content"

// Load reads content/LANG/**.md of each language, in the order of languages and keys. A
// folder of a language that the portal does not have is a warning: nobody would read it.
// The narrative is whole when every page could be read.
func Load(project fs.FS, langs []locale.Lang, log *diag.Log) (pages []*Page, whole bool) {
	whole = true
	for _, lang := range langs {
		read, all := loadLang(project, lang, log)
		pages, whole = append(pages, read...), whole && all
	}
	entries, err := fs.ReadDir(project, Dir)
	if err != nil {
		return pages, whole // a portal may do without a narrative
	}
	for _, e := range entries {
		if e.IsDir() && !known(langs, e.Name()) {
			at := &diag.File{Name: path.Join(Dir, e.Name())}
			log.Warn("unused-content", at.Whole(), "folder %q is not a language of the portal", e.Name()).
				Note("add it to languages in site.toml, or remove the folder")
		}
	}
	return pages, whole
}

func known(langs []locale.Lang, name string) bool {
	for _, lang := range langs {
		if string(lang) == name {
			return true
		}
	}
	return false
}

func loadLang(project fs.FS, lang locale.Lang, log *diag.Log) (pages []*Page, whole bool) {
	root := path.Join(Dir, string(lang))
	var names []string
	err := fs.WalkDir(project, root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if !d.IsDir() && strings.HasSuffix(name, ".md") && !strings.HasPrefix(path.Base(name), ".") {
			names = append(names, name)
		}
		return nil
	})
	whole = true
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		whole = false
		log.Error("content", (&diag.File{Name: root}).Whole(), "cannot be read: %s", diag.Reason(err)).
			Note("see that it is there, and that you may read it")
	}
	sort.Strings(names)
	for _, name := range names {
		p := readPage(project, name, lang, strings.TrimSuffix(strings.TrimPrefix(name, root+"/"), ".md"), log)
		whole = whole && p != nil
		if p != nil && !p.Front.Draft {
			pages = append(pages, p)
		}
	}
	return pages, whole
}

// readPage reads a page; nil when it cannot be read.
func readPage(project fs.FS, name string, lang locale.Lang, key string, log *diag.Log) *Page {
	file := &diag.File{Name: name}
	if info, err := fs.Stat(project, name); err == nil && info.Size() > MaxPage {
		tooLong(file, info.Size(), log)
		return nil
	}
	data, err := fs.ReadFile(project, name)
	if err != nil {
		log.Error("content", file.Whole(), "cannot be read: %s", diag.Reason(err)).
			Note("see that it is there, and that you may read it")
		return nil
	}
	file.Data = data
	return Parse(file, lang, key, log)
}

// Name is the last part of a page's key: "income" of "stories/income".
func (p *Page) Name() string { return path.Base(p.Key) }

// Folder is the first folder of a page's key: "stories" of "stories/income", "" of "about".
func (p *Page) Folder() string {
	folder, _, found := strings.Cut(p.Key, "/")
	if !found {
		return ""
	}
	return folder
}
