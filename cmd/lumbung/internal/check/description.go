package check

import (
	"unicode/utf8"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
)

// How long a dataset's description may be for search engines of data to take it.
const (
	shortestDescription = 50
	longestDescription  = 5000
)

// Descriptions warns of datasets that search engines would not list. Where a portal has no
// address they cannot find it, and there is nothing to warn of.
func Descriptions(pkg *dataset.Package, langs []locale.Lang, log *diag.Log) {
	for _, r := range pkg.Resources {
		if r.Private {
			continue // nobody looks for it
		}
		if r.Doc == nil {
			continue // made from another, which describes it
		}
		if r.Path == "" && r.Query == "" {
			continue // its descriptor could not be read, nor then what it says
		}
		for _, lang := range langs {
			n := utf8.RuneCountInString(r.Description.In(lang))
			if n >= shortestDescription && n <= longestDescription {
				continue
			}
			at := r.Doc.ValueAt("description")
			if r.Description.Localized() {
				at = r.Doc.ValueAt("description." + string(lang))
			}
			if n == 0 {
				at = r.Doc.At("title") // or of the file, where that has none either
			}
			log.Warn("description", at, "the description of dataset %q has %d {character|characters} in %q; search engines take 50 to 5,000", r.Name, n, string(lang)).
				Note("say what one row is, of where and of when, and who published the figures")
			break
		}
	}
}
