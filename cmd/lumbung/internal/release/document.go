package release

import (
	"bytes"
	"encoding/json"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/table"
)

// document is NAME.resource.json: a dataset's descriptor as far as it is about what is
// published. How the source wrote numbers and dates is not: the frozen values are canonical.
type document struct {
	Name        string       `json:"name"`
	Title       text         `json:"title,omitzero"`
	Description text         `json:"description,omitzero"`
	Coverage    text         `json:"coverage,omitzero"`
	Spatial     text         `json:"spatial,omitzero"`
	Temporal    string       `json:"temporal,omitempty"`
	Limits      []text       `json:"limits,omitempty"`
	Licenses    []licenseDoc `json:"licenses,omitempty"`
	Sources     []sourceDoc  `json:"sources,omitempty"`
	Query       string       `json:"query,omitempty"`
	Privacy     waiverDoc    `json:"privacy,omitzero"` // of the texts above
	Schema      schemaDoc    `json:"schema"`
}

type licenseDoc struct {
	Name  string `json:"name,omitempty"`
	Title text   `json:"title,omitzero"`
	Path  string `json:"path,omitempty"`
}

type sourceDoc struct {
	Publication string `json:"publication,omitempty"`
	Locator     text   `json:"locator,omitzero"`
	Title       text   `json:"title,omitzero"`
	Path        string `json:"path,omitempty"`
	Version     string `json:"version,omitempty"`
}

type schemaDoc struct {
	Fields        []fieldDoc      `json:"fields"`
	PrimaryKey    []string        `json:"primaryKey,omitempty"`
	UniqueKeys    [][]string      `json:"uniqueKeys,omitempty"`
	ForeignKeys   []foreignKeyDoc `json:"foreignKeys,omitempty"`
	MissingValues []valueDoc      `json:"missingValues,omitempty"`
}

type foreignKeyDoc struct {
	Fields    []string     `json:"fields"`
	Reference referenceDoc `json:"reference"`
}

type referenceDoc struct {
	Resource string   `json:"resource,omitempty"`
	Fields   []string `json:"fields"`
}

type fieldDoc struct {
	Name              string         `json:"name"`
	Type              string         `json:"type"`
	Format            string         `json:"format,omitempty"`
	ItemType          string         `json:"itemType,omitempty"`
	Title             text           `json:"title,omitzero"`
	Description       text           `json:"description,omitzero"`
	Example           string         `json:"example,omitempty"`
	RDFType           string         `json:"rdfType,omitempty"`
	Unit              text           `json:"unit,omitzero"`
	Concept           text           `json:"concept,omitzero"`
	Definition        text           `json:"definition,omitzero"`
	Classification    text           `json:"classification,omitzero"`
	Measure           text           `json:"measure,omitzero"`
	Source            text           `json:"source,omitzero"`
	MissingValues     []valueDoc     `json:"missingValues,omitempty"`
	Categories        []valueDoc     `json:"categories,omitempty"`
	CategoriesOrdered bool           `json:"categoriesOrdered,omitempty"`
	Constraints       constraintsDoc `json:"constraints,omitzero"`
	Privacy           waiverDoc      `json:"privacy,omitzero"`
}

// waiverDoc is what let personal data pass the gate when the field was frozen. It counts
// where the field is no longer there to say so itself.
type waiverDoc struct {
	Allow  []string `json:"allow,omitempty"`
	Reason text     `json:"reason,omitzero"`
}

// IsZero says that nothing was let pass.
func (d waiverDoc) IsZero() bool { return len(d.Allow) == 0 }

type valueDoc struct {
	Value string `json:"value"`
	Label text   `json:"label,omitzero"`
}

// constraintsDoc holds limits as canonical texts.
type constraintsDoc struct {
	Required         bool     `json:"required,omitempty"`
	Unique           bool     `json:"unique,omitempty"`
	Enum             []string `json:"enum,omitempty"`
	MinLength        *int     `json:"minLength,omitempty"`
	MaxLength        *int     `json:"maxLength,omitempty"`
	Minimum          string   `json:"minimum,omitempty"`
	Maximum          string   `json:"maximum,omitempty"`
	ExclusiveMinimum string   `json:"exclusiveMinimum,omitempty"`
	ExclusiveMaximum string   `json:"exclusiveMaximum,omitempty"`
	Pattern          string   `json:"pattern,omitempty"`
	JSONSchema       string   `json:"jsonSchema,omitempty"`
}

// IsZero says that a field has no constraints.
func (c constraintsDoc) IsZero() bool {
	return !c.Required && !c.Unique && len(c.Enum) == 0 && c.MinLength == nil && c.MaxLength == nil && c.Minimum == "" && c.Maximum == "" &&
		c.ExclusiveMinimum == "" && c.ExclusiveMaximum == "" && c.Pattern == "" && c.JSONSchema == ""
}

