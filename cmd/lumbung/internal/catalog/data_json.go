package catalog

import "strings"

// DataJSON writes data.json by Project Open Data 1.1, which some catalogues still harvest.
// It gives nil while the portal has no address.
func (p *Portal) DataJSON() []byte {
	if p.Site.BaseURL == "" {
		return nil
	}
	list := []object{}
	for i := range p.Datasets {
		list = append(list, p.dataJSONDataset(&p.Datasets[i]))
	}
	return document(object{
		{"@context", "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld"},
		{"@id", p.absolute("data.json")},
		{"@type", "dcat:Catalog"},
		{"conformsTo", "https://project-open-data.cio.gov/v1.1/schema"},
		{"describedBy", "https://project-open-data.cio.gov/v1.1/schema/catalog.json"},
		{"dataset", list},
	})
}

func (p *Portal) dataJSONDataset(d *Dataset) object {
	lang := p.Site.Main()
	publisher := first(p.Site.Publisher.Name.In(lang), p.Site.Title.In(lang))
	o := object{{"@type", "dcat:Dataset"}}
	o.set("title", d.Title.In(lang))
	o.set("description", first(d.Description.In(lang), d.Title.In(lang)))
	o.set("keyword", keywordsOr(d.Keywords.In(lang), d.Name))
	o.set("modified", p.modified(d))
	o.set("publisher", object{{"@type", "org:Organization"}, {"name", publisher}})
	contact := object{{"@type", "vcard:Contact"}, {"fn", publisher}}
	if p.Site.Report.Email != "" {
		contact.set("hasEmail", "mailto:"+p.Site.Report.Email)
	}
	o.set("contactPoint", contact)
	o.set("identifier", p.datasetIRI(d))
	o.set("accessLevel", "public")
	o.set("license", onlyLicense(p.licenses(d)).Path)
	o.set("landingPage", p.page(d.Pages, lang))
	o.set("spatial", d.Spatial.In(lang))
	o.set("temporal", interval(d.Temporal))
	o.set("language", p.Site.Languages)
	var files []object
	for _, f := range d.Files {
		files = append(files, object{{"@type", "dcat:Distribution"}, {"title", d.Title.In(lang) + " (" + formatLabel(f.Format) + ")"},
			{"downloadURL", p.absolute(f.Path)}, {"mediaType", f.MediaType}, {"format", formatLabel(f.Format)}})
	}
	o.set("distribution", files)
	return o
}

func keywordsOr(keywords []string, name string) []string {
	if len(keywords) == 0 {
		return []string{name}
	}
	return keywords
}

// interval writes a single year or date as the interval that the schema asks for.
func interval(temporal string) string {
	if temporal == "" || strings.Contains(temporal, "/") {
		return temporal
	}
	return temporal + "/" + temporal
}
