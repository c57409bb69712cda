// Package release keeps what a portal has published. A release is the data of all datasets
// as readers got it, after the privacy gate, frozen under data/releases/VERSION/:
//
//	release.json         which datasets, and the size and SHA-256 of each of their files
//	NAME.csv             a dataset's rows, byte for byte the published CSV
//	NAME.resource.json   what its columns are, and what it is called
//
// A file that is the same as in an earlier release is not stored again: release.json says
// which release has it. Nothing in these folders is ever edited; Load believes no file
// whose sum is not the recorded one.
//
// Load gives the Releases, newest first. Current makes a Release of the data as it is now,
// so that Diff can compare any two: fields, rows and cells, each with the Step that the
// Data Package version recipe asks for. Plan says which files `lumbung release` has to
// write. Check is what a build asks: whether the data changed without a new version, and
// whether an old release shows what is hidden now.
package release

import (
	"io"
	"io/fs"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/table"
)

// Dir holds the releases of a project, a folder each.
const Dir = dataset.Dir + "/releases"

// The names of files in a release's folder.
const (
	manifestFile   = "release.json"
	tableExtension = ".csv"
	descExtension  = ".resource.json"
)

// Release is the data of a portal at one version.
type Release struct {
	Name      string // of the data package: software and links know it by this
	Version   Version
	Date      string // ISO date on which it was published
	Previous  string // the version before it; "" for the first
	Withdrawn bool   // its files were taken back: it has no datasets
	Datasets  []*Dataset
}

// Dataset finds a dataset by name, or gives nil.
func (r *Release) Dataset(name string) *Dataset {
	for _, d := range r.Datasets {
		if d.Name == name {
			return d
		}
	}
	return nil
}

// Dataset is a dataset in a release.
type Dataset struct {
	Name       string
	Rows       int
	Suppressed []string // fields in which disclosure control hides cells
	CSV        File
	Descriptor File

	doc   *document
	table func() (*table.Table, error)
	write func(io.Writer) error
}

// File is a frozen file.
type File struct {
	Release string // the release whose folder has it
	Bytes   int64
	SHA256  string // in hexadecimal
}

// Table reads the rows.
func (d *Dataset) Table() (*table.Table, error) { return d.table() }

// WriteCSV writes the published CSV.
func (d *Dataset) WriteCSV(w io.Writer) error { return d.write(w) }

// Resource gives the dataset as its descriptor told of it then, with its rows.
func (d *Dataset) Resource() (*dataset.Resource, error) {
	r := d.doc.resource()
	t, err := d.Table()
	if err != nil {
		return nil, err
	}
	r.Schema, r.Table = *t.Schema, t
	return r, nil
}

// Newest is the last release that was not withdrawn, or nil.
func Newest(all []*Release) *Release {
	for _, r := range all {
		if !r.Withdrawn {
			return r
		}
	}
	return nil
}

// path is where a frozen file stands in the project.
func (f File) path(name string) string { return Dir + "/" + f.Release + "/" + name }

func (d *Dataset) copyOf(project fs.FS, name string) func(io.Writer) error {
	return func(w io.Writer) error { return copyFile(project, name, w) }
}

// copyFile writes a file of the project.
func copyFile(project fs.FS, name string, to io.Writer) error {
	f, err := project.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(to, f)
	return err
}
