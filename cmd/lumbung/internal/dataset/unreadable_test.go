package dataset

import (
	"errors"
	"io"
	"io/fs"
	"testing"
	"testing/fstest"

	"lumbung/cmd/lumbung/internal/diag"
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

// cut is a project whose CSV breaks off: the disk gives a part of it, then an error.
type cut struct{ files fs.FS }

type cutFile struct {
	fs.File
	read bool
}

func (c cut) Open(name string) (fs.File, error) {
	f, err := c.files.Open(name)
	if err == nil && name == "data/x.csv" {
		f = &cutFile{File: f}
	}
	return f, err
}

func (f *cutFile) Read(p []byte) (int, error) {
	if f.read {
		return 0, errors.New("input/output error")
	}
	f.read = true
	return io.ReadFull(f.File, p[:min(len(p), 8)])
}

// large is a project whose CSV says that it has so many bytes.
type large struct {
	files fs.FS
	size  int64
}

type largeFile struct {
	fs.File
	fs.FileInfo
	size int64
}

func (l large) Open(name string) (fs.File, error) {
	f, err := l.files.Open(name)
	if err != nil || name != "data/x.csv" {
		return f, err
	}
	info, err := f.Stat()
	return &largeFile{f, info, l.size}, err
}

func (f *largeFile) Stat() (fs.FileInfo, error) { return f, nil }
func (f *largeFile) Size() int64                { return f.size }

func readable() fstest.MapFS {
	return fstest.MapFS{
		"data/x.toml": {Data: []byte("title = \"X\"\n[schema]\nfields = [{ name = \"a\", type = \"string\" }, { name = \"b\", type = \"integer\" }]\n")},
		"data/x.csv":  {Data: []byte("a,b\nx,1\ny,2\nz,3\n")},
	}
}

func TestWhatCannotBeReadIsToldWithItsReason(t *testing.T) {
	for _, c := range []struct {
		name    string
		project fs.FS
		rule    string
		want    string
	}{
		{"nothing", readable(), "", ""},
		{"no folder", fstest.MapFS{}, "data-folder", `0:0+0 the folder cannot be read: there is no such file or folder · a portal needs a folder "data" with a NAME.toml and a NAME.csv for each dataset`},
		{"the folder", closed{readable(), "data"}, "data-folder", `0:0+0 the folder cannot be read: you may not do that there: permission is denied · a portal needs a folder "data" with a NAME.toml and a NAME.csv for each dataset`},
		{"a descriptor", closed{readable(), "data/x.toml"}, "read", `0:0+0 the file cannot be read: you may not do that there: permission is denied · see that it is there, and that you may read it`},
		{"a CSV", closed{readable(), "data/x.csv"}, "csv", `0:0+0 data/x.csv cannot be read: you may not do that there: permission is denied · the data of "x" are expected there`},
		{"the rest of a CSV", cut{readable()}, "csv", `0:0+0 the file cannot be read to its end: input/output error · see whether the disk that holds it is in order, and copy it anew`},
	} {
		log := &diag.Log{}
		p := Load(c.project, log)
		if got := said(log); got != c.want || got != "" && log.Sorted()[0].Rule != c.rule {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
		if r := p.Resource("x"); c.want != "" && r != nil && r.Table != nil {
			t.Errorf("%s cannot be read, and there is a table", c.name)
		}
	}
}

// The limit itself is of fifty million rows; here it is of two.
func TestTableOfTooManyRowsIsRefused(t *testing.T) {
	load := func(most int) (*Resource, *diag.Log) {
		log := &diag.Log{}
		project := readable()
		r := Load(fstest.MapFS{"data/x.toml": project["data/x.toml"]}, &diag.Log{}).Resource("x")
		l := &tableLoader{r: r, project: project, log: log, most: most}
		l.load()
		return r, log
	}
	r, log := load(2)
	if got, want := said(log), `4:1+1 the table has more than the 2 rows that a table may have · part it into several datasets, by year or by region`; got != want || log.Sorted()[0].Rule != "too-many-rows" {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if r.Table != nil {
		t.Error("it gave a table")
	}
	if r, log := load(3); said(log) != "" || r.Table.Len() != 3 {
		t.Errorf("three rows are told as too many: %s", said(log))
	}
}

func TestTableOfTooManyBytesIsRefused(t *testing.T) {
	load := func(size int64) (*Resource, *diag.Log) {
		log := &diag.Log{}
		return Load(large{readable(), size}, log).Resource("x"), log
	}
	r, log := load(MaxBytes + 1)
	if got, want := said(log), `0:0+0 the file has 4294967297 bytes, more than the 4294967296 that a table may have · part it into several datasets, by year or by region`; got != want || log.Sorted()[0].Rule != "table-size" {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if r.Table != nil {
		t.Error("it gave a table")
	}
	if r, log := load(MaxBytes); said(log) != "" || r.Table.Len() != 3 {
		t.Errorf("four gigabytes are told as too many: %s", said(log))
	}
}

func TestDescriptorThatIsTooLargeIsNotRead(t *testing.T) {
	project := readable()
	project["data/x.toml"] = &fstest.MapFile{Data: make([]byte, 9<<20)}
	log := &diag.Log{}
	Load(project, log)
	if got := log.Sorted(); len(got) != 1 || got[0].Rule != "toml-size" || got[0].Span.Name() != "data/x.toml" || len(got[0].Notes) != 1 {
		t.Errorf("%v", got)
	}
}
