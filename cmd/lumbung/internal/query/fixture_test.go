package query

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
)

// resource makes a dataset of "name type" fields and rows of cells parted by "|". A cell
// "-" is missing, "(-)" missing for the second reason, "[c]" suppressed.
func resource(name, fields string, rows ...string) *dataset.Resource {
	r := &dataset.Resource{Name: name}
	for _, f := range strings.Split(fields, ", ") {
		fieldName, typeName, _ := strings.Cut(f, " ")
		typ, ok := table.TypeNamed(typeName)
		if !ok {
			panic("no type " + typeName)
		}
		r.Schema.Fields = append(r.Schema.Fields, table.Field{Name: fieldName, Type: typ, Title: locale.Plain("Judul " + fieldName)})
	}
	r.Schema.MissingValues = []table.MissingValue{{Value: ""}, {Value: "-"}}
	b := table.NewBuilder(&r.Schema, len(rows))
	for _, row := range rows {
		var values []table.Value
		for i, cell := range strings.Split(row, "|") {
			v := table.Value{Text: cell, Type: r.Schema.Fields[i].Type}
			switch cell {
			case "-":
				v = table.Value{Type: v.Type, State: table.Missing}
			case "(-)":
				v = table.Value{Type: v.Type, State: table.Missing, Reason: 1}
			case "[c]":
				v = table.Value{Type: v.Type, State: table.Suppressed}
			}
			values = append(values, v)
		}
		b.Append(values)
	}
	r.Table = b.Table()
	return r
}

// village is a small portal with every kind of trouble in it.
func village() []*dataset.Resource {
	return []*dataset.Resource{
		resource("kube", "no integer, nama string, nama@en string, tahun year, anggota integer, wilayah string, aktif boolean",
			"1|Tunas Baru|New Shoots|2008|10|53.71|true", "2|Kasih|Love|2008|10|53.71|false",
			"3|Sinar|Light|2009|20|53.01|true", "4|O'Brien|O'Brien|2007|-|53.01|true"),
		resource("regions", "kode string, nama string, luas number", "53.01|Kabupaten|5298.13", "53.71|Kota|180.27"),
		resource("poverty", "tahun year, juta number, persen number", "2013|28.01|11.36", "2014|28.51|-", "2015|28.55|11.22"),
		resource("shares", "no integer, persen number", "1|13.3", "2|5", "3|1.7", "4|0.50"),
		resource("spelt", "no integer, persen number", "1|0.5", "2|0.50", "3|5", "4|5.0"),
		resource("counts", "no integer, n integer, m integer", "1|5|-", "2|[c]|(-)", "3|[c]|[c]", "4|7|2"),
		resource("big", "no integer, n integer, x number", "1|9223372036854775807|0.1", "2|9223372036854775808|0.2", "3|-5|INF"),
		resource("kinds", "d date, ym yearmonth, l list, o object, b boolean", `2016-07-05|2016-03|["a","b"]|{"x":1}|true`),
		resource("references", "no integer, tahun string", "1|2009-2016", "2|1995"),
	}
}

func newVillage(t testing.TB) *DB {
	t.Helper()
	db := New(village())
	t.Cleanup(db.Close)
	return db
}

// show writes a result as the test files have it: names with types, and where they come
// from; then the rows.
func show(r *Result) string {
	var b strings.Builder
	for i := range r.Table.Schema.Fields {
		f := &r.Table.Schema.Fields[i]
		if i > 0 {
			b.WriteString(" | ")
		}
		fmt.Fprintf(&b, "%s %s", f.Name, f.Type)
		if o := r.Origins[i]; o.Dataset != "" {
			fmt.Fprintf(&b, " = %s.%s", o.Dataset, o.Field)
		}
	}
	b.WriteString("\n")
	for row := range r.Table.Len() {
		b.WriteString(showRow(r.Table, row))
	}
	return b.String()
}

func showRow(t *table.Table, row int) string {
	cells := make([]string, len(t.Schema.Fields))
	for col := range cells {
		switch v := t.Value(row, col); {
		case v.State == table.Suppressed:
			cells[col] = "[c]"
		case v.State == table.Missing && v.Reason == table.NoReason:
			cells[col] = "NULL"
		case v.State == table.Missing && v.Reason == 1:
			cells[col] = "(-)"
		case v.State == table.Missing:
			cells[col] = "-"
		default:
			cells[col] = v.Text
		}
	}
	return strings.Join(cells, " | ") + "\n"
}

// showError writes an error with the SQL that it points at.
func showError(sql string, err error) string {
	e, ok := err.(*Error)
	if !ok {
		return err.Error() + "\n"
	}
	var b strings.Builder
	if e.Offset < 0 || e.Offset+e.Length > len(sql) {
		return fmt.Sprintf("points outside the query: %d+%d\n", e.Offset, e.Length)
	}
	fmt.Fprintf(&b, "%d %q: %s\n", e.Offset, sql[e.Offset:e.Offset+e.Length], e.Error())
	for _, n := range e.Notes {
		b.WriteString("note: " + n.String() + "\n")
	}
	return b.String()
}

// golden runs each case of a file: a name, a query, "----" and what is expected.
func golden(t *testing.T, file string, answer func(sql string) string) {
	t.Helper()
	data, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, c := range strings.Split(strings.TrimSpace(string(data)), "\n\n") {
		name, rest, ok := strings.Cut(c, "\n")
		sql, want, ok2 := strings.Cut(rest, "\n----\n")
		if !ok || !strings.HasPrefix(name, "# ") {
			t.Fatalf("%s: not a case:\n%s", file, c)
		}
		if !ok2 {
			sql, want = strings.TrimSuffix(rest, "\n----"), ""
		}
		got := strings.TrimSpace(answer(sql))
		fmt.Fprintf(&out, "%s\n%s\n----\n%s\n\n", name, sql, got)
		if got != strings.TrimSpace(want) && os.Getenv("UPDATE_GOLDEN") == "" {
			t.Errorf("%s: %s\n%s\ngot\n%s\nwant\n%s", file, name[2:], sql, got, want)
		}
	}
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile("testdata/"+file, []byte(strings.TrimRight(out.String(), "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func answerOf(db *DB) func(sql string) string {
	return func(sql string) string {
		r, err := db.Run(context.Background(), sql, Lang("en"))
		if err != nil {
			return showError(sql, err)
		}
		return show(r)
	}
}
