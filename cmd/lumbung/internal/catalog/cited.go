package catalog

import (
	"path"
	"strings"

	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/locale"
)

// Cited is a work with what it was made from. The publications are works of their own:
// whoever takes a figure cites them beside the portal.
type Cited struct {
	Work
	Publications []Work
	Sources      []string // the same in words, with tables and sections; and what is no publication
	Stem         string   // path of its files without extension; "" where it has none
}

// CiteDataset is how a dataset is cited.
func (p *Portal) CiteDataset(d *Dataset, lang locale.Lang) Cited {
	c := p.cite(p.DatasetWork(d, lang), d.Sources)
	if csv, ok := d.File("csv"); ok {
		c.Stem = p.citationStem(strings.TrimSuffix(csv.Path, path.Base(csv.Path))+d.Name, lang)
	}
	return c
}

// CitePiece is how a chart, a story or a claim is cited. A claim has no files of citations, as
// a row has none: there are many, and each page has all that would be in them.
func (p *Portal) CitePiece(x *Piece) Cited {
	c := p.cite(p.PieceWork(x), p.pieceSources(x))
	if config.On(p.Site.Outputs.Metadata) && x.Kind != KindClaim {
		c.Stem = pieceStem(x.Path)
	}
	return c
}

// CitePortal is how the portal as a whole is cited.
func (p *Portal) CitePortal(lang locale.Lang) Cited {
	w := p.PortalWork(lang)
	return Cited{Work: w, Publications: p.sourceWorks(nil, w), Sources: p.AllSourceTexts(lang), Stem: p.citationStem("portal", lang)}
}

func (p *Portal) cite(w Work, sources []dataset.Source) Cited {
	c := Cited{Work: w, Publications: p.publications(sources, w.Lang)}
	for _, s := range p.cited(sources, w.Lang) {
		c.Sources = append(c.Sources, s.text)
	}
	return c
}

func (p *Portal) citationStem(stem string, lang locale.Lang) string {
	if !config.On(p.Site.Outputs.Metadata) {
		return ""
	}
	return p.languageFile(stem, "", lang)
}

// Formats writes the work and, as works of their own, the publications it comes from.
func (c *Cited) Formats() []CitationFormat {
	all := make([]CitationFormat, len(forms))
	for i, f := range forms {
		all[i] = CitationFormat{f.Name, f.Extension, f.MediaType, f.with(&c.Work, f.after(c.Publications))}
	}
	return all
}
