package query

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/table"
)

func TestNothingIsSaidOfCellsThatAreHidden(t *testing.T) {
	db := newVillage(t)
	sum := `"n" of "counts" has hidden cells, which %s would leave out without a word`
	other := `"n" of "counts" has hidden cells, and with them this query would have another answer`
	for _, c := range []struct{ sql, want string }{
		{"SELECT sum(n) FROM counts", fmt.Sprintf(sum, "sum")},
		{"SELECT AVG(c.n * 1.0) FROM counts c WHERE no > 0", fmt.Sprintf(sum, "avg")},
		{"SELECT no, max(n) OVER () FROM counts", fmt.Sprintf(sum, "max")},
		{"SELECT min(n) FROM counts", fmt.Sprintf(sum, "min")},
		{"SELECT total(m) FROM counts", `"m" of "counts" has hidden cells, which total would leave out without a word`},
		// By whatever name, and wherever it is taken up:
		{"SELECT sum(x) FROM (SELECT n AS x FROM counts)", other},
		{"SELECT sum(x) FROM (SELECT x FROM (SELECT n + 0 AS x FROM counts))", other},
		{"WITH c(x) AS (SELECT n FROM counts) SELECT sum(x) FROM c", other},
		{"WITH c AS MATERIALIZED (SELECT * FROM counts) SELECT sum(n) FROM c", fmt.Sprintf(sum, "sum")},
		{"SELECT sum(column2) FROM (VALUES (1, 2) UNION ALL SELECT no, n FROM counts)", other},
		{"SELECT k.nama, (SELECT sum(c.n) FROM counts c WHERE c.no >= k.no) FROM kube k", fmt.Sprintf(sum, "sum")},
		{"SELECT k.nama FROM kube k WHERE 6 > (SELECT avg(x) FROM (SELECT n AS x, no FROM counts) c WHERE c.no >= k.no)", other},
		{"SELECT no, sum(n) OVER (ORDER BY no) FROM counts", fmt.Sprintf(sum, "sum")},
		{"SELECT no, rank() OVER (ORDER BY n DESC) FROM counts", other},
		{"SELECT no, lag(n, 1, 0) OVER (ORDER BY no) FROM counts ORDER BY n", "5"}, // a cell, not what is made of many
		{"SELECT no FROM (SELECT no, row_number() OVER (ORDER BY n DESC) AS r FROM counts) WHERE r = 1", other},
		{"SELECT count(*) FROM counts WHERE n > 5", other},
		{"SELECT count(*) FILTER (WHERE n = 3) FROM counts", other},
		{"SELECT count(x) FROM (SELECT n AS x FROM counts)", other},
		{"SELECT sum(CASE WHEN n < 5 THEN 1 ELSE 0 END) FROM counts", fmt.Sprintf(sum, "sum")},
		{"SELECT no, CASE WHEN n >= 100 THEN 'banyak' ELSE 'sedikit' END FROM counts", other},
		{"SELECT no, CASE n WHEN 4 THEN 'empat' ELSE 'lain' END FROM counts", other},
		{"SELECT no, n IN (2, 3) OR no > 9 FROM counts", "0"},
		{"SELECT no, iif(n BETWEEN 20 AND 30, 1, 0) FROM counts", other},
		{"SELECT no, coalesce(n, 0) FROM counts", other},
		{"SELECT no, coalesce(n, 99) < 5 FROM counts", other},
		{"SELECT no, n IS 3 FROM counts", other},
		{"SELECT no FROM counts WHERE NOT n IS DISTINCT FROM 4", other},
		{"SELECT no FROM counts WHERE n % 2 = 0", other},
		{"SELECT no, n FROM counts ORDER BY n DESC LIMIT 1", other},
		{"SELECT no, m FROM counts ORDER BY n LIMIT 1", other},
		{"SELECT group_concat(n) FROM counts", other},
		{"SELECT json_group_array(n) FROM counts", other},
		{"SELECT no, format('%d', n) FROM counts", other},
		{"SELECT n, count(*) FROM counts GROUP BY n", other},
		{"SELECT DISTINCT n FROM counts", other},
		{"SELECT n FROM counts UNION SELECT no FROM counts", other},
		{"SELECT no FROM counts EXCEPT SELECT n FROM counts", other},
		{"SELECT c.no FROM counts c JOIN kube k ON k.no = c.n", other},
		{"SELECT k.no FROM kube k WHERE k.no NOT IN (SELECT n FROM counts WHERE no = 2)", other},
		{"SELECT k.no FROM kube k WHERE EXISTS (SELECT 1 FROM counts c WHERE c.n = k.no)", other},
		{"SELECT sum(n) FROM (SELECT * FROM counts) WHERE n IS NOT NULL", fmt.Sprintf(sum, "sum")}, // not where it is read
		{"SELECT sum(no) FROM (SELECT * FROM counts ORDER BY n LIMIT 2)", other},
		{"SELECT count(*) FROM counts WHERE no BETWEEN 1 AND n IS NULL", other},
		// What says that they are left out, and what does not ask for them:
		{"SELECT sum(n) FROM counts WHERE n IS NOT NULL", "12"},
		{"SELECT sum(x) FROM (SELECT n AS x FROM counts WHERE n IS NOT NULL)", "12"},
		{"WITH c(x) AS (SELECT n FROM counts WHERE counts.n NOT NULL) SELECT max(x) FROM c", "7"},
		{"SELECT max(n) FROM counts WHERE n NOTNULL", "7"},
		{"SELECT sum(CASE WHEN c.n IS NULL THEN 1 ELSE 0 END) FROM counts AS c", "2"},
		{"SELECT count(*) FROM counts WHERE n ISNULL", "2"},
		{"SELECT count(*) FROM counts WHERE n > 5 AND n IS NOT NULL", "1"},
		{"SELECT count(*) FROM counts WHERE no BETWEEN 1 AND 3 AND n IS NOT NULL", "1"},
		{"SELECT no FROM counts WHERE n IS NOT NULL ORDER BY n DESC LIMIT 1", "4"},
		{"SELECT count(n) FROM counts", "2"}, // how many are shown is what it says
		{"SELECT count(DISTINCT counts.n) FROM counts", "2"},
		{"SELECT sum(no) FROM counts", "10"},
		{"SELECT count(*) FROM counts", "4"},
		{"SELECT sum(anggota) FROM kube", "40"}, // missing is not hidden
		{"SELECT n FROM counts WHERE no = 4", "7"},
		{"SELECT sum(n) FROM counts WHERE no IN (1, 4)", "12"}, // none of these is hidden
		{"SELECT sum(x) FROM (SELECT n AS x, no AS y FROM counts) WHERE y <> 2 AND y <> 3", "12"},
	} {
		got := ""
		if r, err := db.Run(context.Background(), c.sql); err != nil {
			got, _, _ = strings.Cut(err.Error(), "\n")
		} else if got = r.Table.Text(0, len(r.Table.Schema.Fields)-1); got == "" {
			got = "NULL"
		}
		if got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.sql, got, c.want)
		}
	}
}

