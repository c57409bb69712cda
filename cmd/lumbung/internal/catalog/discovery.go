package catalog

import (
	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/locale"
)

// Form is a file by which software understands a page without reading it. Pages lead to
// theirs, so that whoever has a page's address finds the rest.
type Form struct {
	Relation  string // of the file to the page, as IANA registers it: "describedby"
	MediaType string
	Path      string // from the root of the site, or an address elsewhere
	Label     string // what a reader may call it: "DCAT (Turtle)"
}

// PortalForms lists what describes the portal as a whole. It asks nothing that is known
// only once files are written.
func (p *Portal) PortalForms(lang locale.Lang) []Form {
	if !config.On(p.Site.Outputs.Metadata) {
		return nil
	}
	forms := []Form{{"describedby", "application/json", p.languageFile("datapackage", ".json", lang), "Data Package"}}
	if p.Site.BaseURL != "" {
		for _, f := range rdfFormats {
			if f.label != "" {
				forms = append(forms, Form{"describedby", f.mediaType, catalogPage(0, f.extension), "DCAT (" + f.label + ")"})
			}
		}
		forms = append(forms, Form{"describedby", "application/json", "data.json", "data.json"})
	}
	return append(forms, Form{"describedby", "application/json", "api/index.json", "JSON API"},
		Form{"describedby", "application/yaml", "CITATION.cff", "CITATION.cff"})
}

// DatasetForms lists what describes a dataset. dir is the folder of its downloads.
func (p *Portal) DatasetForms(name, doi, dir string, lang locale.Lang) []Form {
	var forms []Form
	if doi != "" {
		forms = append(forms, Form{"cite-as", "", doiURL(doi), "DOI"})
	}
	if !config.On(p.Site.Outputs.Metadata) {
		return forms
	}
	d := &Dataset{Resource: &dataset.Resource{Name: name}}
	forms = append(forms,
		Form{"describedby", "application/json", p.languageFile(p.descriptorStem(d, dir), ".json", lang), "Data Package"},
		Form{"describedby", "application/csvm+json", CSVWPath(dir + name + ".csv"), "CSVW"})
	if p.Site.BaseURL != "" {
		for _, f := range rdfFormats {
			if f.label != "" {
				forms = append(forms, Form{"alternate", f.mediaType, "dataset/" + name + f.extension, "DCAT (" + f.label + ")"})
			}
		}
	}
	return append(forms, Form{"alternate", "application/json", "api/datasets/" + name + ".json", "JSON API"})
}
