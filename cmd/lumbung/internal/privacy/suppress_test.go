package privacy

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// tidy is the rule for counts n by wilayah and kategori with totals "Jumlah".
func tidy() *Rule {
	return &Rule{Fields: []string{"n"}, Dimensions: []Dimension{
		{Field: "wilayah", Totals: []string{"Jumlah"}},
		{Field: "kategori", Totals: []string{"Jumlah"}},
	}}
}

func list() *Rule {
	return &Rule{Fields: []string{"n"}, Dimensions: []Dimension{{Field: "kategori", Totals: []string{"Jumlah"}}}}
}

func TestSuppress(t *testing.T) {
	tests := []struct {
		name     string
		rule     *Rule
		in, want string
	}{
		{"publishes counts from the threshold on", list(),
			"kategori,n#\nA,5\nB,0\nC,7\nJumlah,12",
			"kategori,n\nA,5\nB,0\nC,7\nJumlah,12"},
		{"hides a small count that no total gives away", list(),
			"kategori,n#\nA,4\nB,0\nC,7",
			"kategori,n\nA,[c]\nB,0\nC,7"},
		{"hides the smallest safe count with it where there is a total", list(),
			"kategori,n#\nA,20\nB,4\nC,7\nD,9\nJumlah,40",
			"kategori,n\nA,20\nB,[c]\nC,[c]\nD,9\nJumlah,40"},
		{"takes the first key of equal counts", list(),
			"kategori,n#\nC,7\nB,4\nA,7\nJumlah,18",
			"kategori,n\nC,7\nB,[c]\nA,[c]\nJumlah,18"},
		{"hides a third where two small counts leave too little room", list(),
			"kategori,n#\nA,1\nB,1\nC,7\nD,8\nJumlah,17",
			"kategori,n\nA,[c]\nB,[c]\nC,[c]\nD,8\nJumlah,17"},
		{"two small counts may be enough", list(),
			"kategori,n#\nA,4\nB,4\nC,7\nD,8\nJumlah,23",
			"kategori,n\nA,[c]\nB,[c]\nC,7\nD,8\nJumlah,23"},
		{"hides the total where nothing else is left", list(),
			"kategori,n#\nA,3\nB,0\nJumlah,3",
			"kategori,n\nA,[c]\nB,0\nJumlah,[c]"},
		{"hides zeros where they are to be", &Rule{Fields: []string{"n"}, Zeros: ZerosSuppress, Dimensions: list().Dimensions},
			"kategori,n#\nA,0\nB,9\nC,8\nJumlah,17",
			"kategori,n\nA,[c]\nB,9\nC,[c]\nJumlah,17"},
		{"does not take a missing value for a zero to hide", &Rule{Fields: []string{"n"}, Zeros: ZerosSuppress, Dimensions: list().Dimensions},
			"kategori,n#\nA,\nB,9\nC,8\nJumlah,17",
			"kategori,n\nA,\nB,9\nC,8\nJumlah,17"},
		{"another threshold", &Rule{Fields: []string{"n"}, Threshold: 10, Width: 1, Dimensions: list().Dimensions},
			"kategori,n#\nA,9\nB,10\nC,30\nJumlah,49",
			"kategori,n\nA,[c]\nB,[c]\nC,30\nJumlah,49"},
		{"another width", &Rule{Fields: []string{"n"}, Width: 1, Dimensions: list().Dimensions},
			"kategori,n#\nA,1\nB,2\nC,9\nJumlah,12",
			"kategori,n\nA,[c]\nB,[c]\nC,9\nJumlah,12"},
		{"closes rows and columns", tidy(),
			`wilayah,kategori,n#
			Alor,A,2
			Alor,B,20
			Alor,C,30
			Alor,Jumlah,52
			Belu,A,40
			Belu,B,10
			Belu,C,11
			Belu,Jumlah,61
			Ende,A,15
			Ende,B,16
			Ende,C,17
			Ende,Jumlah,48
			Jumlah,A,57
			Jumlah,B,46
			Jumlah,C,58
			Jumlah,Jumlah,161`,
			`wilayah,kategori,n
			Alor,A,[c]
			Alor,B,[c]
			Alor,C,30
			Alor,Jumlah,52
			Belu,A,40
			Belu,B,10
			Belu,C,11
			Belu,Jumlah,61
			Ende,A,[c]
			Ende,B,[c]
			Ende,C,17
			Ende,Jumlah,48
			Jumlah,A,57
			Jumlah,B,46
			Jumlah,C,58
			Jumlah,Jumlah,161`},
		{"sees that totals of rows and of columns have one sum, printed or not", tidy(),
			`wilayah,kategori,n#
			Alor,Jumlah,3
			Belu,Jumlah,60
			Jumlah,A,40
			Jumlah,B,23`,
			`wilayah,kategori,n
			Alor,Jumlah,[c]
			Belu,Jumlah,[c]
			Jumlah,A,40
			Jumlah,B,23`},
		{"keeps dimensions without totals apart", &Rule{Fields: []string{"n"}, Dimensions: []Dimension{
			{Field: "kategori", Totals: []string{"Jumlah"}}, {Field: "tahun"}}},
			"tahun,kategori,n#\n2015,A,2\n2015,B,9\n2015,Jumlah,11\n2016,A,8\n2016,B,9\n2016,Jumlah,17",
			"tahun,kategori,n\n2015,A,[c]\n2015,B,[c]\n2015,Jumlah,11\n2016,A,8\n2016,B,9\n2016,Jumlah,17"},
		{"follows a hierarchy", &Rule{Fields: []string{"n"}, Dimensions: []Dimension{{Field: "wilayah", Totals: []string{""}, Parent: "induk"}}},
			"wilayah,induk,n#\nA,,30\nA1,A,2\nA2,A,28\nB,,40\nB1,B,15\nB2,B,25\n,,70",
			"wilayah,induk,n\nA,,30\nA1,A,[c]\nA2,A,[c]\nB,,40\nB1,B,15\nB2,B,25\n,,70"},
		{"a small member of a hierarchy hides its parts and a neighbour", &Rule{Fields: []string{"n"}, Dimensions: []Dimension{{Field: "wilayah", Totals: []string{"Jumlah"}, Parent: "induk"}}},
			"wilayah,induk,n#\nA,,3\nA1,A,2\nA2,A,1\nB,,40\nB1,B,15\nB2,B,25\nJumlah,,43",
			"wilayah,induk,n\nA,,[c]\nA1,A,[c]\nA2,A,[c]\nB,,[c]\nB1,B,[c]\nB2,B,25\nJumlah,,43"},
		{"a member that is not in the table hands its parts up", &Rule{Fields: []string{"n"}, Dimensions: []Dimension{{Field: "wilayah", Totals: []string{"Jumlah"}, Parent: "induk"}}},
			"wilayah,induk,n#\nA1,A,2\nA2,A,28\nB1,B,15\nJumlah,,45",
			"wilayah,induk,n\nA1,A,[c]\nA2,A,28\nB1,B,[c]\nJumlah,,45"},
		{"sums within rows", &Rule{Fields: []string{"l", "p", "jumlah"}, Sums: []Sum{{Total: "jumlah", Of: []string{"l", "p"}}}},
			"kube,l#,p#,jumlah#\nTunas,3,12,15\nMekar,6,9,15",
			"kube,l,p,jumlah\nTunas,[c],[c],15\nMekar,6,9,15"},
		{"sums within rows and between them", &Rule{Fields: []string{"l", "p", "jumlah"},
			Dimensions: []Dimension{{Field: "kube", Totals: []string{"Jumlah"}}},
			Sums:       []Sum{{Total: "jumlah", Of: []string{"l", "p"}}}},
			"kube,l#,p#,jumlah#\nTunas,3,12,15\nMekar,6,9,15\nHarapan,30,40,70\nJumlah,39,61,100",
			"kube,l,p,jumlah\nTunas,[c],[c],15\nMekar,[c],[c],15\nHarapan,30,40,70\nJumlah,39,61,100"},
		{"a total known from elsewhere stays, even a small one", &Rule{Fields: []string{"n"}, Dimensions: []Dimension{{Field: "kategori", Totals: []string{"Jumlah"}, Keep: true}}},
			"kategori,n#\nA,6\nB,3\nC,8\nJumlah,17",
			"kategori,n\nA,[c]\nB,[c]\nC,8\nJumlah,17"},
		{"a missing part that could be anything protects", list(),
			"kategori,n#\nA,3\nB,\nC,8\nJumlah,30",
			"kategori,n\nA,[c]\nB,\nC,8\nJumlah,30"},
		{"a missing part that is 0 protects nothing", list(),
			"kategori,n#\nA,3\nB,\nC,8\nJumlah,11",
			"kategori,n\nA,[c]\nB,\nC,[c]\nJumlah,11"},
		{"a part hidden before protects", list(),
			"kategori,n#\nA,3\nB,[c]\nC,8\nJumlah,30",
			"kategori,n\nA,[c]\nB,[c]\nC,8\nJumlah,30"},
		{"a figure that does not add up protects nothing", list(),
			"kategori,n#\nA,3\nB,9\nC,8\nJumlah,21",
			"kategori,n\nA,[c]\nB,9\nC,[c]\nJumlah,21"},
		{"two rules for shares: of the same row, and of a total", &Rule{Fields: []string{"n", "perempuan"},
			Dimensions: list().Dimensions,
			Derived: []Derived{
				{Field: "persen", From: []string{"n"}, Over: []string{"kategori"}},
				{Field: "persen_perempuan", From: []string{"perempuan", "n"}}}},
			"kategori,n#,perempuan#,persen,persen_perempuan\nA,20,8,50.0,40.0\nB,10,3,25.0,30.0\nC,10,9,25.0,90.0\nJumlah,40,20,100.0,50.0",
			"kategori,n,perempuan,persen,persen_perempuan\nA,20,[c],50.0,[c]\nB,10,[c],25.0,[c]\nC,10,9,25.0,90.0\nJumlah,40,20,100.0,50.0"},
		{"shares of a total that is not in the table go together", &Rule{Fields: []string{"n"},
			Dimensions: []Dimension{{Field: "kategori", Totals: []string{"Jumlah"}}},
			Derived:    []Derived{{Field: "persen", From: []string{"n"}, Over: []string{"kategori"}}}},
			"kategori,n#,persen\nA,3,15.0\nB,9,45.0\nC,8,40.0",
			"kategori,n,persen\nA,[c],[c]\nB,9,[c]\nC,8,[c]"},
		{"shares of a hidden total go together", &Rule{Fields: []string{"n"},
			Dimensions: []Dimension{{Field: "kategori", Totals: []string{"Jumlah"}}},
			Derived:    []Derived{{Field: "persen", From: []string{"n"}, Over: []string{"kategori"}}}},
			"kategori,n#,persen\nA,3,75.0\nB,1,25.0\nJumlah,4,100.0",
			"kategori,n,persen\nA,[c],[c]\nB,[c],[c]\nJumlah,[c],[c]"},
		{"shares of a total that the source leaves out go together", &Rule{Fields: []string{"n"}, Dimensions: list().Dimensions,
			Derived: []Derived{{Field: "persen", From: []string{"n"}, Over: []string{"kategori"}}}},
			"kategori,n#,persen\nA,3,15.0\nB,9,45.0\nC,8,40.0\nJumlah,,100.0",
			"kategori,n,persen\nA,[c],[c]\nB,9,[c]\nC,8,[c]\nJumlah,,[c]"},
		{"a share tells no count that the source leaves out and that protects another", &Rule{Fields: []string{"n"}, Dimensions: list().Dimensions,
			Derived: []Derived{{Field: "persen", From: []string{"n"}, Over: []string{"kategori"}}}},
			"kategori,n#,persen\nA,3,10.0\nB,,63.3\nC,8,26.7\nJumlah,30,100.0",
			"kategori,n,persen\nA,[c],[c]\nB,,[c]\nC,8,26.7\nJumlah,30,100.0"},
		{"the total of all gives nothing away where no other total is printed", tidy(),
			"wilayah,kategori,n#\nAlor,A,3\nAlor,B,9\nBelu,A,8\nBelu,B,7\nJumlah,Jumlah,27",
			"wilayah,kategori,n\nAlor,A,[c]\nAlor,B,9\nBelu,A,8\nBelu,B,[c]\nJumlah,Jumlah,27"},
		{"a figure that is missing and can be nothing but 0 is hidden with the zeros", &Rule{Fields: []string{"n"}, Zeros: ZerosSuppress, Width: 1, Dimensions: list().Dimensions},
			"kategori,n#\nA,0\nB,0\nJumlah,",
			"kategori,n\nA,[c]\nB,[c]\nJumlah,[c]"},
		{"nothing of nothing", list(), "kategori,n#", "kategori,n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := csv(t, tt.in)
			if faults := tt.rule.Check(in.Schema); faults != nil {
				t.Fatal(faults)
			}
			plan, err := Suppress(in, tt.rule)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := show(Apply(in, plan)), strings.ReplaceAll(tt.want, "\t", ""); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestSuppressStopsWhereNoTableIsSafe(t *testing.T) {
	kept := &Rule{Fields: []string{"n"}, Dimensions: []Dimension{{Field: "kategori", Totals: []string{"Jumlah"}, Keep: true}}}
	crossed := tidy()
	crossed.Dimensions[0].Keep, crossed.Dimensions[1].Keep = true, true
	tests := []struct {
		name string
		rule *Rule
		in   string
	}{
		{"one count and a known total", kept, "kategori,n#\nA,3\nB,0\nJumlah,3"},
		{"too little room under a known total", kept, "kategori,n#\nA,2\nB,2\nJumlah,4"},
		{"no room in both directions", crossed, `wilayah,kategori,n#
			Alor,A,1
			Alor,B,9
			Alor,Jumlah,10
			Belu,A,9
			Belu,B,0
			Belu,Jumlah,9
			Jumlah,A,10
			Jumlah,B,9
			Jumlah,Jumlah,19`},
		{"a printed total of 0", list(), "kategori,n#\nA,3\nJumlah,0"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Suppress(csv(t, tt.in), tt.rule)
			var unsafe *UnsafeError
			if !errors.As(err, &unsafe) || len(unsafe.Cells) == 0 {
				t.Fatalf("error %v", err)
			}
			if strings.ContainsAny(strings.ReplaceAll(err.Error(), "1 hidden", ""), "0356789") {
				t.Errorf("%q tells a value", err)
			}
		})
	}
}

func TestSuppressRefusesWhatIsNoCount(t *testing.T) {
	twice := &Rule{Fields: []string{"n"}, Dimensions: []Dimension{{Field: "kategori"}}}
	hierarchy := &Rule{Fields: []string{"n"}, Dimensions: []Dimension{{Field: "kategori", Parent: "induk"}}}
	tests := []struct {
		name string
		rule *Rule
		in   string
		row  int
		want string
	}{
		{"negative", list(), "kategori,n#\nA,3\nB,-77", 1, "a count cannot be negative"},
		{"fraction", list(), "kategori,n#\nA,77.5", 0, "a count must be a whole number for disclosure control"},
		{"word", list(), "kategori,n#\nA,77x", 0, "a count must be a number up to 1099511627776 for disclosure control"},
		{"enormous", list(), "kategori,n#\nA,777777777777777", 0, "a count must be a number up to 1099511627776 for disclosure control"},
		{"two rows for one cell", twice, "kategori,n#\nA,3\nB,4\nA,5", 2,
			`this row has the same "kategori" as row 1; list every field that tells rows apart under dimensions or in the primary key`},
		{"two parents", hierarchy, "kategori,induk,tahun,n#\nA,X,1,3\nA,Y,2,4", 1, `"A" is part of "Y" here and of "X" in another row`},
		{"ring", hierarchy, "kategori,induk,tahun,n#\nA,B,1,3\nB,A,1,4", 0, "A → B → A: nothing can be part of itself"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := csv(t, tt.in)
			if in.Schema.Field("tahun") != nil {
				in.Schema.PrimaryKey = []string{"kategori", "tahun"}
			}
			_, err := Suppress(in, tt.rule)
			var cell *CellError
			if !errors.As(err, &cell) || cell.Row != tt.row || err.Error() != tt.want {
				t.Fatalf("row %v, error %v", cell, err)
			}
		})
	}
}

// crossTabs has each pair of three dimensions, and not all three: 1 in a corner of each.
func crossTabs(size int, changed string) string {
	var b strings.Builder
	b.WriteString("usia,jenis,sekolah,n#")
	for _, pair := range []string{"%d,%d,J", "%d,J,%d", "J,%d,%d"} {
		for i := range size {
			for j := range size {
				n := 10
				if i+j == 0 {
					n = 1
				}
				row := fmt.Sprintf(pair, i, j)
				if row == changed {
					n += 7
				}
				fmt.Fprintf(&b, "\n%s,%d", row, n)
			}
		}
	}
	return b.String()
}

func threeWays() *Rule {
	rule := &Rule{Fields: []string{"n"}}
	for _, field := range []string{"usia", "jenis", "sekolah"} {
		rule.Dimensions = append(rule.Dimensions, Dimension{Field: field, Totals: []string{"J"}})
	}
	return rule
}

func TestOverlappingTotalsAreHeldTogetherByCountsThatNobodySees(t *testing.T) {
	in := csv(t, crossTabs(3, ""))
	m, err := newModel(in, threeWays())
	if err != nil || m.linked != 27 {
		t.Fatalf("%v; %d counts behind the totals", err, m.linked)
	}
	if _, err := Suppress(in, threeWays()); err != nil {
		t.Error(err)
	}
	// A chain says all there is to say.
	chain := strings.Split(crossTabs(3, ""), "\nJ,")[0]
	if m, err = newModel(csv(t, chain), threeWays()); err != nil || m.linked != 0 {
		t.Errorf("%v; %d counts behind a chain", err, m.linked)
	}
}

func TestSuppressRefusesOverlappingTotalsThatCannotBeProved(t *testing.T) {
	for name, c := range map[string]struct{ table, want string }{
		"too many": {crossTabs(7, ""), "the totals of this table overlap, and more than 250 counts that it does not have add up to them: that these are safe cannot be shown; publish fewer totals, or the counts"},
		"a slip":   {crossTabs(3, "J,1,1"), "the totals of this table overlap, and no counts were found that add up to all of them: that they are safe cannot be shown; mend the totals, or publish the counts"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Suppress(csv(t, c.table), threeWays())
			var cell *CellError
			if !errors.As(err, &cell) || err.Error() != c.want {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestWholeNumbersWithNoughtsAreCounts(t *testing.T) {
	plan, err := Suppress(csv(t, "kategori,n#\nA,3.0\nB,12.00"), list())
	if err != nil || len(plan.Hidden) != 1 {
		t.Errorf("%v, %v", plan, err)
	}
}

func TestAuditCountsReasons(t *testing.T) {
	rule := list()
	rule.Zeros = ZerosSuppress
	rule.Derived = []Derived{{Field: "persen", From: []string{"n"}, Over: []string{"kategori"}}}
	plan, err := Suppress(csv(t, "kategori,n#,persen\nA,3,10\nB,0,0\nC,27,60\nD,50,\nJumlah,81,100"), rule)
	if err != nil {
		t.Fatal(err)
	}
	want := Audit{Threshold: 5, Width: 4, Counts: 5, Small: 1, Zero: 1, Complement: 1, Derived: 3, Equations: 1, Uneven: 1, Systems: 1, Largest: 3}
	if plan.Audit != want {
		t.Errorf("%+v, want %+v", plan.Audit, want)
	}
	for i, h := range plan.Hidden {
		if primary := i == 0 || i == 2; h.Primary() != primary && h.Field == 1 {
			t.Errorf("%+v is primary: %v", h, h.Primary())
		}
	}
}
