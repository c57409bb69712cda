package infer

import (
	"fmt"
	"strings"

	"lumbung/cmd/lumbung/internal/locale"
)

// Name makes a text fit for the name of a dataset or a field: jumlah_anggota.
func Name(text string) string { return strings.ReplaceAll(locale.Slug(text), "-", "_") }

// fieldNames names the columns by their headings, each differently. Units in brackets
// are left out, and a name starts with a letter.
func fieldNames(head []Cell) []string {
	names := make([]string, len(head))
	taken := map[string]bool{}
	for i, c := range head {
		bareHeading, _ := headingParts(c.Text)
		name := Name(bareHeading)
		switch {
		case name == "":
			name = fmt.Sprintf("kolom_%d", i+1)
		case name[0] >= '0' && name[0] <= '9':
			name = "k_" + name
		}
		first := name
		for n := 2; taken[name]; n++ {
			name = fmt.Sprintf("%s_%d", first, n)
		}
		taken[name] = true
		names[i] = name
	}
	return names
}
