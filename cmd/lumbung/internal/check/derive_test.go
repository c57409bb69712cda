package check

import (
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/query"
	"lumbung/cmd/lumbung/internal/table"
)

// people are rows that nobody may see: nine of A, four of B, of whom three are men.
const (
	peopleTOML = "private = true\n[schema]\nprimaryKey = \"nik\"\nfields = [{ name = \"nik\", type = \"string\" }, { name = \"nama\", type = \"string\" }, { name = \"desa\", type = \"string\" }, { name = \"umur\", type = \"integer\" }, { name = \"pria\", type = \"boolean\" }]\n"
	peopleCSV  = "nik,nama,desa,umur,pria\n1,Canary,A,30,true\n2,Budi,A,31,true\n3,Citra,A,32,false\n4,Dewi,A,33,false\n5,Eka,A,34,false\n6,Fajar,A,35,true\n7,Gita,A,36,false\n8,Hadi,A,37,true\n9,Indah,A,38,false\n10,Joko,B,39,true\n11,Kiki,B,40,false\n12,Lukas,B,41,true\n13,Made,B,42,true\n"
	villages   = "[schema]\nprimaryKey = \"nama\"\nfields = [{ name = \"nama\", type = \"string\" }]\n"
)

// counted is a dataset made of people, with the fields desa and jumlah.
func counted(query, desa, disclosure string) string {
	return "query = \"" + query + "\"\n[schema]\nprimaryKey = \"desa\"\nfields = [{ name = \"desa\", type = \"string\"" + desa + " }, { name = \"jumlah\", type = \"integer\" }]\n" + disclosure
}

const (
	byVillage = "SELECT desa, count(*) AS jumlah FROM warga GROUP BY desa"
	hides     = "[disclosure]\nfields = [\"jumlah\"]\ndimensions = [{ field = \"desa\" }]\n"
	totals    = "[disclosure]\nfields = [\"jumlah\"]\ndimensions = [{ field = \"desa\", totals = [\"Jumlah\"] }]\n"
	known     = ", categories = [\"A\", \"B\"]"
)

// derive publishes and derives, and gives what there is to see.
func derive(t *testing.T, files ...string) (*dataset.Package, *query.DB, *diag.Log) {
	t.Helper()
	raw, log := load(t, project(files...))
	Data(raw, log)
	pkg := Publish(raw, log)
	db := query.New(pkg.Resources)
	t.Cleanup(db.Close)
	Derive(raw, pkg, db, log)
	return pkg, db, log
}

func rowsOf(t *table.Table) string {
	if t == nil {
		return "none"
	}
	var rows []string
	for row := range t.Len() {
		var cells []string
		for col := range t.Schema.Fields {
			text := t.Text(row, col)
			if t.Value(row, col).State == table.Suppressed {
				text = "[c]"
			}
			cells = append(cells, text)
		}
		rows = append(rows, strings.Join(cells, " "))
	}
	return strings.Join(rows, ", ")
}

