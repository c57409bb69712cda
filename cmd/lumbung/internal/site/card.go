package site

import "lumbung/cmd/lumbung/internal/locale"

// card plans the picture that other sites show for a page.
func (p *planner) card(page *Page, kicker, headline, body string, figure *Figure) {
	c := &Card{Path: cardPath(page.Path)}
	c.Text.Kicker, c.Text.Headline, c.Text.Body = orElse(kicker, p.Config.Title.In(page.Lang)), headline, body
	c.Text.Source = p.ownSource(page.Lang)
	if figure != nil {
		c.Input = figure.Input
		c.Text.Source = p.takenSource(figure, page.Lang)
	}
	page.Card = c
}

// CardDir is the folder of the cards: only other sites ask for them.
const CardDir = "kartu/"

func cardPath(page string) string { return CardDir + trimHTML(page) + ".png" }

// ownSource is the last line of a card without a chart: the portal and its terms.
func (p *planner) ownSource(lang locale.Lang) string {
	line := p.Config.Title.In(lang)
	if l := licenseTitle(p.Config.License, lang); l != "" {
		line += ", " + l
	}
	return line
}

// carded says whether so many pages of a kind get cards: pictures cost far more than pages
// do, and of a large register few are ever shown.
func (p *planner) carded(pages int) bool { return pages <= p.Config.Cards }

// Cards is how many of the set's pages have a card: all, or none.
func (s *ProfileSet) Cards() int {
	if !s.planner.carded(s.Len()) {
		return 0
	}
	return s.Len()
}

// Card is the picture for a row's page, with the first of its charts.
func (s *ProfileSet) Card(row, lang int) *Card {
	v := s.Page(row, lang, nil)
	if figures := v.Figures(); len(figures) > 0 {
		s.planner.card(&v.Page, v.Set.Label, v.Title, v.Summary, figures[0])
	}
	return v.Card
}
