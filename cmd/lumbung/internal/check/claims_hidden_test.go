package check

import (
	"testing"
	"testing/fstest"
)

// hiddenCounts has counts of which Suppress hides two.
func hiddenCounts(claims string) fstest.MapFS {
	return fstest.MapFS{
		"data/orang.toml": {Data: []byte("title = \"Orang\"\n[schema]\nprimaryKey = \"desa\"\nfields = [{ name = \"desa\", type = \"string\" }, { name = \"n\", type = \"integer\" }]\n" +
			"[disclosure]\nfields = [\"n\"]\ndimensions = [{ field = \"desa\", totals = [\"Jumlah\"] }]\n")},
		"data/orang.csv":   {Data: []byte("desa,n\nA,3\nB,9\nC,20\nJumlah,32\n")},
		"data/claims.toml": {Data: []byte(claims)},
	}
}

func TestClaimsKnowNothingOfHiddenCells(t *testing.T) {
	for _, c := range []struct{ query, want string }{
		{"SELECT n FROM orang WHERE desa = 'C'", ""},
		{"SELECT n FROM orang WHERE desa = 'Jumlah'", `claims.toml:7:10 claim "a" differs: published "20", computed "32" · mend the data, or say expect = "differs" and explain it in note`},
		{"SELECT n FROM orang WHERE desa = 'A'", `claims.toml:6:9 the value that claim "a" asks for is hidden · remove the query, write expect = "unverifiable", and say in note that the data hides it`},
		{"SELECT x FROM (SELECT 2 * n AS x FROM orang WHERE desa = 'A')", `claims.toml:6:9 the value that claim "a" asks for is hidden · remove the query, write expect = "unverifiable", and say in note that the data hides it`},
		{"SELECT max(x) FROM (SELECT n AS x FROM orang WHERE desa <> 'Jumlah')", `claims.toml:6:37 "n" of "orang" has hidden cells, and with them this query would have another answer` +
			` · ask for a total that is published, or say that they are to be left out, in the SELECT that reads "orang": WHERE n IS NOT NULL`},
	} {
		pkg, log := load(t, hiddenCounts("[[claims]]\nname = \"a\"\ntext = \"…\"\nsection = \"A\"\npublished = \"20\"\nquery = \""+c.query+"\"\nexpect = \"matches\"\n"))
		published := Publish(pkg, log)
		Claims(published, asker(t, published, log), log)
		if got := said(log); got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.query, got, c.want)
		}
	}
}
