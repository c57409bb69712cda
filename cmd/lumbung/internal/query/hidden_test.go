package query

import (
	"context"
	"strings"
	"testing"
)

func TestNothingIsAddedUpFromCellsOfWhichSomeAreHidden(t *testing.T) {
	db := New(village())
	defer db.Close()
	for _, c := range []struct{ sql, want string }{
		{"SELECT sum(n) FROM counts", `"n" of "counts" has hidden cells, which sum would leave out without a word`},
		{"SELECT AVG(c.n * 1.0) FROM counts c WHERE no > 0", `"n" of "counts" has hidden cells, which avg would leave out without a word`},
		{"SELECT no, max(n) OVER () FROM counts", `"n" of "counts" has hidden cells, which max would leave out without a word`},
		{"SELECT total(m) FROM counts", `"m" of "counts" has hidden cells, which total would leave out without a word`},
		{"SELECT sum(n) FROM counts WHERE n IS NOT NULL", "12"},
		{"SELECT max(n) FROM counts WHERE n NOTNULL", "7"},
		{"SELECT sum(no) FROM counts", "10"},
		{"SELECT count(n) FROM counts", "2"}, // how many are shown is what it says
		{"SELECT count(*) FROM counts WHERE n > 5", "1"},
		{"SELECT sum(anggota) FROM kube", "40"}, // missing is not hidden
		{"SELECT n FROM counts WHERE no = 4", "7"},
	} {
		got := ""
		if r, err := db.Run(context.Background(), c.sql); err != nil {
			got, _, _ = strings.Cut(err.Error(), "\n")
		} else {
			got = r.Table.Text(0, 0)
		}
		if got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.sql, got, c.want)
		}
	}
	_, err := db.Run(context.Background(), "SELECT sum(n) FROM counts")
	if e, ok := err.(*Error); !ok || e.Offset != 11 || e.Length != 1 || len(e.Notes) != 1 || !strings.Contains(e.Notes[0].String(), "WHERE n IS NOT NULL") {
		t.Errorf("got %#v", err)
	}
}
