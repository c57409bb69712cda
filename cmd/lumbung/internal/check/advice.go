package check

import (
	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/content"
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
)

// Advice tells what a portal can do better though nothing of it is wrong: names that Satu
// Data Indonesia would not take, descriptions that search engines pass over, what is kept and
// never shown, headings, links and pictures that a screen reader makes little of. raw is the
// package before anything was taken away: what nobody uses may be private.
//
// All of it is warnings, each of a rule that site.toml can raise, lower or switch off. It
// belongs to the command check and not to a build, which would repeat it on every save.
func Advice(site *config.Site, raw *dataset.Package, pages []*content.Page, log *diag.Log) {
	if site.BaseURL == "" { // with an address a build warns of them itself
		Descriptions(raw, site.Languages, log)
	}
	concepts(site, raw, log)
	for _, r := range raw.Resources {
		if !r.Private {
			unusedFields(raw, r, log)
		}
		unusedColumns(r, log)
	}
	unusedPublications(site, raw, log)
	for _, p := range pages {
		narrative(p, log)
	}
}
