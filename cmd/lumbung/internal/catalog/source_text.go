package catalog

import (
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/locale"
)

// citedSource is a source in full, with the tables and sections that were used of it.
type citedSource struct {
	text, url, version string
}

// SourceTexts cites the sources of a dataset in full: a publication once, followed by all
// tables and sections that the dataset was taken from.
func (p *Portal) SourceTexts(d *Dataset, lang locale.Lang) []string {
	var list []string
	for _, c := range p.cited(d.Sources, lang) {
		list = append(list, c.text)
	}
	return list
}

// AllSourceTexts cites the sources of all datasets, each once.
func (p *Portal) AllSourceTexts(lang locale.Lang) []string {
	var list []string
	for _, o := range p.allSources(lang) {
		list = append(list, o[0].value.(string))
	}
	return list
}

func (p *Portal) cited(sources []dataset.Source, lang locale.Lang) []citedSource {
	var order []string
	found := map[string]citedSource{}
	locators := map[string][]string{}
	for _, s := range sources {
		c := p.source(s, lang)
		if c.text == "" {
			continue
		}
		if _, ok := found[c.text]; !ok {
			order = append(order, c.text)
			found[c.text] = c
		}
		if l := s.Locator.In(lang); l != "" && !slices.Contains(locators[c.text], l) {
			locators[c.text] = append(locators[c.text], l)
		}
	}
	var list []citedSource
	for _, text := range order {
		c := found[text]
		if l := locators[text]; len(l) > 0 {
			c.text = strings.TrimSpace(c.text + " " + strings.Join(l, "; ") + ".")
		}
		list = append(list, c)
	}
	return list
}

// source cites one source without its table or section.
func (p *Portal) source(s dataset.Source, lang locale.Lang) citedSource {
	if w, ok := p.PublicationWork(s.Publication, lang); ok {
		return citedSource{w.Text(), w.address(), s.Version}
	}
	text := first(s.Title.In(lang), s.Path)
	if text != "" && !strings.HasSuffix(text, ".") && text != s.Path {
		text += "."
	}
	return citedSource{text, s.Path, s.Version}
}
