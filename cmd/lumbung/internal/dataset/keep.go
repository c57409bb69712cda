package dataset

import (
	"bytes"
	"encoding/binary"
	"io"
	"os"
	"path/filepath"
	"slices"

	"lumbung/cmd/lumbung/internal/table"
)

// Keep leaves tables for the next build, once all checks have passed. told says of which
// something was told; sums gives the sums of a table's rows. What cannot be kept costs time
// and nothing else.
func (s *Store) Keep(pkg *Package, told func(r *Resource) bool, sums func(t *table.Table) []uint64) {
	heads := map[*Resource]*keptHead{}
	for _, r := range pkg.Resources {
		if r.Table == nil || r.origin == nil || r.Table.Len() < s.Rows || !r.mayKeep() || told(r) {
			continue
		}
		if head, err := s.keepParts(r, sums); err == nil {
			heads[r] = head
		}
	}
	var dirs []string
	for r, head := range heads {
		head.Followed = followed(pkg, r, heads)
		if s.keepHead(r, head) == nil {
			dirs = append(dirs, filepath.Base(s.dir(r)))
		}
	}
	tidy(s.Dir, dirs)
}

// keepParts writes the parts of a table that are not there.
func (s *Store) keepParts(r *Resource, sums func(t *table.Table) []uint64) (*keptHead, error) {
	o, dir := r.origin, s.dir(r)
	if o.whole {
		head := o.kept.keptHead
		return &head, nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	head := &keptHead{Key: s.Key(r), Header: o.header, Rows: r.Table.Len(), Columns: make([]part, len(r.Schema.Fields))}
	var err error
	for col := range head.Columns {
		if r.Passed(col) {
			head.Columns[col] = o.kept.Columns[col]
			continue
		}
		if head.Columns[col], err = writePart(dir, func(out io.Writer) error { return r.Table.WriteColumn(out, col) }); err != nil {
			return nil, err
		}
	}
	if head.Sums, err = writePart(dir, func(out io.Writer) error { return writeNumbers(out, sums(r.Table)) }); err != nil {
		return nil, err
	}
	head.Blocks, err = writePart(dir, func(out io.Writer) error {
		_, err := out.Write(encodeBlocks(o.blocks))
		return err
	})
	return head, err
}

func writeNumbers(out io.Writer, numbers []uint64) error {
	b := make([]byte, 0, 32<<10)
	for part := range slices.Chunk(numbers, cap(b)/8) {
		b = b[:0]
		for _, n := range part {
			b = binary.LittleEndian.AppendUint64(b, n)
		}
		if _, err := out.Write(b); err != nil {
			return err
		}
	}
	return nil
}

// followed are the columns that a resource's foreign keys were followed to.
func followed(pkg *Package, r *Resource, heads map[*Resource]*keptHead) [][]part {
	all := make([][]part, len(r.Schema.ForeignKeys))
	for i := range r.Schema.ForeignKeys {
		fk := &r.Schema.ForeignKeys[i]
		target := r
		if fk.Resource != "" {
			target = pkg.Resource(fk.Resource)
		}
		if head := heads[target]; target != nil && head != nil {
			for _, name := range fk.Reference {
				if col := target.Schema.Index(name); col >= 0 {
					all[i] = append(all[i], head.Columns[col])
				}
			}
		}
	}
	return all
}

// keepHead writes the head of a table whose parts are there, and removes parts that it does
// not need any more.
func (s *Store) keepHead(r *Resource, head *keptHead) error {
	b, err := head.bytes()
	if err != nil {
		return err
	}
	dir := s.dir(r)
	if old, err := os.ReadFile(filepath.Join(dir, headName)); err != nil || !bytes.Equal(old, b) {
		err := place(dir, func(out io.Writer) (string, error) {
			_, err := out.Write(b)
			return headName, err
		})
		if err != nil {
			return err
		}
	}
	tidy(dir, head.parts())
	return nil
}
