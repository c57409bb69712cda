package diag

import (
	"strconv"
	"testing"
)

func TestSuggestNamesTheNearestOrAllThereAre(t *testing.T) {
	var many []string
	for i := range 50 {
		many = append(many, "f"+strconv.Itoa(i))
	}
	for _, c := range []struct {
		known []string
		want  string
	}{
		{[]string{"jumlah", "nama"}, `did you mean "jumlah"?`},
		{[]string{"kode", "nama"}, "its fields are kode, nama"},
		{nil, "there is none yet"},
	} {
		d := (&Diagnostic{}).Suggest("jumlahh", c.known, "its fields are %s")
		if len(d.Notes) != 1 || d.Notes[0].String() != c.want {
			t.Errorf("%q: %v", c.known, d.Notes)
		}
	}
	said := (&Diagnostic{}).Suggest("kecamatan", many, "its fields are %s").Notes[0].String()
	if want := "its fields are f0, f1, "; said[:len(want)] != want || said[len(said)-len("f39, …"):] != "f39, …" {
		t.Error(said)
	}
}
