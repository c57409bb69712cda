package site

import (
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

// Documents gives everything that can be found in a language to add, always in the same
// order. The document is used again for the next: what is kept of it must be copied.
func (p *Plan) Documents(lang locale.Lang, add func(*Document)) {
	for _, v := range p.Pages {
		if page := v.Base(); page.Lang == lang && page.Indexed {
			documentsOf(v, add)
		}
	}
	for _, set := range p.Sets {
		set.documents(lang, add)
	}
}

func documentsOf(v View, add func(*Document)) {
	page := v.Base()
	d := Document{Kind: "page", Title: page.Title, Line: page.Description, Path: page.Path}
	switch v := v.(type) {
	case *StoryPage:
		d.Kind, d.Strong, d.Text = "story", []string{v.Kicker}, []string{v.Standfirst.Plain(), v.Body.Plain()}
	case *TextPage:
		d.Text = []string{v.Body.Plain()}
	case *GlossaryPage:
		for _, t := range v.Terms {
			add(&Document{Kind: "term", Title: t.Title, Line: t.Note, Path: t.Path, Text: []string{t.Note}})
		}
	case *ChartPage:
		d.Kind, d.Strong, d.Text = "chart", []string{v.Figure.Input.Title, v.Group}, []string{v.Figure.Measure.Plain()}
		d.Line = v.Figure.Measure.Plain()
	case *DatasetPage:
		v.documents(add)
		return
	case *ClaimPage:
		d.Kind, d.Text = "claim", []string{v.Claim.Section, v.Claim.Note}
	}
	add(&d)
}

// documents are a dataset, its columns and, where they have no pages of their own, its rows.
func (v *DatasetPage) documents(add func(*Document)) {
	add(&Document{Kind: "dataset", Title: v.Title, Line: v.Description, Path: v.Path, Strong: []string{v.Name}, Text: []string{v.Standfirst}})
	for _, f := range v.Dictionary {
		add(&Document{Kind: "field", Title: f.Title, Line: v.Title, Path: v.Path + "#" + f.ID, Strong: []string{f.Name, f.Concept}, Text: []string{f.Definition, f.Unit}})
	}
	if v.ProfilesOf != nil || v.Table.Truncated() {
		return
	}
	for _, row := range v.Table.Rows {
		texts := make([]string, 0, len(row.Cells))
		for _, c := range row.Cells {
			if c.Text != "" && c.Class != "num" {
				texts = append(texts, c.Text)
			}
		}
		if len(texts) > 0 {
			add(&Document{Kind: "row", Title: texts[0], Line: v.Title, Path: v.Path + "#" + row.ID, Text: texts[1:]})
		}
	}
}

// documents are a set's rows: each by its name and the texts of its facts.
func (s *ProfileSet) documents(lang locale.Lang, add func(*Document)) {
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
		add(&d)
	}
}
