package catalog

import (
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/export"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
)

// API writes the static API: JSON files with names that do not change.
//
//	api/index.json          what the API has, and how it is used
//	api/datasets.json       all datasets with their downloads
//	api/datasets/NAME.json  one dataset: its fields, sources, notes, downloads
//
// Texts are objects by language, rows are in the downloads. Addresses are relative to the
// file they stand in, so that the API works on any host and from a disk.
func (p *Portal) API() []Output {
	out := p.apiOutputs()
	for i := range p.Datasets {
		out = append(out, p.apiOutput(&p.Datasets[i]))
	}
	return out
}

func (p *Portal) apiOutputs() []Output {
	return []Output{{"api/index.json", "application/json", p.apiIndex()}, {"api/datasets.json", "application/json", p.apiDatasets()}}
}

func (p *Portal) apiOutput(d *Dataset) Output {
	at := "api/datasets/" + d.Name + ".json"
	return Output{at, "application/json", document(p.apiDataset(d, at))}
}

func (p *Portal) apiIndex() []byte {
	s := p.Site
	o := object{}
	o.set("title", p.localized(s.Title))
	o.set("description", p.localized(s.Description))
	o.set("version", p.Version)
	o.set("modified", p.Modified)
	o.set("languages", s.Languages)
	o.set("license", licenseObjects(p.licenses(nil), s.Main()))
	o.set("home", p.links("api/index.json", p.Home))
	o.set("catalogue", p.links("api/index.json", p.Catalogue))
	o.set("use", []string{
		"All files are static JSON in UTF-8; nothing needs a key, a header or a query string.",
		"Addresses are relative to the file they stand in. Texts are objects by language tag.",
		"Names of files and members stay; new members may be added. A dataset's data is versioned by \"version\" and \"sha256\".",
	})
	o.set("files", []object{
		{{"path", "datasets.json"}, {"holds", "all datasets: name, title, size, downloads"}},
		{{"path", "datasets/{name}.json"}, {"holds", "one dataset: fields, keys, sources, notes, citation, downloads"}},
	})
	o.set("datasets", len(p.Datasets))
	o.set("downloads", fileObjects("api/index.json", p.Files))
	return document(o)
}

func (p *Portal) apiDatasets() []byte {
	const at = "api/datasets.json"
	list := []object{}
	for i := range p.Datasets {
		o := p.apiHead(&p.Datasets[i], at)
		o.set("self", "datasets/"+p.Datasets[i].Name+".json")
		list = append(list, o)
	}
	return document(object{{"datasets", list}})
}

func (p *Portal) apiHead(d *Dataset, at string) object {
	o := object{}
	o.set("name", d.Name)
	o.set("title", p.localized(d.Title))
	o.set("description", p.localized(d.Description))
	o.set("version", p.version(d))
	o.set("modified", p.modified(d))
	if d.Table != nil {
		o.set("rows", d.Table.Len())
	}
	o.set("page", p.links(at, d.Pages))
	o.set("files", fileObjects(at, d.Files))
	return o
}

// fileObjects lists downloads as seen from a file of the API.
func fileObjects(at string, files []File) []object {
	var list []object
	for _, f := range files {
		o := object{}
		o.set("format", f.Format)
		o.set("path", relative(at, f.Path))
		o.set("mediaType", f.MediaType)
		o.set("bytes", f.Bytes)
		o.set("sha256", f.SHA256)
		list = append(list, o)
	}
	return list
}

func (p *Portal) apiDataset(d *Dataset, at string) object {
	o := p.apiHead(d, at)
	o.set("coverage", p.localized(d.Coverage))
	o.set("temporal", d.Temporal)
	o.set("spatial", p.localized(d.Spatial))
	if d.Table != nil {
		o.set("fields", p.apiFields(d.Table))
		o.set("primaryKey", d.Table.Schema.PrimaryKey)
		o.set("foreignKeys", p.foreignKeys(d.Table.Schema, true))
	}
	var limits, notes []object
	for _, l := range d.Limits {
		limits = append(limits, p.localized(l))
	}
	for _, n := range p.notes(d) {
		one, where := object{}, object{}
		for _, name := range sortedKeys(n.Where) {
			where.set(name, n.Where[name])
		}
		one.set("field", n.Field)
		one.set("where", where)
		one.set("text", p.localized(n.Text))
		notes = append(notes, one)
	}
	o.set("limits", limits)
	o.set("notes", notes)
	sources, citation := object{}, object{}
	for _, lang := range p.Site.Languages {
		sources.set(string(lang), p.SourceTexts(d, lang))
		citation.set(string(lang), p.DatasetWork(d, lang).Text())
	}
	o.set("sources", sources)
	o.set("citation", citation)
	o.set("licenses", licenseObjects(p.licenses(d), p.Site.Main()))
	return o
}

// notes are the notes of a dataset that can be published.
func (p *Portal) notes(d *Dataset) []dataset.Note {
	if d.Table == nil {
		return nil
	}
	return export.Notes(d.Resource)
}

func (p *Portal) apiFields(t *table.Table) []object {
	var list []object
	for i := range t.Schema.Fields {
		f := &t.Schema.Fields[i]
		o := object{}
		o.set("name", f.Name)
		o.set("type", publishedType(f.Type))
		o.set("title", p.localized(f.Title))
		o.set("definition", p.localized(export.Meaning(f)))
		o.set("unit", p.localized(f.Unit))
		o.set("concept", p.localized(f.Concept))
		o.set("measure", p.localized(f.Measure))
		o.set("classification", p.localized(f.Classification))
		var categories []object
		for _, c := range f.Categories {
			one := object{{"value", typed(f.Type, c.Value)}}
			one.set("label", p.localized(c.Label))
			categories = append(categories, one)
		}
		o.set("categories", categories)
		list = append(list, o)
	}
	return list
}

// localized gives a text by language; a text that is the same in all stands under the
// portal's first.
func (p *Portal) localized(t locale.Text) object {
	o := object{}
	if !t.Localized() {
		o.set(string(p.Site.Main()), t.In(p.Site.Main()))
		return o
	}
	for _, lang := range p.Site.Languages {
		if t.Has(lang) {
			o.set(string(lang), t.In(lang))
		}
	}
	return o
}

// links gives pages by language, as seen from a file of the API.
func (p *Portal) links(at string, pages Pages) object {
	o := object{}
	for _, lang := range p.Site.Languages {
		if path, ok := pages[lang]; ok {
			o.set(string(lang), relative(at, path))
		}
	}
	return o
}
