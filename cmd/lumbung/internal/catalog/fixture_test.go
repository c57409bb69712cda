package catalog

import (
	"encoding/json"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
)

func both(id, en string) locale.Text {
	return locale.NewText(map[locale.Lang]string{"id": id, "en": en})
}

// nasty is a text that has broken some format somewhere.
const nasty = "a & b <c> \"d\" 'e' \\f %g _h #i $j ~k ^l {m} | n: o - p\u2028</script>"

func testSite() *config.Site {
	return &config.Site{
		Title: both("Kube Kupang", "The Kube of Kupang"), Description: both("Data terbuka tentang Kube.", "Open data about Kube."),
		Languages: []locale.Lang{"id", "en"}, BaseURL: "https://data.example.org/kube/", Version: "1.1.0", Date: "2026-11-24",
		Publisher: config.Publisher{Name: both("Dinas Sosial", "Social Affairs Office"), URL: "https://dinsos.example.org/", Type: "LocalAuthority"},
		License:   config.License{Name: "CC-BY-4.0", Title: both("CC BY 4.0", "CC BY 4.0"), Path: "https://creativecommons.org/licenses/by/4.0/"},
		CodeURL:   "https://code.example.org/kube", Report: config.Report{Email: "data@example.org"}, Frequency: "IRREG",
		Spatial: both("Kupang", "Kupang"), Keywords: keywordList("kube,kemiskinan", "kube,poverty"),
		Publications: map[string]config.Publication{
			"iryani2016": {Type: "article-journal", Title: locale.Plain("Eksistensi Kube: " + nasty), Issued: "2016",
				Authors: []config.Author{{Family: "Iryani", Given: "Soetji Wahyu", ORCID: "0000-0002-1825-0097"}, {Name: "Pusat Penelitian"}}, Container: "Sosio Konsepsia"},
			"bps": {Type: "report", Title: locale.Plain("Statistik"), Publisher: "BPS", DOI: "10.1234/abc_(d)"},
		},
	}
}

// keywordList is a list for each language, its items parted by commas.
func keywordList(id, en string) locale.Texts {
	value := map[string]any{}
	for lang, list := range map[string]string{"id": id, "en": en} {
		var items []any
		for _, item := range strings.Split(list, ",") {
			items = append(items, item)
		}
		value[lang] = items
	}
	var t locale.Texts
	if err := t.UnmarshalTOML(value); err != nil {
		panic(err)
	}
	return t
}

func testTable(fields []table.Field, rows ...[]string) *table.Table {
	schema := &table.Schema{Fields: fields}
	b := table.NewBuilder(schema, len(rows))
	for _, row := range rows {
		values := make([]table.Value, len(row))
		for i, text := range row {
			values[i] = table.Value{Text: text, Type: fields[i].Type}
			if text == "" {
				values[i].State = table.Missing
			}
			if text == "[c]" {
				values[i] = table.Value{State: table.Suppressed}
			}
		}
		b.Append(values)
	}
	return b.Table()
}

