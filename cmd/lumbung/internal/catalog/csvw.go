package catalog

import (
	"net/url"
	"strings"

	"lumbung/cmd/lumbung/internal/export"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
)

// CSVW describes a dataset's CSV in the W3C's vocabulary for tabular data. It stands
// beside the CSV, under its name with -metadata.json behind it, where processors look for
// it. Texts of the portal's languages other than lang are left to the other formats.
func (p *Portal) CSVW(d *Dataset, lang locale.Lang) []byte {
	csv, ok := d.File("csv")
	if !ok || d.Table == nil {
		return nil
	}
	o := object{{"@context", []any{"http://www.w3.org/ns/csvw", object{{"@language", string(lang)}}}}}
	o.set("url", relative(csv.Path, csv.Path))
	o.set("dc:title", d.Title.In(lang))
	o.set("dc:description", d.Description.In(lang))
	o.set("dc:publisher", p.Site.Publisher.Name.In(lang))
	if l := onlyLicense(p.licenses(d)); l.Path != "" {
		o.set("dc:license", object{{"@id", l.Path}})
	}
	o.set("dc:modified", p.modified(d))
	o.set("dc:source", p.SourceTexts(d, lang))
	o.set("dcat:keyword", d.Keywords.In(lang))
	o.set("tableSchema", csvwSchema(d.Table, lang))
	return document(o)
}

// CSVWPath is where the description of a CSV stands.
func CSVWPath(csv string) string { return csv + "-metadata.json" }

func csvwSchema(t *table.Table, lang locale.Lang) object {
	columns := make([]object, len(t.Schema.Fields))
	for i := range columns {
		columns[i] = csvwColumn(t, i, lang)
	}
	o := object{}
	o.set("columns", columns)
	var key []string
	for _, name := range t.Schema.PrimaryKey {
		key = append(key, csvwName(name))
	}
	o.set("primaryKey", key)
	return o
}

func csvwColumn(t *table.Table, col int, lang locale.Lang) object {
	f := &t.Schema.Fields[col]
	absent := absentIn(t, col)
	o := object{}
	o.set("name", csvwName(f.Name))
	o.set("titles", f.Name)
	o.set("dc:title", f.Title.In(lang))
	o.set("dc:description", export.Meaning(f).In(lang))
	if _, tag := f.Base(); tag != "" {
		o.set("lang", string(tag))
	}
	o.set("datatype", csvwDatatype(t, col))
	if f.Constraints.Required && !absent.missing && !absent.suppressed {
		o.set("required", true)
	}
	if absent.suppressed {
		o.set("null", []string{"", export.Suppressed})
	}
	return o
}

// csvwName makes a name of the letters that URI templates allow; others are escaped.
func csvwName(name string) string {
	escaped := url.QueryEscape(name)
	return stricter.Replace(escaped)
}

var csvwTypes = map[table.Type]string{
	table.Integer: "integer", table.Number: "decimal", table.Boolean: "boolean", table.Date: "date", table.Datetime: "dateTime",
	table.Time: "time", table.Year: "gYear", table.Yearmonth: "gYearMonth", table.Duration: "duration",
	table.Object: "json", table.Array: "json", table.List: "json", table.Geojson: "json",
}

// csvwDatatype names the XML Schema type of a column, with its limits. A column of
// decimals that holds NaN or INF is one of doubles, the only type that has them.
func csvwDatatype(t *table.Table, col int) any {
	f := &t.Schema.Fields[col]
	base, ok := csvwTypes[f.Type]
	if !ok {
		base = "string"
	}
	if f.Type == table.Number && !allDecimal(t, col) {
		base = "double"
	}
	o := object{}
	if f.Type.Numeric() {
		for _, limit := range []struct{ name, value string }{
			{"minimum", f.Constraints.Minimum}, {"maximum", f.Constraints.Maximum},
			{"minExclusive", f.Constraints.ExclusiveMinimum}, {"maxExclusive", f.Constraints.ExclusiveMaximum},
		} {
			o.set(limit.name, limit.value)
		}
	}
	if base == "string" && f.Constraints.MinLength != nil {
		o.set("minLength", *f.Constraints.MinLength)
	}
	if base == "string" && f.Constraints.MaxLength != nil {
		o.set("maxLength", *f.Constraints.MaxLength)
	}
	if len(o) == 0 {
		return base
	}
	return append(object{{"base", base}}, o...)
}

func allDecimal(t *table.Table, col int) bool {
	for _, text := range t.Texts(col) {
		if strings.ContainsAny(text, "NIEe") {
			return false
		}
	}
	return true
}

var stricter = strings.NewReplacer("+", "%20", "-", "%2D", ".", "%2E", "~", "%7E")
