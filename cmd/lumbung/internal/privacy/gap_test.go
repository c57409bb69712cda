package privacy

import (
	"fmt"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/table"
)

func showGaps(gaps []Gap) string {
	var lines []string
	for _, g := range gaps {
		line := [...]string{"absent totals of", "total rows of", "total field", "computed"}[g.Kind] + " " + g.Field
		if g.Member != "" {
			line += " " + g.Member
		}
		if len(g.From) > 0 {
			line += fmt.Sprint(" from ", g.From)
		}
		if len(g.Over) > 0 {
			line += fmt.Sprint(" over ", g.Over)
		}
		if !g.Sure {
			line += "?"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "; ")
}

const twoWay = "w,k,n#,x#\nA,L,12,20\nA,P,48,80\nA,Jumlah,60,100\nB,L,20,40\nB,P,30,60\nB,Jumlah,50,100\nC,L,3,30\nC,P,7,70\nC,Jumlah,10,100"

func TestGaps(t *testing.T) {
	rule := func(dimensions ...Dimension) *Rule { return &Rule{Fields: []string{"n"}, Dimensions: dimensions} }
	w, k := Dimension{Field: "w"}, Dimension{Field: "k", Totals: []string{"Jumlah"}}
	for _, c := range []struct {
		name string
		rule *Rule
		in   string
		want string
	}{
		{"a total that is not declared", rule(w, Dimension{Field: "k"}), twoWay, "total rows of k Jumlah"},
		{"no dimension is", rule(), twoWay, "total rows of k Jumlah"},
		{"another word is", rule(w, Dimension{Field: "k", Totals: []string{"Semua"}}), twoWay, "total rows of k Jumlah"},
		{"a total that is not there", rule(w, Dimension{Field: "k", Totals: []string{"Semua"}}), "w,k,n#\nA,L,3\nA,P,9\nB,L,4", "absent totals of k Semua?"},
		{"a share of a declared total", rule(w, k), twoWay, "computed x from [n] over [k]"},
		{"a share that is declared", &Rule{Fields: []string{"n"}, Dimensions: []Dimension{w, k}, Derived: []Derived{{Field: "x", From: []string{"n"}, Over: []string{"k"}}}}, twoWay, ""},
		{"one sum that calls itself a total", rule(), "k,n#\nA,3\nB,9\nJumlah,12", "total rows of k Jumlah"},
		{"one sum that may be chance", rule(), "k,n#\nA,3\nB,9\nC,12", "total rows of k C?"},
		{"two of equal count are no sums", rule(), "k,n#\nA,9\nB,9", ""},
		{"nothing adds up", rule(), "k,n#\nA,3\nB,9\nC,11", ""},
		{"parts that the source lacks", rule(), "k,n#\nA,3\nB,\nJumlah,12", ""},
		{"a hierarchy that is declared", rule(Dimension{Field: "w", Parent: "p"}), "w,p,n#\nA1,A,3\nA2,A,9\nA,,12", ""},
		{"a field that is a sum", &Rule{Fields: []string{"l", "p", "n"}}, "w,l#,p#,n#\nA,3,9,12\nB,4,4,8\nC,1,0,1", "total field n from [l p]"},
		{"a sum that is declared", &Rule{Fields: []string{"l", "p", "n"}, Sums: []Sum{{Total: "n", Of: []string{"l", "p"}}}}, "w,l#,p#,n#\nA,3,9,12\nB,4,4,8\nC,1,0,1", ""},
		{"a sum that is no count by the rule", &Rule{Fields: []string{"l", "p"}}, "w,l#,p#,n#\nA,3,9,12\nB,4,4,8\nC,1,0,1", "computed n from [l p]"},
		{"the same counts again", rule(), "w,n#,x#\nA,3,3\nB,4,4\nC,6,6", "computed x from [n]"},
		{"a rate of people in the row", rule(), "w,orang#,n#,x#\nA,1000,3,300\nB,2000,8,400\nC,400,6,1500", "computed x from [n]"},
		{"a share of another count", &Rule{Fields: []string{"n", "m"}}, "w,m#,n#,x#\nA,50,3,6\nB,20,8,40\nC,30,6,20", "computed x from [n m]"},
		{"a number of something else", rule(), "w,n#,x#\nA,3,120\nB,8,37\nC,6,254", ""},
		{"numbers too much alike", rule(w, k), "w,k,n#,x#\nA,L,12,1\nA,P,48,1\nA,Jumlah,60,1", ""},
		{"an order by number", rule(), "no#,w,n#\n1,A,3\n2,B,8\n3,C,6", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := showGaps(Gaps(csv(t, c.in), c.rule)); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// Shares with decimals, cut or rounded, some of them wrong in the source.
func TestGapsKnowSharesWithDecimals(t *testing.T) {
	for name, c := range map[string]struct {
		shares string
		found  bool
	}{
		"rounded":           {"30.0 70.0 100.0 18.2 81.8 100.0 33.3 66.7 100.0 8.8 91.2 100.0", true},
		"cut":               {"30.0 70.0 100.0 18.1 81.8 100.0 33.3 66.6 100.0 8.8 91.1 100.0", true},
		"one wrong":         {"30.0 70.0 100.0 18.2 81.8 100.0 33.3 66.7 100.0 8.8 19.2 100.0", true},
		"of something else": {"31.4 9.0 10.0 28.2 71.8 20.0 23.3 46.7 98.0 1.8 19.2 70.0", false},
	} {
		in := csv(t, "w,k,n#\nA,L,3\nA,P,7\nA,Jumlah,10\nB,L,4\nB,P,18\nB,Jumlah,22\nC,L,5\nC,P,10\nC,Jumlah,15\nD,L,3\nD,P,31\nD,Jumlah,34")
		schema := *in.Schema
		schema.Fields = append(schema.Fields, table.Field{Name: "persen", Type: table.Number})
		b := table.NewBuilder(&schema, 0)
		for row, share := range strings.Fields(c.shares) {
			b.Append([]table.Value{in.Value(row, 0), in.Value(row, 1), in.Value(row, 2), {Text: share, Type: table.Number}})
		}
		rule := &Rule{Fields: []string{"n"}, Dimensions: []Dimension{{Field: "w"}, {Field: "k", Totals: []string{"Jumlah"}}}}
		if got := showGaps(Gaps(b.Table(), rule)); (got == "computed persen from [n] over [k]") != c.found || !c.found && got != "" {
			t.Errorf("%s: got %q", name, got)
		}
	}
}

func TestGapsOfManyCountsLookOnlyForTheirSum(t *testing.T) {
	rule, head, rows := &Rule{}, "w", []string{"A", "B", "C"}
	for i := range 12 {
		rule.Fields = append(rule.Fields, fmt.Sprintf("n%d", i))
		head += fmt.Sprintf(",n%d#", i)
		for j := range rows {
			rows[j] += fmt.Sprintf(",%d", 1+(i*i+7*j*i)%11)
		}
	}
	in := csv(t, head+",semua#\n"+rows[0]+",72\n"+rows[1]+",1\n"+rows[2]+",1")
	if got := showGaps(Gaps(in, rule)); got != "" {
		t.Errorf("got %s", got)
	}
	for j := range rows {
		sum := 0
		for i := range 12 {
			sum += 1 + (i*i+7*j*i)%11
		}
		rows[j] += fmt.Sprintf(",%d", sum)
	}
	in = csv(t, head+",semua#\n"+strings.Join(rows, "\n"))
	if got, want := showGaps(Gaps(in, rule)), "computed semua from [n0 n1 n2 n3 n4 n5 n6 n7 n8 n9 n10 n11]"; got != want {
		t.Errorf("got %s", got)
	}
}
