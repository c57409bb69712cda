package dataset

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/table"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

var (
	errNames      = errors.New("expected the name of a field, or a list of names")
	errValueLabel = errors.New(`expected a value, or a table of "value" and "label"`)
)

// decode reads one descriptor. name is the file's name without .toml. A dataset whose
// descriptor is wrong has neither path nor query, and so no table: it is known by its name,
// so that nobody is told that there is no such dataset.
func decode(file *diag.File, name string, log *diag.Log) *Resource {
	var d descriptor
	doc, _ := tomlfile.Decode(file, &d, log)
	r := d.resource(doc)
	if r.Name == "" {
		r.Name = name
	}
	if doc.Whole() {
		unknown := log.Errors()
		(&validator{r: r, d: &d, log: log}).resource(name)
		if log.Errors() == unknown {
			return r // unknown keys do not keep the table from being read
		}
	}
	return &Resource{Name: r.Name, Title: r.Title, Order: r.Order, Private: r.Private, Doc: doc, CSV: &diag.File{}}
}

// scalar is the canonical text of a TOML value: numbers as they mean, dates in ISO 8601.
func scalar(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	case time.Time:
		return strings.TrimSuffix(v.Format("2006-01-02T15:04:05"), "T00:00:00")
	}
	return fmt.Sprint(v)
}

func scalars(values []any) []string {
	var out []string
	for _, v := range values {
		out = append(out, scalar(v))
	}
	return out
}

func scalarMap(m map[string]any) map[string]string {
	if len(m) == 0 {
		return nil
	}
	out := make(map[string]string, len(m))
	for k, v := range m {
		out[k] = scalar(v)
	}
	return out
}

func (d *descriptor) resource(doc *tomlfile.Doc) *Resource {
	r := &Resource{
		Name: d.Name, Path: d.Path, Query: strings.TrimSpace(d.Query),
		Title: d.Title, Description: d.Description, Keywords: d.Keywords, Coverage: d.Coverage,
		Spatial: d.Spatial, Temporal: d.Temporal, DOI: d.DOI, Group: d.Group, Order: d.Order,
		Limits: d.Limits, Charts: d.Charts, Licenses: d.Licenses, Sources: d.Sources,
		Encoding: d.Encoding, Disclosure: d.Disclosure, Privacy: d.Privacy, Scores: d.Scores, Private: d.Private, Doc: doc,
	}
	r.Dialect = d.Dialect.dialect()
	r.Schema = d.Schema.schema()
	for i := range r.Schema.Fields {
		f := &r.Schema.Fields[i]
		f.Private = f.Private || r.Private // and so is masked, kept nowhere and let out by nobody
	}
	for i, n := range d.Notes {
		r.Notes = append(r.Notes, Note{n.Field, scalarMap(n.Where), n.Text, tomlfile.Item("notes", i)})
	}
	if p := d.Profile; p != nil {
		converted := Profile(*p)
		r.Profile = &converted
	}
	for i, t := range d.Tests {
		r.Tests = append(r.Tests, t.test(tomlfile.Item("tests", i)))
	}
	return r
}

func (t *dataTest) test(path string) Test {
	out := Test{Name: t.Name, Kind: t.Kind, Severity: t.Severity, SQL: strings.TrimSpace(t.SQL), Field: t.Field, Of: t.Of,
		Base: scalar(t.Base), Equals: scalar(t.Equals), Lower: t.Lower, Upper: t.Upper, By: t.By, Decimals: t.Decimals,
		Rounding: t.Rounding, Where: scalarMap(t.Where), Text: t.Text, Path: path}
	if out.Kind == "" && out.SQL != "" {
		out.Kind = "sql"
	}
	for i, w := range t.Waivers {
		out.Waivers = append(out.Waivers, Waiver{scalarMap(w.Where), w.Reason, tomlfile.Item(tomlfile.Key(path, "waivers"), i)})
	}
	return out
}

func (s *schema) schema() table.Schema {
	out := table.Schema{PrimaryKey: s.PrimaryKey, UniqueKeys: s.UniqueKeys}
	out.FieldsMatch = scalar(s.FieldsMatch)
	if list, ok := s.FieldsMatch.([]any); ok && len(list) == 1 { // the shipped 2.0 profile wants an array
		out.FieldsMatch = scalar(list[0])
	}
	for _, fk := range s.ForeignKeys {
		out.ForeignKeys = append(out.ForeignKeys, table.ForeignKey{Fields: fk.Fields, Resource: fk.Reference.Resource, Reference: fk.Reference.Fields})
	}
	out.MissingValues = missingValues(s.MissingValues)
	for i := range s.Fields {
		out.Fields = append(out.Fields, s.Fields[i].field())
	}
	return out
}

func missingValues(in []missingValue) []table.MissingValue {
	var out []table.MissingValue
	for _, m := range in {
		out = append(out, table.MissingValue(m))
	}
	return out
}

func (f *field) field() table.Field {
	out := table.Field{
		Name: f.Name, Title: f.Title, Description: f.Description, Example: scalar(f.Example), Format: f.Format, RDFType: f.RDFType,
		DecimalChar: f.DecimalChar, GroupChar: f.GroupChar, AroundNumber: f.BareNumber != nil && !*f.BareNumber,
		TrueValues: f.TrueValues, FalseValues: f.FalseValues, Delimiter: f.Delimiter,
		MissingValues: missingValues(f.MissingValues), CategoriesOrdered: f.CategoriesOrdered,
		Unit: f.Unit, Concept: f.Concept, Definition: f.Definition, Classification: f.Classification,
		Measure: f.Measure, Source: f.Source, Private: f.Private,
	}
	if f.Privacy != nil {
		out.Privacy = table.PrivacyWaiver(*f.Privacy)
	}
	out.Type, _ = table.TypeNamed(f.Type)
	out.ItemType, _ = table.TypeNamed(f.ItemType)
	for _, c := range f.Categories {
		out.Categories = append(out.Categories, table.Category(c))
	}
	c := &f.Constraints
	out.Constraints = table.Constraints{
		Required: c.Required, Unique: c.Unique, Enum: scalars(c.Enum), MinLength: c.MinLength, MaxLength: c.MaxLength,
		Minimum: scalar(c.Minimum), Maximum: scalar(c.Maximum), ExclusiveMinimum: scalar(c.ExclusiveMinimum),
		ExclusiveMaximum: scalar(c.ExclusiveMaximum), Pattern: c.Pattern, JSONSchema: scalar(c.JSONSchema),
	}
	return out
}
