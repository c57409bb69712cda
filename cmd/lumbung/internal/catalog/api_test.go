package catalog

import "testing"

func TestAPIIsReadFromAnywhere(t *testing.T) {
	p := withoutAddress()
	outputs := map[string]map[string]any{}
	for _, o := range p.API() {
		outputs[o.Path] = decode(t, o.Content)
	}
	index := outputs["api/index.json"]
	if at(t, index, "home", "en") != "../en/index.html" || at(t, index, "catalogue", "id") != "../data/index.html" || index["datasets"] != 2.0 ||
		len(index["use"].([]any)) != 3 || at(t, index, "downloads", 0, "path") != "../kube.zip" {
		t.Errorf("%v", index)
	}
	kube := at(t, outputs["api/datasets.json"], "datasets", 0)
	if at(t, kube, "files", 0, "path") != "../data/kube/kube.csv" || at(t, kube, "self") != "datasets/kube.json" || at(t, kube, "rows") != 3.0 || at(t, kube, "title", "en") != "Ten Kube" {
		t.Errorf("%v", kube)
	}
	one := outputs["api/datasets/kube.json"]
	if at(t, one, "files", 0, "path") != "../../data/kube/kube.csv" || at(t, one, "fields", 2, "categories", 1, "label", "en") != "Cattle" || at(t, one, "notes", 0, "where", "no") != "2" ||
		at(t, one, "page", "id") != "../../data/kube.html" || at(t, one, "fields", 5, "unit", "id") != "%" {
		t.Errorf("%v", one)
	}
}

func TestAPIOfAnEmptyPortalListsNothing(t *testing.T) {
	p := testPortal()
	p.Datasets = nil
	if got := string(p.API()[1].Content); got != "{\n  \"datasets\": []\n}\n" {
		t.Errorf("datasets are %s", got)
	}
}

func TestDataJSONHasWhatProjectOpenDataRequires(t *testing.T) {
	d := decode(t, testPortal().DataJSON())
	for _, ds := range d["dataset"].([]any) {
		for _, name := range []string{"title", "description", "keyword", "modified", "publisher", "contactPoint", "identifier", "accessLevel"} {
			if at(t, ds, name) == nil {
				t.Errorf("no %s", name)
			}
		}
	}
	if at(t, d, "dataset", 1, "keyword", 0) != "regions" || at(t, d, "dataset", 1, "temporal") != "2016/2016" {
		t.Errorf("%v", at(t, d, "dataset", 1))
	}
}
