package catalog

import (
	"path"
	"strings"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/locale"
)

// Piece is a page of the portal that is cited on its own: a chart, a story, or a claim with
// what became of it.
type Piece struct {
	Kind     PieceKind
	Lang     locale.Lang
	Title    string
	Path     string   // of its page
	Datasets []string // that it shows
	Modified string   // ISO date of what it shows
}

// PieceKind is what a piece is.
type PieceKind string

const (
	KindFigure PieceKind = "figure"
	KindStory  PieceKind = "story"
	KindClaim  PieceKind = "claim"
)

// csl is the kind in CSL's words, which has none for stories and claims.
func (k PieceKind) csl() string {
	if k == KindFigure {
		return "figure"
	}
	return "webpage"
}

// in is the kind in a language.
func (k PieceKind) in(w *words) string {
	switch k {
	case KindFigure:
		return w.figure
	case KindClaim:
		return w.claim
	}
	return w.story
}

// Piece finds a piece by the path of its page, or gives nil.
func (p *Portal) Piece(path string) *Piece {
	for i := range p.Pieces {
		if p.Pieces[i].Path == path {
			return &p.Pieces[i]
		}
	}
	return nil
}

// PieceWork is a piece as a work. A chart of one dataset is a part of that, in its version;
// other pieces are parts of the portal.
func (p *Portal) PieceWork(x *Piece) Work {
	w := p.work(x.Lang)
	w.Version, w.Issued, w.License = p.Version, first(x.Modified, p.Modified), onlyLicense(p.licenses(nil))
	if x.Kind == KindFigure && len(x.Datasets) == 1 && p.Dataset(x.Datasets[0]) != nil {
		w = p.partOf(p.Dataset(x.Datasets[0]), x.Lang)
	}
	w.Kind, w.Form = x.Kind.csl(), x.Kind.in(wordsFor(x.Lang))
	w.ID = p.name() + "-" + locale.Slug(pieceStem(x.Path))
	w.Title, w.URL = x.Title, p.absolute(x.Path)
	return w
}

// pieceSources are the sources of all datasets that a piece shows.
func (p *Portal) pieceSources(x *Piece) (all []dataset.Source) {
	for _, name := range x.Datasets {
		if d := p.Dataset(name); d != nil {
			all = append(all, d.Sources...)
		}
	}
	return all
}

// pieceStem is the path of a piece's page without its extension: its citations stand there.
func pieceStem(page string) string { return strings.TrimSuffix(page, path.Ext(page)) }
