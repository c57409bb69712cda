package tomlfile

import (
	"fmt"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
)

type descriptor struct {
	Name   string      `toml:"name"`
	Title  locale.Text `toml:"title"`
	Order  int         `toml:"order"`
	Schema struct {
		Fields []struct {
			Name        string      `toml:"name"`
			Type        string      `toml:"type"`
			Title       locale.Text `toml:"title"`
			Constraints struct {
				Required bool `toml:"required"`
			} `toml:"constraints"`
		} `toml:"fields"`
	} `toml:"schema"`
	Notes []struct {
		Where map[string]any `toml:"where"`
		Text  string         `toml:"text"`
	} `toml:"notes"`
}

const sample = `name = "kube"
title = { id = "Kube", en = "Kube" }

[[schema.fields]]
name = "no"
constraints = { required = true }

[[schema.fields]]
name = "nama" # the group's name
title.id = "Nama"
title.en = """
Name"""

[[notes]]
where = { no = 7, "a b" = [1, { x = 2 }] }
text = 'as printed'
`

func read(t *testing.T, text string) (*Doc, bool, string) {
	t.Helper()
	log, file := &diag.Log{}, &diag.File{Name: "data/kube.toml", Data: []byte(text)}
	doc, ok := Decode(file, &descriptor{}, log)
	var b strings.Builder
	diag.Printer{W: &b}.Print(log.Sorted())
	return doc, ok, b.String()
}

func TestAtFindsKeysInTablesArraysAndInlineTables(t *testing.T) {
	doc, ok, out := read(t, sample)
	if !ok {
		t.Fatalf("not read:\n%s", out)
	}
	for path, want := range map[string][2]int{
		"name":                                  {1, 1},
		"title":                                 {2, 1},
		"title.en":                              {2, 24},
		"schema.fields[0].name":                 {5, 1},
		"schema.fields[0].constraints.required": {6, 17},
		"schema.fields[1]":                      {8, 1},
		"schema.fields[1].title.en":             {11, 1},
		"notes[0].where.no":                     {15, 11},
		"notes[0].where.a b[1].x":               {15, 33},
		"notes[0].text":                         {16, 1},
		"schema.fields[1].nothing":              {8, 1},
	} {
		if at := doc.At(path); at.Line != want[0] || at.Col != want[1] {
			t.Errorf("%s: %d:%d, want %d:%d", path, at.Line, at.Col, want[0], want[1])
		}
	}
	if at := doc.ValueAt("schema.fields[1].name"); at.Line != 9 || at.Col != 8 || at.Length != 6 {
		t.Errorf("value: %+v", at)
	}
}

func TestProblemsAreToldAtTheirPlace(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"unknown key", "nmae = \"kube\"\n", `data/kube.toml:1:1: error: unknown key "nmae"
    1 | nmae = "kube"
      | ~~~~
  note: did you mean "name"?
`},
		{"unknown key in an array", "[[schema.fields]]\nname = \"a\"\n[[schema.fields]]\ntyp = \"b\"\n", `data/kube.toml:4:1: error: unknown key "typ"
    4 | typ = "b"
      | ~~~
  note: did you mean "type"?
`},
		{"unknown table is told once", "[zzzzzzz]\nb = 1\n", `data/kube.toml:1:1: error: unknown key "zzzzzzz"
    1 | [zzzzzzz]
      | ~~~~~~~~~
  note: known keys here: name, title, order, schema, notes
`},
		{"wrong type", "order = \"x\"\n", `data/kube.toml:1:9: error: this is a text, where a whole number belongs
    1 | order = "x"
      |         ~~~
  note: leave out the quotation marks
`},
		{"text that is no text", "title = 3\n", `data/kube.toml:1:9: error: a text must be a string, or a table of strings by language
    1 | title = 3
      |         ~
  note: write title = "…", or title = { id = "…", en = "…" }
`},
		{"no TOML", "name = \n", `data/kube.toml:1:8: error: a value is missing
    1 | name = 
      |        ~
  note: a text stands in quotes: title = "…"
`},
	} {
		if _, ok, got := read(t, c.text); ok || got != c.want {
			t.Errorf("%s: ok %v\n%s\nwant\n%s", c.name, ok, got, c.want)
		}
	}
}

func TestSizeAndDepthHaveAnEnd(t *testing.T) {
	long := func(bytes int) string { return "#" + strings.Repeat("x", bytes-1) }
	nested := func(levels int) string {
		return "name = \"a\"\nnotes = " + strings.Repeat("[", levels) + strings.Repeat("]", levels) + "\n"
	}
	for _, c := range []struct{ name, text, want string }{
		{"as many bytes as there may be", long(MaxBytes), ""},
		{"a byte more", long(MaxBytes + 1), fmt.Sprintf("error: the file has %d bytes, more than the %d that a TOML file may have\n  note: a table of that size belongs in a CSV, a long text in Markdown\n", MaxBytes+1, MaxBytes)},
		{"a level too many", nested(MaxDepth + 1), fmt.Sprintf("data/kube.toml:2:%d: error: this is nested deeper than the %d levels that TOML may have here\n    2 | …[[[", len("notes = ")+MaxDepth+1, MaxDepth)},
		{"a level too many, mended", nested(MaxDepth + 1), "\n  note: use fewer tables inside one another\n"},
	} {
		if _, _, got := read(t, c.text); (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s\n%.300s\nwant\n%s", c.name, got, c.want)
		}
	}
	if _, _, got := read(t, nested(MaxDepth)); strings.Contains(got, "nested deeper") {
		t.Errorf("%d levels are told as too many", MaxDepth)
	}
}

func FuzzScanNeverPanicsOnWhatTheParserAccepts(f *testing.F) {
	f.Add(sample)
	f.Add("a.\"b\".c = [[1,2],[{x=1}]]\n[[q.w]]\n[q.w.e]\nr='''x'''\n")
	f.Fuzz(func(t *testing.T, text string) {
		log, file := &diag.Log{}, &diag.File{Name: "f.toml", Data: []byte(text)}
		var into map[string]any
		doc, _ := Decode(file, &into, log)
		for _, p := range doc.index.paths {
			if at := doc.At(p); at.Line < 1 || at.Line > strings.Count(text, "\n")+1 {
				t.Fatalf("%q points to line %d", p, at.Line)
			}
		}
	})
}
