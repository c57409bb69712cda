package main

import (
	"bytes"
	stdcsv "encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/proof"
)

// payloads are texts that break out of where they stand when somebody forgets to escape
// them: what ends a context, before what runs there, and some that need no such help.
func payloads() []string {
	ends := []string{``, `">`, `'>`, `</title>`, `</textarea>`, `</script>`, `</style>`, `</svg>`, `-->`, `]]>`, `</td></table>`, "`>", `\">`, `"/>`}
	runs := []string{
		`<script>alert(1)</script>`, `<img src=x onerror=alert(1)>`, `<svg onload=alert(1)>`, `<iframe src="javascript:alert(1)"></iframe>`,
		`<a href="javascript:alert(1)">x</a>`, `<style>*{display:none}</style>`, `<body onload=alert(1)>`, `<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)></style></mglyph></math>`,
		`<base href="https://evil.example/">`, `<meta http-equiv="refresh" content="0;url=https://evil.example/">`,
	}
	all := []string{
		`" onmouseover="alert(1)`, `' onfocus='alert(1)' autofocus='`, ` onclick=alert(1) `, `" style="background:url(https://evil.example/)`, `" srcdoc="<script>alert(1)</script>`,
		`javascript:alert(1)`, `JaVaScRiPt:alert(1)`, "java\tscript:alert(1)", `javascript&colon;alert(1)`, `&#106;avascript:alert(1)`, `vbscript:msgbox(1)`, `data:text/html,<script>alert(1)</script>`, `data:image/svg+xml;base64,PHN2Zy8+`,
		`{{.Shell}}`, `{{template "x"}}`, `{{printf "%s" .}}`, `${alert(1)}`, `<%= 1 %>`, `{% raw %}`, `%s%n%d`, `%00`, `{teks}`, `{kode}`,
		`=1+1`, `+1+1`, `-1+1`, `@SUM(A1)`, `=HYPERLINK("https://evil.example/","x")`, `=cmd|' /C calc'!A0`, `"=1+1"`,
		`../../etc/passwd`, `..\..\windows`, `/etc/passwd`, `C:\windows`, `//evil.example/x`, `\\evil\share`, `file:///etc/passwd`, `CON`, `NUL.txt`,
		"\u202egnp.exe", "a\u2066b\u2069c", "\u200bx", "\u200fx", "x\u00adx", "\ufeffx", "e\u0301\u0301\u0301", `&lt;script&gt;`, `&amp;amp;`, `&#x3c;script&#x3e;`, `&`, `<`, `>`, `"`, `'`, "`", `\`, `]]>`, `<!--`, `-->`, `<![CDATA[`, `<?xml version="1.0"?>`, `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>`, `&e;`,
		`@inproceedings{x, title = {y}}`, `\input{/etc/passwd}`, `$(id)`, `; rm -rf /`, `' OR 1=1 --`, `'; DROP TABLE serangan; --`, "first\u2028second", "first\u2029second", `<script`, `<img src=x onerror=alert(1)//`,
		`{"@context":"x"}`, `\u003cscript\u003e`, `</SCRIPT ><script>alert(1)</script>`, `<!--<script>`, `"});alert(1);({"`,
	}
	for _, end := range ends {
		for _, run := range runs {
			all = append(all, end+run)
		}
	}
	return all
}

