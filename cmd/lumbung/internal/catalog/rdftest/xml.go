package rdftest

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// readXML reads RDF/XML of flat descriptions.
func readXML(data []byte) (Graph, error) {
	var graph Graph
	var triple Triple
	var text strings.Builder
	d, depth := xml.NewDecoder(bytes.NewReader(data)), 0
	for {
		token, err := d.Token()
		if err == io.EOF {
			return graph, nil
		}
		if err != nil {
			return nil, err
		}
		switch e := token.(type) {
		case xml.StartElement:
			attrs := map[string]string{}
			for _, a := range e.Attr {
				attrs[a.Name.Local] = a.Value
			}
			switch depth++; depth {
			case 1:
			case 2:
				if triple.Subject = attrs["about"]; triple.Subject == "" {
					return nil, fmt.Errorf("a <%s> without an address", e.Name.Local)
				}
			case 3:
				triple.Property = e.Name.Space + e.Name.Local
				triple.Object = Term{IRI: attrs["resource"], Lang: attrs["lang"], Datatype: attrs["datatype"]}
				text.Reset()
			default:
				return nil, fmt.Errorf("<%s> is nested", e.Name.Local)
			}
		case xml.CharData:
			text.Write(e)
		case xml.EndElement:
			if depth == 3 {
				if triple.Object.IRI == "" {
					triple.Object.Text = text.String()
				}
				graph = append(graph, triple)
			}
			depth--
		}
	}
}
