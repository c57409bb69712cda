package catalog

import (
	"strings"

	"lumbung/cmd/lumbung/internal/locale"
)

// graph is a set of RDF triples, grouped by subject in the order they were first added,
// so that Turtle, RDF/XML and JSON-LD can be written from the one model and always in the
// same order. Every node has an address: there are no blank nodes, which would be other
// nodes each time a harvester comes.
type graph struct {
	subjects []*subject
	index    map[string]*subject
}

// subject is a node and what is said of it.
type subject struct {
	iri        string
	statements []statement
}

// statement is a property, by its prefixed name ("dct:title"), and its value.
type statement struct {
	property string
	object   term
}

// term is a node (iri), or a text with its language or data type.
type term struct {
	iri      string
	text     string
	lang     locale.Lang
	datatype string // prefixed name
}

// prefixes are the vocabularies, in the order they are declared.
var prefixes = []struct{ name, iri string }{
	{"adms", "http://www.w3.org/ns/adms#"},
	{"dcat", "http://www.w3.org/ns/dcat#"},
	{"dcatap", "http://data.europa.eu/r5r/"},
	{"dct", "http://purl.org/dc/terms/"},
	{"foaf", "http://xmlns.com/foaf/0.1/"},
	{"hydra", "http://www.w3.org/ns/hydra/core#"},
	{"prov", "http://www.w3.org/ns/prov#"},
	{"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
	{"rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
	{"skos", "http://www.w3.org/2004/02/skos/core#"},
	{"spdx", "http://spdx.org/rdf/terms#"},
	{"vcard", "http://www.w3.org/2006/vcard/ns#"},
	{"xsd", "http://www.w3.org/2001/XMLSchema#"},
}

// expand gives the full address of a prefixed name.
func expand(name string) string {
	prefix, local, _ := strings.Cut(name, ":")
	for _, p := range prefixes {
		if p.name == prefix {
			return p.iri + local
		}
	}
	return name
}

func newGraph() *graph { return &graph{index: map[string]*subject{}} }

// node finds a subject, or adds one with its types (prefixed names).
func (g *graph) node(iri string, types ...string) *subject {
	iri = cleanIRI(iri)
	s, ok := g.index[iri]
	if !ok {
		s = &subject{iri: iri}
		g.index[iri] = s
		g.subjects = append(g.subjects, s)
	}
	for _, t := range types {
		s.add("rdf:type", term{iri: expand(t)})
	}
	return s
}

// add says something of the subject, once.
func (s *subject) add(property string, object term) {
	st := statement{property, object}
	for _, old := range s.statements {
		if old == st {
			return
		}
	}
	s.statements = append(s.statements, st)
}

// link points at another node; nothing when there is none.
func (s *subject) link(property, iri string) {
	if iri != "" {
		s.add(property, term{iri: cleanIRI(iri)})
	}
}

// text adds a text without a language.
func (s *subject) text(property, text string) {
	if text != "" {
		s.add(property, term{text: text})
	}
}

// typed adds a value of a data type.
func (s *subject) typed(property, text, datatype string) {
	if text != "" {
		s.add(property, term{text: text, datatype: datatype})
	}
}

// texts adds a text in each of the languages it was written in.
func (s *subject) texts(property string, t locale.Text, langs []locale.Lang) {
	if !t.Localized() {
		s.text(property, t.In(""))
		return
	}
	for _, lang := range langs {
		if t.Has(lang) {
			s.add(property, term{text: t.In(lang), lang: lang})
		}
	}
}

// date adds an ISO date, month, year or point in time under its type of XML Schema.
func (s *subject) date(property, iso string) {
	s.typed(property, iso, dateType(iso))
}

func dateType(iso string) string {
	switch {
	case strings.Contains(iso, "T"):
		return "xsd:dateTime"
	case strings.Count(iso, "-") == 2:
		return "xsd:date"
	case strings.Count(iso, "-") == 1:
		return "xsd:gYearMonth"
	}
	return "xsd:gYear"
}

// cleanIRI escapes what an address may not hold, as it may come from a settings file.
func cleanIRI(iri string) string {
	if !strings.ContainsFunc(iri, forbiddenInIRI) {
		return iri
	}
	var b strings.Builder
	for _, r := range iri {
		if forbiddenInIRI(r) {
			for _, c := range []byte(string(r)) {
				b.WriteString("%" + string("0123456789ABCDEF"[c>>4]) + string("0123456789ABCDEF"[c&15]))
			}
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func forbiddenInIRI(r rune) bool {
	return r <= 0x20 || r == 0x7f || r == 0xfffd || strings.ContainsRune("<>\"{}|\\^`", r)
}