// tomlText writes a text as a TOML string.
func tomlText(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		if r < ' ' || r == '"' || r == '\\' || r >= 0x7f {
			fmt.Fprintf(&b, "\\U%08X", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String() + `"`
}

// hostileNames are names of files, which some systems allow.
var hostileNames = []string{`"><svg onload=alert(1)>`, `'onfocus=alert(1) x='`, `{{.Shell}} b`, "a\u202eb", `javascript:alert(1)`, `&lt;c&gt;`, `$(id) d`, `%2e%2e%2fe`}

// hostilePortal puts texts wherever an author or a table can. which is the text that what
// there is one of says.
func hostilePortal(texts []string, which string) map[string]string {
	files := map[string]string{
		"site.toml": `title = ` + tomlText("Judul "+which) + "\ndescription = " + tomlText(which) + `
languages = ["id"]
baseURL = "https://data.belu.go.id/"
version = "1.0.0"
date = "2026-01-31"
keywords = [` + tomlText("kata "+which) + `]
outputs = { pictures = false }

[publisher]
name = ` + tomlText("Dinas "+which) + `

[license]
name = "CC-BY-4.0"

[[navigation]]
page = "data"
title = ` + tomlText("Data "+which) + "\n",
		"themes/tenun/strings/id.toml": "[nav]\nmain = " + tomlText("Utama "+which) + "\n",
	}
	descriptor := "title = " + tomlText("Tabel "+which) + "\ndescription = " + tomlText("Satu baris satu teks yang mencoba keluar dari tempatnya: "+which) + `
keywords = [` + tomlText("kata "+which) + `]
limits = [` + tomlText("Batas "+which) + `]

[schema]
primaryKey = ["kode"]

[[schema.fields]]
name = "kode"
type = "integer"

[[schema.fields]]
name = "teks"
type = "string"
title = ` + tomlText("Kolom "+which) + `
definition = ` + tomlText(which) + `

[[schema.fields]]
name = "jumlah"
type = "integer"
unit = ` + tomlText("satuan "+which) + `

[profile]
path = "baris/{kode}"
title = "Baris {teks}"
summary = "{teks}"
label = ` + tomlText("Label "+which) + `
plural = "Baris"
`
	var rows bytes.Buffer
	w := stdcsv.NewWriter(&rows)
	w.Write([]string{"kode", "teks", "jumlah"})
	charts := ""
	for i, text := range texts {
		w.Write([]string{fmt.Sprint(i + 1), text, fmt.Sprint(i%9 + 1)})
		descriptor += fmt.Sprintf("\n[[notes]]\nfield = \"teks\"\nwhere = { kode = %d }\ntext = %s\n", i+1, tomlText("Catatan "+text))
		if i%12 == 0 {
			charts += fmt.Sprintf("[[charts]]\nname = \"g%d\"\ntype = \"bars\"\nquery = \"SELECT teks, jumlah FROM serangan WHERE kode BETWEEN %d AND %d\"\ncategory = \"teks\"\nvalue = \"jumlah\"\ntitle = %s\nfinding = %s\nmeasure = %s\n\n",
				i/12, i+1, i+12, tomlText("Grafik "+strings.ReplaceAll(text, "`", "'")), tomlText("Temuan "+strings.ReplaceAll(text, "`", "'")), tomlText("Ukuran "+strings.ReplaceAll(text, "`", "'")))
		}
	}
	w.Flush()
	files["data/serangan.toml"], files["data/serangan.csv"], files["data/charts.toml"] = descriptor, rows.String(), charts
	md := "+++\ntitle = " + tomlText("Serangan "+which) + "\nstandfirst = " + tomlText(which) + "\n+++\n\n"
	for _, text := range texts {
		flat := strings.Map(func(r rune) rune {
			if r == '`' || r == '\n' {
				return '\''
			}
			return r
		}, text)
		md += "Teks " + text + "\n\n`kode " + flat + "`\n\n> " + text + "\n\n"
	}
	files["content/id/stories/serangan.md"] = md
	for _, name := range hostileNames {
		files["content/id/stories/"+name+".md"] = "+++\ntitle = " + tomlText("Berkas "+name) + "\n+++\n\nIsi.\n"
	}
	return files
}

var (
	ownElements = strings.Fields(`a article b base blockquote body br button caption circle code dd defs del desc details div dl dt em figcaption figure footer form h1 h2 h3 h4 head header hr html
		input label li line link main meta nav ol option p path pattern pre q rect script section select small span strong summary sup svg table tbody td text th thead title tr ul`)
	ownAttributes = strings.Fields(`action aria-current aria-describedby aria-hidden aria-label aria-labelledby aria-live autocomplete charset class content cx cy d defer download fill for height hidden href hreflang
		http-equiv id lang name patternunits placeholder property r rel role scope src tabindex text-anchor title type value viewbox width x x1 x2 y y1 y2 open start datetime cite dir`)
)

// onlyItsOwn parses a page as a browser does, and tells what no template made.
func onlyItsOwn(page string) (problems []string) {
	bad := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return []string{err.Error()}
	}
	policy := 0
	for n := range root.Descendants() {
		if n.Type == html.CommentNode {
			bad("a comment %q", n.Data)
		}
		if n.Type != html.ElementNode {
			continue
		}
		if !slices.Contains(ownElements, strings.ToLower(n.Data)) {
			bad("an element <%s>", n.Data)
		}
		at := map[string]string{}
		for _, a := range n.Attr {
			at[a.Key] = a.Val
			if key := strings.ToLower(a.Key); !slices.Contains(ownAttributes, key) && !strings.HasPrefix(key, "data-") {
				bad("an attribute %s on <%s>", a.Key, n.Data)
			}
			switch a.Key {
			case "href", "src", "action":
				address := strings.ToLower(strings.TrimSpace(a.Val))
				scheme, _, found := strings.Cut(address, ":")
				if found && !strings.ContainsAny(scheme, "/?#") && scheme != "https" || strings.HasPrefix(address, "//") {
					bad("an address %q on <%s>", a.Val, n.Data)
				}
			}
		}
		switch n.Data {
		case "script":
			if at["type"] == "application/ld+json" {
				if n.FirstChild == nil || !json.Valid([]byte(n.FirstChild.Data)) {
					bad("JSON-LD that is no JSON")
				}
			} else if !strings.Contains(at["src"], "aset/") || n.FirstChild != nil {
				bad("a script that is not the theme's")
			}
		case "base":
			if at["href"] != "/" && !strings.HasPrefix(at["href"], "https://data.belu.go.id/") {
				bad("a base %q", at["href"])
			}
		case "meta":
			switch at["http-equiv"] {
			case "Content-Security-Policy":
				policy++
			case "":
			default:
				bad("a meta %q", at["http-equiv"])
			}
		}
	}
	if policy != 1 {
		bad("%d policies", policy)
	}
	return problems
}

func TestHostileTextsComeOutAsText(t *testing.T) {
	t.Parallel()
	texts := payloads()
	if len(texts) < 200 {
		t.Fatalf("only %d payloads", len(texts))
	}
	looked := 0
	for i, which := range []string{texts[0], `</title><script>alert(1)</script>`, `"><svg onload=alert(1)>`, "</script><script>alert(1)</script>\u202e", `'><img src=x onerror=alert(1)>`, `]]><x>&"{{.}}`} {
		cells := texts
		if i > 0 {
			cells = texts[:12]
		}
		dir := portalFolder(t, hostilePortal(cells, which))
		tree, _ := builtIn(t, dir, 0)
		pages, drawings := 0, 0
		for e := range tree.Entries() {
			data, _ := tree.File(e.Path)
			switch ext := filepath.Ext(e.Path); ext {
			case ".html":
				pages++
				for _, problem := range onlyItsOwn(string(data)) {
					t.Errorf("%s has %s", e.Path, problem)
				}
			case ".svg", ".xml", ".rdf", ".atom":
				drawings++
				if err := wellFormed(data); err != nil {
					t.Errorf("%s: %v", e.Path, err)
				}
			case ".json", ".jsonld":
				if !json.Valid(data) {
					t.Errorf("%s is no JSON", e.Path)
				}
			}
		}
		for _, name := range hostileNames {
			if _, ok := tree.File("cerita/" + locale.Slug(name) + ".html"); !ok {
				t.Errorf("the page of the file %q is not there", name)
			}
		}
		looked += pages + drawings
		if pages < len(cells) || drawings < len(cells)/12 {
			t.Errorf("only %d pages and %d XML files were looked at", pages, drawings)
		}
		published, _ := tree.File("data/serangan.csv")
		records, err := stdcsv.NewReader(bytes.NewReader(published)).ReadAll()
		if err != nil || len(records) != len(cells)+1 {
			t.Fatalf("%d records, %v", len(records), err)
		}
		for n, text := range cells {
			if records[n+1][1] != text {
				t.Errorf("the cell %q is published as %q", text, records[n+1][1])
			}
			page, _ := tree.File(fmt.Sprintf("baris/%d.html", n+1))
			if text = strings.Join(strings.Fields(text), " "); !strings.Contains(shownText(page), text) {
				t.Errorf("the page of %q does not show it", text)
			}
		}
	}
	proof.Check(t, "texts", int64(len(texts)))
	proof.Check(t, "parsed-files", int64(looked/100*100)) // so that a new page does not change the figure
}

// shownText is the text of a page, spaces as a reader sees them.
func shownText(page []byte) string {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return ""
	}
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func wellFormed(data []byte) error {
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// The check that the tests rest on must see what it looks for.
func TestForeignMarkupIsSeen(t *testing.T) {
	page := func(s string) string {
		return `<!DOCTYPE html><html><head><meta http-equiv="Content-Security-Policy" content="x"><title>x</title></head><body>` + s + `</body></html>`
	}
	if p := onlyItsOwn(page(`<p><a href="../x.html#a:b">x</a></p>`)); len(p) > 0 {
		t.Error(p)
	}
	for _, s := range []string{`<script>alert(1)</script>`, `<p onclick="x">`, `<a href="javascript:x">`, `<a href=" data:x">`, `<a href="//x">`, `<iframe></iframe>`, `<p style="x">`, `<!--x-->`,
		`<script type="application/ld+json">{</script>`, `<meta http-equiv="refresh">`, `<base href="https://evil.example/">`} {
		if len(onlyItsOwn(page(s))) == 0 {
			t.Errorf("%s was not seen", s)
		}
	}
}

// No path in TOML, and no symbolic link, leads out of the project.
func TestPathsStayInTheProject(t *testing.T) {
	t.Parallel()
	outside := filepath.Join(t.TempDir(), "rahasia.csv")
	if err := os.WriteFile(outside, []byte("no,jumlah\n1,424242\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"../../rahasia.csv", "/etc/passwd", outside, "..", "a/../../x.csv", `..\x.csv`, "https://evil.example/x.csv", "../site.toml"} {
		files := copied(soundPortal)
		files["data/usaha.toml"] = "path = " + tomlText(path) + "\n" + files["data/usaha.toml"]
		if said := refused(t, files); !strings.Contains(said, "data/usaha.toml:1:8: error: ") || strings.Contains(said, "424242") {
			t.Errorf("%q: %s", path, said)
		}
	}
	for _, path := range []string{"../../luar", "/luar", "a/../../luar"} {
		files := copied(soundPortal)
		files["content/id/luar.md"] = "+++\ntitle = \"Luar\"\npath = " + tomlText(path) + "\n+++\n"
		dir := portalFolder(t, files)
		testRun(t, dir, "build")
		for _, at := range []string{filepath.Dir(dir), "/"} {
			if _, err := os.Lstat(filepath.Join(at, "luar.html")); err == nil {
				t.Errorf("%q was written outside", path)
			}
		}
	}
	for _, name := range []string{"data/usaha.csv", "content/id/cara.md", "data/usaha.toml"} {
		dir := portalFolder(t, soundPortal)
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.Remove(at); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(outside, at); err != nil {
			t.Skip("there are no symbolic links here")
		}
		code, said := testRun(t, dir, "build")
		if code != broken || !strings.Contains(said, name) || strings.Contains(said, "424242") {
			t.Errorf("a link from %s out of the project: exit %d, %s", name, code, said)
		}
	}
}

// A link or a picture in Markdown leads to a page, a file or the web; whatever else it says
// is refused at its line, or is text.
func TestHostileLinksInMarkdownLeadNowhere(t *testing.T) {
	t.Parallel()
	addresses := []string{"javascript:alert(1)", "JaVaScRiPt:alert(1)", "java&#x73;cript:alert(1)", "&#1;javascript:alert(1)", "vbscript:x", "data:text/html,x", "data:image/svg+xml,x",
		"file:///etc/passwd", "//evil.example/x", "../../../etc/passwd", "/etc/passwd", "page:../tentang", "dataset:../x", "row:kelompok/../1"}
	for _, form := range []string{"[x](%s)", "[x](<%s> \"onclick=x\")", "![x](%s)", "<%s>"} {
		var left []string
		files := copied(soundPortal)
		for _, to := range addresses {
			files["content/id/cara.md"] += "\n" + fmt.Sprintf(form, to) + "\n"
		}
		_, said := testRun(t, portalFolder(t, files), "build", "--json")
		for i, to := range addresses {
			if at := fmt.Sprintf(`"file":"content/id/cara.md","line":%d,`, 7+2*i); !strings.Contains(said, at) {
				left = append(left, fmt.Sprintf(form, to))
			}
		}
		if form[0] == '!' && len(left) > 0 {
			t.Errorf("pictures that were not refused: %q\n%s", left, said)
		}
		files = copied(soundPortal)
		files["content/id/cara.md"] += "\n" + strings.Join(left, "\n\n") + "\n"
		tree, _ := builtIn(t, portalFolder(t, files), 0)
		page := built(t, tree, "cara.html")
		for _, problem := range onlyItsOwn(page) {
			t.Errorf("%q give a page with %s", left, problem)
		}
		if strings.Contains(page, `href="/`) || strings.Contains(page, `src="/`) {
			t.Errorf("one of %q leads to the root of a server", left)
		}
	}
}
