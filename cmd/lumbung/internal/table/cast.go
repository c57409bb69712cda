package table

import (
	"fmt"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
)

// The reasons of a Missing value that are no index into missingValues.
const (
	NoReason uint8 = 253 // the dialect's null sequence: no value, and no words for it
	Invalid  uint8 = 252 // the text could not be read, and a diagnostic has said so
)

// MaxMissingValues is how many missingValues a field may have.
const MaxMissingValues = int(Invalid)

// Caster reads the texts of one column. It is made once for all rows, and is not for use
// by two at a time: the Text of a Value may be the caster's own buffer, good until the
// next Cast. A Builder copies it.
type Caster struct {
	field   *Field
	missing []MissingValue
	cast    func(c *Caster, text string) (string, *CastError)
	pattern *timePattern
	item    *Caster // of a list
	buf     []byte
	digits  []byte // of the number at hand
	trial   bool   // only whether the text is a value counts: no hints

	// ZeroPadded counts the numbers that were written with zeros in front. They are lost in
	// the value: a code that is typed as a number shows itself so.
	ZeroPadded int
}

// NewCaster makes the caster of a schema's field. What is wrong with the field's
// properties is told by Field.Check; a format that is no format is read as the default.
func (s *Schema) NewCaster(col int) *Caster {
	f := &s.Fields[col]
	missing := f.MissingValues
	if missing == nil {
		missing = s.MissingValues
	}
	if missing == nil {
		missing = emptyIsMissing
	}
	return newCaster(f, missing)
}

var emptyIsMissing = []MissingValue{{}}

func newCaster(f *Field, missing []MissingValue) *Caster {
	c := &Caster{field: f, missing: missing, cast: (*Caster).castAny}
	switch f.Type {
	case String:
		if check := stringFormats[f.Format]; check != nil {
			c.cast = (*Caster).castFormat
		}
	case Number:
		c.cast = (*Caster).castNumber
	case Integer:
		c.cast = (*Caster).castInteger
	case Boolean:
		c.cast = (*Caster).castBoolean
	case Object, Array:
		c.cast = (*Caster).castJSON
	case List:
		c.item = newCaster(&Field{Name: f.Name, Type: f.itemType()}, nil)
		c.cast = (*Caster).castList
	case Datetime, Date, Time:
		c.temporal()
	case Year:
		c.cast = (*Caster).castYear
	case Yearmonth:
		c.cast = (*Caster).castYearmonth
	case Duration:
		c.cast = (*Caster).castDuration
	case Geopoint:
		c.cast = (*Caster).castGeopoint
	case Geojson:
		c.cast = (*Caster).castGeojson
	}
	return c
}

// Cast gives the value that a text stands for.
func (c *Caster) Cast(text string) (Value, *CastError) {
	for i := range c.missing {
		if c.missing[i].Value == text {
			return Value{Type: c.field.Type, State: Missing, Reason: uint8(i)}, nil
		}
	}
	canonical, err := c.cast(c, text)
	if err != nil {
		return Value{Type: c.field.Type, State: Missing, Reason: Invalid}, err
	}
	return Value{Text: canonical, Type: c.field.Type}, nil
}

func (c *Caster) castAny(text string) (string, *CastError) { return text, nil }

// Cast reads a text that is no cell, such as a limit in a descriptor. missing may be nil.
func (f *Field) Cast(text string, missing []MissingValue) (Value, error) {
	v, err := newCaster(f, missing).Cast(text)
	v.Text = strings.Clone(v.Text)
	if err != nil {
		return v, err
	}
	return v, nil
}

// Published is the field as it is after the cast: its values are canonical, so nothing of
// the source's way of writing is left. Casting a canonical text by it gives the same text.
func (f *Field) Published() Field {
	out := *f
	out.DecimalChar, out.GroupChar, out.AroundNumber = "", "", false
	out.TrueValues, out.FalseValues, out.Delimiter, out.MissingValues = nil, nil, "", nil
	switch f.Type {
	case List:
		out.Type, out.ItemType = Array, Any
	case String, Geopoint, Geojson:
		return out
	}
	out.Format = ""
	return out
}

// CastError says why a text is no value of its field, and what might be meant.
type CastError struct {
	diag.Message
	Hints []Hint
}

// Hint is a way to mend a text that is no value.
type Hint struct {
	diag.Message
	InField bool // the mend is in the field's description, not in the data
}

// Error is the message in English.
func (e *CastError) Error() string { return e.Message.String() }

func (e *CastError) hint(format string, args ...any) *CastError {
	e.Hints = append(e.Hints, Hint{Message: diag.Msg(format, args...)})
	return e
}

func (e *CastError) hintInField(format string, args ...any) *CastError {
	e.Hints = append(e.Hints, Hint{diag.Msg(format, args...), true})
	return e
}

// maxQuoted is how much of a wrong text a message repeats, in bytes.
const maxQuoted = 80

// wrong says that a text is not what the field holds: wrong(text, "is not an integer").
func (c *Caster) wrong(text, is string) *CastError {
	if c.trial {
		return &CastError{Message: diag.Msg(is)}
	}
	e := &CastError{Message: diag.Msg("%q "+is+" (field %q)", quotable(text), c.field.Name)}
	switch trimmed := strings.TrimSpace(text); {
	case text == "":
		e.Message = diag.Msg("the cell is empty, which "+is+" (field %q)", c.field.Name)
		e.hintInField("if an empty cell means no data, add \"\" to the missingValues of %q", c.field.Name)
	case trimmed != text && c.reads(trimmed):
		e.hint("remove the blanks around it")
	case absent[strings.ToLower(trimmed)]:
		e.hintInField("if it means no data, add %q to the missingValues of %q", text, c.field.Name)
	}
	return e
}

// reads says whether a text is a value.
func (c *Caster) reads(text string) bool {
	return text != "" && tries(c.field, text)
}

// tries says whether a text were a value of a field, without asking why not.
func tries(f *Field, text string) bool {
	c := newCaster(f, nil)
	c.trial = true
	_, err := c.Cast(text)
	return err == nil
}

// absent are the ways in which tables say that there is no figure.
var absent = map[string]bool{"-": true, "–": true, "—": true, "--": true, ".": true, "..": true, "...": true, "…": true, "na": true, "n/a": true, "n.a.": true,
	"null": true, "nil": true, "none": true, "tidak ada": true, "tidak ada data": true, "t.a.d.": true, "tad": true, "#n/a": true, "x": true, "*": true, "?": true}

func quotable(text string) string {
	if len(text) <= maxQuoted {
		return text
	}
	cut := maxQuoted
	for cut > 0 && text[cut]&0xC0 == 0x80 {
		cut--
	}
	return text[:cut] + "…"
}

// Fault is something wrong with a field's description. Key is where, below the field.
type Fault struct {
	Key     string
	Message diag.Message
	Note    diag.Message // zero: none
	// Unsupported is what the standard has and lumbung does not: told as a warning.
	Unsupported bool
}

func fault(key, format string, args ...any) Fault {
	return Fault{Key: key, Message: diag.Msg(format, args...)}
}

func (f Fault) note(format string, args ...any) Fault {
	f.Note = diag.Msg(format, args...)
	return f
}

// String is for tests and logs.
func (f Fault) String() string { return fmt.Sprintf("%s: %s", f.Key, f.Message) }
