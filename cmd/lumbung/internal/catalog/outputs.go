package catalog

import (
	"path"
	"strings"
)

// Outputs makes all metadata that has a place of its own, in the order of their paths'
// kinds: descriptors, catalogue, API, citations. What a dataset has of its own stands in
// the folder of its CSV.
func (p *Portal) Outputs() []Output {
	var out []Output
	add := func(path, mediaType string, content []byte) {
		if content != nil {
			out = append(out, Output{path, mediaType, content})
		}
	}
	for _, lang := range p.Site.Languages {
		at := p.languageFile("datapackage", ".json", lang)
		add(at, "application/json", p.DataPackage(lang, at))
		add(p.languageFile("opensearch", ".xml", lang), "application/opensearchdescription+xml", p.OpenSearch(lang))
	}
	add("robots.txt", "text/plain", p.Robots())
	add("data.json", "application/json", p.DataJSON())
	out = append(out, p.DCAT(DCATPage)...)
	out = append(out, p.API()...)
	for _, lang := range p.Site.Languages {
		out = append(out, citationFiles(p.CitePortal(lang))...)
	}
	out = append(out, p.deposit("", "portal", p.PortalWork(p.Site.Main()), nil)...)
	for i := range p.Datasets {
		out = append(out, p.datasetOutputs(&p.Datasets[i])...)
	}
	for i := range p.Pieces {
		if c := p.CitePiece(&p.Pieces[i]); c.Stem != "" {
			out = append(out, citationFiles(c)...)
		}
	}
	return out
}

func (p *Portal) datasetOutputs(d *Dataset) []Output {
	csv, ok := d.File("csv")
	if !ok {
		return nil
	}
	dir := strings.TrimSuffix(csv.Path, path.Base(csv.Path))
	var out []Output
	for _, lang := range p.Site.Languages {
		at := p.languageFile(p.descriptorStem(d, dir), ".json", lang)
		out = append(out, Output{at, "application/json", p.DatasetPackage(d, lang, at)})
		out = append(out, Output{p.languageFile(dir+d.Name+".satu-data", ".json", lang), "application/json", p.SatuDataJSON(d, lang)})
	}
	out = append(out, Output{CSVWPath(csv.Path), "application/csvm+json", p.CSVW(d, p.Site.Main())})
	for _, lang := range p.Site.Languages {
		out = append(out, citationFiles(p.CiteDataset(d, lang))...)
	}
	return append(out, p.deposit(dir, d.Name, p.DatasetWork(d, p.Site.Main()), d)...)
}

// descriptorStem is the descriptor's path without extension: datapackage.json in a folder
// that is the dataset's own, else NAME.datapackage.json.
func (p *Portal) descriptorStem(d *Dataset, dir string) string {
	if path.Base(dir) == d.Name {
		return dir + "datapackage"
	}
	return dir + d.Name + ".datapackage"
}

// citationFiles writes a work in the formats of citation.
func citationFiles(c Cited) []Output {
	var out []Output
	for _, f := range c.Formats() {
		out = append(out, Output{c.Stem + f.Extension, f.MediaType, f.Content})
	}
	return out
}

// deposit writes what an archive of code or data asks for, in the portal's first language.
func (p *Portal) deposit(dir, name string, w Work, d *Dataset) []Output {
	return []Output{
		{p.cffPath(dir, name, d), "application/yaml", p.CFF(w, p.sourceWorks(d, w))},
		{dir + name + ".datacite.json", "application/vnd.datacite.datacite+json", p.DataCite(w, d)},
	}
}

// cffPath names the citation file as its format asks, where that is possible.
func (p *Portal) cffPath(dir, name string, d *Dataset) string {
	if d == nil || path.Base(dir) == d.Name {
		return dir + "CITATION.cff"
	}
	return dir + name + ".CITATION.cff"
}

// LeftOut lists what could not be made because the portal has no absolute address, by names
// that are the same in every language.
func (p *Portal) LeftOut() []string {
	if p.Site.BaseURL != "" {
		return nil
	}
	return []string{"DCAT", "data.json", "schema.org", "sitemap.xml", "Atom", "OpenSearch", "og:image"}
}
