package shard

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// written gathers a table's files in the order in which they came.
type written struct {
	paths []string
	text  map[string]string
}

func (w *written) put(path string, data []byte) error {
	if w.text == nil {
		w.text = map[string]string{}
	}
	w.paths = append(w.paths, path)
	w.text[path] = string(data)
	return nil
}

// args reads what a file calls its function with.
func (w *written) args(t *testing.T, path, function string) []any {
	t.Helper()
	inner, called := strings.CutPrefix(w.text[path], function+"(")
	inner, ended := strings.CutSuffix(inner, ");\n")
	if !called || !ended {
		t.Fatalf("%s is no call of %s: %.80q", path, function, w.text[path])
	}
	var args []any
	if err := json.Unmarshal([]byte("["+inner+"]"), &args); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return args
}

func write(t *testing.T, table Table, rows int) *written {
	t.Helper()
	out := &written{}
	w := New(table, out.put)
	for i := range rows {
		if err := w.Row(numbered(i), []Cell{{Text: fmt.Sprint("Kube ", i)}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(numbered); err != nil {
		t.Fatal(err)
	}
	return out
}

func numbered(row int) string { return fmt.Sprintf("kb-%d", row) }

func TestCellIsAsShortAsItCanBe(t *testing.T) {
	for _, c := range []struct {
		name string
		cell Cell
		want string
	}{
		{"text", Cell{Text: "Tunas"}, `"Tunas"`},
		{"empty text", Cell{}, `""`},
		{"number that reads as it is written", Cell{Text: "20", Sort: "20", Class: "num"}, `["20",null,"","num"]`},
		{"date", Cell{Text: "3 Mei 2016", Sort: "2016-05-03"}, `["3 Mei 2016","2016-05-03"]`},
		{"link", Cell{Text: "Tunas", Path: "kube/tunas.html"}, `["Tunas",null,"kube/tunas.html"]`},
		{"note", Cell{Text: "Tunas", Notes: []int{2}}, `["Tunas",null,"","",[2]]`},
		{"two notes on a number", Cell{Text: "1.000", Sort: "1000", Class: "num", Notes: []int{1, 12}}, `["1.000","1000","","num",[1,12]]`},
		{"note on a missing value", Cell{Text: "tidak ada data", Class: "kosong", Notes: []int{1}}, `["tidak ada data","","","kosong",[1]]`},
		{"missing", Cell{Text: "tidak ada data", Class: "kosong"}, `null`},
		{"missing for a reason", Cell{Text: "tidak ditanya", Class: "kosong"}, `["tidak ditanya","","","kosong"]`},
		{"suppressed", Cell{Text: "disembunyikan", Class: "rahasia"}, `["disembunyikan","","","rahasia"]`},
		{"value that reads like a missing one", Cell{Text: "tidak ada data"}, `"tidak ada data"`},
		{"hostile", Cell{Text: "</script>\u2028", Path: `"x"`}, `["\u003c/script\u003e\u2028",null,"\"x\""]`},
	} {
		w := New(Table{Missing: "tidak ada data"}, nil)
		w.row([]Cell{c.cell})
		if got := string(w.buf); got != "["+c.want+"]" {
			t.Errorf("%s: got %s, want [%s]", c.name, got, c.want)
		}
	}
}

func TestNumbersNeedNoClassInAColumnOfNumbers(t *testing.T) {
	w := New(Table{Numeric: []bool{false, true}}, nil)
	w.row([]Cell{{Text: "a"}, {Text: "20", Sort: "20", Class: "num"}, {Text: "7", Class: "num"}})
	w.row([]Cell{{Text: "a"}, {Text: "58.033", Sort: "58033", Class: "num"}})
	w.row([]Cell{{Text: "a"}, {Text: "rahasia", Class: "rahasia"}})
	if got, want := string(w.buf), `["a","20",["7",null,"","num"]]["a",["58.033","58033"]]["a",["rahasia","","","rahasia"]]`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestRowsAreDividedBySize(t *testing.T) {
	for _, c := range []struct {
		rows int
		want []string
	}{
		{0, nil},
		{1, []string{"d/rows-0.js"}},
		{3, []string{"d/rows-0.js"}},
		{4, []string{"d/rows-0.js", "d/rows-1.js", "d/keys-0.js", "d/keys-1.js"}},
		{6, []string{"d/rows-0.js", "d/rows-1.js", "d/keys-0.js", "d/keys-1.js"}},
		{7, []string{"d/rows-0.js", "d/rows-1.js", "d/rows-2.js", "d/keys-0.js", "d/keys-1.js", "d/keys-2.js"}},
	} {
		out := write(t, Table{Name: "kube", Dir: "d/", Rows: c.rows, Size: 3}, c.rows)
		if !slices.Equal(out.paths, c.want) {
			t.Errorf("%d rows: got %q, want %q", c.rows, out.paths, c.want)
		}
	}
}

func TestEveryRowIsInItsFileWithItsKey(t *testing.T) {
	out := write(t, Table{Name: `ku"be`, Dir: "d/", Rows: 8, Size: 3}, 8)
	row := 0
	for n := range 3 {
		args := out.args(t, "d/rows-"+strconv.Itoa(n)+".js", "lumbungRows")
		if args[0] != `ku"be` || args[1] != float64(n) {
			t.Errorf("file %d says %v, %v", n, args[0], args[1])
		}
		keys := strings.Fields(args[3].(string))
		for i, cells := range args[2].([]any) {
			if got, want := cells.([]any)[0], fmt.Sprint("Kube ", row); got != want || keys[i] != fmt.Sprint("kb-", row) {
				t.Errorf("row %d: got %v with key %q", row, got, keys[i])
			}
			row++
		}
	}
	if row != 8 {
		t.Errorf("%d rows", row)
	}
}

func TestKeyLeadsToItsRow(t *testing.T) {
	out := write(t, Table{Name: "kube", Dir: "d/", Rows: 500, Size: 50}, 500)
	found := 0
	for n := range 10 {
		pairs := strings.Fields(out.args(t, "d/keys-"+strconv.Itoa(n)+".js", "lumbungKeys")[2].(string))
		for pair := range slices.Chunk(pairs, 2) {
			row, err := strconv.ParseInt(pair[1], 36, 64)
			if err != nil || pair[0] != fmt.Sprint("kb-", row) {
				t.Errorf("%s leads to row %s (%v)", pair[0], pair[1], err)
			}
			if keyFile(pair[0], 10) != n {
				t.Errorf("%s stands in file %d", pair[0], n)
			}
			found++
		}
	}
	if found != 500 {
		t.Errorf("%d rows are found", found)
	}
}

// The same values are computed in the theme's table/shard.ts.
func TestFileOfAKeyIsThatOfFNV(t *testing.T) {
	for key, want := range map[string]int{"": 2166136261 % 1000, "a": 3826002220 % 1000, "foobar": 3214735720 % 1000} {
		if got := keyFile(key, 1000); got != want {
			t.Errorf("%q: got %d, want %d", key, got, want)
		}
	}
}

func TestTableThatIsNotAsItWasToBeIsAnError(t *testing.T) {
	full := errors.New("no space left on device")
	lost := func(string, []byte) error { return full }
	keep := func(string, []byte) error { return nil }
	for _, c := range []struct {
		name string
		rows int
		put  Put
		keys []string
		want string
	}{
		{"too few", 2, keep, []string{"a"}, `table "kube" has 1 rows, not the 2 it was to have`},
		{"too many", 1, keep, []string{"a", "b"}, `table "kube" has more rows than the 1 it was to have`},
		{"empty key", 1, keep, []string{""}, `row 1 of "kube": "" cannot stand in an address`},
		{"comma in a key", 2, keep, []string{"a", "b,c"}, `row 2 of "kube": "b,c" cannot stand in an address`},
		{"disk full at the rows", 1, lost, []string{"a"}, `rows of "kube": no space left on device`},
		{"disk full at the keys", 2, func(path string, _ []byte) error {
			if strings.Contains(path, "keys") {
				return full
			}
			return nil
		}, []string{"a", "b"}, `rows of "kube": no space left on device`},
	} {
		w := New(Table{Name: "kube", Rows: c.rows, Size: 1}, c.put)
		var err error
		for _, key := range c.keys {
			if err == nil {
				err = w.Row(key, []Cell{{Text: "x"}})
			}
		}
		if err == nil {
			err = w.Close(func(row int) string { return c.keys[row] })
		}
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
}

func BenchmarkRows(b *testing.B) {
	cells := []Cell{
		{Text: "Mekar Sejahtera", Path: "kube/kb-53-0000001.html"}, {Text: "2009", Sort: "2009", Class: "num"}, {Text: "Ternak kambing"},
		{Text: "20", Sort: "20", Class: "num"}, {Text: "Sukamulya"}, {Text: "Kabupaten Tanjungsari"}, {Text: "tidak ada data", Class: "kosong"},
	}
	b.ReportAllocs()
	for b.Loop() {
		w := New(Table{Name: "kube", Dir: "data/kube/", Rows: 100_000, Numeric: []bool{false, true, false, true}, Missing: "tidak ada data"}, func(string, []byte) error { return nil })
		for range 100_000 {
			if err := w.Row("kb-53-0000001", cells); err != nil {
				b.Fatal(err)
			}
		}
		if err := w.Close(func(int) string { return "kb-53-0000001" }); err != nil {
			b.Fatal(err)
		}
	}
}

func TestFilesOfAnEarlierBuildAreNotMadeAgain(t *testing.T) {
	table := Table{Name: "kube", Dir: "d/", Rows: 8, Size: 3}
	all := write(t, table, 8)
	rows, keys := Files(table)
	if got := slices.Concat(rows, keys); !slices.Equal(got, all.paths) {
		t.Errorf("it says that there are %q, and writes %q", got, all.paths)
	}
	out := &written{}
	w := New(table, out.put)
	w.KeepKeys()
	row := func() error { return w.Row(numbered(w.rows), []Cell{{Text: fmt.Sprint("Kube ", w.rows)}}) }
	for _, next := range []func() error{w.Skip, row, row, row, w.Skip, func() error { return w.Close(numbered) }} {
		if err := next(); err != nil {
			t.Fatal(err)
		}
	}
	if !slices.Equal(out.paths, []string{"d/rows-1.js"}) || out.text["d/rows-1.js"] != all.text["d/rows-1.js"] {
		t.Errorf("got %q, want d/rows-1.js as it was", out.text)
	}
	if rows, keys := Files(Table{Rows: 1}); len(rows) != 1 || len(keys) != 0 {
		t.Errorf("one file of rows needs none of keys: %q", keys)
	}
}

func TestOnlyAWholeFileIsPassedOver(t *testing.T) {
	for name, ready := range map[string]func(w *Writer){
		"keys are to be made": func(w *Writer) {},
		"in a file": func(w *Writer) {
			w.KeepKeys()
			if err := w.Row("a", nil); err != nil {
				t.Fatal(err)
			}
		},
		"after the last": func(w *Writer) {
			w.KeepKeys()
			if err := errors.Join(w.Skip(), w.Skip()); err != nil {
				t.Fatal(err)
			}
		},
	} {
		w := New(Table{Name: "kube", Rows: 4, Size: 3}, func(string, []byte) error { return nil })
		ready(w)
		if err := w.Skip(); err == nil {
			t.Errorf("%s: it was passed over", name)
		}
	}
}

// TestCellsThatAreTheSameAreToldOnce: the files are those of cells that are told each, also
// where there are more different ones than are remembered, and where numbers of one column are
// those of another.
func TestCellsThatAreTheSameAreToldOnce(t *testing.T) {
	const rows = 3 * mostSame
	cellOf := func(column, value int) Cell {
		switch {
		case column == 0:
			return Cell{Text: fmt.Sprint("Baris ", value), Path: fmt.Sprintf("kube/%d.html", value)}
		case value%5 == 4:
			return Cell{Text: fmt.Sprint(value), Class: "num", Sort: fmt.Sprint(value, ".0"), Notes: []int{value, 2}}
		case value%5 == 3:
			return Cell{Text: "tidak ada", Class: missing}
		}
		return Cell{Text: fmt.Sprintf("\"%d\" <&>", value), Path: fmt.Sprint(column, value)}
	}
	valueOf := func(row, column int) int { return row * (column + 3) % [...]int{rows, 7, 300, mostSame + 10}[column] }
	table := Table{Name: "kube", Dir: "data/kube/", Rows: rows, Numeric: []bool{false, true, false, true}, Missing: "tidak ada"}
	var each, once written
	one, two := New(table, each.put), New(table, once.put)
	told := 0
	for row := range rows {
		var a, b []Cell
		for column := range 4 {
			value := valueOf(row, column)
			cell := cellOf(column, value)
			a = append(a, cell)
			if cell.Same = value + 1; column == 0 {
				cell.Same = 0
			}
			if two.Knows(column, cell.Same) {
				cell = Cell{Same: cell.Same}
			} else {
				told++
			}
			b = append(b, cell)
		}
		if err := errors.Join(one.Row(numbered(row), a), two.Row(numbered(row), b)); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(one.Close(numbered), two.Close(numbered)); err != nil {
		t.Fatal(err)
	}
	if !maps.Equal(each.text, once.text) {
		t.Error("the files are others")
	}
	if told <= rows || told >= 2*rows {
		t.Errorf("%d cells were told of 4 in each of %d rows", told, rows)
	}
}
