package check

import (
	"strings"
	"unicode/utf8"

	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
)

// What Google Dataset Search takes for the description of a dataset, in characters. One
// outside of it is not listed at all.
const (
	leastDescription = 50
	mostDescription  = 5000
)

// description warns of a dataset that search engines would pass over.
func description(site *config.Site, r *dataset.Resource, log *diag.Log) {
	if r.Description.IsZero() {
		log.Warn("description-length", r.Doc.At("title"), "dataset %q has no description", r.Name).
			Note("say in a sentence or two what one row is, where and when: %d to %d characters", leastDescription, mostDescription)
		return
	}
	at := r.Doc.ValueAt("description")
	for _, lang := range site.Languages {
		if !r.Description.Has(lang) {
			continue // told as a missing translation
		}
		if key := "description." + string(lang); r.Doc.Has(key) {
			at = r.Doc.ValueAt(key)
		}
		switch n := utf8.RuneCountInString(strings.TrimSpace(r.Description.In(lang))); {
		case n < leastDescription:
			log.Warn("description-length", at, "the description has %d characters, fewer than %d", n, leastDescription).
				Note("search engines for data do not list it: say what one row is, where and when")
		case n > mostDescription:
			log.Warn("description-length", at, "the description has %d characters, more than %d", n, mostDescription).
				Note("search engines for data do not list it: put the rest into limits, notes or a page")
		}
		if !r.Description.Localized() {
			return
		}
	}
}
