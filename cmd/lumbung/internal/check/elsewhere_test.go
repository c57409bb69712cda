package check

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"lumbung/cmd/lumbung/internal/table"
)

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
		{"all parts of what is hidden", one + rule, "w,n\nA,3\nB,17\n", two, "k,w,n\nL,A,1\nP,A,2\nL,B,9\nP,B,8\n", shows},
		{"parts that are hidden as well", one + rule, "w,n\nA,3\nB,17\n", two + rule, "k,w,n\nL,A,1\nP,A,2\nL,B,9\nP,B,8\n", ""},
		{"parts of something else", one + rule, "w,n\nA,3\nB,17\n", two, "k,w,n\nL,A,1\nP,A,2\nL,B,9\nP,B,9\n", ""},
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

// Who has both datasets, and tries every table that agrees with them, finds no hidden count
// closer than the rule allows: two by two counts, published with and without their totals,
// and once more by their first dimension.
func TestTwoDatasetsTogetherGiveNoHiddenCountAway(t *testing.T) {
	const (
		threshold, most = 3, 12
		two             = "[schema]\nprimaryKey = [\"w\", \"k\"]\nfields = [{ name = \"w\", type = \"string\" }, { name = \"k\", type = \"string\" }, { name = \"n\", type = \"integer\" }]\n"
		one             = "[schema]\nprimaryKey = [\"w\"]\nfields = [{ name = \"w\", type = \"string\" }, { name = \"n\", type = \"integer\" }]\n"
		rule            = "[disclosure]\nfields = [\"n\"]\nthreshold = 3\n"
	)
	r := rand.New(rand.NewPCG(31, 32))
	refused, hidden := 0, 0
	for round := range 400 {
		n := [4]int{r.IntN(8), r.IntN(8), r.IntN(8), r.IntN(8)}
		if r.IntN(2) == 0 {
			n[r.IntN(4)] = 1 + r.IntN(2)
		}
		withTotals, otherHides := r.IntN(2) == 0, r.IntN(2) == 0
		a, aCSV := two+rule, fmt.Sprintf("w,k,n\nA,L,%d\nA,P,%d\nB,L,%d\nB,P,%d\n", n[0], n[1], n[2], n[3])
		if withTotals {
			a += "dimensions = [{ field = \"w\" }, { field = \"k\", totals = [\"S\"] }]\n"
			aCSV += fmt.Sprintf("A,S,%d\nB,S,%d\n", n[0]+n[1], n[2]+n[3])
		}
		b := one
		if otherHides {
			b += rule
		}
		raw, log := load(t, project("data/a.toml", a, "data/a.csv", aCSV, "data/b.toml", b, "data/b.csv", fmt.Sprintf("w,n\nA,%d\nB,%d\n", n[0]+n[1], n[2]+n[3])))
		pkg := Publish(raw, log)
		if log.Errors() > 0 {
			refused++
			continue
		}
		// What is published of the four counts and of their two sums.
		parts, sums := pkg.Resource("a").Table, pkg.Resource("b").Table
		fits := func(t *table.Table, row, col, n int) bool {
			if t.Value(row, col).State == table.Suppressed {
				return n > 0 // zeros are shown
			}
			return t.Text(row, col) == fmt.Sprint(n)
		}
		var low, high [6]int
		for i := range low {
			low[i], high[i] = 99, -1
		}
		for code := range (most + 1) * (most + 1) * (most + 1) * (most + 1) {
			m := [4]int{code % (most + 1), code / (most + 1) % (most + 1), code / (most + 1) / (most + 1) % (most + 1), code / (most + 1) / (most + 1) / (most + 1)}
			both := [6]int{m[0], m[1], m[2], m[3], m[0] + m[1], m[2] + m[3]}
			ok := fits(sums, 0, 1, both[4]) && fits(sums, 1, 1, both[5])
			for i := 0; ok && i < 4; i++ {
				ok = fits(parts, i, 2, m[i])
			}
			if ok && withTotals {
				ok = fits(parts, 4, 2, both[4]) && fits(parts, 5, 2, both[5])
			}
			for i := 0; ok && i < 6; i++ {
				low[i], high[i] = min(low[i], both[i]), max(high[i], both[i])
			}
		}
		for i := range low {
			secret := i < 4 && parts.Value(i, 2).State == table.Suppressed || i >= 4 && sums.Value(i-4, 1).State == table.Suppressed
			if !secret {
				continue
			}
			hidden++
			if high[i]-low[i] < threshold-1 {
				t.Fatalf("round %d: %v, with totals %v, the other hides %v: count %d is found to be from %d to %d\n%s\n%s", round, n, withTotals, otherHides, i, low[i], high[i], rowsOf(parts), rowsOf(sums))
			}
		}
	}
	t.Logf("%d portals refused, %d hidden counts of the others", refused, hidden)
	if refused < 20 || hidden < 100 {
		t.Error("the test tests one side of it")
	}
}
