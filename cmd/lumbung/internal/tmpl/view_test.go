package tmpl

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"iter"
	"reflect"
	"strings"
	"testing"
)

// view is data with a field of each sort that a theme may meet.
type view struct {
	Base
	*Extra
	S     string
	Empty string
	Kind  kind
	Loud  loud
	HTML  template.HTML
	Attr  template.HTMLAttr
	CSS   template.CSS
	JS    template.JS
	JSStr template.JSStr
	URL   template.URL
	Set   template.Srcset

	N     int
	Neg   int64
	Small int8
	U     uint16
	F     float64
	C     complex128
	B     bool
	T     bool
	Bytes []byte
	Err   error
	Say   fmt.Stringer
	Null  fmt.Stringer
	Num   *number
	NoNum *number
	Pet   *pet

	P     *string
	PP    **string
	NilP  *string
	Sub   *fact
	NoSub *fact
	PSub  **fact
	Val   fact
	Deep  struct{ In struct{ Most string } }

	Facts  []fact
	Ptrs   []*fact
	Words  []string
	None   []string
	Array  [3]string
	PWords *[]string
	NilPW  *[]string
	Grid   [][]int
	Anys   []any

	M     map[string]string
	MI    map[int]string
	MF    map[float64]fact
	MK    map[kind]int
	MAny  map[any]string
	NoMap map[string]int
	MM    map[string]map[string]fact

	Any    any
	AnyN   any
	AnyNil any
	AnyP   any
	AnyM   any
	AnyL   any
	AnyF   any
	AnyH   any

	Fn   func(string) string
	Fn2  func(int, ...string) (string, error)
	Seq  iter.Seq[string]
	Seq2 iter.Seq2[int, string]
	//lint:ignore U1000 templates must not reach it
	hidden string
}

// Base is embedded in view, as the page is in the views of the site.
type Base struct {
	Title string `tmpl:"fixed"`
	Path  string
	Shell *shell `tmpl:"fixed"`
	Inner inner
}

type inner struct {
	Fixed string `tmpl:"fixed"`
	Free  string
}

// Extra is embedded by pointer.
type Extra struct {
	Note  string
	Notes []string
}

type shell struct {
	Name string
	Nav  []link
	Tree *node
	Tags map[string]string
	Any  any
	Nil  *shell
	Max  int
	Home template.URL
}

type link struct {
	Title, Path string
	Section     string
}

type node struct {
	Name string
	Kids []*node
}

type fact struct {
	Label string
	Value string
	Hint  template.HTML
	Path  string
	Rank  int
	More  []string
	Next  *fact
}

func (f fact) Upper() string            { return strings.ToUpper(f.Label) }
func (f *fact) Link(base string) string { return base + f.Path }
func (f *fact) IsNil() bool             { return f == nil }
func (f fact) Ranked(n int) bool        { return f.Rank > n }
func (f *fact) Fail() (string, error)   { return "", errors.New("no luck") }
func (f *fact) Panic() string           { panic("no <luck>") }
func (f *fact) Self() *fact             { return f }
func (f *fact) All(parts ...any) string { return fmt.Sprint(parts...) }
func (f *fact) Kin() []fact             { return []fact{*f, {Label: "kin"}} }
func (f *fact) Names() namesList        { return namesList{f.Label, "<n>"} }
func (f *fact) Sure() ([]string, error) { return f.More, nil }
func (f *fact) Mix(s string, n int) template.HTML {
	return template.HTML(fmt.Sprintf("<b>%s %d</b>", template.HTMLEscapeString(s), n))
}

type namesList []string

func (l namesList) First() string { return l[0] }

type kind string

func (k kind) Known() bool { return k != "" }

type loud string

func (l loud) String() string { return "LOUD " + string(l) }

type number int

func (n *number) String() string {
	if n == nil {
		return "no number"
	}
	return "number"
}

type pet struct{ name string }

func (p pet) String() string { return "pet " + p.name }

// Href is a method of the page, as the site's is.
func (b *Base) Href(target string) string { return "../" + target }

