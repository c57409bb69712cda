package dataset

import (
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/privacy"
)

// descriptor is a NAME.toml as it is written. Its keys are the standard's; those marked
// + are Lumbung's additions.
type descriptor struct {
	Name        string        `toml:"name"`
	Path        string        `toml:"path"`
	Query       string        `toml:"query"` // +
	Type        string        `toml:"type"`
	Title       locale.Text   `toml:"title"`
	Description locale.Text   `toml:"description"`
	Keywords    locale.Texts  `toml:"keywords"`
	Coverage    locale.Text   `toml:"coverage"` // +
	Spatial     locale.Text   `toml:"spatial"`  // +
	Temporal    string        `toml:"temporal"` // +
	DOI         string        `toml:"doi"`      // +
	Group       locale.Text   `toml:"group"`    // +
	Order       int           `toml:"order"`    // +
	Limits      []locale.Text `toml:"limits"`   // +
	Charts      []string      `toml:"charts"`   // +
	Licenses    []License     `toml:"licenses"`
	Sources     []Source      `toml:"sources"`
	Encoding    string        `toml:"encoding"`
	Format      string        `toml:"format"`
	MediaType   string        `toml:"mediatype"`
	Private     bool          `toml:"private"` // +

	Dialect dialect    `toml:"dialect"`
	Schema  schema     `toml:"schema"`
	Notes   []note     `toml:"notes"`   // +
	Profile *profile   `toml:"profile"` // +
	Tests   []dataTest `toml:"tests"`   // +

	Disclosure *privacy.Rule   `toml:"disclosure"` // +
	Privacy    *privacy.Waiver `toml:"privacy"`    // +
	Scores     *Scores         `toml:"scores"`     // +
}

type dialect struct {
	Delimiter        *string `toml:"delimiter"`
	QuoteChar        *string `toml:"quoteChar"`
	DoubleQuote      *bool   `toml:"doubleQuote"`
	EscapeChar       *string `toml:"escapeChar"`
	CommentChar      *string `toml:"commentChar"`
	CommentRows      []int   `toml:"commentRows"`
	Header           *bool   `toml:"header"`
	HeaderRows       []int   `toml:"headerRows"`
	HeaderJoin       *string `toml:"headerJoin"`
	LineTerminator   *string `toml:"lineTerminator"`
	NullSequence     *string `toml:"nullSequence"`
	SkipInitialSpace *bool   `toml:"skipInitialSpace"`
}

type schema struct {
	Fields        []field        `toml:"fields"`
	FieldsMatch   any            `toml:"fieldsMatch"`
	PrimaryKey    stringOrList   `toml:"primaryKey"`
	UniqueKeys    [][]string     `toml:"uniqueKeys"`
	ForeignKeys   []foreignKey   `toml:"foreignKeys"`
	MissingValues []missingValue `toml:"missingValues"`
}

type foreignKey struct {
	Fields    stringOrList `toml:"fields"`
	Reference struct {
		Resource string       `toml:"resource"`
		Fields   stringOrList `toml:"fields"`
	} `toml:"reference"`
}

type field struct {
	Name              string          `toml:"name"`
	Title             locale.Text     `toml:"title"`
	Description       locale.Text     `toml:"description"`
	Example           any             `toml:"example"`
	Type              string          `toml:"type"`
	Format            string          `toml:"format"`
	RDFType           string          `toml:"rdfType"`
	DecimalChar       string          `toml:"decimalChar"`
	GroupChar         string          `toml:"groupChar"`
	BareNumber        *bool           `toml:"bareNumber"`
	TrueValues        []string        `toml:"trueValues"`
	FalseValues       []string        `toml:"falseValues"`
	Delimiter         string          `toml:"delimiter"`
	ItemType          string          `toml:"itemType"`
	MissingValues     []missingValue  `toml:"missingValues"`
	Categories        []category      `toml:"categories"`
	CategoriesOrdered bool            `toml:"categoriesOrdered"`
	Constraints       constraints     `toml:"constraints"`
	Unit              locale.Text     `toml:"unit"`           // +
	Concept           locale.Text     `toml:"concept"`        // +
	Definition        locale.Text     `toml:"definition"`     // +
	Classification    locale.Text     `toml:"classification"` // +
	Measure           locale.Text     `toml:"measure"`        // +
	Source            locale.Text     `toml:"source"`         // +
	Private           bool            `toml:"private"`        // +
	Privacy           *privacy.Waiver `toml:"privacy"`        // +
}

