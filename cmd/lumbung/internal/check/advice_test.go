package check

import (
	"strings"
	"testing"
	"testing/fstest"

	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/content"
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
)

// advised is what Advice says of a portal that is sound otherwise.
func advised(t *testing.T, files ...string) string {
	t.Helper()
	portal, log := project(append([]string{"site.toml", "title = \"T\"\nlanguages = [\"id\", \"en\"]\nspatial = \"Kabupaten Sikka\"\n"}, files...)...), &diag.Log{}
	site, ok := config.Decode(&diag.File{Name: "site.toml", Data: portal["site.toml"].Data}, log)
	if !ok {
		t.Fatal(said(log))
	}
	pkg := dataset.Load(portal, log)
	pages, _ := content.Load(portal, site.Languages, log)
	if log.Errors() > 0 {
		t.Fatalf("the portal is not sound:\n%s", said(log))
	}
	Advice(site, pkg, pages, log)
	return said(log)
}

const enough = "description = \"Kelompok usaha bersama di Kabupaten Sikka, satu baris satu kelompok.\"\n"

func TestNamesOfConcepts(t *testing.T) {
	for name, want := range map[string]string{
		`"Penduduk Miskin"`:                 "",
		`"Kode Wilayah BPS"`:                "",
		`"Penduduk Laki-laki"`:              "",
		`"Semester"`:                        "",
		`"Kabupaten atau Kota"`:             "",
		`"Jenis Usaha dalam Kelompok ke 2"`: "",
		`"Jumlah Penduduk"`:                 `the concept "Jumlah Penduduk" begins with the measure "jumlah" · write measure = "Jumlah", and the concept without it`,
		`"Rata-rata Umur"`:                  `the concept "Rata-rata Umur" begins with the measure "rata-rata" · write measure = "Rata-rata", and the concept without it`,
		`{ en = "Number of People" }`:       `the concept "Number of People" begins with the measure "number" · write measure = "Number", and the concept without it`,
		`"Penduduk 2015"`:                   `the concept "Penduduk 2015" names a period, "2015" · when it was is told by a field of its own, or by temporal`,
		`"Penduduk Semester Satu"`:          `the concept "Penduduk Semester Satu" names a period, "Semester" · when it was is told by a field of its own, or by temporal`,
		`"Penduduk Sikka"`:                  `the concept "Penduduk Sikka" names a region, "Sikka" · where it is is told by a field of its own, or by spatial`,
		`"Penduduk Nusa Tenggara Timur"`:    `the concept "Penduduk Nusa Tenggara Timur" names a region, "Nusa Tenggara" · where it is is told by a field of its own, or by spatial`,
		`"Penduduk Kab."`:                   `the concept "Penduduk Kab." has an abbreviation, "Kab." · write the word in full`,
		`"Pddk Miskin"`:                     `the concept "Pddk Miskin" has an abbreviation, "Pddk" · write the word in full`,
		`"Penduduk miskin"`:                 `a word of the concept "Penduduk miskin" has a small letter: "miskin" · each word of a concept begins with a capital: "Miskin"`,
	} {
		got := advised(t, "data/a.toml", enough+"[schema]\n[[schema.fields]]\nname = \"a\"\ntype = \"string\"\nconcept = "+name+"\n", "data/a.csv", "a\n1\n")
		_, got, _ = strings.Cut(got, " warning: ")
		if got != want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, want)
		}
	}
}

func TestConceptHasOneNameInEachLanguage(t *testing.T) {
	fields := "[schema]\n[[schema.fields]]\nname = \"a\"\ntype = \"string\"\nconcept = { id = \"Umur\", en = \"Age\" }\n[[schema.fields]]\nname = \"b\"\ntype = \"string\"\nconcept = { id = \"%\", en = \"&\" }\n"
	for _, c := range []struct{ id, en, want string }{
		{"Umur", "Age", ""},
		{"Usia", "Age", ""},
		{"Umur", "Years of Life", `a.toml:12:11 warning: the concept "Umur" is written in two ways: "Years of Life" and "Age" · the other is`},
		{"UMUR", "Age", `a.toml:12:11 warning: the concept "UMUR" is written in two ways: "UMUR" and "Umur" · the other is`},
	} {
		text := strings.NewReplacer("%", c.id, "&", c.en).Replace(fields)
		if got := advised(t, "data/a.toml", enough+text, "data/a.csv", "a,b\n1,2\n"); got != c.want {
			t.Errorf("%s/%s:\n got %s\nwant %s", c.id, c.en, got, c.want)
		}
	}
}

