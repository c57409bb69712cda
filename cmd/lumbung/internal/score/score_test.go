package score

import (
	"strings"
	"testing"
	"testing/fstest"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/table"
)

// project is a made-up portal of three groups judged in two aspects, three bands the one,
// two the other.
func project(change map[string]string) fstest.MapFS {
	files := map[string]string{
		"data/groups.toml": `title = "Groups"
[schema]
primaryKey = "code"
fields = [{ name = "code", type = "string" }, { name = "village", type = "string", title = "Village" }]
`,
		"data/groups.csv": "code,village\na,East\nb,West\nc,East\n",
		"data/rubric.toml": `title = "Rubric"
[schema]
fields = [{ name = "aspect", type = "string" }, { name = "band", type = "string" }, { name = "min", type = "integer" }, { name = "max", type = "integer" }, { name = "items", type = "integer" }]
`,
		"data/rubric.csv": "aspect,band,min,max,items\nTrade,Low,2,3,2\nTrade,Mid,4,5,2\nTrade,High,6,6,2\nSocial,Low,1,1,1\nSocial,High,2,3,1\n",
		"data/answers.toml": `title = "Answers"
[schema]
fields = [{ name = "group", type = "string" }, { name = "aspect", type = "string" }, { name = "item", type = "integer" }, { name = "answer", type = "integer" }]
foreignKeys = [{ fields = "group", reference = { resource = "groups", fields = "code" } }]
[scores]
of = "group"
aspect = "aspect"
item = "item"
value = "answer"
by = ["village"]
rubric = { resource = "rubric", aspect = "aspect", band = "band", minimum = "min", maximum = "max", items = "items" }
`,
		"data/answers.csv": "group,aspect,item,answer\na,Trade,1,3\na,Trade,2,2\na,Social,1,1\nb,Trade,1,1\nb,Trade,2,1\nb,Social,1,3\nc,Trade,1,3\nc,Trade,2,3\n",
	}
	for name, text := range change {
		files[name] = text
	}
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func derived(t *testing.T, change map[string]string) (*dataset.Package, []*Set, string) {
	t.Helper()
	log, fsys := &diag.Log{}, project(change)
	pkg := dataset.Load(fsys, log)
	sets := Derive(pkg, log)
	for _, d := range log.Sorted() {
		if len(d.Notes) == 0 {
			t.Errorf("nobody says how to mend it: %s", d)
		}
	}
	var b strings.Builder
	diag.Printer{W: &b}.Print(log.Sorted())
	return pkg, sets, b.String()
}

func rows(t *table.Table) string {
	var b strings.Builder
	for row := range t.Len() {
		for col := range t.Schema.Fields {
			if col > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(t.Text(row, col))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestAnswersBecomeTotalsBandsCountsAndConclusions(t *testing.T) {
	pkg, sets, said := derived(t, nil)
	if said != "" || len(sets) != 1 {
		t.Fatalf("%d sets\n%s", len(sets), said)
	}
	for name, want := range map[string]string{
		"answers-bands":      "a Trade 5 Mid\na Social 1 Low\nb Trade 2 Low\nb Social 3 High\nc Trade 6 High\n",
		"answers-summary":    "Trade Low 1 33.3 true\nTrade Mid 1 33.3 true\nTrade High 1 33.3 true\nSocial Low 1 50.0 true\nSocial High 1 50.0 true\n",
		"answers-by-village": "East Trade Low 0 0.0\nEast Trade Mid 1 50.0\nEast Trade High 1 50.0\nEast Social Low 1 100.0\nEast Social High 0 0.0\nWest Trade Low 1 100.0\nWest Trade Mid 0 0.0\nWest Trade High 0 0.0\nWest Social Low 0 0.0\nWest Social High 1 100.0\n",
	} {
		if got := rows(pkg.Resource(name).Table); got != want {
			t.Errorf("%s is\n%swant\n%s", name, got, want)
		}
	}
	if len(pkg.Charts) != 1 || pkg.Charts[0].Dataset != "answers-summary" {
		t.Errorf("charts %+v", pkg.Charts)
	}
}

func TestTotalsAreTakenAsTheyAre(t *testing.T) {
	pkg, _, said := derived(t, map[string]string{
		"data/answers.toml": strings.ReplaceAll(string(project(nil)["data/answers.toml"].Data), "item = \"item\"\n", ""),
		"data/answers.csv":  "group,aspect,item,answer\na,Trade,,6\nb,Trade,,2\n",
	})
	if got := rows(pkg.Resource("answers-bands").Table); said != "" || got != "a Trade 6 High\nb Trade 2 Low\n" {
		t.Errorf("%s%s", got, said)
	}
}

func TestWhatContradictsTheRubricIsToldAtItsRow(t *testing.T) {
	answers := string(project(nil)["data/answers.toml"].Data)
	for _, c := range []struct {
		name   string
		change map[string]string
		want   string
	}{
		{"outside", map[string]string{"data/answers.csv": "group,aspect,item,answer\na,Trade,1,3\na,Trade,2,9\n"}, `data/answers.csv:2:11: error: the total 12 of "a" lies outside the range of "Trade", 2 to 6`},
		{"items", map[string]string{"data/answers.csv": "group,aspect,item,answer\na,Trade,1,3\n"}, `data/answers.csv:2:9: error: "a" has 1 of the 2 items of "Trade"`},
		{"aspect", map[string]string{"data/answers.csv": "group,aspect,item,answer\na,Sport,1,3\n"}, `data/answers.csv:2:3: error: the rubric has no aspect "Sport"`},
		{"number", map[string]string{"data/answers.toml": strings.ReplaceAll(answers, `"answer", type = "integer"`, `"answer", type = "number"`), "data/answers.csv": "group,aspect,item,answer\na,Trade,1,2.5\na,Trade,2,2\n"},
			`data/answers.csv:2:11: error: a score is a whole number, not "2.5"`},
		{"totals of nobody", map[string]string{"data/answers.toml": strings.ReplaceAll(answers, "by = [", "totals = \"groups\"\nby = [")}, `there is no dataset "groups" with scores of its own`},
		{"twice", map[string]string{"data/answers.toml": strings.ReplaceAll(answers, "item = \"item\"\n", ""), "data/answers.csv": "group,aspect,item,answer\na,Trade,,2\na,Trade,,2\n"},
			`data/answers.csv:3:3: error: the total of "a" in "Trade" stands twice`},
		{"field", map[string]string{"data/answers.toml": strings.ReplaceAll(answers, `value = "answer"`, `value = "anser"`)}, `dataset "answers" has no field "anser"`},
		{"reference", map[string]string{"data/answers.toml": strings.ReplaceAll(answers, `of = "group"`, `of = "item"`)}, `field "item" does not refer to a dataset`},
		{"rubric", map[string]string{"data/answers.toml": strings.ReplaceAll(answers, `resource = "rubric"`, `resource = "rubrik"`)}, `there is no dataset "rubrik"`},
		{"rubric field", map[string]string{"data/answers.toml": strings.ReplaceAll(answers, `minimum = "min"`, `minimum = "least"`)}, `dataset "rubric" has no field "least"`},
		{"gap", map[string]string{"data/rubric.csv": "aspect,band,min,max,items\nTrade,Low,2,3,2\nTrade,Mid,5,6,2\n"}, `the bands "Low" and "Mid" of "Trade" do not follow each other`},
		{"range", map[string]string{"data/rubric.csv": "aspect,band,min,max,items\nTrade,Low,,3,2\n"}, `the range of a band needs whole numbers`},
		{"by", map[string]string{"data/answers.toml": strings.ReplaceAll(answers, `by = ["village"]`, `by = ["region"]`)}, `dataset "groups" has no field "region"`},
		{"totals", map[string]string{
			"data/answers.toml": strings.ReplaceAll(answers, "by = [", "totals = \"totals\"\nby = ["),
			"data/totals.toml": strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(answers, `title = "Answers"`, `title = "Totals"`), "item = \"item\"\n", ""),
				`by = ["village"]`, ""),
			"data/totals.csv": "group,aspect,item,answer\na,Trade,,6\n",
		}, `data/totals.csv:2:10: error: the total 6 of "a" in "Trade" does not equal its items, which add up to 5`},
	} {
		if _, _, said := derived(t, c.change); !strings.Contains(said, c.want) {
			t.Errorf("%s: no %q in\n%s", c.name, c.want, said)
		}
	}
}
