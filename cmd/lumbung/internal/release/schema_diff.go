package release

import (
	"fmt"
	"slices"

	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
)

// schemaDiff compares the columns of a dataset at two versions.
type schemaDiff struct {
	change    *DatasetChange
	old, next *schemaDoc
	pairs     []fieldPair // fields that are in both, in the newer one's order
	changed   int
	meaning   int // facts about values that look the same and mean something else
}

// fieldPair is the same field at two versions, by its place in each.
type fieldPair struct{ old, next int }

// match finds which field is which: by name, then those that stand at the same place with
// the same type and the same values, which have only been renamed. The tables are nil when
// they are the same file.
func (s *schemaDiff) match(old, next *table.Table) {
	for i := range s.next.Fields {
		at := slices.IndexFunc(s.old.Fields, func(f fieldDoc) bool { return f.Name == s.next.Fields[i].Name })
		if at < 0 && i < len(s.old.Fields) && len(s.old.Fields) == len(s.next.Fields) && s.lost(i) && s.old.Fields[i].Type == s.next.Fields[i].Type && sameColumn(old, next, i) {
			at = i
		}
		if at >= 0 {
			s.pairs = append(s.pairs, fieldPair{at, i})
		}
	}
}

// lost says whether the old field at a place has no namesake.
func (s *schemaDiff) lost(i int) bool {
	return !slices.ContainsFunc(s.next.Fields, func(f fieldDoc) bool { return f.Name == s.old.Fields[i].Name })
}

func sameColumn(old, next *table.Table, col int) bool {
	if old == nil || old.Len() != next.Len() || old.Len() == 0 {
		return false
	}
	for row := range old.Len() {
		if old.Value(row, col) != next.Value(row, col) {
			return false
		}
	}
	return true
}

func (s *schemaDiff) tell(step Step, text locale.Text) {
	s.change.Facts = append(s.change.Facts, Fact{step, text})
}

// compare tells what changed in the structure: what software that reads the data relies on.
func (s *schemaDiff) compare() {
	s.addedAndRemoved()
	for _, p := range s.pairs {
		s.field(&s.old.Fields[p.old], &s.next.Fields[p.next])
	}
	if !slices.Equal(s.old.PrimaryKey, s.oldNames(s.next.PrimaryKey)) {
		s.tell(Major, words("Kunci utama diubah.", "The primary key changed."))
	}
	gone, come := setDiff(keySet(s.old.UniqueKeys, nil), keySet(s.next.UniqueKeys, s.oldNames))
	if len(come) > 0 {
		s.tell(Major, words("Kunci unik ditambah.", "A unique key was added."))
	}
	if len(gone) > 0 {
		s.tell(Minor, words("Kunci unik dihapus.", "A unique key was removed."))
	}
	gone, come = setDiff(referenceSet(s.old.ForeignKeys, nil), referenceSet(s.next.ForeignKeys, s.oldNames))
	if len(gone)+len(come) > 0 {
		s.tell(Minor, words("Rujukan ke kumpulan data lain diubah.", "The references to other datasets changed."))
	}
}

func (s *schemaDiff) addedAndRemoved() {
	var added, removed []string
	for i := range s.next.Fields {
		if !slices.ContainsFunc(s.pairs, func(p fieldPair) bool { return p.next == i }) {
			added = append(added, s.next.Fields[i].Name)
		}
	}
	for i := range s.old.Fields {
		if !slices.ContainsFunc(s.pairs, func(p fieldPair) bool { return p.old == i }) {
			removed = append(removed, s.old.Fields[i].Name)
		}
	}
	s.changed += len(added) + len(removed)
	if len(added) > 0 {
		s.tell(Major, joined(added, "Kolom ditambah: %s.", "Field added: %s.", "Fields added: %s."))
	}
	if len(removed) > 0 {
		s.tell(Major, joined(removed, "Kolom dihapus: %s.", "Field removed: %s.", "Fields removed: %s."))
	}
	if !slices.IsSortedFunc(s.pairs, func(a, b fieldPair) int { return a.old - b.old }) {
		s.changed++
		s.tell(Major, words("Urutan kolom diubah.", "The order of the fields changed."))
	}
}

