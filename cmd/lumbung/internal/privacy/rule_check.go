package privacy

import (
	"fmt"
	"slices"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/table"
)

// Check gives all that is wrong with a rule, before any row is looked at. Suppress wants a
// rule without faults.
func (r *Rule) Check(schema *table.Schema) []Fault {
	c := ruleCheck{rule: r, schema: schema}
	c.limits()
	if len(r.Fields) == 0 {
		c.fault("fields", "disclosure control needs the fields that count people")
	}
	for i, name := range r.Fields {
		c.count(fmt.Sprintf("fields[%d]", i), name)
		if slices.Index(r.Fields, name) < i {
			c.fault(fmt.Sprintf("fields[%d]", i), "field %q is listed twice", name)
		}
	}
	for i := range r.Dimensions {
		c.dimension(fmt.Sprintf("dimensions[%d]", i), i)
	}
	for i := range r.Sums {
		c.sum(fmt.Sprintf("sums[%d]", i), &r.Sums[i])
	}
	for i := range r.Derived {
		c.derived(fmt.Sprintf("derived[%d]", i), &r.Derived[i])
	}
	return c.faults
}

type ruleCheck struct {
	rule   *Rule
	schema *table.Schema
	faults []Fault
}

func (c *ruleCheck) fault(key, format string, args ...any) {
	c.faults = append(c.faults, Fault{key, diag.Msg(format, args...)})
}

func (c *ruleCheck) limits() {
	if c.rule.Threshold < 0 || c.rule.Threshold == 1 {
		c.fault("threshold", "the threshold must be 2 or more: a count below it is hidden, and 0 is no small count")
	}
	if c.rule.Width < 0 {
		c.fault("width", "the width must be 1 or more")
	}
	if c.rule.Group < 0 {
		c.fault("group", "the size of a group must be 1 or more")
	}
	if z := c.rule.Zeros; z != "" && z != ZerosSafe && z != ZerosSuppress {
		c.fault("zeros", "zeros are %q or %q, not %q", ZerosSafe, ZerosSuppress, z)
	}
}

// known says whether there is such a field, and it is published.
func (c *ruleCheck) known(key, name string) bool {
	f := c.schema.Field(name)
	switch {
	case f == nil:
		if near := diag.Closest(name, c.schema.Names()); near != "" {
			c.fault(key, "there is no field %q; did you mean %q?", name, near)
		} else {
			c.fault(key, "there is no field %q", name)
		}
	case f.Private:
		c.fault(key, "field %q is private: it is never published, so there is nothing to control", name)
	default:
		return true
	}
	return false
}

func (c *ruleCheck) count(key, name string) {
	if c.known(key, name) && !c.schema.Field(name).Type.Numeric() {
		c.fault(key, "field %q has the type %q; a count must be an integer", name, c.schema.Field(name).Type.String())
	}
}

// counted wants one of the rule's fields.
func (c *ruleCheck) counted(key, name string) {
	if c.known(key, name) && !slices.Contains(c.rule.Fields, name) {
		c.fault(key, "field %q is not among the counts; add it to fields", name)
	}
}

func (c *ruleCheck) dimension(key string, i int) {
	d := &c.rule.Dimensions[i]
	c.known(key+".field", d.Field)
	switch {
	case c.rule.dimension(d.Field) < i:
		c.fault(key+".field", "dimension %q is listed twice", d.Field)
	case slices.Contains(c.rule.Fields, d.Field):
		c.fault(key+".field", "field %q is a count and cannot be a dimension", d.Field)
	}
	if d.Parent != "" {
		c.known(key+".parent", d.Parent)
	}
	if d.Keep && len(d.Totals) == 0 {
		c.fault(key+".keep", "dimension %q has no totals to keep", d.Field)
	}
}

func (c *ruleCheck) sum(key string, s *Sum) {
	c.counted(key+".total", s.Total)
	if len(s.Of) == 0 {
		c.fault(key+".of", "a sum needs the fields that it is the sum of")
	}
	for i, name := range s.Of {
		at := fmt.Sprintf("%s.of[%d]", key, i)
		c.counted(at, name)
		if name == s.Total || slices.Index(s.Of, name) < i {
			c.fault(at, "field %q is in this sum already", name)
		}
	}
}

func (c *ruleCheck) derived(key string, d *Derived) {
	c.known(key+".field", d.Field)
	if slices.Contains(c.rule.Fields, d.Field) {
		c.fault(key+".field", "field %q is a count and cannot be derived from one", d.Field)
	}
	if len(d.From) == 0 {
		c.fault(key+".from", "a derived field needs the counts that it is computed from")
	}
	for i, name := range d.From {
		c.counted(fmt.Sprintf("%s.from[%d]", key, i), name)
	}
	for i, name := range d.Over {
		at := fmt.Sprintf("%s.over[%d]", key, i)
		if c.known(at, name) && c.rule.dimension(name) < 0 {
			c.fault(at, "field %q is not a dimension; add it to dimensions", name)
		}
	}
}
