// Package render makes HTML of planned pages with a theme's templates.
//
// A Renderer holds the theme's templates, compiled once for each language, since what a
// language decides (its phrases, its numbers) is then constant. Append renders one page
// into a buffer; Profiles gives what renders the pages of a dataset's rows, with all that
// is the same on each of them made beforehand. Both may be used by several workers.
//
// Functions that templates may call are in funcs.go; "lumbung help themes" lists them.
package render

import (
	"fmt"
	"io"
	"io/fs"
	"path"
	"reflect"
	"strings"

	"lumbung/cmd/lumbung/internal/catalog"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/site"
	"lumbung/cmd/lumbung/internal/theme"
	"lumbung/cmd/lumbung/internal/tmpl"
)

// Renderer renders a portal's pages.
type Renderer struct {
	langs map[locale.Lang]*language
}

// language is a theme's templates in one language.
type language struct {
	*funcs
	set   *tmpl.Set
	kinds map[site.Kind]*tmpl.Template
	uses  site.Uses // of the template of profiles
}

// views are the types that each kind's template receives.
var views = map[site.Kind]reflect.Type{
	site.KindHome:      reflect.TypeFor[*site.HomePage](),
	site.KindCatalogue: reflect.TypeFor[*site.CataloguePage](),
	site.KindDataset:   reflect.TypeFor[*site.DatasetPage](),
	site.KindProfiles:  reflect.TypeFor[*site.ProfilesPage](),
	site.KindProfile:   reflect.TypeFor[*site.ProfilePage](),
	site.KindStories:   reflect.TypeFor[*site.StoriesPage](),
	site.KindStory:     reflect.TypeFor[*site.StoryPage](),
	site.KindText:      reflect.TypeFor[*site.TextPage](),
	site.KindGlossary:  reflect.TypeFor[*site.GlossaryPage](),
	site.KindGallery:   reflect.TypeFor[*site.GalleryPage](),
	site.KindChart:     reflect.TypeFor[*site.ChartPage](),
	site.KindClaims:    reflect.TypeFor[*site.ClaimsPage](),
	site.KindClaim:     reflect.TypeFor[*site.ClaimPage](),
	site.KindChanges:   reflect.TypeFor[*site.ChangesPage](),
	site.KindSearch:    reflect.TypeFor[*site.SearchPage](),
	site.KindCompare:   reflect.TypeFor[*site.ComparePage](),
	site.KindNotFound:  reflect.TypeFor[*site.NotFoundPage](),
}

// ViewType is the type that a kind's template receives.
func ViewType(kind site.Kind) reflect.Type { return views[kind] }

// New compiles a theme's templates; nil when one is wrong, which the log tells at the
// template's own line. Show says what they show.
func New(th *theme.Theme, phrases []*locale.Phrases, log *diag.Log) *Renderer {
	files, ok := read(th, log)
	if !ok {
		return nil
	}
	r := &Renderer{langs: map[locale.Lang]*language{}}
	before := log.Errors()
	for i, p := range phrases {
		l := &language{funcs: &funcs{phrases: p}, kinds: map[site.Kind]*tmpl.Template{}}
		set, err := tmpl.Parse(files, l.funcs.all())
		if err != nil {
			report(th, files, err, log)
			return nil
		}
		l.set = set
		for _, kind := range site.Kinds {
			l.kinds[kind] = l.compile(th, files, string(kind)+".html", views[kind], i == 0, log)
		}
		l.figure = l.compile(th, files, "figure", reflect.TypeFor[*site.Figure](), i == 0, log)
		l.table = l.compile(th, files, "table", reflect.TypeFor[*site.TableView](), i == 0, log)
		if uses, err := set.Uses(string(site.KindProfile) + ".html"); err == nil { // else it was reported above
			l.uses = uses
		}
		r.langs[p.Lang()] = l
	}
	if log.Errors() > before {
		return nil
	}
	return r
}

// Show sets the portal whose pages are rendered from now on. It is read when they are, not
// before: its files may be filled in until then.
func (r *Renderer) Show(portal *catalog.Portal) {
	for _, l := range r.langs {
		l.funcs.show(portal)
	}
}

