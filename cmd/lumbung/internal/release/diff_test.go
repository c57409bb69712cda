package release

import (
	"slices"
	"strings"
	"testing"
)

func TestDiffTellsWhatChangedAndTheStepItAsksFor(t *testing.T) {
	kube := func(old, next string) func(*portal) { return func(p *portal) { p.edit("data/kube.csv", old, next) } }
	desc := func(old, next string) func(*portal) { return func(p *portal) { p.edit("data/kube.toml", old, next) } }
	both := func(all ...func(*portal)) func(*portal) {
		return func(p *portal) {
			for _, f := range all {
				f(p)
			}
		}
	}
	for name, c := range map[string]struct {
		edit func(*portal)
		step Step
		want []string // in English, of all datasets
	}{
		"cell":        {kube("Tunas Baru,10", "Tunas Baru,11"), Patch, []string{"1 cell was revised."}},
		"cell filled": {kube("Sinar,", "Sinar,7"), Patch, []string{"1 cell was revised."}},
		"zeros count": {both(desc("unit =", "format = \"default\"\nunit ="), kube("Tunas Baru,10", "Tunas Baru,010")), None, nil},
		"two cells":   {kube("Tunas Baru,10", "Tunas Lama,11"), Patch, []string{"2 cells were revised."}},
		"row added":   {kube("3,Sinar,\n", "3,Sinar,\n4,Baru,9\n"), Minor, []string{"1 row was added."}},
		"row removed, others refer to it": {both(kube("2,\"Jati, Diri\",20\n", ""), func(p *portal) { p.edit("data/pmks.csv", "2,anak\n", "") }), Major,
			[]string{"1 row was removed.", "1 row was removed."}},
		"row of a leaf removed": {func(p *portal) { p.edit("data/pmks.csv", "2,anak\n", "") }, Patch, []string{"1 row was removed."}},
		"row without a key changed": {func(p *portal) { p.edit("data/pmks.csv", "2,anak", "2,anak telantar") }, Minor,
			[]string{"1 row was added.", "1 row was removed."}},
		"order of rows": {kube("1,Tunas Baru,10\n2,\"Jati, Diri\",20\n", "2,\"Jati, Diri\",20\n1,Tunas Baru,10\n"), Patch, []string{"The rows are in another order; they are the same."}},
		"field added": {both(desc("[[schema.fields]]\nname = \"anggota\"", "[[schema.fields]]\nname = \"desa\"\ntype = \"string\"\n\n[[schema.fields]]\nname = \"anggota\""), func(p *portal) {
			p.put("data/kube.csv", "no,nama,desa,anggota\n1,Tunas Baru,A,10\n2,\"Jati, Diri\",B,20\n3,Sinar,C,\n")
		}), Major, []string{"Field added: “desa”."}},
		"field removed": {both(desc("[[schema.fields]]\nname = \"nama\"\ntype = \"string\"\n\n", ""), func(p *portal) { p.put("data/kube.csv", "no,anggota\n1,10\n2,20\n3,\n") }), Major, []string{"Field removed: “nama”."}},
		"field renamed": {both(desc(`"nama"`, `"nama_kube"`), kube("nama", "nama_kube")), Major, []string{"Field “nama” was renamed “nama_kube”."}},
		"renamed, edited": {both(desc(`"nama"`, `"nama_kube"`), kube("nama", "nama_kube"), kube("Sinar", "Sinar Pagi")), Major,
			[]string{"Field added: “nama_kube”.", "Field removed: “nama”."}},
		"order of fields": {func(p *portal) {
			p.put("data/kube.toml", strings.Replace(strings.Replace(strings.Replace(kubeTOML, `"nama"`, "@", 1), `"anggota"
type = "integer"
unit = { id = "orang", en = "people" }`, "\"nama\"\ntype = \"string\"", 1), "@\ntype = \"string\"", "\"anggota\"\ntype = \"integer\"\nunit = { id = \"orang\", en = \"people\" }", 1))
			p.put("data/kube.csv", "no,anggota,nama\n1,10,Tunas Baru\n2,20,\"Jati, Diri\"\n3,,Sinar\n")
		}, Major, []string{"The order of the fields changed."}},
		"type": {desc("type = \"integer\"\nunit", "type = \"number\"\nunit"), Major, []string{"The type of field “anggota” changed from integer to number."}},
		"format": {both(desc("name = \"nama\"\ntype = \"string\"", "name = \"nama\"\ntype = \"string\"\nformat = \"binary\""), func(p *portal) { p.put("data/kube.csv", "no,nama,anggota\n1,YQ==,10\n2,Yg==,20\n3,Yw==,\n") }), Major,
			[]string{"The format of field “nama” changed.", "3 cells were revised."}},
		"tighter":     {desc("minimum = 1", "minimum = 1, maximum = 3"), Major, []string{"The constraints of field “no” are tighter."}},
		"looser":      {desc("required = true, minimum = 1", "required = true"), Minor, []string{"The constraints of field “no” are looser."}},
		"primary key": {desc(`primaryKey = ["no"]`, `primaryKey = ["nama"]`), Major, []string{"The primary key changed."}},
		"unique key":  {desc(`primaryKey = ["no"]`, "primaryKey = [\"no\"]\nuniqueKeys = [[\"nama\"]]"), Major, []string{"A unique key was added."}},
		"reference": {func(p *portal) {
			p.edit("data/pmks.toml", "\n[[schema.foreignKeys]]\nfields = [\"kube\"]\nreference = { resource = \"kube\", fields = [\"no\"] }\n", "")
		}, Minor, []string{"The references to other datasets changed."}},
		"unit": {desc(`unit = { id = "orang", en = "people" }`, `unit = { id = "rumah tangga", en = "households" }`), Patch, []string{"The unit of field “anggota” changed."}},
		"measure and a cell": {both(desc("unit =", "measure = \"Jumlah\"\nunit ="), kube("Tunas Baru,10", "Tunas Baru,11")), Patch,
			[]string{"The measure of field “anggota” changed.", "1 cell was revised."}},
		"unit and order of rows": {both(desc(`en = "people"`, `en = "members"`), kube("1,Tunas Baru,10\n2,\"Jati, Diri\",20\n", "2,\"Jati, Diri\",20\n1,Tunas Baru,10\n")), Patch,
			[]string{"The unit of field “anggota” changed.", "The rows are in another order; they are the same."}},
		"two rows alike without a key, one gone": {func(p *portal) {
			p.edit("data/pmks.csv", "2,anak\n", "2,anak\n2,anak\n")
		}, Minor, []string{"1 row was added."}},
		"key gone, row changed": {both(desc("[schema]\nprimaryKey = [\"no\"]\n", ""), func(p *portal) {
			p.edit("data/pmks.toml", "\n[[schema.foreignKeys]]\nfields = [\"kube\"]\nreference = { resource = \"kube\", fields = [\"no\"] }\n", "")
		}, kube("Tunas Baru,10", "Tunas Baru,11")), Major, []string{"The primary key changed.", "1 row was added.", "1 row was removed.", "The references to other datasets changed."}},
		"field added, cell revised": {both(desc("[[schema.fields]]\nname = \"anggota\"", "[[schema.fields]]\nname = \"desa\"\ntype = \"string\"\n\n[[schema.fields]]\nname = \"anggota\""), func(p *portal) {
			p.put("data/kube.csv", "no,nama,desa,anggota\n1,Tunas Baru,A,11\n2,\"Jati, Diri\",B,20\n3,Sinar,C,\n")
		}), Major, []string{"Field added: “desa”.", "1 cell was revised."}},
		"type and cell": {both(desc("type = \"integer\"\nunit", "type = \"number\"\nunit"), kube("Tunas Baru,10", "Tunas Baru,10.5")), Major,
			[]string{"The type of field “anggota” changed from integer to number.", "1 cell was revised."}},
		"description":       {desc("Sepuluh kelompok", "Tiga kelompok"), Patch, []string{"The description of the dataset was revised."}},
		"field description": {desc(`title = "No."`, `title = "Nomor"`), Patch, []string{"The description of a field was revised: “no”."}},
		"dataset added": {func(p *portal) {
			p.put("data/baru.toml", "title = \"Baru\"\npath = \"baru.csv\"\n[[schema.fields]]\nname = \"a\"\ntype = \"string\"\n")
			p.put("data/baru.csv", "a\nx\ny\n")
		}, Minor, []string{"New dataset with 2 rows."}},
		"dataset removed": {func(p *portal) { delete(p.fs, "data/pmks.toml"); delete(p.fs, "data/pmks.csv") }, Major, []string{"Dataset “pmks” is no longer published."}},
		"source format":   {both(desc("type = \"integer\"\nunit", "type = \"integer\"\ngroupChar = \".\"\nunit"), kube("Baru,10", "Baru,10")), None, nil},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPortal(t)
			p.release("1.0.0", "2026-11-25")
			c.edit(p)
			changes := p.changes()
			var got []string
			for _, d := range changes.Datasets {
				for _, f := range d.Facts {
					got = append(got, f.Text.In("en"))
					if !f.Text.Has("id") || f.Text.In("id") == f.Text.In("en") {
						t.Errorf("no Indonesian for %q", f.Text.In("en"))
					}
				}
			}
			if !slices.Equal(got, c.want) || changes.Step() != c.step {
				t.Errorf("%s %q\nwant %s %q", changes.Step(), got, c.step, c.want)
			}
		})
	}
}

