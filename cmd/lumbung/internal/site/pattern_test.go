package site

import (
	"testing"

	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
)

// FuzzPattern reads whatever an address or a title is made after: no word of it is lost, and
// in an address a cell is nothing but its slug.
func FuzzPattern(f *testing.F) {
	for _, s := range []string{"kube/{nama}", "{nama}{nama}", "{", "}", "{nama", "a}b{nama}c", "{{nama}}", "{}", "{lain}", "a{nama}{"} {
		f.Add(s, "Tunas Baru")
		f.Add(s, "../{nama}/%2e")
	}
	schema := &table.Schema{Fields: []table.Field{{Name: "nama", Type: table.String}}}
	f.Fuzz(func(t *testing.T, text, cell string) {
		var names []string
		p := parsePattern(text, func(name string) int {
			names = append(names, name)
			return schema.Index(name)
		})
		again, want := "", ""
		for i, part := range p.parts {
			again += part.before + "{" + names[i] + "}"
			want += part.before
			if names[i] == "nama" {
				want += locale.Slug(cell)
			}
		}
		if again += p.tail; again != text {
			t.Errorf("%q was read as %q", text, again)
		}
		want += p.tail
		b := table.NewBuilder(schema, 1)
		b.Append([]table.Value{{Text: cell}})
		if got := string(p.appendSlug(nil, b.Table(), 0)); got != want {
			t.Errorf("%q with %q is %q, want %q", text, cell, got, want)
		}
	})
}
