package catalog

// jsonLD writes the graph as JSON-LD. Its context is in the file, so that no parser has to
// fetch one.
func (g *graph) jsonLD() []byte {
	context := object{}
	for _, p := range prefixes {
		context.set(p.name, p.iri)
	}
	nodes := make([]object, len(g.subjects))
	for i, s := range g.subjects {
		nodes[i] = s.jsonLD()
	}
	return document(object{{"@context", context}, {"@graph", nodes}})
}

func (s *subject) jsonLD() object {
	o := object{{"@id", s.iri}}
	for _, group := range s.groups() {
		var values []any
		for _, st := range group {
			values = append(values, st.object.jsonLD(st.property))
		}
		name := group[0].property
		if name == "rdf:type" {
			name = "@type"
		}
		o.set(name, values)
	}
	return o
}

func (t term) jsonLD(property string) any {
	switch {
	case t.iri != "" && property == "rdf:type":
		return t.iri
	case t.iri != "":
		return object{{"@id", t.iri}}
	}
	o := object{{"@value", t.text}}
	o.set("@language", string(t.lang))
	o.set("@type", t.datatype)
	return o
}