type constraints struct {
	Required         bool   `toml:"required"`
	Unique           bool   `toml:"unique"`
	Enum             []any  `toml:"enum"`
	MinLength        *int   `toml:"minLength"`
	MaxLength        *int   `toml:"maxLength"`
	Minimum          any    `toml:"minimum"`
	Maximum          any    `toml:"maximum"`
	ExclusiveMinimum any    `toml:"exclusiveMinimum"`
	ExclusiveMaximum any    `toml:"exclusiveMaximum"`
	Pattern          string `toml:"pattern"`
	JSONSchema       any    `toml:"jsonSchema"`
}

type note struct {
	Field string         `toml:"field"`
	Where map[string]any `toml:"where"`
	Text  locale.Text    `toml:"text"`
}

type profile struct {
	Path    locale.Text   `toml:"path"`
	Title   locale.Text   `toml:"title"`
	Summary locale.Text   `toml:"summary"`
	Label   locale.Text   `toml:"label"`
	Plural  locale.Text   `toml:"plural"`
	Intro   locale.Text   `toml:"intro"`
	Charts  []string      `toml:"charts"`
	Panels  []string      `toml:"panels"`
	Facts   []string      `toml:"facts"`
	Related []string      `toml:"related"`
	Unknown []locale.Text `toml:"unknown"`
}

type dataTest struct {
	Name     string         `toml:"name"`
	Kind     string         `toml:"kind"`
	Severity string         `toml:"severity"`
	SQL      string         `toml:"sql"`
	Field    string         `toml:"field"`
	Of       string         `toml:"of"`
	Base     any            `toml:"base"`
	Equals   any            `toml:"equals"`
	Lower    string         `toml:"lower"`
	Upper    string         `toml:"upper"`
	By       stringOrList   `toml:"by"`
	Decimals *int           `toml:"decimals"`
	Rounding string         `toml:"rounding"`
	Where    map[string]any `toml:"where"`
	Text     locale.Text    `toml:"text"`
	Waivers  []struct {
		Where  map[string]any `toml:"where"`
		Reason locale.Text    `toml:"reason"`
	} `toml:"waivers"`
}

// stringOrList is what the standard allows in keys: one name, or a list of them.
type stringOrList []string

// UnmarshalTOML reads a string or an array of strings.
func (s *stringOrList) UnmarshalTOML(v any) error {
	if one, ok := v.(string); ok {
		*s = stringOrList{one}
		return nil
	}
	list, ok := v.([]any)
	if !ok {
		return errNames
	}
	for _, item := range list {
		name, ok := item.(string)
		if !ok {
			return errNames
		}
		*s = append(*s, name)
	}
	return nil
}

// missingValue is a string, or a table of value and label.
type missingValue struct {
	Value string
	Label locale.Text
}

// UnmarshalTOML reads either form.
func (m *missingValue) UnmarshalTOML(v any) error {
	value, label, err := valueAndLabel(v)
	if err != nil {
		return err
	}
	m.Value, m.Label = value, label
	return nil
}

// category is a string or a whole number, or a table of value and label.
type category struct {
	Value string
	Label locale.Text
}

// UnmarshalTOML reads either form.
func (c *category) UnmarshalTOML(v any) error {
	value, label, err := valueAndLabel(v)
	if err != nil {
		return err
	}
	c.Value, c.Label = value, label
	return nil
}

func valueAndLabel(v any) (value string, label locale.Text, err error) {
	t, ok := v.(map[string]any)
	if !ok {
		return scalar(v), label, nil
	}
	for key, item := range t {
		switch key {
		case "value":
			value = scalar(item)
		case "label":
			if err := label.UnmarshalTOML(item); err != nil {
				return "", label, err
			}
		default:
			return "", label, errValueLabel
		}
	}
	return value, label, nil
}
