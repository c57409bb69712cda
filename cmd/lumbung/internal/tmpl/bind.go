package tmpl

import (
	"fmt"
	"reflect"
)

// Bind gives a template for a set of pages that share what their data marks as fixed:
// fields tagged `tmpl:"fixed"`. Those are taken from sample, the data of any of the pages,
// and everything that depends on nothing else is evaluated now. The sample must not be
// changed as long as the template is in use.
//
// The pages are the same as without Bind. Nothing checks that data given to Append later
// agrees with the sample; that is the promise of the one who tagged the field.
func (t *Template) Bind(sample any) (*Template, error) {
	v := reflect.ValueOf(sample)
	if t.root == nil || v.IsValid() && v.Type() != t.root || !v.IsValid() {
		return nil, fmt.Errorf("template %q is compiled for %v, it cannot be bound to %T", t.name, t.root, sample)
	}
	if v.Kind() == reflect.Pointer && v.IsNil() {
		return nil, fmt.Errorf("template %q cannot be bound to nil", t.name)
	}
	return t.set.compile(t.name, t.root, v)
}

// fixedTag marks fields whose value the pages of a set share.
const fixedTag = "fixed"

// sampleField adds to a field what binding knows of it. The field of a struct is part of
// the page's own data, and its fields may be fixed in turn. What a pointer that is not
// fixed leads to belongs to one page only.
func (b *body) sampleField(receiver, field expr, index []int) expr {
	if !receiver.known {
		return field
	}
	v := receiver.sample
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return field
		}
		v = v.Elem()
	}
	fixed := false
	for i, at := range index {
		if i > 0 && v.Kind() == reflect.Pointer {
			if !fixed || v.IsNil() {
				return field
			}
			v = v.Elem()
		}
		fixed = fixed || v.Type().Field(at).Tag.Get("tmpl") == fixedTag
		v = v.Field(at)
	}
	if fixed {
		c := constant(v)
		if field.typ != nil {
			c.typ, c.addr = field.typ, field.addr
		}
		return c
	}
	if v.Kind() == reflect.Struct {
		field.known, field.sample = true, v
	}
	return field
}
