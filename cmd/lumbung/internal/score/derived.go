package score

import (
	"slices"
	"strconv"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
)

// derived begins a dataset that follows from the scores, and adds it to the package.
func (d *deriver) derived(suffix string, title, description locale.Text, fields []table.Field, key []string) (*dataset.Resource, *table.Builder) {
	r := &dataset.Resource{
		Name: d.r.Name + "-" + suffix, Group: d.r.Group, Order: d.r.Order, Coverage: d.r.Coverage, Spatial: d.r.Spatial, Temporal: d.r.Temporal,
		Title: joined(d.r.Title, title), Description: description, Licenses: d.r.Licenses, Sources: d.r.Sources, Limits: d.r.Limits, Doc: d.r.Doc,
	}
	r.Schema = table.Schema{Fields: fields, PrimaryKey: key}
	at := slices.Index(d.pkg.Resources, d.r) + 1
	for at < len(d.pkg.Resources) && d.pkg.Resources[at].Doc == d.r.Doc {
		at++
	}
	d.pkg.Resources = slices.Insert(d.pkg.Resources, at, r)
	return r, table.NewBuilder(&r.Schema, 0)
}

// lose remembers the datasets and charts that would follow from scores which could not be
// read or do not hold.
func (d *deriver) lose() {
	suffixes := []string{"bands", "summary"}
	for _, field := range d.s.By {
		suffixes = append(suffixes, "by-"+locale.Slug(field))
	}
	for _, suffix := range suffixes {
		if name := d.r.Name + "-" + suffix; d.pkg.Resource(name) == nil {
			d.pkg.Unread.Datasets = append(d.pkg.Unread.Datasets, name)
			d.pkg.Unread.Charts = append(d.pkg.Unread.Charts, locale.Slug(name))
		}
	}
}

// joined is a title with what follows from it: "Skor: per kategori".
func joined(a, b locale.Text) locale.Text {
	per := map[locale.Lang]string{}
	for _, lang := range []locale.Lang{"id", "en"} {
		per[lang] = a.In(lang) + ": " + b.In(lang)
	}
	return locale.NewText(per)
}

// field takes a field over from another dataset, without rules that hold only there.
func field(r *dataset.Resource, name string) table.Field {
	f := *r.Table.Schema.Field(name)
	f.Constraints = table.Constraints{Required: true}
	return f
}

func (d *deriver) totalField() table.Field {
	f := *d.r.Table.Schema.Field(d.s.Value)
	if d.item >= 0 {
		f.Title, f.Definition = text("Skor", "Score"), text("Jumlah jawaban semua butir aspek itu.", "The sum of the answers to all items of the aspect.")
	}
	f.Type, f.Constraints, f.Categories = table.Integer, table.Constraints{Required: true}, nil
	return f
}

var (
	countField = table.Field{Name: "count", Type: table.Integer, Title: text("Jumlah", "Count"), Measure: text("Jumlah", "Count"),
		Definition: text("Banyaknya yang skornya masuk kategori itu.", "How many have a score in the band.")}
	shareField = table.Field{Name: "share", Type: table.Number, Title: text("Persen", "Percent"), Measure: text("Persentase", "Percentage"), Unit: text("persen", "percent"),
		Definition: text("Bagian dari semua yang dinilai pada aspek itu, dibulatkan ke satu desimal.", "Share of all that were scored in the aspect, rounded to one decimal.")}
	conclusionField = table.Field{Name: "conclusion", Type: table.Boolean, Title: text("Simpulan umum", "General conclusion"),
		Definition: text("Kategori terbanyak pada aspek itu: simpulan umumnya.", "The band with the most in the aspect: its general conclusion.")}
)

// bands is the total and the band of each row in each aspect.
func (d *deriver) bands() *dataset.Resource {
	rubric := d.out.Rubric.Resource
	aspect, band := field(rubric, d.s.Rubric.Aspect), field(rubric, d.s.Rubric.Band)
	of, total := field(d.r, d.s.Of), d.totalField()
	r, b := d.derived("bands", text("kategori tiap baris", "band of each row"),
		text("Skor dan kategori tiap "+d.out.Of.Title.In("id")+" pada tiap aspek, menurut rubrik.", "Score and band of each row of "+d.out.Of.Title.In("en")+" in each aspect, by the rubric."),
		[]table.Field{of, aspect, total, band}, []string{of.Name, aspect.Name})
	r.Schema.ForeignKeys = []table.ForeignKey{{Fields: []string{of.Name}, Resource: d.out.Of.Name, Reference: []string{d.out.Of.Table.Schema.Fields[d.key].Name}}}
	for _, t := range d.out.Totals {
		a := &d.out.Rubric.Aspects[t.Aspect]
		b.Append([]table.Value{cell(of.Type, d.out.Of.Table.Text(t.Row, d.key)), cell(aspect.Type, a.Value),
			cell(table.Integer, strconv.FormatInt(t.Score, 10)), cell(band.Type, a.Bands[t.Band].Value)})
	}
	r.Table = b.Table()
	return r
}