func TestARevisedCellIsToldWithBothValues(t *testing.T) {
	p := newPortal(t)
	p.release("1.0.0", "2026-11-25")
	p.edit("data/kube.csv", "Sinar,", "Sinar,7")
	d := p.changes().Dataset("kube")
	if d == nil || len(d.Cells) != 1 {
		t.Fatalf("changes: %+v", d)
	}
	c := d.Cells[0]
	if c.Key[0].Field.Name != "no" || c.Key[0].Text != "3" || c.NewField.Name != "anggota" || c.Old.Text != "" || c.Old.State == c.New.State || c.New.Text != "7" {
		t.Errorf("cell %+v", c)
	}
}

func TestConstraintsTightenAndLoosen(t *testing.T) {
	one, two := 1, 2
	for name, c := range map[string]struct{ loose, tight constraintsDoc }{
		"required":         {constraintsDoc{}, constraintsDoc{Required: true}},
		"unique":           {constraintsDoc{}, constraintsDoc{Unique: true}},
		"enum":             {constraintsDoc{}, constraintsDoc{Enum: []string{"1"}}},
		"enum shorter":     {constraintsDoc{Enum: []string{"1", "2"}}, constraintsDoc{Enum: []string{"2"}}},
		"minLength":        {constraintsDoc{MinLength: &one}, constraintsDoc{MinLength: &two}},
		"maxLength":        {constraintsDoc{MaxLength: &two}, constraintsDoc{MaxLength: &one}},
		"minimum":          {constraintsDoc{Minimum: "9"}, constraintsDoc{Minimum: "10"}},
		"maximum":          {constraintsDoc{Maximum: "10"}, constraintsDoc{Maximum: "9"}},
		"exclusiveMinimum": {constraintsDoc{}, constraintsDoc{ExclusiveMinimum: "0"}},
		"exclusiveMaximum": {constraintsDoc{ExclusiveMaximum: "0"}, constraintsDoc{ExclusiveMaximum: "-1"}},
		"pattern":          {constraintsDoc{}, constraintsDoc{Pattern: "x"}},
		"jsonSchema":       {constraintsDoc{}, constraintsDoc{JSONSchema: "{}"}},
	} {
		loose, tight := &fieldDoc{Type: "integer", Constraints: c.loose}, &fieldDoc{Type: "integer", Constraints: c.tight}
		if constraintStep(loose, tight) != Major || constraintStep(tight, loose) != Minor || constraintStep(tight, tight) != None {
			t.Errorf("%s: %v %v %v", name, constraintStep(loose, tight), constraintStep(tight, loose), constraintStep(tight, tight))
		}
	}
	other := func(pattern string) *fieldDoc {
		return &fieldDoc{Type: "string", Constraints: constraintsDoc{Pattern: pattern}}
	}
	if constraintStep(other("a"), other("b")) != Major || constraintStep(other("b"), other("a")) != Major {
		t.Error("another pattern must be taken for a tighter one")
	}
	category := func(values ...string) *fieldDoc {
		f := &fieldDoc{Type: "string"}
		for _, v := range values {
			f.Categories = append(f.Categories, valueDoc{Value: v})
		}
		return f
	}
	if constraintStep(category("a", "b"), category("b")) != Major || constraintStep(category("a"), category("a", "b")) != Minor || constraintStep(category("a", "b"), category("b", "a")) != None {
		t.Error("categories limit values as an enum does")
	}
}