func TestPrivateRowsAreCountedAndNothingElse(t *testing.T) {
	for _, c := range []struct{ name, descriptor, want, said string }{
		{"small counts are hidden", counted(byVillage, known, hides), "A 9, B [c]", ""},
		{"and what would give them away", counted(byVillage+" UNION ALL SELECT 'Jumlah', count(*) FROM warga", known, totals), "A [c], B [c], Jumlah 13", ""},
		{"a total that nobody declared", counted(byVillage+" UNION ALL SELECT 'Jumlah', count(*) FROM warga", ", categories = [\"A\", \"B\", \"Jumlah\"]", hides), "A 9, B [c], Jumlah 13",
			`hitung.toml:9:15 the counts of "Jumlah" in "desa" are the sums of the others, and give away a hidden one · declare it: dimensions = [{ field = "desa", totals = ["Jumlah"] }]`},
		{"a total of few", counted("SELECT 'Jumlah' AS desa, count(*) AS jumlah FROM warga WHERE desa = 'B'", known, totals), "Jumlah [c]", ""},
		{"words of a published dataset", counted("SELECT nama AS desa, (SELECT count(*) FROM warga w WHERE w.desa = d.nama) AS jumlah FROM desa d", "", "foreignKeys = [{ fields = \"desa\", reference = { resource = \"desa\", fields = \"nama\" } }]\n"+hides),
			"A 9, B [c], C 0", ""},
		{"counts that depend on hidden ones", counted("SELECT desa, count(*) AS jumlah FROM warga GROUP BY desa HAVING count(*) > 3", known, hides), "A 9, B [c]", ""},
		{"without disclosure control", counted(byVillage, known, ""), "none",
			`hitung.toml:3:47 "warga" is private, and "hitung" has no [disclosure] · say which fields of "hitung" count people: [disclosure] with fields = ["jumlah"]; lumbung help privacy`},
		{"a name", counted("SELECT nama AS desa, count(*) AS jumlah FROM warga GROUP BY nama", "", hides), "none",
			`hitung.toml:6:20 the values of "desa" come from private rows, and are declared nowhere · list them as categories, or refer to a published dataset that has them with a foreign key; a count belongs in disclosure.fields`},
		{"a value that nobody declared", counted(byVillage, ", categories = [\"A\"]", hides), "none",
			`hitung.toml:6:20 row 2 of the query has a value of "desa" that is not declared, and may not be shown · declare it if everybody may know that it exists, or leave such rows out in the query`},
		{"fields that nobody described", "query = \"" + byVillage + "\"\n" + hides, "none",
			`hitung.toml:3:9 "hitung" counts private rows, and describes no fields · describe each column in [[schema.fields]]: which are counts, and which values the others may have`},
		{"a value that is no count", counted("SELECT desa, nama AS jumlah FROM warga GROUP BY desa", known, hides), "none",
			`hitung.toml:3:9 row 1: the value of "jumlah" is not of that type, and is private · the field is of type "integer"`},
		{"rows that are not told apart", counted("SELECT desa, 1 AS jumlah FROM warga", known, hides), "none",
			`hitung.toml:3:9 row 2 of the query, field "jumlah": this row has the same "desa" as row 1; list every field that tells rows apart under dimensions or in the primary key · the query must give one row for each combination of the dimensions, with counts that are whole numbers`},
		{"no safe table", counted(byVillage+" UNION ALL SELECT 'Jumlah', count(*) FROM warga", known, strings.Replace(totals, " }]", ", keep = true }]", 1)+"width = 20\n"), "none",
			`hitung.toml:7:1 no table of "hitung" is safe to publish: 2 hidden counts can be worked out from what must stay · leave out keep from a dimension, publish fewer totals, or join small categories`},
		{"hiding of what is published", counted("SELECT nama AS desa, 3 AS jumlah FROM desa", known, hides), "none",
			`hitung.toml:7:1 "hitung" is made by a query over what is published, and cannot hide counts of its own · declare [disclosure] for the dataset that it asks: the query sees what is published`},
		{"a wrong column", counted("SELECT desa, count(namaa) AS jumlah FROM warga GROUP BY desa", known, hides), "none",
			`hitung.toml:3:29 there is no column "namaa" · did you mean "nama"? · dataset "warga" has nik, nama, desa, umur, pria · dataset "desa" has nama`},
	} {
		t.Run(c.name, func(t *testing.T) {
			pkg, _, log := derive(t, "data/warga.toml", peopleTOML, "data/warga.csv", peopleCSV, "data/desa.toml", villages, "data/desa.csv", "nama\nA\nB\nC\n", "data/hitung.toml", c.descriptor)
			if got := rowsOf(pkg.Resource("hitung").Table); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			if got := said(log); got != c.said {
				t.Errorf("said\n%s\nwant\n%s", got, c.said)
			}
			if pkg.Resource("warga") != nil {
				t.Error("the private dataset is among the published ones")
			}
		})
	}
}

func TestTheSamePeopleAreCountedOnce(t *testing.T) {
	pkg, _, log := derive(t, "data/warga.toml", peopleTOML, "data/warga.csv", peopleCSV,
		"data/hitung.toml", counted(byVillage, known, hides), "data/lagi.toml", counted("SELECT desa, count(*) AS jumlah FROM warga GROUP BY desa ORDER BY 2", known, hides))
	want := `lagi.toml:3:47 "warga" is counted by two datasets, "hitung" and "lagi": what one hides, the other may give away · the first is · put both into one dataset, with the totals as rows of it: it is proved safe as a whole`
	if got := said(log); got != want || pkg.Resource("lagi").Table != nil {
		t.Errorf("got\n%s", got)
	}
}

