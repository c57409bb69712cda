package catalog

import (
	"strings"

	"lumbung/cmd/lumbung/internal/export"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
)

// SatuData is a dataset in the forms of statistical metadata of Satu Data Indonesia
// (Peraturan BPS 5/2020): MS-Ind for each indicator, MS-Var for each variable. What the
// descriptor does not say is left out; nothing is filled in for the sake of the form.
type SatuData struct {
	Dataset    string
	Producer   string
	Indicators []Sheet
	Variables  []Sheet
}

// Sheet is one form: the name of what it describes, and its lines.
type Sheet struct {
	Name  string // of the field
	Title string
	Lines []SheetLine
}

// SheetLine is a line of a form. Key is its name for machines, the same in every language.
type SheetLine struct {
	Key   string
	Label string
	Value string
}

// SatuData makes the forms of a dataset. An indicator is a number that is measured: a
// field with a measure or a unit.
func (p *Portal) SatuData(d *Dataset, lang locale.Lang) SatuData {
	s := SatuData{Dataset: d.Title.In(lang), Producer: p.Site.Publisher.Name.In(lang)}
	if d.Table == nil {
		return s
	}
	for i := range d.Table.Schema.Fields {
		f := &d.Table.Schema.Fields[i]
		if _, tag := f.Base(); tag != "" {
			continue // a translation is not a variable of its own
		}
		if f.Type.Numeric() && (!f.Measure.IsZero() || !f.Unit.IsZero()) {
			s.Indicators = append(s.Indicators, p.indicator(d, f, lang))
		}
		s.Variables = append(s.Variables, p.variable(d, f, lang))
	}
	return s
}

func (p *Portal) indicator(d *Dataset, f *table.Field, lang locale.Lang) Sheet {
	w := satuWordsFor(lang)
	s := Sheet{Name: f.Name, Title: first(f.Title.In(lang), f.Name)}
	s.add("nama", w.indicator, s.Title)
	s.add("konsep", w.concept, f.Concept.In(lang))
	s.add("definisi", w.definition, export.Meaning(f).In(lang))
	s.add("ukuran", w.measure, f.Measure.In(lang))
	s.add("satuan", w.unit, f.Unit.In(lang))
	s.add("klasifikasi", w.presentation, f.Classification.In(lang))
	s.add("publikasi", w.publication, strings.Join(p.SourceTexts(d, lang), " "))
	s.add("level_estimasi", w.level, first(d.Coverage.In(lang), d.Spatial.In(lang)))
	s.add("akses_umum", w.public, w.yes)
	return s
}

func (p *Portal) variable(d *Dataset, f *table.Field, lang locale.Lang) Sheet {
	w := satuWordsFor(lang)
	s := Sheet{Name: f.Name, Title: first(f.Title.In(lang), f.Name)}
	s.add("nama", w.variable, s.Title)
	s.add("alias", w.alias, f.Name)
	s.add("konsep", w.concept, f.Concept.In(lang))
	s.add("definisi", w.definition, export.Meaning(f).In(lang))
	s.add("referensi_pemilihan", w.reference, first(f.Source.In(lang), strings.Join(p.SourceTexts(d, lang), " ")))
	s.add("referensi_waktu", w.period, d.Temporal)
	s.add("tipe_data", w.dataType, f.Type.String())
	s.add("ukuran", w.measure, f.Measure.In(lang))
	s.add("satuan", w.unit, f.Unit.In(lang))
	s.add("klasifikasi_isian", w.classification, first(categoryText(f, lang), f.Classification.In(lang)))
	s.add("aturan_validasi", w.rules, export.Rules(f, lang))
	s.add("akses_umum", w.public, w.yes)
	return s
}

func (s *Sheet) add(key, label, value string) {
	if value != "" {
		s.Lines = append(s.Lines, SheetLine{key, label, value})
	}
}

func categoryText(f *table.Field, lang locale.Lang) string {
	var list []string
	for _, c := range f.Categories {
		list = append(list, first(c.Label.In(lang), c.Value))
	}
	return strings.Join(list, "; ")
}

// SatuDataJSON writes the forms of a dataset as JSON.
func (p *Portal) SatuDataJSON(d *Dataset, lang locale.Lang) []byte {
	s := p.SatuData(d, lang)
	o := object{}
	o.set("kumpulan_data", s.Dataset)
	o.set("nama", d.Name)
	o.set("produsen_data", s.Producer)
	o.set("versi", p.version(d))
	o.set("halaman", p.page(d.Pages, lang))
	o.set("ms_ind", sheetObjects(s.Indicators))
	o.set("ms_var", sheetObjects(s.Variables))
	return document(o)
}

func sheetObjects(sheets []Sheet) []object {
	var list []object
	for _, s := range sheets {
		o := object{}
		for _, l := range s.Lines {
			o.set(l.Key, l.Value)
		}
		list = append(list, o)
	}
	return list
}

// satuWords are the names of the lines, as the forms print them.
type satuWords struct {
	indicator, variable, alias, concept, definition, measure, unit, presentation, classification string
	publication, level, public, yes, reference, period, dataType, rules                          string
}

func satuWordsFor(lang locale.Lang) *satuWords {
	if base, _, _ := strings.Cut(string(lang), "-"); base == "id" {
		return &satuIndonesian
	}
	return &satuEnglish
}

var satuIndonesian = satuWords{
	indicator: "Nama indikator", variable: "Nama variabel", alias: "Alias", concept: "Konsep", definition: "Definisi", measure: "Ukuran", unit: "Satuan",
	presentation: "Klasifikasi penyajian", classification: "Klasifikasi isian", publication: "Publikasi ketersediaan", level: "Level estimasi",
	public: "Dapat diakses umum", yes: "Ya", reference: "Referensi pemilihan", period: "Referensi waktu", dataType: "Tipe data", rules: "Aturan validasi",
}

var satuEnglish = satuWords{
	indicator: "Indicator", variable: "Variable", alias: "Alias", concept: "Concept", definition: "Definition", measure: "Measure", unit: "Unit",
	presentation: "Classification shown", classification: "Classification of entries", publication: "Published in", level: "Level of estimation",
	public: "Open to the public", yes: "Yes", reference: "Source of the variable", period: "Reference period", dataType: "Data type", rules: "Validation rules",
}