// documentOf describes a dataset by the schema of its published table.
func documentOf(r *dataset.Resource) *document {
	d := &document{Name: r.Name, Title: text{r.Title}, Description: text{r.Description}, Coverage: text{r.Coverage}, Spatial: text{r.Spatial},
		Temporal: r.Temporal, Query: r.Query}
	if r.Privacy != nil {
		d.Privacy = waiverDoc{r.Privacy.Allow, text{r.Privacy.Reason}}
	}
	for _, l := range r.Limits {
		d.Limits = append(d.Limits, text{l})
	}
	for _, l := range r.Licenses {
		d.Licenses = append(d.Licenses, licenseDoc{l.Name, text{l.Title}, l.Path})
	}
	for _, s := range r.Sources {
		d.Sources = append(d.Sources, sourceDoc{s.Publication, text{s.Locator}, text{s.Title}, s.Path, s.Version})
	}
	s := r.Table.Schema
	d.Schema = schemaDoc{PrimaryKey: s.PrimaryKey, UniqueKeys: s.UniqueKeys, MissingValues: missingDocs(s.MissingValues)}
	for _, fk := range s.ForeignKeys {
		d.Schema.ForeignKeys = append(d.Schema.ForeignKeys, foreignKeyDoc{fk.Fields, referenceDoc{fk.Resource, fk.Reference}})
	}
	for i := range s.Fields {
		d.Schema.Fields = append(d.Schema.Fields, fieldDocOf(&s.Fields[i]))
	}
	return d
}

func fieldDocOf(f *table.Field) fieldDoc {
	d := fieldDoc{Name: f.Name, Type: f.Type.String(), Format: publishedFormat(f), Title: text{f.Title}, Description: text{f.Description},
		Example: f.Example, RDFType: f.RDFType, Unit: text{f.Unit}, Concept: text{f.Concept}, Definition: text{f.Definition},
		Classification: text{f.Classification}, Measure: text{f.Measure}, Source: text{f.Source},
		MissingValues: missingDocs(f.MissingValues), CategoriesOrdered: f.CategoriesOrdered, Constraints: constraintsDoc(f.Constraints),
		Privacy: waiverDoc{f.Privacy.Allow, text{f.Privacy.Reason}}}
	if f.Type == table.List {
		d.ItemType = f.ItemType.String()
	}
	for _, c := range f.Categories {
		d.Categories = append(d.Categories, valueDoc{c.Value, text{c.Label}})
	}
	return d
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

func missingDocs(values []table.MissingValue) (docs []valueDoc) {
	for _, m := range values {
		docs = append(docs, valueDoc{m.Value, text{m.Label}})
	}
	return docs
}

// resource is the dataset that a document describes, without rows.
func (d *document) resource() *dataset.Resource {
	r := &dataset.Resource{Name: d.Name, Title: d.Title.Text, Description: d.Description.Text, Coverage: d.Coverage.Text, Spatial: d.Spatial.Text,
		Temporal: d.Temporal, Query: d.Query, Schema: *d.Schema.schema()}
	for _, l := range d.Limits {
		r.Limits = append(r.Limits, l.Text)
	}
	for _, l := range d.Licenses {
		r.Licenses = append(r.Licenses, dataset.License{Name: l.Name, Title: l.Title.Text, Path: l.Path})
	}
	for _, s := range d.Sources {
		r.Sources = append(r.Sources, dataset.Source{Publication: s.Publication, Locator: s.Locator.Text, Title: s.Title.Text, Path: s.Path, Version: s.Version})
	}
	return r
}

func (d *schemaDoc) schema() *table.Schema {
	s := &table.Schema{PrimaryKey: d.PrimaryKey, UniqueKeys: d.UniqueKeys, MissingValues: missingOf(d.MissingValues)}
	for _, fk := range d.ForeignKeys {
		s.ForeignKeys = append(s.ForeignKeys, table.ForeignKey{Fields: fk.Fields, Resource: fk.Reference.Resource, Reference: fk.Reference.Fields})
	}
	for i := range d.Fields {
		s.Fields = append(s.Fields, d.Fields[i].field())
	}
	return s
}

func (d *fieldDoc) field() table.Field {
	f := table.Field{Name: d.Name, Format: d.Format, Title: d.Title.Text, Description: d.Description.Text, Example: d.Example, RDFType: d.RDFType,
		Unit: d.Unit.Text, Concept: d.Concept.Text, Definition: d.Definition.Text, Classification: d.Classification.Text,
		Measure: d.Measure.Text, Source: d.Source.Text, MissingValues: missingOf(d.MissingValues), CategoriesOrdered: d.CategoriesOrdered,
		Constraints: table.Constraints(d.Constraints), Privacy: table.PrivacyWaiver{Allow: d.Privacy.Allow, Reason: d.Privacy.Reason.Text}}
	f.Type, _ = table.TypeNamed(d.Type)
	f.ItemType, _ = table.TypeNamed(d.ItemType)
	for _, c := range d.Categories {
		f.Categories = append(f.Categories, table.Category{Value: c.Value, Label: c.Label.Text})
	}
	return f
}

func missingOf(docs []valueDoc) (values []table.MissingValue) {
	for _, d := range docs {
		values = append(values, table.MissingValue{Value: d.Value, Label: d.Label.Text})
	}
	return values
}

func (d *document) encode() ([]byte, error) { return indentedJSON(d) }

func decodeDocument(data []byte) (*document, error) {
	var d document
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&d); err != nil {
		return nil, err
	}
	return &d, nil
}