func TestFieldsThatNobodySees(t *testing.T) {
	descriptor := enough + "[schema]\nprimaryKey = \"no\"\nfields = [{ name = \"no\", type = \"integer\" }, { name = \"x\", type = \"string\"% }]\n"
	for _, c := range []struct{ name, more, extra, csv, want string }{
		{"a value", "", "", "no,x\n1,a\n2,\n", ""},
		{"no value", "", "", "no,x\n1,\n2,\n", `a.toml:6:55 warning: field "x" has no value in any row · take it out, or say in a note why there are no values`},
		{"no value, and a note why", "", "[[notes]]\nfield = \"x\"\ntext = \"Belum diukur.\"\n", "no,x\n1,\n2,\n", ""},
		{"no row", "", "", "no,x\n", ""},
		{"private for nothing", ", private = true", "", "no,x\n1,a\n", `a.toml:6:55 warning: field "x" is private, and nothing needs it · take the column out of data/a.csv: what is not kept cannot leak`},
		{"private and unique", ", private = true", "[schema.uniq]\n", "no,x\n1,a\n", ""},
		{"private, asked by a test", ", private = true", "[[tests]]\nname = \"isi\"\nkind = \"sql\"\nsql = \"SELECT no FROM a WHERE x = 'b'\"\n", "no,x\n1,a\n", ""},
		{"private, named by a note", ", private = true", "[[notes]]\nwhere = { x = \"a\" }\ntext = \"Catatan.\"\n", "no,x\n1,a\n", ""},
	} {
		text := strings.Replace(descriptor, "%", c.more, 1)
		if c.name == "private and unique" {
			text, c.extra = strings.Replace(text, "primaryKey = \"no\"\n", "primaryKey = \"no\"\nuniqueKeys = [[\"x\"]]\n", 1), ""
		}
		if got := advised(t, "data/a.toml", text+c.extra, "data/a.csv", c.csv); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// The key that other datasets refer to is needed, though no reader sees it.
func TestPrivateKeyThatOthersReferToIsNeeded(t *testing.T) {
	got := advised(t,
		"data/a.toml", enough+"[schema]\nfields = [{ name = \"no\", type = \"integer\" }, { name = \"x\", type = \"string\", private = true }]\n", "data/a.csv", "no,x\n1,a\n",
		"data/b.toml", enough+"[schema]\nfields = [{ name = \"x\", type = \"string\", private = true }]\nforeignKeys = [{ fields = [\"x\"], reference = { resource = \"a\", fields = [\"x\"] } }]\n", "data/b.csv", "x\na\n")
	if got != "" {
		t.Error(got)
	}
}

func TestColumnsThatAreLeftOutAreListed(t *testing.T) {
	got := advised(t, "data/a.toml", enough+"[schema]\nfieldsMatch = \"subset\"\nfields = [{ name = \"a\", type = \"string\" }]\n", "data/a.csv", "a,keterangan\n1,x\n")
	want := `a.csv:1:3 the column "keterangan" is not published · no field describes it, and fieldsMatch allows that`
	if got != want {
		t.Errorf("got %s", got)
	}
}

func TestPublicationsThatAreTheSourceOfNothing(t *testing.T) {
	site := "title = \"T\"\nlanguages = [\"id\"]\n[publications.satu]\ntitle = \"Satu\"\n[publications.dua]\ntitle = \"Dua\"\n"
	schema := "[schema]\nfields = [{ name = \"a\", type = \"string\" }]\n"
	for source, want := range map[string]string{
		"sources = [{ publication = \"satu\" }, { publication = \"dua\" }]\n": "",
		"sources = [{ publication = \"satu\" }]\n":                            `site.toml:5:1 warning: publication "dua" is the source of nothing · name it in the sources of a dataset: sources = [{ publication = "dua" }]`,
		"sources = [{ publication = \"satu\" }, { publication = \"duo\" }]\n": `site.toml:5:1 warning: publication "dua" is the source of nothing · name it in the sources of a dataset: sources = [{ publication = "dua" }] · a source names "duo", which is no publication`,
	} {
		if got := advised(t, "site.toml", site, "data/a.toml", enough+source+schema, "data/a.csv", "a\n1\n"); got != want {
			t.Errorf("%s:\n got %s\nwant %s", source, got, want)
		}
	}
}

func TestNarrativeAsItIsHeard(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"headings in order", "## a\n### b\n## c\n", ""},
		{"a level is left out", "## a\n\n#### b\n\n##### c\n", `content/id/x.md:6:6 warning: the heading is of level 4, and above it is one of level 2 · begin it with ###`},
		{"begins too deep", "### a\n", `content/id/x.md:4:5 warning: the heading is of level 3, and above it is one of level 1 · begin it with ##`},
		{"a second title", "# a\n", `content/id/x.md:4:3 warning: the heading is of level 1, which is the page's title · begin it with ##`},
		{"a link with words", "[semua Kube](dataset:kube)\n", ""},
		{"a link that says nothing", "Lihat [di sini](dataset:kube).\n", `content/id/x.md:4:17 warning: "di sini" does not say where the link leads · name what is there, such as: [table of all Kube](dataset:kube)`},
		{"in English, with an arrow", "[Read more →](dataset:kube)\n", `content/id/x.md:4:15 warning: "Read more →" does not say where the link leads · name what is there, such as: [table of all Kube](dataset:kube)`},
		{"a bare address", "[https://bps.go.id/x](https://bps.go.id/x)\n", `content/id/x.md:4:2 warning: the link shows its bare address · name what is there: [name](https://bps.go.id/x)`},
		{"an address in brackets", "<https://bps.go.id/x>\n", `content/id/x.md:4:1 warning: the link shows its bare address · name what is there: [name](https://bps.go.id/x)`},
		{"the name of a site", "[bps.go.id](https://bps.go.id/)\n", ""},
		{"a live value", "[`{sql} SELECT 1`](dataset:kube)\n", ""},
		{"a picture with words", "![Kinerja menurut aspek](grafik/kinerja.png)\n", ""},
		{"a picture without", "![](grafik/kinerja.png)\n", `content/id/x.md:4:5 warning: the picture has no words for those who do not see it · write them in the brackets: ![what it shows](grafik/kinerja.png)`},
	} {
		got := advised(t, "data/kube.toml", enough+"[schema]\nfields = [{ name = \"a\", type = \"string\" }]\n", "data/kube.csv", "a\n1\n", "content/id/x.md", "+++\ntitle = \"X\"\n+++\n"+c.body)
		if got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// Each rule is a warning that site.toml can raise or switch off.
func TestAdviceCanBeRaisedAndSwitchedOff(t *testing.T) {
	files := fstest.MapFS{
		"data/a.toml": {Data: []byte("name = \"a\"\ntitle = \"A\"\n[schema]\nfields = [{ name = \"a\", type = \"string\" }]\n")}, "data/a.csv": {Data: []byte("a\n1\n")},
	}
	for level, want := range map[string]int{"error": 1, "off": 0} {
		log := &diag.Log{}
		site, _ := config.Decode(&diag.File{Name: "site.toml", Data: []byte("title = \"T\"\n[rules]\ndescription = \"" + level + "\"\n")}, log)
		Advice(site, dataset.Load(files, log), nil, log)
		if log.Errors() != want || log.Warnings() != 0 {
			t.Errorf("%s: %s", level, said(log))
		}
	}
}
