package catalog

import (
	"strconv"
	"strings"

	"lumbung/cmd/lumbung/internal/locale"
)

// datasetGraph describes a dataset, its publisher, its terms and its downloads.
func (p *Portal) datasetGraph(g *graph, d *Dataset) {
	langs, page := p.Site.Languages, p.page(d.Pages, p.Site.Main())
	s := g.node(p.datasetIRI(d), "dcat:Dataset", "dcat:Resource")
	s.texts("dct:title", d.Title, langs)
	s.texts("dct:description", orTitle(d.Description, d.Title), langs)
	s.text("dct:identifier", first(doiURL(d.DOI), p.datasetIRI(d)))
	for _, lang := range langs {
		s.link("dcat:landingPage", pageNode(g, p.page(d.Pages, lang)))
		for _, k := range d.Keywords.In(lang) {
			s.add("dcat:keyword", term{text: k, lang: lang})
		}
	}
	s.link("dct:publisher", p.publisherNode(g))
	s.link("dct:creator", p.publisherNode(g))
	s.link("dcat:contactPoint", p.contactNode(g))
	p.languages(g, s)
	s.link("dct:license", p.licenseNode(g, p.licenses(d)))
	s.date("dct:issued", p.issued(d))
	s.date("dct:modified", p.modified(d))
	s.text("dcat:version", p.version(d))
	s.link("dct:accessRights", g.node(authority+"access-right/PUBLIC", "dct:RightsStatement").iri)
	if p.Site.Frequency != "" {
		s.link("dct:accrualPeriodicity", g.node(authority+"frequency/"+p.Site.Frequency, "dct:Frequency").iri)
	}
	p.place(g, s, d)
	p.period(g, s, d)
	p.provenance(g, s, d)
	for i := range d.Files {
		s.link("dcat:distribution", p.distributionNode(g, d, &d.Files[i], first(page, p.absolute(d.Files[i].Path))))
	}
}

func (p *Portal) contactNode(g *graph) string {
	s := p.Site
	if s.Report.Email == "" && s.Report.Issues == "" {
		return ""
	}
	c := g.node(p.absolute("")+"#contact", "vcard:Kind", "vcard:Organization")
	c.texts("vcard:fn", orTitle(s.Publisher.Name, s.Title), s.Languages)
	if s.Report.Email != "" {
		c.link("vcard:hasEmail", "mailto:"+s.Report.Email)
	}
	c.link("vcard:hasURL", s.Report.Issues)
	return c.iri
}

func (p *Portal) place(g *graph, s *subject, d *Dataset) {
	if d.Spatial.IsZero() {
		return
	}
	n := g.node(p.datasetIRI(d)+"-place", "dct:Location")
	n.texts("skos:prefLabel", d.Spatial, p.Site.Languages)
	s.link("dct:spatial", n.iri)
}

// period describes the time that the data is about. A single year begins and ends it.
func (p *Portal) period(g *graph, s *subject, d *Dataset) {
	if d.Temporal == "" {
		return
	}
	from, to, interval := strings.Cut(d.Temporal, "/")
	if !interval {
		to = from
	}
	n := g.node(p.datasetIRI(d)+"-period", "dct:PeriodOfTime")
	if from = strings.Trim(from, "."); from != "" {
		n.date("dcat:startDate", from)
	}
	if to = strings.Trim(to, "."); to != "" {
		n.date("dcat:endDate", to)
	}
	s.link("dct:temporal", n.iri)
}

// provenance cites the publications that the data was transcribed from.
func (p *Portal) provenance(g *graph, s *subject, d *Dataset) {
	per := map[locale.Lang]string{}
	for _, lang := range p.Site.Languages {
		if text := strings.Join(p.SourceTexts(d, lang), " "); text != "" {
			per[lang] = text
		}
	}
	if len(per) > 0 {
		n := g.node(p.datasetIRI(d)+"-source", "dct:ProvenanceStatement")
		n.texts("rdfs:label", locale.NewText(per), p.Site.Languages)
		s.link("dct:provenance", n.iri)
	}
	for _, w := range p.PublicationWorks(d, p.Site.Main()) {
		s.link("prov:wasDerivedFrom", w.address())
	}
}

func (p *Portal) distributionNode(g *graph, d *Dataset, f *File, page string) string {
	iri := p.datasetIRI(d) + "-" + f.Format
	n := g.node(iri, "dcat:Distribution")
	n.texts("dct:title", d.Title.Map(func(_ locale.Lang, s string) string { return s + " (" + formatLabel(f.Format) + ")" }), p.Site.Languages)
	n.link("dcat:accessURL", page)
	n.link("dcat:downloadURL", p.absolute(f.Path))
	n.link("dcat:mediaType", mediaTypeNode(g, f.MediaType))
	if t := fileTypeIRI(f.Format); t != "" {
		n.link("dct:format", g.node(t, "dct:MediaTypeOrExtent").iri)
	}
	n.link("dct:license", p.licenseNode(g, p.licenses(d)))
	n.typed("dcat:byteSize", strconv.FormatInt(f.Bytes, 10), "xsd:nonNegativeInteger")
	n.link("spdx:checksum", checksumNode(g, iri, f.SHA256))
	n.date("dct:issued", p.issued(d))
	n.date("dct:modified", p.modified(d))
	p.languages(g, n)
	availability := g.node("http://publications.europa.eu/resource/authority/planned-availability/STABLE", "skos:Concept")
	availability.add("skos:prefLabel", term{text: "stable", lang: "en"})
	n.link("dcatap:availability", availability.iri)
	return n.iri
}

func mediaTypeNode(g *graph, mediaType string) string {
	if mediaType == "" {
		return ""
	}
	return g.node("https://www.iana.org/assignments/media-types/"+mediaType, "dct:MediaType").iri
}

func checksumNode(g *graph, distribution, sha256 string) string {
	if sha256 == "" {
		return ""
	}
	c := g.node(distribution+"-checksum", "spdx:Checksum")
	c.link("spdx:algorithm", g.node("http://spdx.org/rdf/terms#checksumAlgorithm_sha256", "spdx:ChecksumAlgorithm").iri)
	c.typed("spdx:checksumValue", sha256, "xsd:hexBinary")
	return c.iri
}
