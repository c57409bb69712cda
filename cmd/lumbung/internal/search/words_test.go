package search

import (
	"encoding/json"
	"os"
	"slices"
	"testing"
)

// cases are kept outside Go, because the theme's scripts must give the same.
type cases struct {
	Words []struct {
		Text string   `json:"text"`
		Want []string `json:"want"`
	} `json:"words"`
	Stems []struct {
		Lang  string   `json:"lang"`
		Stem  string   `json:"stem"`
		Words []string `json:"words"`
	} `json:"stems"`
}

func readCases(t *testing.T) (c cases) {
	t.Helper()
	data, err := os.ReadFile("testdata/words.json")
	if err == nil {
		err = json.Unmarshal(data, &c)
	}
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestTextBecomesWords(t *testing.T) {
	for _, c := range readCases(t).Words {
		if got := Words(c.Text); !slices.Equal(got, c.Want) {
			t.Errorf("%q: got %q, want %q", c.Text, got, c.Want)
		}
	}
}

func TestFormsOfAWordShareAStem(t *testing.T) {
	for _, c := range readCases(t).Stems {
		for _, word := range c.Words {
			if got := Stem(word, c.Lang); got != c.Stem {
				t.Errorf("%s in %s: got %q, want %q", word, c.Lang, got, c.Stem)
			}
		}
	}
}

// An index would not end otherwise: it stems a stem that is new to it.
func FuzzStemIsShorterThanItsWord(f *testing.F) {
	for _, seed := range []string{"memberdayakan", "menyanyi", "memakan", "dies", "categories", "bes"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, word string) {
		for _, lang := range []string{"id", "en"} {
			if stem := Stem(word, lang); stem != word && len(stem) >= len(word) {
				t.Errorf("%s: %q has the stem %q", lang, word, stem)
			}
		}
	})
}
