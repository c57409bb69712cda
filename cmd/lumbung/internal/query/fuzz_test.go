package query

import (
	"context"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/query/sqlite"
)

// FuzzRun gives a query anything: it answers or tells a place inside the query, reads only
// datasets, and leaves the data as it was.
func FuzzRun(f *testing.F) {
	for _, file := range []string{"values.txt", "arithmetic.txt", "errors.txt", "refused.txt"} {
		data, err := os.ReadFile("testdata/" + file)
		if err != nil {
			f.Fatal(err)
		}
		for _, c := range strings.Split(string(data), "\n\n") {
			_, rest, _ := strings.Cut(c, "\n")
			sql, _, _ := strings.Cut(rest, "\n----")
			f.Add(sql)
		}
	}
	db := newVillage(f)
	db.Limits = Limits{Time: 200 * time.Millisecond, Rows: 1000, Text: 10_000, Size: 100_000}
	const probe = "SELECT count(*), sum(anggota), max(nama), (SELECT count(*) FROM shares) FROM kube"
	before := answerOf(db)(probe)
	f.Fuzz(func(t *testing.T, sql string) {
		r, err := db.Run(context.Background(), sql, Lang("id"))
		if err != nil {
			if got := showError(sql, err); strings.HasPrefix(got, "points outside") || got == "" {
				t.Errorf("%q: %s", sql, got)
			}
		} else if r.Table == nil || len(r.Origins) != len(r.Table.Schema.Fields) {
			t.Errorf("%q: %+v", sql, r)
		}
		if after := answerOf(db)(probe); after != before {
			t.Errorf("%q changed the data: %s", sql, after)
		}
	})
}

// FuzzTokens: tokens cover the query in order, without overlap, and only spaces and
// comments are between them.
func FuzzTokens(f *testing.F) {
	f.Add(`SELECT "a""b", [c], 'd''e' -- f` + "\n/* g */ FROM t WHERE x>=1.5e-3 AND y=:z")
	f.Add("'")
	f.Add("/*")
	f.Add("1..2e+")
	f.Fuzz(func(t *testing.T, sql string) {
		at := 0
		for _, tok := range tokenize(sql) {
			if tok.start < at || tok.text == "" || sql[tok.start:tok.end()] != tok.text || trimStart(sql[at:tok.start]) != "" {
				t.Fatalf("%q: token %q at %d", sql, tok.text, tok.start)
			}
			at = tok.end()
		}
		exactArithmetic(sql)
	})
}

// expression makes a random one of whole numbers.
func expression(r *rand.Rand, depth int) string {
	if depth == 0 {
		return []string{"a", "b", "t.a", "3", "12", "-4", "(a)", "+b", "~2", "CASE WHEN a - 1 > b THEN a - 1 ELSE b * 2 END", "abs(a - b)", "CAST(a * 2 AS INTEGER)"}[r.IntN(12)]
	}
	x, y := expression(r, depth-1), expression(r, r.IntN(depth))
	switch r.IntN(14) {
	case 0:
		return "(" + x + ")"
	case 1:
		return "-" + " " + x
	case 2:
		return "max(" + x + ", " + y + ")"
	case 3:
		return x + " /* - */ " + "-" + "\n" + y
	case 4:
		return "(" + x + " BETWEEN " + y + " - 5 AND " + y + " + 5)"
	case 5:
		return "(" + x + " IN (" + y + ", " + x + " * 1))"
	case 6:
		return "(SELECT " + x + " FROM t LIMIT 1)"
	}
	op := []string{"+", "-", "*", "/", "%", "||", "<", "=", "&", "<<", "AND", "IS NOT"}[r.IntN(12)]
	return x + " " + op + " " + y
}

// On whole numbers, exact arithmetic is SQLite's own: so whatever is rewritten must have
// kept its meaning.
func TestRewrittenQueriesMeanTheSame(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	db := New([]*dataset.Resource{resource("t", "a integer, b integer", "1|2", "7|-3", "0|5", "-|4")})
	t.Cleanup(db.Close)
	rewritten := 0
	for range 3000 {
		x := expression(r, 1+r.IntN(4))
		sql := "SELECT " + x + " AS x FROM t ORDER BY a - b, " + strconv.Itoa(1)
		exact := exactArithmetic(sql)
		_, err := inSession(context.Background(), db, func(s *session) (int, error) {
			want, err := firstColumn(s, sql)
			if err != nil {
				return 0, nil // it is too deep, or a text of digits is too long
			}
			got, err := firstColumn(s, exact)
			if err != nil {
				t.Errorf("%s\n%s\n%v", sql, exact, err)
			}
			if exact != sql {
				rewritten++
			}
			if got != want && !strings.Contains(want, "e+") && !strings.Contains(want, ".") {
				t.Errorf("%s\n%s\ngot %s, want %s", sql, exact, got, want)
			}
			return 0, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if rewritten < 2000 {
		t.Errorf("only %d queries were rewritten", rewritten)
	}
}

// firstColumn runs a statement as it is, and gives its first column.
func firstColumn(s *session, sql string) (string, error) {
	stmt, err := s.prepare(sql)
	if err != nil {
		return "", err
	}
	defer stmt.Close()
	var b strings.Builder
	for {
		more, err := stmt.Step()
		if err != nil || !more {
			return b.String(), err
		}
		v := stmt.Value(0)
		switch v.Kind {
		case sqlite.Float:
			b.WriteString(strconv.FormatFloat(v.Float, 'e', -1, 64) + ";")
		default:
			b.WriteString(plainText(v) + ";")
		}
	}
}

// Decimals of up to six places: arithmetic is that of whole millionths.
func TestArithmeticIsThatOfDecimals(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		n, m := r.Int64N(2_000_000_000_000)-1_000_000_000_000, r.Int64N(2_000_000_000_000)-1_000_000_000_000
		x, y := unscaled(n), unscaled(m)
		sum := addition([]sqlite.Value{sqlite.FloatValue(x), sqlite.FloatValue(y)}, 1)
		if sum.Float != unscaled(n+m) {
			t.Fatalf("%v + %v = %v", x, y, sum.Float)
		}
		slow := decimalOf(x)
		slow.add(decimalOf(y), 1)
		if slow.float() != sum.Float {
			t.Fatalf("%v + %v: %v, slowly %v", x, y, sum.Float, slow.float())
		}
		product, _ := times([]sqlite.Value{sqlite.FloatValue(x), sqlite.FloatValue(y)})
		slow = decimalOf(x)
		slow.mul(decimalOf(y))
		if slow.float() != product.Float {
			t.Fatalf("%v * %v: %v, slowly %v", x, y, product.Float, slow.float())
		}
		for places := range 8 {
			fast := round(x, places)
			d := decimalOf(x)
			if want := roundText(d, places); plainText(sqlite.FloatValue(fast)) != want {
				t.Fatalf("round(%v, %d) = %v, want %s", x, places, fast, want)
			}
		}
	}
}

// roundText rounds the digits themselves.
func roundText(d *decimal, places int) string {
	if d.places > places {
		d, _ = parseDecimal(d.rat().FloatString(places)) // which rounds halves away from zero
	}
	return plainText(sqlite.FloatValue(d.float()))
}
