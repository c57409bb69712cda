package catalog

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

func TestOutputsHaveEachPathOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, o := range testPortal().Outputs() {
		if seen[o.Path] || o.MediaType == "" || len(o.Content) == 0 {
			t.Errorf("%s (%s), %d bytes, seen %v", o.Path, o.MediaType, len(o.Content), seen[o.Path])
		}
		seen[o.Path] = true
		if (strings.HasSuffix(o.Path, ".json") || strings.HasSuffix(o.Path, ".jsonld")) && !json.Valid(o.Content) {
			t.Errorf("%s is no JSON", o.Path)
		}
	}
	for _, path := range []string{"datapackage.json", "datapackage.en.json", "catalog.jsonld", "catalog.ttl", "catalog.rdf", "dataset/kube.ttl", "CITATION.cff", "data/kube/CITATION.cff", "data/kube/kube.bib",
		"data/kube/kube.en.ris", "data/kube/kube.csl.json", "data/kube/kube.datacite.json", "data/kube/datapackage.json", "data/kube/kube.csv-metadata.json", "data/kube/kube.satu-data.json", "robots.txt", "opensearch.xml", "api/index.json"} {
		if !seen[path] {
			t.Errorf("no %s", path)
		}
	}
}

func TestDatasetsThatShareAFolderHaveFilesOfTheirName(t *testing.T) {
	p := testPortal()
	p.Datasets[0].Files[0].Path = "data/kube.csv"
	seen := map[string]bool{}
	for _, o := range p.Outputs() {
		seen[o.Path] = true
	}
	for _, path := range []string{"data/kube.datapackage.json", "data/kube.CITATION.cff", "data/kube.bib"} {
		if !seen[path] {
			t.Errorf("no %s", path)
		}
	}
}

func TestOutputsAreTheSameEachTime(t *testing.T) {
	first, second := testPortal().Outputs(), testPortal().Outputs()
	for i := range first {
		if first[i].Path != second[i].Path || !bytes.Equal(first[i].Content, second[i].Content) {
			t.Errorf("%s differs", first[i].Path)
		}
	}
}

func TestRelativeAddresses(t *testing.T) {
	for _, c := range []struct{ from, path, want string }{
		{"a/b.json", "a/c.csv", "c.csv"}, {"a/b.json", "c.csv", "../c.csv"}, {"b.json", "a/c.csv", "a/c.csv"}, {"a/b/c.json", "a/d/e.csv", "../d/e.csv"}, {"a.json", "a.json", "a.json"},
	} {
		if got := relative(c.from, c.path); got != c.want {
			t.Errorf("%s from %s is %s, not %s", c.path, c.from, got, c.want)
		}
	}
}

func TestNumbersStayExactInJSON(t *testing.T) {
	for canonical, want := range map[string]string{"18.30": "18.30", "-0.5": "-0.5", "12345678901234567890": "12345678901234567890", "NaN": `"NaN"`, "0800": `"0800"`, "": "null", "1e400": "1e400"} {
		if got := string(embedded(number(canonical))); got != want {
			t.Errorf("%q is written %s, not %s", canonical, got, want)
		}
	}
}

func TestDatasetsAndFilesAreFoundByName(t *testing.T) {
	p := testPortal()
	if d := p.Dataset("regions"); d != &p.Datasets[1] || p.Dataset("tidak-ada") != nil {
		t.Error("not found by name")
	}
	if f, ok := p.Datasets[0].File("json"); !ok || f.Path != "data/kube/kube.json" {
		t.Errorf("%+v", f)
	}
	if _, ok := p.Datasets[0].File("sqlite"); ok {
		t.Error("a file that does not exist")
	}
}
