package catalog

import (
	"fmt"
	"regexp"
	"strings"
)

// turtle writes the graph as Turtle.
func (g *graph) turtle() []byte {
	var b strings.Builder
	for _, p := range prefixes {
		b.WriteString("@prefix " + p.name + ": <" + p.iri + "> .\n")
	}
	for _, s := range g.subjects {
		b.WriteString("\n<" + s.iri + ">")
		for i, group := range s.groups() {
			if i > 0 {
				b.WriteString(" ;")
			}
			b.WriteString("\n  " + turtleProperty(group[0].property) + " ")
			for j, st := range group {
				if j > 0 {
					b.WriteString(", ")
				}
				b.WriteString(st.object.turtle())
			}
		}
		b.WriteString(" .\n")
	}
	return []byte(b.String())
}

// groups gathers the statements of a subject by property, in the order of their first.
func (s *subject) groups() [][]statement {
	var groups [][]statement
	at := map[string]int{}
	for _, st := range s.statements {
		i, ok := at[st.property]
		if !ok {
			i = len(groups)
			at[st.property] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], st)
	}
	return groups
}

func turtleProperty(property string) string {
	if property == "rdf:type" {
		return "a"
	}
	return property
}

func (t term) turtle() string {
	switch {
	case t.iri != "":
		return turtleIRI(t.iri)
	case t.lang != "":
		return turtleString(t.text) + "@" + string(t.lang)
	case t.datatype != "":
		return turtleString(t.text) + "^^" + t.datatype
	}
	return turtleString(t.text)
}

// localName is what may follow a prefix without being escaped.
var localName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*$`)

func turtleIRI(iri string) string {
	for _, p := range prefixes {
		if local, ok := strings.CutPrefix(iri, p.iri); ok && localName.MatchString(local) {
			return p.name + ":" + local
		}
	}
	return "<" + iri + ">"
}

func turtleString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < 0x20 || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
