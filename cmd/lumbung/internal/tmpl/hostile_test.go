package tmpl

import (
	"fmt"
	"html/template"
	"reflect"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/race"
)

// hostile are values that somebody might put into a cell to break out of a page.
var hostile = []string{
	"", " ", "  ", "\t", "\n", "\r\n", "\v\f", "a", "0", "-1", "plain text", "Tunas Baru", "58.033", "18,3", "é", "naïve café", "Kupang – NTT", "日本語", "العربية", "עברית", "🌾🚜", "👩‍🌾", "e\u0301",
	// markup
	"<", ">", "&", "\"", "'", "`", "+", "=", "/", "\\", "<>", "&amp;", "&lt;b&gt;", "&#34;", "&#x27;", "&nbsp", "&copy=1", "&&&", "<b>", "</b>", "<b>bold</b>", "<p", "<!", "<!--", "-->", "--!>", "<!-- x -->", "<![CDATA[x]]>", "]]>", "<?xml?>", "<!DOCTYPE html>", "<!doctype", "</", "<a href=x>", "< script>",
	"<script>", "</script>", "<script>alert(1)</script>", "<SCRIPT SRC=//evil.example/x.js></SCRIPT>", "</ScRiPt >", "</script\n>", "<scr<script>ipt>", "<script><!--", "</title><script>alert(1)</script>", "</textarea><b>", "</style><script>", "<style>*{}</style>", "<iframe srcdoc='<b>'>", "<img src=x onerror=alert(1)>", "<img src=\"x\" onerror=\"alert('1')\">", "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>", "<svg/onload=alert`1`>", "<math><mi//xlink:href=\"data:x,y\">", "<object data=x>", "<base href=//evil.example>", "<meta http-equiv=refresh content=0;url=x>", "<body onload=x>", "<input autofocus onfocus=x>", "<template>", "<plaintext>", "<noscript><p title=\"</noscript><img src=x onerror=y>\">",
	// out of attributes
	"\" onmouseover=\"alert(1)", "' onmouseover='alert(1)", "\"><script>alert(1)</script>", "'><b>", "x onclick=y", "x\tonclick=y", "x\nonclick=y", "x/onclick=y", "a=b", "a`b", "\"'`=<> ", "\\\"", "\\'", "&quot;onclick=", "onclick", "style", "href", "src", "ONCLICK", "data-x", "x:y", "checked", "xlink:href", "123", "a1", "formaction",
	// addresses
	"javascript:alert(1)", "JAVASCRIPT:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "\tjavascript:alert(1)", "java\tscript:alert(1)", "java\nscript:x", "javascript&colon;alert(1)", "javascript%3Aalert(1)", "\u0001javascript:x", "vbscript:x", "data:text/html,<script>x</script>", "data:image/png;base64,AAAA", "file:///etc/passwd", "tel:+62380123", "mailto:a@b.example", "MAILTO:a@b", "http://example.org/", "HTTPS://example.org", "https://example.org/?a=1&b=2#c", "//evil.example/x", "/a/b", "../x.html", "./x", "#frag", "?q=1", "a:b", "a/b:c", ":", "://", "1:2", "http:", "x.html?q=a b&c=d+e", "p%20q", "100%", "%", "%%", "%2", "%zz", "%2F%2f", "%00", "a%0Ab", "(x)", "[::1]", "a,b 2x", "a.png 1x, b.png 2x", "a.png 100w,javascript:x 2x", " , ", "a.png  1x;", "b c d", "q;r", "x\u00a0y", "kube/tunas-baru.html", "ñandú.html",
	// scripts and styles
	"\u2028", "\u2029", "a\u2028b\u2029c", "*/", "/*", "//", "/* x */", "\\u003c", "\\x3c", "${x}", "`${alert(1)}`", "{{.}}", "{{template \"x\"}}", "</script><!--", "<!--<script>", "\"; alert(1); //", "'; alert(1); //", "');x('", "null", "true", "undefined", "NaN", "1e3", "0x10", "-5", "{\"a\":1}", "[1,2]", "expression(alert(1))", "red; background: url(javascript:x)", "url(x)", "-moz-binding: url(x)", "color:red", "@import 'x'", "\\00003c", "}", "{", ";", "#fff", "10px", "50%", "a b c", "Expression", "e\\xpression",
	// bytes
	"\x00", "a\x00b", "\x01\x02\x1f", "\x7f", "\x80", "\xff\xfe", "\xc3", "\xc3(", "\xe2\x80", "\xed\xa0\x80", "\xf0\x9f", "ok\xffok", "\xc0\xbc", "\ufeff", "\ufffd", "\ufffe", "\uffff", "\ufdd0", "\ufdef", "\ufff0", "\U0001fffe", "\U0010ffff", "\u200b", "\u200e\u200f", "\u202a\u202e abc", "\u2066x\u2069", "\u061c", "\u00ad", "\u0085", "\u00a0", "\u3000", "\u180e", "\ue000", "ﷺ", "ſcript", "K", "İ", "＜script＞", "\u0338<", "\u0300",
	// long
	strings.Repeat("a", 5000), strings.Repeat("<", 1500), strings.Repeat("&\"'", 700), strings.Repeat("é", 2500), strings.Repeat("%", 1000), strings.Repeat("\x00", 300), strings.Repeat("a b", 900) + "</script>",
}

