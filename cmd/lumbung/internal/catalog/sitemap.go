package catalog

import (
	"iter"
	"slices"
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
// sitemap-1.xml and so on. It writes nothing while the portal has no address. Each file is
// put as soon as it is full: a million addresses are never held at once. put may not keep
// the content. count is about how many addresses there are.
func (p *Portal) Sitemap(urls iter.Seq[*SitemapURL], count int, put func(Output) error) error {
	if p.Site.BaseURL == "" {
		return nil
	}
	return p.sitemap(urls, count, put, sitemapURLs, sitemapBytes)
}

func (p *Portal) sitemap(urls iter.Seq[*SitemapURL], count int, put func(Output) error, maxURLs, maxBytes int) error {
	s := &sitemap{put: put, index: newXML(), now: newXML()}
	s.index.open("sitemapindex", attr{"xmlns", sitemapNS})
	s.begin()
	for u := range urls {
		if s.count == maxURLs || len(s.now.b) > maxBytes {
			if err := s.end(p, s.numbered()); err != nil {
				return err
			}
			s.begin()
		}
		p.sitemapURL(s.now, u)
		s.modified = max(s.modified, u.Modified)
		if s.count++; s.count == estimateFrom {
			more := max(0, min(count, maxURLs)-s.count)
			s.now.b = slices.Grow(s.now.b, len(s.now.b)/s.count*more*9/8)
		}
	}
	if s.files == 0 {
		return s.end(p, sitemapName)
	}
	if err := s.end(p, s.numbered()); err != nil {
		return err
	}
	s.index.close("sitemapindex")
	return put(Output{sitemapName, "application/xml", s.index.b})
}

const (
	sitemapNS   = "http://www.sitemaps.org/schemas/sitemap/0.9"
	sitemapName = "sitemap.xml"
)

// estimateFrom is how many addresses tell how large a file will be, so that its megabytes
// are not copied as it grows.
const estimateFrom = 256

// sitemap is a sitemap being written, one file at a time.
type sitemap struct {
	put      func(Output) error
	index    *xmlWriter
	files    int // put so far
	now      *xmlWriter
	count    int    // addresses in now
	modified string // date of the latest page in now
}

func (s *sitemap) begin() {
	s.now.begin() // in the place of the last file, which was put
	s.count, s.modified = 0, ""
	s.now.open("urlset", attr{"xmlns", sitemapNS}, attr{"xmlns:xhtml", "http://www.w3.org/1999/xhtml"})
}

func (s *sitemap) numbered() string { return "sitemap-" + strconv.Itoa(s.files+1) + ".xml" }

func (s *sitemap) end(p *Portal, path string) error {
	s.now.close("urlset")
	s.files++
	s.index.open("sitemap")
	s.index.text("loc", p.absolute(path))
	s.index.text("lastmod", s.modified)
	s.index.close("sitemap")
	return s.put(Output{path, "application/xml", s.now.b})
}

func (p *Portal) sitemapURL(x *xmlWriter, u *SitemapURL) {
	x.open("url")
	x.start("loc", nil)
	x.write(">")
	x.b = p.appendXMLAddress(x.b, u.Path)
	x.write("</loc>\n")
	x.text("lastmod", u.Modified)
	for _, a := range u.Alternates {
		x.start("xhtml:link", nil)
		x.write(` rel="alternate" hreflang="`, string(a.Lang), `" href="`)
		x.b = p.appendXMLAddress(x.b, a.Path)
		x.write("\"/>\n")
	}
	x.close("url")
}

// appendXMLAddress writes absolute(path) in XML: a register has a million of them.
func (p *Portal) appendXMLAddress(b []byte, path string) []byte {
	if p.Site.BaseURL == "" || !plainPath(path) {
		return appendXML(b, p.absolute(path))
	}
	return append(appendXML(b, p.Site.BaseURL), addressed(path)...)
}