func TestWhatIsMadeFromHiddenCellsIsHidden(t *testing.T) {
	db := newVillage(t)
	for sql, want := range map[string]string{
		"SELECT * FROM counts":                                                                    "1 | 5 | -; 2 | [c] | (-); 3 | [c] | [c]; 4 | 7 | 2",
		"SELECT no, n + m AS s FROM counts":                                                       "1 | NULL; 2 | NULL; 3 | [c]; 4 | 9",
		"SELECT no, 100.0 * n / 12 AS p FROM counts":                                              "1 | 41.6666666666667; 2 | [c]; 3 | [c]; 4 | 58.3333333333333",
		"SELECT x AS y FROM (SELECT n * 2 AS x FROM counts) ORDER BY y DESC":                      "14; 10; [c]; [c]",
		"SELECT no, x FROM (SELECT no, n * 2 AS x FROM counts) ORDER BY x DESC":                   "4 | 14; 1 | 10; 2 | [c]; 3 | [c]",
		"SELECT no, CASE WHEN n >= 7 THEN 'ya' WHEN n < 7 THEN 'tidak' END FROM counts":           "1 | tidak; 2 | [c]; 3 | [c]; 4 | ya",
		"SELECT no % 2 AS ganjil, sum(m) AS m FROM counts WHERE no > 1 GROUP BY 1":                "0 | 2; 1 | [c]",
		"SELECT (SELECT n FROM counts c WHERE c.no = k.no) AS n FROM kube k":                      "5; [c]; [c]; 7",
		"SELECT k.no, c.n FROM kube k LEFT JOIN counts c ON c.no = k.no + 2":                      "1 | [c]; 2 | 7; 3 | NULL; 4 | NULL",
		"SELECT no, n FROM counts WHERE no > 2 UNION ALL SELECT no, tahun FROM kube WHERE no = 1": "3 | [c]; 4 | 7; 1 | 2008",
		"SELECT no, lag(n) OVER (ORDER BY no) AS n FROM counts":                                   "1 | NULL; 2 | 5; 3 | [c]; 4 | [c]",
	} {
		r, err := db.Run(context.Background(), sql)
		if err != nil {
			t.Errorf("%s\n%s", sql, showError(sql, err))
			continue
		}
		_, rows, _ := strings.Cut(show(r), "\n")
		if got := strings.ReplaceAll(strings.TrimSpace(rows), "\n", "; "); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", sql, got, want)
		}
	}
}

