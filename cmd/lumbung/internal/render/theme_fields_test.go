package render

import (
	"io/fs"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"lumbung/cmd/lumbung/internal/chart"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/site"
	"lumbung/themes"
)

// declaration is theme.toml: what a theme may rely on.
type declaration struct {
	Name        string
	Title       map[string]string
	Description map[string]string
	Functions   map[string]string
	Page        map[string]string
	Kind        map[string]map[string]string
	Part        map[string]map[string]string
}

func readDeclaration(t *testing.T) declaration {
	t.Helper()
	data, err := fs.ReadFile(themes.Tenun(), "theme.toml")
	if err != nil {
		t.Fatal(err)
	}
	var d declaration
	meta, err := toml.Decode(string(data), &d)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range meta.Undecoded() {
		t.Errorf("theme.toml has %s, which nothing reads", key)
	}
	return d
}

// opaque are types that templates only hand on to functions.
var opaque = map[reflect.Type]bool{
	reflect.TypeFor[site.Text]():      true,
	reflect.TypeFor[chart.Input]():    true,
	reflect.TypeFor[chart.CardText](): true, // its fields are told where it is
	reflect.TypeFor[locale.Phrases](): true,
}

// members lists what a template may ask of a type: fields, and methods that give a value.
func members(typ reflect.Type) []string {
	var names []string
	for _, f := range reflect.VisibleFields(typ) {
		if f.IsExported() && !f.Anonymous {
			names = append(names, f.Name)
		}
	}
	pointer := reflect.PointerTo(typ)
	for i := range pointer.NumMethod() {
		if m := pointer.Method(i); m.Type.NumOut() > 0 {
			names = append(names, m.Name)
		}
	}
	return names
}

// reached collects the struct types that templates come to from a type.
func reached(typ reflect.Type, into map[string]reflect.Type) {
	for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
		typ = typ.Elem()
	}
	if typ.Kind() != reflect.Struct || opaque[typ] || into[typ.Name()] == typ {
		return
	}
	into[typ.Name()] = typ
	for i := range typ.NumField() {
		if f := typ.Field(i); f.IsExported() {
			reached(f.Type, into)
		}
	}
	pointer := reflect.PointerTo(typ)
	for i := range pointer.NumMethod() {
		for n := range pointer.Method(i).Type.NumOut() {
			reached(pointer.Method(i).Type.Out(n), into)
		}
	}
}

// same compares what is promised with what there is, and asks for words on each.
func same(t *testing.T, section string, declared map[string]string, there []string) {
	t.Helper()
	for name, text := range declared {
		if !slices.Contains(there, name) {
			t.Errorf("[%s] promises %s, which templates do not get", section, name)
		}
		if strings.TrimSpace(text) == "" {
			t.Errorf("[%s] does not say what %s is", section, name)
		}
	}
	for _, name := range there {
		if _, ok := declared[name]; !ok {
			t.Errorf("[%s] does not tell of %s", section, name)
		}
	}
}

func TestThemeDeclaresWhatTemplatesReceive(t *testing.T) {
	d := readDeclaration(t)
	page := reflect.TypeFor[site.Page]()
	common := members(page)
	same(t, "page", d.Page, common)

	parts := map[string]reflect.Type{}
	kinds := map[string]bool{}
	for _, kind := range site.Kinds {
		view := ViewType(kind).Elem()
		kinds[string(kind)] = true
		var own []string
		for _, name := range members(view) {
			if !slices.Contains(common, name) {
				own = append(own, name)
			}
		}
		same(t, "kind."+string(kind), d.Kind[string(kind)], own)
		found := map[string]reflect.Type{}
		reached(view, found)
		delete(found, view.Name())
		maps.Copy(parts, found)
	}
	delete(parts, page.Name())
	for _, extra := range []reflect.Type{reflect.TypeFor[Download](), reflect.TypeFor[Citation](), reflect.TypeFor[CitationFormat](), reflect.TypeFor[Sheet](), reflect.TypeFor[Line]()} {
		parts[extra.Name()] = extra
	}
	for name, typ := range parts {
		same(t, "part."+name, d.Part[name], members(typ))
	}
	for name := range d.Part {
		if parts[name] == nil {
			t.Errorf("[part.%s] is no part of any page", name)
		}
	}
	for name := range d.Kind {
		if !kinds[name] {
			t.Errorf("[kind.%s] is no kind of page", name)
		}
	}
}

func TestThemeDeclaresTheFunctionsOfTemplates(t *testing.T) {
	f := &funcs{phrases: locale.NewPhrases("id", nil)}
	same(t, "functions", readDeclaration(t).Functions, slices.Collect(maps.Keys(f.all())))
}

func TestThemeHasATemplateForEachKind(t *testing.T) {
	for _, kind := range site.Kinds {
		if _, err := fs.Stat(themes.Tenun(), "templates/"+string(kind)+".html"); err != nil {
			t.Errorf("no template for pages of kind %q: %v", kind, err)
		}
	}
}

func TestThemeNamesItself(t *testing.T) {
	d := readDeclaration(t)
	if d.Name != "tenun" {
		t.Errorf("theme.toml names %q", d.Name)
	}
	for _, lang := range []string{"id", "en"} {
		if d.Title[lang] == "" || d.Description[lang] == "" {
			t.Errorf("no title or description in %q", lang)
		}
	}
}
