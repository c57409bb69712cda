package catalog

import (
	"strings"
	"testing"
)

// triples is a graph that can be asked.
type triples struct{ g *graph }

func (x triples) ofType(class string) []string {
	var found []string
	for _, s := range x.g.subjects {
		if x.isA(s.iri, class) {
			found = append(found, s.iri)
		}
	}
	return found
}

func (x triples) isA(iri, class string) bool {
	for _, o := range x.objects(iri, "rdf:type") {
		if o.iri == expand(class) {
			return true
		}
	}
	return false
}

func (x triples) objects(iri, property string) []term {
	var found []term
	if s := x.g.index[iri]; s != nil {
		for _, st := range s.statements {
			if st.property == property {
				found = append(found, st.object)
			}
		}
	}
	return found
}

func catalogOf(p *Portal) triples {
	g := newGraph()
	p.catalogGraph(g, p.Datasets)
	return triples{g}
}

// What DCAT-AP 3.0.1 makes mandatory, and the class of what a property points at.
func TestCatalogueKeepsTheRulesOfDCATAP(t *testing.T) {
	x := catalogOf(testPortal())
	for class, properties := range map[string][]string{
		"dcat:Catalog": {"dct:title", "dct:description", "dct:publisher"}, "dcat:Dataset": {"dct:title", "dct:description"},
		"dcat:Distribution": {"dcat:accessURL"}, "foaf:Agent": {"foaf:name"}, "dcat:CatalogRecord": {"foaf:primaryTopic", "dct:modified"},
		"spdx:Checksum": {"spdx:algorithm", "spdx:checksumValue"}, "skos:Concept": {"skos:prefLabel"},
	} {
		found := x.ofType(class)
		if len(found) == 0 {
			t.Errorf("no %s", class)
		}
		for _, iri := range found {
			for _, property := range properties {
				if len(x.objects(iri, property)) == 0 {
					t.Errorf("%s has no %s", iri, property)
				}
			}
		}
	}
	ranges := map[string]string{
		"dct:publisher": "foaf:Agent", "dct:creator": "foaf:Agent", "dct:language": "dct:LinguisticSystem", "dct:license": "dct:LicenseDocument", "dct:spatial": "dct:Location",
		"dct:temporal": "dct:PeriodOfTime", "dcat:dataset": "dcat:Dataset", "dcat:record": "dcat:CatalogRecord", "foaf:homepage": "foaf:Document", "foaf:primaryTopic": "dcat:Resource",
		"dct:conformsTo": "dct:Standard", "dct:accessRights": "dct:RightsStatement", "dct:accrualPeriodicity": "dct:Frequency", "dct:provenance": "dct:ProvenanceStatement",
		"dcat:contactPoint": "vcard:Kind", "dcat:distribution": "dcat:Distribution", "dcat:landingPage": "foaf:Document", "dct:type": "skos:Concept", "dcatap:availability": "skos:Concept",
		"spdx:checksum": "spdx:Checksum", "spdx:algorithm": "spdx:ChecksumAlgorithm", "dct:format": "dct:MediaTypeOrExtent", "dcat:mediaType": "dct:MediaType",
	}
	once := []string{"dct:issued", "dct:modified", "dct:license", "dct:publisher", "dcat:version", "dct:accessRights", "dct:accrualPeriodicity", "dcat:mediaType", "dct:format", "dcat:byteSize", "spdx:checksum", "foaf:primaryTopic"}
	for _, s := range x.g.subjects {
		for _, st := range s.statements {
			if class, ok := ranges[st.property]; ok && !x.isA(st.object.iri, class) {
				t.Errorf("%s %s %v is no %s", s.iri, st.property, st.object, class)
			}
		}
		for _, property := range once {
			if n := len(x.objects(s.iri, property)); n > 1 {
				t.Errorf("%s has %d times %s", s.iri, n, property)
			}
		}
	}
}

// What ckanext-dcat reads: the dataset's address is its identity, the licence is found by
// the distribution's licence title, each resource has a download.
func TestHarvesterFindsLicenceAndDownloads(t *testing.T) {
	x := catalogOf(testPortal())
	datasets := x.ofType("dcat:Dataset")
	if strings.Join(datasets, " ") != "https://data.example.org/kube/data/kube.html#dataset https://data.example.org/kube/data/regions.html#dataset" {
		t.Errorf("datasets are %q", datasets)
	}
	titles := []string{"Creative Commons Attribution", "Creative Commons CCZero"}
	for i, iri := range datasets {
		distributions := x.objects(iri, "dcat:distribution")
		if len(distributions) == 0 {
			t.Errorf("%s has no distributions", iri)
		}
		for _, d := range distributions {
			license := x.objects(d.iri, "dct:license")[0].iri
			if got := x.objects(license, "dct:title"); len(got) != 1 || got[0] != (term{text: titles[i]}) {
				t.Errorf("licence of %s is titled %v", d.iri, got)
			}
			if got := x.objects(d.iri, "dcat:downloadURL"); len(got) != 1 || !strings.HasPrefix(got[0].iri, "https://data.example.org/kube/data/") {
				t.Errorf("%s downloads from %v", d.iri, got)
			}
		}
	}
}

