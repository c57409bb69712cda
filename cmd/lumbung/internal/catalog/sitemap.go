package catalog

import (
	"strconv"

	"lumbung/cmd/lumbung/internal/locale"
)

// SitemapURL is a page of the site with its siblings in other languages.
type SitemapURL struct {
	Path       string // from the root of the site
	Modified   string // ISO date of the last true change; "" when it is not known
	Alternates []SitemapAlternate
}

// SitemapAlternate is a page in a language. A page that has any is listed among its own.
type SitemapAlternate struct {
	Lang locale.Lang
	Path string
}

// The protocol's limits for one file. The size is kept well below its 50 MB.
const (
	sitemapURLs  = 50_000
	sitemapBytes = 40 << 20
)

// Sitemap writes sitemap.xml; a site too large for one file gets an index of that name and
// sitemap-1.xml and so on. It gives nil while the portal has no address.
func (p *Portal) Sitemap(urls []SitemapURL) []Output {
	if p.Site.BaseURL == "" {
		return nil
	}
	files := p.sitemapFiles(urls, sitemapURLs, sitemapBytes)
	if len(files) == 1 {
		return []Output{{"sitemap.xml", "application/xml", files[0].bytes()}}
	}
	index := newXML()
	index.open("sitemapindex", attr{"xmlns", sitemapNS})
	var out []Output
	for i, f := range files {
		path := "sitemap-" + strconv.Itoa(i+1) + ".xml"
		out = append(out, Output{path, "application/xml", f.bytes()})
		index.open("sitemap")
		index.text("loc", p.absolute(path))
		index.text("lastmod", f.modified)
		index.close("sitemap")
	}
	index.close("sitemapindex")
	return append([]Output{{"sitemap.xml", "application/xml", index.bytes()}}, out...)
}

const sitemapNS = "http://www.sitemaps.org/schemas/sitemap/0.9"

// sitemapFile is one file of a sitemap and the date of its latest page.
type sitemapFile struct {
	*xmlWriter
	modified string
}

func (p *Portal) sitemapFiles(urls []SitemapURL, maxURLs, maxBytes int) []sitemapFile {
	var files []sitemapFile
	count := 0
	for i := range urls {
		if count == 0 || count == maxURLs || files[len(files)-1].b.Len() > maxBytes {
			endURLSet(files)
			files, count = append(files, startURLSet()), 0
		}
		f := &files[len(files)-1]
		p.sitemapURL(f.xmlWriter, &urls[i])
		f.modified = max(f.modified, urls[i].Modified)
		count++
	}
	if len(files) == 0 {
		files = append(files, startURLSet())
	}
	endURLSet(files)
	return files
}

func startURLSet() sitemapFile {
	x := newXML()
	x.open("urlset", attr{"xmlns", sitemapNS}, attr{"xmlns:xhtml", "http://www.w3.org/1999/xhtml"})
	return sitemapFile{xmlWriter: x}
}

func endURLSet(files []sitemapFile) {
	if len(files) > 0 {
		files[len(files)-1].close("urlset")
	}
}

func (p *Portal) sitemapURL(x *xmlWriter, u *SitemapURL) {
	x.open("url")
	x.text("loc", p.absolute(u.Path))
	x.text("lastmod", u.Modified)
	for _, a := range u.Alternates {
		x.empty("xhtml:link", attr{"rel", "alternate"}, attr{"hreflang", string(a.Lang)}, attr{"href", p.absolute(a.Path)})
	}
	x.close("url")
}
