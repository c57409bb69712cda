package catalog

import (
	"strings"
	"unicode/utf8"

	"lumbung/cmd/lumbung/internal/locale"
)

// OpenSearch tells browsers how to search the portal. The search page reads its query from
// the address, so no server is needed. It gives nil while the portal has no address or no
// search page.
func (p *Portal) OpenSearch(lang locale.Lang) []byte {
	search := p.page(p.Search, lang)
	if search == "" {
		return nil
	}
	title := p.Site.Title.In(lang)
	x := newXML()
	x.open("OpenSearchDescription", attr{"xmlns", "http://a9.com/-/spec/opensearch/1.1/"})
	x.text("ShortName", limit(title, 16))
	x.text("LongName", limit(title, 48))
	x.text("Description", limit(strings.ReplaceAll(wordsFor(lang).search, "{title}", title), 1024))
	x.empty("Url", attr{"type", "text/html"}, attr{"method", "get"}, attr{"template", search + "?q={searchTerms}"})
	x.text("Language", string(lang))
	x.text("InputEncoding", "UTF-8")
	x.text("OutputEncoding", "UTF-8")
	x.close("OpenSearchDescription")
	return x.b
}

// limit cuts a text to a number of characters, at a space where there is one.
func limit(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	runes := []rune(text)[:n]
	short := string(runes)
	if i := strings.LastIndexByte(short, ' '); i > 0 {
		return short[:i]
	}
	return short
}

// Robots writes robots.txt: everything may be read, and the sitemap is here.
func (p *Portal) Robots() []byte {
	text := "User-agent: *\nAllow: /\n"
	if p.Site.BaseURL != "" {
		text += "\nSitemap: " + p.absolute("sitemap.xml") + "\n"
	}
	return []byte(text)
}
