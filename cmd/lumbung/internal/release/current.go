package release

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"

	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
)

// WriteCSV writes a table as the published CSV. The writer of downloads belongs to a later
// stage than this package, so it is handed in.
type WriteCSV func(w io.Writer, t *table.Table) error

// Current is the data as it is now, as a release that is not frozen. The resources hold
// published tables: what must not be seen is no longer in them.
func Current(site *config.Site, resources []*dataset.Resource, write WriteCSV) (*Release, error) {
	r := &Release{Name: locale.Slug(site.Title.In(site.Main())), Date: site.Date}
	r.Version, _ = ParseVersion(site.Version)
	for _, res := range resources {
		if res.Table == nil {
			continue
		}
		d, err := currentDataset(res, write)
		if err != nil {
			return nil, fmt.Errorf("dataset %s: %w", res.Name, err)
		}
		r.Datasets = append(r.Datasets, d)
	}
	return r, nil
}

func currentDataset(r *dataset.Resource, write WriteCSV) (*Dataset, error) {
	d := &Dataset{Name: r.Name, Rows: r.Table.Len(), Suppressed: suppressedFields(r.Table), doc: documentOf(r)}
	d.table = func() (*table.Table, error) { return r.Table, nil }
	d.write = func(w io.Writer) error { return write(w, r.Table) }
	var err error
	if d.CSV, err = measure(d.write); err != nil {
		return nil, err
	}
	content, err := d.doc.encode()
	if err != nil {
		return nil, err
	}
	d.Descriptor, err = measure(func(w io.Writer) error { _, err := w.Write(content); return err })
	return d, err
}

// suppressedFields names the fields in which cells are hidden.
func suppressedFields(t *table.Table) (names []string) {
	for col := range t.Schema.Fields {
		for row := range t.Len() {
			if !t.Has(row, col) && t.Value(row, col).State == table.Suppressed {
				names = append(names, t.Schema.Fields[col].Name)
				break
			}
		}
	}
	return names
}

// measure finds the size and the sum of what is written.
func measure(write func(io.Writer) error) (File, error) {
	m := newMeter()
	err := write(m)
	return m.file(), err
}

// meter counts and sums what passes.
type meter struct {
	n   int64
	sum interface {
		io.Writer
		Sum([]byte) []byte
	}
}

func newMeter() *meter { return &meter{sum: sha256.New()} }

// Write never fails.
func (m *meter) Write(b []byte) (int, error) {
	m.n += int64(len(b))
	return m.sum.Write(b)
}

func (m *meter) file() File { return File{Bytes: m.n, SHA256: hex.EncodeToString(m.sum.Sum(nil))} }
