package content

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
)

// closed is a project in which one file or folder may not be read.
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

func TestNarrativeThatCannotBeReadIsToldAndNotWhole(t *testing.T) {
	files := fstest.MapFS{
		"content/id/a.md": {Data: []byte("+++\ntitle = \"A\"\n+++\n")},
		"content/id/b.md": {Data: []byte("+++\ntitle = \"B\"\n+++\n")},
	}
	for _, c := range []struct {
		closed, said string
		pages        int
	}{
		{"", "", 2},
		{"content/id/b.md", "cannot be read: content/id/b.md: you may not do that there: permission is denied", 1},
		{"content/id", "cannot be read: content/id: you may not do that there: permission is denied", 0},
	} {
		log := &diag.Log{}
		pages, whole := Load(closed{files, c.closed}, []locale.Lang{"id"}, log)
		said := log.Sorted()
		if len(pages) != c.pages || whole != (c.said == "") || len(said) > 1 || (len(said) == 1) != (c.said != "") {
			t.Errorf("%q: %d pages, whole %v, %v", c.closed, len(pages), whole, said)
		}
		for _, d := range said {
			if d.Rule != "content" || d.Span.Name() != c.closed || d.String() != c.said || len(d.Notes) != 1 {
				t.Errorf("%q: %s: %s: %s", c.closed, d.Span.Name(), d.Rule, d)
			}
		}
	}
}

func TestPageWithAMistakeLeavesTheNarrativeNotWhole(t *testing.T) {
	files := fstest.MapFS{"content/id/a.md": {Data: []byte("tanpa bagian depan\n")}}
	if pages, whole := Load(files, []locale.Lang{"id"}, &diag.Log{}); len(pages) > 0 || whole {
		t.Errorf("%d pages, whole %v", len(pages), whole)
	}
}

func TestFolderOfALanguageThatThePortalHasNotIsWarnedOf(t *testing.T) {
	files := fstest.MapFS{"content/id/a.md": {Data: []byte("+++\ntitle = \"A\"\n+++\n")}, "content/fr/a.md": {Data: []byte("x")}}
	log := &diag.Log{}
	_, whole := Load(files, []locale.Lang{"id"}, log)
	said := log.Sorted()
	if len(said) != 1 || said[0].Rule != "unused-content" || said[0].Span.Name() != "content/fr" || said[0].Severity != diag.Warning || len(said[0].Notes) != 1 || !whole {
		t.Errorf("%v", said)
	}
}