func TestHiddenCellsAreToldAtTheirPlace(t *testing.T) {
	db := newVillage(t)
	for sql, want := range map[string]string{
		"SELECT sum(n) FROM counts":                                          "n@11",
		"SELECT no, n, max(n) OVER () FROM counts":                           "n@18",
		"WITH c AS (SELECT m AS y, n AS x FROM counts) SELECT sum(x) FROM c": "n@26",
		"WITH c AS (SELECT m AS y, n AS x FROM counts) SELECT sum(y) FROM c": "m@18",
		"SELECT sum(column2) FROM (SELECT no AS a, * FROM counts)":           "",
		"WITH c(a, b, z) AS (SELECT * FROM counts) SELECT max(b) FROM c":     "counts@34",
	} {
		_, err := db.Run(context.Background(), sql)
		e, ok := err.(*Error)
		if !ok {
			t.Errorf("%s: %v", sql, err)
			continue
		}
		if got := fmt.Sprintf("%s@%d", sql[e.Offset:e.Offset+e.Length], e.Offset); got != want && want != "" {
			t.Errorf("%s\ngot %s, want %s", sql, got, want)
		} else if want != "" && (len(e.Notes) != 1 || !strings.Contains(e.Notes[0].String(), "IS NOT NULL")) {
			t.Errorf("%s: notes %v", sql, e.Notes)
		}
	}
}

func TestRowsThatAskWithHiddenCellsAreToldSo(t *testing.T) {
	r := resource("counts", "no integer, n integer", "1|5", "2|[c]", "3|7")
	db := New([]*dataset.Resource{r})
	defer db.Close()
	for sql, want := range map[string]string{
		"SELECT no, n FROM counts WHERE no = :no":                 "[1 | 5] [2 | [c]] [3 | 7]",
		"SELECT no FROM counts WHERE no > :no ORDER BY n LIMIT 1": "other",
		"SELECT count(*) FROM counts WHERE no > :n":               "other",
		"SELECT :n + 1": "[6] [[c]] [8]",
		"SELECT count(n) FROM counts WHERE no <= :no":                       "[1] [1] [2]",
		"SELECT sum(x) FROM (SELECT n AS x, no FROM counts) WHERE no = :no": "[5] [[c]] [7]",
	} {
		e, err := db.RunEach(context.Background(), sql, r.Table)
		got := "other"
		if err == nil {
			var parts []string
			for row := range r.Table.Len() {
				for i, to := e.Rows(row); i < to; i++ {
					parts = append(parts, "["+strings.TrimSpace(showRow(e.Table, i))+"]")
				}
			}
			got = strings.Join(parts, " ")
		} else if !strings.Contains(err.Error(), `"n" of "counts" has hidden cells`) {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s\ngot  %s\nwant %s", sql, got, want)
		}
	}
}

