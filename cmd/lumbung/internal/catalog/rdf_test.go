package catalog

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"sort"
	"strings"
	"testing"
)

// Each form of the catalogue is read back by a small reader of its own into the same kind
// of line, "subject property object", and the sets of lines are compared.

func line(s, p, o string) string { return s + " " + p + " " + o }

func literal(text, lang, datatype string) string {
	return fmt.Sprintf("%q@%s^%s", text, lang, datatype)
}

func readJSONLD(t *testing.T, b []byte) []string {
	t.Helper()
	doc := decode(t, b)
	context := doc["@context"].(map[string]any)
	full := func(name string) string {
		prefix, local, _ := strings.Cut(name, ":")
		return context[prefix].(string) + local
	}
	var lines []string
	for _, n := range doc["@graph"].([]any) {
		node := n.(map[string]any)
		for name, values := range node {
			if name == "@id" {
				continue
			}
			for _, v := range values.([]any) {
				if name == "@type" {
					lines = append(lines, line(node["@id"].(string), expand("rdf:type"), v.(string)))
					continue
				}
				o := v.(map[string]any)
				if id, ok := o["@id"].(string); ok {
					lines = append(lines, line(node["@id"].(string), full(name), id))
					continue
				}
				lang, _ := o["@language"].(string)
				datatype, _ := o["@type"].(string)
				if datatype != "" {
					datatype = full(datatype)
				}
				lines = append(lines, line(node["@id"].(string), full(name), literal(o["@value"].(string), lang, datatype)))
			}
		}
	}
	return lines
}

func readRDFXML(t *testing.T, b []byte) []string {
	t.Helper()
	var lines []string
	var about, property, lang, datatype, resource string
	var text strings.Builder
	d, depth := xml.NewDecoder(bytes.NewReader(b)), 0
	for {
		token, err := d.Token()
		if err == io.EOF {
			return lines
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			depth++
			attrs := map[string]string{}
			for _, a := range e.Attr {
				attrs[a.Name.Local] = a.Value
			}
			if depth == 2 {
				about = attrs["about"]
			}
			if depth == 3 {
				property, lang, datatype, resource = e.Name.Space+e.Name.Local, attrs["lang"], attrs["datatype"], attrs["resource"]
				text.Reset()
			}
		case xml.CharData:
			text.Write(e)
		case xml.EndElement:
			if depth == 3 && resource != "" {
				lines = append(lines, line(about, property, resource))
			} else if depth == 3 {
				lines = append(lines, line(about, property, literal(text.String(), lang, datatype)))
			}
			depth--
		}
	}
}

var turtleToken = regexp.MustCompile(`<[^>]*>|"(?:[^"\\]|\\.)*"(?:@[A-Za-z-]+|\^\^[A-Za-z0-9]+:[A-Za-z0-9_-]+)?|@prefix|[A-Za-z0-9]*:[A-Za-z0-9_-]*|[a;,.]`)

// readTurtle reads the part of Turtle that we write: no blank nodes, no lists, no numbers.
func readTurtle(t *testing.T, b []byte) []string {
	t.Helper()
	prefixes := map[string]string{}
	tokens := turtleToken.FindAllString(string(b), -1)
	full := func(token string) string {
		if strings.HasPrefix(token, "<") {
			return strings.Trim(token, "<>")
		}
		prefix, local, _ := strings.Cut(token, ":")
		return prefixes[prefix] + local
	}
	object := func(token string) string {
		if !strings.HasPrefix(token, `"`) {
			return full(token)
		}
		end := strings.LastIndexByte(token, '"')
		var text string
		if err := json.Unmarshal([]byte(token[:end+1]), &text); err != nil {
			t.Fatalf("%v in %s", err, token)
		}
		lang, _ := strings.CutPrefix(token[end+1:], "@")
		if datatype, ok := strings.CutPrefix(token[end+1:], "^^"); ok {
			return literal(text, "", full(datatype))
		}
		return literal(text, lang, "")
	}
	var lines []string
	var subject, property string
	for i := 0; i < len(tokens); i++ {
		switch tok := tokens[i]; {
		case tok == "@prefix":
			prefixes[strings.TrimSuffix(tokens[i+1], ":")] = strings.Trim(tokens[i+2], "<>")
			i += 3
		case tok == ".":
			subject, property = "", ""
		case tok == ";":
			property = ""
		case tok == ",":
		case subject == "":
			subject = full(tok)
		case property == "" && tok == "a":
			property = expand("rdf:type")
		case property == "":
			property = full(tok)
		default:
			lines = append(lines, line(subject, property, object(tok)))
		}
	}
	return lines
}

func TestThreeFormsAreOneGraph(t *testing.T) {
	readers := map[string]func(*testing.T, []byte) []string{".jsonld": readJSONLD, ".rdf": readRDFXML, ".ttl": readTurtle}
	graphs := map[string]map[string]string{}
	for _, o := range testPortal().DCAT(DCATPage) {
		stem, extension, _ := strings.Cut(o.Path, ".")
		lines := readers["."+extension](t, o.Content)
		sort.Strings(lines)
		if graphs[stem] == nil {
			graphs[stem] = map[string]string{}
		}
		graphs[stem][extension] = strings.Join(lines, "\n")
	}
	if len(graphs) != 3 {
		t.Errorf("%d graphs, not a catalogue and two datasets", len(graphs))
	}
	for stem, forms := range graphs {
		if n := strings.Count(forms["ttl"], "\n"); n < 60 {
			t.Errorf("%s has only %d triples", stem, n)
		}
		for _, extension := range []string{"rdf", "jsonld"} {
			if forms[extension] != forms["ttl"] {
				t.Errorf("%s.%s is another graph than %s.ttl:\n%s", stem, extension, stem, firstDifference(forms[extension], forms["ttl"]))
			}
		}
	}
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return x[i] + "\n" + y[i]
		}
	}
	return fmt.Sprint(len(x), " and ", len(y), " triples")
}

func TestAddressesAreEscaped(t *testing.T) {
	for iri, want := range map[string]string{
		"https://a.example/x y": "https://a.example/x%20y", "https://a.example/<\">{}|\\^`": "https://a.example/%3C%22%3E%7B%7D%7C%5C%5E%60",
		"https://a.example/é?q=1&b=(2)#f": "https://a.example/é?q=1&b=(2)#f", "a\nb": "a%0Ab",
	} {
		if got := cleanIRI(iri); got != want {
			t.Errorf("%q becomes %q, not %q", iri, got, want)
		}
	}
}

func TestControlCharactersDoNotBreakAForm(t *testing.T) {
	g := newGraph()
	s := g.node("https://a.example/x y>")
	s.text("dct:title", "a\x01\r\n\t\"\\b\u2028")
	s.link("dct:relation", "")
	if got := readTurtle(t, g.turtle()); len(got) != 1 || !strings.HasSuffix(got[0], literal("a\x01\r\n\t\"\\b\u2028", "", "")) {
		t.Errorf("%q", got)
	}
	if got := readRDFXML(t, g.rdfXML()); len(got) != 1 || !strings.Contains(got[0], `a\ufffd`) && !strings.Contains(got[0], "a\ufffd") {
		t.Errorf("%q", got)
	}
	if got := readJSONLD(t, g.jsonLD()); len(got) != 1 {
		t.Errorf("%q", got)
	}
}
