package main

import (
	"strings"
	"testing"
)

// hidingPortal has counts of which two are hidden.
func hidingPortal() map[string]string {
	files := copied(soundPortal)
	files["data/orang.toml"] = `title = "Orang"

[schema]
primaryKey = ["desa"]
fields = [{ name = "desa", type = "string" }, { name = "orang", type = "integer" }]

[disclosure]
fields = ["orang"]
dimensions = [{ field = "desa", totals = ["Semua"] }]
`
	files["data/orang.csv"] = "desa,orang\nA,3\nB,9\nC,20\nSemua,32\n"
	return files
}

// Whatever asks, and by whatever name: the answer is refused at the place where the hidden
// counts are taken up.
func TestHiddenCountsAreSummedUpByNothing(t *testing.T) {
	const mend = "  note: ask for a total that is published, or say that they are to be left out, in the SELECT that reads \"orang\": WHERE orang IS NOT NULL\n"
	for _, m := range []mistake{
		{"live number", "content/id/cara.md", "Begini", "Ada `{sql} SELECT sum(n) FROM (SELECT orang AS n FROM orang WHERE desa <> 'Semua')` orang. Begini",
			`content/id/cara.md:5:39: error: "orang" of "orang" has hidden cells, and with them this query would have another answer
    5 | …sql} SELECT sum(n) FROM (SELECT orang AS n FROM orang WHERE desa <> 'Semua')` + "`" + ` orang. Begini caranya.
      |                                  ~~~~~
` + mend},
		{"derived dataset", "data/turunan.toml", "", "title = \"Turunan\"\nquery = \"SELECT desa, rank() OVER (ORDER BY orang DESC) AS urutan FROM orang\"\n",
			`data/turunan.toml:2:45: error: "orang" of "orang" has hidden cells, and with them this query would have another answer
    2 | query = "SELECT desa, rank() OVER (ORDER BY orang DESC) AS urutan FROM orang"
      |                                             ~~~~~
` + mend},
		{"claim", "data/claims.toml", "", "[[claims]]\nname = \"a\"\ntext = \"dua desa\"\nsection = \"1\"\npublished = \"2\"\nquery = \"SELECT count(*) FROM orang WHERE orang < 10\"\nexpect = \"matches\"\n",
			`data/claims.toml:6:43: error: "orang" of "orang" has hidden cells, and with them this query would have another answer
    6 | query = "SELECT count(*) FROM orang WHERE orang < 10"
      |                                           ~~~~~
` + mend},
		{"claim of a hidden count", "data/claims.toml", "", "[[claims]]\nname = \"a\"\ntext = \"tiga orang\"\nsection = \"1\"\npublished = \"3\"\nquery = \"SELECT orang FROM orang WHERE desa = 'A'\"\nexpect = \"matches\"\n",
			`data/claims.toml:6:9: error: the value that claim "a" asks for is hidden
    6 | query = "SELECT orang FROM orang WHERE desa = 'A'"
      |         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
  note: remove the query, write expect = "unverifiable", and say in note that the data hides it
`},
		{"chart", "data/charts.toml", "dataset = \"kelompok\"\ncategory = \"no\"\nvalue = \"anggota\"", "query = \"WITH o AS (SELECT substr(desa, 1, 1) AS no, orang AS n FROM orang) SELECT no, sum(n) AS anggota FROM o GROUP BY no HAVING sum(n) > 1\"\ncategory = \"no\"\nvalue = \"anggota\"",
			`data/charts.toml:4:54: error: "orang" of "orang" has hidden cells, and with them this query would have another answer
    4 | …(desa, 1, 1) AS no, orang AS n FROM orang) SELECT no, sum(n) AS anggota FROM o GROUP BY no HAVING su…
      |                      ~~~~~
` + mend},
		{"data test", "data/orang.toml", "[disclosure]", "[[tests]]\nname = \"tidak besar\"\nsql = \"SELECT desa FROM orang WHERE orang > 30\"\n\n[disclosure]",
			`data/orang.toml:9:37: error: "orang" of "orang" has hidden cells, and with them this query would have another answer
    9 | sql = "SELECT desa FROM orang WHERE orang > 30"
      |                                     ~~~~~
` + mend},
	} {
		t.Run(m.name, func(t *testing.T) {
			files := hidingPortal()
			m.make(t, files)
			code, said := testRun(t, portalFolder(t, files), "build", "--quiet")
			if code != broken || !strings.HasPrefix(said, m.said) {
				t.Errorf("exit %d, said\n%s\nwant\n%s", code, said, m.said)
			}
		})
	}
	code, said := testRun(t, portalFolder(t, hidingPortal()), "query", "SELECT x FROM (SELECT max(orang) AS x FROM orang WHERE desa < 'S')")
	if want := `query:1:27: error: "orang" of "orang" has hidden cells, which max would leave out without a word`; code != broken || !strings.HasPrefix(said, want) {
		t.Errorf("exit %d, said\n%s", code, said)
	}
}

// What is made of one hidden count stands as hidden wherever it is shown.
func TestWhatIsMadeOfAHiddenCountIsShownAsHidden(t *testing.T) {
	files := hidingPortal()
	files["data/turunan.toml"] = "title = \"Turunan\"\nquery = \"SELECT desa, orang * 2 AS dua FROM orang\"\n"
	files["content/id/cara.md"] += "\nDi A ada `{sql} SELECT 2 * orang FROM orang WHERE desa = 'A'` orang.\n"
	dir := portalFolder(t, files)
	tree, _ := builtIn(t, dir, 0)
	if got, want := strings.ReplaceAll(built(t, tree, "data/turunan.csv"), "\r", ""), "desa,dua\nA,[c]\nB,[c]\nC,40\nSemua,64\n"; got != want {
		t.Errorf("published is\n%s", got)
	}
	if page := built(t, tree, "cara.html"); !strings.Contains(page, "disembunyikan") {
		t.Error("the live number does not say that it is hidden")
	}
	code, said := testRun(t, dir, "query", "SELECT desa, 2 * orang AS dua FROM orang WHERE desa < 'C'", "--format", "csv")
	if want := "desa,dua\nA,\nB,\n"; code != done || said != want {
		t.Errorf("exit %d, said\n%s", code, said)
	}
}
