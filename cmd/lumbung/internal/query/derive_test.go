package query

import (
	"strings"
	"testing"
	"testing/fstest"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
)

// derived loads a project of one CSV and descriptors, derives, and gives what was told.
func derived(t *testing.T, files map[string]string) (*dataset.Package, *DB, string) {
	t.Helper()
	project := fstest.MapFS{
		"data/kube.csv": {Data: []byte("no;nama;wilayah;bagian\n1;Kasih;53.71;0,50\n2;Sinar;53.01;-\n3;Tunas;53.71;12,5\n")},
		"data/kube.toml": {Data: []byte(`name = "kube"
title = "Kube"
[dialect]
delimiter = ";"
[schema]
missingValues = ["", "-"]
fields = [{ name = "no", type = "integer", title = "No" }, { name = "nama", type = "string", title = "Nama" },
  { name = "wilayah", type = "string", title = "Wilayah" }, { name = "bagian", type = "number", decimalChar = ",", title = "Bagian", unit = "%" }]
`)},
	}
	for name, text := range files {
		project["data/"+name+".toml"] = &fstest.MapFile{Data: []byte("name = \"" + name + "\"\ntitle = \"Judul\"\n" + text)}
	}
	log := &diag.Log{}
	pkg := dataset.Load(project, log)
	if log.Errors() > 0 {
		t.Fatalf("load:\n%s", printed(log))
	}
	db := New(pkg.Resources)
	t.Cleanup(db.Close)
	Derive(pkg, db, nil, log)
	return pkg, db, printed(log)
}

func printed(log *diag.Log) string {
	var b strings.Builder
	diag.Printer{W: &b}.Print(log.Sorted())
	return b.String()
}

func TestDerivedDatasetHasTheFieldsOfItsQuery(t *testing.T) {
	pkg, db, told := derived(t, map[string]string{"per_wilayah": `query = "SELECT wilayah, count(*) AS kube, max(no) AS terakhir FROM kube GROUP BY wilayah"`})
	if told != "" {
		t.Fatal(told)
	}
	r := pkg.Resource("per_wilayah")
	if got := showRow(r.Table, 0) + showRow(r.Table, 1); got != "53.01 | 1 | 2\n53.71 | 2 | 3\n" {
		t.Errorf("got %s", got)
	}
	if r.Table.Schema != &r.Schema || r.Schema.Field("wilayah").Title.In("id") != "Wilayah" {
		t.Errorf("schema %+v", r.Schema.Fields)
	}
	if got := answerOf(db)("SELECT kube FROM per_wilayah WHERE wilayah = '53.71'"); got != "kube integer = per_wilayah.kube\n2\n" {
		t.Errorf("got %s", got)
	}
}

func TestDerivedDatasetsAreMadeInTheOrderTheyNeed(t *testing.T) {
	_, db, told := derived(t, map[string]string{
		"a": `query = "SELECT n + 1 AS n FROM b"`,
		"b": `query = "SELECT n + 1 AS n FROM C"`,
		"c": `query = "SELECT count(*) AS n FROM kube"`,
	})
	if got := told + answerOf(db)("SELECT n FROM a"); got != "n integer = a.n\n5\n" {
		t.Errorf("got %s", got)
	}
}

func TestDerivedDatasetIsTypedByItsFields(t *testing.T) {
	pkg, _, told := derived(t, map[string]string{"bagian": `query = "SELECT bagian AS nilai, no, no > 1 AS banyak, '2016-0' || no AS bulan FROM kube"
[schema]
fields = [{ name = "bulan", type = "yearmonth" }, { name = "no", type = "string" }, { name = "banyak", type = "boolean", trueValues = ["ya"] },
  { name = "nilai", type = "number", decimalChar = "," }]`})
	if told != "" {
		t.Fatal(told)
	}
	table := pkg.Resource("bagian").Table
	if got := showRow(table, 0) + showRow(table, 1); got != "2016-01 | 1 | false | 0.50\n2016-02 | 2 | true | (-)\n" {
		t.Errorf("got %s", got)
	}
}

func TestDerivedDatasetsThatCannotBeMade(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"a circle": {map[string]string{
			"a": `query = "SELECT * FROM b"`, "b": `query = "SELECT * FROM c"`, "c": `query = "SELECT * FROM b"`,
		}, `data/c.toml:3:24: error: dataset "b" is made from itself: b → c → b
    3 | query = "SELECT * FROM b"
      |                        ~
  note: let one of them be made from other datasets
`},
		"itself": {map[string]string{"a": `query = "SELECT * FROM a"`}, `data/a.toml:3:24: error: dataset "a" is made from itself: a → a
    3 | query = "SELECT * FROM a"
      |                        ~
  note: let one of them be made from other datasets
`},
		"a misspelt column, behind escapes": {map[string]string{"a": `query = "SELECT \"nama\", \"nam\" FROM kube"`}, `data/a.toml:3:27: error: there is no column "nam"
    3 | query = "SELECT \"nama\", \"nam\" FROM kube"
      |                           ~~~~~~~
  note: did you mean "nama"?
  note: a text is written in single quotes: 'nam'
  note: dataset "kube" has no, nama, wilayah, bagian
`},
		"over several lines": {map[string]string{"a": "query = \"\"\"\nSELECT nama,\n  angota\nFROM kube\"\"\""}, `data/a.toml:5:3: error: there is no column "angota"
    5 |   angota
      |   ~~~~~~
  note: dataset "kube" has no, nama, wilayah, bagian
`},
		"a column without a name": {map[string]string{"a": `query = "SELECT count(*) FROM kube"`}, `data/a.toml:3:9: error: "count(*)" cannot be the name of a column
    3 | query = "SELECT count(*) FROM kube"
      |         ~~~~~~~~~~~~~~~~~~~~~~~~~~~
  note: name it in the query: count(*) AS jumlah
`},
		"two columns of one name": {map[string]string{"a": `query = "SELECT no, nama AS no FROM kube"`}, `data/a.toml:3:9: error: two columns are named "no"
    3 | query = "SELECT no, nama AS no FROM kube"
      |         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
  note: name one of them in the query: AS …
`},
		"fields that do not fit": {map[string]string{"a": `query = "SELECT no, nama FROM kube"
schema.fields = [{ name = "no", type = "integer" }, { name = "nana", type = "string" }]`}, `data/a.toml:3:9: error: the query gives a column "nama" that no field describes
    3 | query = "SELECT no, nama FROM kube"
      |         ~~~~~~~~~~~~~~~~~~~~~~~~~~~
  note: did you mean "nana"?
data/a.toml:3:9: error: the query gives no column for the field "nana"
    3 | query = "SELECT no, nama FROM kube"
      |         ~~~~~~~~~~~~~~~~~~~~~~~~~~~
  note: did you mean "nama"?
`},
		"values that do not fit": {map[string]string{"a": `query = "SELECT nama FROM kube"
schema.fields = [{ name = "nama", type = "integer" }]`}, `data/a.toml:3:9: error: row 1: "Kasih" is not an integer (field "nama")
    3 | query = "SELECT nama FROM kube"
      |         ~~~~~~~~~~~~~~~~~~~~~~~
  note: the field is of type "integer"
`},
	} {
		t.Run(name, func(t *testing.T) {
			if _, _, got := derived(t, c.files); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}
