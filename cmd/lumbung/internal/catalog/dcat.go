package catalog

import (
	"strconv"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/locale"
)

// DCATPage is how many datasets one file of the catalogue describes: CKAN takes 50 MB.
const DCATPage = 500

// DCAT writes the catalogue by DCAT-AP 3.0.1: catalog.jsonld, .ttl, .rdf, .xml and .n3,
// with catalog-2.* and so on when there are more than pageSize datasets, and dataset/NAME.*
// for each. These are the names under which CKAN serves its own. It gives nil while the portal
// has no address, since datasets are known by theirs.
//
// A harvester deletes what a later crawl does not find, so the catalogue is always whole.
func (p *Portal) DCAT(pageSize int) []Output {
	out := p.catalogDCAT(pageSize)
	for i := range p.Datasets {
		out = append(out, p.datasetDCAT(&p.Datasets[i])...)
	}
	return out
}

// catalogDCAT writes the catalogue.
func (p *Portal) catalogDCAT(pageSize int) []Output {
	if p.Site.BaseURL == "" {
		return nil
	}
	pages := max((len(p.Datasets)+pageSize-1)/pageSize, 1)
	var out []Output
	for n := range pages {
		datasets := p.Datasets[n*pageSize : min((n+1)*pageSize, len(p.Datasets))]
		if pages == 1 {
			g := newGraph()
			p.catalogGraph(g, datasets)
			out = append(out, g.outputs("catalog")...)
			continue
		}
		for _, f := range rdfFormats { // each leads to pages of its own format
			g := newGraph()
			p.catalogGraph(g, datasets)
			p.pagination(g, f.extension, n, pages)
			out = append(out, Output{catalogPage(n, f.extension), f.mediaType, f.write(g)})
		}
	}
	return out
}

// datasetDCAT writes what describes one dataset.
func (p *Portal) datasetDCAT(d *Dataset) []Output {
	if p.Site.BaseURL == "" {
		return nil
	}
	g := newGraph()
	p.datasetGraph(g, d)
	return g.outputs("dataset/" + d.Name)
}

// outputs writes a graph in all formats. One that has a second name is written once.
func (g *graph) outputs(stem string) []Output {
	var out []Output
	for i, f := range rdfFormats {
		o := Output{stem + f.extension, f.mediaType, nil}
		if f.same < i {
			o.Content = out[f.same].Content
		} else {
			o.Content = f.write(g)
		}
		out = append(out, o)
	}
	return out
}

var rdfFormats = []struct {
	extension, mediaType string
	label                string // in pages; "" for a second name of the same
	write                func(*graph) []byte
	same                 int // the first that is written so
}{
	{".jsonld", "application/ld+json", "JSON-LD", (*graph).jsonLD, 0},
	{".ttl", "text/turtle", "Turtle", (*graph).turtle, 1},
	{".rdf", "application/rdf+xml", "RDF/XML", (*graph).rdfXML, 2},
	{".xml", "application/rdf+xml", "", (*graph).rdfXML, 2},
	{".n3", "text/n3", "", (*graph).turtle, 1}, // all Turtle is N3
}

// catalogPage is the path of a page of the catalogue, counted from 0.
func catalogPage(n int, extension string) string {
	if n == 0 {
		return "catalog" + extension
	}
	return "catalog-" + strconv.Itoa(n+1) + extension
}

// pagination links the pages of a catalogue of more than one, in the words that CKAN's
// harvester follows.
func (p *Portal) pagination(g *graph, extension string, n, pages int) {
	if pages == 1 {
		return
	}
	page := func(n int) string { return p.absolute(catalogPage(n, extension)) }
	s := g.node(page(n), "hydra:PagedCollection", "hydra:PartialCollectionView")
	s.link("hydra:first", page(0))
	s.link("hydra:last", page(pages-1))
	if n > 0 {
		s.link("hydra:previous", page(n-1))
	}
	if n < pages-1 {
		s.link("hydra:next", page(n+1))
	}
	s.typed("hydra:totalItems", strconv.Itoa(len(p.Datasets)), "xsd:integer")
}

// catalogIRI and datasetIRI name things, not pages: the page is where one reads of them.
func (p *Portal) catalogIRI() string { return p.absolute("") + "#catalog" }

