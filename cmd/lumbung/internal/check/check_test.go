package check

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/query"
	"lumbung/cmd/lumbung/internal/table"
)

// project makes the files of a project; an odd one out is a name, an even one its text.
func project(files ...string) fstest.MapFS {
	out := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		name, text := files[i], files[i+1]
		if base, ok := strings.CutPrefix(name, "data/"); ok && strings.HasSuffix(base, ".toml") && base != "charts.toml" && base != "claims.toml" {
			text = "name = \"" + strings.TrimSuffix(base, ".toml") + "\"\ntitle = \"T\"\n" + text
		}
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// said is all diagnostics, one a line: place, message, notes. Warnings say so.
func said(log *diag.Log) string {
	var lines []string
	for _, d := range log.Sorted() {
		line := fmt.Sprintf("%s:%d:%d ", strings.TrimPrefix(d.Span.Name(), "data/"), d.Span.Line, d.Span.Col)
		if d.Severity == diag.Warning {
			line += "warning: "
		}
		line += d.String()
		for _, n := range d.Notes {
			line += " · " + n.Message.String()
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func load(t *testing.T, files fstest.MapFS) (*dataset.Package, *diag.Log) {
	t.Helper()
	log := &diag.Log{}
	pkg := dataset.Load(files, log)
	if log.Errors() > 0 {
		t.Fatalf("the project does not load:\n%s", said(log))
	}
	return pkg, log
}

// asker runs queries over a package.
func asker(t *testing.T, pkg *dataset.Package, log *diag.Log) Runner {
	db := query.New(pkg.Resources)
	t.Cleanup(db.Close)
	query.Derive(pkg, db, nil, log)
	return Runner{
		Run: func(sql string) (*table.Table, error) {
			r, err := db.Run(context.Background(), sql)
			if err != nil {
				return nil, err
			}
			return r.Table, nil
		},
		Explain: func(err error, at func(offset, length int) diag.Span) {
			if e, ok := err.(*query.Error); ok {
				log.Add(e.Diagnostic("sql", at))
				return
			}
			log.Error("sql", at(0, 1), "%s", err.Error())
		},
	}
}

const regions = "[schema]\nprimaryKey = \"kode\"\nfields = [{ name = \"kode\" , type = \"string\" }, { name = \"nama\", type = \"string\" }]\n"

func TestDataChecksWhatTablesSay(t *testing.T) {
	for _, c := range []struct {
		name  string
		files []string
		want  string
	}{
		{"all is well", []string{
			"data/regions.toml", regions, "data/regions.csv", "kode,nama\n53.01,Kabupaten Kupang\n53.71,Kota Kupang\n",
			"data/kube.toml", "[schema]\nprimaryKey = [\"no\"]\nforeignKeys = [{ fields = \"wilayah\", reference = { resource = \"regions\", fields = \"kode\" } }]\nfields = [{ name = \"no\", type = \"integer\", constraints = { minimum = 1 } }, { name = \"wilayah\", type = \"string\" }]\n[[notes]]\nwhere = { no = 2 }\ntext = \"x\"\n[profile]\npath = \"kube/{no}\"\ntitle = \"{no}\"\n", "data/kube.csv", "no,wilayah\n1,53.01\n2,\n",
		}, ""},
		{"required", []string{"data/a.toml", "[schema]\nfields = [{ name = \"x\", type = \"integer\", constraints = { required = true } }, { name = \"y\", type = \"string\" }]\n", "data/a.csv", "x,y\n1,a\n,b\n"},
			`a.csv:3:1 a value of "x" is required · it is required`},
		{"part of the primary key", []string{"data/a.toml", "[schema]\nprimaryKey = [\"x\", \"y\"]\nfields = [{ name = \"x\", type = \"string\" }, { name = \"y\", type = \"string\" }]\n", "data/a.csv", "x,y\na,\n"},
			`a.csv:2:3 "y" is part of the primary key and needs a value in each row · the key is declared`},
		{"constraint, told once", []string{"data/a.toml", "[schema]\nfields = [{ name = \"x\", type = \"integer\", constraints = { maximum = 10 } }]\n", "data/a.csv", "x\n20\n3\n20\n20\n"},
			`a.csv:2:1 "20" is more than the maximum 10 (field "x") · the constraint is declared · 2 more cells hold it`},
		{"a wrong cell is not missing too", []string{"data/a.toml", "[schema]\nfields = [{ name = \"x\", type = \"string\", constraints = { minLength = 2, pattern = \"[a-z]+\" } }]\n", "data/a.csv", "x\nab\nAB\nb\n"},
			"a.csv:3:1 \"AB\" does not match the pattern [a-z]+ of \"x\" · the constraint is declared\n" + `a.csv:4:1 "b" has 1 characters, fewer than the 2 that "x" needs · the constraint is declared`},
		{"category", []string{"data/a.toml", "[schema]\nfields = [{ name = \"x\", type = \"string\", categories = [\"Di Rumah\", \"Di Kantor\"] }]\n", "data/a.csv", "x\nDi Rumah\ndi Rumah\n"},
			`a.csv:3:1 "di Rumah" is no category of "x" · did you mean "Di Rumah"?`},
		{"two spellings", []string{"data/a.toml", "[schema]\nfields = [{ name = \"x\", type = \"string\" }]\n", "data/a.csv", "x\nDi Rumah\nDi Rumah\ndi  Rumah\n"},
			`a.csv:4:1 warning: "di  Rumah" is also spelt "Di Rumah" in "x" · write them the same; where the source prints both, say so in a note on field "x"`},
		{"no groups, no spellings", []string{"data/a.toml", "[schema]\nfields = [{ name = \"x\", type = \"string\" }]\n", "data/a.csv", "x\nDi Rumah\ndi Rumah\n"}, ""},
		{"two spellings of a key", []string{"data/a.toml", "[schema]\nprimaryKey = \"x\"\nfields = [{ name = \"x\", type = \"string\" }]\n", "data/a.csv", "x\nDi Rumah\ndi Rumah\n"},
			`a.csv:3:1 warning: "di Rumah" is also spelt "Di Rumah" in "x" · write them the same; where the source prints both, say so in a note on field "x"`},
		{"primary key", []string{"data/regions.toml", regions, "data/regions.csv", "kode,nama\n53.01,a\n53.01,b\n"},
			`regions.csv:3:1 "53.01" stands in two rows, but "kode" is the primary key · the first is row 1 of the data · the key is declared`},
		{"composite unique key, by value", []string{"data/a.toml", "[schema]\nuniqueKeys = [[\"x\", \"y\"]]\nfields = [{ name = \"x\", type = \"number\" }, { name = \"y\", type = \"string\" }]\n", "data/a.csv", "x,y\n1.0,a\n1,b\n1.00,a\n,a\n,a\n"},
			`a.csv:4:1 "1.00", "a" stands in two rows, but "x", "y" is a unique key · the first is row 1 of the data · the key is declared`},
		{"unique field", []string{"data/a.toml", "[schema]\nfields = [{ name = \"x\", type = \"integer\", constraints = { unique = true } }]\n", "data/a.csv", "x\n1\n2\n1\n"},
			`a.csv:4:1 "1" stands in two rows, but "x" is a unique field · the first is row 1 of the data · the key is declared`},
		{"dangling reference, told once", []string{"data/regions.toml", regions, "data/regions.csv", "kode,nama\n53.01,a\n53.71,b\n",
			"data/kube.toml", "[schema]\nforeignKeys = [{ fields = \"wilayah\", reference = { resource = \"regions\", fields = \"kode\" } }]\nfields = [{ name = \"wilayah\", type = \"string\" }]\n", "data/kube.csv", "wilayah\n53.01\n53.02\n53.02\n"},
			`kube.csv:3:1 "53.02" of "wilayah" is in no row of "regions" · did you mean "53.01"? · the foreign key is declared · one more cell holds it`},
		{"composite reference to itself", []string{"data/a.toml", "[schema]\nforeignKeys = [{ fields = [\"x\", \"di\"], reference = { fields = [\"x\", \"y\"] } }]\nfields = [{ name = \"x\", type = \"string\" }, { name = \"y\", type = \"string\" }, { name = \"di\", type = \"string\" }]\n", "data/a.csv", "x,y,di\na,1,1\na,2,3\nb,3,\n"},
			`a.csv:3:1 "a", "3" of "x", "di" is in no row of "a" · the foreign key is declared`},
		{"reference to no dataset", []string{"data/regions.toml", regions, "data/regions.csv", "kode,nama\n",
			"data/kube.toml", "[schema]\nforeignKeys = [{ fields = \"w\", reference = { resource = \"region\", fields = \"kode\" } }]\nfields = [{ name = \"w\", type = \"string\" }]\n", "data/kube.csv", "w\n1\n"},
			`kube.toml:4:57 there is no dataset "region" · did you mean "regions"?`},
		{"reference to no field", []string{"data/regions.toml", regions, "data/regions.csv", "kode,nama\n",
			"data/kube.toml", "[schema]\nforeignKeys = [{ fields = \"w\", reference = { resource = \"regions\", fields = \"kod\" } }]\nfields = [{ name = \"w\", type = \"string\" }]\n", "data/kube.csv", "w\n1\n"},
			`kube.toml:4:77 dataset "regions" has no field "kod" · did you mean "kode"?`},
		{"note on no row", []string{"data/a.toml", "[schema]\nfields = [{ name = \"x\", type = \"integer\" }]\n[[notes]]\nwhere = { x = 7 }\ntext = \"t\"\n", "data/a.csv", "x\n1\n"},
			`a.toml:6:1 no row of "a" is as this note says · write the values as they stand in the data`},
		{"two profiles with one address", []string{"data/a.toml", "[schema]\nfields = [{ name = \"x\", type = \"string\" }]\n[profile]\npath = { id = \"kube/{x}\", en = \"groups/{x}\" }\ntitle = \"{x}\"\n", "data/a.csv", "x\nTunas Baru\nTunas-Baru\n"},
			`a.csv:3:1 the page of this row would be "groups/tunas-baru", which is the page of row 1 of the data · add a field to profile.path that tells them apart`},
		{"profile without an address", []string{"data/a.toml", "[schema]\nfields = [{ name = \"x\", type = \"string\" }]\n[profile]\npath = \"kube/{x}\"\ntitle = \"{x}\"\n", "data/a.csv", "x\n???\n"},
			`a.csv:2:1 the row has no address: "x" holds no letter or digit of an address · give it a value, or name another field in profile.path`},
		{"private profile", []string{"data/a.toml", "[schema]\nfields = [{ name = \"nik\", type = \"string\", private = true }]\n[profile]\npath = \"kube/{nik}\"\ntitle = \"x\"\n", "data/a.csv", "nik\n1\n"},
			`a.toml:6:8 field "nik" is private and cannot be in profile.path · name rows by a field that is published`},
		{"private value in a message", []string{"data/a.toml", "[schema]\nprimaryKey = \"nik\"\nfields = [{ name = \"nik\", type = \"string\", private = true, constraints = { maxLength = 3 } }]\n", "data/a.csv", "nik\n777\n777\n8888\n"},
			"a.csv:3:1 \"•••\" stands in two rows, but \"nik\" is the primary key · the first is row 1 of the data · the key is declared\n" + `a.csv:4:1 the value breaks the constraint maxLength of "nik", which is private · the constraint is declared`},
		{"names of charts and claims", []string{
			"data/a.toml", "charts = [\"umu\"]\n[schema]\nfields = [{ name = \"x\", type = \"string\" }]\n[profile]\npath = \"a/{x}\"\ntitle = \"{x}\"\nrelated = [\"b\"]\n", "data/a.csv", "x\n1\n",
			"data/charts.toml", "[[charts]]\nname = \"umur\"\ntype = \"bars\"\ntitle = \"T\"\nfinding = \"F\"\ndataset = \"a\"\ncategory = \"y\"\nbands = \"rubrik\"\n[[charts]]\nname = \"lain\"\ntype = \"bars\"\ntitle = \"T\"\nfinding = \"F\"\ndataset = \"aa\"\n",
			"data/claims.toml", "[[claims]]\nname = \"k\"\ntext = \"T\"\nexpect = \"unverifiable\"\nnote = \"N\"\ntables = [\"a\", \"kuba\"]\n"},
			`a.toml:3:11 there is no chart "umu" · did you mean "umur"?
a.toml:9:12 there is no dataset "b" · did you mean "a"?
charts.toml:7:12 the table of chart "umur" has no field "y" · did you mean "x"?
charts.toml:8:9 there is no dataset "rubrik" · datasets are a
charts.toml:14:11 there is no dataset "aa" · did you mean "a"?
claims.toml:6:16 there is no dataset "kuba" · datasets are a`},
	} {
		t.Run(c.name, func(t *testing.T) {
			pkg, log := load(t, project(c.files...))
			Data(pkg, log)
			if got := said(log); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestReferenceToABrokenDescriptorIsNotToldAgain(t *testing.T) {
	log := &diag.Log{}
	pkg := dataset.Load(project("data/regions.toml", "[schema", "data/kube.toml", "[schema]\nforeignKeys = [{ fields = \"w\", reference = { resource = \"regions\", fields = \"kode\" } }]\nfields = [{ name = \"w\", type = \"string\" }]\n", "data/kube.csv", "w\n1\n"), log)
	before := log.Errors()
	if Data(pkg, log); before == 0 || log.Errors() != before {
		t.Errorf("got\n%s", said(log))
	}
}

const ages = "[schema]\nprimaryKey = \"no\"\nfields = [{ name = \"no\", type = \"integer\" }, { name = \"k\", type = \"string\" }, { name = \"dari\", type = \"integer\" }, { name = \"sampai\", type = \"integer\" }, { name = \"n\", type = \"integer\" }, { name = \"persen\", type = \"number\" }]\n"

func TestDataTests(t *testing.T) {
	rows := "no,k,dari,sampai,n,persen\n1,a,1,2,23,38.3\n2,a,3,4,29,48.3\n3,a,5,,8,13.4\n"
	for _, c := range []struct {
		name, test, csv string
		want            string
		waived          string
	}{
		{"sum holds", "kind = \"sum\"\nfield = \"n\"\nequals = 60\n", rows, "", ""},
		{"sum breaks", "kind = \"sum\"\nfield = \"n\"\nequals = 61\n", rows, `a.csv:2:9 test "t": "n" adds up to 60, not 61 · the test is declared`, ""},
		{"sum by group, where", "kind = \"sum\"\nfield = \"n\"\nequals = 1\nby = \"k\"\nwhere = { dari = 3 }\nseverity = \"warning\"\n", rows, `a.csv:3:9 warning: test "t": "n" adds up to 29 in a, not 1 · the test is declared`, ""},
		{"share breaks", "kind = \"share\"\nfield = \"persen\"\nof = \"n\"\nbase = 60\ndecimals = 1\n", rows, `a.csv:4:10 test "t": 8 of 60 is 13.3 percent, not 13.4 · the test is declared`, ""},
		{"share is waived", "kind = \"share\"\nfield = \"persen\"\nof = \"n\"\nbase = 60\ndecimals = 1\n[[tests.waivers]]\nwhere = { no = 3 }\nreason = \"tercetak\"\n", rows, "", "3: tercetak"},
		{"waiver that excuses nothing", "kind = \"sum\"\nfield = \"n\"\nequals = 60\n[[tests.waivers]]\nwhere = { no = 3 }\nreason = \"tercetak\"\n", rows, `a.toml:11:1 warning: the waiver excuses nothing · the rows it names keep test "t": remove it`, ""},
		{"ranges hold", "kind = \"ranges\"\nlower = \"dari\"\nupper = \"sampai\"\n", rows, "", ""},
		{"ranges with a gap", "kind = \"ranges\"\nlower = \"dari\"\nupper = \"sampai\"\n", "no,k,dari,sampai,n,persen\n1,a,1,2,,\n2,a,4,6,,\n3,a,6,7,,\n", "a.csv:3:5 test \"t\": there is a gap between 2 and 4 · the test is declared\n" + `a.csv:4:5 test "t": the range from 6 overlaps the one before, which ends at 6 · the test is declared`, ""},
		{"ranges by group", "kind = \"ranges\"\nlower = \"dari\"\nupper = \"sampai\"\nby = \"k\"\n", "no,k,dari,sampai,n,persen\n1,a,1,2,,\n2,b,1,6,,\n3,b,7,6,,\n", `a.csv:4:7 test "t": the range ends at 6, before it begins at 7 · the test is declared`, ""},
		{"query gives rows", "sql = \"SELECT no, n FROM a WHERE n > 20\"\n[[tests.waivers]]\nwhere = { no = 1 }\nreason = \"boleh\"\n", rows, `a.csv:3:1 test "t": the query must give no rows, and gives no = 2, n = 29 · the test is declared`, "no = 1, n = 23: boleh"},
		{"query that is none", "sql = \"SELECT umur FROM a\"\n", rows, `a.toml:8:15 there is no column "umur" · dataset "a" has no, k, dari, sampai, n, persen`, "-"},
	} {
		t.Run(c.name, func(t *testing.T) {
			pkg, log := load(t, project("data/a.toml", ages+"[[tests]]\nname = \"t\"\n"+c.test, "data/a.csv", c.csv))
			results := Tests(pkg, asker(t, pkg, log), log)
			got := said(log)
			if c.waived == "-" {
				if got != c.want || len(results) != 0 {
					t.Errorf("got\n%s", got)
				}
				return
			}
			if got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
			waived := ""
			for _, w := range results[0].Waived {
				waived += w.Row + ": " + w.Reason.In("id")
			}
			if waived != c.waived || results[0].Passed != (log.Errors()+strings.Count(c.want, "warning: test") == 0) {
				t.Errorf("passed %v, waived %q", results[0].Passed, waived)
			}
		})
	}
}

func TestManyBrokenRowsAreCounted(t *testing.T) {
	pkg, log := load(t, project("data/a.toml", "[schema]\nfields = [{ name = \"x\", type = \"integer\" }]\n[[tests]]\nname = \"t\"\nsql = \"SELECT x FROM a\"\n", "data/a.csv", "x\n"+strings.Repeat("1\n", 50)))
	Tests(pkg, asker(t, pkg, log), log)
	if got := said(log); !strings.Contains(got, `test "t": 30 more rows break it`) {
		t.Errorf("got\n%s", got)
	}
}

func TestDerivedTablesAreCheckedWhenTheyAreMade(t *testing.T) {
	pkg, log := load(t, project("data/a.toml", "[schema]\nfields = [{ name = \"x\", type = \"integer\" }]\n", "data/a.csv", "x\n1\n1\n",
		"data/b.toml", "query = \"SELECT x FROM a\"\n[schema]\nprimaryKey = \"x\"\nfields = [{ name = \"x\", type = \"integer\" }]\n"))
	Tests(pkg, asker(t, pkg, log), log)
	if got := said(log); !strings.Contains(got, `b.toml:3:9 "1" stands in two rows, but "x" is the primary key`) {
		t.Errorf("got\n%s", got)
	}
}

func TestRoundingIsNamed(t *testing.T) {
	for _, c := range []struct {
		how, want string
	}{{"half-up", "12.5"}, {"half-even", "12.4"}, {"down", "12.4"}} {
		pkg, log := load(t, project("data/a.toml", "[schema]\nfields = [{ name = \"n\", type = \"integer\" }, { name = \"p\", type = \"number\" }]\n[[tests]]\nname = \"t\"\nkind = \"share\"\nfield = \"p\"\nof = \"n\"\nbase = 2000\ndecimals = 1\nrounding = \""+c.how+"\"\n", "data/a.csv", "n,p\n249,"+c.want+"\n"))
		if Tests(pkg, asker(t, pkg, log), log); log.Errors() > 0 {
			t.Errorf("%s: %s", c.how, said(log))
		}
	}
}

func TestClaims(t *testing.T) {
	const a = "[schema]\nfields = [{ name = \"x\", type = \"number\" }]\n"
	for _, c := range []struct{ name, claim, result, want string }{
		{"matches", "published = \"3.50\"\nquery = \"SELECT sum(x) FROM a\"\nexpect = \"matches\"\n", "matches 3.5", ""},
		{"differs, as expected", "published = \"4\"\nquery = \"SELECT sum(x) FROM a\"\nexpect = \"differs\"\n", "differs 3.5", ""},
		{"within the tolerance", "published = \"4\"\ntolerance = \"0.5\"\nquery = \"SELECT sum(x) FROM a\"\nexpect = \"matches\"\n", "matches 3.5", ""},
		{"beyond the tolerance", "published = \"4\"\ntolerance = \"0.49\"\nquery = \"SELECT sum(x) FROM a\"\nexpect = \"matches\"\n", "differs 3.5", `claims.toml:7:10 claim "k" differs: published "4", computed "3.5" · mend the data, or say expect = "differs" and explain it in note`},
		{"words", "published = \"7 (70)\"\nquery = \"SELECT '7 (70)'\"\nexpect = \"matches\"\n", "matches 7 (70)", ""},
		{"holds again", "published = \"3.5\"\nquery = \"SELECT sum(x) FROM a\"\nexpect = \"differs\"\n", "matches 3.5", `claims.toml:6:10 claim "k" matches: published "3.5", computed "3.5" · mend the data, or say expect = "matches" and explain it in note`},
		{"cannot be checked", "published = \"9\"\nexpect = \"unverifiable\"\n", "unverifiable ", ""},
		{"two values", "published = \"9\"\nquery = \"SELECT x FROM a\"\nexpect = \"matches\"\n", "", `claims.toml:5:9 the query of claim "k" must give one value, and gives 2 rows of 1 column · add a WHERE, a LIMIT 1 or an aggregate such as count(*)`},
		{"no tolerance", "published = \"4\"\ntolerance = \"banyak\"\nquery = \"SELECT sum(x) FROM a\"\nexpect = \"matches\"\n", "", `claims.toml:5:13 "banyak" is no tolerance · write a number such as 0.05`},
	} {
		t.Run(c.name, func(t *testing.T) {
			pkg, log := load(t, project("data/a.toml", a, "data/a.csv", "x\n1.25\n2.25\n", "data/claims.toml", "[[claims]]\nname = \"k\"\ntext = \"T\"\n"+c.claim+"note = \"N\"\n"))
			result := ""
			for _, v := range Claims(pkg, asker(t, pkg, log), log) {
				result += v.Result + " " + v.Computed
			}
			if got := said(log); got != c.want || result != c.result {
				t.Errorf("got %q\n%s\nwant %q\n%s", result, got, c.result, c.want)
			}
		})
	}
}

func TestTheFirstPortalHoldsAllItSays(t *testing.T) {
	files := os.DirFS("../../../..")
	log := &diag.Log{}
	raw := dataset.Load(files, log)
	Data(raw, log)
	pkg := Publish(raw, log)
	ask := asker(t, pkg, log)
	results, verdicts := Tests(pkg, ask, log), Claims(pkg, ask, log)
	if got := said(log); got != "" {
		t.Errorf("got\n%s", got)
	}
	if len(results) < 10 || len(verdicts) != len(pkg.Claims) {
		t.Errorf("%d tests, %d of %d claims", len(results), len(verdicts), len(pkg.Claims))
	}
}
