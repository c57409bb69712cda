package render

import (
	"html/template"
	"strings"
	"sync"

	"lumbung/cmd/lumbung/internal/catalog"
	"lumbung/cmd/lumbung/internal/chart"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/site"
	"lumbung/cmd/lumbung/internal/tmpl"
)

// funcs are the functions of templates in one language. All are pure: what they give
// depends on their arguments and on the portal alone.
type funcs struct {
	phrases *locale.Phrases
	portal  *catalog.Portal
	figure  *tmpl.Template
	table   *tmpl.Template
	forms   []catalog.CitationFormat            // of rows
	rows    map[string]func() *catalog.RowCiter // of each dataset, made when its first row is cited
}

// show sets the portal.
func (f *funcs) show(portal *catalog.Portal) {
	f.portal, f.forms, f.rows = portal, catalog.RowForms(), map[string]func() *catalog.RowCiter{}
	for i := range portal.Datasets {
		d := &portal.Datasets[i]
		f.rows[d.Name] = sync.OnceValue(func() *catalog.RowCiter { return portal.RowCiter(d, f.phrases.Lang()) })
	}
}

func (f *funcs) all() template.FuncMap {
	return template.FuncMap{
		"t":               f.phrases.Get,
		"href":            href,
		"md":              f.markdown,
		"inline":          f.inline,
		"plain":           (*site.Text).Plain,
		"svg":             svg,
		"number":          f.number,
		"date":            f.phrases.Locale.Date,
		"add":             func(a, b int) int { return a + b },
		"downloads":       f.downloads,
		"portalDownloads": f.portalDownloads,
		"citation":        f.citation,
		"satuData":        f.satuData,
		"jsonld":          f.jsonLD,
		"report":          f.report,
		"languageName":    f.languageName,
		"verdict":         func(word string) string { return f.phrases.Get("claim." + word) },
	}
}

// href is the address of a path of the site as seen from a page's folder. An address that
// leaves the site, and a place on the same page, stay as they are.
func href(dir, target string) string {
	if strings.HasPrefix(target, "#") || strings.HasPrefix(target, "mailto:") || strings.Contains(target, "://") {
		return target
	}
	return site.RelativeTo(dir, target)
}

// svg draws a figure for its place: the wide drawing and the narrow one.
func svg(f *site.Figure) (template.HTML, error) {
	b, _, err := chart.Figure(f.Input, f.ID, f.Slot)
	return template.HTML(b), err
}

func (f *funcs) number(n int) string { return f.phrases.Locale.Number(itoa(n)) }

func (f *funcs) languageName(lang locale.Lang) string {
	if lang == f.phrases.Lang() {
		return f.phrases.Get("language.name")
	}
	return string(lang)
}