func (p *Portal) datasetIRI(d *Dataset) string {
	return first(p.page(d.Pages, p.Site.Main()), p.absolute("dataset/"+d.Name)) + "#dataset"
}

func (p *Portal) catalogGraph(g *graph, datasets []Dataset) {
	s, langs := p.Site, p.Site.Languages
	c := g.node(p.catalogIRI(), "dcat:Catalog", "dcat:Resource")
	c.texts("dct:title", s.Title, langs)
	c.texts("dct:description", orTitle(s.Description, s.Title), langs)
	c.link("dct:publisher", p.publisherNode(g))
	c.link("foaf:homepage", pageNode(g, p.page(p.Home, s.Main())))
	p.languages(g, c)
	c.link("dct:license", p.licenseNode(g, p.licenses(nil)))
	c.date("dct:issued", p.Issued)
	c.date("dct:modified", p.Modified)
	c.text("dcat:version", p.Version)
	for _, lang := range langs {
		for _, k := range s.Keywords.In(lang) {
			c.add("dcat:keyword", term{text: k, lang: lang})
		}
	}
	if !s.Spatial.IsZero() {
		place := g.node(p.absolute("")+"#place", "dct:Location")
		place.texts("skos:prefLabel", s.Spatial, langs)
		c.link("dct:spatial", place.iri)
	}
	for i := range datasets {
		d := &datasets[i]
		c.link("dcat:dataset", p.datasetIRI(d))
		c.link("dcat:record", p.recordNode(g, d))
		p.datasetGraph(g, d)
	}
}

// recordNode is the entry of the catalogue about a dataset.
func (p *Portal) recordNode(g *graph, d *Dataset) string {
	if p.modified(d) == "" {
		return "" // a record must say when it was changed
	}
	r := g.node(p.datasetIRI(d)+"-record", "dcat:CatalogRecord")
	r.link("foaf:primaryTopic", p.datasetIRI(d))
	r.date("dct:modified", p.modified(d))
	r.date("dct:issued", p.issued(d))
	standard := g.node("https://semiceu.github.io/DCAT-AP/releases/3.0.1/", "dct:Standard")
	standard.text("dct:title", "DCAT-AP 3.0.1")
	r.link("dct:conformsTo", standard.iri)
	return r.iri
}

func orTitle(t, title locale.Text) locale.Text {
	if t.IsZero() {
		return title
	}
	return t
}

// pageNode declares a page and gives its address.
func pageNode(g *graph, page string) string {
	if page == "" {
		return ""
	}
	return g.node(page, "foaf:Document").iri
}

func (p *Portal) languages(g *graph, s *subject) {
	for _, lang := range p.Site.Languages {
		if iri := languageIRI(lang); iri != "" {
			s.link("dct:language", g.node(iri, "dct:LinguisticSystem").iri)
		}
	}
}

func (p *Portal) publisherNode(g *graph) string {
	s := p.Site
	a := g.node(p.absolute("")+"#publisher", "foaf:Agent")
	a.texts("foaf:name", orTitle(s.Publisher.Name, s.Title), s.Languages)
	a.link("foaf:homepage", pageNode(g, s.Publisher.URL))
	if s.Report.Email != "" {
		a.link("foaf:mbox", "mailto:"+s.Report.Email)
	}
	if s.Publisher.Type != "" {
		t := g.node("http://purl.org/adms/publishertype/"+s.Publisher.Type, "skos:Concept")
		t.add("skos:prefLabel", term{text: s.Publisher.Type, lang: "en"})
		a.link("dct:type", t.iri)
	}
	return a.iri
}

// licenseNode declares the terms. Its dct:title is the one of CKAN's register, without a
// language, since that is what a harvester compares; the portal's own words are its label.
func (p *Portal) licenseNode(g *graph, licenses []dataset.License) string {
	l := onlyLicense(licenses)
	if l.Path == "" && l.Name == "" {
		return ""
	}
	n := g.node(first(l.Path, "https://spdx.org/licenses/"+l.Name), "dct:LicenseDocument")
	n.text("dct:title", first(ckanLicense(l.Name), l.Title.In(p.Site.Main()), l.Name))
	n.texts("rdfs:label", l.Title, p.Site.Languages)
	n.text("dct:identifier", l.Name)
	return n.iri
}
