package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"

	"lumbung/cmd/lumbung/internal/locale"
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
	// A tab for each language, at the same time: most of the time is axe-core's own.
	for _, lang := range []locale.Lang{"id", "en"} {
		r.t.Run(string(lang), func(t *testing.T) {
			t.Parallel()
			accessibleIn(newReader(t, r.ctx, r.site), lang, string(axe))
		})
	}
}

// withNotes are pages whose rows have both links and marks of notes, close to one another;
// the largest dataset has none.
var withNotes = []builtPage{{kind: "dataset", lang: "id", path: "data/kube.html"}, {kind: "dataset", lang: "en", path: "en/data/kube.html"}}

// accessibleIn loads each page of a language once, and changes colours and width around it.
func accessibleIn(r *reader, lang locale.Lang, axe string) {
	pages := 0
	for _, b := range append(slices.Clone(r.site.pages), withNotes...) {
		if b.lang != lang {
			continue
		}
		pages++
		r.media("", "light")
		r.open(r.site.addresses(b)[0])
		ask[chromedp.Void](r, axe+";0")
		for _, scheme := range []string{"light", "dark"} {
			r.media("", scheme)
			for _, width := range []int64{360, 1280} {
				r.width(width)
				broken := ask[[]string](r, `axe.run(document, {resultTypes: ["violations"], selectors: false, rules: {"target-size": {enabled: true}}}).then((r) => r.violations.flatMap((v) =>
					v.nodes.slice(0, 3).map((n) => v.id + ": " + n.html.slice(0, 160) + " " + n.failureSummary)))`)
				for _, violation := range broken {
					r.t.Errorf("%s, %s, %d wide: %s", b.path, scheme, width, violation)
				}
			}
		}
		r.quiet()
	}
	if pages < 15 {
		r.t.Errorf("only %d pages of the language %q were looked at", pages, lang)
	}
}
