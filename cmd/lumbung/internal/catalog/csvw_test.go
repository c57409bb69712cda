package catalog

import (
	"encoding/json"
	"testing"

	"lumbung/cmd/lumbung/internal/table"
)

func TestCSVWDescribesTheFileBesideIt(t *testing.T) {
	p := testPortal()
	d := decode(t, p.CSVW(&p.Datasets[0], "id"))
	if d["url"] != "kube.csv" || at(t, d, "@context", 0) != "http://www.w3.org/ns/csvw" || at(t, d, "@context", 1, "@language") != "id" || CSVWPath("data/kube.csv") != "data/kube.csv-metadata.json" {
		t.Errorf("%v", d)
	}
	columns := at(t, d, "tableSchema", "columns").([]any)
	for i, want := range map[int]string{
		0: `{"datatype":{"base":"integer","minimum":"1"},"dc:title":"No.","name":"no","required":true,"titles":"no"}`,
		3: `{"datatype":"string","dc:title":"Usaha (Inggris)","lang":"en","name":"usaha%40en","titles":"usaha@en"}`,
		4: `{"datatype":{"base":"integer","minimum":"0"},"dc:description":"Banyaknya anggota.","dc:title":"Jumlah anggota","name":"anggota","null":["","[c]"],"titles":"anggota"}`,
		5: `{"datatype":{"base":"decimal","maximum":"100","minExclusive":"-0.5"},"dc:title":"Persen","name":"persen","titles":"persen"}`,
		7: `{"datatype":"date","dc:title":"Berdiri","name":"berdiri","titles":"berdiri"}`,
		9: `{"datatype":"json","dc:title":"Ternak","name":"ternak","titles":"ternak"}`,
	} {
		if got, _ := json.Marshal(columns[i]); string(got) != want {
			t.Errorf("column %d is\n%s, not\n%s", i, got, want)
		}
	}
}

func TestCSVWNamesAreTemplateVariables(t *testing.T) {
	for name, want := range map[string]string{"a-b.c d~é": "a%2Db%2Ec%20d%7E%C3%A9", "jenis_usaha": "jenis_usaha"} {
		if got := csvwName(name); got != want {
			t.Errorf("%s is named %s, not %s", name, got, want)
		}
	}
}

func TestCSVWTypesFollowTheValues(t *testing.T) {
	two, nine := 2, 9
	tab := testTable([]table.Field{
		{Name: "n", Type: table.Number}, {Name: "s", Type: table.String, Constraints: table.Constraints{MinLength: &two, MaxLength: &nine}}, {Name: "g", Type: table.Geopoint},
	}, []string{"NaN", "abc", "1, 2"})
	for col, want := range map[int]string{0: `"double"`, 1: `{"base":"string","minLength":2,"maxLength":9}`, 2: `"string"`} {
		if got := string(embedded(csvwDatatype(tab, col))); got != want {
			t.Errorf("column %d is %s, not %s", col, got, want)
		}
	}
}