func TestWhatIsMadeOfCountsSeesOnlyWhatIsPublished(t *testing.T) {
	pkg, db, log := derive(t, "data/warga.toml", peopleTOML, "data/warga.csv", peopleCSV, "data/hitung.toml", counted(byVillage, known, hides),
		"data/besar.toml", "query = \"SELECT desa, jumlah * 2 AS dua FROM hitung\"\n")
	if got := rowsOf(pkg.Resource("besar").Table); got != "A 18, B [c]" || log.Errors() > 0 {
		t.Errorf("got %s\n%s", got, said(log))
	}
	for sql, want := range map[string]string{
		"SELECT count(*) FROM warga":                                      `dataset "warga" is private: nothing of it is published`,
		"SELECT jumlah FROM hitung WHERE desa = (SELECT desa FROM WARGA)": `dataset "WARGA" is private: nothing of it is published`,
		"SELECT sum(jumlah) FROM hitung":                                  `"jumlah" of "hitung" has hidden cells, which sum would leave out without a word`,
	} {
		if _, err := db.Run(t.Context(), sql); err == nil || err.Error() != want {
			t.Errorf("%s: %v", sql, err)
		}
	}
}

func TestNothingPublishedNamesAPrivateDataset(t *testing.T) {
	mend := " · name a dataset that is a query over it, with [disclosure]: lumbung help privacy"
	for _, c := range []struct{ file, text, want string }{
		{"data/a.toml", "[schema]\nforeignKeys = [{ fields = \"x\", reference = { resource = \"warga\", fields = \"nik\" } }]\nfields = [{ name = \"x\", type = \"string\" }]\n", `a.toml:4:57 dataset "warga" is private: nothing of it is published` + mend},
		{"data/charts.toml", "[[charts]]\nname = \"c\"\ntype = \"bars\"\ntitle = \"T\"\nfinding = \"F\"\ndataset = \"warga\"\ncategory = \"desa\"\nvalue = \"umur\"\n", `charts.toml:6:11 dataset "warga" is private: nothing of it is published` + mend},
		{"data/claims.toml", "[[claims]]\nname = \"c\"\ntext = \"T\"\nexpect = \"unverifiable\"\nnote = \"N\"\ntables = [\"warga\"]\n", `claims.toml:6:11 dataset "warga" is private: nothing of it is published` + mend},
	} {
		_, _, log := derive(t, "data/warga.toml", peopleTOML, "data/warga.csv", peopleCSV, c.file, c.text, "data/a.csv", "x\nCanary\n")
		if c.file != "data/a.toml" {
			c.want = "a.csv:0:0 warning: no descriptor names this file: it is not published · describe it in data/a.toml, or move it away and take it in with: lumbung add a.csv\n" + c.want
		}
		if got := said(log); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.file, got, c.want)
		}
	}
}

// What is wrong in private rows is told by its place.
func TestMistakesInPrivateRowsAreToldWithoutTheirWords(t *testing.T) {
	people := strings.NewReplacer("Canary", "Kenari5371014501900001")
	for name, c := range map[string]struct{ toml, csv, says string }{
		"a wrong type":     {peopleTOML, strings.Replace(peopleCSV, ",30,", ",Canary,", 1), `warga.csv:2:28 the cell is not of type "integer" (field "umur", which is private)`},
		"a key twice":      {peopleTOML, strings.Replace(peopleCSV, "2,Budi", "1,Budi", 1), `warga.csv:3:1 "•••" stands in two rows, but "nik" is the primary key`},
		"no category":      {strings.Replace(peopleTOML, `"nama", type = "string"`, `"nama", type = "string", categories = ["Budi"]`, 1), peopleCSV, `is no category of "nama"`},
		"a constraint":     {strings.Replace(peopleTOML, `"nama", type = "string"`, `"nama", type = "string", constraints = { pattern = "[a-z]" }`, 1), peopleCSV, `the value breaks the constraint pattern of "nama", which is private`},
		"a reference":      {strings.Replace(peopleTOML, "fields = [{", "foreignKeys = [{ fields = \"nama\", reference = { resource = \"desa\", fields = \"nama\" } }]\nfields = [{", 1), peopleCSV, `of "nama" is in no row of "desa"`},
		"a ragged row":     {peopleTOML, strings.Replace(peopleCSV, "Canary,A", "Canary,A,B", 1), "warga.csv:2"},
		"an odd heading":   {peopleTOML, strings.Replace(peopleCSV, "nik,nama", "nik,Canary", 1), "warga.csv:1"},
		"an open quote":    {peopleTOML, strings.Replace(peopleCSV, "1,Canary", "1,\"Canary", 1), "warga.csv:2"},
		"another spelling": {peopleTOML, strings.Replace(peopleCSV, "2,Budi,A", "2,Canary,a", 1), ""},
	} {
		files := project("data/warga.toml", c.toml, "data/warga.csv", people.Replace(c.csv), "data/desa.toml", villages, "data/desa.csv", "nama\nA\nB\n")
		log := &diag.Log{}
		raw := dataset.Load(files, log)
		Data(raw, log)
		var b strings.Builder
		diag.Printer{W: &b}.Print(Guard(log.Sorted()))
		if name != "an odd heading" && strings.Contains(b.String(), "Kenari") || strings.Contains(b.String(), "Budi,A") || !strings.Contains(said(log), c.says) || c.says != "" && log.Errors() == 0 {
			t.Errorf("%s:\n%s", name, b.String())
		}
	}
}

