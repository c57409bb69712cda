package main

import (
	"os"
	"path/filepath"

	"github.com/chromedp/chromedp"
)

// accessible runs axe-core, which is not ours to ship: AXE names its axe.min.js, or it
// is among the modules of the other oracles.
func accessible(r *reader) {
	file := os.Getenv("AXE")
	if modules := os.Getenv("ORACLE_MODULES"); file == "" && modules != "" {
		if at := filepath.Join(modules, "axe-core", "axe.min.js"); exists(at) {
			file = at
		}
	}
	if file == "" && os.Getenv("ORACLE_MODULES") != "" {
		r.t.Fatal("ORACLE_MODULES has no axe-core")
	}
	if file == "" {
		r.t.Skip("AXE names no axe.min.js: accessibility is not checked by axe-core")
	}
	axe, err := os.ReadFile(file)
	if err != nil {
		r.t.Fatal(err)
	}
	for _, b := range r.site.pages {
		if b.lang != "id" {
			continue
		}
		r.media("", "light")
		r.open(r.site.addresses(b)[0])
		ask[chromedp.Void](r, string(axe)+";0")
		for _, scheme := range []string{"light", "dark"} {
			r.media("", scheme)
			for _, width := range []int64{360, 1280} {
				r.width(width)
				broken := ask[[]string](r, `axe.run(document, {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}}).then((r) => r.violations.flatMap((v) =>
					v.nodes.slice(0, 3).map((n) => v.id + ": " + n.html.slice(0, 160) + " " + n.failureSummary)))`)
				for _, violation := range broken {
					r.t.Errorf("%s, %s, %d wide: %s", b.path, scheme, width, violation)
				}
			}
		}
		r.quiet()
	}
}
