package tmpl

import (
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
)

var errLuck = errors.New("no luck at all")

func TestMistakesOfTheTemplateHaveTheirPlace(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"parse", "ok\n{{if}}x{{end}}", "page.html:2: missing value for if"},
		{"unknown function", "\n\n{{nope .S}}", `page.html:3: function "nope" not defined`},
		{"unclosed", "{{range .Words}}", "page.html:1: unexpected EOF"},
		{"field", "<p>\n  {{.Facts}} {{.Titel}}", `page.html:2:17: a view has no field "Titel" (did you mean "Title"?)`},
		{"second field", "{{.Sub.Labl}}", `page.html:1:8: a fact has no field "Labl" (did you mean "Label"?)`},
		{"field of a loop", "{{range .Facts}}\n{{.Valeu}}{{end}}", `page.html:2:4: a fact has no field "Valeu" (did you mean "Value"?)`},
		{"method", "{{.Sub.Uper}}", `page.html:1:8: a fact has no field "Uper" (did you mean "Upper"?)`},
		{"field far from all", "{{.Zzzzzzzzz}}", `page.html:1:4: a view has no field "Zzzzzzzzz"`},
		{"field of a variable", "{{$x := .Sub}}{{$x.Nope}}", `page.html:1:20: a fact has no field "Nope"`},
		{"field of a text", "{{.S.X}}", `page.html:1:6: a text has no field "X"`},
		{"variable", "{{$x = 1}}{{$x}}", `page.html:1:3: there is no variable $x here (declare it with {{$x := …}} first)`},
		{"variable of a loop", "{{range $x = .Words}}{{end}}", `page.html:1:9: there is no variable $x here`},
		{"hidden field", "{{.hidden}}", `page.html:1:4: field "hidden" of a view is not for templates`},
		{"field with arguments", "{{.S 1}}", `page.html:1:4: "S" is a field: it takes no arguments`},
		{"entry with arguments", "{{.M.k 1}}", `page.html:1:6: "k" is an entry: it takes no arguments`},
		{"value with arguments", "{{. 1}}", `page.html:1:3: "." is a value: it takes no arguments`},
		{"too few", "{{join .S}}", `page.html:1:3: "join" takes 2 arguments, here are 1`},
		{"too many", "{{.Href .S .S}}", `page.html:1:4: "Href" takes one argument, here are 2`},
		{"too few of many", "{{text}}", `page.html:1:3: "text" takes at least one argument, here are 0`},
		{"wrong type", "{{upper .N}}", `page.html:1:9: ".N" is a whole number, where a text is wanted`},
		{"wrong literal", "{{upper 3}}", `page.html:1:9: "3" cannot be used as a text`},
		{"nil", "{{upper nil}}", `page.html:1:9: nil cannot be used as a text`},
		{"list for a text", "{{upper .Words}}", `page.html:1:9: ".Words" is a list: each a text, where a text is wanted`},
		{"comparison", "{{if eq .S .N}}{{end}}", `page.html:1:6: a text cannot be compared with a whole number`},
		{"order", "{{lt .T .B}}", `page.html:1:3: true or false has no order`},
		{"one to compare", "{{eq .S}}", `page.html:1:3: "eq" compares with at least one more value`},
		{"arity of the language", "{{not 1 2}}", `page.html:1:3: "not" takes one argument, here are 2`},
		{"length", "{{len .N}}", `page.html:1:3: a whole number has no length`},
		{"index", "{{index .Sub.Label.X 1}}", `page.html:1:20: a text has no field "X"`},
		{"entries", "{{index .N 1}}", `page.html:1:3: a whole number has no entries`},
		{"range", "{{range .Sub}}{{end}}", `page.html:1:9: cannot range over ".Sub": it is a fact`},
		{"two of a number", "{{range $i, $j := 3}}{{end}}", `page.html:1:9: range over a whole number gives one value at a time, not two`},
		{"context", "\n<a href='{{if .S}}/x{{else}}?q={{end}}{{.S}}'>", `page.html:2:41: {{.S}} appears in an ambiguous context within a URL`},
		{"branches", "{{if .S}}<a href=\"{{end}}", `page.html:1:6: {{if}} branches end in different contexts: {stateURL`},
		{"no template", "\n{{template \"nope\" .}}", `page.html:2:12: no such template "nope"`},
		{"markup", "<p>\n<b>\n<a title=x\"{{.S}}>", "page.html:3: \"\\\"\" in unquoted attr: \"x\\\"\""},
		{"markup of a called template", "<p>\n{{template \"t\" .}}{{define \"t\"}}\n\n<a href=?q={{.S}}>{{end}}", `page.html:4: "=" in unquoted attr: "?q="`},
		{"markup in a branch", "<p>\n{{if .S}}\n<a href=?q={{.S}}>{{end}}", `page.html:2:6: "=" in unquoted attr: "?q="`},
		{"unfinished", "<a href=\"", "page.html: ends in a non-text context"},
	} {
		t.Run(c.name, func(t *testing.T) {
			set, err := Parse([]File{{"page.html", c.text}}, funcs)
			if err == nil {
				_, err = set.Compile("page.html", reflect.TypeFor[*view]())
			}
			if err == nil {
				t.Fatal("no error")
			}
			if got := err.Error(); !strings.HasPrefix(got, c.want) {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestAllMistakesAreFoundAtOnce(t *testing.T) {
	_, err := Parse([]File{{"b.html", "{{if}}"}, {"a.html", "x\n{{end}}"}, {"a.html", ""}}, nil)
	if got := Errors(err); len(got) != 3 || got[0].File != "a.html" || got[2].File != "b.html" || got[2].Line != 1 {
		t.Errorf("got %v", err)
	}
	set, err := Parse([]File{{"page.html", "{{.One}}\n{{range .Facts}}{{.Two}}{{end}}{{template \"part.html\" .}}{{template \"part.html\" $}}"}, {"part.html", "{{upper .N}}{{.Three}}"}}, funcs)
	if err != nil {
		t.Fatal(err)
	}
	_, err = set.Compile("page.html", reflect.TypeFor[*view]())
	got := Errors(err)
	var lines []string
	for _, e := range got {
		lines = append(lines, e.Error())
	}
	want := []string{`page.html:1:4: a view has no field "One"`, `page.html:2:20: a fact has no field "Two"`,
		`part.html:1:9: ".N" is a whole number, where a text is wanted`, `part.html:1:16: a view has no field "Three"`}
	if strings.Join(lines, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
}

func TestFailuresOfAPageHaveTheirPlace(t *testing.T) {
	own := map[string]any{"luck": func(s string) (string, error) { return "", errLuck }, "odd": func(n []int) (int, error) { return 0, errLuck }, "crash": funcs["crash"], "kinds": func(k []kind) string { panic(errLuck) }}
	for _, c := range []struct {
		text, want string
		wraps      error
	}{
		{"a\n{{.NoSub.Label}}", `page.html:2:9: ".NoSub.Label" has no field "Label": it is nil`, nil},
		{"{{.AnyN.X}}", `page.html:1:8: a whole number has no field "X"`, nil},
		{"{{index .Words 9}}", `page.html:1:3: index: there is no entry 9, the list has 3`, nil},
		{"{{index .S 99}}", `page.html:1:3: index: `, nil},
		{"{{luck .S}}", `page.html:1:3: luck: no luck at all`, errLuck},
		{"{{luck \"x\"}}", `page.html:1:3: luck: no luck at all`, errLuck},
		{"{{odd (index .Grid 0)}}", `page.html:1:3: odd: no luck at all`, errLuck},
		{"{{.Sub.Fail}}", `page.html:1:7: Fail: no luck`, nil},
		{"\n{{.Sub.Panic}}", `page.html:2:7: a function called here panicked: no <luck>`, nil},
		{"{{crash}}", `page.html:1:3: a function called here panicked: crash`, nil},
		{"{{range .NilPW}}{{end}}", `page.html:1:9: cannot range over ".NilPW": it is nil`, nil},
		{"{{range .AnyN}}{{range $a, $b := $.AnyN}}{{end}}{{end}}", `page.html:1:24: cannot range over "$a, $b := $.AnyN": it is a whole number`, nil},
		{"{{define \"r\"}}{{template \"r\" .}}{{end}}{{template \"r\" .S}}", `page.html:1:26: templates call each other more than 100000 deep`, nil},
	} {
		set, err := Parse([]File{{"page.html", c.text}}, own)
		if err != nil {
			t.Fatalf("%s: %v", c.text, err)
		}
		compiled, err := set.Compile("page.html", reflect.TypeFor[*view]())
		if err != nil {
			t.Fatalf("%s: %v", c.text, err)
		}
		_, err = compiled.Append(nil, newView("s"))
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s\ngot  %v\nwant %s", c.text, err, c.want)
		}
		if c.wraps != nil && !errors.Is(err, c.wraps) {
			t.Errorf("%s: the error does not wrap the function's", c.text)
		}
	}
}

func TestWrongUseIsRefused(t *testing.T) {
	set, err := Parse([]File{{"page.html", "{{.S}}"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !set.Has("page.html") || set.Has("nope.html") {
		t.Error("Has is wrong about what there is")
	}
	if _, err := set.Compile("nope.html", nil); err == nil || !strings.Contains(err.Error(), `there is no template "nope.html"`) {
		t.Errorf("a missing template gives %v", err)
	}
	if err := set.Execute(io.Discard, "nope.html", nil); err == nil {
		t.Error("a missing template can be executed")
	}
	compiled, err := set.Compile("page.html", reflect.TypeFor[*view]())
	if err != nil {
		t.Fatal(err)
	}
	if page, err := compiled.Append([]byte("kept"), 3); err == nil || string(page) != "kept" {
		t.Errorf("data of another type gives %q, %v", page, err)
	}
	for _, sample := range []any{nil, 3, (*view)(nil)} {
		if _, err := compiled.Bind(sample); err == nil {
			t.Errorf("a template can be bound to %#v", sample)
		}
	}
	loose, err := set.Compile("page.html", reflect.TypeFor[any]())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := loose.Bind(newView("s")); err == nil {
		t.Error("a template for any data can be bound")
	}
}
