package render

import (
	"errors"
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/theme"
	"lumbung/themes"
)

// copied are the files of the default theme, to be changed.
func copied(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(themes.Tenun(), "templates", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(themes.Tenun(), name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// closed is a theme in which one file or folder may not be read.
type closed struct {
	files fs.FS
	name  string
}

func (c closed) Open(name string) (fs.File, error) {
	if name == c.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return c.files.Open(name)
}

func TestThemeThatCannotBeCompiledIsTold(t *testing.T) {
	const denied = "you may not do that there: permission is denied"
	without := copied(t)
	delete(without, "templates/dataset.html")
	wrong := copied(t)
	wrong["templates/404.html"] = &fstest.MapFile{Data: []byte("<h1>{{.Titel}}</h1>\n")}
	for _, c := range []struct {
		name  string
		files fs.FS
		said  []string // rule, file and text, and that there is a note
	}{
		{"the theme as it is", copied(t), nil},
		{"a template is missing", without, []string{`missing-template themes/tenun/templates/dataset.html: theme "tenun" has no template "dataset.html"`}},
		{"a template is wrong", wrong, []string{`template themes/tenun/templates/404.html: a NotFoundPage has no field "Titel"`}},
		{"a template cannot be read", closed{copied(t), "templates/story.html"}, []string{"theme themes/tenun/templates/story.html: cannot be read: templates/story.html: " + denied}},
		{"no template can be read", closed{copied(t), "templates"}, []string{"theme themes/tenun/templates: templates: " + denied}},
	} {
		log := &diag.Log{}
		r := New(theme.New("tenun", c.files, nil), []*locale.Phrases{locale.NewPhrases("id", nil), locale.NewPhrases("en", nil)}, log)
		var said []string
		for _, d := range log.Sorted() {
			said = append(said, d.Rule+" "+d.Span.Name()+": "+d.String())
			if len(d.Notes) == 0 {
				t.Errorf("%s: nobody says how to mend it", c.name)
			}
		}
		if !slices.Equal(said, c.said) || (r == nil) != (c.said != nil) {
			t.Errorf("%s:\n got %q\nwant %q", c.name, said, c.said)
		}
	}
}

// A mistake without a place is told of the templates as a whole.
func TestMistakeOfNoTemplateIsToldOfAll(t *testing.T) {
	log := &diag.Log{}
	report(theme.New("tenun", fstest.MapFS{}, nil), nil, errors.New("out of memory"), log)
	said := log.Sorted()
	if len(said) != 1 || said[0].Rule != "template" || said[0].Span.Name() != "themes/tenun/templates" || said[0].String() != "out of memory" || len(said[0].Notes) != 1 {
		t.Errorf("%v", said)
	}
}
