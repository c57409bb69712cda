package locale

import "testing"

func TestNumberKeepsEveryDigitInTheReadersForm(t *testing.T) {
	for _, c := range []struct{ in, id, en string }{
		{"58033", "58.033", "58,033"},
		{"18.3", "18,3", "18.3"},
		{"10.86", "10,86", "10.86"},
		{"-1234567.50", "−1.234.567,50", "−1,234,567.50"},
		{"0", "0", "0"},
		{"100", "100", "100"},
		{"NaN", "NaN", "NaN"},
		{"1e400", "1e400", "1e400"},
		{"", "", ""},
	} {
		if got := For("id").Number(c.in); got != c.id {
			t.Errorf("id %q: got %q, want %q", c.in, got, c.id)
		}
		if got := For("en").Number(c.in); got != c.en {
			t.Errorf("en %q: got %q, want %q", c.in, got, c.en)
		}
	}
}

func TestDateIsWrittenAsFarAsItIsKnown(t *testing.T) {
	for _, c := range []struct{ in, id, en string }{
		{"2016-07-05", "5 Juli 2016", "5 July 2016"},
		{"2016-03", "Maret 2016", "March 2016"},
		{"2009", "2009", "2009"},
		{"2009/2016", "2009/2016", "2009/2016"},
		{"2016-13", "2016-13", "2016-13"},
	} {
		if got := For("id").Date(c.in); got != c.id {
			t.Errorf("id %q: got %q, want %q", c.in, got, c.id)
		}
		if got := For("en").Date(c.in); got != c.en {
			t.Errorf("en %q: got %q, want %q", c.in, got, c.en)
		}
	}
}

func TestWordsSpellNumbers(t *testing.T) {
	for _, c := range []struct {
		n      int
		id, en string
	}{
		{0, "nol", "zero"}, {5, "lima", "five"}, {10, "sepuluh", "ten"}, {11, "sebelas", "eleven"},
		{19, "sembilan belas", "nineteen"}, {27, "dua puluh tujuh", "twenty-seven"}, {60, "enam puluh", "sixty"},
		{115, "seratus lima belas", "one hundred and fifteen"}, {1204, "seribu dua ratus empat", "one thousand two hundred and four"},
		{58033, "lima puluh delapan ribu tiga puluh tiga", "fifty-eight thousand thirty-three"},
		{-1, "−1", "−1"},
	} {
		if got := For("id").Words(c.n); got != c.id {
			t.Errorf("id %d: got %q, want %q", c.n, got, c.id)
		}
		if got := For("en").Words(c.n); got != c.en {
			t.Errorf("en %d: got %q, want %q", c.n, got, c.en)
		}
	}
}

func TestTextFallsBackToALanguageThatExists(t *testing.T) {
	text := NewText(map[Lang]string{"id": "Sepuluh Kube", "en": "Ten Kube"})
	if got := text.In("en"); got != "Ten Kube" {
		t.Errorf("en: %q", got)
	}
	if got := text.In("fr"); got != "Ten Kube" {
		t.Errorf("fr falls back to the first language, got %q", got)
	}
	if text.Has("fr") || !text.Has("id") {
		t.Error("Has must tell written languages from borrowed ones")
	}
	if got := Plain("x").In("id"); got != "x" {
		t.Errorf("plain: %q", got)
	}
}

func TestTextRefusesWhatIsNoText(t *testing.T) {
	var text Text
	for _, v := range []any{int64(3), map[string]any{"id": int64(3)}, []any{"a"}} {
		if err := text.UnmarshalTOML(v); err == nil {
			t.Errorf("%v was accepted", v)
		}
	}
}

func TestListJoinsAsTheLanguageDoes(t *testing.T) {
	if got := For("id").List([]string{"a", "b", "c"}); got != "a, b dan c" {
		t.Error(got)
	}
	if got := For("en").List([]string{"a"}); got != "a" {
		t.Error(got)
	}
}

func TestSlugKeepsLeadingZeroAndDropsAccents(t *testing.T) {
	for in, want := range map[string]string{
		"Tunas Baru": "tunas-baru", "007 Ternak": "007-ternak", "Café  d’Été!": "cafe-dete", "../etc/passwd": "etc-passwd",
		"  ": "", "…": "", "KB-5301-0000001": "kb-5301-0000001", "Ⅳ": "iv",
	} {
		if got := Slug(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
