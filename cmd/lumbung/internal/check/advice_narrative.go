package check

import (
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/content"
	"lumbung/cmd/lumbung/internal/diag"
)

// narrative looks at a page as somebody will who hears it: by its headings, by its links
// one after the other, by the words of its pictures.
func narrative(p *content.Page, log *diag.Log) {
	for i, h := range MisplacedHeadings(p) {
		if i == 0 { // what follows follows from it
			tellHeading(p, h, log)
		}
	}
	for _, l := range p.Body.Links {
		linkText(l, log)
	}
	for _, img := range p.Body.Images {
		if strings.TrimSpace(img.Alt) == "" {
			log.Warn("image-alt", img.Span, "the picture has no words for those who do not see it").
				Note("write them in the brackets: ![what it shows](%s)", img.Destination)
		}
	}
}

// MisplacedHeadings are the headings of a text whose level does not follow from what is
// above them: the page's title is of level 1, its own headings begin with 2 and go down one
// at a time.
func MisplacedHeadings(p *content.Page) []content.Heading {
	var wrong []content.Heading
	level := 1
	for _, h := range p.Body.Headings {
		if h.Level == 1 || h.Level > level+1 {
			wrong = append(wrong, h)
		}
		level = h.Level
	}
	return wrong
}

func tellHeading(p *content.Page, h content.Heading, log *diag.Log) {
	if h.Level == 1 {
		log.Warn("heading-order", h.Span, "the heading is of level 1, which is the page's title").Note("begin it with ##")
		return
	}
	level := 1
	for _, above := range p.Body.Headings {
		if above.Span == h.Span {
			break
		}
		level = above.Level
	}
	log.Warn("heading-order", h.Span, "the heading is of level %d, and above it is one of level %d", h.Level, level).
		Note("begin it with %s", strings.Repeat("#", level+1))
}

// saysNothing are words of a link that tell nobody where it leads. Screen readers list the
// links of a page without the text around them.
var saysNothing = []string{
	"di sini", "disini", "sini", "klik di sini", "klik disini", "klik", "tautan", "tautan ini", "link", "link ini", "selengkapnya", "baca selengkapnya", "lihat", "lihat di sini", "unduh", "ini",
	"here", "click here", "click", "link", "this link", "this", "more", "read more", "see here", "see more", "learn more", "details",
}

func linkText(l *content.Link, log *diag.Log) {
	text := strings.ToLower(strings.Trim(strings.TrimSpace(l.Text), ".…:→»"))
	switch {
	case text == "": // a live value, or told by the finished page
	case slices.Contains(saysNothing, strings.TrimSpace(text)):
		log.Warn("link-text", l.Span, "%q does not say where the link leads", l.Text).
			Note("name what is there, such as: [table of all Kube](%s)", l.Destination)
	case bareAddress(text):
		log.Warn("link-text", l.Span, "the link shows its bare address").
			Note("name what is there: [name](%s)", l.Destination)
	}
}

// bareAddress says whether a text is an address with a path: the name of a site, as in
// "bps.go.id", is a name.
func bareAddress(text string) bool {
	if rest, ok := strings.CutPrefix(text, "www."); ok {
		return strings.Contains(rest, "/")
	}
	return strings.HasPrefix(text, "http://") || strings.HasPrefix(text, "https://")
}
