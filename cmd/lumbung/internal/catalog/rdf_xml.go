package catalog

// rdfXML writes the graph as RDF/XML, which every harvester reads whatever type the server
// sends it with.
func (g *graph) rdfXML() []byte {
	x := newXML()
	var attrs []attr
	for _, p := range prefixes {
		attrs = append(attrs, attr{"xmlns:" + p.name, p.iri})
	}
	x.open("rdf:RDF", attrs...)
	for _, s := range g.subjects {
		x.open("rdf:Description", attr{"rdf:about", s.iri})
		for _, st := range s.statements {
			st.rdfXML(x)
		}
		x.close("rdf:Description")
	}
	x.close("rdf:RDF")
	return x.b
}

func (st statement) rdfXML(x *xmlWriter) {
	o := st.object
	switch {
	case o.iri != "":
		x.empty(st.property, attr{"rdf:resource", o.iri})
	case o.datatype != "":
		x.text(st.property, o.text, attr{"rdf:datatype", expand(o.datatype)})
	default:
		x.text(st.property, o.text, attr{"xml:lang", string(o.lang)})
	}
}
