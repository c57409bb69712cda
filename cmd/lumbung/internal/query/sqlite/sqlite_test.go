package sqlite

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
)

// register is a table as large as a national register.
func register(rows int) *Table {
	return NewTable("kube", rows, []*Column{
		{Name: "no", Type: "INTEGER", Fill: func(f *Filler) {
			for i := range rows {
				f.Int(int64(i + 1))
			}
		}},
		{Name: "nama", Type: "TEXT", Fill: func(f *Filler) {
			for i := range rows {
				f.Text(fmt.Sprintf("Kube %d", i))
			}
		}},
		{Name: "wilayah", Type: "TEXT", Fill: func(f *Filler) {
			for i := range rows {
				f.Text(fmt.Sprintf("53.%02d", i%40))
			}
		}},
		{Name: "nilai", Type: "REAL", Fill: func(f *Filler) {
			for i := range rows {
				if i%10 == 0 {
					f.Null()
				} else {
					f.Float(float64(i%1000) / 10)
				}
			}
		}},
	})
}

func open(t testing.TB, tables ...*Table) *Conn {
	t.Helper()
	c, err := Open(Options{Tables: tables, MaxLength: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		c.Close()
		for _, table := range tables {
			table.Release()
		}
	})
	return c
}

func rows(t testing.TB, c *Conn, sql string) [][]Value {
	t.Helper()
	s, err := c.Prepare(sql)
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	defer s.Close()
	var out [][]Value
	for {
		more, err := s.Step()
		if err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
		if !more {
			return out
		}
		row := make([]Value, s.Columns())
		for i := range row {
			row[i] = s.Value(i)
		}
		out = append(out, row)
	}
}

