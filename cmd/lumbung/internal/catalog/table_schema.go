package catalog

import (
	"encoding/json"
	"sort"
	"strings"

	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
)

// tableSchema describes a table as it is published: canonical values, so none of the
// source's decimal commas or date patterns. unit, concept, definition, classification,
// measure and source are Lumbung's additions, which the profile lets pass.
func (p *Portal) tableSchema(t *table.Table, lang locale.Lang, together bool) object {
	s := t.Schema
	fields := make([]object, len(s.Fields))
	for i := range s.Fields {
		fields[i] = schemaField(t, i, lang)
	}
	o := object{}
	o.set("$schema", profiles+"tableschema.json")
	o.set("fields", fields)
	o.set("primaryKey", s.PrimaryKey)
	var unique []any
	for _, key := range s.UniqueKeys {
		unique = append(unique, key)
	}
	o.set("uniqueKeys", unique)
	o.set("foreignKeys", p.foreignKeys(s, together))
	return o
}

// foreignKeys leaves out those to tables that are not in the same descriptor, and to
// fields that are not published: a reader could not follow them.
func (p *Portal) foreignKeys(s *table.Schema, together bool) []object {
	var list []object
	for _, fk := range s.ForeignKeys {
		if fk.Resource != "" && (!together || !p.publishes(fk.Resource, fk.Reference)) {
			continue
		}
		o, reference := object{}, object{}
		reference.set("resource", fk.Resource)
		reference.set("fields", fk.Reference)
		o.set("fields", fk.Fields)
		o.set("reference", reference)
		list = append(list, o)
	}
	return list
}

// publishes says whether a dataset is published with the fields.
func (p *Portal) publishes(name string, fields []string) bool {
	d := p.Dataset(name)
	if d == nil || d.Table == nil {
		return false
	}
	for _, f := range fields {
		if d.Table.Schema.Index(f) < 0 {
			return false
		}
	}
	return true
}

func schemaField(t *table.Table, col int, lang locale.Lang) object {
	f := &t.Schema.Fields[col]
	absent := absentIn(t, col)
	o := object{}
	o.set("name", f.Name)
	o.set("type", publishedType(f.Type))
	o.set("format", publishedFormat(f))
	o.set("title", f.Title.In(lang))
	o.set("description", first(f.Description.In(lang), f.Definition.In(lang)))
	o.set("example", f.Example)
	o.set("constraints", constraintObject(f, absent))
	o.set("categories", categoryValues(f, lang))
	if f.CategoriesOrdered && len(f.Categories) > 0 {
		o.set("categoriesOrdered", true)
	}
	o.set("missingValues", missingValues(t, f, absent, lang))
	o.set("rdfType", f.RDFType)
	o.set("unit", f.Unit.In(lang))
	o.set("concept", f.Concept.In(lang))
	o.set("definition", f.Definition.In(lang))
	o.set("classification", f.Classification.In(lang))
	o.set("measure", f.Measure.In(lang))
	o.set("source", f.Source.In(lang))
	return o
}

// publishedType is the type of the published values. A list is published as JSON: the
// profile of version 2.0 does not accept the type "list", which its own text defines.
func publishedType(t table.Type) string {
	if t == table.List {
		return table.Array.String()
	}
	return t.String()
}

// publishedFormat keeps the formats that are about meaning; dates and times are published
// in the default form, whatever the source wrote.
func publishedFormat(f *table.Field) string {
	switch f.Type {
	case table.String, table.Geopoint, table.Geojson:
		if f.Format != "default" {
			return f.Format
		}
	}
	return ""
}

// constraintObject gives the limits of a field. A required field whose values are
// suppressed here and there is not required of the published table.
func constraintObject(f *table.Field, absent absence) object {
	c, o := &f.Constraints, object{}
	if c.Required && !absent.missing && !absent.suppressed {
		o.set("required", true)
	}
	if c.Unique {
		o.set("unique", true)
	}
	var enum []any
	for _, v := range c.Enum {
		enum = append(enum, typed(f.Type, v))
	}
	o.set("enum", enum)
	if c.MinLength != nil {
		o.set("minLength", *c.MinLength)
	}
	if c.MaxLength != nil {
		o.set("maxLength", *c.MaxLength)
	}
	for _, limit := range []struct{ name, value string }{
		{"minimum", c.Minimum}, {"maximum", c.Maximum}, {"exclusiveMinimum", c.ExclusiveMinimum}, {"exclusiveMaximum", c.ExclusiveMaximum},
	} {
		o.set(limit.name, typed(f.Type, limit.value))
	}
	o.set("pattern", c.Pattern)
	if json.Valid([]byte(c.JSONSchema)) && strings.HasPrefix(c.JSONSchema, "{") {
		o.set("jsonSchema", json.RawMessage(c.JSONSchema))
	}
	return o
}

// typed gives a canonical value as JSON of its type.
func typed(t table.Type, canonical string) any {
	switch {
	case t.Numeric() || t == table.Year:
		return number(canonical)
	case t == table.Boolean && canonical != "":
		return canonical == "true"
	}
	return canonical
}

func categoryValues(f *table.Field, lang locale.Lang) []any {
	if f.Type != table.String && f.Type != table.Integer {
		return nil // the standard has categories of these two types only
	}
	var list []any
	for _, c := range f.Categories {
		if c.Label.IsZero() {
			list = append(list, typed(f.Type, c.Value))
			continue
		}
		o := object{}
		o.set("value", typed(f.Type, c.Value))
		o.set("label", c.Label.In(lang))
		list = append(list, o)
	}
	return list
}

func sortedKeys(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
