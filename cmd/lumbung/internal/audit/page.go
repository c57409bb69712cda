package audit

import (
	"bytes"
	"net/url"
	"path"
	"strings"

	"golang.org/x/net/html"
)

// pageAudit is the reading of one page.
type pageAudit struct {
	*auditor
	path   string
	ids    map[string]bool
	h1     int
	level  int
	anchor *strings.Builder // text of the link being read; nil outside of one
	hrefs  string
}

func (a *auditor) page(path string, data []byte) {
	p := &pageAudit{auditor: a, path: path, ids: map[string]bool{}}
	a.ids[path] = p.ids
	if bytes.Contains(data, []byte("⟦")) {
		a.problem(path, "missing-string", "a text of the interface is missing")
	}
	z := html.NewTokenizer(bytes.NewReader(data))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if p.h1 != 1 {
				a.problem(path, "heading-order", "the page has %d {heading|headings} of level 1, not one", p.h1)
			}
			return
		case html.StartTagToken, html.SelfClosingTagToken:
			p.tag(z.Token())
		case html.EndTagToken:
			if t := z.Token(); t.Data == "a" {
				p.endLink()
			}
		case html.TextToken:
			if p.anchor != nil {
				p.anchor.WriteString(string(z.Text()))
			}
		}
	}
}

// loading are the attributes that make a browser fetch something.
var loading = map[string][]string{
	"img": {"src", "srcset"}, "script": {"src"}, "iframe": {"src"}, "source": {"src", "srcset"}, "video": {"src", "poster"}, "audio": {"src"},
	"object": {"data"}, "embed": {"src"}, "image": {"href"}, "use": {"href"},
}

// resources are the relations of a link element that are fetched with the page.
var resources = map[string]bool{"stylesheet": true, "icon": true, "preload": true, "modulepreload": true, "manifest": true}

func (p *pageAudit) tag(t html.Token) {
	get := func(name string) (string, bool) {
		for _, a := range t.Attr {
			if a.Key == name {
				return a.Val, true
			}
		}
		return "", false
	}
	if id, ok := get("id"); ok {
		if p.ids[id] {
			p.problem(p.path, "duplicate-id", "the id %q stands twice", id)
		}
		p.ids[id] = true
	}
	if shards, ok := get("data-shards"); ok {
		p.rowsFrom(shards)
	}
	for _, a := range t.Attr {
		if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
			p.problem(p.path, "inline-code", "an attribute %s on %s", a.Key, t.Data)
		}
	}
	if len(t.Data) == 2 && t.Data[0] == 'h' && t.Data[1] >= '1' && t.Data[1] <= '6' {
		p.head(int(t.Data[1] - '0'))
	}
	for _, name := range loading[t.Data] {
		if v, ok := get(name); ok {
			p.load(v)
		}
	}
	switch t.Data {
	case "img":
		if _, ok := get("alt"); !ok {
			p.problem(p.path, "image-alt", "a picture without alt")
		}
	case "a":
		href, ok := get("href")
		if label, labelled := get("aria-label"); ok {
			p.link(href)
			if !labelled || label == "" {
				p.anchor, p.hrefs = &strings.Builder{}, href
			}
		}
	case "link":
		href, _ := get("href")
		rel, _ := get("rel")
		switch {
		case resources[rel]:
			p.load(href)
		case rel == "canonical" || isAbsolute(href):
		default:
			p.link(href)
		}
	case "form":
		if action, ok := get("action"); ok {
			p.link(action)
		}
	}
}

func (p *pageAudit) head(level int) {
	if level == 1 {
		p.h1++
	}
	if p.level > 0 && level > p.level+1 {
		p.problem(p.path, "heading-order", "a heading of level %d follows one of level %d", level, p.level)
	}
	p.level = level
}

func (p *pageAudit) endLink() {
	if p.anchor != nil && strings.TrimSpace(p.anchor.String()) == "" {
		p.problem(p.path, "link-text", "a link to %s without words", p.hrefs)
	}
	p.anchor = nil
}

func isAbsolute(address string) bool {
	return strings.HasPrefix(address, "http://") || strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "//")
}

// load is something that is fetched with the page: it must be the site's own.
func (p *pageAudit) load(address string) {
	switch {
	case strings.HasPrefix(address, "data:"):
	case isAbsolute(address):
		p.problem(p.path, "external-request", "%s is loaded from elsewhere", address)
	default:
		p.link(address)
	}
}

// link follows a link inside the site.
func (p *pageAudit) link(address string) {
	p.report.Links++
	u, err := url.Parse(address)
	switch {
	case err != nil:
		p.problem(p.path, "dead-link", "%q is no address", address)
		return
	case u.Scheme != "" || u.Host != "":
		if u.Scheme == "http" || u.Scheme == "https" {
			p.external[address] = true
		}
		return
	case strings.HasPrefix(address, "/"):
		p.problem(p.path, "rooted-link", "%s begins with a slash", address)
		return
	}
	target := p.path
	if u.Path != "" {
		target = path.Join(path.Dir(p.path), u.Path)
	}
	if !p.exists[target] {
		p.problem(p.path, "dead-link", "%s leads to %s, which does not exist", address, target)
		return
	}
	if u.Fragment != "" && !strings.Contains(u.Fragment, "?") && strings.HasSuffix(target, ".html") {
		p.wanted = append(p.wanted, fragment{p.path, target, u.Fragment})
	}
}
