package release

import (
	"fmt"
	"slices"

	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
)

// Changes is what differs between two releases.
type Changes struct {
	Datasets []*DatasetChange // those that differ: in the newer one's order, then those that are gone
	Renamed  *Fact            // the data package goes by another name; nil when it does not
}

// DatasetChange is what differs in a dataset.
type DatasetChange struct {
	Name  string
	Title locale.Text
	Facts []Fact // in the order in which they are told; a fact about Cells is the last

	FieldsChanged int // added, removed, renamed, of another type or unit
	RowsAdded     int
	RowsRemoved   int
	Cells         []CellChange
	Added         bool // the dataset is new
	Removed       bool // the dataset is gone
	Described     bool // only what is said of the data differs, not the data
}

// Fact is one difference, in words, and how far the version has to move for it.
type Fact struct {
	Step Step
	Text locale.Text
}

// CellChange is a value that was revised.
type CellChange struct {
	Key      []KeyPart // the row
	Old, New table.Value
	OldField *table.Field
	NewField *table.Field
}

// KeyPart is a field of a primary key and its canonical value.
type KeyPart struct {
	Field *table.Field
	Text  string
}

// Step is how far the version has to move for the dataset's change.
func (c *DatasetChange) Step() Step {
	step := None
	for _, f := range c.Facts {
		step = max(step, f.Step)
	}
	return step
}

// Step is how far the version has to move for all changes.
func (c *Changes) Step() Step {
	step := None
	if c.Renamed != nil {
		step = c.Renamed.Step
	}
	for _, d := range c.Datasets {
		step = max(step, d.Step())
	}
	return step
}

// Data gives the changes of datasets that are more than a better description.
func (c *Changes) Data() []*DatasetChange {
	return slices.DeleteFunc(slices.Clone(c.Datasets), func(d *DatasetChange) bool { return d.Described })
}

// Dataset finds what changed in a dataset, or gives nil.
func (c *Changes) Dataset(name string) *DatasetChange {
	for _, d := range c.Datasets {
		if d.Name == name {
			return d
		}
	}
	return nil
}

// Diff compares two releases. Tables with the same sum are not read.
func Diff(old, next *Release) (*Changes, error) {
	c := &Changes{}
	if old.Name != next.Name {
		c.Renamed = &Fact{Major, words("Nama paket data berubah dari “"+old.Name+"” menjadi “"+next.Name+"”.",
			"The data package was “"+old.Name+"” and is now “"+next.Name+"”.")}
	}
	for _, d := range next.Datasets {
		before := old.Dataset(d.Name)
		if before == nil {
			c.Datasets = append(c.Datasets, addedDataset(d))
			continue
		}
		if before.CSV.SHA256 == d.CSV.SHA256 && before.Descriptor.SHA256 == d.Descriptor.SHA256 {
			continue
		}
		change, err := diffDataset(old, next, before, d)
		if err != nil {
			return nil, fmt.Errorf("compare dataset %s of releases %s and %s: %w", d.Name, old.Version, next.Version, err)
		}
		if len(change.Facts) > 0 {
			c.Datasets = append(c.Datasets, change)
		}
	}
	for _, d := range old.Datasets {
		if next.Dataset(d.Name) == nil {
			c.Datasets = append(c.Datasets, &DatasetChange{Name: d.Name, Title: d.doc.Title.Text, Removed: true, Facts: []Fact{{Major,
				words("Kumpulan data “"+d.Name+"” tidak dimuat lagi.", "Dataset “"+d.Name+"” is no longer published.")}}})
		}
	}
	return c, nil
}

func addedDataset(d *Dataset) *DatasetChange {
	return &DatasetChange{Name: d.Name, Title: d.doc.Title.Text, Added: true, Facts: []Fact{{Minor, counted(d.Rows,
		"Kumpulan data baru dengan %s baris.", "New dataset with %s row.", "New dataset with %s rows.")}}}
}

func diffDataset(old, next *Release, before, after *Dataset) (*DatasetChange, error) {
	c := &DatasetChange{Name: after.Name, Title: after.doc.Title.Text}
	var a, b *table.Table
	sameRows := before.CSV.SHA256 == after.CSV.SHA256
	if !sameRows {
		var err error
		if a, err = before.Table(); err != nil {
			return nil, err
		}
		if b, err = after.Table(); err != nil {
			return nil, err
		}
	}
	s := &schemaDiff{change: c, old: &before.doc.Schema, next: &after.doc.Schema}
	s.match(a, b)
	s.compare()
	c.FieldsChanged = s.changed
	structure := len(c.Facts)
	s.describe(before.doc, after.doc)
	if !sameRows {
		r := &rowDiff{change: c, old: a, next: b, pairs: s.pairs, referenced: referenced(old, c.Name) || referenced(next, c.Name)}
		r.compare(structure == s.meaning)
	}
	c.Described = structure == 0 && sameRows
	return c, nil
}

// referenced says whether another dataset of a release refers to a dataset's rows.
func referenced(r *Release, name string) bool {
	for _, d := range r.Datasets {
		for _, fk := range d.doc.Schema.ForeignKeys {
			if fk.Reference.Resource == name && d.Name != name {
				return true
			}
		}
	}
	return false
}
