package export

import (
	"fmt"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/table"
)

// refusePrivate is a last gate: fields marked private are taken out long before, and a
// table that still has one is not written in any form.
func refusePrivate(t *table.Table) error {
	for i := range t.Schema.Fields {
		if f := &t.Schema.Fields[i]; f.Private {
			return fmt.Errorf("field %q is private and cannot be published", f.Name)
		}
	}
	return nil
}

// refusePrivate looks at all tables of a book.
func (b *Book) refusePrivate() error {
	for _, r := range b.Resources {
		if err := refusePrivate(r.Table); err != nil {
			return fmt.Errorf("dataset %s: %w", r.Name, err)
		}
	}
	return nil
}

// Notes lists the notes of a dataset that can be published: one that is about a field
// which is not, or finds its rows by the values of such a field, would tell of it.
func Notes(r *dataset.Resource) []dataset.Note {
	var public []dataset.Note
	for _, n := range r.Notes {
		if notePublic(&n, r.Table.Schema) {
			public = append(public, n)
		}
	}
	return public
}

func notePublic(n *dataset.Note, s *table.Schema) bool {
	if n.Field != "" && s.Index(n.Field) < 0 {
		return false
	}
	for field := range n.Where {
		if s.Index(field) < 0 {
			return false
		}
	}
	return true
}