// places has an action in each context that html/template knows.
var places = []string{
	`{{.}}`, `<p>{{.}}</p>`, `<b>{{.}}</b>{{.}}`, `<title>{{.}}</title>`, `<textarea>{{.}}</textarea>`, `<title>a {{.}} – b</title>`,
	`<a title="{{.}}">`, `<a title='{{.}}'>`, `<a title={{.}}>`, `<a title=x{{.}}y>`, `<a title="a {{.}} {{.}}">`, `<a data-x="{{.}}">`, `<a data-href="{{.}}">`, `<p class="{{.}}" id={{.}}>`, `<html lang="{{.}}" dir={{.}}>`,
	`<a href="{{.}}">`, `<a href='{{.}}'>`, `<a href={{.}}>`, `<a href="/x/{{.}}">`, `<a href='/x/{{.}}'>`, `<a href=/x/{{.}}>`, `<a href="?q={{.}}">`, `<a href='?q={{.}}&r={{.}}'>`, `<a href="#{{.}}">`, `<a href="{{.}}{{.}}">`, `<a href="{{.}}?q={{.}}#{{.}}">`, `<a href="mailto:{{.}}">`, `<a href=" {{.}}">`, `<form action="{{.}}">`,
	`<img src="{{.}}">`, `<img src={{.}} alt="{{.}}">`, `<img srcset="{{.}}">`, `<img srcset='{{.}} 2x'>`, `<img srcset={{.}}>`, `<img srcset="a.png 1x, {{.}} 2x">`, `<link rel="stylesheet" href="{{.}}">`, `<link rel=alternate hreflang={{.}} href="{{.}}">`, `<meta name=description content="{{.}}">`, `<meta http-equiv=refresh content="0;url={{.}}">`, `<meta property="og:url" content="{{.}}">`, `<video poster="{{.}}">`, `<object data="{{.}}">`, `<iframe src="{{.}}" srcdoc="{{.}}">`,
	`<p style="{{.}}">`, `<p style="color: {{.}}">`, `<p style='background: url("{{.}}")'>`, `<p style="background: url({{.}})">`, `<p style="background: url('/x?y={{.}}')">`, `<p style="font-family: '{{.}}'">`, `<p style=color:{{.}}>`, `<style>p { color: {{.}} }</style>`, `<style>a { background: url("{{.}}") }</style>`, `<style>/* {{.}} */ a::after { content: "{{.}}" }</style>`,
	`<script>var x = {{.}};</script>`, `<script>var x = "{{.}}";</script>`, `<script>var x = '{{.}}';</script>`, "<script>var x = `{{.}}`;</script>", `<script>var x = /{{.}}/;</script>`, `<script>// {{.}}
f()</script>`, `<script>/* {{.}} */</script>`, `<script>f({{.}}, [{{.}}], {"a": {{.}}})</script>`, `<script type="application/ld+json">{"@type": "Dataset", "name": {{.}}, "url": "{{.}}"}</script>`, `<script type="text/plain">{{.}}</script>`, `<script src="{{.}}"></script>`, `<script type={{.}}></script>`,
	`<a onclick="f({{.}})">`, `<a onclick='f("{{.}}")'>`, `<a onclick=f({{.}})>`, `<a onclick="f('{{.}}')">`,
	`<!-- {{.}} -->x`, `<p><!-- {{.}} --></p>`, `<input {{.}}>`, `<input {{.}}=1>`, `<input data-{{.}}="1">`, `<svg viewBox="0 0 {{.}} 1"><path d="{{.}}"/><text>{{.}}</text></svg>`, `<svg><a xlink:href="{{.}}">`, `<p>{{html .}}</p>`, `<a title="{{. | html}}">`, `<a href="?q={{. | urlquery}}">`, `<a href="{{urlquery .}}">`, `<a href="{{. | urlquery}}&x={{. | html}}">`, `<script>{{. | html}}</script>`, `{{. | js}}{{printf "%s" .}}{{print . .}}`, `<a href="{{print .}}" title={{printf "%q" .}}>`,
}