// text writes a result for comparison.
func text(rows [][]Value) string {
	var b strings.Builder
	for _, row := range rows {
		for _, v := range row {
			switch v.Kind {
			case Int:
				fmt.Fprintf(&b, "%d ", v.Int)
			case Float:
				fmt.Fprintf(&b, "%g ", v.Float)
			case Text:
				fmt.Fprintf(&b, "%q ", v.Text)
			default:
				b.WriteString("NULL ")
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestCellsComeBackAsTheyAre(t *testing.T) {
	mixed := NewTable("mixed", 3, []*Column{
		{Name: `a "b"`, Type: "INTEGER", Fill: func(f *Filler) { f.Null(); f.Text("9223372036854775808"); f.Int(-1) }},
		{Name: "t", Type: "TEXT", Fill: func(f *Filler) { f.Text(""); f.Text("a\x00é\xff"); f.Null() }},
		{Name: "x", Type: "REAL", Fill: func(f *Filler) { f.Float(5); f.Null(); f.Text("NaN") }},
		{Name: "never", Type: "TEXT", Fill: func(f *Filler) { panic("a column was read that no statement names") }},
	})
	c := open(t, mixed, NewTable("empty", 0, []*Column{{Name: "n", Type: "INTEGER", Fill: func(*Filler) {}}}))
	got := text(rows(t, c, `SELECT "a ""b""", t, x, rowid FROM mixed`)) + text(rows(t, c, "SELECT count(*), max(n) FROM empty"))
	want := `NULL "" 5 1 
9223372036854775808 "a\x00é\xff" NULL 2 
-1 NULL "NaN" 3 
0 NULL 
`
	if got = strings.Replace(got, `"9223372036854775808"`, "9223372036854775808", 1); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// A + before a column keeps SQLite from looking in an index for it.
func TestIndexFindsWhatLookingAtAllRowsFinds(t *testing.T) {
	const n = 40
	odd := NewTable("odd", n, []*Column{
		{Name: "i", Type: "INTEGER", Fill: func(f *Filler) {
			for k := range n {
				switch k % 8 {
				case 0:
					f.Null()
				case 1:
					f.Text("9223372036854775808")
				default:
					f.Int(int64(k % 5))
				}
			}
		}},
		{Name: "whole", Type: "INTEGER", Fill: func(f *Filler) {
			for k := range n {
				f.Int(int64(k%7) << 53)
			}
		}},
		{Name: "s", Type: "TEXT", Fill: func(f *Filler) {
			for k := range n {
				f.Text([]string{"5", "05", "5.0", "A", "a", "", "9223372036854775808", "09223372036854775808"}[k%8])
			}
		}},
		{Name: "x", Type: "REAL", Fill: func(f *Filler) {
			for k := range n {
				f.Float([]float64{5, 0.5, 0, 9007199254740992, 1e300}[k%5])
			}
		}},
	})
	c := open(t, odd)
	values := []string{"5", "5.0", "0", "-0.0", "0.5", "'5'", "'05'", "'a'", "''", "NULL", "9007199254740993", "9007199254740992.0", "1e300",
		"9223372036854775807", "'9223372036854775808'", "3.7", "'0.5'", "x'35'", "CAST(5 AS TEXT)", "CAST('5' AS INTEGER)", "(SELECT i FROM odd WHERE rowid = 2)"}
	for _, column := range []string{"i", "whole", "s", "x", "rowid"} {
		for _, v := range values {
			found := text(rows(t, c, "SELECT rowid FROM odd WHERE "+column+" = "+v))
			if want := text(rows(t, c, "SELECT rowid FROM odd WHERE CASE WHEN "+column+" = "+v+" THEN 1 END")); found != want {
				t.Errorf("%s = %s: found %q, want %q", column, v, found, want)
			}
		}
		for _, other := range []string{"i", "whole", "s", "x"} {
			found := text(rows(t, c, "SELECT a.rowid, b.rowid FROM odd a JOIN odd b ON a."+column+" = b."+other+" ORDER BY 1, 2"))
			if want := text(rows(t, c, "SELECT a.rowid, b.rowid FROM odd a JOIN odd b ON CASE WHEN a."+column+" = b."+other+" THEN 1 END ORDER BY 1, 2")); found != want {
				t.Errorf("a.%s = b.%s: found %d bytes, want %d", column, other, len(found), len(want))
			}
		}
	}
	if got := text(rows(t, c, "SELECT count(*) FROM odd WHERE s = 'A' COLLATE NOCASE")); got != "10 \n" {
		t.Errorf("without regard to case: %s", got)
	}
	if got := text(rows(t, c, "SELECT count(*) FROM odd WHERE s IN ('A', '5', 'none')")); got != "10 \n" {
		t.Errorf("in a list: %s", got)
	}
}

func TestErrorsKnowTheirPlace(t *testing.T) {
	c := open(t, register(3))
	for sql, want := range map[string]Error{
		"SELECT nama,\n  nam FROM kube": {Code: 1, Offset: 15, Message: "no such column: nam"},
		"SELECT nama FORM kube":         {Code: 1, Offset: 17, Message: `near "kube": syntax error`},
		"SELECT 'a\x00b'":               {Code: 1, Offset: 9, Message: "unrecognized token: NUL"},
	} {
		_, err := c.Prepare(sql)
		if e, ok := err.(*Error); !ok || *e != want {
			t.Errorf("%q: got %#v, want %#v", sql, err, want)
		}
	}
}

// Even without anyone to authorize it, nothing reaches a file, and nothing is written.
func TestNothingIsBelowAConnection(t *testing.T) {
	c := open(t, register(3))
	dir := t.TempDir()
	for _, sql := range []string{
		"ATTACH '" + dir + "/x.db' AS x", "ATTACH ':memory:' AS x", "VACUUM INTO '" + dir + "/y.db'", "CREATE TABLE x(a)", "CREATE TEMP TABLE x(a)",
		"DELETE FROM kube", "INSERT INTO kube VALUES (1)", "CREATE VIRTUAL TABLE x USING kube", "CREATE VIRTUAL TABLE x USING fts5(a)",
		"SELECT load_extension('x')", "SELECT readfile('/etc/passwd')", "SELECT writefile('x', 'y')", "SELECT edit('x')", "SELECT fts3_tokenizer('x')",
		"DROP TABLE kube", "ALTER TABLE kube RENAME TO x", "SELECT * FROM fsdir('/')", "SELECT * FROM zipfile('x.zip')",
	} {
		s, err := c.Prepare(sql)
		if err == nil {
			_, err = s.Step()
			s.Close()
		}
		if err == nil {
			t.Errorf("done: %s", sql)
		}
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) > 0 {
		t.Errorf("files were made: %v %v", files, err)
	}
}

func TestThereIsNoClock(t *testing.T) {
	c := open(t, register(3))
	if got := text(rows(t, c, "SELECT date('2016-01-01'), time('12:00')")); got != "\"2016-01-01\" \"12:00:00\" \n" || c.AskedForTime() {
		t.Errorf("got %s, asked %v", got, c.AskedForTime())
	}
	if got := text(rows(t, c, "SELECT date('now'), datetime(), CURRENT_TIMESTAMP, unixepoch()")); got != "NULL NULL NULL NULL \n" || !c.AskedForTime() {
		t.Errorf("got %s, asked %v", got, c.AskedForTime())
	}
	if c.Resume(); c.AskedForTime() {
		t.Error("it is remembered too long")
	}
}

func TestAuthorizeSeesWhatAStatementDoes(t *testing.T) {
	var seen []string
	kube := register(3)
	c, err := Open(Options{Tables: []*Table{kube}, MaxLength: 1000, Authorize: func(a Action, first, second string) bool {
		if a == Read || a == Call {
			seen = append(seen, first+"."+second)
		}
		return second != "nilai"
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer kube.Release()
	defer c.Close()
	rows(t, c, "SELECT upper(nama) FROM kube")
	if got := strings.Join(seen, " "); got != ".upper kube.nama" {
		t.Errorf("seen %s", got)
	}
	if _, err := c.Prepare("SELECT nilai FROM kube"); err == nil || err.(*Error).Code != CodeAuth {
		t.Errorf("got %v", err)
	}
}

func TestInterruptHoldsUntilResume(t *testing.T) {
	c := open(t, register(3))
	const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
	c.Interrupt() // before it begins
	s, err := c.Prepare(endless)
	if err == nil {
		_, err = s.Step()
		s.Close()
	}
	if e, ok := err.(*Error); !ok || e.Code != CodeInterrupt || !c.Interrupted() {
		t.Errorf("got %v", err)
	}
	if c.Resume(); text(rows(t, c, "SELECT count(*) FROM kube")) != "3 \n" || c.Interrupted() {
		t.Error("it is still interrupted")
	}
}

// counter is an aggregate of as many rows as it has seen.
type counter struct{ n int64 }

func (a *counter) Step([]Value)    { a.n++ }
func (a *counter) Inverse([]Value) { a.n-- }
func (a *counter) Value() Value    { return IntValue(a.n) }

func TestFunctions(t *testing.T) {
	kube := register(30)
	c, err := Open(Options{Tables: []*Table{kube}, MaxLength: 1 << 20, Functions: Register([]*Function{
		{Name: "twice", Args: 1, Call: func(args []Value) (Value, error) {
			if args[0].Kind == Null {
				return Value{}, errors.New("twice of nothing")
			}
			return TextValue(args[0].Text + args[0].Text), nil
		}},
		{Name: "upper", Args: 1, Call: func(args []Value) (Value, error) { return FloatValue(0.5), nil }},
		{Name: "seen", Args: 1, New: func() Aggregate { return &counter{} }},
	})})
	if err != nil {
		t.Fatal(err)
	}
	defer kube.Release()
	defer c.Close()
	for sql, want := range map[string]string{
		"SELECT twice('ab'), twice(''), upper(1)":                                                 "\"abab\" \"\" 0.5 \n",
		"SELECT seen(no) FROM kube":                                                               "30 \n",
		"SELECT seen(no) FROM kube WHERE 0":                                                       "0 \n",
		"SELECT no % 2, seen(no) FROM kube GROUP BY 1":                                            "0 15 \n1 15 \n",
		"SELECT max(n) FROM (SELECT seen(no) OVER (ORDER BY no ROWS 4 PRECEDING) AS n FROM kube)": "5 \n",
	} {
		if got := text(rows(t, c, sql)); got != want {
			t.Errorf("%s: got %q, want %q", sql, got, want)
		}
	}
	s, err := c.Prepare("SELECT twice(NULL)")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Step(); err == nil || err.Error() != "twice of nothing" {
		t.Errorf("got %v", err)
	}
}

func TestStatementsTellOfThemselves(t *testing.T) {
	c := open(t, register(3))
	s, err := c.Prepare("SELECT k.nama AS n, 1 + 1 FROM (SELECT * FROM kube) k WHERE no = :no OR no = ?; SELECT 2")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	table, column := s.Origin(0)
	none, _ := s.Origin(1)
	if s.Name(0) != "n" || table != "kube" || column != "nama" || none != "" || s.Tail != " SELECT 2" || !s.ReadOnly() || s.Columns() != 2 {
		t.Errorf("%q from %q.%q, %q, tail %q", s.Name(0), table, column, none, s.Tail)
	}
	if got := fmt.Sprintf("%q", s.Params()); got != `[":no" ""]` {
		t.Errorf("parameters %s", got)
	}
	for i, v := range []Value{IntValue(2), TextValue("3")} {
		if err := s.Bind(i, v); err != nil {
			t.Fatal(err)
		}
	}
	n := 0
	for more, err := s.Step(); more; more, err = s.Step() {
		if n++; err != nil {
			t.Fatal(err)
		}
	}
	if n != 2 {
		t.Errorf("%d rows", n)
	}
	if err := s.Bind(2, Value{}); err == nil {
		t.Error("a third parameter was bound")
	}
	if empty, err := c.Prepare(" -- nothing"); err != nil || !empty.Empty() {
		t.Errorf("%v", err)
	}
}

func TestTwoColumnsOfOneNameAreAnErrorOfTheTable(t *testing.T) {
	c := open(t, NewTable("x", 0, []*Column{{Name: "a", Type: "TEXT"}, {Name: "A", Type: "TEXT"}}))
	if _, err := c.Prepare("SELECT * FROM x"); err == nil || !strings.Contains(err.Error(), "duplicate column name: A") {
		t.Errorf("got %v", err)
	}
}

func BenchmarkScan(b *testing.B) {
	c := open(b, register(100_000))
	for name, sql := range map[string]string{
		"rows": "SELECT count(*) FROM kube", "integers": "SELECT sum(no) FROM kube", "texts": "SELECT max(length(nama)) FROM kube",
		"join": "SELECT count(*) FROM kube a JOIN kube b ON a.nama = b.nama", "key": "SELECT no FROM kube WHERE nama = 'Kube 500'",
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				rows(b, c, sql)
			}
		})
	}
}
