package tmpl

import (
	"fmt"
	"reflect"
	"slices"
	"text/template/parse"
)

// Bind gives a template for a set of pages that share what their data marks as fixed:
// fields tagged `tmpl:"fixed"`. Those are taken from sample, the data of any of the pages,
// and everything that depends on nothing else is evaluated now. The sample must not be
// changed as long as the template is in use.
//
// The pages are the same as without Bind. Nothing checks that data given to Append later
// agrees with the sample; that is the promise of the one who tagged the field. own names
// fields that are tagged, and that are each page's own in this set all the same.
func (t *Template) Bind(sample any, own ...string) (*Template, error) {
	v := reflect.ValueOf(sample)
	if t.root == nil || v.IsValid() && v.Type() != t.root || !v.IsValid() {
		return nil, fmt.Errorf("template %q is compiled for %v, it cannot be bound to %T", t.name, t.root, sample)
	}
	if v.Kind() == reflect.Pointer && v.IsNil() {
		return nil, fmt.Errorf("template %q cannot be bound to nil", t.name)
	}
	return t.set.compile(t.name, t.root, v, own...)
}

// fixedTag marks fields whose value the pages of a set share.
const fixedTag = "fixed"

// selfTag marks an embedded struct that a method gives a pointer to, by the method's name:
// the method is a way to that part of the page, and what is fixed in it stays so.
const selfTag = "self="

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
		f := v.Type().Field(at)
		fixed = fixed || f.Tag.Get("tmpl") == fixedTag && !slices.Contains(b.own, f.Name)
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

// self gives the part of the page that a method without arguments stands for.
func (b *body) self(n parse.Node, receiver expr, depth int, m reflect.Method, args arguments) (expr, bool) {
	if !receiver.known || !args.none() || depth == 0 && !receiver.addr {
		return expr{}, false
	}
	v := receiver.sample
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return expr{}, false
		}
		v = v.Elem()
	}
	if v.Kind() != reflect.Struct || !v.CanAddr() {
		return expr{}, false
	}
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if !f.Anonymous || f.Tag.Get("tmpl") != selfTag+m.Name || m.Type.NumOut() != 1 || m.Type.Out(0) != reflect.PointerTo(f.Type) {
			continue
		}
		val := receiver.val
		part := typed(m.Type.Out(0), false, func(f *frame) reflect.Value { return behind(n, val(f), depth, m.Name).Field(i).Addr() })
		part.known, part.sample, part.fixed = true, v.Field(i).Addr(), receiver.fixed
		return part, true
	}
	return expr{}, false
}
