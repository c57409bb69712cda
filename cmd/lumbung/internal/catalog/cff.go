package catalog

import (
	"strings"

	"lumbung/cmd/lumbung/internal/config"
)

// CFF writes CITATION.cff (version 1.2.0) for a work of the portal, with the publications
// its data comes from as references.
func (p *Portal) CFF(w Work, sources []Work) []byte {
	y := &yaml{}
	y.field("", "cff-version", "1.2.0")
	y.field("", "message", wordsFor(w.Lang).message)
	y.field("", "type", "dataset")
	cffBody(y, &w, "", first(p.Site.Publisher.Name.In(w.Lang), p.Site.Title.In(w.Lang)))
	if isISODate(w.Issued) {
		y.field("", "date-released", w.Issued)
	}
	y.list("", "keywords", w.Keywords)
	y.field("", "abstract", oneLine(w.Abstract))
	if spdxLicenses[w.License.Name] {
		y.field("", "license", w.License.Name)
	} else {
		y.field("", "license-url", w.License.Path)
	}
	y.field("", "repository-code", p.Site.CodeURL)
	if len(sources) > 0 {
		y.line("references:")
		for i := range sources {
			y.item("  ", "type", sources[i].kind().cff)
			cffBody(y, &sources[i], "    ", first(sources[i].Publisher, "anonymous"))
			y.plain("    ", "year", digitsOnly(sources[i].year()))
			if sources[i].Kind == "article-journal" {
				y.field("    ", "journal", sources[i].Container)
			}
		}
	}
	return y.bytes()
}

// cffBody writes what the work and its references share. The format wants an author of
// each: one without is credited to somebody else that is named.
func cffBody(y *yaml, w *Work, indent, somebody string) {
	y.field(indent, "title", oneLine(w.Title))
	y.line(indent + "authors:")
	for _, a := range w.Authors {
		cffAuthor(y, a, indent+"  ")
	}
	if len(w.Authors) == 0 {
		y.item(indent+"  ", "name", somebody)
	}
	y.field(indent, "version", w.Version)
	y.field(indent, "doi", w.DOI)
	y.field(indent, "url", w.URL)
}

func cffAuthor(y *yaml, a config.Author, indent string) {
	if a.Name != "" || a.Family == "" {
		y.item(indent, "name", first(a.Name, a.Given))
		return
	}
	y.item(indent, "family-names", a.Family)
	y.field(indent+"  ", "given-names", a.Given)
	if a.ORCID != "" {
		y.field(indent+"  ", "orcid", "https://orcid.org/"+strings.TrimPrefix(a.ORCID, "https://orcid.org/"))
	}
}

// spdxLicenses are the licences of data that CFF knows by name; others go by address.
var spdxLicenses = map[string]bool{
	"CC-BY-4.0": true, "CC-BY-3.0": true, "CC-BY-SA-4.0": true, "CC-BY-SA-3.0": true, "CC-BY-NC-4.0": true, "CC-BY-NC-SA-4.0": true,
	"CC-BY-ND-4.0": true, "CC0-1.0": true, "ODbL-1.0": true, "ODC-By-1.0": true, "PDDL-1.0": true,
}

func isISODate(s string) bool {
	return len(s) == len("2006-01-02") && s[4] == '-' && s[7] == '-' && digitsOnly(s[:4]+s[5:7]+s[8:]) != ""
}

// digitsOnly gives a text of digits back, and "" for any other.
func digitsOnly(s string) string {
	for _, r := range s {
		if r < '0' || r > '9' {
			return ""
		}
	}
	return s
}
