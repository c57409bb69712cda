package check

import "testing"

func TestWhatGivesHiddenCountsAwayIsTold(t *testing.T) {
	fields := "[schema]\nprimaryKey = [\"w\", \"k\"]\nfields = [{ name = \"w\", type = \"string\" }, { name = \"k\", type = \"string\" }, { name = \"n\", type = \"integer\" }, { name = \"p\", type = \"number\" }]\n"
	const csv = "w,k,n,p\nA,L,3,5.0\nA,P,57,95.0\nA,Jumlah,60,100.0\nB,L,20,40.0\nB,P,30,60.0\nB,Jumlah,50,100.0\nC,L,12,30.0\nC,P,28,70.0\nC,Jumlah,40,100.0\n"
	wide := "[schema]\nprimaryKey = \"w\"\nfields = [{ name = \"w\", type = \"string\" }, { name = \"l\", type = \"integer\" }, { name = \"p\", type = \"integer\" }, { name = \"n\", type = \"integer\" }]\n"
	const wideCSV = "w,l,p,n\nA,3,9,12\nB,14,15,29\nC,8,11,19\n"
	for _, c := range []struct{ name, toml, csv, want string }{
		{"a total", fields + "[disclosure]\nfields = [\"n\"]\nderived = [{ field = \"p\", from = [\"n\"] }]\n", csv,
			`a.toml:6:1 the counts of "Jumlah" in "k" are the sums of the others, and give away a hidden one · declare it: dimensions = [{ field = "k", totals = ["Jumlah"] }]`},
		{"a share", fields + "[disclosure]\nfields = [\"n\"]\ndimensions = [{ field = \"w\" }, { field = \"k\", totals = [\"Jumlah\"] }]\n", csv,
			`a.toml:5:120 field "p" is computed from "n", and gives away a hidden count · declare it in [disclosure]: derived = [{ field = "p", from = ["n"], over = ["k"] }], or, where it counts people too, among its fields`},
		{"all declared", fields + "[disclosure]\nfields = [\"n\"]\ndimensions = [{ field = \"w\" }, { field = \"k\", totals = [\"Jumlah\"] }]\nderived = [{ field = \"p\", from = [\"n\"], over = [\"k\"] }]\n", csv, ""},
		{"nothing hidden", fields + "[disclosure]\nfields = [\"n\"]\nthreshold = 3\n", csv, ""},
		{"a sum in the row", wide + "[disclosure]\nfields = [\"l\", \"p\", \"n\"]\n", wideCSV,
			`a.toml:6:1 field "n" is the sum of "l", "p", and gives away a hidden count · declare it: sums = [{ total = "n", of = ["l", "p"] }]`},
		{"a sum that is no count", wide + "[disclosure]\nfields = [\"l\", \"p\"]\n", wideCSV,
			`a.toml:5:121 field "n" is computed from "l", "p", and gives away a hidden count · declare it in [disclosure]: derived = [{ field = "n", from = ["l", "p"] }], or, where it counts people too, among its fields`},
		{"what may be chance", wide + "[disclosure]\nfields = [\"l\"]\n", "w,l,p,n\nA,3,100,900\nB,4,300,777\nC,7,200,101\n",
			`a.toml:6:1 warning: the counts of "C" in "w" are the sums of the others, and give away a hidden one · declare it: dimensions = [{ field = "w", totals = ["C"] }]`},
		{"a total that is not there", wide + "[disclosure]\nfields = [\"l\"]\ndimensions = [{ field = \"w\", totals = [\"Semua\"] }]\n", "w,l,p,n\nA,3,100,900\nB,4,300,777\nC,9,200,101\n",
			`a.toml:8:39 warning: no row has a total of dimension "w" such as "Semua" · totals are the values of "w" that mark a sum, as they stand in the table; leave totals out where there are none`},
	} {
		t.Run(c.name, func(t *testing.T) {
			pkg, log := load(t, project("data/a.toml", c.toml, "data/a.csv", c.csv))
			Publish(pkg, log)
			if got := said(log); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}
