package chart

import (
	"reflect"
	"testing"

	"lumbung/cmd/lumbung/internal/locale"
)

// TestInputIsPlainData: what an input holds can be written down whole, which is how a build
// tells whether a drawing would come out as the last time.
func TestInputIsPlainData(t *testing.T) {
	plain(t, reflect.TypeFor[Input](), map[reflect.Type]bool{})
}

func plain(t *testing.T, typ reflect.Type, seen map[reflect.Type]bool) {
	if seen[typ] || typ == reflect.TypeFor[locale.Locale]() { // one for each language, which it names
		return
	}
	seen[typ] = true
	switch typ.Kind() {
	case reflect.Struct:
		for i := range typ.NumField() {
			f := typ.Field(i)
			if !f.IsExported() || f.Tag.Get("json") != "" {
				t.Errorf("%s.%s would be left out", typ, f.Name)
			}
			plain(t, f.Type, seen)
		}
	case reflect.Pointer, reflect.Slice, reflect.Array:
		plain(t, typ.Elem(), seen)
	case reflect.Func, reflect.Chan, reflect.Interface, reflect.Map, reflect.UnsafePointer:
		t.Errorf("%s is no plain data", typ)
	}
}