// summary counts rows by aspect and band, and marks the band with the most; where two have
// the most, there is no one conclusion and both are marked.
func (d *deriver) summary() *dataset.Resource {
	rubric := d.out.Rubric.Resource
	aspect, band := field(rubric, d.s.Rubric.Aspect), field(rubric, d.s.Rubric.Band)
	r, b := d.derived("summary", text("per aspek dan kategori", "by aspect and band"),
		text("Banyaknya "+d.out.Of.Title.In("id")+" pada tiap kategori menurut aspek, bagiannya, dan simpulan umum tiap aspek.", "How many rows of "+d.out.Of.Title.In("en")+" are in each band by aspect, their share, and the general conclusion of each aspect."),
		[]table.Field{aspect, band, countField, shareField, conclusionField}, []string{aspect.Name, band.Name})
	for i := range d.out.Rubric.Aspects {
		a := &d.out.Rubric.Aspects[i]
		counts, all := d.count(i, func(int) bool { return true })
		most := slices.Max(append([]int{1}, counts...))
		for n, c := range counts {
			b.Append([]table.Value{cell(aspect.Type, a.Value), cell(band.Type, a.Bands[n].Value), cell(table.Integer, strconv.Itoa(c)),
				cell(table.Number, share(c, all)), cell(table.Boolean, strconv.FormatBool(c == most))})
		}
	}
	r.Table = b.Table()
	d.chart(r, aspect.Name, band.Name)
	return r
}

// count counts the rows of an aspect by band.
func (d *deriver) count(aspect int, in func(row int) bool) (counts []int, all int) {
	counts = make([]int, len(d.out.Rubric.Aspects[aspect].Bands))
	for _, t := range d.out.Totals {
		if t.Aspect == aspect && in(t.Row) {
			counts[t.Band]++
			all++
		}
	}
	return counts, all
}

// by counts by a field of the scored rows too.
func (d *deriver) by(name string) *dataset.Resource {
	of := d.out.Of.Table
	col := of.Schema.Index(name)
	if col < 0 {
		d.error("scores", "by", "dataset %q has no field %q", d.out.Of.Name, name).Suggest(name, of.Schema.Names(), "its fields are %s")
		return nil
	}
	rubric := d.out.Rubric.Resource
	group, aspect, band := field(d.out.Of, name), field(rubric, d.s.Rubric.Aspect), field(rubric, d.s.Rubric.Band)
	title := of.Schema.Fields[col].Title
	r, b := d.derived("by-"+locale.Slug(name), text("menurut "+title.In("id"), "by "+title.In("en")),
		text("Banyaknya pada tiap kategori menurut "+title.In("id")+" dan aspek.", "How many are in each band by "+title.In("en")+" and aspect."),
		[]table.Field{group, aspect, band, countField, shareField}, []string{group.Name, aspect.Name, band.Name})
	for _, fk := range of.Schema.ForeignKeys {
		if len(fk.Fields) == 1 && fk.Fields[0] == name {
			r.Schema.ForeignKeys = append(r.Schema.ForeignKeys, fk)
		}
	}
	var values []string
	for row := range of.Len() {
		if v := of.Text(row, col); of.Has(row, col) && !slices.Contains(values, v) {
			values = append(values, v)
		}
	}
	for _, v := range values {
		for i := range d.out.Rubric.Aspects {
			a := &d.out.Rubric.Aspects[i]
			counts, all := d.count(i, func(row int) bool { return of.Text(row, col) == v })
			for n, c := range counts {
				b.Append([]table.Value{cell(group.Type, v), cell(aspect.Type, a.Value), cell(band.Type, a.Bands[n].Value), cell(table.Integer, strconv.Itoa(c)), cell(table.Number, share(c, all))})
			}
		}
	}
	r.Table = b.Table()
	return r
}

// chart draws the summary, where the drawing can show its bands.
func (d *deriver) chart(r *dataset.Resource, aspect, band string) {
	if n := len(d.out.Rubric.Aspects[0].Bands); n < 2 || n > 3 {
		return
	}
	c := &dataset.Chart{Name: locale.Slug(r.Name), Type: "stacked", Dataset: r.Name, Category: aspect, Series: band, Value: countField.Name, Class: "bands",
		Group: d.r.Group, Title: r.Title, Finding: r.Title, Measure: joined(text("Jumlah per kategori", "Number in each band"), d.out.Of.Title), Unit: locale.Plain(""),
		Doc: d.r.Doc, Path: "scores"}
	d.pkg.Charts = append(d.pkg.Charts, c)
	r.Charts = []string{c.Name}
}
