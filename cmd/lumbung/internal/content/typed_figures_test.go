package content

import (
	"slices"
	"testing"
)

func TestTypedFiguresAreNumbersInRunningTextOnly(t *testing.T) {
	p, _ := parse(t, "+++\ntitle = \"T\"\n+++\nAda 60 orang dan 58.033 jiwa (14,15 persen), Rp600.000 sebulan.\n\n"+
		"Nilai `{sql} SELECT 12` dan kode `34`, tautan [lima](https://x.example/56), versi v7, UU 11/2009.\n\n```{note} Catatan\nAda 8 di sini.\n```\n")
	var got []string
	for _, f := range p.Body.TypedFigures() {
		got = append(got, f.Text)
	}
	if want := []string{"60", "58.033", "14,15", "600.000", "8"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if at := p.Body.TypedFigures()[1].Span; at.Line != 4 || at.Col != 18 || at.Length != 6 {
		t.Errorf("at %+v", at)
	}
}
