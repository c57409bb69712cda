package main

import (
	"html"
	"path"
	"regexp"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/output"
)

var pageRelation = regexp.MustCompile(`<link rel="(describedby|alternate|license|search|canonical|cite-as)"(?: type="([^"]*)")?(?: hreflang="([^"]*)")? href="([^"]*)"`)

// relations of a page: "relation type" or "relation hreflang", and where each leads.
func relations(t *testing.T, tree *output.Tree, page string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, m := range pageRelation.FindAllStringSubmatch(built(t, tree, page), -1) {
		all[html.UnescapeString(strings.TrimSpace(m[1]+" "+m[2]+m[3]))] = m[4]
		if strings.Contains(m[4], "://") {
			continue
		}
		if _, ok := tree.File(path.Join(path.Dir(page), m[4])); !ok {
			t.Errorf("%s leads to %s, which is not there", page, m[4])
		}
	}
	return all
}

// Software that has a page's address finds the data's description, in each of its forms.
func TestPagesLeadToWhatDescribesThem(t *testing.T) {
	tree, _ := thisBuilt(t)
	everywhere := []string{"canonical", "alternate id", "alternate en", "alternate application/atom+xml", "search application/opensearchdescription+xml", "license"}
	whole := append([]string{"describedby application/json", "describedby application/rdf+xml", "describedby text/turtle", "describedby application/ld+json"}, everywhere...)
	dataset := append([]string{"describedby application/json", "describedby application/csvm+json", "alternate application/rdf+xml", "alternate text/turtle", "alternate application/ld+json", "alternate application/json"}, everywhere...)
	for page, wanted := range map[string][]string{
		"index.html": whole, "en/index.html": whole, "data/index.html": whole, "en/data/index.html": whole,
		"data/kube.html": dataset, "en/data/kube.html": dataset, "en/data/performance_marks.html": dataset, "kube/tunas-baru.html": everywhere,
	} {
		got := relations(t, tree, page)
		for _, relation := range wanted {
			if got[relation] == "" {
				t.Errorf("%s: no %q among %v", page, relation, got)
			}
		}
	}
	for page, other := range map[string]string{"index.html": "en/index.html", "en/data/index.html": "data/index.html", "kube/index.html": "en/kube/index.html"} {
		lang, here := map[bool]string{true: "en", false: "id"}[strings.HasPrefix(other, "en/")], relations(t, tree, page)
		if got, want := here["alternate "+lang], relations(t, tree, other)["canonical"]; got != want {
			t.Errorf("%s says its translation is %s, and that says it is %s", page, got, want)
		}
	}
	if got := relations(t, tree, "en/data/kube.html")["describedby application/json"]; got != "../../data/kube.datapackage.en.json" {
		t.Errorf("the English page is described by %s", got)
	}
	for _, name := range []string{"catalog.rdf", "catalog.ttl", "catalog.jsonld", "datapackage.json", "api/index.json", "data.json", "CITATION.cff"} {
		if !strings.Contains(built(t, tree, "data/index.html"), `<li><a href="../`+name+`"`) {
			t.Errorf("readers of the catalogue are not led to %s", name)
		}
	}
}

// A DOI is the address to cite: it stands in the head, in citations and in metadata.
func TestADOIIsWhatIsCited(t *testing.T) {
	files := copied(soundPortal)
	files["site.toml"] = strings.Replace(files["site.toml"], "version =", "doi = \"10.5072/portal\"\nversion =", 1)
	files["data/usaha.toml"] = "doi = \"10.5072/usaha\"\n" + files["data/usaha.toml"]
	tree, _ := builtIn(t, portalFolder(t, files), 0)
	if got := relations(t, tree, "data/usaha.html")["cite-as"]; got != "https://doi.org/10.5072/usaha" {
		t.Errorf("the page is to be cited as %q", got)
	}
	for name, want := range map[string]string{
		"data/usaha.html":             "https://doi.org/10.5072/usaha</p>",
		"data/usaha.bib":              "doi = {10.5072/usaha}",
		"data/usaha.ris":              "DO  - 10.5072/usaha",
		"data/usaha.datacite.json":    `"doi": "10.5072/usaha"`,
		"data/usaha.CITATION.cff":     `doi: "10.5072/usaha"`,
		"data/usaha.datapackage.json": `"id": "https://doi.org/10.5072/usaha"`,
		"portal.csl.json":             `"DOI":"10.5072/portal"`,
	} {
		if !strings.Contains(built(t, tree, name), want) {
			t.Errorf("%s lacks %q", name, want)
		}
	}
	files["data/usaha.toml"] = strings.Replace(files["data/usaha.toml"], "10.5072", "doi:10.5072", 1)
	if code, said := testRun(t, portalFolder(t, files), "build"); code != broken || !strings.Contains(said, `data/usaha.toml:1:7: error: "doi:10.5072/usaha" is not a DOI`) {
		t.Errorf("exit %d:\n%s", code, said)
	}
}
