package site

import (
	"iter"
	"strings"

	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
)

// Document is what the search index knows of a thing that can be found.
type Document struct {
	Kind   string // as the interface groups results: "dataset", "field", "row", "profile", "story", "page", "chart", "claim", "term"
	Title  string
	Line   string // shown under the title
	Path   string
	Strong []string // names and keywords
	Text   []string
}

// Documents goes through everything that can be found in a language, always in the same
// order. The document is used again for the next: what is kept of it must be copied.
func (p *Plan) Documents(lang locale.Lang) iter.Seq[*Document] {
	return func(yield func(*Document) bool) {
		for _, v := range p.Pages {
			if page := v.Base(); page.Lang == lang && page.Indexed && !documentsOf(v, yield) {
				return
			}
		}
		for _, set := range p.Sets {
			if !set.documents(lang, yield) {
				return
			}
		}
	}
}

func documentsOf(v View, yield func(*Document) bool) bool {
	page := v.Base()
	d := Document{Kind: "page", Title: page.Title, Line: page.Description, Path: page.Path}
	switch v := v.(type) {
	case *StoryPage:
		d.Kind, d.Strong, d.Text = "story", []string{v.Kicker}, []string{v.Standfirst.Plain(), v.Body.Plain()}
	case *TextPage:
		d.Text = []string{v.Body.Plain()}
	case *GlossaryPage:
		for _, t := range v.Terms {
			if !yield(&Document{Kind: "term", Title: t.Title, Line: t.Note, Path: t.Path, Text: []string{t.Note}}) {
				return false
			}
		}
	case *ChartPage:
		d.Kind, d.Strong, d.Text = "chart", []string{v.Figure.Input.Title, v.Group}, []string{v.Figure.Measure.Plain()}
		d.Line = v.Figure.Measure.Plain()
	case *DatasetPage:
		return v.documents(yield)
	case *ClaimPage:
		d.Kind, d.Text = "claim", []string{v.Claim.Section, v.Claim.Note}
	}
	return yield(&d)
}

// documents are a dataset, its columns and, where they have no pages of their own, its rows.
func (v *DatasetPage) documents(yield func(*Document) bool) bool {
	if !yield(&Document{Kind: "dataset", Title: v.Title, Line: v.Description, Path: v.Path, Strong: []string{v.Name}, Text: []string{v.Standfirst}}) {
		return false
	}
	for _, f := range v.Dictionary {
		if !yield(&Document{Kind: "field", Title: f.Title, Line: v.Title, Path: v.Path + "#" + f.ID, Strong: []string{f.Name, f.Concept}, Text: []string{f.Definition, f.Unit}}) {
			return false
		}
	}
	if v.ProfilesOf != nil || v.Table.Truncated() {
		return true
	}
	for _, row := range v.Table.Rows {
		texts := make([]string, 0, len(row.Cells))
		for _, c := range row.Cells {
			if c.Text != "" && c.Class != "num" {
				texts = append(texts, c.Text)
			}
		}
		if len(texts) > 0 && !yield(&Document{Kind: "row", Title: texts[0], Line: v.Title, Path: v.Path + "#" + row.ID, Text: texts[1:]}) {
			return false
		}
	}
	return true
}

// documents are a set's rows: each by its name and the texts of its facts.
func (s *ProfileSet) documents(lang locale.Lang, yield func(*Document) bool) bool {
	i, t := s.langIndex(lang), s.Resource.Table
	f := s.planner.formatter(lang)
	var cols []cellColumn
	for _, c := range s.facts[i] {
		if !c.field.Type.Numeric() {
			cols = append(cols, c)
		}
	}
	d := Document{Kind: "profile"}
	var in scratch
	for row := range t.Len() {
		in.reset()
		d.Title, d.Path = s.titleIn(&in, row, i), s.pathIn(&in, row, i)
		d.Strong, d.Text = d.Strong[:0], d.Text[:0]
		for n := range cols {
			c := &cols[n]
			v := t.Value(row, c.col)
			if v.State != table.Present {
				continue
			}
			text := c.name(row, f.Text(v.Text, c.field))
			if n < 3 {
				d.Strong = append(d.Strong, text)
			} else {
				d.Text = append(d.Text, text)
			}
		}
		d.Line = strings.Join(d.Strong, " · ")
		if !yield(&d) {
			return false
		}
	}
	return true
}