func (s *schemaDiff) field(old, next *fieldDoc) {
	name := next.Name
	if old.Name != name {
		s.changed++
		s.tell(Major, words(fmt.Sprintf("Kolom “%s” berganti nama menjadi “%s”.", old.Name, name), fmt.Sprintf("Field “%s” was renamed “%s”.", old.Name, name)))
	}
	if old.Type != next.Type || old.ItemType != next.ItemType {
		s.changed++
		s.tell(Major, words(fmt.Sprintf("Jenis kolom “%s” berubah dari %s menjadi %s.", name, old.Type, next.Type),
			fmt.Sprintf("The type of field “%s” changed from %s to %s.", name, old.Type, next.Type)))
	}
	if old.Format != next.Format {
		s.changed++
		s.tell(Major, words(fmt.Sprintf("Format kolom “%s” diubah.", name), fmt.Sprintf("The format of field “%s” changed.", name)))
	}
	s.understood(old, next)
	switch constraintStep(old, next) {
	case Major:
		s.tell(Major, words(fmt.Sprintf("Aturan kolom “%s” diperketat.", name), fmt.Sprintf("The constraints of field “%s” are tighter.", name)))
	case Minor:
		s.tell(Minor, words(fmt.Sprintf("Aturan kolom “%s” dilonggarkan.", name), fmt.Sprintf("The constraints of field “%s” are looser.", name)))
	}
}

// understood tells of what makes other values of the same digits: 12 people are not 12
// households. The recipe counts it among descriptions, but readers must be told.
func (s *schemaDiff) understood(old, next *fieldDoc) {
	for _, c := range []struct {
		old, next text
		id, en    string
	}{
		{old.Unit, next.Unit, "Satuan kolom “%s” diubah.", "The unit of field “%s” changed."},
		{old.Measure, next.Measure, "Ukuran kolom “%s” diubah.", "The measure of field “%s” changed."},
	} {
		if !sameJSON(c.old, c.next) {
			s.meaning++
			s.changed++
			s.tell(Patch, words(fmt.Sprintf(c.id, next.Name), fmt.Sprintf(c.en, next.Name)))
		}
	}
}

// oldNames gives fields of the newer version the names that they had.
func (s *schemaDiff) oldNames(names []string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = name
		for _, p := range s.pairs {
			if s.next.Fields[p.next].Name == name {
				out[i] = s.old.Fields[p.old].Name
			}
		}
	}
	return out
}

func keySet(keys [][]string, rename func([]string) []string) (set []string) {
	for _, key := range keys {
		if rename != nil {
			key = rename(key)
		}
		set = append(set, fmt.Sprintf("%q", key))
	}
	return set
}

func referenceSet(keys []foreignKeyDoc, rename func([]string) []string) (set []string) {
	for _, fk := range keys {
		fields := fk.Fields
		if rename != nil {
			fields = rename(fields)
		}
		set = append(set, fmt.Sprintf("%q %q %q", fields, fk.Reference.Resource, fk.Reference.Fields))
	}
	return set
}

// setDiff gives what only the first has, and what only the second has.
func setDiff(a, b []string) (gone, come []string) {
	for _, x := range a {
		if !slices.Contains(b, x) {
			gone = append(gone, x)
		}
	}
	for _, x := range b {
		if !slices.Contains(a, x) {
			come = append(come, x)
		}
	}
	return gone, come
}

// describe tells what changed in what is only said of the data.
func (s *schemaDiff) describe(old, next *document) {
	var fields []string
	for _, p := range s.pairs {
		if a, b := &s.old.Fields[p.old], &s.next.Fields[p.next]; !sameJSON(described(*a), described(*b)) {
			fields = append(fields, b.Name)
		}
	}
	a, b := *old, *next
	a.Schema, b.Schema = schemaDoc{MissingValues: a.Schema.MissingValues}, schemaDoc{MissingValues: b.Schema.MissingValues}
	if !sameJSON(a, b) {
		s.tell(Patch, words("Keterangan kumpulan data diperbaiki.", "The description of the dataset was revised."))
	}
	if len(fields) > 0 {
		s.tell(Patch, joined(fields, "Keterangan kolom diperbaiki: %s.", "The description of a field was revised: %s.", "The descriptions of fields were revised: %s."))
	}
}

// described is a field without its structure (name, type and limits), without unit and
// measure, and without what readers are not told. Of categories the labels remain.
func described(f fieldDoc) fieldDoc {
	f.Name, f.Type, f.Format, f.ItemType, f.Constraints, f.Privacy = "", "", "", "", constraintsDoc{}, waiverDoc{}
	f.Unit, f.Measure = text{}, text{}
	var labels []valueDoc
	for _, c := range f.Categories {
		if !c.Label.IsZero() {
			labels = append(labels, c)
		}
	}
	f.Categories = labels
	return f
}

func sameJSON(a, b any) bool {
	x, errX := plainJSON(a)
	y, errY := plainJSON(b)
	return errX == nil && errY == nil && string(x) == string(y)
}
