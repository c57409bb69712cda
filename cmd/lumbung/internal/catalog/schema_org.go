package catalog

import (
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/export"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
)

const schemaContext = "https://schema.org/"

// SchemaDataset is a dataset as schema.org describes it, for the <script> element of its
// page: all that Google Dataset Search requires and recommends. It gives nil while the
// portal has no address, since downloads and identifiers must be absolute.
func (p *Portal) SchemaDataset(d *Dataset, lang locale.Lang) []byte {
	if p.Site.BaseURL == "" {
		return nil
	}
	page := p.page(d.Pages, lang)
	o := object{{"@context", schemaContext}, {"@type", "Dataset"}, {"@id", page}}
	o.set("name", d.Title.In(lang))
	o.set("alternateName", d.Name)
	o.set("description", d.Description.In(lang))
	o.set("url", page)
	o.set("identifier", first(doiURL(d.DOI), page))
	o.set("sameAs", doiURL(d.DOI))
	o.set("inLanguage", string(lang))
	o.set("keywords", d.Keywords.In(lang))
	o.set("license", schemaLicense(p.licenses(d), lang))
	o.set("isAccessibleForFree", true)
	o.set("creator", p.organization(lang))
	o.set("publisher", p.organization(lang))
	o.set("funder", p.funder(lang))
	o.set("version", p.version(d))
	o.set("datePublished", first(p.issued(d), p.modified(d)))
	o.set("dateModified", p.modified(d))
	o.set("temporalCoverage", d.Temporal)
	if place := d.Spatial.In(lang); place != "" {
		o.set("spatialCoverage", object{{"@type", "Place"}, {"name", place}})
	}
	o.set("includedInDataCatalog", p.catalogReference(lang))
	o.set("measurementTechnique", techniques(d.Table, lang))
	o.set("variableMeasured", variables(d.Table, lang))
	o.set("distribution", p.distributions(d, lang))
	o.set("citation", p.schemaCitations(d, lang))
	o.set("creditText", p.DatasetWork(d, lang).Text())
	return embedded(o)
}

// SchemaCatalog is the portal as a schema.org DataCatalog, for its home page.
func (p *Portal) SchemaCatalog(lang locale.Lang) []byte {
	if p.Site.BaseURL == "" {
		return nil
	}
	o := append(object{{"@context", schemaContext}}, p.catalogReference(lang)...)
	o.set("description", p.Site.Description.In(lang))
	o.set("inLanguage", string(lang))
	o.set("keywords", p.Site.Keywords.In(lang))
	o.set("license", schemaLicense(p.licenses(nil), lang))
	o.set("creator", p.organization(lang))
	o.set("publisher", p.organization(lang))
	o.set("version", p.Version)
	o.set("dateModified", p.Modified)
	o.set("identifier", doiURL(p.DOI))
	var list []object
	for i := range p.Datasets {
		d := &p.Datasets[i]
		page := p.page(d.Pages, lang)
		one := object{{"@type", "Dataset"}, {"@id", page}}
		one.set("name", d.Title.In(lang))
		one.set("description", d.Description.In(lang))
		one.set("url", page)
		one.set("license", schemaLicense(p.licenses(d), lang))
		list = append(list, one)
	}
	o.set("dataset", list)
	return embedded(o)
}

// catalogReference names the portal where a dataset belongs to it.
func (p *Portal) catalogReference(lang locale.Lang) object {
	home := p.page(p.Home, lang)
	o := object{{"@type", "DataCatalog"}}
	o.set("@id", home)
	o.set("name", p.Site.Title.In(lang))
	o.set("url", home)
	return o
}

// funder is who paid for the data; nothing where the portal does not say.
func (p *Portal) funder(lang locale.Lang) object {
	name := p.Site.Funder.Name.In(lang)
	if name == "" {
		return nil
	}
	o := object{{"@type", "Organization"}, {"name", name}}
	o.set("url", p.Site.Funder.URL)
	return o
}

