package tmpl

import (
	"html/template"
	"io"
	"reflect"
	"strings"
	"testing"
)

// A page as the site makes one for each row: about 4.5 KB, fifteen facts, links, a drawing.

type benchPage struct {
	Page    benchBase
	Name    string
	Summary string
	Facts   []benchFact
	Near    []benchLink
	Drawing template.HTML
	Set     *benchSet `tmpl:"fixed"`
}

type benchBase struct {
	Lang  string `tmpl:"fixed"`
	Path  string
	Title string
	Shell *benchShell `tmpl:"fixed"`
}

func (p *benchPage) Href(target string) string {
	if target, ok := strings.CutPrefix(target, "kube/"); ok {
		return target
	}
	return "../" + target
}

type benchShell struct {
	Name, Styles string
	Nav, Footer  []benchLink
}

type benchSet struct {
	Title string
	Path  string
}

type benchFact struct{ Label, Hint, Value, Unit, Path string }

type benchLink struct{ Title, Path string }

const benchText = `<!doctype html>
<html lang="{{.Page.Lang}}">
<head>
<meta charset="utf-8">
<title>{{.Page.Title}} – {{.Page.Shell.Name}}</title>
<meta name="viewport" content="width=device-width">
<meta name="description" content="{{.Summary}}">
<link rel="stylesheet" href="{{link .Page.Shell.Styles}}">
</head>
<body>
{{template "header" .}}
<main id="main">
<nav aria-label="{{word "crumbs"}}"><a href="{{link .Set.Path}}">{{.Set.Title}}</a></nav>
<h1>{{.Name}}</h1>
<p class="lead">{{.Summary}}</p>
<dl class="facts">
{{- range .Facts}}
<div><dt{{with .Hint}} title="{{.}}"{{end}}>{{.Label}}</dt><dd>{{if .Path}}<a href="{{.Path}}">{{.Value}}</a>{{else}}{{.Value}}{{end}}{{with .Unit}} <span class="unit">{{.}}</span>{{end}}</dd></div>
{{- end}}
</dl>
<figure>{{.Drawing}}</figure>
<h2>{{word "near"}}</h2>
<ul>{{range .Near}}<li><a href="{{$.Href .Path}}">{{.Title}}</a></li>{{else}}<li>{{word "none"}}</li>{{end}}</ul>
</main>
{{template "footer" .}}
</body>
</html>
{{define "header"}}<header><a href="{{link "index.html"}}">{{.Page.Shell.Name}}</a><nav><ul>{{range .Page.Shell.Nav}}<li><a href="{{link .Path}}"{{if eq .Path $.Set.Path}} aria-current="true"{{end}}>{{.Title}}</a></li>{{end}}</ul></nav></header>{{end}}
{{define "footer"}}<footer><ul>{{range .Page.Shell.Footer}}<li><a href="{{link .Path}}">{{.Title}}</a></li>{{end}}</ul></footer>{{end}}`

var benchFuncs = template.FuncMap{
	"link": func(path string) string { return "../" + path },
	"word": strings.ToUpper,
}

func newBenchPage() *benchPage {
	shell := &benchShell{Name: "Kube Kupang", Styles: "assets/main.css"}
	for _, s := range []string{"Beranda", "Data", "Kube", "Wilayah", "Kinerja", "Bagan", "Klaim", "Glosarium"} {
		shell.Nav = append(shell.Nav, benchLink{s, strings.ToLower(s) + ".html"})
		shell.Footer = append(shell.Footer, benchLink{s + " & lain-lain", strings.ToLower(s) + "/index.html"})
	}
	p := &benchPage{
		Page: benchBase{Lang: "id", Path: "kube/tunas-baru.html", Title: "Tunas Baru", Shell: shell},
		Name: "Tunas Baru", Summary: "Kelompok usaha bersama di Kelurahan Oesapa, sepuluh anggota, usaha kios.",
		Drawing: template.HTML(`<svg viewBox="0 0 320 40"><title>Anggota</title>` + strings.Repeat(`<rect x="0" y="0" width="12" height="20"/>`, 12) + `</svg>`),
		Set:     &benchSet{"Kube", "kube.html"},
	}
	for range 15 {
		p.Facts = append(p.Facts, benchFact{"Jumlah anggota", "Orang yang tercatat", "58 & 33", "orang", "glosarium.html#anggota"})
	}
	for range 6 {
		p.Near = append(p.Near, benchLink{"Kube Setia", "kube/setia.html"})
	}
	return p
}

func benchSetOf(t testing.TB) (*Set, *Template, *Template, *benchPage) {
	t.Helper()
	s, err := Parse([]File{{"page.html", benchText}}, benchFuncs)
	if err != nil {
		t.Fatal(err)
	}
	p := newBenchPage()
	compiled, err := s.Compile("page.html", reflect.TypeOf(p))
	if err != nil {
		t.Fatal(err)
	}
	bound, err := compiled.Bind(p)
	if err != nil {
		t.Fatal(err)
	}
	return s, compiled, bound, p
}

func TestProfilePageNeedsNoAllocation(t *testing.T) {
	s, _, bound, p := benchSetOf(t)
	want, err := run(s, p)
	if err != nil {
		t.Fatal(err)
	}
	page, err := bound.Append(nil, p)
	if err != nil || string(page) != want {
		t.Fatalf("the page differs: %v\n%s\n%s", err, page, want)
	}
	if len(page) < 4000 || len(page) > 6000 {
		t.Errorf("the page has %d bytes, which is not what pages of rows have", len(page))
	}
	n := testing.AllocsPerRun(200, func() { page, _ = bound.Append(page[:0], p) })
	if n >= 1 {
		t.Errorf("a page needs %v allocations", n)
	}
}

func BenchmarkProfile(b *testing.B) {
	s, compiled, bound, p := benchSetOf(b)
	for _, way := range []struct {
		name string
		t    *Template
	}{{"bound", bound}, {"compiled", compiled}} {
		b.Run(way.name, func(b *testing.B) {
			var page []byte
			b.ReportAllocs()
			for b.Loop() {
				page, _ = way.t.Append(page[:0], p)
			}
			b.SetBytes(int64(len(page)))
		})
	}
	b.Run("htmltemplate", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := s.Execute(io.Discard, "page.html", p); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkBind(b *testing.B) {
	_, compiled, _, p := benchSetOf(b)
	for b.Loop() {
		if _, err := compiled.Bind(p); err != nil {
			b.Fatal(err)
		}
	}
}
