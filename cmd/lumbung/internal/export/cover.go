package export

import (
	"strings"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/locale"
)

// part is a section of a cover: a heading and its lines.
type part struct {
	heading string
	lines   []string
}

// cover says what a file holds, who publishes it, where it comes from, how to cite it and
// how figures are rounded and corrected: the same in each file, in the same order.
func cover(b *Book) []part {
	w := wordsFor(b.Lang)
	parts := []part{
		{w.about, aboutLines(b, w)},
		{w.sources, b.Sources},
		{w.citation, nonEmpty(b.Citation)},
		{w.limits, limitLines(b)},
		{w.policy, []string{w.rounding, w.revision}},
	}
	kept := parts[:0]
	for _, p := range parts {
		if len(p.lines) > 0 {
			kept = append(kept, p)
		}
	}
	return kept
}

// summary is the description under the book's title.
func (b *Book) summary() string {
	if len(b.Resources) == 1 {
		return b.Resources[0].Description.In(b.Lang)
	}
	return b.Site.Description.In(b.Lang)
}

func aboutLines(b *Book, w *words) []string {
	s := b.Site
	var lines []string
	add := func(label string, values ...string) {
		if text := strings.Join(nonEmpty(values...), ", "); text != "" {
			lines = append(lines, label+": "+text)
		}
	}
	add(w.publisher, s.Publisher.Name.In(b.Lang), s.Publisher.URL)
	add(w.contact, s.Report.Email, s.Report.Issues)
	if len(b.Resources) == 1 {
		r := b.Resources[0]
		add(w.coverage, r.Coverage.In(b.Lang))
		add(w.place, r.Spatial.In(b.Lang))
		add(w.period, r.Temporal)
	}
	add(w.version, s.Version, locale.For(b.Lang).Date(s.Date))
	add(w.updates, w.frequency[s.Frequency])
	for _, l := range licenses(b) {
		add(w.license, first(l.Title.In(b.Lang), l.Name), l.Path)
	}
	add(w.page, b.Page)
	return lines
}

// licenses gives the terms of the book's only dataset, or the portal's.
func licenses(b *Book) []dataset.License {
	if len(b.Resources) == 1 && len(b.Resources[0].Licenses) > 0 {
		return b.Resources[0].Licenses
	}
	if l := b.Site.License; l.Name != "" || l.Path != "" || !l.Title.IsZero() {
		return []dataset.License{dataset.License(l)}
	}
	return nil
}

func limitLines(b *Book) []string {
	if len(b.Resources) != 1 {
		return nil
	}
	var lines []string
	for _, limit := range b.Resources[0].Limits {
		lines = append(lines, limit.In(b.Lang))
	}
	return lines
}

func nonEmpty(values ...string) []string {
	kept := values[:0:0]
	for _, v := range values {
		if v != "" {
			kept = append(kept, v)
		}
	}
	return kept
}
