package catalog

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/table"
)

// The rules of the Data Package v2 profiles that our descriptors could break.
var (
	profilePath = regexp.MustCompile(`^[^./~]`)
	profileHash = regexp.MustCompile(`^[^:]+:[a-fA-F0-9]+$`)
	profileName = regexp.MustCompile(`^[a-z0-9._-]+$`)
)

// checkDescriptor asserts the rules that the official profiles state, for each kind of
// member that Lumbung writes.
func checkDescriptor(t *testing.T, d map[string]any) {
	t.Helper()
	noEmptyLists(t, "descriptor", d)
	if d["$schema"] != "https://datapackage.org/profiles/2.0/datapackage.json" {
		t.Errorf("$schema is %v", d["$schema"])
	}
	if name, _ := d["name"].(string); !profileName.MatchString(name) {
		t.Errorf("name is %q", name)
	}
	for _, r := range d["resources"].([]any) {
		checkResource(t, r.(map[string]any))
	}
}

func checkResource(t *testing.T, r map[string]any) {
	t.Helper()
	if path, _ := r["path"].(string); !profilePath.MatchString(path) || strings.Contains(path, "/../") {
		t.Errorf("path is %q", path)
	}
	if hash, ok := r["hash"].(string); ok && !profileHash.MatchString(hash) {
		t.Errorf("hash is %q", hash)
	}
	if r["type"] != "table" || r["encoding"] != "utf-8" || !strings.Contains(r["mediatype"].(string), "/") {
		t.Errorf("resource is %v", r)
	}
	for _, member := range []string{"title", "description", "name"} {
		if _, ok := r[member].(string); !ok {
			t.Errorf("%s is %T: texts are strings, one language to a descriptor", member, r[member])
		}
	}
	for _, f := range at(t, r, "schema", "fields").([]any) {
		checkField(t, f.(map[string]any))
	}
}

func checkField(t *testing.T, f map[string]any) {
	t.Helper()
	if f["type"] == "list" {
		t.Error(`type "list" is not in the profile of 2.0`)
	}
	if _, ok := table.TypeNamed(fmt.Sprint(f["type"])); !ok {
		t.Errorf("type is %v", f["type"])
	}
	for _, source := range []string{"decimalChar", "groupChar", "trueValues", "falseValues", "bareNumber", "fieldsMatch"} {
		if _, ok := f[source]; ok {
			t.Errorf("field %v tells %s of its source, not of the published file", f["name"], source)
		}
	}
	if missing, ok := f["missingValues"].([]any); ok {
		for _, m := range missing {
			o, ok := m.(map[string]any)
			if !ok || o["label"] == "" {
				t.Errorf("field %v: the profile wants a label on all missingValues or on none: %v", f["name"], missing)
			}
		}
	}
}

func noEmptyLists(t *testing.T, where string, v any) {
	t.Helper()
	switch v := v.(type) {
	case []any:
		if len(v) == 0 {
			t.Errorf("%s is an empty list", where)
		}
		for _, item := range v {
			noEmptyLists(t, where, item)
		}
	case map[string]any:
		for name, item := range v {
			noEmptyLists(t, where+"."+name, item)
		}
	}
}

func TestDescriptorsKeepTheRulesOfTheirProfile(t *testing.T) {
	for _, p := range []*Portal{testPortal(), withoutAddress()} {
		for _, lang := range p.Site.Languages {
			checkDescriptor(t, decode(t, p.DataPackage(lang, "datapackage.json")))
			for i := range p.Datasets {
				d := &p.Datasets[i]
				checkDescriptor(t, decode(t, p.DatasetPackage(d, lang, "data/"+d.Name+"/datapackage.json")))
			}
		}
	}
}

func TestDescriptorSpeaksOneLanguage(t *testing.T) {
	p := testPortal()
	id, en := decode(t, p.DataPackage("id", "datapackage.json")), decode(t, p.DataPackage("en", "datapackage.en.json"))
	if id["title"] != "Kube Kupang" || en["title"] != "The Kube of Kupang" || id["name"] != en["name"] || id["language"] != "id" {
		t.Errorf("%v %v", id["title"], en["title"])
	}
	if got := at(t, en, "resources", 0, "schema", "fields", 4, "unit"); got != "people" {
		t.Errorf("unit is %v", got)
	}
	if got := at(t, en, "resources", 0, "schema", "fields", 2, "categories", 0, "label"); got != "Pigs" {
		t.Errorf("label is %v", got)
	}
}

func TestDescriptorNamesFilesFromWhereItStands(t *testing.T) {
	p := testPortal()
	kube := &p.Datasets[0]
	for at_, want := range map[string]string{
		"datapackage.json": "data/kube/kube.csv", "data/datapackage.json": "kube/kube.csv", "data/kube/datapackage.json": "kube.csv",
		"en/datapackage.json": "https://data.example.org/kube/data/kube/kube.csv",
	} {
		if got := at(t, decode(t, p.DatasetPackage(kube, "id", at_)), "resources", 0, "path"); got != want {
			t.Errorf("from %s the path is %v, not %s", at_, got, want)
		}
	}
	if got := at(t, decode(t, p.DataPackage("id", "datapackage.json")), "resources", 0, "alternates", 0, "path"); got != "data/kube/kube.xlsx" {
		t.Errorf("alternate is at %v", got)
	}
}

