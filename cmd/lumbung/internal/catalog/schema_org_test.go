package catalog

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

func TestSchemaDatasetHasAllThatGoogleNames(t *testing.T) {
	p := testPortal()
	p.Datasets[0].DOI = "10.1234/kube"
	d := decode(t, p.SchemaDataset(&p.Datasets[0], "en"))
	for _, name := range []string{"name", "alternateName", "description", "url", "identifier", "sameAs", "inLanguage", "keywords", "license", "isAccessibleForFree",
		"creator", "publisher", "version", "datePublished", "dateModified", "temporalCoverage", "spatialCoverage", "includedInDataCatalog", "variableMeasured", "distribution", "citation"} {
		if d[name] == nil {
			t.Errorf("no %s", name)
		}
	}
	for path, want := range map[string]any{
		"@id": "https://data.example.org/kube/en/data/kube.html", "name": "Ten Kube", "license": "https://creativecommons.org/licenses/by/4.0/",
		"temporalCoverage": "2008/2009", "sameAs": "https://doi.org/10.1234/kube", "version": "1.1.0",
	} {
		if d[path] != want {
			t.Errorf("%s is %v, not %v", path, d[path], want)
		}
	}
	if n := len([]rune(d["description"].(string))); n < 50 || n > 5000 {
		t.Errorf("the description has %d characters", n)
	}
	for i, f := range d["distribution"].([]any) {
		if !strings.HasPrefix(at(t, f, "contentUrl").(string), "https://data.example.org/kube/data/kube/") || at(t, f, "encodingFormat") == nil || at(t, f, "sha256") == nil {
			t.Errorf("download %d is %v", i, f)
		}
	}
	if got := at(t, d, "variableMeasured", 4).(map[string]any); got["unitText"] != "people" || got["minValue"] != 10.0 || got["maxValue"] != 20.0 {
		t.Errorf("variable is %v", got)
	}
	if got := at(t, d, "citation", 0, "author", 0).(map[string]any); got["@type"] != "Person" || got["sameAs"] != "https://orcid.org/0000-0002-1825-0097" {
		t.Errorf("author is %v", got)
	}
}

func TestWhoPaidIsToldWhereItIsKnown(t *testing.T) {
	p := testPortal()
	kube := &p.Datasets[0]
	if d := decode(t, p.SchemaDataset(kube, "en")); d["funder"] != nil {
		t.Errorf("a funder is invented: %v", d["funder"])
	}
	p.Site.Funder.Name, p.Site.Funder.URL = both("Kementerian Sosial", "Ministry of Social Affairs"), "https://kemensos.example.org/"
	d := decode(t, p.SchemaDataset(kube, "en"))
	if at(t, d, "funder", "name") != "Ministry of Social Affairs" || at(t, d, "funder", "url") != "https://kemensos.example.org/" {
		t.Errorf("funder is %v", d["funder"])
	}
	if got := at(t, d, "measurementTechnique").([]any); len(got) != 1 || got[0] != "Count" {
		t.Errorf("measures are %v", got)
	}
	if got := at(t, decode(t, p.DataCite(p.DatasetWork(kube, "id"), kube)), "data", "attributes", "fundingReferences", 0, "funderName"); got != "Kementerian Sosial" {
		t.Errorf("DataCite has %v", got)
	}
	contributors := at(t, decode(t, p.DataPackage("id", "datapackage.json")), "contributors").([]any)
	if len(contributors) != 2 || at(t, contributors[1], "roles", 0) != "funder" {
		t.Errorf("contributors are %v", contributors)
	}
}

func TestSchemaLeastAndGreatestDoNotTellTheSuppressed(t *testing.T) {
	low, high := extent(testPortal().Datasets[0].Table, 5)
	if low != "-0.25" || high != "18.30" {
		t.Errorf("%s to %s", low, high)
	}
	if low, high := extent(testPortal().Datasets[0].Table, 1); low != "" || high != "" {
		t.Errorf("names reach from %q to %q", low, high)
	}
}

func TestJSONLDIsSafeInsideAScript(t *testing.T) {
	p := testPortal()
	crumbs := p.AppendBreadcrumbs(nil, []Crumb{{nasty, "data/index.html"}, {"Kube", "data/kube.html"}})
	for _, b := range [][]byte{p.SchemaDataset(&p.Datasets[0], "id"), p.SchemaCatalog("id"), crumbs} {
		for _, bad := range []string{"<", ">", "&", "\u2028", "\u2029", "\n"} {
			if bytes.Contains(b, []byte(bad)) {
				t.Errorf("%q stands in %s", bad, b)
			}
		}
		if !json.Valid(b) {
			t.Errorf("no JSON: %s", b)
		}
	}
	if got := at(t, decode(t, crumbs), "itemListElement", 0, "name"); got != nasty {
		t.Errorf("name is %q", got)
	}
}

func TestBreadcrumbsLeadToThePage(t *testing.T) {
	p := testPortal()
	list := at(t, decode(t, p.AppendBreadcrumbs(nil, []Crumb{{"Beranda", "en/index.html"}, {"Kube", "data/kube.html"}})), "itemListElement")
	if at(t, list, 0, "position") != 1.0 || at(t, list, 0, "item") != "https://data.example.org/kube/en/" || at(t, list, 1, "item") != "https://data.example.org/kube/data/kube.html" {
		t.Errorf("%v", list)
	}
	if p.AppendBreadcrumbs(nil, nil) != nil {
		t.Error("crumbs of nothing")
	}
}

func TestSchemaCatalogListsTheDatasets(t *testing.T) {
	d := decode(t, testPortal().SchemaCatalog("id"))
	if d["@type"] != "DataCatalog" || d["@id"] != "https://data.example.org/kube/" || len(d["dataset"].([]any)) != 2 {
		t.Errorf("%v", d)
	}
	if got := at(t, d, "dataset", 1, "license"); got != "https://creativecommons.org/publicdomain/zero/1.0/" {
		t.Errorf("a dataset's own licence is %v", got)
	}
}

func TestWithoutAnAddressOnlyWhatNeedsNoneIsMade(t *testing.T) {
	p := withoutAddress()
	if p.SchemaDataset(&p.Datasets[0], "id") != nil || p.SchemaCatalog("id") != nil || p.AppendBreadcrumbs(nil, []Crumb{{"a", "b"}}) != nil || p.DCAT(10) != nil ||
		p.DataJSON() != nil || len(sitemapOf(t, p, nil)) > 0 || p.Feed("id", "a", nil) != nil || p.OpenSearch("id") != nil {
		t.Error("something was made that needs an address")
	}
	for _, o := range p.Outputs() {
		if bytes.Contains(o.Content, []byte("example.org/kube/")) {
			t.Errorf("%s holds an address", o.Path)
		}
	}
	if got := len(p.LeftOut()); got != 7 {
		t.Errorf("%d things are left out", got)
	}
	if testPortal().LeftOut() != nil {
		t.Error("a portal with an address leaves things out")
	}
}
