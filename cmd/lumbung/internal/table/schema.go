// Package table is Lumbung's data model: schemas in the words of Table Schema v2,
// exact values, and tables of them.
//
// A Field says what a column holds; Field.Cast is the only step from text to value.
// A Value keeps the canonical text of what it means ("58033", "18.3", "2016-03"), so
// that nothing is lost between the CSV, the page and the downloads: no decimal ever
// passes through a float. Decimals keep the zeros they were published with.
//
// A Table is columns of such values, compact enough for a million rows. It is made once
// by a Builder and not changed afterwards, so that pages can read it in parallel.
//
// Lumbung adds to Table Schema what Satu Data Indonesia requires of a variable (concept,
// definition, classification, measure, unit), texts in several languages, the place in
// the publication a figure was transcribed from, and fields that are never published.
package table

import (
	"strings"

	"lumbung/cmd/lumbung/internal/locale"
)

// Type is a Table Schema field type.
type Type uint8

// The field types of Table Schema v2.
const (
	Any Type = iota
	String
	Number
	Integer
	Boolean
	Object
	Array
	List
	Datetime
	Date
	Time
	Year
	Yearmonth
	Duration
	Geopoint
	Geojson
)

var typeNames = [...]string{"any", "string", "number", "integer", "boolean", "object", "array", "list",
	"datetime", "date", "time", "year", "yearmonth", "duration", "geopoint", "geojson"}

// String gives the type's name in Table Schema.
func (t Type) String() string { return typeNames[t] }

// TypeNamed finds a type by its name in Table Schema.
func TypeNamed(name string) (Type, bool) {
	for i, n := range typeNames {
		if n == name {
			return Type(i), true
		}
	}
	return Any, false
}

// TypeNames lists all types, for messages.
func TypeNames() []string { return typeNames[:] }

// Numeric says whether values of the type are numbers that can be compared and added.
func (t Type) Numeric() bool { return t == Number || t == Integer }

// MissingValue is a text in the source that stands for no value, and why there is none.
type MissingValue struct {
	Value string
	Label locale.Text
}

// Category is a value a field may take, and its name for readers.
type Category struct {
	Value string
	Label locale.Text
}

// Constraints limit the values of a field. Limits are canonical texts of the field's type.
type Constraints struct {
	Required         bool
	Unique           bool
	Enum             []string
	MinLength        *int
	MaxLength        *int
	Minimum          string
	Maximum          string
	ExclusiveMinimum string
	ExclusiveMaximum string
	Pattern          string // XML Schema regular expression
	JSONSchema       string
}

// Field is a column's description.
type Field struct {
	Name        string
	Title       locale.Text
	Description locale.Text
	Example     string
	Type        Type
	Format      string // "" is "default"
	RDFType     string

	DecimalChar string // "" is "."
	GroupChar   string // "" is none
	// AroundNumber is bareNumber = false: text around a number is cut off, "Rp600.000,-".
	AroundNumber bool
	TrueValues   []string
	FalseValues  []string
	Delimiter    string // of a list
	ItemType     Type   // of a list

	MissingValues     []MissingValue // nil: the schema's
	Categories        []Category
	CategoriesOrdered bool
	Constraints       Constraints

	// What Lumbung adds.
	Unit           locale.Text // satuan
	Concept        locale.Text // konsep
	Definition     locale.Text // definisi
	Classification locale.Text // klasifikasi
	Measure        locale.Text // ukuran
	Source         locale.Text // where in the publication, if not where the dataset says
	Private        bool        // never leaves the loader
	Privacy        PrivacyWaiver
}

// PrivacyWaiver lets kinds of personal data pass the privacy gate in one field: the phone
// number of an office, say.
type PrivacyWaiver struct {
	Allow  []string // kinds: "phone"
	Reason locale.Text
}

// Base gives the name of the field that a translation column belongs to, and its
// language: "uraian@en" is "uraian" in "en" (Data Package translation recipe).
func (f *Field) Base() (name string, lang locale.Lang) {
	name, tag, _ := strings.Cut(f.Name, "@")
	return name, locale.Lang(tag)
}

// CategoryLabel gives the label of a category value in a language.
func (f *Field) CategoryLabel(value string, lang locale.Lang) (string, bool) {
	for i := range f.Categories {
		if f.Categories[i].Value == value {
			if f.Categories[i].Label.IsZero() {
				return value, true
			}
			return f.Categories[i].Label.In(lang), true
		}
	}
	return "", false
}

// ForeignKey says that values of Fields stand in Reference.
type ForeignKey struct {
	Fields    []string
	Resource  string // "" is the table itself
	Reference []string
}

// Schema describes a table.
type Schema struct {
	Fields        []Field
	FieldsMatch   string // "" is "exact"
	PrimaryKey    []string
	UniqueKeys    [][]string
	ForeignKeys   []ForeignKey
	MissingValues []MissingValue // nil: the empty string
}

// Index finds a field by name, or gives -1.
func (s *Schema) Index(name string) int {
	for i := range s.Fields {
		if s.Fields[i].Name == name {
			return i
		}
	}
	return -1
}

// Field finds a field by name, or gives nil.
func (s *Schema) Field(name string) *Field {
	if i := s.Index(name); i >= 0 {
		return &s.Fields[i]
	}
	return nil
}

// Names lists the fields in order.
func (s *Schema) Names() []string {
	names := make([]string, len(s.Fields))
	for i := range s.Fields {
		names[i] = s.Fields[i].Name
	}
	return names
}

// Translated gives the column that shows a field in a language: its "name@lang" sibling
// where there is one, else the field itself.
func (s *Schema) Translated(name string, lang locale.Lang) int {
	if i := s.Index(name + "@" + string(lang)); i >= 0 {
		return i
	}
	return s.Index(name)
}