func TestSchemaDescribesThePublishedTable(t *testing.T) {
	p := testPortal()
	schema := at(t, decode(t, p.DataPackage("id", "datapackage.json")), "resources", 0, "schema")
	for name, want := range map[string]string{
		"no":      `{"constraints":{"minimum":1,"required":true},"name":"no","title":"No.","type":"integer"}`,
		"anggota": `{"classification":"Kube","concept":"Anggota Kube","constraints":{"minimum":0},"definition":"Banyaknya anggota.","description":"Banyaknya anggota.","measure":"Jumlah","missingValues":[{"label":"sumber tidak memberi nilai","value":""},{"label":"nilai ditahan agar seseorang tidak dapat dikenali","value":"[c]"}],"name":"anggota","source":"Tabel 8","title":"Jumlah anggota","type":"integer","unit":"orang"}`,
		"persen":  `{"constraints":{"exclusiveMinimum":-0.5,"maximum":100},"missingValues":[{"label":"tidak dihitung","value":""}],"name":"persen","title":"Persen","type":"number","unit":"%"}`,
		"berdiri": `{"name":"berdiri","title":"Berdiri","type":"date"}`,
		"aktif":   `{"name":"aktif","title":"Aktif","type":"boolean"}`,
		"ternak":  `{"name":"ternak","title":"Ternak","type":"array"}`,
		"tahun":   `{"constraints":{"enum":[2008,2009]},"name":"tahun","title":"Tahun","type":"year"}`,
	} {
		var got []byte
		for _, f := range at(t, schema, "fields").([]any) {
			if at(t, f, "name") == name {
				got, _ = json.Marshal(f)
			}
		}
		if string(got) != want {
			t.Errorf("%s is\n%s, not\n%s", name, got, want)
		}
	}
	if got, _ := json.Marshal(at(t, schema, "foreignKeys")); string(got) != `[{"fields":["wilayah"],"reference":{"fields":["kode"],"resource":"regions"}}]` {
		t.Errorf("foreign keys are %s", got)
	}
}

func TestDatasetDescriptorLeavesOutKeysToOtherTables(t *testing.T) {
	p := testPortal()
	schema := at(t, decode(t, p.DatasetPackage(&p.Datasets[0], "id", "data/kube/datapackage.json")), "resources", 0, "schema").(map[string]any)
	if schema["foreignKeys"] != nil || schema["primaryKey"] == nil {
		t.Errorf("schema is %v", schema)
	}
	p.Datasets[0].Table.Schema.ForeignKeys[0].Resource = ""
	schema = at(t, decode(t, p.DatasetPackage(&p.Datasets[0], "id", "data/kube/datapackage.json")), "resources", 0, "schema").(map[string]any)
	if schema["foreignKeys"] == nil {
		t.Error("a key to the table itself is left out")
	}
}

func TestKeysToWhatIsNotPublishedAreNotTold(t *testing.T) {
	p := testPortal()
	kube := p.Datasets[0].Table.Schema
	kube.ForeignKeys = append(kube.ForeignKeys, table.ForeignKey{Fields: []string{"nama"}, Resource: "regions", Reference: []string{"nik"}},
		table.ForeignKey{Fields: []string{"nama"}, Resource: "rahasia", Reference: []string{"nama"}})
	keys := at(t, decode(t, p.DataPackage("id", "datapackage.json")), "resources", 0, "schema", "foreignKeys").([]any)
	if len(keys) != 1 {
		t.Errorf("%v", keys)
	}
	p.Datasets[0].Notes[0].Where["nik"] = "5371010101010001"
	for _, o := range p.Outputs() {
		if strings.Contains(string(o.Content), "5371010101010001") {
			t.Errorf("%s finds its rows by a value that is not published", o.Path)
		}
	}
}

func TestDatasetWithoutCSVHasNoDescriptor(t *testing.T) {
	p := testPortal()
	p.Datasets[0].Files = nil
	if got := p.DatasetPackage(&p.Datasets[0], "id", "x"); got != nil {
		t.Errorf("%s", got)
	}
	if got := at(t, decode(t, p.DataPackage("id", "datapackage.json")), "resources").([]any); len(got) != 1 {
		t.Errorf("%d resources", len(got))
	}
	if p.CSVW(&p.Datasets[0], "id") != nil || len(p.datasetOutputs(&p.Datasets[0])) != 0 {
		t.Error("files of a dataset without a CSV")
	}
}

func TestDescriptorOfAnEmptyPortalStillHasWhatItKnows(t *testing.T) {
	p := testPortal()
	p.Datasets, p.Site.Publisher.URL, p.Site.Report.Email = nil, "", ""
	p.Site.License.Name, p.Site.License.Path = "", ""
	d := decode(t, p.DataPackage("id", "datapackage.json"))
	if d["licenses"] != nil || d["resources"] != nil || at(t, d, "contributors", 0, "title") != "Dinas Sosial" {
		t.Errorf("%v", d)
	}
}