// Whoever has the true table finds nothing wrong in what a query is let say without it: on
// small tables at random, a query is refused, or each value that it gives is the one that
// the true table gives.
func TestAnswersAreThoseOfTheTrueTable(t *testing.T) {
	queries := []struct{ sql, truth string }{
		{sql: "SELECT no, d, m, n FROM t"},
		{sql: "SELECT d, n FROM t ORDER BY n DESC, d"},
		{sql: "SELECT d, n + 1, n * m, n > 3 FROM t"},
		{sql: "SELECT sum(n) FROM t"},
		{sql: "SELECT d, sum(n), max(n), min(n), avg(n) FROM t GROUP BY d"},
		{sql: "SELECT d, total(x) FROM (SELECT d, n AS x FROM t) GROUP BY d"},
		{sql: "WITH c(a, b) AS (SELECT d, n FROM t) SELECT a, sum(b) FROM c GROUP BY a HAVING sum(b) > 4"},
		{sql: "SELECT count(*) FROM t WHERE n >= 3"},
		{sql: "SELECT count(*) FROM t WHERE n = 4"},
		{sql: "SELECT no FROM t WHERE n BETWEEN 2 AND 4"},
		{sql: "SELECT no, CASE WHEN n < 5 THEN 'sedikit' ELSE 'banyak' END FROM t"},
		{sql: "SELECT no, coalesce(n, 0), ifnull(n, 7) > 4 FROM t"},
		{sql: "SELECT no, rank() OVER (PARTITION BY d ORDER BY n) FROM t"},
		{sql: "SELECT no, sum(n) OVER (PARTITION BY d ORDER BY no) FROM t"},
		{sql: "SELECT a.no, b.no FROM t a JOIN t b ON a.n = b.m"},
		{sql: "SELECT a.no FROM t a WHERE a.n > (SELECT avg(b.n) FROM t b WHERE b.d = a.d)"},
		{sql: "SELECT n FROM t UNION SELECT m FROM t"},
		{sql: "SELECT n FROM t INTERSECT SELECT m FROM t"},
		{sql: "SELECT n, count(*) FROM t GROUP BY n"},
		{sql: "SELECT count(DISTINCT n + 0) FROM t"},
		{sql: "SELECT no FROM t ORDER BY n DESC LIMIT 2"},
		{sql: "SELECT d, max(n) - min(n) FROM t WHERE m > 2 GROUP BY d"},
		{sql: "SELECT d FROM t GROUP BY d HAVING max(n) < 6"},
		{sql: "SELECT no FROM t WHERE m IN (SELECT n FROM t)"},
		{sql: "SELECT sum(n % 3 = 1) FROM t"},
		{sql: "SELECT d, group_concat(n, ' ') FROM t GROUP BY d"},
		{"SELECT d, sum(n) FROM t WHERE n IS NOT NULL GROUP BY d", "SELECT d, sum(n) FROM t WHERE shown GROUP BY d"},
		{"SELECT sum(x) FROM (SELECT n AS x FROM t WHERE t.n NOTNULL) WHERE x > 2", "SELECT sum(n) FROM t WHERE shown AND n > 2"},
		{"SELECT d, count(n), count(*) FROM t GROUP BY d", "SELECT d, sum(shown), count(*) FROM t GROUP BY d"},
		{"SELECT no, CASE WHEN n IS NULL THEN '?' ELSE n END FROM t", "SELECT no, CASE WHEN shown THEN n ELSE '?' END FROM t"},
		{"SELECT no FROM t WHERE n IS NULL OR n > 4", "SELECT no FROM t WHERE NOT shown OR n > 4"},
	}
	r := rand.New(rand.NewPCG(21, 22))
	let, refused := make([]int, len(queries)), make([]int, len(queries))
	for range 60 {
		hidden, truth := twoTables(r)
		db, oracle := New([]*dataset.Resource{hidden}), New([]*dataset.Resource{truth})
		for i, q := range queries {
			if q.truth == "" {
				q.truth = q.sql
			}
			got, err := db.Run(context.Background(), q.sql)
			if err != nil {
				if !strings.Contains(err.Error(), "has hidden cells") {
					t.Fatalf("%s: %v", q.sql, err)
				}
				refused[i]++
				continue
			}
			let[i]++
			want, err := oracle.Run(context.Background(), q.truth)
			if err != nil {
				t.Fatal(err)
			}
			if !says(want.Table, got.Table) {
				t.Errorf("%s\ngives\n%s\nand with the true table\n%s\nof\n%s", q.sql, show(got), show(want), showTables(hidden, truth))
			}
		}
		db.Close()
		oracle.Close()
	}
	t.Logf("let %v, refused %v", let, refused)
	for i, q := range queries {
		if let[i] == 0 {
			t.Errorf("%s was never let: the test tests one side of it", q.sql)
		}
	}
	if slices.Max(refused) < 30 {
		t.Errorf("refused %v: hardly anything is", refused)
	}
}

// twoTables makes a small table with hidden cells, and the true one, which also knows which
// these are.
func twoTables(r *rand.Rand) (hidden, truth *dataset.Resource) {
	var a, b []string
	for no := range 2 + r.IntN(5) {
		n, m, shown := r.IntN(8), r.IntN(8), r.IntN(4) > 0
		line := fmt.Sprintf("%d|%c|%d", no, "AB"[r.IntN(2)], m)
		b = append(b, fmt.Sprintf("%s|%d|%t", line, n, shown))
		if shown {
			a = append(a, fmt.Sprintf("%s|%d", line, n))
		} else {
			a = append(a, line+"|[c]")
		}
	}
	return resource("t", "no integer, d string, m integer, n integer", a...),
		resource("t", "no integer, d string, m integer, n integer, shown boolean", b...)
}

// says says whether an answer has as many rows as the true one, each with the values of one
// of its rows wherever it has any, in whatever order.
func says(truth, answer *table.Table) bool {
	if truth.Len() != answer.Len() {
		return false
	}
	taken := make([]bool, truth.Len())
	for row := range answer.Len() {
		found := -1
		for i := range taken {
			if !taken[i] && agreesOn(truth, i, answer, row) {
				found = i
				break
			}
		}
		if found < 0 {
			return false
		}
		taken[found] = true
	}
	return true
}

func agreesOn(truth *table.Table, i int, answer *table.Table, row int) bool {
	for col := range answer.Schema.Fields {
		v, w := answer.Value(row, col), truth.Value(i, col)
		if v.State == table.Present && v.Text != w.Text || v.State == table.Missing && w.State == table.Present {
			return false
		}
	}
	return true
}

func showTables(all ...*dataset.Resource) string {
	var b strings.Builder
	for _, r := range all {
		for row := range r.Table.Len() {
			b.WriteString(showRow(r.Table, row))
		}
	}
	return b.String()
}
