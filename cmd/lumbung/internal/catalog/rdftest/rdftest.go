// Package rdftest reads the forms in which a catalogue is published, for tests: a harvester
// sees triples, and two forms are the same when their triples are.
//
// It reads what a portal writes and no more (no blank nodes, no lists, no nested nodes), and
// says so where a file has anything else. Read gives Triples; a Graph can be asked.
package rdftest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Triple says something of a node. Names are whole addresses.
type Triple struct {
	Subject, Property string
	Object            Term
}

// Term is a node, or a text with its language or data type.
type Term struct {
	IRI            string
	Text           string
	Lang, Datatype string
}

// String writes a term so that different terms are different texts.
func (t Term) String() string {
	if t.IRI != "" {
		return "<" + t.IRI + ">"
	}
	return strconv.Quote(t.Text) + "@" + t.Lang + "^" + t.Datatype
}

// String writes a triple as a line.
func (t Triple) String() string { return t.Subject + " " + t.Property + " " + t.Object.String() }

// Type is the address of rdf:type.
const Type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

// Read reads a file by its media type.
func Read(mediaType string, data []byte) (Graph, error) {
	switch mediaType {
	case "text/turtle", "text/n3":
		return readTurtle(data)
	case "application/rdf+xml":
		return readXML(data)
	case "application/ld+json":
		return readJSON(data)
	}
	return nil, fmt.Errorf("no reader for %q", mediaType)
}

// Graph is a set of triples.
type Graph []Triple

// Lines are the triples as sorted text.
func (g Graph) Lines() []string {
	lines := make([]string, len(g))
	for i, t := range g {
		lines[i] = t.String()
	}
	slices.Sort(lines)
	return lines
}

// OfType lists the nodes of a class, each once.
func (g Graph) OfType(class string) (nodes []string) {
	for _, t := range g {
		if t.Property == Type && t.Object.IRI == class && !slices.Contains(nodes, t.Subject) {
			nodes = append(nodes, t.Subject)
		}
	}
	return nodes
}

// Objects lists what a property of a node says.
func (g Graph) Objects(node, property string) (found []Term) {
	for _, t := range g {
		if t.Subject == node && t.Property == property {
			found = append(found, t.Object)
		}
	}
	return found
}

// Object is the only thing that a property of a node says; the zero Term for none or many.
func (g Graph) Object(node, property string) Term {
	if found := g.Objects(node, property); len(found) == 1 {
		return found[0]
	}
	return Term{}
}

// expand gives the address of a prefixed name.
func expand(prefixes map[string]string, name string) (string, error) {
	prefix, local, ok := strings.Cut(name, ":")
	if base := prefixes[prefix]; ok && base != "" {
		return base + local, nil
	}
	return "", fmt.Errorf("%q has no known prefix", name)
}
