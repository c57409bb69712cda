package site

import (
	"cmp"
	"strings"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
)

// claims plans the page of claims, by their verdicts: those that differ come first, they
// are why the page exists.
func (p *planner) claims(lang locale.Lang) {
	if len(p.Verdicts) == 0 {
		return
	}
	v := &ClaimsPage{Page: p.page(KindClaims, lang, p.claimsPath(lang), p.t(lang, "claim.title"), own("the claims")), Total: len(p.Verdicts)}
	v.Section = "claims"
	v.Standfirst = p.lineAt(p.t(lang, "claim.standfirst"), lang, p.Config.Doc.File, p.Config.Doc.File.Whole(), v.Dir)
	v.Description = p.t(lang, "claim.standfirst")
	for _, verdict := range []string{"differs", "matches", "unverifiable"} {
		g := ClaimGroup{Verdict: verdict, ID: p.t(lang, "path."+verdict)}
		for i := range p.Verdicts {
			if p.Verdicts[i].Result == verdict {
				c := p.claimView(&p.Verdicts[i], lang)
				c.Dir = v.Dir
				g.Claims = append(g.Claims, c)
			}
		}
		if len(g.Claims) > 0 {
			v.Groups = append(v.Groups, g)
		}
	}
	p.card(&v.Page, "", v.Title, v.Description, nil)
	p.add(v)
	p.claimPages(v)
}

// claimPages plans a page for each claim, in the order of the list.
func (p *planner) claimPages(list *ClaimsPage) {
	var pages []*ClaimPage
	for _, g := range list.Groups {
		for _, c := range g.Claims {
			made := maker{name: diag.Msg("claim %s", c.ID), at: p.claimAt(c.ID)}
			v := &ClaimPage{Page: p.page(KindClaim, list.Lang, c.Path, c.Text, made), Claim: c}
			v.Claim.Dir = v.Dir
			v.Section = list.Section
			v.Crumbs = []Link{{Title: list.Title, Path: list.Path}}
			v.Description = p.verdictInWords(&c, list.Lang)
			if p.carded(list.Total) {
				p.card(&v.Page, list.Title+p.t(list.Lang, "page.separator")+c.Section, "“"+c.Text+"”", v.Description, nil)
			}
			pages = append(pages, v)
			p.add(v)
		}
	}
	for i, v := range pages {
		if i > 0 {
			v.Previous = &Link{Title: pages[i-1].Title, Path: pages[i-1].Path}
		}
		if i+1 < len(pages) {
			v.Next = &Link{Title: pages[i+1].Title, Path: pages[i+1].Path}
		}
	}
}

func (p *planner) claimAt(name string) diag.Span {
	for _, v := range p.Verdicts {
		if v.Claim.Name == name {
			return v.Claim.At("name")
		}
	}
	return diag.Span{}
}

// verdictInWords says what became of a claim in a sentence.
func (p *planner) verdictInWords(c *ClaimView, lang locale.Lang) string {
	verdict := p.t(lang, "claim."+c.Verdict)
	switch {
	case c.Published == "":
		return verdict + "."
	case c.Computed == "":
		return p.t(lang, "claim.uncomputed", "verdict", verdict, "published", c.Published)
	}
	return p.t(lang, "claim.compared", "verdict", verdict, "published", c.Published, "computed", c.Computed)
}

func (p *planner) claimView(v *Verdict, lang locale.Lang) ClaimView {
	c, f := v.Claim, p.formatter(lang)
	out := ClaimView{ID: c.Name, Path: p.claimPath(c.Name, lang), Text: c.Text.In(lang), Section: c.Section.In(lang), Verdict: v.Result, Note: c.Note.In(lang), Query: c.Query,
		Published: claimValue(c.Published, c, f), Computed: claimValue(v.Computed, c, f), Tolerance: f.Locale.Number(c.Tolerance)}
	if printed := cmp.Or(c.Language, p.Config.Main()); lang != printed && c.Text.Localized() && c.Text.In(printed) != out.Text {
		out.Original, out.Lang = c.Text.In(printed), string(printed)
	}
	if pub, ok := p.Config.Publications[c.Publication]; ok {
		out.Section = orElse(pub.Short.In(lang), pub.Title.In(lang)) + ", " + out.Section
	}
	for _, name := range c.Tables {
		if r := p.Package.Resource(name); r != nil && r.Table != nil {
			out.Tables = append(out.Tables, Link{Title: r.Title.In(lang), Path: p.datasetPath(name, lang)})
		}
	}
	return out
}

// claimValue writes a claim's value with its unit. A unit such as "(1 = in order, 0 = not)"
// says what the numbers stand for: readers get the words. A count of one thing in several,
// "7 (70)", is text and stays as it is; years are not grouped.
func claimValue(value string, c *dataset.Claim, f Formatter) string {
	if value == "" {
		return ""
	}
	unit := c.Unit.In(f.Lang())
	if word, ok := codedWord(value, unit); ok {
		return word
	}
	text := f.Locale.Number(value)
	switch year := c.Unit.In("en"); {
	case len(value) == 4 && (value[0] == '1' || value[0] == '2') && strings.Contains(year, "year"):
		return value
	case unit == "":
		return text
	case unit == "%" || unit == f.Get("value.percent"):
		return text + "%"
	}
	return text + " " + unit
}

// codedWord reads what a value stands for from a unit of the form "(1 = word, 0 = word)".
func codedWord(value, unit string) (string, bool) {
	inner, ok := strings.CutPrefix(unit, "(")
	if !ok || !strings.Contains(unit, " = ") {
		return "", false
	}
	switch value { // a comparison computes a truth value
	case "true":
		value = "1"
	case "false":
		value = "0"
	}
	for _, part := range strings.Split(strings.TrimSuffix(inner, ")"), ", ") {
		code, word, ok := strings.Cut(part, " = ")
		if ok && code == value {
			return word, true
		}
	}
	return "", false
}
