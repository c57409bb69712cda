package catalog

import (
	"path"
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/locale"
)

// Outputs makes all metadata that has a place of its own: descriptors, catalogue, API,
// citations. What a dataset has of its own stands in the folder of its CSV.
func (p *Portal) Outputs() []Output {
	var out []Output
	for _, part := range p.Parts() {
		out = append(out, part()...)
	}
	return out
}

// Part makes some of the metadata.
type Part func() []Output

// Parts are the Outputs in parts that can be made beside each other.
func (p *Portal) Parts() []Part {
	var parts []Part
	for _, lang := range p.Site.Languages {
		parts = append(parts, func() []Output { return p.packageOutputs(lang) })
	}
	parts = append(parts, p.portalOutputs, func() []Output { return p.catalogDCAT(DCATPage) }, p.apiOutputs)
	for i := range p.Datasets {
		d := &p.Datasets[i]
		parts = append(parts, func() []Output { return append(append(p.datasetDCAT(d), p.apiOutput(d)), p.datasetOutputs(d)...) })
	}
	return append(parts, p.pieceOutputs)
}

func (p *Portal) packageOutputs(lang locale.Lang) []Output {
	at := p.languageFile("datapackage", ".json", lang)
	return present(
		Output{at, "application/json", p.DataPackage(lang, at)},
		Output{p.languageFile("opensearch", ".xml", lang), "application/opensearchdescription+xml", p.OpenSearch(lang)},
	)
}

// present leaves out what a portal without an address does not have.
func present(outputs ...Output) []Output {
	return slices.DeleteFunc(outputs, func(o Output) bool { return o.Content == nil })
}

func (p *Portal) portalOutputs() []Output {
	out := present(Output{"robots.txt", "text/plain", p.Robots()}, Output{"data.json", "application/json", p.DataJSON()})
	for _, lang := range p.Site.Languages {
		out = append(out, citationFiles(p.CitePortal(lang))...)
	}
	return append(out, p.deposit("", "portal", p.PortalWork(p.Site.Main()), nil)...)
}

func (p *Portal) pieceOutputs() []Output {
	var out []Output
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