// Canonical is a method without arguments.
func (b *Base) Canonical() string { return "https://example.org/" + b.Path }

// Copy has a value for its receiver.
func (b Base) Copy(s string, n int) string { return strings.Repeat(s, n) }

func newView(s string) *view {
	p, f := &s, &fact{Label: s, Value: s + "!", Hint: "<i>h</i>", Path: s, Rank: 3, More: []string{"x", s}}
	f.Next = &fact{Label: "next", Rank: -1}
	words := []string{s, "two", ""}
	num := number(4)
	return &view{
		Base: Base{Title: s, Path: "p/" + s, Inner: inner{"in " + s, s}, Shell: &shell{
			Name: s, Max: 2, Any: s, Home: "https://example.org/?a=1&b=2",
			Nav:  []link{{"Satu", "a.html", "a"}, {s, "b.html?x=" + s, "b"}, {"<Tiga>", s, "c"}},
			Tree: &node{s, []*node{{"kid", nil}, {s, []*node{{"deep", nil}}}}},
			Tags: map[string]string{"b": s, "a": "<a>", "c": ""},
		}},
		Extra: &Extra{Note: "note " + s, Notes: []string{s, "n"}},
		S:     s, Kind: kind(s), Loud: loud(s), HTML: template.HTML("<b>" + s + "</b>"), Attr: `data-x="1"`, CSS: "color: red",
		JS: "f(1)", JSStr: `a\u0020b`, URL: template.URL("javascript:x?y=" + s), Set: "a.png 1x",
		N: 42, Neg: -7, Small: -128, U: 65535, F: 1e21, C: 1 + 2i, T: true, Bytes: []byte(s), Err: errors.New("err " + s), Say: pet{s}, Num: &num, Pet: &pet{s},
		P: p, PP: &p, Sub: f, PSub: &f, Val: *f,
		Facts: []fact{*f, {Label: "B", Value: "2"}, {}}, Ptrs: []*fact{f, nil, {Label: "last"}}, Words: words,
		Array: [3]string{"a", s, "c"}, PWords: &words, Grid: [][]int{{1, 2}, {}, {3}}, Anys: []any{1, s, nil, template.HTML("<u>"), f, 1.5, true, &num, pet{s}},
		M: map[string]string{"b": s, "a": "A", "": "empty", s: "self"}, MI: map[int]string{10: "x", -2: s, 3: "z"},
		MF: map[float64]fact{1.5: *f, -1: {Label: "neg"}}, MK: map[kind]int{"z": 1, "y": 2},
		MAny: map[any]string{"s": "1", 2: "2", 1.5: "3", "r": "4", true: "5"}, MM: map[string]map[string]fact{"k": {"l": *f}},
		Any: s, AnyN: 5, AnyP: f, AnyM: map[string]any{"k": s, "n": nil, "f": f}, AnyL: []any{s, 1}, AnyF: strings.ToUpper, AnyH: template.HTML("<em>&amp;</em>"),
		Fn:   func(t string) string { return t + s },
		Fn2:  func(n int, more ...string) (string, error) { return fmt.Sprint(n, more), nil },
		Seq:  func(yield func(string) bool) { _ = yield("q") && yield(s) },
		Seq2: func(yield func(int, string) bool) { _ = yield(3, "r") && yield(4, s) },
	}
}

