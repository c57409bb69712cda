package table

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"unicode/utf8"

	"lumbung/cmd/lumbung/internal/diag"
)

// Checker tests the values of one field against its constraints, except those that look at
// more than one cell (unique). It tests what a value means, not how it was written.
type Checker struct {
	field   *Field
	enum    map[string]bool
	pattern *regexp.Regexp
	limits  []limit
}

// limit is a minimum or a maximum.
type limit struct {
	key   string
	value string
	holds func(order int) bool
	words diag.Message // without its arguments: the value, the limit and the field
}

// Violation says which constraint a value breaks.
type Violation struct {
	Key string // "maximum"
	diag.Message
}

// NewChecker makes the checker of a field; nil when there is nothing to check.
// Constraints that make no sense are told by Field.Check, and left out here.
func NewChecker(f *Field) *Checker {
	k := &Checker{field: f}
	c := &f.Constraints
	if len(c.Enum) > 0 {
		k.enum = map[string]bool{}
		for _, text := range c.Enum {
			if v, ok := f.canonical(text); ok {
				k.enum[Identity(f.Type, v)] = true
			}
		}
	}
	if c.Pattern != "" {
		k.pattern, _ = compilePattern(c.Pattern)
	}
	for _, l := range f.limits() {
		if v, ok := f.canonical(l.value); ok {
			l.value = v
			k.limits = append(k.limits, l)
		}
	}
	if k.enum == nil && k.pattern == nil && k.limits == nil && c.MinLength == nil && c.MaxLength == nil {
		return nil
	}
	return k
}

// limits lists the limits that a field declares, as they are written.
func (f *Field) limits() []limit {
	c := &f.Constraints
	all := []limit{
		{"minimum", c.Minimum, func(o int) bool { return o >= 0 }, diag.Msg("%q is less than the minimum %s (field %q)")},
		{"maximum", c.Maximum, func(o int) bool { return o <= 0 }, diag.Msg("%q is more than the maximum %s (field %q)")},
		{"exclusiveMinimum", c.ExclusiveMinimum, func(o int) bool { return o > 0 }, diag.Msg("%q is not more than %s (field %q)")},
		{"exclusiveMaximum", c.ExclusiveMaximum, func(o int) bool { return o < 0 }, diag.Msg("%q is not less than %s (field %q)")},
	}
	return slices.DeleteFunc(all, func(l limit) bool { return l.value == "" })
}

// canonical reads a value that a descriptor gives: in canonical form, as TOML gives it, or
// as it would stand in a cell.
func (f *Field) canonical(text string) (string, bool) {
	published := f.Published()
	if f.Type == List {
		published = *f
	}
	if f.Type == Datetime && isDate(text) {
		text += "T00:00:00"
	}
	if v, err := published.Cast(text, nil); err == nil {
		return v.Text, true
	}
	v, err := f.Cast(text, nil)
	return v.Text, err == nil
}

// Canonical reads a value of a field as a descriptor gives it (a category, a row that a
// note is on): in canonical form, or as it would stand in a cell.
func (f *Field) Canonical(text string) (string, bool) { return f.canonical(text) }

// Check gives the first constraint that a canonical text breaks, or nil.
func (k *Checker) Check(text string) *Violation {
	f := k.field
	if k.enum != nil && !k.enum[Identity(f.Type, text)] {
		return &Violation{"enum", diag.Msg("%q is not one of the values of %q", quotable(text), f.Name)}
	}
	for i := range k.limits {
		l := &k.limits[i]
		if order, ok := Compare(f.Type, text, l.value); !ok || !l.holds(order) {
			return &Violation{l.key, diag.Msg(l.words.Format, quotable(text), l.value, f.Name)}
		}
	}
	if c := &f.Constraints; c.MinLength != nil || c.MaxLength != nil {
		n, unit := f.length(text)
		if c.MinLength != nil && n < *c.MinLength {
			return &Violation{"minLength", diag.Msg("%q has %d %s, fewer than the %d that %q needs", quotable(text), n, unit, *c.MinLength, f.Name)}
		}
		if c.MaxLength != nil && n > *c.MaxLength {
			return &Violation{"maxLength", diag.Msg("%q has %d %s, more than the %d that %q may have", quotable(text), n, unit, *c.MaxLength, f.Name)}
		}
	}
	if k.pattern != nil && !k.pattern.MatchString(text) {
		return &Violation{"pattern", diag.Msg("%q does not match the pattern %s of %q", quotable(text), f.Constraints.Pattern, f.Name)}
	}
	return nil
}

// length counts what minLength and maxLength count: characters, items or properties.
func (f *Field) length(text string) (n int, unit diag.Message) {
	switch f.Type {
	case List, Array:
		var items []json.RawMessage
		if json.Unmarshal([]byte(text), &items) == nil {
			return len(items), diag.Msg("items")
		}
	case Object:
		var properties map[string]json.RawMessage
		if json.Unmarshal([]byte(text), &properties) == nil {
			return len(properties), diag.Msg("properties")
		}
	}
	return utf8.RuneCountInString(text), diag.Msg("characters")
}

// Check gives all that is wrong with a field's description apart from its texts: a format
// that is none, limits that are no values of the type, properties that other types have.
func (f *Field) Check() []Fault {
	k := fieldCheck{f: f}
	k.format()
	k.properties()
	k.constraints()
	k.values()
	return k.faults
}