func (p *Portal) organization(lang locale.Lang) object {
	publisher := p.Site.Publisher
	name := publisher.Name.In(lang)
	if name == "" {
		return nil
	}
	o := object{{"@type", "Organization"}, {"name", name}}
	o.set("url", publisher.URL)
	if report := p.Site.Report; report.Email != "" || report.Issues != "" {
		contact := object{{"@type", "ContactPoint"}, {"contactType", "customer service"}}
		contact.set("email", report.Email)
		contact.set("url", report.Issues)
		o.set("contactPoint", contact)
	}
	return o
}

func schemaLicense(licenses []dataset.License, lang locale.Lang) any {
	l := onlyLicense(licenses)
	if l.Path != "" {
		return l.Path
	}
	if name := first(l.Title.In(lang), l.Name); name != "" {
		return object{{"@type", "CreativeWork"}, {"name", name}}
	}
	return nil
}

// variables describes each field; numbers with the least and the greatest value that is
// published, so that nothing suppressed shows.
// techniques are the measures of the fields, each once.
func techniques(t *table.Table, lang locale.Lang) (list []string) {
	if t == nil {
		return nil
	}
	for i := range t.Schema.Fields {
		if m := t.Schema.Fields[i].Measure.In(lang); m != "" && !slices.Contains(list, m) {
			list = append(list, m)
		}
	}
	return list
}

func variables(t *table.Table, lang locale.Lang) []object {
	if t == nil {
		return nil
	}
	var list []object
	for i := range t.Schema.Fields {
		f := &t.Schema.Fields[i]
		o := object{{"@type", "PropertyValue"}}
		o.set("name", first(f.Title.In(lang), f.Name))
		o.set("alternateName", f.Name)
		o.set("description", export.Meaning(f).In(lang))
		o.set("unitText", f.Unit.In(lang))
		o.set("measurementTechnique", f.Measure.In(lang))
		if f.Type.Numeric() && len(f.Categories) == 0 {
			low, high := extent(t, i)
			o.set("minValue", number(low))
			o.set("maxValue", number(high))
		}
		list = append(list, o)
	}
	return list
}

// distributions lists the downloads of a dataset.
func (p *Portal) distributions(d *Dataset, lang locale.Lang) []object {
	var list []object
	for _, f := range d.Files {
		o := object{{"@type", "DataDownload"}}
		o.set("name", d.Title.In(lang)+" ("+formatLabel(f.Format)+")")
		o.set("encodingFormat", f.MediaType)
		o.set("contentUrl", p.absolute(f.Path))
		o.set("contentSize", byteSize(f.Bytes))
		o.set("sha256", f.SHA256)
		o.set("license", schemaLicense(p.licenses(d), lang))
		list = append(list, o)
	}
	return list
}

// schemaCitations are the publications that the dataset was taken from.
func (p *Portal) schemaCitations(d *Dataset, lang locale.Lang) []object {
	var list []object
	for _, w := range p.PublicationWorks(d, lang) {
		o := object{{"@type", w.kind().schema}}
		o.set("name", w.Title)
		o.set("author", schemaAuthors(w.Authors))
		o.set("datePublished", w.Issued)
		o.set("url", w.address())
		if w.Container != "" {
			o.set("isPartOf", object{{"@type", "Periodical"}, {"name", w.Container}})
		}
		list = append(list, o)
	}
	return list
}

func schemaAuthors(authors []config.Author) []object {
	var list []object
	for _, a := range authors {
		o := object{{"@type", "Person"}}
		if a.Name != "" || a.Family == "" {
			o = object{{"@type", "Organization"}}
		}
		o.set("name", first(a.Name, strings.TrimSpace(a.Given+" "+a.Family)))
		o.set("familyName", a.Family)
		o.set("givenName", a.Given)
		if a.ORCID != "" {
			o.set("sameAs", "https://orcid.org/"+strings.TrimPrefix(a.ORCID, "https://orcid.org/"))
		}
		list = append(list, o)
	}
	return list
}