func TestLongCatalogueIsPaged(t *testing.T) {
	p := testPortal()
	outputs := map[string]string{}
	for _, o := range p.DCAT(1) {
		outputs[o.Path] = string(o.Content)
	}
	first, second := outputs["catalog.ttl"], outputs["catalog-2.ttl"]
	if !strings.Contains(first, "hydra:next <https://data.example.org/kube/catalog-2.ttl>") || strings.Contains(first, "hydra:previous") {
		t.Errorf("the first page does not lead on:\n%s", first)
	}
	if strings.Contains(second, "hydra:next") || !strings.Contains(second, "hydra:previous <https://data.example.org/kube/catalog.ttl>") {
		t.Errorf("the last page leads on:\n%s", second)
	}
	if !strings.Contains(outputs["catalog.rdf"], `<hydra:next rdf:resource="https://data.example.org/kube/catalog-2.rdf"/>`) {
		t.Error("RDF/XML leads to another form")
	}
	if strings.Contains(first, "regions.html#dataset>") || !strings.Contains(second, "regions.html#dataset>") || !strings.Contains(first, "PagedCollection") {
		t.Error("the datasets are not on their pages")
	}
	if strings.Contains(string(p.DCAT(2)[0].Content), "PagedCollection") {
		t.Error("a catalogue of one page is paged")
	}
	p.Datasets = nil
	if got := p.DCAT(2); len(got) != len(rdfFormats) {
		t.Errorf("an empty portal has %d files", len(got))
	}
}

func TestPeriodIsAnIntervalWhateverTheDescriptorGives(t *testing.T) {
	for temporal, want := range map[string]string{
		"2016": `2016|xsd:gYear 2016|xsd:gYear`, "2009/2016-03": `2009|xsd:gYear 2016-03|xsd:gYearMonth`, "2016-01-02/..": `2016-01-02|xsd:date `, "../2016": ` 2016|xsd:gYear`,
	} {
		p := testPortal()
		p.Datasets[0].Temporal = temporal
		x := catalogOf(p)
		text := func(property string) string {
			for _, o := range x.objects("https://data.example.org/kube/data/kube.html#dataset-period", property) {
				return o.text + "|" + o.datatype
			}
			return ""
		}
		if got := text("dcat:startDate") + " " + text("dcat:endDate"); got != want {
			t.Errorf("%s is %q, not %q", temporal, got, want)
		}
	}
}

func TestPortalThatKnowsLittleIsStillACatalogue(t *testing.T) {
	p := testPortal()
	s := p.Site
	s.Publisher.URL, s.Publisher.Type, s.Report.Email, s.License.Name, s.License.Path, s.Frequency = "", "", "", "", "", ""
	p.Modified, p.Issued, p.Version = "", "", ""
	p.Datasets = p.Datasets[:1]
	p.Datasets[0].Files[0].SHA256 = ""
	x := catalogOf(p)
	for _, class := range []string{"dct:LicenseDocument", "vcard:Kind", "dcat:CatalogRecord", "dct:Frequency"} {
		if found := x.ofType(class); len(found) > 0 {
			t.Errorf("%s: %q", class, found)
		}
	}
	if n := len(x.ofType("dcat:Distribution")); n != 4 {
		t.Errorf("%d distributions", n)
	}
}

func TestLicencesAreKnownByCKANsTitles(t *testing.T) {
	for name, want := range map[string]string{"CC-BY-4.0": "Creative Commons Attribution", "CC-BY-SA-4.0": "Creative Commons Attribution Share-Alike", "CC0-1.0": "Creative Commons CCZero",
		"cc-by": "Creative Commons Attribution", "CC-BY-ND-4.0": "", "Lisensi Sendiri": "", "ODbL-1.0": "Open Data Commons Open Database License (ODbL)"} {
		if got := ckanLicense(name); got != want {
			t.Errorf("%s is %q, not %q", name, got, want)
		}
	}
}
