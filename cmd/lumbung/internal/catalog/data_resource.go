package catalog

import (
	"strings"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/locale"
)

// dataResource describes a dataset's CSV for the descriptor at a path; nil without one.
// together says that the other datasets are in the same descriptor, so that foreign keys
// to them can be told.
func (p *Portal) dataResource(d *Dataset, lang locale.Lang, at string, together bool) object {
	csv, ok := d.File("csv")
	if !ok || d.Table == nil {
		return nil
	}
	o := object{}
	o.set("name", d.Name)
	o.set("type", "table")
	o.set("$schema", profiles+"dataresource.json")
	o.set("path", p.pathFrom(at, csv.Path))
	o.set("title", d.Title.In(lang))
	o.set("description", d.Description.In(lang))
	o.set("homepage", p.page(d.Pages, lang))
	o.set("format", "csv")
	o.set("mediatype", csv.MediaType)
	o.set("encoding", "utf-8")
	o.set("bytes", csv.Bytes)
	o.set("hash", hash(csv))
	if len(d.Licenses) > 0 {
		o.set("licenses", licenseObjects(d.Licenses, lang))
	}
	o.set("sources", p.sourceObjects(d.Sources, lang))
	o.set("schema", p.tableSchema(d.Table, lang, together))
	o.set("temporal", d.Temporal)
	o.set("spatial", d.Spatial.In(lang))
	o.set("coverage", d.Coverage.In(lang))
	o.set("limits", texts(d.Limits, lang))
	o.set("notes", noteObjects(p.notes(d), lang))
	o.set("alternates", p.alternates(d, at))
	return o
}

// pathFrom names a file for the descriptor at a path: relative where the file is beside or
// below it, else by its absolute address, since a path may not lead upwards.
func (p *Portal) pathFrom(at, path string) string {
	rel := relative(at, path)
	if !strings.HasPrefix(rel, "../") {
		return rel
	}
	return first(p.absolute(path), rel)
}

func hash(f File) string {
	if f.SHA256 == "" {
		return ""
	}
	return "sha256:" + f.SHA256
}

func texts(list []locale.Text, lang locale.Lang) []string {
	var out []string
	for _, t := range list {
		out = append(out, t.In(lang))
	}
	return out
}

// noteObjects lists remarks with the field and the rows they are about.
func noteObjects(notes []dataset.Note, lang locale.Lang) []object {
	var list []object
	for _, n := range notes {
		o, where := object{}, object{}
		for _, name := range sortedKeys(n.Where) {
			where.set(name, n.Where[name])
		}
		o.set("field", n.Field)
		o.set("where", where)
		o.set("text", n.Text.In(lang))
		list = append(list, o)
	}
	return list
}

// alternates lists the same data in other formats.
func (p *Portal) alternates(d *Dataset, at string) []object {
	var list []object
	for _, f := range d.Files {
		if f.Format == "csv" {
			continue
		}
		o := object{}
		o.set("path", p.pathFrom(at, f.Path))
		o.set("format", f.Format)
		o.set("mediatype", f.MediaType)
		o.set("bytes", f.Bytes)
		o.set("hash", hash(f))
		list = append(list, o)
	}
	return list
}