// shapes are the types in which a value may come to its place: how html/template treats it
// depends on them.
func shapes(s string) []any {
	p := &s
	return []any{s, kind(s), loud(s), p, &p, []byte(s), []string{s}, template.HTML(s), template.HTMLAttr(s), template.CSS(s), template.JS(s),
		template.JSStr(s), template.URL(s), template.Srcset(s), fmt.Errorf("%s", s), pet{s}, &pet{s}, map[string]any{"k": s}, struct{ V any }{s}, jsonText(s), plainText(s)}
}

// jsonText says itself what it is in JSON.
type jsonText string

func (j jsonText) MarshalJSON() ([]byte, error) { return []byte(`{"json":true}`), nil }

// plainText says itself what it is as a text, to encoding/json only.
type plainText string

func (p plainText) MarshalText() ([]byte, error) { return []byte("text:" + p), nil }

var others = []any{nil, 0, 7, -3, int8(-8), uint(9), int64(1) << 60, 1.5, 1e21, float32(0.1), true, false, 2i, kind(""), number(3), (*string)(nil), (*pet)(nil), error(nil), []int{1}, [2]bool{true}, struct{}{}, 'x', template.HTML("")}

func TestHostileCorpusIsLarge(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range hostile {
		if seen[s] {
			t.Errorf("%q is there twice", clip(s))
		}
		seen[s] = true
	}
	if len(seen) < 150 {
		t.Errorf("there are %d hostile values, fewer than 150", len(seen))
	}
}

// TestHostileValuesInEveryContext compares each value, in each type, at each place.
func TestHostileValuesInEveryContext(t *testing.T) {
	race.Without(t)
	for at, place := range places {
		// All values as texts; in the other types a fifth of them, another fifth at each place; so, too,
		// with the long ones.
		values := others
		for i, s := range hostile {
			all := shapes(s)
			if (i+at)%5 != 0 {
				if all = all[:1]; len(s) > 500 {
					continue
				}
			}
			values = append(values, all...)
		}
		s, err := Parse([]File{{"page.html", place}}, funcs)
		if err != nil {
			t.Fatalf("%s: %v", place, err)
		}
		compiled := map[reflect.Type]*Template{}
		for i, v := range values {
			if testing.Short() && i%7 != 0 {
				continue
			}
			want, wantErr := run(s, v)
			typ := reflect.TypeOf(v)
			if compiled[typ] == nil {
				if compiled[typ], err = s.Compile("page.html", typ); err != nil {
					t.Fatalf("%s with %T: %v", place, v, err)
				}
			}
			got, err := compiled[typ].Append(nil, v)
			if (err != nil) != (wantErr != nil) || err == nil && string(got) != want {
				t.Errorf("%s with %T %.80q\n compiled gives %q, %v\n html/template %q, %v", place, v, fmt.Sprint(v), clip(string(got)), err, clip(want), wantErr)
			}
		}
	}
}

// TestHostileValuesInViews has the values in fields, as texts, as any, fixed and free.
func TestHostileValuesInViews(t *testing.T) {
	race.Without(t)
	for _, place := range places {
		text := strings.ReplaceAll(place, "{{.}}", "{{.Free}}") + strings.ReplaceAll(place, "{{.}}", "{{.Fixed}}") +
			strings.ReplaceAll(place, "{{.}}", "{{.Any}}") + strings.ReplaceAll(place, "{{.}}", "{{.HTML}}") + strings.ReplaceAll(place, "{{.}}", "{{.Kind}}")
		text = strings.NewReplacer("{{. |", "{{.Free |", "html .", "html .Fixed", "urlquery .", "urlquery .Fixed", "print . .", "print .Free .Fixed", "%q\" .}}", "%q\" .Any}}", "%s\" .}}", "%s\" .Fixed}}", "print .}}", "print .Fixed}}").Replace(text)
		s, err := Parse([]File{{"page.html", text}}, funcs)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		for i, v := range hostile {
			if i%5 != 0 && testing.Short() || i%2 != 0 {
				continue
			}
			compareSet(t, s, text, &textView{Free: v, Fixed: v, Any: v, HTML: template.HTML(v), Kind: kind(v)})
		}
	}
}

type textView struct {
	Free  string
	Fixed string `tmpl:"fixed"`
	Any   any
	HTML  template.HTML `tmpl:"fixed"`
	Kind  kind
}
