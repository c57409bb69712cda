package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/site"
)

// Every claim of this portal stands on the page of claims, in both languages, with its
// quotation, its verdict and, where the data does not agree, a sentence that says how.
func TestEveryClaimIsShownWithItsVerdictInBothLanguages(t *testing.T) {
	pr, err := openProject("../..")
	if err != nil {
		t.Fatal(err)
	}
	defer pr.close()
	log := &diag.Log{}
	p := readPortal(pr, readOptions{}, log)
	defer p.close()
	if log.Errors() > 0 {
		t.Fatal(printed(log))
	}
	pages, quoted := 0, map[locale.Lang]string{}
	for _, v := range p.plan.Pages {
		page, ok := v.(*site.ClaimsPage)
		if !ok {
			continue
		}
		pages++
		shown, verdicts := map[string]bool{}, map[string]int{}
		for _, g := range page.Groups {
			for _, c := range g.Claims {
				shown[c.ID] = true
				verdicts[c.Verdict]++
				if c.ID == "abstract-mayoritas-berkembang" {
					quoted[page.Lang] = c.Lang + ": " + c.Original
				}
				if c.Text == "" || c.Section == "" || c.Verdict != g.Verdict || c.Verdict != "matches" && c.Note == "" || c.Verdict != "unverifiable" && (c.Published == "" || c.Computed == "" || c.Query == "") {
					t.Errorf("%s: claim %s lacks something: %+v", page.Path, c.ID, c)
				}
			}
		}
		for _, c := range p.pkg.Claims {
			if !shown[c.Name] {
				t.Errorf("%s does not show claim %s", page.Path, c.Name)
			}
			if lang := page.Lang; !c.Text.Has(lang) || !c.Section.Has(lang) || !c.Note.IsZero() && !c.Note.Has(lang) {
				t.Errorf("claim %s is not whole in %q", c.Name, lang)
			}
		}
		if verdicts["matches"] < 60 || verdicts["differs"] < 20 || verdicts["unverifiable"] < 10 || len(shown) != len(p.pkg.Claims) {
			t.Errorf("%s: %v of %d claims", page.Path, verdicts, len(p.pkg.Claims))
		}
	}
	// The abstract that the paper prints in English is quoted in English, in both languages.
	if want := "en: the majority of Kube were developing"; quoted["id"] != want || quoted["en"] != ": " {
		t.Errorf("the abstract in English is quoted as %q", quoted)
	}
	if pages != 2 {
		t.Errorf("%d pages of claims", pages)
	}
}

func TestVerdictsAreWordsInEachLanguage(t *testing.T) {
	dir := starterPortal(t)
	name := filepath.Join(dir, "data", "claims.toml")
	claims, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	more := `
[[claims]]
name = "tiga-rusak"
text = { id = "tiga titik air rusak", en = "three water points are broken" }
section = { id = "Ringkasan", en = "Summary" }
published = "3"
query = "SELECT count(*) FROM titik_air WHERE status = 'Rusak'"
expect = "differs"
note = { id = "Tabelnya memuat dua.", en = "The table has two." }

[[claims]]
name = "sejak-lama"
text = { id = "sudah lama rusak", en = "broken for long" }
section = { id = "Ringkasan", en = "Summary" }
expect = "unverifiable"
note = { id = "Tahunnya tidak dicatat.", en = "The year is not recorded." }
`
	if err := os.WriteFile(name, append(claims, more...), 0o644); err != nil {
		t.Fatal(err)
	}
	tree, _ := builtIn(t, dir, 0)
	for page, want := range map[string][]string{
		"klaim.html":     {"dua titik air rusak", "tiga titik air rusak", "sudah lama rusak", "Tabelnya memuat dua.", "Tahunnya tidak dicatat.", "Cocok", "Berbeda", "Tidak dapat diperiksa"},
		"en/claims.html": {"two water points are broken", "three water points are broken", "broken for long", "The table has two.", "The year is not recorded.", "Matches", "Differs", "Cannot be checked"},
	} {
		text := built(t, tree, page)
		for _, w := range want {
			if !strings.Contains(strings.ToLower(text), strings.ToLower(w)) {
				t.Errorf("%s lacks %q", page, w)
			}
		}
	}
}
