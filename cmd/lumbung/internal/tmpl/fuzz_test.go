package tmpl

import (
	"html/template"
	"reflect"
	"testing"
)

// FuzzPage puts a made-up value into every context, as text and as markup, and compares.
func FuzzPage(f *testing.F) {
	for i, s := range hostile {
		f.Add(s, uint8(i))
	}
	type compiledPlace struct {
		set  *Set
		text *Template
		html *Template
		url  *Template
	}
	var all []compiledPlace
	for _, place := range places {
		set, err := Parse([]File{{"page.html", place}}, funcs)
		if err != nil {
			f.Fatal(err)
		}
		p := compiledPlace{set: set}
		for _, way := range []struct {
			t   **Template
			typ reflect.Type
		}{{&p.text, stringType}, {&p.html, htmlType}, {&p.url, reflect.TypeFor[template.URL]()}} {
			if *way.t, err = set.Compile("page.html", way.typ); err != nil {
				f.Fatal(err)
			}
		}
		all = append(all, p)
	}
	f.Fuzz(func(t *testing.T, s string, at uint8) {
		p := all[int(at)%len(all)]
		for _, way := range []struct {
			t    *Template
			data any
		}{{p.text, s}, {p.html, template.HTML(s)}, {p.url, template.URL(s)}} {
			want, wantErr := run(p.set, way.data)
			got, err := way.t.Append(nil, way.data)
			if (err != nil) != (wantErr != nil) || err == nil && string(got) != want {
				t.Errorf("%s with %T %q: got %q, %v; want %q, %v", places[int(at)%len(all)], way.data, s, got, err, want, wantErr)
			}
		}
	})
}

// FuzzTemplate compares made-up templates. One that runs must compile, unless it fails for
// other data, which the fuzzer cannot know: so only pages that both make are compared.
func FuzzTemplate(f *testing.F) {
	for _, text := range language {
		f.Add(text)
	}
	data := newView("<x>")
	f.Fuzz(func(t *testing.T, text string) {
		set, err := Parse([]File{{"page.html", text}}, nil)
		if err != nil {
			return
		}
		compiled, err := set.Compile("page.html", reflect.TypeOf(data))
		if err != nil {
			return
		}
		want, wantErr := run(set, data)
		got, err := compiled.Append(nil, data)
		if (err != nil) != (wantErr != nil) || err == nil && string(got) != want {
			t.Errorf("%q: got %q, %v; want %q, %v", text, got, err, want, wantErr)
		}
	})
}
