package audit

import (
	"reflect"
	"slices"
	"testing"
)

type files map[string]string

func (f files) Paths() []string {
	var paths []string
	for p := range f {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	return paths
}

func (f files) Read(path string) ([]byte, error) { return []byte(f[path]), nil }

// needed is a site of whose files no more is kept than Needs.
type needed struct{ files }

func (n needed) Read(path string) ([]byte, error) { return Needs(path, []byte(n.files[path])), nil }

// audited reads a site whole, and with what it needs only: both must tell the same.
func audited(t *testing.T, site files) (*Report, error) {
	t.Helper()
	whole, err := Site(site)
	part, errPart := Site(needed{site})
	if !reflect.DeepEqual(part, whole) || (err == nil) != (errPart == nil) {
		t.Errorf("with what it needs it tells %+v, %v, with all %+v, %v", part, errPart, whole, err)
	}
	return whole, err
}

func TestAuditNeedsNothingOfDownloads(t *testing.T) {
	for path, want := range map[string]string{"data/k.csv": "", "k.json": "", "k.js.json": "", "a.html": `x("y z")`, "rows-0.js": `"y z"`} {
		if got := string(Needs(path, []byte(`x("y z")`))); got != want {
			t.Errorf("%s: %q, not %q", path, got, want)
		}
	}
}

func TestSoundSiteHasNoProblems(t *testing.T) {
	r, err := audited(t, files{
		"index.html":   `<h1>A</h1><h2>B</h2><a href="a/b.html#x">b</a><a href="a/b.html">b</a><a href="https://x.example/">x</a><img src="p.png" alt="">`,
		"a/b.html":     `<h1 id="x">B</h1><a href="../index.html">home</a><a href="#x">up</a><a href="b.html">me</a><a href="mailto:a">m</a>`,
		"p.png":        "",
		"leftover.txt": "",
	})
	if err != nil || len(r.Problems) > 0 || r.Pages != 2 || !slices.Equal(r.External, []string{"https://x.example/"}) {
		t.Errorf("%+v %v", r, err)
	}
}

func TestEachProblemIsNamed(t *testing.T) {
	for _, c := range []struct{ name, html, rule, message string }{
		{"dead link", `<h1>a</h1><a href="nope.html">x</a>`, "dead-link", "nope.html leads to nope.html, which does not exist"},
		{"dead fragment", `<h1>a</h1><a href="#nope">x</a>`, "dead-link", "there is no #nope on index.html"},
		{"broken address", `<h1>a</h1><a href="%zz">x</a>`, "dead-link", `"%zz" is no address`},
		{"rooted link", `<h1>a</h1><a href="/x.html">x</a>`, "rooted-link", "/x.html begins with a slash"},
		{"twice", `<h1 id="a">a</h1><p id="a">`, "duplicate-id", `the id "a" stands twice`},
		{"no h1", `<h2>a</h2>`, "heading-order", "the page has 0 headings of level 1, not one"},
		{"gap", `<h1>a</h1><h3>b</h3>`, "heading-order", "a heading of level 3 follows one of level 1"},
		{"alt", `<h1>a</h1><img src="index.html">`, "image-alt", "a picture without alt"},
		{"request", `<h1>a</h1><script src="https://cdn.example/x.js"></script>`, "external-request", "https://cdn.example/x.js is loaded from elsewhere"},
		{"words", `<h1>a</h1><a href="index.html"> </a>`, "link-text", "a link to index.html without words"},
		{"style", `<h1 style="x">a</h1>`, "inline-code", "an attribute style on h1"},
		{"handler", `<h1 onclick="x">a</h1>`, "inline-code", "an attribute onclick on h1"},
		{"string", `<h1>⟦nav.x⟧</h1>`, "missing-string", "a text of the interface is missing"},
	} {
		r, err := audited(t, files{"index.html": c.html})
		if len(r.Problems) > 0 && r.Problems[0].Mend().Format == "" {
			t.Errorf("%s: nobody says how to mend it", c.name)
		}
		if err != nil || len(r.Problems) != 1 || r.Problems[0].Rule != c.rule || r.Problems[0].String() != c.message {
			t.Errorf("%s: %+v %v, want %s: %s", c.name, r.Problems, err, c.rule, c.message)
		}
	}
}

// A link to the 900th row of a table is no dead link because the page shows only a hundred.
func TestRowsThatScriptBringsAreThere(t *testing.T) {
	r, err := audited(t, files{
		"index.html":       `<h1>A</h1><a href="data/k.html#baris-k1">1</a><a href="data/k.html#baris-k9">9</a><a href="c.html#banding=k1,k2">c</a><a href="c.html#banding=k2,k9">c</a>`,
		"c.html":           `<h1>C</h1><section data-shards="data/k/rows-"></section>`,
		"data/k.html":      `<h1>K</h1><table data-shards="k/rows-"></table><a href="#banding=k1">c</a>`,
		"data/k/rows-0.js": "lumbungRows(\"k\",0,[[\"k9\"]],\"k1\");\n",
		"data/k/rows-1.js": "lumbungRows(\"k\",1,[[\"b\"]],\"k2\");\n",
		"data/k/rows-3.js": "cut off",
	})
	var got []string
	for _, p := range r.Problems {
		got = append(got, p.Page+" "+p.Rule+" "+p.String())
	}
	want := []string{"index.html dead-link there is no #banding=k2,k9 on c.html", "index.html dead-link there is no #baris-k9 on data/k.html"}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%q %v", got, err)
	}
	if r, err := audited(t, files{"index.html": `<h1>A</h1><table data-shards="rows-"></table><a href="#baris-k1">1</a>`, "rows-0.js": "x"}); err != nil || len(r.Problems) != 1 {
		t.Errorf("a damaged script: %+v %v", r, err)
	}
}
