package main

import (
	"bytes"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// policy is what each page allows itself: files of its own, beside it or on the same disk.
// base-uri is open on the page for missing addresses alone, whose links begin at the portal's
// own address, and only where that is the page's own.
var policy = regexp.MustCompile(`^default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file: data:; font-src 'self' file:; connect-src 'self'; form-action 'self' file:; base-uri ('none'|'self')$`)

// strictPage tells what a page would load or run beside its own files, and what leads away
// from it without rel=noopener.
func strictPage(page []byte) (problems []string) {
	bad := func(what string) { problems = append(problems, what) }
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return []string{err.Error()}
	}
	strict := false
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		at := map[string]string{}
		for _, a := range n.Attr {
			at[a.Key] = a.Val
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				bad("an attribute " + a.Key)
			}
		}
		rel := strings.Fields(at["rel"])
		switch n.Data {
		case "meta":
			if at["http-equiv"] == "Content-Security-Policy" {
				strict = policy.MatchString(at["content"])
			}
		case "style":
			bad("an inline style")
		case "script":
			if at["src"] == "" && at["type"] != "application/ld+json" {
				bad("an inline script")
			}
		case "a":
			if elsewhere(at["href"]) && !slices.Contains(rel, "noopener") {
				bad("a link to " + at["href"] + " without rel=noopener")
			}
		}
		loads := at["src"] + at["srcset"] + at["poster"] + at["background"]
		if n.Data == "link" && (slices.Contains(rel, "stylesheet") || slices.Contains(rel, "icon") || slices.ContainsFunc(rel, func(r string) bool { return strings.HasPrefix(r, "pre") })) || n.Data == "form" || n.Data == "object" || n.Data == "use" {
			loads += at["href"] + at["action"] + at["data"]
		}
		if elsewhere(loads) {
			bad("a <" + n.Data + "> that asks " + loads)
		}
		if !strict && (loads != "" || n.Data == "script") {
			bad("no strict policy before what it is for")
		}
	}
	if !strict {
		bad("no strict policy")
	}
	return problems
}

func elsewhere(address string) bool {
	return strings.Contains(address, "://") || strings.HasPrefix(address, "//")
}

func TestEveryPageIsStrict(t *testing.T) {
	for _, dir := range []string{thisPortal, "testdata/portals/regency", "testdata/portals/scores"} {
		tree, _ := thisBuilt(t)
		if dir != thisPortal {
			tree, _ = builtIn(t, dir, 0)
		}
		pages := 0
		for e := range tree.Entries() {
			data, _ := tree.File(e.Path)
			switch filepath.Ext(e.Path) {
			case ".html":
				pages++
				for _, problem := range strictPage(data) {
					t.Errorf("%s of %s has %s", e.Path, dir, problem)
				}
			case ".css":
				if i := bytes.Index(data, []byte("url(http")); i >= 0 || bytes.Contains(data, []byte("@import")) {
					t.Errorf("%s of %s asks for something elsewhere", e.Path, dir)
				}
			}
		}
		if pages < 10 {
			t.Errorf("only %d pages of %s were looked at", pages, dir)
		}
	}
}

func TestLaxPagesAreSeen(t *testing.T) {
	const sound = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file: data:; font-src 'self' file:; connect-src 'self'; form-action 'self' file:; base-uri 'none'">`
	if p := strictPage([]byte(sound + `<script src="a.js"></script><script type="application/ld+json">{}</script><a href="a.html">x</a><a rel="noopener" href="https://a.example/">x</a><img src="data:x">`)); p != nil {
		t.Error(p)
	}
	for _, page := range []string{"", strings.Replace(sound, "'none'; script", "*; script", 1), `<script src="a.js"></script>` + sound, sound + `<script>x</script>`, sound + `<style>x</style>`, sound + `<p style="x">`,
		sound + `<p onclick="x">`, sound + `<a href="https://a.example/">`, sound + `<img src="https://a.example/x.png">`, sound + `<link rel="stylesheet" href="//a.example/x.css">`, sound + `<link rel="preconnect" href="https://a.example">`,
		sound + `<iframe src="https://a.example/">`, sound + `<form action="https://a.example/">`} {
		if strictPage([]byte(page)) == nil {
			t.Errorf("%q was not seen", page)
		}
	}
}
