package check

import "testing"

func TestWhatAnotherDatasetGivesAwayIsTold(t *testing.T) {
	const (
		field = "{ name = \"w\", type = \"string\" }, { name = \"n\", type = \"integer\" }"
		one   = "[schema]\nprimaryKey = \"w\"\nfields = [" + field + "]\n"
		two   = "[schema]\nprimaryKey = [\"w\", \"k\"]\nfields = [{ name = \"k\", type = \"string\" }, " + field + "]\n"
		rule  = "[disclosure]\nfields = [\"n\"]\n"
		csv   = "w,n\nA,3\nB,20\nC,31\n"
		cross = "k,w,n\nL,A,3\nP,A,20\nL,B,9\nP,B,8\n"
	)
	shows := `a.toml:6:1 "a" hides counts of "n" that "b" shows · the other dataset is · declare the same [disclosure] for both, or leave one of them out`
	sums := `a.toml:6:1 "b" shows totals of what "a" hides in "n", and "a" does not reckon with them · the other dataset is · add these totals to "a" as rows, and name them as totals of a dimension: then they are proved safe together`
	both := "fields = [\"n\"]\ndimensions = [{ field = \"w\" }, { field = \"k\", totals = [\"S\"] }]\n"
	for _, c := range []struct{ name, a, aCSV, b, bCSV, want string }{
		{"the same table again", one + rule, csv, one, csv, shows},
		{"the same table, hidden as well", one + rule, csv, one + rule, csv, ""},
		{"another year, with another count", one + rule, csv, one, "w,n\nA,3\nB,21\nC,31\n", ""},
		{"other people", one + rule, csv, one, "w,n\nD,3\nE,20\n", ""},
		{"one figure alone may be chance", one + rule, csv, one, "w,n\nA,3\n", ""},
		{"totals that the table lacks", two + rule, cross, one, "w,n\nA,23\nB,17\n", sums},
		{"totals that the table has", two + "[disclosure]\n" + both, "k,w,n\nL,A,3\nP,A,20\nS,A,23\nL,B,9\nP,B,8\nS,B,17\n", one, "w,n\nA,23\nB,17\n", ""},
		{"totals that the table hides", two + "[disclosure]\n" + both, "k,w,n\nL,A,3\nP,A,0\nS,A,3\nL,B,9\nP,B,8\nS,B,17\n", one, "w,n\nA,3\nB,17\n", shows},
		{"totals of what is all shown", two + rule, "k,w,n\nL,A,13\nP,A,20\nL,B,9\nP,B,8\n", one, "w,n\nA,33\nB,17\n", ""},
		{"a count of another name", one + rule, csv, "[schema]\nprimaryKey = \"w\"\nfields = [{ name = \"w\", type = \"string\" }, { name = \"m\", type = \"integer\" }]\n", "w,m\nA,5\nB,6\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			pkg, log := load(t, project("data/a.toml", c.a, "data/a.csv", c.aCSV, "data/b.toml", c.b, "data/b.csv", c.bCSV))
			Publish(pkg, log)
			if got := said(log); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestCountsOfPrivateRowsAndAPublishedTableGiveNothingAway(t *testing.T) {
	const shows = "[schema]\nprimaryKey = \"desa\"\nfields = [{ name = \"desa\", type = \"string\" }, { name = \"jumlah\", type = \"integer\" }]\n"
	_, _, log := derive(t, "data/warga.toml", peopleTOML, "data/warga.csv", peopleCSV, "data/hitung.toml", counted(byVillage, known, hides), "data/lama.toml", shows, "data/lama.csv", "desa,jumlah\nA,9\nB,4\n")
	if got, want := said(log), `hitung.toml:7:1 "hitung" hides counts of "jumlah" that "lama" shows · the other dataset is · declare the same [disclosure] for both, or leave one of them out`; got != want {
		t.Errorf("got\n%s", got)
	}
	hide10 := "[disclosure]\nfields = [\"jumlah\"]\nthreshold = 10\n"
	_, _, log = derive(t, "data/warga.toml", peopleTOML, "data/warga.csv", peopleCSV, "data/hitung.toml", counted(byVillage, known, hides+"threshold = 2\n"), "data/lama.toml", shows+hide10, "data/lama.csv", "desa,jumlah\nA,9\nB,4\n")
	if got, want := said(log), `lama.toml:6:1 "lama" hides counts of "jumlah" that "hitung" shows · the other dataset is · declare the same [disclosure] for both, or leave one of them out`; got != want {
		t.Errorf("got\n%s", got)
	}
}
