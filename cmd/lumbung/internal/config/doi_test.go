package config

import (
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/diag"
)

func TestADOIIsWrittenBare(t *testing.T) {
	for doi, ok := range map[string]bool{
		"10.5281/zenodo.1234567": true, "10.1234/abc_(d)": true, "": false, "10.1/x": false, "doi:10.5281/zenodo.1": false, "https://doi.org/10.5281/zenodo.1": false,
		"10.5281/": false, "10.5281/a b": false, "10.5281/<a>": false,
	} {
		if IsDOI(doi) != ok {
			t.Errorf("%q: %v", doi, !ok)
		}
	}
}

func TestAWrongDOIIsToldAtItsPlace(t *testing.T) {
	text := `title = "T"
doi = "https://doi.org/10.5281/zenodo.1"

[publications.a]
title = "A"
doi = "10.5281"

[publications.b]
title = "B"
doi = "10.5281/zenodo.2"
`
	log := &diag.Log{}
	site, ok := Decode(&diag.File{Name: "site.toml", Data: []byte(text)}, log)
	var b strings.Builder
	diag.Printer{W: &b, All: true}.Print(log.Sorted())
	for _, want := range []string{`site.toml:2:7: error: "https://doi.org/10.5281/zenodo.1" is not a DOI`, `site.toml:6:7: error: "10.5281" is not a DOI`, "write it bare"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
	if !ok || log.Errors() != 2 || site.DOI == "" {
		t.Errorf("%d errors, usable %v:\n%s", log.Errors(), ok, b.String())
	}
}
