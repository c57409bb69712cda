package main

import (
	"encoding/json"
	"html"
	"path"
	"regexp"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/output"
	"lumbung/cmd/lumbung/internal/site"
)

// citedForms are the forms of citation by the end of their id, and how each begins.
var citedForms = map[string]struct{ extension, entry, paper string }{
	"bibtex": {".bib", "@", "@article{iryani2016,"},
	"ris":    {".ris", "TY  - ", "TY  - JOUR"},
	"csl":    {".csl.json", "[", `"article-journal"`},
}

// Each dataset, row, chart, story and claim of the portal is cited as itself, in the page's
// language and in every form; the paper stands beside it as a work of its own.
func TestWhatHasAPageIsCitedAsItself(t *testing.T) {
	tree, _ := thisBuilt(t)
	pr, err := openProject(thisPortal)
	if err != nil {
		t.Fatal(err)
	}
	defer pr.close()
	p := readPortal(pr, readOptions{}, &diag.Log{})
	defer p.close()
	seen := map[site.Kind]int{}
	look := func(page *site.Page, files bool) {
		seen[page.Kind]++
		checkCitation(t, tree, page, p.site.Version, files)
	}
	for _, v := range p.plan.Pages {
		switch page := v.Base(); page.Kind {
		case site.KindDataset, site.KindChart, site.KindStory, site.KindCatalogue:
			look(page, true)
		case site.KindClaim: // as a row: many, and none with files
			look(page, false)
		}
	}
	for _, set := range p.plan.Sets {
		for lang := range set.Langs() {
			for row := range set.Len() {
				look(&set.Page(row, lang, nil).Page, false)
			}
		}
	}
	for _, kind := range []site.Kind{site.KindDataset, site.KindChart, site.KindStory, site.KindProfile, site.KindClaim} {
		if seen[kind] < 10 {
			t.Errorf("only %d pages of kind %q were looked at", seen[kind], kind)
		}
	}
}

func checkCitation(t *testing.T, tree *output.Tree, page *site.Page, version string, files bool) {
	t.Helper()
	text := built(t, tree, page.Path)
	plain := element(text, "kutipan")
	address := page.Canonical()
	if page.Kind == site.KindCatalogue { // it cites the portal
		address = page.Absolute(page.Shell.Home)
	}
	if !strings.Contains(plain, page.Title) && page.Kind != site.KindDataset && page.Kind != site.KindCatalogue || !strings.HasSuffix(plain, address) || strings.Contains(plain, "Iryani") {
		t.Errorf("%s is cited as %q", page.Path, plain)
	}
	if !strings.Contains(plain, map[string]string{"id": "Versi ", "en": "Version "}[string(page.Lang)]+version) {
		t.Errorf("%s: no version in %q", page.Path, plain)
	}
	for name, form := range citedForms {
		got := element(text, "kutipan-"+name)
		if !strings.HasPrefix(got, form.entry) || !strings.Contains(got, address) {
			t.Errorf("%s: %s is %q", page.Path, name, got)
		}
		if strings.Contains(text, "Iryani, S. W. (2016)") && !strings.Contains(got, form.paper) {
			t.Errorf("%s: %s does not have the paper as a work of its own", page.Path, name)
		}
		if name == "csl" && !json.Valid([]byte(got)) {
			t.Errorf("%s: no JSON: %s", page.Path, got)
		}
		button := `data-copy="#kutipan-` + name + `"`
		if !strings.Contains(text, button) {
			t.Errorf("%s: %s cannot be copied", page.Path, name)
		}
		if !files {
			file := strings.TrimSuffix(path.Base(page.Path), ".html") + form.extension
			if !strings.Contains(text, button+` data-save="`+file+`"`) {
				t.Errorf("%s: %s cannot be saved as %s", page.Path, name, file)
			}
			continue
		}
		m := regexp.MustCompile(regexp.QuoteMeta(button) + `[^<]*</button> <a href="([^"]*` + regexp.QuoteMeta(form.extension) + `)" download>`).FindStringSubmatch(text)
		if m == nil {
			t.Errorf("%s: %s cannot be downloaded", page.Path, name)
			continue
		}
		file := strings.ReplaceAll(built(t, tree, path.Join(path.Dir(page.Path), m[1])), "\r\n", "\n")
		if strings.TrimSpace(file) != strings.TrimSpace(got) {
			t.Errorf("%s: %s in the page is\n%s\nin the file\n%s", page.Path, name, got, file)
		}
	}
}

// element is the text of an element of a page, by its id.
func element(text, id string) string {
	m := regexp.MustCompile(`(?s) id="` + id + `"[^>]*>(.*?)<`).FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	return strings.ReplaceAll(html.UnescapeString(m[1]), "\r\n", "\n")
}
