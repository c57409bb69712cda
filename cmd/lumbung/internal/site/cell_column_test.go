package site

import (
	"fmt"
	"testing"

	"lumbung/cmd/lumbung/internal/table"
)

// TestFieldsAreFoundHoweverMany: gone through, or in a map.
func TestFieldsAreFoundHoweverMany(t *testing.T) {
	for _, n := range []int{0, 1, fewFields, fewFields + 1, 200} {
		s := &table.Schema{}
		for i := range n {
			s.Fields = append(s.Fields, table.Field{Name: fmt.Sprintf("f%03d", i)})
		}
		x := newFieldIndex(s, s.Index)
		for i := range n {
			if col, ok := x.of(fmt.Sprintf("f%03d", i)); !ok || col != i {
				t.Errorf("of %d fields f%03d is %d, %v", n, i, col, ok)
			}
		}
		for _, name := range []string{"", "f", fmt.Sprintf("f%03d", n), "g000"} {
			if col, ok := x.of(name); ok {
				t.Errorf("of %d fields %q is %d", n, name, col)
			}
		}
		if (x.many != nil) != (n > fewFields) {
			t.Errorf("%d fields are many: %v", n, x.many != nil)
		}
	}
}
