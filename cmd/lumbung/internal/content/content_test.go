package content

import (
	"fmt"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/diag"
)

func parse(t *testing.T, text string) (*Page, string) {
	t.Helper()
	log := &diag.Log{}
	p := Parse(&diag.File{Name: "content/id/x.md", Data: []byte(text)}, "id", "x", log)
	var b strings.Builder
	diag.Printer{W: &b}.Print(log.Sorted())
	return p, b.String()
}

var hooks = Hooks{
	Directive: func(d *Directive) string {
		return fmt.Sprintf("[%s %v|%s|%s|%v]", d.Name, d.Options, d.Arg, strings.TrimSpace(d.Text), d.Params)
	},
	Link:    func(d string) (string, bool) { return "to:" + d, strings.HasPrefix(d, "http") },
	Image:   func(d string) string { return "img:" + d },
	Region:  func(heads []string) string { return strings.Join(heads, ", ") },
	Heading: 1,
}

func rendered(t *testing.T, body string) string {
	t.Helper()
	p, out := parse(t, "+++\ntitle = \"T\"\n+++\n"+body)
	if p == nil {
		t.Fatalf("not parsed:\n%s", out)
	}
	h, err := p.Body.HTML(hooks)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(h)
}

func TestMarkdownBecomesSafeHTML(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"inline directive", "Ada `{sql words} SELECT 1 < 2` Kube.", `<p>Ada [sql [words]|SELECT 1 < 2||map[]] Kube.</p>`},
		{"code is code", "Ketik `SELECT 1`.", `<p>Ketik <code>SELECT 1</code>.</p>`},
		{"block directive", "```{sql}\n--| caption: Judul\nSELECT 1\nFROM x\n```", "[sql []||SELECT 1\nFROM x|map[caption:Judul]]"},
		{"chart", "```{chart} kinerja\n```", `[chart []|kinerja||map[]]`},
		{"heading", "## Cara **baca**", `<h3 id="cara-baca">Cara <strong>baca</strong></h3>`},
		{"two headings alike", "## A\n\n## A", "<h3 id=\"a\">A</h3>\n<h3 id=\"a-2\">A</h3>"},
		{"link inside", "[a](dataset:kube)", `<p><a href="to:dataset:kube">a</a></p>`},
		{"link outside", "[a](https://x.example/)", `<p><a href="to:https://x.example/" rel="noopener">a</a></p>`},
		{"raw HTML", "a <script>alert(1)</script> b", `<p>a &lt;script&gt;alert(1)&lt;/script&gt; b</p>`},
		{"HTML block", "<div onclick=x>\nhi\n</div>", "<p>&lt;div onclick=x&gt;\nhi\n&lt;/div&gt;</p>"},
		{"table", "| a | b |\n|---|--:|\n| x | 1 |", "<div class=\"tabel\" role=\"region\" aria-label=\"a, b\" tabindex=\"0\"><table>\n<thead>\n<tr>\n<th scope=\"col\">a</th>\n<th scope=\"col\" class=\"num\">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>x</td>\n<td class=\"num\">1</td>\n</tr>\n</tbody>\n</table></div>"},
		{"table whose heads are hostile or empty", "| a & b | |\n|---|---|\n| x | 1 |", "<div class=\"tabel\" role=\"region\" aria-label=\"a &amp; b\" tabindex=\"0\"><table>\n<thead>\n<tr>\n<th scope=\"col\">a &amp; b</th>\n<th scope=\"col\"></th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>x</td>\n<td>1</td>\n</tr>\n</tbody>\n</table></div>"},
		{"term", "UEP\n: usaha", "<dl>\n<dt id=\"uep\">UEP</dt>\n<dd>usaha</dd>\n</dl>"},
		{"image", "![Peta](peta.png)", `<p><img src="img:peta.png" alt="Peta" loading="lazy"></p>`},
	} {
		if got := rendered(t, c.in); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestDirectiveKnowsItsPlace(t *testing.T) {
	p, _ := parse(t, "+++\ntitle = \"T\"\n+++\n\nAda `{sql} SELECT x`.\n\n```{note} Batas\nIsi `{sql} SELECT y` itu.\n```\n\n```{sql}\n--| caption: c\nSELECT z\n```\n")
	places := map[string]string{}
	for _, d := range p.Body.All() {
		text := d.Arg
		if !d.Inline {
			text = d.Text
		}
		if i := strings.Index(text, "SELECT"); i >= 0 {
			at := d.TextSpan(i, 6)
			places[strings.TrimSpace(text)] = fmt.Sprintf("%d:%d", at.Line, at.Col)
		}
	}
	for text, want := range map[string]string{"SELECT x": "5:12", "SELECT y": "8:12", "SELECT z": "13:1"} {
		if places[text] != want {
			t.Errorf("%s at %s, want %s", text, places[text], want)
		}
	}
}

func TestBrokenPagesAreExplained(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"no front matter", "# Judul\n", `content/id/x.md:1:1: error: the page has no front matter
    1 | # Judul
      | ~
  note: begin the file with a line +++, then title = "…", then another line +++
`},
		{"no end", "+++\ntitle = \"x\"\n", `content/id/x.md:1:1: error: the front matter has no end
    1 | +++
      | ~~~
  note: end it with a line that holds only +++
`},
		{"no title", "+++\n+++\n", `content/id/x.md:1:1: error: the page has no title
    1 | +++
      | ~~~
  note: add title = "…" between the lines +++
`},
		{"unknown key", "+++\ntitle = \"x\"\nkiker = \"y\"\n+++\n", `content/id/x.md:3:1: error: unknown key "kiker"
    3 | kiker = "y"
      | ~~~~~
  note: did you mean "kicker"?
`},
		{"unknown directive", "+++\ntitle = \"x\"\n+++\n```{grafik} a\n```\n", `content/id/x.md:4:4: error: there is no directive "grafik" here
    4 | ` + "```" + `{grafik} a
      |    ~~~~~~~~~~
  note: directives are {sql}, {chart}, {table}, {note}
`},
		{"unknown option", "+++\ntitle = \"x\"\n+++\n`{sql loud} SELECT 1`\n", `content/id/x.md:4:2: error: directive {sql} has no option "loud"
    4 | ` + "`{sql loud} SELECT 1`" + `
      |  ~~~~~~~~~~~~~~~~~~~
  note: options are words, unit, percent, plain, capital
`},
		{"raw HTML", "+++\ntitle = \"x\"\n+++\na <b>x</b>\n", `content/id/x.md:4:3: warning: HTML in Markdown is shown as text
    4 | a <b>x</b>
      |   ~~~
  note: write it in Markdown, or as a directive
content/id/x.md:4:7: warning: HTML in Markdown is shown as text
    4 | a <b>x</b>
      |       ~~~~
  note: write it in Markdown, or as a directive
`},
	} {
		if _, got := parse(t, c.text); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestGlossaryTermsAndHeadingsAreCollected(t *testing.T) {
	p, _ := parse(t, "+++\ntitle = \"T\"\n+++\n## Satu\n\nUEP\n: Usaha ekonomi *produktif*.\n")
	if len(p.Body.Terms) != 1 || p.Body.Terms[0] != (Term{"uep", "UEP", "Usaha ekonomi produktif."}) {
		t.Errorf("terms %+v", p.Body.Terms)
	}
	if len(p.Body.Headings) != 1 || p.Body.Headings[0].ID != "satu" || p.Body.Headings[0].Span.Line != 4 {
		t.Errorf("headings %+v", p.Body.Headings)
	}
}

func FuzzParseNeverPanics(f *testing.F) {
	f.Add("+++\ntitle = \"x\"\n+++\n`{sql} SELECT 1` ```{note} x\n[a](b)\n")
	f.Add("+++\ntitle = \"x\"\n+++\n> ```{note} x\n> `{sql} y`\n> ```\n\n1. ```{sql}\n   --| a: b\n   x\n   ```\n")
	f.Fuzz(func(t *testing.T, text string) {
		p := Parse(&diag.File{Name: "x.md", Data: []byte(text)}, "id", "x", &diag.Log{})
		if p == nil {
			return
		}
		lines := strings.Count(string(p.File.Data), "\n") + 1
		for _, d := range p.Body.All() {
			if d.Span.Line < 1 || d.Span.Line > lines {
				t.Fatalf("directive at line %d of %d", d.Span.Line, lines)
			}
		}
		if _, err := p.Body.HTML(hooks); err != nil {
			t.Fatal(err)
		}
	})
}
