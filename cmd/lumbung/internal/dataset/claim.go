package dataset

import (
	"slices"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/privacy"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// Claim is an entry of data/claims.toml: something that a publication says in prose,
// with the query that tests it against the data.
type Claim struct {
	Name        string          `toml:"name"`
	Text        locale.Text     `toml:"text"`      // quoted in a few words
	Language    locale.Lang     `toml:"language"`  // that the publication prints it in; empty: the portal's first
	Section     locale.Text     `toml:"section"`   // where it is said
	Published   string          `toml:"published"` // the value as printed
	Unit        locale.Text     `toml:"unit"`
	Query       string          `toml:"query"`     // gives one value
	Tolerance   string          `toml:"tolerance"` // how far rounding may lead apart
	Expect      string          `toml:"expect"`    // "matches", "differs" or "unverifiable"
	Note        locale.Text     `toml:"note"`
	Privacy     *privacy.Waiver `toml:"privacy"` // of the claim's texts
	Tables      []string        `toml:"tables"`  // datasets it is about, beside those the query names
	Publication string          `toml:"publication"`

	Doc  *tomlfile.Doc `toml:"-"`
	Path string        `toml:"-"`
}

// At gives the place of one of the claim's keys.
func (c *Claim) At(key string) diag.Span { return c.Doc.ValueAt(tomlfile.Key(c.Path, key)) }

// Verdicts are what a claim may expect.
var Verdicts = []string{"matches", "differs", "unverifiable"}

// decodeClaims reads claims.toml; false when it is no TOML, or has a claim without a fit name.
func (p *Package) decodeClaims(file *diag.File, log *diag.Log) bool {
	var in struct {
		Claims []*Claim `toml:"claims"`
	}
	doc, _ := tomlfile.Decode(file, &in, log)
	if !doc.Whole() {
		return false
	}
	seen, nameless := map[string]*Claim{}, false
	for i, c := range in.Claims {
		c.Doc, c.Path = doc, tomlfile.Item("claims", i)
		first := seen[c.Name]
		switch {
		case !c.check(log):
			p.Unread.Claims = append(p.Unread.Claims, c.Name)
			nameless = nameless || !slugName.MatchString(c.Name)
			continue
		case first != nil:
			log.Error("claim-name", c.At("name"), "claim %q is made twice", c.Name).NoteAt(first.At("name"), "the first is").
				Note("remove one of the two, or give it another name")
			continue
		}
		seen[c.Name] = c
		p.Claims = append(p.Claims, c)
	}
	return !nameless
}

func (c *Claim) check(log *diag.Log) bool {
	before := log.Errors()
	if !slugName.MatchString(c.Name) {
		log.Error("claim-name", c.At("name"), "%q cannot be the name of a claim", c.Name).
			Note("use lower-case letters and digits, parted by hyphens")
	}
	switch {
	case c.Text.IsZero():
		log.Error("claim-text", c.Doc.At(c.Path), "claim %q quotes nothing", c.Name).Note("add text: the words of the publication, only a few")
	case c.Language != "" && !c.Text.Has(c.Language):
		log.Error("claim-text", c.At("language"), "claim %q has no words in %q, the language that it is printed in", c.Name, c.Language).
			Note("add them to text, as %s, or name another language", c.Language)
	}
	switch {
	case !slices.Contains(Verdicts, c.Expect):
		log.Error("claim-expect", c.At("expect"), "%q is no verdict", c.Expect).Note("expect is matches, differs or unverifiable")
	case c.Expect == "unverifiable" && c.Query != "":
		log.Error("claim-query", c.At("query"), "claim %q cannot be checked, and yet has a query", c.Name).
			Note(`remove the query, or expect "matches" or "differs"`)
	case c.Expect != "unverifiable" && c.Query == "":
		log.Error("claim-query", c.Doc.At(c.Path), "claim %q has no query", c.Name).Note(`add one, or say expect = "unverifiable" and why in note`)
	}
	if c.Expect != "matches" && slices.Contains(Verdicts, c.Expect) && c.Note.IsZero() {
		log.Error("claim-note", c.Doc.At(c.Path), "claim %q does not match, and no note says why", c.Name).
			Note("add note: what differs, or why it cannot be checked, in fair words")
	}
	if c.Privacy != nil {
		c.Doc.CheckWaiver(c.Privacy, tomlfile.Key(c.Path, "privacy"), log)
		c.Note = joined(c.Note, c.Privacy.Reason)
	}
	return log.Errors() == before
}
