package catalog

import (
	"strconv"

	"lumbung/cmd/lumbung/internal/locale"
)

// FeedEntry is a change that the feed tells of: a release of the portal or of a dataset.
type FeedEntry struct {
	ID         string // stable and unique within the portal: "kube-1.1.0"
	Title      string
	Summary    string
	Path       string // of the page that tells more
	Updated    string // ISO date
	Descriptor string // path of the datapackage.json; "" for none
	Enclosures []File
}

// Feed writes the Atom feed of changes in a language; at is its own path. Entries are
// given newest first. It gives nil while the portal has no address.
func (p *Portal) Feed(lang locale.Lang, at string, entries []FeedEntry) []byte {
	if p.Site.BaseURL == "" {
		return nil
	}
	x := newXML()
	x.open("feed", attr{"xmlns", "http://www.w3.org/2005/Atom"}, attr{"xml:lang", string(lang)})
	x.text("id", p.absolute(at))
	x.text("title", p.Site.Title.In(lang)+": "+wordsFor(lang).changes)
	x.text("subtitle", p.Site.Description.In(lang))
	x.text("updated", p.feedUpdated(entries))
	x.empty("link", attr{"rel", "self"}, attr{"type", "application/atom+xml"}, attr{"href", p.absolute(at)})
	x.empty("link", attr{"rel", "alternate"}, attr{"type", "text/html"}, attr{"href", p.page(p.Home, lang)})
	x.open("author")
	x.text("name", first(p.Site.Publisher.Name.In(lang), p.Site.Title.In(lang)))
	x.text("uri", p.Site.Publisher.URL)
	x.text("email", p.Site.Report.Email)
	x.close("author")
	x.text("rights", first(p.Site.License.Title.In(lang), p.Site.License.Name))
	for i := range entries {
		p.feedEntry(x, lang, &entries[i])
	}
	x.close("feed")
	return x.b
}

// feedUpdated is the date of the newest entry. A feed must have one: a portal without any
// date tells the first day of computers.
func (p *Portal) feedUpdated(entries []FeedEntry) string {
	latest := p.Modified
	for _, e := range entries {
		latest = max(latest, e.Updated)
	}
	return timestamp(first(latest, "1970-01-01"))
}

func (p *Portal) feedEntry(x *xmlWriter, lang locale.Lang, e *FeedEntry) {
	page := p.absolute(e.Path)
	x.open("entry")
	x.text("id", p.absolute("")+"#"+string(lang)+"/"+escapePath(e.ID))
	x.text("title", e.Title)
	x.text("updated", timestamp(first(e.Updated, p.Modified, "1970-01-01")))
	x.empty("link", attr{"rel", "alternate"}, attr{"type", "text/html"}, attr{"href", page})
	if e.Descriptor != "" {
		x.empty("link", attr{"rel", "describedby"}, attr{"type", "application/json"}, attr{"href", p.absolute(e.Descriptor)})
	}
	for _, f := range e.Enclosures {
		x.empty("link", attr{"rel", "enclosure"}, attr{"type", f.MediaType}, attr{"length", strconv.FormatInt(f.Bytes, 10)}, attr{"href", p.absolute(f.Path)})
	}
	x.text("summary", first(e.Summary, e.Title))
	x.close("entry")
}
