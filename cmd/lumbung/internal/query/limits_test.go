package query

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

// each of these would go on for ever, or until the memory is full.
var endless = []string{
	"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
	"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT max(i) FROM n",
	"SELECT count(*) FROM kube a, kube b, kube c, kube d, kube e, kube f, kube g, kube h, kube i, kube j, kube k, kube l, kube m",
	"WITH RECURSIVE n(i) AS (SELECT 'x' UNION ALL SELECT i || i FROM n WHERE length(i) < 1000) SELECT count(*) FROM n a, n b, n c, n d, n e, n f, n g, n h",
}

func TestEndlessQueryIsStopped(t *testing.T) {
	for _, sql := range endless {
		db := newVillage(t)
		db.Limits.Time = 50 * time.Millisecond
		start := time.Now()
		_, err := db.Run(context.Background(), sql)
		if took := time.Since(start); took > time.Second {
			t.Errorf("stopped after %s: %s", took, sql)
		}
		if got := showError(sql, err); !strings.HasPrefix(got, `0 "": the query took longer than 50ms`) {
			t.Errorf("%s: got %s", sql, got)
		}
		if got := answerOf(db)("SELECT count(*) AS n FROM kube"); got != "n integer\n4\n" {
			t.Errorf("the next query is disturbed: %s", got)
		}
	}
}

// Searching a text for another one is a single step to SQLite, and here a long one.
func TestStatementThatCannotBeStoppedIsLeft(t *testing.T) {
	db := New(village())
	db.Limits.Time, db.patience = 20*time.Millisecond, 10*time.Millisecond
	sql := "SELECT instr(printf('%.*c', 300000, 'a'), printf('%.*c', 100000, 'a') || 'b') FROM kube"
	start := time.Now()
	_, err := db.Run(context.Background(), sql)
	took := time.Since(start)
	if got := showError(sql, err); !strings.Contains(got, "took longer than 20ms") || took > 500*time.Millisecond {
		t.Errorf("after %s: %s", took, got)
	}
	if n := db.stray.Load(); n != 1 {
		t.Errorf("%d statements were left", n)
	}
	if got := answerOf(db)("SELECT count(*) AS n FROM kube"); got != "n integer\n4\n" {
		t.Errorf("the next query is disturbed: %s", got)
	}
	db.Close()
}

// SQLite's own LIKE takes time that doubles with each % here.
func TestNoPatternIsSlow(t *testing.T) {
	db := newVillage(t)
	text, pattern := strings.Repeat("a", 3000), strings.Repeat("%a", 60)+"%b"
	r, err := db.Run(context.Background(), "SELECT :t LIKE :p", String("t", text), String("p", pattern))
	if err != nil || r.Table.Text(0, 0) != "0" {
		t.Fatalf("%v", err)
	}
}

func TestLimits(t *testing.T) {
	patient := DefaultLimits // on a busy machine memory must still end first
	patient.Time = 5 * time.Minute
	for name, c := range map[string]struct {
		limits Limits
		sql    string
		want   string
	}{
		"rows": {Limits{Time: time.Second, Rows: 3, Text: 1 << 20, Size: 1 << 20}, "SELECT no FROM kube",
			"the query gives more than 3 rows"},
		"size": {Limits{Time: time.Second, Rows: 9, Text: 1 << 20, Size: 10}, "SELECT nama FROM kube",
			"the query gives more than 10 bytes"},
		"text": {Limits{Time: time.Second, Rows: 9, Text: 100, Size: 1 << 20}, "SELECT replace(hex('aaaaaaaaaaaaaaaaaaaaaaaaa'), '6', '77777')",
			"the query makes a text longer than 100 bytes"},
		"depth": {DefaultLimits, "SELECT " + strings.Repeat("(", 200_000) + "1" + strings.Repeat(")", 200_000),
			"the query is nested too deeply"},
		"expression": {DefaultLimits, "SELECT 1" + strings.Repeat("+1", 2000),
			"the query is nested too deeply"},
		"memory": {patient, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300) SELECT i, hex(printf('%.*c', 2000000, 'x')) AS t FROM n ORDER BY t || i DESC, i LIMIT 1 OFFSET 290",
			"the query needs too much memory"},
	} {
		t.Run(name, func(t *testing.T) {
			db := newVillage(t)
			db.Limits = c.limits
			_, err := db.Run(context.Background(), c.sql)
			if err == nil || err.Error() != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func TestCancelledQueryGivesTheContextsError(t *testing.T) {
	db := newVillage(t)
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(20*time.Millisecond, cancel)
	if _, err := db.Run(ctx, endless[0]); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestClosedDatasetsAnswerNothing(t *testing.T) {
	db := New(village())
	answerOf(db)("SELECT * FROM kube")
	db.Close()
	db.Close()
	if _, err := db.Run(context.Background(), "SELECT 1"); err == nil || err.Error() != "the datasets are closed" {
		t.Errorf("got %v", err)
	}
}

func TestPrivateFieldsCannotBeAskedFor(t *testing.T) {
	r := village()
	r[0].Schema.Fields[1].Private = true
	db := New(r)
	t.Cleanup(db.Close)
	for _, sql := range []string{"SELECT nama FROM kube", "SELECT :nama"} {
		_, err := db.RunEach(context.Background(), sql, r[0].Table)
		if err == nil {
			t.Errorf("%s: answered", sql)
		}
	}
	if got := answerOf(db)("SELECT * FROM kube WHERE no = 1"); strings.Contains(got, "Tunas") {
		t.Errorf("got %s", got)
	}
}

func TestManyAtOnce(t *testing.T) {
	db := newVillage(t)
	want := answerOf(db)("SELECT k.nama, r.luas - 1 AS n FROM kube k JOIN regions r ON r.kode = k.wilayah ORDER BY k.no")
	done := make(chan string)
	for range 8 {
		go func() {
			for range 20 {
				if got := answerOf(db)("SELECT k.nama, r.luas - 1 AS n FROM kube k JOIN regions r ON r.kode = k.wilayah ORDER BY k.no"); got != want {
					done <- got
					return
				}
			}
			done <- ""
		}()
	}
	for range 8 {
		if got := <-done; got != "" {
			t.Errorf("got %s", got)
		}
	}
}
