package catalog

import (
	"fmt"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/catalog/rdftest"
)

func TestAllFormsAreOneGraph(t *testing.T) {
	graphs := map[string]map[string]string{}
	for _, o := range testPortal().DCAT(DCATPage) {
		stem, extension, _ := strings.Cut(o.Path, ".")
		g, err := rdftest.Read(o.MediaType, o.Content)
		if err != nil {
			t.Fatalf("%s: %v", o.Path, err)
		}
		if graphs[stem] == nil {
			graphs[stem] = map[string]string{}
		}
		graphs[stem][extension] = strings.Join(g.Lines(), "\n")
	}
	if len(graphs) != 3 {
		t.Errorf("%d graphs, not a catalogue and two datasets", len(graphs))
	}
	for stem, forms := range graphs {
		if n := strings.Count(forms["ttl"], "\n"); n < 60 {
			t.Errorf("%s has only %d triples", stem, n)
		}
		for _, extension := range []string{"rdf", "xml", "n3", "jsonld"} {
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
	for mediaType, c := range map[string]struct {
		content []byte
		want    string
	}{
		"text/turtle":         {g.turtle(), "a\x01\r\n\t\"\\b\u2028"},
		"application/ld+json": {g.jsonLD(), "a\x01\r\n\t\"\\b\u2028"},
		"application/rdf+xml": {g.rdfXML(), "a\ufffd\r\n\t\"\\b\u2028"}, // XML has no place for it
	} {
		got, err := rdftest.Read(mediaType, c.content)
		if err != nil || len(got) != 1 || got[0].Object.Text != c.want {
			t.Errorf("%s: %q, %v", mediaType, got, err)
		}
	}
}
