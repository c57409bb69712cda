package privacy

import (
	"slices"

	"lumbung/cmd/lumbung/internal/table"
)

// Strip gives a table without its private fields, their translations, and the keys that
// name them. Their texts are nowhere in it. A table without private fields comes back as
// it is.
func Strip(t *table.Table) *table.Table {
	var kept []int
	for i := range t.Schema.Fields {
		if !private(t.Schema, &t.Schema.Fields[i]) {
			kept = append(kept, i)
		}
	}
	if len(kept) == len(t.Schema.Fields) {
		return t
	}
	b := table.NewBuilder(StripSchema(t.Schema), t.Len())
	values := make([]table.Value, len(kept))
	for row := range t.Len() {
		for i, col := range kept {
			values[i] = t.Value(row, col)
		}
		b.Append(values)
	}
	return b.Table()
}

// StripSchema gives a schema without its private fields. A key that names one goes whole:
// what is left of it may not be unique.
func StripSchema(s *table.Schema) *table.Schema {
	gone := func(name string) bool {
		f := s.Field(name)
		return f != nil && private(s, f)
	}
	out := *s
	out.Fields, out.UniqueKeys, out.ForeignKeys = nil, nil, nil
	for i := range s.Fields {
		if !private(s, &s.Fields[i]) {
			out.Fields = append(out.Fields, s.Fields[i])
		}
	}
	if slices.ContainsFunc(s.PrimaryKey, gone) {
		out.PrimaryKey = nil
	}
	for _, key := range s.UniqueKeys {
		if !slices.ContainsFunc(key, gone) {
			out.UniqueKeys = append(out.UniqueKeys, key)
		}
	}
	for _, key := range s.ForeignKeys {
		toSelf := key.Resource == "" && slices.ContainsFunc(key.Reference, gone)
		if !toSelf && !slices.ContainsFunc(key.Fields, gone) {
			out.ForeignKeys = append(out.ForeignKeys, key)
		}
	}
	return &out
}

// private says whether a field, or the one it translates, is private.
func private(s *table.Schema, f *table.Field) bool {
	if f.Private {
		return true
	}
	name, _ := f.Base()
	base := s.Field(name)
	return base != nil && base.Private
}