// testPortal is a portal of two datasets: kube, which refers to regions.
func testPortal() *Portal {
	length := 40
	kube := testTable([]table.Field{
		{Name: "no", Type: table.Integer, Title: both("No.", "No."), Constraints: table.Constraints{Required: true, Minimum: "1"}},
		{Name: "nama", Type: table.String, Title: both("Nama", "Name"), Definition: both("Nama "+nasty, "Name "+nasty), Constraints: table.Constraints{Required: true, Unique: true, MaxLength: &length, Pattern: "[A-Z].*"}},
		{Name: "usaha", Type: table.String, Title: both("Usaha", "Trade"), Categories: []table.Category{{Value: "Babi", Label: both("Babi", "Pigs")}, {Value: "Sapi", Label: both("Sapi", "Cattle")}}, CategoriesOrdered: true},
		{Name: "usaha@en", Type: table.String, Title: both("Usaha (Inggris)", "Trade (English)")},
		{Name: "anggota", Type: table.Integer, Title: both("Jumlah anggota", "Members"), Definition: both("Banyaknya anggota.", "How many members."), Concept: both("Anggota Kube", "Kube Member"),
			Measure: both("Jumlah", "Count"), Unit: both("orang", "people"), Classification: both("Kube", "Kube"), Source: both("Tabel 8", "Table 8"), Constraints: table.Constraints{Required: true, Minimum: "0"}},
		{Name: "persen", Type: table.Number, Title: both("Persen", "Per cent"), DecimalChar: ",", GroupChar: ".", Unit: locale.Plain("%"), Constraints: table.Constraints{Maximum: "100", ExclusiveMinimum: "-0.5"},
			MissingValues: []table.MissingValue{{Value: "-", Label: both("tidak dihitung", "not computed")}}},
		{Name: "wilayah", Type: table.String, Title: both("Wilayah", "Region")},
		{Name: "berdiri", Type: table.Date, Format: "%d/%m/%Y", Title: both("Berdiri", "Founded")},
		{Name: "aktif", Type: table.Boolean, TrueValues: []string{"ya"}, Title: both("Aktif", "Active")},
		{Name: "ternak", Type: table.List, Title: both("Ternak", "Animals")},
		{Name: "tahun", Type: table.Year, Title: both("Tahun", "Year"), Constraints: table.Constraints{Enum: []string{"2008", "2009"}}},
	},
		[]string{"1", "Tunas Baru", "Babi", "Pigs", "10", "18.30", "53.71", "2008-01-02", "true", `["babi"]`, "2008"},
		[]string{"2", "Kasih", "Sapi", "Cattle", "[c]", "", "53.01", "", "false", `[]`, "2009"},
		[]string{"3", "Sinar", "Babi", "Pigs", "20", "-0.25", "53.01", "2009-12-31", "", "", "2009"},
	)
	kube.Schema.PrimaryKey = []string{"no"}
	kube.Schema.UniqueKeys = [][]string{{"nama"}}
	kube.Schema.ForeignKeys = []table.ForeignKey{{Fields: []string{"wilayah"}, Resource: "regions", Reference: []string{"kode"}}}
	regions := testTable([]table.Field{{Name: "kode", Type: table.String, Title: both("Kode", "Code")}, {Name: "nama", Type: table.String, Title: both("Nama", "Name")}},
		[]string{"53.71", "Kota Kupang"}, []string{"53.01", "Kabupaten Kupang"})
	regions.Schema.PrimaryKey = []string{"kode"}

	p := NewPortal(testSite())
	p.Issued = "2026-01-02"
	p.Home, p.Catalogue, p.Search = pagesAt("index.html"), pagesAt("data/index.html"), pagesAt("cari.html")
	p.Datasets = []Dataset{
		{Resource: &dataset.Resource{
			Name: "kube", Title: both("Sepuluh Kube", "Ten Kube"), Description: both("Kube yang diteliti. "+nasty, "The Kube that were studied. "+nasty),
			Keywords: keywordList("kube,usaha", "kube,trade"), Coverage: both("Sepuluh Kube", "Ten Kube"), Spatial: both("Kota dan Kabupaten Kupang", "Kupang City and Regency"),
			Temporal: "2008/2009", Limits: []locale.Text{both("Bukan sampel acak.", "Not a random sample.")}, Table: kube, Schema: *kube.Schema,
			Sources: []dataset.Source{{Publication: "iryani2016", Locator: both("Tabel 8", "Table 8")}, {Publication: "iryani2016", Locator: both("Bagian C", "Section C")}, {Publication: "bps"},
				{Title: both("Catatan lapangan", "Field notes"), Path: "https://catatan.example.org/"}},
			Notes: []dataset.Note{{Field: "nama", Where: map[string]string{"no": "2", "nama": "Kasih"}, Text: both("Tercetak begitu.", "Printed so.")}},
		}, Pages: pagesAt("data/kube.html"), Files: filesOf("data/kube/", "kube", "csv", "xlsx", "json", "parquet")},
		{Resource: &dataset.Resource{Name: "regions", Title: both("Wilayah", "Regions"), Description: both("Dua wilayah.", "Two regions."), Temporal: "2016", Table: regions, Schema: *regions.Schema,
			Licenses: []dataset.License{{Name: "CC0-1.0", Path: "https://creativecommons.org/publicdomain/zero/1.0/"}}},
			Pages: pagesAt("data/regions.html"), Files: filesOf("data/regions/", "regions", "csv"), Version: "1.0.0", Modified: "2026-01-02"},
	}
	p.Files = []File{{Path: "kube.zip", Format: "zip", MediaType: "application/zip", Bytes: 99}}
	return p
}

func pagesAt(path string) Pages { return Pages{"id": path, "en": "en/" + path} }

func filesOf(dir, name string, formats ...string) []File {
	types := map[string]string{"csv": "text/csv", "json": "application/json", "parquet": "application/vnd.apache.parquet",
		"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
	var files []File
	for _, f := range formats {
		files = append(files, File{Path: dir + name + "." + f, Format: f, MediaType: types[f], Bytes: 1234, SHA256: strings.Repeat("0a", 32)})
	}
	return files
}

// withoutAddress is the portal before it has one.
func withoutAddress() *Portal {
	p := testPortal()
	p.Site.BaseURL = ""
	return p
}

// decode reads JSON into maps, for looking into it.
func decode(t *testing.T, b []byte) map[string]any {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatalf("%v in %s", err, b)
	}
	return m
}

// at follows a path of member names and list positions.
func at(t *testing.T, value any, path ...any) any {
	t.Helper()
	for _, step := range path {
		switch step := step.(type) {
		case string:
			m, ok := value.(map[string]any)
			if !ok {
				t.Fatalf("%v: not an object at %q", path, step)
			}
			value = m[step]
		case int:
			l, ok := value.([]any)
			if !ok || step >= len(l) {
				t.Fatalf("%v: no item %d in %v", path, step, value)
			}
			value = l[step]
		}
	}
	return value
}
