package site

import (
	"fmt"
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

// TestSlugsAreThoseOfThePattern: also where they are a column's cells.
func TestSlugsAreThoseOfThePattern(t *testing.T) {
	schema := &table.Schema{Fields: []table.Field{{Name: "alamat", Type: table.String}, {Name: "nama", Type: table.String}}}
	b := table.NewBuilder(schema, 0)
	for i := range 3 * estimateFrom {
		address := table.Value{Text: fmt.Sprintf("tunas-baru-%d", i)}
		if i%7 == 6 {
			address = table.Value{State: table.Missing}
		}
		b.Append([]table.Value{address, {Text: fmt.Sprintf("Tunas Baru %d", i)}})
	}
	rows := b.Table()
	for _, c := range []struct {
		path, head string
		cells      bool
	}{
		{"kube/{alamat}", "en/kube/", true}, {"{alamat}", "en/", true}, {"a/b/{alamat}", "en/a/b/", true},
		{"kube/{nama}", "en/kube/", false}, {"kube/x-{alamat}", "en/kube/", false}, {"kube/{alamat}/profil", "en/kube/", false},
		{"kube/{nama}/{alamat}", "en/kube/", false}, {"kube-{alamat}", "en/", false}, {"kube/{lain}", "en/kube/", false},
	} {
		pattern := newPathPattern("en/", c.path)
		all := newSlugs(pattern, rows)
		if pattern.head != c.head || all.col >= 0 != c.cells || all.Len() != rows.Len() {
			t.Errorf("%s: head %q, column %d, %d names", c.path, pattern.head, all.col, all.Len())
		}
		whole := parsePattern(c.path, schema.Index)
		for row := range all.Len() {
			if got, want := pattern.head+all.Name(row), "en/"+string(whole.appendSlug(nil, rows, row)); got != want {
				t.Fatalf("%s: row %d has %q, want %q", c.path, row, got, want)
			}
		}
	}
}
