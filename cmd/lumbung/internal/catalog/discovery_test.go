package catalog

import "testing"

func TestFormsLeadToFilesThatAreThere(t *testing.T) {
	p := testPortal()
	p.Datasets[0].DOI = "10.1234/kube"
	there := map[string]string{}
	for _, o := range p.Outputs() {
		there[o.Path] = o.MediaType
	}
	relations := map[string]int{}
	look := func(forms []Form) {
		for _, f := range forms {
			relations[f.Relation]++
			if f.Relation == "cite-as" {
				if f.Path != "https://doi.org/10.1234/kube" {
					t.Errorf("to be cited as %s", f.Path)
				}
			} else if there[f.Path] != f.MediaType || f.Label == "" {
				t.Errorf("%+v, but the file is %q", f, there[f.Path])
			}
		}
	}
	for _, lang := range p.Site.Languages {
		look(p.PortalForms(lang))
		look(p.DatasetForms("kube", "10.1234/kube", "data/kube/", lang))
		look(p.DatasetForms("regions", "", "data/regions/", lang))
	}
	if relations["cite-as"] != 2 || relations["describedby"] != 2*7+4*2 || relations["alternate"] != 4*4 {
		t.Errorf("relations: %v", relations)
	}
}

func TestAPortalWithoutAddressOrMetadataLeadsToWhatItHas(t *testing.T) {
	p := testPortal()
	p.Site.BaseURL = ""
	if got := p.PortalForms("id"); len(got) != 3 || got[0].Path != "datapackage.json" || got[1].Path != "api/index.json" || got[2].Path != "CITATION.cff" {
		t.Errorf("%+v", got)
	}
	if got := p.DatasetForms("kube", "", "data/", "en"); len(got) != 3 || got[0].Path != "data/kube.datapackage.en.json" {
		t.Errorf("%+v", got)
	}
	off := false
	p.Site.Outputs.Metadata = &off
	if got := append(p.PortalForms("id"), p.DatasetForms("kube", "", "data/", "id")...); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}
