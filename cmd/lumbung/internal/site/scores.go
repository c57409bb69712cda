package site

import (
	"strconv"

	"lumbung/cmd/lumbung/internal/chart"
	"lumbung/cmd/lumbung/internal/content"
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
)

// Scores are the scores of a dataset's rows by aspect, for the strips on their profiles.
type Scores struct {
	Of      string // dataset whose rows were scored
	Dataset string // that has the bands of each row: where the strip leads
	Aspects []ScoreAspect
	Totals  map[int][]string // of a row: its total in each aspect, "" where it has none
}

// ScoreAspect is an aspect with its bands from low to high.
type ScoreAspect struct {
	Value string
	Bands []ScoreBand
	// Rubric and its fields name the aspect and its bands for readers.
	Rubric      *dataset.Resource
	AspectField string
	BandField   string
}

// ScoreBand is a range of totals.
type ScoreBand struct {
	Value    string
	Min, Max int64
}

// scores are the strips of a row's scores; none where it was not scored.
func (p *planner) scores(v *ProfilePage) []*Figure {
	var all []*Figure
	for i := range p.Inputs.Scores {
		s := &p.Inputs.Scores[i]
		if s.Of != v.set.Resource.Name {
			continue
		}
		if totals, scored := s.Totals[v.row]; scored {
			all = append(all, p.scoreFigure(s, v, totals, i))
		}
	}
	return all
}

func (p *planner) scoreFigure(s *Scores, v *ProfilePage, totals []string, n int) *Figure {
	lang := v.Lang
	in := p.scoreInput(s, lang, totals)
	in.Title = p.t(lang, "profile.scoresOf", "name", v.Name)
	f := &Figure{ID: "skor", Dir: v.Dir, Name: s.Dataset, Level: 3, Input: in, Slot: chart.Column, Alt: chart.Describe(in)}
	if n > 0 {
		f.ID += "-" + itoa(n+1)
	}
	f.Finding = p.plainText(in.Title, lang)
	f.Measure = p.plainText(p.t(lang, "profile.scoresMeasure"), lang)
	f.Sources = p.sources(s.Dataset, lang)
	data := &chartData{lang: lang, input: in}
	f.Numbers = p.scoreNumbers(data, f)
	return f
}

// plainText is a text of our own as a line of Markdown would be.
func (p *planner) plainText(text string, lang locale.Lang) *Text {
	t := &Text{Body: content.Inline(&diag.File{Name: siteFileName}, diag.Span{}, text, p.Log), Inline: true}
	return t
}

const siteFileName = "site.toml"

func (p *planner) scoreInput(s *Scores, lang locale.Lang, totals []string) *chart.Input {
	f := p.formatter(lang)
	in := &chart.Input{Kind: chart.Bands, Locale: *f.Locale, Words: chartWords(f.Phrases)}
	for i := range s.Aspects {
		a := &s.Aspects[i]
		strip := chart.Strip{Label: p.categoryName(a.Rubric, a.AspectField, a.Value, lang)}
		for n, b := range a.Bands {
			strip.Bands = append(strip.Bands, chart.Band{Name: p.categoryName(a.Rubric, a.BandField, b.Value, lang), Min: b.Min, Max: b.Max, Role: bandRole(n, len(a.Bands))})
		}
		score := chart.Absent(f.Get("value.missing"))
		if totals[i] != "" {
			score = chart.Value(totals[i])
		}
		strip.Score = &score
		in.Strips = append(in.Strips, strip)
	}
	return in
}

// categoryName is a value as its field writes it for readers.
func (p *planner) categoryName(r *dataset.Resource, field, value string, lang locale.Lang) string {
	if f := r.Table.Schema.Field(field); f != nil {
		return p.formatter(lang).Text(value, f)
	}
	return value
}

func (p *planner) scoreNumbers(d *chartData, f *Figure) *TableView {
	phrases := p.formatter(d.lang)
	v := &TableView{ID: f.ID + "-angka", Dir: f.Dir, Caption: d.input.Title}
	v.Columns = []Column{{Name: "aspek", Title: p.t(d.lang, "figure.label")}, {Name: "skor", Title: p.t(d.lang, "profile.score"), Class: "num", Type: "n"}, {Name: "kategori", Title: p.t(d.lang, "profile.band")}}
	for _, s := range d.input.Strips {
		row := Row{Cells: []Cell{{Text: s.Label}, {Text: s.Score.Words, Class: "kosong"}, {}}}
		if s.Score.Present() {
			row.Cells[1] = Cell{Text: phrases.Locale.Number(s.Score.Value), Sort: s.Score.Value, Class: "num"}
			for _, b := range s.Bands {
				if n, err := strconv.ParseInt(s.Score.Value, 10, 64); err == nil && n >= b.Min && n <= b.Max {
					row.Cells[2].Text = b.Name
				}
			}
		}
		v.Rows = append(v.Rows, row)
	}
	v.Total = len(v.Rows)
	return v
}
