package theme

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
)

func files(texts map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range texts {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

func TestWhatNobodyReadsOfAnOwnTheme(t *testing.T) {
	base := files(map[string]string{"strings/id.toml": "[search]\ntitle = \"Cari\"\n[nav.all]\none = \"Satu\"\nother = \"Semua\"\n", "strings/en.toml": "[search]\ntitle = \"Search\"\nhint = \"x\"\n"})
	for _, c := range []struct {
		name string
		own  map[string]string
		want string
	}{
		{"texts and templates that take others' places", map[string]string{"strings/id.toml": "[search]\ntitle = \"Temukan\"\n[nav.all]\none = \"a\"\nother = \"b\"\n", "templates/profile.html": "x", "templates/_partials/head.html": "x", "css/print.css": ""}, ""},
		{"a text that only the other language has", map[string]string{"strings/id.toml": "[search]\nhint = \"y\"\n"}, ""},
		{"a text of an own template", map[string]string{"strings/id.toml": "[kantor]\nalamat = \"x\"\n", "templates/page.html": `{{t "kantor.alamat"}}`}, ""},
		{"a text misspelt", map[string]string{"strings/id.toml": "[search]\ntitel = \"Temukan\"\n"}, `themes/belu/strings/id.toml:2:1 nothing shows the text "search.titel" · did you mean "search.title"?`},
		{"a text of nobody", map[string]string{"strings/id.toml": "[kantor]\nalamat = \"x\"\n"}, `themes/belu/strings/id.toml:2:1 nothing shows the text "kantor.alamat" · the default theme's texts are listed in themes/tenun/strings/en.toml`},
		{"a language that the portal has not", map[string]string{"strings/fr.toml": "[search]\ntitle = \"Chercher\"\n"}, `themes/belu/strings/fr.toml:0:0 "fr" is not a language of the portal · add it to languages in site.toml, or remove the file`},
		{"a template misspelt", map[string]string{"templates/profil.html": "x"}, `themes/belu/templates/profil.html:0:0 no page has the template "profil.html" · did you mean "profile.html"?`},
		{"a template of nothing", map[string]string{"templates/laporan-tahunan.html": "x"}, `themes/belu/templates/laporan-tahunan.html:0:0 no page has the template "laporan-tahunan.html" · kinds of pages are profile, page`},
		{"a template that another calls", map[string]string{"templates/kaki.html": "x", "templates/page.html": `{{template "kaki.html" .}}`}, ""},
	} {
		log := &diag.Log{}
		New("belu", base, files(c.own)).Unused([]string{"profile", "page"}, []locale.Lang{"id", "en"}, log)
		var got []string
		for _, d := range log.Sorted() {
			line := fmt.Sprintf("%s:%d:%d %s", d.Span.Name(), d.Span.Line, d.Span.Col, d)
			for _, n := range d.Notes {
				line += " · " + n.Message.String()
			}
			got = append(got, line)
		}
		if s := strings.Join(got, "\n"); s != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, s, c.want)
		}
	}
}

func TestThemeWithoutOwnFilesHasNothingUnused(t *testing.T) {
	log := &diag.Log{}
	New("tenun", files(nil), nil).Unused(nil, nil, log)
	if len(log.Sorted()) > 0 {
		t.Error(log.Sorted()[0])
	}
}

// A language that nobody has translated the interface into is told where the portal asks for it.
func TestLanguageWithoutTextsIsToldWhereItIsAskedFor(t *testing.T) {
	log := &diag.Log{}
	site := &diag.File{Name: "site.toml", Data: []byte("languages = [\"id\", \"tet\"]\n")}
	th := New("tenun", files(map[string]string{"strings/id.toml": "a = \"A\"\n"}), nil)
	th.AskedAt = func(locale.Lang) diag.Span { return site.At(1, 20, 5) }
	th.Phrases("tet", log)
	if got := log.Sorted(); len(got) != 1 || got[0].Span.Name() != "site.toml" || got[0].Span.Line != 1 || got[0].Span.Col != 20 || len(got[0].Notes) != 1 {
		t.Errorf("%+v", got)
	}
}
