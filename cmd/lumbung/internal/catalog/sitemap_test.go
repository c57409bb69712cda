package catalog

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"iter"
	"strings"
	"testing"
)

// wellFormed reads XML to its end.
func wellFormed(t *testing.T, b []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(b))
	for {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("%v in\n%s", err, b)
		}
	}
}

// sitemapOf puts the files of a sitemap into a list, the index or only file first.
func sitemapOf(t *testing.T, p *Portal, urls []SitemapURL) []Output {
	t.Helper()
	var out []Output
	err := p.Sitemap(pointers(urls), len(urls), func(o Output) error {
		o.Content = bytes.Clone(o.Content)
		if o.Path == "sitemap.xml" {
			out = append([]Output{o}, out...)
		} else {
			out = append(out, o)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func pointers(urls []SitemapURL) iter.Seq[*SitemapURL] {
	return func(yield func(*SitemapURL) bool) {
		for i := range urls {
			if !yield(&urls[i]) {
				return
			}
		}
	}
}

func TestSitemapListsPagesWithTheirLanguages(t *testing.T) {
	p := testPortal()
	out := sitemapOf(t, p, []SitemapURL{
		{"index.html", "2026-11-24", []SitemapAlternate{{"id", "index.html"}, {"en", "en/index.html"}}},
		{"kube/a & b.html", "", nil},
	})
	want := `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
  <url>
    <loc>https://data.example.org/kube/</loc>
    <lastmod>2026-11-24</lastmod>
    <xhtml:link rel="alternate" hreflang="id" href="https://data.example.org/kube/"/>
    <xhtml:link rel="alternate" hreflang="en" href="https://data.example.org/kube/en/"/>
  </url>
  <url>
    <loc>https://data.example.org/kube/kube/a%20&amp;%20b.html</loc>
  </url>
</urlset>
`
	if len(out) != 1 || out[0].Path != "sitemap.xml" || string(out[0].Content) != want {
		t.Errorf("got\n%s\nwant\n%s", out[0].Content, want)
	}
	wellFormed(t, out[0].Content)
}

func TestLargeSitemapHasAnIndex(t *testing.T) {
	urls := make([]SitemapURL, sitemapURLs+1)
	for i := range urls {
		urls[i] = SitemapURL{Path: "a.html", Modified: "2026-01-01"}
	}
	urls[3].Modified = "2026-02-03"
	out := sitemapOf(t, testPortal(), urls)
	if len(out) != 3 || out[0].Path != "sitemap.xml" || out[1].Path != "sitemap-1.xml" || out[2].Path != "sitemap-2.xml" {
		t.Fatalf("%d files", len(out))
	}
	for i, n := range []int{2, sitemapURLs, 1} {
		wellFormed(t, out[i].Content)
		if got := bytes.Count(out[i].Content, []byte("<loc>")); got != n {
			t.Errorf("%s lists %d, not %d", out[i].Path, got, n)
		}
	}
	if !bytes.Contains(out[0].Content, []byte("<loc>https://data.example.org/kube/sitemap-1.xml</loc>\n    <lastmod>2026-02-03</lastmod>")) {
		t.Errorf("index is\n%s", out[0].Content)
	}
}

func TestSitemapKeepsItsSize(t *testing.T) {
	urls := make([]SitemapURL, 10)
	for i := range urls {
		urls[i] = SitemapURL{Path: strings.Repeat("x", 100) + ".html"}
	}
	files, broken := 0, errors.New("broken")
	err := testPortal().sitemap(pointers(urls), len(urls), func(Output) error { files++; return nil }, 1000, 600)
	if err != nil || files < 3 {
		t.Errorf("%d files, %v", files, err)
	}
	for most := range 3 {
		n := 0
		err := testPortal().sitemap(pointers(urls), len(urls), func(Output) error {
			if n++; n > most {
				return broken
			}
			return nil
		}, 1000, 600)
		if !errors.Is(err, broken) {
			t.Errorf("an error of file %d is lost: %v", most+1, err)
		}
	}
	if out := sitemapOf(t, testPortal(), nil); len(out) != 1 {
		t.Error("an empty site has no sitemap")
	} else {
		wellFormed(t, out[0].Content)
	}
}
