package main

import (
	"fmt"
	"testing"

	"lumbung/cmd/lumbung/internal/diag"
)

// Mistakes that share a rule with others, each made in the portal of init, with the place, the
// words and the way to mend it that are told.
var rareMistakes = []struct {
	name  string
	edits []ruleEdit
	told  []string
}{
	{"a private field in a chart", []ruleEdit{
		{"data/charts.toml", `query = "SELECT nama, pengguna FROM titik_air ORDER BY pengguna DESC"`, `dataset = "titik_air"`},
		{"data/charts.toml", `value = "pengguna"`, `value = "tahun"`},
		{"data/titik_air.toml", `title = { id = "Tahun dibangun", en = "Year built" }`, "private = true"},
		{"content/id/stories/rusak.md", `, tahun AS "Tahun dibangun"`, ""},
		{"content/en/stories/rusak.md", `, tahun AS "Year built"`, ""},
	}, []string{`data/charts.toml:9:9 chart-field: field "tahun" of "titik_air" is private and cannot be in a chart`}},
	{"a chart of bands without its edges", []ruleEdit{{"data/charts.toml", `type = "bars"`, `type = "bands"`}},
		[]string{`data/charts.toml:4:1 chart-field: chart "pengguna" of bands needs series (the band) and edges (its lowest and highest score)`}},
	{"a chart of a dataset that is not there", []ruleEdit{{"data/charts.toml", `query = "SELECT nama, pengguna FROM titik_air ORDER BY pengguna DESC"`, `dataset = "titik_ari"`}},
		[]string{`data/charts.toml:7:11 chart-data: there is no dataset "titik_ari"`}},
	{"a story that rests on a dataset that is not there", []ruleEdit{{"content/id/stories/rusak.md", "order = 1", "order = 1\ndata = [\"titik_ari\"]"}},
		[]string{`content/id/stories/rusak.md:7:9 unknown-dataset: there is no dataset "titik_ari"`}},
	{"a table of a dataset that is not there", []ruleEdit{{"content/id/stories/rusak.md", "", "```{table} titik_ari\n```"}},
		[]string{`content/id/stories/rusak.md:24:4 directive: there is no dataset "titik_ari"`}},
	{"a table of a field that is not there", []ruleEdit{{"content/id/stories/rusak.md", "", "```{table} titik_air\n--| columns: nama, thn\n```"}},
		[]string{`content/id/stories/rusak.md:24:4 directive: dataset "titik_air" has no field "thn"`}},
	{"a link to a row that is not there, of a dataset with profiles", []ruleEdit{{"content/id/stories/rusak.md", "", "[Sumur kedelapan](row:titik_air/bukit-delapan)"}},
		[]string{`content/id/stories/rusak.md:24:19 dead-link: dataset "titik_air" has no row "bukit-delapan"`}},
	{"a link to a row that is not there, of another", []ruleEdit{
		{"data/pasar.toml", "", "title = \"Pasar\"\ndescription = \"Hari pasar di kecamatan rekaan, satu baris satu pasar di wilayah itu.\"\n[schema]\nprimaryKey = [\"hari\"]\nfields = [{ name = \"hari\", type = \"string\" }]"},
		{"data/pasar.csv", "", "hari\nSenin"},
		{"content/id/stories/rusak.md", "", "[Pasar Rabu](row:pasar/rabu)"},
	}, []string{`content/id/stories/rusak.md:24:14 dead-link: dataset "pasar" has no row "rabu"`}},
	{"a link that is no reference", []ruleEdit{{"content/id/stories/rusak.md", "", "[Data titik air](titik_air)"}},
		[]string{`content/id/stories/rusak.md:24:18 dead-link: "titik_air" is no reference`}},
	{"a chart of a query that gives no such field", []ruleEdit{{"data/charts.toml", `category = "nama"`, `category = "nma"`}},
		[]string{`data/charts.toml:8:12 chart-field: the table of chart "pengguna" has no field "nma"`}},
	{"a home page with a chart that is not there", []ruleEdit{{"content/id/index.md", `chart = "pengguna"`, `chart = "penguna"`}},
		[]string{`content/id/index.md:4:9 unknown-chart: there is no chart "penguna"`}},
	{"a dataset with a chart that is not there", []ruleEdit{{"data/kecamatan.toml", "order = 20", "order = 20\ncharts = [\"penguna\"]"}},
		[]string{`data/kecamatan.toml:8:11 unknown-chart: there is no chart "penguna"`}},
	{"a private field that names no profile", []ruleEdit{{"data/titik_air.toml", `title = { id = "Tahun dibangun", en = "Year built" }`, "private = true"},
		{"content/id/stories/rusak.md", `, tahun AS "Tahun dibangun"`, ""}, {"content/en/stories/rusak.md", `, tahun AS "Year built"`, ""}},
		[]string{`data/titik_air.toml:48:8 unused-field: field "tahun" is private, and nothing needs it`}},
}

func TestRareMistakesAreToldAtTheirPlaceWithAMend(t *testing.T) {
	sound := themeOf(t, starterPortal(t))
	for _, c := range rareMistakes {
		dir := starterPortal(t)
		for _, e := range c.edits {
			put(t, dir, e)
		}
		log, _ := checked(t, dir, sound, func([]*diag.Diagnostic) bool { return false })
		var told []string
		for _, d := range log {
			told = append(told, fmt.Sprintf("%s:%d:%d %s: %s", d.Span.Name(), d.Span.Line, d.Span.Col, d.Rule, d))
			if len(d.Notes) == 0 {
				t.Errorf("%s: nobody says how to mend it", c.name)
			}
		}
		untranslated(t, log)
		if fmt.Sprintf("%q", told) != fmt.Sprintf("%q", c.told) {
			t.Errorf("%s:\n got %q\nwant %q", c.name, told, c.told)
		}
	}
}
