package rdftest

import (
	"encoding/json"
	"fmt"
)

// readJSON reads JSON-LD whose context stands in the file: a harvester must not have to go
// anywhere for it.
func readJSON(data []byte) (Graph, error) {
	var doc struct {
		Context map[string]string            `json:"@context"`
		Graph   []map[string]json.RawMessage `json:"@graph"`
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		return nil, err
	}
	var graph Graph
	for _, node := range doc.Graph {
		var subject string
		if err := json.Unmarshal(node["@id"], &subject); err != nil || subject == "" {
			return nil, fmt.Errorf("a node without an address: %v", err)
		}
		for name, values := range node {
			switch name {
			case "@id":
				continue
			case "@type":
				var classes []string
				if err := json.Unmarshal(values, &classes); err != nil {
					return nil, err
				}
				for _, class := range classes {
					graph = append(graph, Triple{subject, Type, Term{IRI: class}})
				}
				continue
			}
			property, err := expand(doc.Context, name)
			if err != nil {
				return nil, err
			}
			objects, err := jsonObjects(doc.Context, values)
			if err != nil {
				return nil, fmt.Errorf("%s of %s: %w", name, subject, err)
			}
			for _, o := range objects {
				graph = append(graph, Triple{subject, property, o})
			}
		}
	}
	return graph, nil
}

func jsonObjects(context map[string]string, values []byte) (terms []Term, err error) {
	var list []struct {
		ID    string `json:"@id"`
		Value string `json:"@value"`
		Lang  string `json:"@language"`
		Type  string `json:"@type"`
	}
	if err := json.Unmarshal(values, &list); err != nil {
		return nil, err
	}
	for _, o := range list {
		t := Term{IRI: o.ID, Text: o.Value, Lang: o.Lang}
		if o.Type != "" {
			if t.Datatype, err = expand(context, o.Type); err != nil {
				return nil, err
			}
		}
		terms = append(terms, t)
	}
	return terms, nil
}
