package sqlite

import (
	"fmt"
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

func TestSmoke(t *testing.T) {
	c := open(t, register(1000))
	for _, sql := range []string{
		"SELECT count(*), sum(no), min(nama), max(nilai) FROM kube",
		"SELECT * FROM kube WHERE nama = 'Kube 77'",
		"SELECT count(*) FROM kube WHERE wilayah = '53.07'",
		"SELECT no, rowid FROM kube WHERE rowid = 5",
		"SELECT count(*) FROM kube a JOIN kube b ON a.nama = b.nama",
		"SELECT date('now'), 0.1+0.2 || ''",
	} {
		t.Log(sql, rows(t, c, sql))
	}
	_, err := c.Prepare("SELECT 1,\n nam FROM kube")
	t.Logf("%#v", err)
}

func BenchmarkScan(b *testing.B) {
	c := open(b, register(100_000))
	for _, sql := range []string{"SELECT count(*) FROM kube", "SELECT sum(no) FROM kube", "SELECT wilayah, count(*), avg(nilai) FROM kube GROUP BY wilayah", "SELECT count(*) FROM kube a JOIN kube b ON a.nama = b.nama", "SELECT nama FROM kube WHERE nama='Kube 500'"} {
		b.Run(sql, func(b *testing.B) {
			for b.Loop() {
				rows(b, c, sql)
			}
		})
	}
}
