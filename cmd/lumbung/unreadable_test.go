package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/table"
)

// closing is a project in which one file may be read some times, and then no more.
type closing struct {
	files fs.FS
	name  string
	times *int
}

func (c closing) Open(name string) (fs.File, error) {
	if name == c.name {
		if *c.times--; *c.times < 0 {
			return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
		}
	}
	return c.files.Open(name)
}

// wantOne fails unless one thing is told, with a note how to mend it.
func wantOne(t *testing.T, log *diag.Log, rule, file, text string) {
	t.Helper()
	said := log.Sorted()
	if len(said) != 1 || said[0].Rule != rule || said[0].Span.Name() != file || said[0].String() != text || len(said[0].Notes) != 1 {
		for _, d := range said {
			t.Errorf("told: %s: %s: %s %v", d.Span.Name(), d.Rule, d, d.Notes)
		}
		t.Errorf("want: %s: %s: %s", file, rule, text)
	}
}

func TestSettingsThatCannotBeReadAreTold(t *testing.T) {
	files := fstest.MapFS{siteFile: {Data: []byte("title = \"T\"\n")}}
	never := 0
	log := &diag.Log{}
	if (&project{fs: closing{files, siteFile, &never}}).settings(log) != nil {
		t.Error("settings without a file")
	}
	wantOne(t, log, "site", siteFile, "cannot be read: site.toml: you may not do that there: permission is denied")

	log = &diag.Log{}
	if (&project{fs: fstest.MapFS{siteFile: {Data: make([]byte, 9<<20)}}}).settings(log) != nil {
		t.Error("settings of 9 MB")
	}
	wantOne(t, log, "toml-size", siteFile, "the file has 9437184 bytes, more than the 8388608 that a TOML file may have")

	log = &diag.Log{}
	if (&project{fs: files}).settings(log) == nil || len(log.Sorted()) > 0 {
		t.Errorf("sound settings: %v", log.Sorted())
	}
}

// What the database says that is no mistake in the query is told at the query all the same.
func TestQueryThatCouldNotBeAskedIsToldAtItsPlace(t *testing.T) {
	file := &diag.File{Name: "data/charts.toml", Data: []byte("query = \"SELECT 1\"\n")}
	log := &diag.Log{}
	(&portal{log: log}).explain(errors.New("disk I/O error"), file.Offset)
	wantOne(t, log, "sql", "data/charts.toml", "disk I/O error")
}

// twice is a portal with two releases that differ in a cell.
func twice(t *testing.T) string {
	t.Helper()
	dir := starterPortal(t)
	for i, version := range []string{"0.1.0", "0.1.1"} {
		if i > 0 {
			edit(t, filepath.Join(dir, siteFile), `version = "0.1.0"`, `version = "0.1.1"`)
			edit(t, filepath.Join(dir, "data/titik_air.csv"), "2016,420,", "2016,421,")
		}
		if code, said := testRun(t, dir, "release", version); code != done {
			t.Fatal(said)
		}
	}
	return dir
}

// A release is read when it is looked at and once more when it is compared: a file that is
// gone in between stops the build, and is not taken for a release without changes.
func TestReleaseThatIsGoneWhileItIsComparedIsTold(t *testing.T) {
	dir := twice(t)
	const file = "data/releases/0.1.0/titik_air.csv"
	for _, times := range []int{1, 1000} {
		log := &diag.Log{}
		p := readPortal(&project{dir: dir, fs: closing{os.DirFS(dir), file, &times}}, readOptions{}, log)
		p.close()
		switch told := log.Sorted(); {
		case times > 100 && len(told) > 0:
			t.Errorf("the file is there: %s", told[0])
		case times < 100:
			wantOne(t, log, "release", "data/releases", file+": you may not do that there: permission is denied")
		}
	}
}

func TestDataThatCannotBeComparedWithReleasesIsTold(t *testing.T) {
	dir := twice(t)
	pr, err := openProject(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer pr.close()
	p := readPortal(pr, readOptions{}, &diag.Log{})
	defer p.close()
	log := &diag.Log{}
	p.history.read(p, p.raw, false, func(io.Writer, *table.Table) error { return errors.New("no memory") }, log)
	if said := log.Sorted(); len(said) != 1 || said[0].Rule != "release" || !strings.Contains(said[0].String(), "no memory") || len(said[0].Notes) != 1 {
		t.Errorf("%v", said)
	}
}
