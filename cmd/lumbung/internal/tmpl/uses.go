package tmpl

import (
	"reflect"
	"text/template/parse"
)

// Uses tells which names occur in a template and in all that it calls: fields, methods and
// functions, whatever they belong to. A page that comes from the template depends on
// nothing of its data that has none of these names.
func (s *Set) Uses(name string) (map[string]bool, error) {
	esc, err := s.escape(name)
	if err != nil {
		return nil, err
	}
	names := map[string]bool{}
	for _, tree := range esc.trees {
		identifiers(reflect.ValueOf(tree.Root), names)
	}
	return names, nil
}

// identifiers visits all nodes below one: whatever kinds of nodes there are, none is missed.
func identifiers(v reflect.Value, names map[string]bool) {
	switch v.Kind() {
	case reflect.Interface:
		if !v.IsNil() {
			identifiers(v.Elem(), names)
		}
	case reflect.Pointer:
		if v.IsNil() || v.Type() == reflect.TypeFor[*parse.Tree]() {
			return
		}
		switch n := v.Interface().(type) {
		case *parse.FieldNode:
			add(names, n.Ident...)
		case *parse.ChainNode:
			add(names, n.Field...)
		case *parse.VariableNode:
			add(names, n.Ident[1:]...)
		case *parse.IdentifierNode:
			add(names, n.Ident)
		}
		identifiers(v.Elem(), names)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				identifiers(v.Field(i), names)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			identifiers(v.Index(i), names)
		}
	}
}

func add(names map[string]bool, more ...string) {
	for _, name := range more {
		names[name] = true
	}
}