func TestAPrivateDatasetSaysNothingToReaders(t *testing.T) {
	for extra, want := range map[string]string{
		"charts = [\"c\"]\n":                               `"charts" has no use`,
		"doi = \"10.5072/a\"\n":                            `"doi" has no use`,
		"[disclosure]\nfields = [\"umur\"]\n":              `"disclosure" has no use`,
		"[[notes]]\ntext = \"x\"\n":                        `"notes" has no use`,
		"[profile]\npath = \"{nik}\"\ntitle = \"{nik}\"\n": `"profile" has no use`,
		"[[tests]]\nname = \"t\"\nsql = \"SELECT 1\"\n":    "no query may test it",
		"query = \"SELECT 1 AS nik\"\n":                    `is private and made by a query`,
	} {
		text := peopleTOML + extra
		if !strings.HasPrefix(extra, "[") {
			text = extra + peopleTOML
		}
		log := &diag.Log{}
		raw := dataset.Load(project("data/warga.toml", text, "data/warga.csv", peopleCSV), log)
		if got := said(log); !strings.Contains(got, want) || !strings.Contains(got, " · ") {
			t.Errorf("%q: got\n%s", extra, got)
		}
		if pkg := Publish(raw, log); len(pkg.Resources) > 0 {
			t.Errorf("%q: it is published", extra)
		}
	}
}

// Where all of a small group are in one category, the counts tell it of each of them although
// none of them is small.
func TestSmallGroupsOfPrivateRowsInOneCategoryAreWarnedOf(t *testing.T) {
	for desa, want := range map[string]string{
		"A": "",
		"B": `hitung.toml:7:1 warning: everybody of a small group is in one category: the count tells it of each of them · join categories or groups, or accept it by setting the rule group-disclosure to info in site.toml`,
	} {
		sql := "SELECT 'wanita' AS jenis, count(*) FILTER (WHERE NOT pria) AS jumlah FROM warga WHERE desa = '" + desa + "' UNION ALL " +
			"SELECT 'pria', count(*) FILTER (WHERE pria) FROM warga WHERE desa = '" + desa + "' UNION ALL SELECT 'Jumlah', count(*) FROM warga WHERE desa = '" + desa + "'"
		people := "nik,nama,desa,umur,pria\n"
		for i, row := range []string{"A,30,true", "A,31,true", "A,32,false", "A,33,false", "B,34,false", "B,35,false", "B,36,false"} {
			people += string(rune('1'+i)) + ",Nama," + row + "\n"
		}
		_, _, log := derive(t, "data/warga.toml", peopleTOML, "data/warga.csv", people, "data/hitung.toml",
			"query = \""+sql+"\"\n[schema]\nprimaryKey = \"jenis\"\nfields = [{ name = \"jenis\", type = \"string\", categories = [\"wanita\", \"pria\"] }, { name = \"jumlah\", type = \"integer\" }]\n"+
				"[disclosure]\nfields = [\"jumlah\"]\nthreshold = 2\ngroup = 5\ndimensions = [{ field = \"jenis\", totals = [\"Jumlah\"] }]\n")
		if got := said(log); got != want {
			t.Errorf("%s:\n got %s\nwant %s", desa, got, want)
		}
	}
}
