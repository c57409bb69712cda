package catalog

import (
	"strings"

	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/locale"
)

// DataCite writes a work as the registration that DataCite's REST API takes. Whoever
// registers it adds the prefix of their repository: a DOI is given, never invented.
func (p *Portal) DataCite(w Work, d *Dataset) []byte {
	a := object{}
	a.set("doi", w.DOI)
	a.set("url", w.URL)
	a.set("creators", dataCiteNames(w.Authors))
	a.set("titles", p.dataCiteTexts("title", w, d))
	a.set("publisher", object{{"name", first(w.Publisher, p.Site.Title.In(w.Lang))}})
	a.set("publicationYear", number(digitsOnly(w.year())))
	a.set("types", object{{"resourceType", "Dataset"}, {"resourceTypeGeneral", "Dataset"}})
	a.set("subjects", dataCiteSubjects(w))
	a.set("dates", p.dataCiteDates(w, d))
	a.set("language", string(w.Lang))
	a.set("version", w.Version)
	a.set("formats", mediaTypes(d))
	a.set("sizes", sizes(d))
	a.set("rightsList", dataCiteRights(w))
	a.set("descriptions", p.dataCiteTexts("description", w, d))
	if d != nil && d.Spatial.In(w.Lang) != "" {
		a.set("geoLocations", []object{{{"geoLocationPlace", d.Spatial.In(w.Lang)}}})
	}
	if funder := p.Site.Funder.Name.In(w.Lang); funder != "" {
		a.set("fundingReferences", []object{{{"funderName", funder}}})
	}
	a.set("relatedIdentifiers", p.relatedIdentifiers(w, d))
	a.set("relatedItems", p.relatedItems(w, d))
	a.set("schemaVersion", "http://datacite.org/schema/kernel-4")
	return document(object{{"data", object{{"type", "dois"}, {"attributes", a}}}})
}

func dataCiteNames(authors []config.Author) []object {
	var list []object
	for _, a := range authors {
		o := object{}
		if a.Name != "" || a.Family == "" {
			o.set("name", first(a.Name, a.Given))
			o.set("nameType", "Organizational")
		} else {
			o.set("name", risAuthor(a))
			o.set("nameType", "Personal")
			o.set("givenName", a.Given)
			o.set("familyName", a.Family)
			if a.ORCID != "" {
				id := "https://orcid.org/" + strings.TrimPrefix(a.ORCID, "https://orcid.org/")
				o.set("nameIdentifiers", []object{{{"nameIdentifier", id}, {"nameIdentifierScheme", "ORCID"}, {"schemeUri", "https://orcid.org"}}})
			}
		}
		list = append(list, o)
	}
	return list
}

// dataCiteTexts gives titles or descriptions in all languages, the work's own first.
func (p *Portal) dataCiteTexts(what string, w Work, d *Dataset) []object {
	text := p.Site.Title
	switch {
	case what == "title" && d != nil:
		text = d.Title
	case what == "description" && d != nil:
		text = d.Description
	case what == "description":
		text = p.Site.Description
	}
	var list []object
	for _, lang := range append([]locale.Lang{w.Lang}, p.Site.Languages...) {
		value := text.In(lang)
		if lang == w.Lang && what == "title" {
			value = w.Title
		}
		if value == "" || len(list) > 0 && (lang == w.Lang || !text.Has(lang)) {
			continue
		}
		o := object{}
		o.set(what, value)
		o.set("lang", string(lang))
		if what == "description" {
			o.set("descriptionType", "Abstract")
		} else if len(list) > 0 {
			o.set("titleType", "TranslatedTitle")
		}
		list = append(list, o)
	}
	return list
}

func dataCiteSubjects(w Work) []object {
	var list []object
	for _, k := range w.Keywords {
		list = append(list, object{{"subject", k}, {"lang", string(w.Lang)}})
	}
	return list
}

func (p *Portal) dataCiteDates(w Work, d *Dataset) []object {
	issued := p.Issued
	var list []object
	if d != nil {
		issued = p.issued(d)
		if d.Temporal != "" {
			list = append(list, object{{"date", d.Temporal}, {"dateType", "Coverage"}})
		}
	}
	if issued != "" {
		list = append(list, object{{"date", issued}, {"dateType", "Issued"}})
	}
	if w.Issued != "" && w.Issued != issued {
		list = append(list, object{{"date", w.Issued}, {"dateType", "Updated"}})
	}
	return list
}

func dataCiteRights(w Work) []object {
	o := object{}
	o.set("rights", first(w.License.Title.In(w.Lang), w.License.Name))
	o.set("rightsUri", w.License.Path)
	if spdxLicenses[w.License.Name] {
		o.set("rightsIdentifier", w.License.Name)
		o.set("rightsIdentifierScheme", "SPDX")
		o.set("schemeUri", "https://spdx.org/licenses/")
	}
	if len(o) == 0 {
		return nil
	}
	return []object{o}
}