// compile compiles a template; a mistake is told once, not in each language.
func (l *language) compile(th *theme.Theme, files []tmpl.File, name string, view reflect.Type, tell bool, log *diag.Log) *tmpl.Template {
	if !l.set.Has(name) {
		if tell {
			log.Error("missing-template", (&diag.File{Name: th.Where("templates/" + name)}).Whole(), "theme %q has no template %q", th.Name, name).
				Note("every kind of page needs one: %s", "home, catalogue, dataset, profiles, profile, stories, story, page, glossary, gallery, chart, claims, claim, changes, search, compare, 404")
		}
		return nil
	}
	t, err := l.set.Compile(name, view)
	if err != nil && tell {
		report(th, files, err, log)
	}
	return t
}

// read loads the template files. A page's template is named by its file, "dataset.html";
// those in _partials are named by what they define.
func read(th *theme.Theme, log *diag.Log) ([]tmpl.File, bool) {
	names, err := th.Templates()
	if err != nil {
		log.Error("theme", (&diag.File{Name: th.Where("templates")}).Whole(), "%s", diag.Reason(err)).
			Note("see that it is there, and that you may read it")
		return nil, false
	}
	var files []tmpl.File
	for _, name := range names {
		text, err := fs.ReadFile(th.FS, name)
		if err != nil {
			log.Error("theme", (&diag.File{Name: th.Where(name)}).Whole(), "cannot be read: %s", diag.Reason(err)).
				Note("see that it is there, and that you may read it")
			return nil, false
		}
		files = append(files, tmpl.File{Name: strings.TrimPrefix(name, "templates/"), Text: string(text)})
	}
	return files, true
}

// report tells each of a template's mistakes at its line.
func report(th *theme.Theme, files []tmpl.File, err error, log *diag.Log) {
	mistakes := tmpl.Errors(err)
	if len(mistakes) == 0 {
		log.Error("template", (&diag.File{Name: th.Where("templates")}).Whole(), "%s", diag.Reason(err)).
			Note("\"lumbung help templates\" lists what templates can use")
		return
	}
	for _, e := range mistakes {
		file := &diag.File{Name: th.Where(path.Join("templates", e.File))}
		for _, f := range files {
			if f.Name == e.File {
				file.Data = []byte(f.Text)
			}
		}
		at := file.Whole()
		if e.Line > 0 {
			at = file.At(e.Line, e.Col, e.Len)
		}
		words, mend := e.Words, e.Mend
		if words.Format == "" {
			words = diag.Msg("%s", e.Message)
		}
		d := log.Error("template", at, words.Format, words.Args...)
		if mend.Format != "" {
			d.Note(mend.Format, mend.Args...)
		}
	}
}

// Reference renders a page through html/template itself, slowly. Append must give the
// same bytes, which tests hold it to.
func (r *Renderer) Reference(w io.Writer, v site.View) error {
	page := v.Base()
	return r.langs[page.Lang].set.Execute(w, string(page.Kind)+".html", v)
}

// Append renders a page into a buffer.
func (r *Renderer) Append(dst []byte, v site.View) ([]byte, error) {
	page := v.Base()
	l := r.langs[page.Lang]
	dst, err := l.kinds[page.Kind].Append(dst, v)
	if err != nil {
		return dst, fmt.Errorf("render %s: %w", page.Path, err)
	}
	return dst, nil
}

// ProfileUses are the names that the template of profiles uses.
func (r *Renderer) ProfileUses(lang locale.Lang) site.Uses { return r.langs[lang].uses }

// Profiles renders the pages of a dataset's rows in one language.
type Profiles struct {
	set      *site.ProfileSet
	lang     int
	template *tmpl.Template
}

// Profiles readies a set's template: what does not depend on the row is rendered now.
func (r *Renderer) Profiles(set *site.ProfileSet, lang int) (*Profiles, error) {
	l := r.langs[set.Langs()[lang]]
	p := &Profiles{set: set, lang: lang, template: l.kinds[site.KindProfile]}
	if set.Len() == 0 {
		return p, nil
	}
	var own []string
	if !set.OneFolder(lang) {
		own = append(own, "Dir")
	}
	bound, err := p.template.Bind(set.Page(0, lang, nil), own...)
	if err != nil {
		return nil, fmt.Errorf("render profiles of %s: %w", set.Resource.Name, err)
	}
	p.template = bound
	return p, nil
}

// Append renders the page of a row. into is the worker's own page, used again for each row.
func (p *Profiles) Append(dst []byte, row int, into *site.ProfilePage) ([]byte, *site.ProfilePage, error) {
	v := p.set.Page(row, p.lang, into)
	dst, err := p.template.Append(dst, v)
	if err != nil {
		return dst, v, fmt.Errorf("render %s: %w", v.Path, err)
	}
	return dst, v, nil
}
