package check

import (
	"math"

	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/content"
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/privacy"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// TextWaiver lets kinds of personal data pass in lines of a file: site.toml, a page, a
// descriptor, one chart or claim. Cells have waivers of their own, field by field.
type TextWaiver struct {
	waiver   *privacy.Waiver
	at       diag.Span
	from, to int // lines
	used     bool
}

// TextWaivers collects what the settings, pages, descriptors, charts and claims let pass.
func TextWaivers(site *config.Site, pkg *dataset.Package, pages []*content.Page) (all []*TextWaiver) {
	add := func(w *privacy.Waiver, doc *tomlfile.Doc, path string, from, to int) {
		if w != nil {
			all = append(all, &TextWaiver{waiver: w, at: doc.At(tomlfile.Key(path, "privacy")), from: from, to: to})
		}
	}
	add(site.Privacy, site.Doc, "", 1, math.MaxInt)
	for _, r := range pkg.Resources {
		add(r.Privacy, r.Doc, "", 1, math.MaxInt)
	}
	for _, c := range pkg.Charts {
		from, to := items(c.Doc, "charts", c.Path)
		add(c.Privacy, c.Doc, c.Path, from, to)
	}
	for _, c := range pkg.Claims {
		from, to := items(c.Doc, "claims", c.Path)
		add(c.Privacy, c.Doc, c.Path, from, to)
	}
	for _, p := range pages {
		add(p.Front.Privacy, p.Doc, "", 1, math.MaxInt)
	}
	return all
}

// items gives the lines of one of a list of tables: to where the next begins.
func items(doc *tomlfile.Doc, list, path string) (from, to int) {
	from, to = doc.At(path).Line, math.MaxInt
	for i := 0; ; i++ {
		item := tomlfile.Item(list, i)
		if !doc.Has(item) {
			return from, to
		}
		if line := doc.At(item).Line; line > from {
			return from, line - 1
		}
	}
}

// onCard says whether a kind is the number of somebody's card, which has no business in the
// settings of a portal.
func onCard(kind privacy.Kind) bool { return kind == privacy.Identity || kind == privacy.Card }

func excused(waivers []*TextWaiver, file string, line int, kind privacy.Kind) bool {
	for _, w := range waivers {
		if w.at.Name() == file && line >= w.from && line <= w.to && w.waiver.Allows(kind) {
			w.used = true
			return file != "site.toml" || !onCard(kind)
		}
	}
	return false
}
