package tmpl

import (
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"text/template/parse"
)

func bound(t *testing.T, text string, sample any, own map[string]any) *Template {
	t.Helper()
	set, err := Parse([]File{{"page.html", text}}, own)
	if err != nil {
		t.Fatal(err)
	}
	compiled, err := set.Compile("page.html", reflect.TypeOf(sample))
	if err != nil {
		t.Fatal(err)
	}
	b, err := compiled.Bind(sample)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestFixedPartsBecomeText states what binding leaves of a template: the number of things
// that are still done on each page.
func TestFixedPartsBecomeText(t *testing.T) {
	for _, c := range []struct {
		text string
		left int
	}{
		{"{{.Title}}", 0},
		{"<a href=\"{{.Shell.Home}}\" title={{.Title}}>{{.Shell.Name}} {{len .Shell.Nav}}</a>", 0},
		{"{{if .Title}}{{upper .Title}}{{else}}{{.S}}{{end}}", 0},
		{"{{if eq .Shell.Name \"other\"}}{{.S}}{{end}}", 0},
		{"{{with .Shell.Nil}}{{.Name}}{{else}}none{{end}}", 0},
		{"{{range $i, $l := .Shell.Nav}}{{$i}}{{$l.Title}}<a href='{{.Path}}'>{{end}}", 0},
		{"{{range $k, $v := .Shell.Tags}}{{$k}}={{$v}}{{end}}", 0},
		{"{{define \"tree\"}}{{.Name}}{{range .Kids}}{{template \"tree\" .}}{{end}}{{end}}{{template \"tree\" .Shell.Tree}}", 0},
		{"{{$s := .Shell}}{{$n := upper $s.Name}}{{$n}}", 0},
		{"{{define \"p\"}}{{.Base.Title}}{{$.Shell.Name}}{{end}}{{template \"p\" .}}", 0},
		{"{{.Inner.Fixed}}", 0},
		{"{{.Inner.Free}}", 1},
		{"{{.S}}", 1},
		{"{{range .Shell.Nav}}<a href='{{.Path}}'>{{$.S}}</a>{{end}}", 3},
		{"{{and .Title .S}}", 1},
		{"{{or .Title .S}}", 0},
		{"{{$x := .Title}}{{$x = \"\"}}{{$x}}", 3},
		{"{{.Href .Title}}", 1},
		{"{{range .Shell.Nav}}{{if eq .Section \"b\"}}{{break}}{{end}}{{.Title}}{{end}}", 1},
		{"{{upper \"literal\"}}{{printf \"%03d\" 7}}", 0},
		{"{{index .Shell.Nav 99}}", 1}, // fails on the page, not here
	} {
		b := bound(t, c.text, newView("s"), funcs)
		left := 0
		for _, in := range b.body.code {
			if in.do != nil {
				left++
			}
		}
		if left != c.left {
			t.Errorf("%s\n leaves %d, want %d", c.text, left, c.left)
		}
	}
}

func TestBoundTemplateShowsEachPagesOwnValues(t *testing.T) {
	text := "{{.Title}}|{{.S}}|{{range .Shell.Nav}}{{.Title}}{{$.S}}{{end}}|{{range .Facts}}{{.Label}}{{end}}|{{.Inner.Fixed}}{{.Inner.Free}}"
	sample := newView("first")
	b := bound(t, text, sample, funcs)
	other := newView("<second>")
	other.Base.Title, other.Shell, other.Inner.Fixed = sample.Base.Title, sample.Shell, sample.Inner.Fixed
	want, err := run(b.set, other)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := b.Append(nil, other); err != nil || string(got) != want {
		t.Errorf("got %s, %v; want %s", got, err, want)
	}
}

func TestFixedFunctionsAreCalledOnce(t *testing.T) {
	var calls atomic.Int32
	own := map[string]any{"count": func(s string) string { calls.Add(1); return s }}
	b := bound(t, "{{count .Title}}{{range .Words}}{{count $.Title}}{{end}}", newView("s"), own)
	before := calls.Load()
	for range 3 {
		if _, err := b.Append(nil, newView("s")); err != nil {
			t.Fatal(err)
		}
	}
	if calls.Load() != before {
		t.Errorf("a page calls a fixed function %d times", calls.Load()-before)
	}
}

// TestCompileCallsNoFunction: what functions use may be filled in after the theme was read.
func TestCompileCallsNoFunction(t *testing.T) {
	var files []string
	own := map[string]any{"files": func() []string { return files }, "first": func(p *link) *link { return &link{Title: files[0]} }}
	text := "{{range files}}{{.}}{{else}}none{{end}}{{with files}}{{len .}}{{end}}{{(first nil).Title}}"
	set, err := Parse([]File{{"page.html", text}}, own)
	if err != nil {
		t.Fatal(err)
	}
	compiled, err := set.Compile("page.html", reflect.TypeFor[*view]())
	if err != nil {
		t.Fatal(err)
	}
	files = []string{"a", "b"}
	if got, err := compiled.Append(nil, newView("s")); err != nil || string(got) != "ab2a" {
		t.Errorf("got %q, %v; want the files as they are now", got, err)
	}
}

func TestLongFixedLoopStaysALoop(t *testing.T) {
	v := newView("s")
	for range 5000 {
		v.Shell.Nav = append(v.Shell.Nav, link{Title: "t"})
	}
	text := "{{range .Shell.Nav}}{{.Title}}{{$.S}}{{end}}"
	b := bound(t, text, v, funcs)
	if n := len(b.body.code); n > 3 {
		t.Errorf("the loop was written out: %d instructions", n)
	}
	compare(t, text, v)
	compare(t, "{{range .Shell.Nav}}{{.Title}}{{end}}", v)
}

func TestTemplatesMayBeUsedByManyGoroutines(t *testing.T) {
	text := "{{define \"n\"}}{{.Label}}{{with .Next}}>{{template \"n\" .}}{{end}}{{end}}{{range .Facts}}{{template \"n\" .}}{{$.S}}{{end}}<script>{{.Any}}</script>{{index .MAny 2}}"
	set, err := Parse([]File{{"page.html", text}}, funcs)
	if err != nil {
		t.Fatal(err)
	}
	compiled, err := set.Compile("page.html", reflect.TypeFor[*view]())
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for _, s := range []string{"a", "b<", "c"} {
		v := newView(s)
		want, err := run(set, v)
		if err != nil {
			t.Fatal(err)
		}
		wg.Go(func() {
			for range 200 {
				if got, err := compiled.Append(nil, v); err != nil || string(got) != want {
					t.Errorf("got %s, %v; want %s", got, err, want)
					return
				}
			}
		})
	}
	wg.Wait()
}

// TestEscapersAreThoseOfTheGoRelease fails when a release of Go adds an escaper, or when
// the tests no longer meet one.
func TestEscapersAreThoseOfTheGoRelease(t *testing.T) {
	met := map[string]bool{}
	for _, place := range places {
		set, err := Parse([]File{{"page.html", place}}, funcs)
		if err != nil {
			t.Fatal(err)
		}
		esc, err := set.escape("page.html")
		if err != nil {
			t.Fatal(err)
		}
		for _, tree := range esc.trees {
			walk(tree.Root, func(n parse.Node) bool {
				if a, ok := n.(*parse.ActionNode); ok {
					for _, cmd := range a.Pipe.Cmds {
						if id, ok := cmd.Args[0].(*parse.IdentifierNode); ok && strings.HasPrefix(id.Ident, escaperPrefix) {
							met[id.Ident] = true
						}
					}
				}
				return true
			})
		}
	}
	for _, name := range escaperNames {
		if !met[name] {
			t.Errorf("no test meets %s", name)
		}
		delete(met, name)
	}
	for name := range met {
		t.Errorf("%s is unknown here", name)
	}
}

// Part is what every page of a test has.
type Part struct {
	Title string `tmpl:"fixed"`
	Own   string
	Flag  bool
	Count int
}

func (p *Part) Whole() *Part { return p }

type partPage struct {
	Part `tmpl:"self=Whole"`
	More string
}

func TestAMethodThatGivesAPartKeepsWhatIsFixedInIt(t *testing.T) {
	text := "{{define \"p\"}}{{.Title}} {{.Own}} {{if .Flag}}{{.Count}}{{end}}{{end}}{{template \"p\" .Whole}}{{.Whole.Title}}{{with .Whole}}{{.Title}}{{end}}"
	sample := &partPage{Part: Part{"same", "first", true, 1}}
	b := bound(t, text, sample, nil)
	var texts strings.Builder
	for _, in := range b.body.code {
		texts.WriteString(in.text)
	}
	if got := strings.Count(texts.String(), "same"); got != 2 { // the third stands in a branch
		t.Errorf("%d of 2 titles became text: %q", got, texts.String())
	}
	for _, page := range []*partPage{sample, {Part: Part{"same", "<b>", false, 0}}, {Part: Part{"same", "", true, -3}}} {
		want, err := run(b.set, page)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := b.Append(nil, page); err != nil || string(got) != want {
			t.Errorf("got %s, %v; want %s", got, err, want)
		}
	}
	if _, err := b.Append(nil, (*partPage)(nil)); err == nil || !strings.Contains(err.Error(), "it is nil") {
		t.Errorf("a page that is nil: got %v", err)
	}
}

func TestAFieldMayBeEachPagesOwnThoughItIsMarked(t *testing.T) {
	set, err := Parse([]File{{"page.html", "{{.Title}}{{.Own}}"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	compiled, err := set.Compile("page.html", reflect.TypeFor[*partPage]())
	if err != nil {
		t.Fatal(err)
	}
	b, err := compiled.Bind(&partPage{Part: Part{Title: "a"}}, "Title")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := b.Append(nil, &partPage{Part: Part{Title: "b", Own: "c"}}); err != nil || string(got) != "bc" {
		t.Errorf("got %q, %v; want the page's own title", got, err)
	}
}
