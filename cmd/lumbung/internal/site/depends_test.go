package site

import (
	"reflect"
	"testing"
)

// TestEveryNameOfAProfileIsAccountedFor: a name that templates can use and that is not in
// pageUses could show something that a build over the last one would not renew.
func TestEveryNameOfAProfileIsAccountedFor(t *testing.T) {
	page := reflect.TypeFor[*ProfilePage]()
	for i := range page.NumMethod() {
		if _, ok := pageUses[page.Method(i).Name]; !ok {
			t.Errorf("what does method %s depend on?", page.Method(i).Name)
		}
	}
	for _, f := range reflect.VisibleFields(page.Elem()) {
		if _, ok := pageUses[f.Name]; f.IsExported() && !ok {
			t.Errorf("what does field %s depend on?", f.Name)
		}
	}
}