type fieldCheck struct {
	f      *Field
	faults []Fault
}

func (k *fieldCheck) add(f Fault) { k.faults = append(k.faults, f) }

func (k *fieldCheck) format() {
	f := k.f
	if f.Format == "" || f.Format == "default" {
		return
	}
	known := []string{"default"}
	switch f.Type {
	case String:
		known = []string{"default", "email", "uri", "binary", "uuid"}
	case Geopoint:
		known = []string{"default", "array", "object"}
	case Geojson:
		known = []string{"default", "topojson"}
	case Date, Time, Datetime:
		if f.Format == "any" {
			return
		}
		if _, err := parsePattern(f.Format, f.Type); err != nil {
			k.add(fault("format", "%s", diag.Reason(err)).note("it is default, any, or a pattern such as %q", "%d/%m/%Y"))
		}
		return
	}
	if !slices.Contains(known, f.Format) {
		k.add(fault("format", "type %q has no format %q", f.Type.String(), f.Format).note("its formats are %q", known))
	}
}

func (k *fieldCheck) properties() {
	f := k.f
	for _, p := range []struct {
		key   string
		given bool
		types []Type
	}{
		{"decimalChar", f.DecimalChar != "", []Type{Number}},
		{"groupChar", f.GroupChar != "", []Type{Number, Integer}},
		{"bareNumber", f.AroundNumber, []Type{Number, Integer}},
		{"trueValues", len(f.TrueValues) > 0, []Type{Boolean}},
		{"falseValues", len(f.FalseValues) > 0, []Type{Boolean}},
		{"delimiter", f.Delimiter != "", []Type{List}},
		{"itemType", f.ItemType != Any, []Type{List}},
		{"categories", len(f.Categories) > 0, []Type{String, Integer}},
	} {
		if p.given && !slices.Contains(p.types, f.Type) {
			k.add(fault(p.key, "%s has no meaning for type %q", p.key, f.Type.String()).note("it belongs to type %s", typeList(p.types)))
		}
	}
	if f.Type == Number && f.GroupChar != "" && f.GroupChar == decimalChar(f) {
		k.add(fault("groupChar", "groupChar and decimalChar are both %q", f.GroupChar).
			note("if the dot groups thousands, the decimal mark is another: declare decimalChar = %q", ","))
	}
	if f.ItemType == Object || f.ItemType == Array || f.ItemType == List || f.ItemType > Time {
		k.add(fault("itemType", "a list cannot hold items of type %q", f.ItemType.String()).
			note("items are string, integer, boolean, number, datetime, date or time"))
	}
	for _, word := range f.TrueValues {
		if slices.Contains(f.falseValues(), word) {
			k.add(fault("trueValues", "%q would be both true and false", word))
		}
	}
}

func typeList(types []Type) string {
	words := strconv.Quote(types[0].String())
	for _, t := range types[1:] {
		words += ", " + strconv.Quote(t.String())
	}
	return words
}

func (k *fieldCheck) constraints() {
	f, c := k.f, &k.f.Constraints
	for _, l := range f.limits() {
		if !slices.Contains([]Type{Number, Integer, Date, Time, Datetime, Year, Yearmonth, Duration}, f.Type) {
			k.add(fault("constraints."+l.key, "%s has no meaning for type %q", l.key, f.Type.String()).
				note("values of that type have no order"))
		} else if _, ok := f.canonical(l.value); !ok {
			k.add(fault("constraints."+l.key, "%q is no value of type %q", l.value, f.Type.String()))
		}
	}
	for i, text := range c.Enum {
		if _, ok := f.canonical(text); !ok {
			k.add(fault("constraints.enum["+strconv.Itoa(i)+"]", "%q is no value of type %q", text, f.Type.String()))
		}
	}
	for _, l := range []struct {
		key   string
		value *int
	}{{"minLength", c.MinLength}, {"maxLength", c.MaxLength}} {
		switch {
		case l.value == nil:
		case !slices.Contains([]Type{String, Any, List, Array, Object}, f.Type):
			k.add(fault("constraints."+l.key, "%s has no meaning for type %q", l.key, f.Type.String()))
		case *l.value < 0:
			k.add(fault("constraints."+l.key, "%s cannot be less than 0", l.key))
		}
	}
	if c.Pattern != "" {
		if f.Type != String && f.Type != Any {
			k.add(fault("constraints.pattern", "pattern has no meaning for type %q", f.Type.String()))
		} else if _, err := compilePattern(c.Pattern); err != nil {
			k.add(fault("constraints.pattern", "the pattern cannot be used: %s", diag.Reason(err)))
		}
	}
	if c.JSONSchema != "" {
		f := fault("constraints.jsonSchema", "the constraint jsonSchema is not checked")
		f.Unsupported = true
		k.add(f.note("it is published in the metadata as it is"))
	}
}

func (k *fieldCheck) values() {
	f := k.f
	if len(f.MissingValues) > MaxMissingValues {
		k.add(fault("missingValues", "a field may have %d missingValues, not %d", MaxMissingValues, len(f.MissingValues)))
	}
	for i := range f.Categories {
		if _, ok := f.canonical(f.Categories[i].Value); !ok && (f.Type == String || f.Type == Integer) {
			k.add(fault("categories["+strconv.Itoa(i)+"]", "%q is no value of type %q", f.Categories[i].Value, f.Type.String()))
		}
	}
}
