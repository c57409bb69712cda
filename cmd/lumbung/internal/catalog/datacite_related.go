package catalog

import (
	"slices"
	"strconv"
)

// relatedIdentifiers points at the portal that a dataset is part of, and at publications
// that have a DOI.
func (p *Portal) relatedIdentifiers(w Work, d *Dataset) []object {
	var list []object
	if home := p.page(p.Home, w.Lang); d != nil && home != "" {
		list = append(list, object{{"relatedIdentifier", home}, {"relatedIdentifierType", "URL"}, {"relationType", "IsPartOf"}})
	}
	for _, source := range p.sourceWorks(d, w) {
		if source.DOI != "" {
			list = append(list, object{{"relatedIdentifier", source.DOI}, {"relatedIdentifierType", "DOI"}, {"relationType", "IsDerivedFrom"}})
		}
	}
	return list
}

// relatedItems describes the publications that figures were transcribed from: most have
// no identifier, and are cited all the same.
func (p *Portal) relatedItems(w Work, d *Dataset) []object {
	var list []object
	for _, source := range p.sourceWorks(d, w) {
		o := object{}
		o.set("relatedItemType", source.kind().dataCite)
		o.set("relationType", "IsDerivedFrom")
		o.set("creators", dataCiteNames(source.Authors))
		o.set("titles", []object{{{"title", source.Title}}})
		o.set("publicationYear", digitsOnly(source.year()))
		o.set("publisher", source.Publisher)
		list = append(list, o)
	}
	return list
}

// sourceWorks lists the publications of a dataset, or of all of them.
func (p *Portal) sourceWorks(d *Dataset, w Work) []Work {
	if d != nil {
		return p.PublicationWorks(d, w.Lang)
	}
	var works []Work
	seen := map[string]bool{}
	for i := range p.Datasets {
		for _, source := range p.PublicationWorks(&p.Datasets[i], w.Lang) {
			if !seen[source.ID] {
				seen[source.ID] = true
				works = append(works, source)
			}
		}
	}
	return works
}

func mediaTypes(d *Dataset) []string {
	var list []string
	if d == nil {
		return nil
	}
	for _, f := range d.Files {
		if !slices.Contains(list, f.MediaType) {
			list = append(list, f.MediaType)
		}
	}
	return list
}

func sizes(d *Dataset) []string {
	if d == nil || d.Table == nil {
		return nil
	}
	list := []string{strconv.Itoa(d.Table.Len()) + " rows"}
	if csv, ok := d.File("csv"); ok {
		list = append(list, strconv.FormatInt(csv.Bytes, 10)+" bytes")
	}
	return list
}
