package catalog

import (
	"strings"
	"testing"
)

func TestOpenSearchLeadsToTheSearchPage(t *testing.T) {
	p := testPortal()
	p.Site.Title = both("Kelompok Usaha Bersama di Kupang dan sekitarnya, dari A sampai Z", "Kube")
	b := string(p.OpenSearch("id"))
	wellFormed(t, []byte(b))
	for _, want := range []string{`template="https://data.example.org/kube/cari.html?q={searchTerms}"`, "<ShortName>Kelompok Usaha</ShortName>",
		"<LongName>Kelompok Usaha Bersama di Kupang dan</LongName>", "<Description>Cari di Kelompok"} {
		if !strings.Contains(b, want) {
			t.Errorf("no %s in\n%s", want, b)
		}
	}
	if got := limit("tanpaspasisamasekali", 5); got != "tanpa" {
		t.Error(got)
	}
	p.Search = nil
	if p.OpenSearch("id") != nil {
		t.Error("a portal without a search page offers search")
	}
}

func TestRobotsLetsAllIn(t *testing.T) {
	if got := string(testPortal().Robots()); got != "User-agent: *\nAllow: /\n\nSitemap: https://data.example.org/kube/sitemap.xml\n" {
		t.Error(got)
	}
	if got := string(withoutAddress().Robots()); strings.Contains(got, "Sitemap") {
		t.Error(got)
	}
}
