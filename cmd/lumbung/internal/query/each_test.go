package query

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/table"
)

// showEach writes the answers of each row of keys.
func showEach(keys *table.Table, e *Each, err error, sql string) string {
	if err != nil {
		return showError(sql, err)
	}
	var b strings.Builder
	for row := range keys.Len() {
		fmt.Fprintf(&b, "%s:", keys.Text(row, 0))
		from, to := e.Rows(row)
		for i := from; i < to; i++ {
			b.WriteString(" [" + strings.TrimSpace(showRow(e.Table, i)) + "]")
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestEach(t *testing.T) {
	db := newVillage(t)
	keys := village()[0].Table
	golden(t, "each.txt", func(sql string) string {
		e, err := db.RunEach(context.Background(), sql, keys, Lang("en"))
		return showEach(keys, e, err, sql)
	})
}

// What is answered at once must be what is answered one by one.
func TestSetWiseAnswersAreThoseOneByOne(t *testing.T) {
	db := newVillage(t)
	keys := village()[0].Table
	for sql, wantSet := range map[string]bool{
		"SELECT nama, anggota FROM kube WHERE no = :no":                                           true,
		"SELECT k.nama, r.nama FROM kube k JOIN regions r ON r.kode = k.wilayah WHERE :no = k.no": true,
		"SELECT nama FROM kube WHERE wilayah = :wilayah AND aktif ORDER BY no DESC":               true,
		"SELECT count(*), sum(anggota) FROM kube WHERE wilayah = :wilayah AND tahun > 2008":       true,
		"SELECT aktif, count(*) FROM kube WHERE wilayah = :wilayah GROUP BY aktif ORDER BY 1":     true,
		"SELECT DISTINCT tahun FROM kube WHERE wilayah = :wilayah":                                true,
		"SELECT r FROM (SELECT no, rank() OVER (ORDER BY tahun) AS r FROM kube) WHERE no = :no":   true,
		"WITH x AS (SELECT no, tahun FROM kube) SELECT max(tahun) FROM x WHERE no = :no":          true,
		"SELECT max(no, 2) FROM kube WHERE wilayah = :wilayah":                                    true,
		"SELECT no, (SELECT count(*) FROM kube) AS n FROM kube WHERE wilayah = :wilayah":          true,
		"SELECT nama FROM kube WHERE wilayah = :wilayah AND no = :no":                             true,
		"SELECT no FROM kube WHERE wilayah = :wilayah AND tahun BETWEEN 2007 AND 2008 -- end":     true,
		"SELECT no FROM kube WHERE anggota = :anggota":                                            true,
		"SELECT count(*) FROM kube WHERE anggota = :anggota":                                      true,
		"SELECT persen FROM spelt WHERE no = :no":                                                 true,
		"SELECT min(no), nama FROM kube WHERE wilayah = :wilayah;":                                true,
		// A parameter elsewhere, a limit, a window, a UNION, an OR, an unlike kind of value:
		"SELECT nama FROM kube WHERE no <> :no":                                     false,
		"SELECT nama FROM kube WHERE wilayah = :wilayah AND no <> :no":              false,
		"SELECT nama FROM kube WHERE wilayah = :wilayah ORDER BY no LIMIT 1":        false,
		"SELECT row_number() OVER (ORDER BY no) FROM kube WHERE wilayah = :wilayah": false,
		"SELECT 1 FROM kube WHERE no = :no UNION ALL SELECT 2":                      false,
		"SELECT nama FROM kube WHERE no = :no OR no = 1":                            false,
		"SELECT nama FROM kube WHERE wilayah = :no":                                 false,
		"SELECT nama FROM kube WHERE nama = :nama COLLATE NOCASE":                   false,
		"SELECT count(*) FROM kube WHERE wilayah = :wilayah HAVING count(*) > 2":    false,
		"SELECT nama FROM kube WHERE no = (SELECT no FROM kube WHERE nama = :nama)": false,
		"SELECT :no + 1": false,
		"SELECT nama, :no FROM kube WHERE no = :no":                                             false,
		"WITH x AS (SELECT nama COLLATE NOCASE AS n FROM kube) SELECT n FROM x WHERE n = :nama": false,
	} {
		answers := map[bool]string{}
		_, err := inSession(context.Background(), db, func(s *session) (int, error) {
			p, err := s.plan(sql)
			if err != nil {
				return 0, err
			}
			defer p.close()
			a, err := p.asking(keys, nil)
			if err != nil {
				return 0, err
			}
			e, ok, err := p.setWise(a)
			if err != nil {
				return 0, err
			}
			if ok != wantSet {
				t.Errorf("%s: answered at once: %v, want %v", sql, ok, wantSet)
			}
			if ok {
				answers[true] = showEach(keys, e, nil, sql)
			}
			e, err = p.oneByOne(a)
			answers[false] = showEach(keys, e, err, sql)
			return 0, nil
		})
		if err != nil {
			t.Errorf("%s: %v", sql, err)
		}
		if wantSet && answers[true] != answers[false] {
			t.Errorf("%s\nat once\n%sone by one\n%s", sql, answers[true], answers[false])
		}
	}
}

func TestEachWithoutFieldsRunsOnce(t *testing.T) {
	db := newVillage(t)
	keys := village()[0].Table
	e, err := db.RunEach(context.Background(), "SELECT count(*) FROM kube WHERE :lang = 'id'", keys, Lang("id"))
	if err != nil {
		t.Fatal(err)
	}
	if len(e.answers) != 1 || e.Table.Text(0, 0) != "4" {
		t.Errorf("%d answers, %s", len(e.answers), show(e.Result))
	}
}

func TestEachThatTakesTooLongSaysHowToBeQuick(t *testing.T) {
	db := New([]*dataset.Resource{register(20_000)})
	t.Cleanup(db.Close)
	db.Limits.Time = 50 * time.Millisecond
	sql := "SELECT count(*) FROM kube WHERE no < :no"
	_, err := db.RunEach(context.Background(), sql, db.byName["kube"].data)
	got := showError(sql, err)
	if !strings.Contains(got, "took longer than 50ms") || !strings.Contains(got, "run for each of 20000 different values") {
		t.Errorf("got %s", got)
	}
}