// funcs are functions of the shapes that a theme has.
var funcs = template.FuncMap{
	"upper":   strings.ToUpper,
	"repeat":  strings.Repeat,
	"join":    func(a, b string) string { return a + "|" + b },
	"three":   func(a, b, c string) string { return a + b + c },
	"safe":    func(s string) template.HTML { return template.HTML(s) },
	"url":     func(s string) template.URL { return template.URL(s) },
	"show":    func(v any) string { return fmt.Sprintf("%T", v) },
	"inc":     func(n int) int { return n + 1 },
	"add":     func(a, b int) int { return a + b },
	"small":   func(n int8, u uint, f float32, c complex128) string { return fmt.Sprint(n, u, f, c) },
	"isx":     func(s string) bool { return s == "x" },
	"mark":    func(k kind) string { return "kind:" + string(k) },
	"fact":    func(f *fact) string { return f.Label },
	"value":   func(f fact) string { return f.Value },
	"facts":   func(f []fact) int { return len(f) },
	"pick":    func(f *fact, s string) *fact { return &fact{Label: s} },
	"fail":    func(s string) (string, error) { return s, errors.New("failed") },
	"even":    func(n int) (string, error) { return fmt.Sprint(n % 2), nil },
	"check":   func(s string) (template.HTML, error) { return template.HTML("<i>" + s), nil },
	"crash":   func() string { panic("crash") },
	"nilerr":  func(p *fact) (bool, error) { return p == nil, nil },
	"list":    func(s ...string) []string { return s },
	"any":     func(v ...any) []any { return v },
	"text":    func(key string, args ...any) string { return key + fmt.Sprint(args...) },
	"reflect": func(v reflect.Value) string { return v.Kind().String() },
	"give":    func(v any) reflect.Value { return reflect.ValueOf(v) },
	"boxed":   func(s string) any { return s },
	"null":    func() any { return nil },
	"mapof":   func(m map[string]string) int { return len(m) },
	"intp":    func(p *int) int { return *p },
	"say":     func(s fmt.Stringer) string { return s.String() },
	"said":    func(s fmt.Stringer) (string, error) { return s.String(), nil },
	"doubt":   func(s fmt.Stringer) (*fact, error) { return nil, errors.New("failed") },
	"called":  func(s fmt.Stringer) *fact { return &fact{Label: s.String()} },
	"letters": func(s string) []string { return strings.Split(s, "") },
	"nothing": func(f *fact) []fact { return nil },
	"words":   func(w []string) string { return strings.Join(w, " ") },
	"float":   func(f float64) float64 { return f / 2 },
	"greet":   func() string { return "hello & <bye>" },
}

// run gives a page as html/template makes it.
func run(s *Set, data any) (string, error) {
	var b bytes.Buffer
	err := s.Execute(&b, "page.html", data)
	return b.String(), err
}

// compare makes a page in all ways, and reports where they differ.
func compare(t *testing.T, text string, data any) {
	t.Helper()
	s, err := Parse([]File{{"page.html", text}}, funcs)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	compareSet(t, s, text, data)
}

func compareSet(t *testing.T, s *Set, text string, data any) {
	t.Helper()
	want, wantErr := run(s, data)
	typ := reflect.TypeOf(data)
	compiled, err := s.Compile("page.html", typ)
	if err != nil {
		if wantErr == nil {
			t.Errorf("%s\n does not compile, but runs: %v", text, err)
		}
		return
	}
	ways := []struct {
		name string
		t    *Template
	}{{"compiled", compiled}}
	if loose, err := s.Compile("page.html", nil); err != nil {
		t.Errorf("%s\n does not compile for any data: %v", text, err)
	} else {
		ways = append(ways, struct {
			name string
			t    *Template
		}{"untyped", loose})
	}
	if v := reflect.ValueOf(data); typ != nil && (v.Kind() != reflect.Pointer || !v.IsNil()) {
		if bound, err := compiled.Bind(data); err != nil {
			t.Errorf("%s\n cannot be bound: %v", text, err)
		} else {
			ways = append(ways, struct {
				name string
				t    *Template
			}{"bound", bound})
		}
	}
	for _, way := range ways {
		for range 2 { // the second time on a used frame
			got, err := way.t.Append([]byte("before "), data)
			switch {
			case (err == nil) != (wantErr == nil):
				t.Errorf("%s\n %s gives error %v\n html/template %v", text, way.name, err, wantErr)
			case err != nil && string(got) != "before ":
				t.Errorf("%s\n %s leaves half a page after an error: %q", text, way.name, got)
			case err == nil && string(got) != "before "+want:
				t.Errorf("%s\n %s gives %q\n html/template %q", text, way.name, clip(string(got[7:])), clip(want))
			}
		}
	}
}

func clip(s string) string {
	if len(s) > 600 {
		return s[:600] + "…"
	}
	return s
}
