package tmpl

import (
	"maps"
	"slices"
	"testing"
)

func TestUsesFindsEveryName(t *testing.T) {
	set, err := Parse([]File{
		{"page.html", `{{define "part"}}{{.InPart}}{{end}}{{define "never"}}{{.NotCalled}}{{end}}
{{$x := .Assigned}}{{$x.OfVariable}}{{if and .A (upper .B)}}{{range $i, $e := .List}}{{$e.InLoop}}{{else}}{{.InElse}}{{end}}{{end}}
{{with (index .M "k").OfChain}}{{template "part" .Dot}}{{end}}<a href="{{.Path}}" title="{{(.Call "x").Result}}">{{"Literal" | printf "%s"}}</a>`},
	}, funcs)
	if err != nil {
		t.Fatal(err)
	}
	got, err := set.Uses("page.html")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"A", "Assigned", "B", "Call", "Dot", "InElse", "InLoop", "InPart", "List", "M", "OfChain", "OfVariable", "Path", "Result", "and", "index", "printf", "upper"}
	for _, name := range want {
		if !got[name] {
			t.Errorf("%q is not found in %q", name, slices.Sorted(maps.Keys(got)))
		}
	}
	if got["NotCalled"] || got["Literal"] {
		t.Errorf("what is not used is in %q", slices.Sorted(maps.Keys(got)))
	}
	if _, err := set.Uses("none.html"); err == nil {
		t.Error("a template that does not exist uses names")
	}
}
