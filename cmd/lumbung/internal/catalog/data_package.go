package catalog

import (
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/locale"
)

const profiles = "https://datapackage.org/profiles/2.0/"

// DataPackage is the portal's datapackage.json in a language; at is the path it will
// stand at. Data Package v2 has no texts in several languages, so there is one for each.
func (p *Portal) DataPackage(lang locale.Lang, at string) []byte {
	o := p.packageHead(lang)
	var resources []object
	for i := range p.Datasets {
		if r := p.dataResource(&p.Datasets[i], lang, at, true); r != nil {
			resources = append(resources, r)
		}
	}
	o.set("resources", resources)
	return document(o)
}

// DatasetPackage is the datapackage.json of one dataset in a language. It gives nil for a
// dataset without a CSV.
//
// The standard wants the descriptor to be named datapackage.json and to stand at or above
// its files; where it stands elsewhere, it names them by their absolute addresses.
func (p *Portal) DatasetPackage(d *Dataset, lang locale.Lang, at string) []byte {
	r := p.dataResource(d, lang, at, false)
	if r == nil {
		return nil
	}
	o := object{}
	o.set("$schema", profiles+"datapackage.json")
	o.set("name", d.Name)
	o.set("id", first(doiURL(d.DOI), p.page(d.Pages, p.Site.Main())))
	o.set("title", d.Title.In(lang))
	o.set("description", d.Description.In(lang))
	o.set("homepage", p.page(d.Pages, lang))
	o.set("version", p.version(d))
	o.set("created", timestamp(p.modified(d)))
	o.set("language", string(lang))
	o.set("keywords", d.Keywords.In(lang))
	o.set("licenses", licenseObjects(p.licenses(d), lang))
	o.set("contributors", p.contributors(lang))
	o.set("sources", p.sourceObjects(d.Sources, lang))
	o.set("citation", p.DatasetWork(d, lang).Text())
	o.set("resources", []object{r})
	return document(o)
}

func (p *Portal) packageHead(lang locale.Lang) object {
	s := p.Site
	o := object{}
	o.set("$schema", profiles+"datapackage.json")
	o.set("name", p.name())
	o.set("id", first(doiURL(p.DOI), p.page(p.Home, s.Main())))
	o.set("title", s.Title.In(lang))
	o.set("description", s.Description.In(lang))
	o.set("homepage", p.page(p.Home, lang))
	o.set("version", p.Version)
	o.set("created", timestamp(p.Modified))
	o.set("language", string(lang))
	o.set("keywords", s.Keywords.In(lang))
	o.set("licenses", licenseObjects(p.licenses(nil), lang))
	o.set("contributors", p.contributors(lang))
	o.set("sources", p.allSources(lang))
	o.set("citation", p.PortalWork(lang).Text())
	return o
}

// name is the portal's name for machines.
func (p *Portal) name() string {
	return first(locale.Slug(p.Site.Title.In(p.Site.Main())), "portal")
}

// timestamp writes a date as the point in time that RFC 3339 asks for.
func timestamp(date string) string {
	if date == "" {
		return ""
	}
	return date + "T00:00:00Z"
}

func licenseObjects(licenses []dataset.License, lang locale.Lang) []object {
	var list []object
	for _, l := range licenses {
		o := object{}
		o.set("name", l.Name)
		o.set("path", l.Path)
		o.set("title", l.Title.In(lang))
		list = append(list, o)
	}
	return list
}

// contributors are the publisher and whoever takes readers' reports.
func (p *Portal) contributors(lang locale.Lang) []object {
	s := p.Site
	o := object{}
	o.set("title", s.Publisher.Name.In(lang))
	o.set("path", s.Publisher.URL)
	o.set("email", s.Report.Email)
	var all []object
	if len(o) > 0 {
		roles := []string{"publisher"}
		if s.Report.Email != "" {
			roles = append(roles, "contact")
		}
		o.set("roles", roles)
		all = append(all, o)
	}
	if name := s.Funder.Name.In(lang); name != "" {
		funder := object{{"title", name}}
		funder.set("path", s.Funder.URL)
		funder.set("roles", []string{"funder"})
		all = append(all, funder)
	}
	return all
}

// sourceObjects lists sources; each publication is cited in full.
func (p *Portal) sourceObjects(sources []dataset.Source, lang locale.Lang) []object {
	var list []object
	for _, c := range p.cited(sources, lang) {
		o := object{}
		o.set("title", c.text)
		o.set("path", c.url)
		o.set("version", c.version)
		list = append(list, o)
	}
	return list
}

// allSources lists the sources of all datasets once, without their tables and sections.
func (p *Portal) allSources(lang locale.Lang) []object {
	var all []dataset.Source
	for i := range p.Datasets {
		for _, s := range p.Datasets[i].Sources {
			s.Locator = locale.Text{}
			all = append(all, s)
		}
	}
	return p.sourceObjects(all, lang)
}
