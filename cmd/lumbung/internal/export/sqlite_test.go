package export

import (
	"bytes"
	"database/sql"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/table"
)

func itoa(n int) string { return strconv.Itoa(n) }

func openDatabase(t *testing.T, b Book) *sql.DB {
	t.Helper()
	dir := t.TempDir()
	content := output(t, func(w io.Writer) error { return WriteSQLite(w, b, dir) })
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("%d files are left in the temporary folder", len(left))
	}
	path := filepath.Join(t.TempDir(), "kube.sqlite")
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// query gives the rows of a statement as texts; NULL is none.
func query(t *testing.T, db *sql.DB, statement string) [][]string {
	t.Helper()
	rows, err := db.Query(statement)
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	defer rows.Close()
	names, _ := rows.Columns()
	var out [][]string
	for rows.Next() {
		cells := make([]sql.NullString, len(names))
		into := make([]any, len(names))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		record := make([]string, len(names))
		for i, c := range cells {
			record[i] = c.String
			if !c.Valid {
				record[i] = none
			}
		}
		out = append(out, record)
	}
	return out
}

func TestSQLiteHoldsTheValuesOfTheCSV(t *testing.T) {
	tab := hostile()
	db := openDatabase(t, book(resource("kube", tab)))
	got := query(t, db, "SELECT * FROM kube ORDER BY rowid")
	for row, record := range csvCells(t, tab) {
		for col, want := range record {
			value, typ := got[row][col], tab.Schema.Fields[col].Type
			if !tab.Has(row, col) {
				want = none
			} else if typ == table.Boolean {
				want = map[string]string{"true": "1", "false": "0"}[want]
			}
			if strings.ReplaceAll(value, "\r\n", "\n") != want && !sameDecimal(value, want) {
				t.Errorf("row %d, %s: %q, not %q", row, tab.Schema.Fields[col].Name, value, want)
			}
		}
	}
}

func TestSQLiteTypesItsColumns(t *testing.T) {
	db := openDatabase(t, book(resource("kube", hostile())))
	var types []string
	for _, row := range query(t, db, "SELECT name, type FROM pragma_table_info('kube')") {
		types = append(types, row[0]+" "+row[1])
	}
	want := "no INTEGER, nama TEXT, persen REAL, besar INTEGER, panjang TEXT, aktif INTEGER, tanggal TEXT, tahun INTEGER, waktu TEXT, daftar TEXT, kode TEXT, aneh TEXT, jumlah INTEGER"
	if got := strings.Join(types, ", "); got != want {
		t.Errorf("columns are %s", got)
	}
	if got := query(t, db, "SELECT DISTINCT typeof(persen) FROM kube WHERE persen IS NOT NULL"); len(got) != 1 || got[0][0] != "real" {
		t.Errorf("decimals are of type %v", got)
	}
	if got := query(t, db, "SELECT typeof(panjang), panjang FROM kube WHERE no = 2"); got[0][0] != "text" || got[0][1] != "12345678901234567890.5" {
		t.Errorf("a number of 21 digits is %v", got)
	}
}

// family is two datasets, the first of which refers to a key of the second that its
// descriptor does not declare.
func family() Book {
	child := makeTable([]table.Field{field("no", table.Integer), field("wilayah", table.String), field("induk", table.Integer), field("tak_unik", table.String), field("tunggal", table.String)},
		[]string{"1", "53.01", none, "x", "53.71"}, []string{"2", "53.71", "1", "x", "53.71"})
	child.Schema.PrimaryKey = []string{"no"}
	child.Schema.Fields[0].Constraints.Required = true
	child.Schema.UniqueKeys = [][]string{{"tunggal", "no"}}
	child.Schema.ForeignKeys = []table.ForeignKey{
		{Fields: []string{"tunggal"}, Resource: "regions", Reference: []string{"kode"}},
		{Fields: []string{"wilayah"}, Resource: "regions", Reference: []string{"kode"}},
		{Fields: []string{"induk"}, Reference: []string{"no"}},
		{Fields: []string{"tak_unik"}, Resource: "regions", Reference: []string{"jenis"}},
		{Fields: []string{"no"}, Resource: "elsewhere", Reference: []string{"x"}},
	}
	parent := makeTable([]table.Field{field("kode", table.String), field("jenis", table.String), field("nama", table.String)},
		[]string{"53.01", "x", "a"}, []string{"53.71", "x", "b"})
	parent.Schema.UniqueKeys = [][]string{{"nama"}}
	return book(resource("kube", child), resource("regions", parent))
}

func TestSQLiteDeclaresKeysThatHold(t *testing.T) {
	db := openDatabase(t, family())
	var keys []string
	for _, row := range query(t, db, `SELECT "from", "table", "to" FROM pragma_foreign_key_list('kube') ORDER BY id DESC`) {
		keys = append(keys, strings.Join(row, " "))
	}
	if got, want := strings.Join(keys, ", "), "tunggal regions kode, wilayah regions kode, induk kube no"; got != want {
		t.Errorf("foreign keys are %q, not %q", got, want)
	}
	if broken := query(t, db, "PRAGMA foreign_key_check"); len(broken) > 0 {
		t.Errorf("foreign keys do not hold: %v", broken)
	}
	if got := query(t, db, "PRAGMA integrity_check"); got[0][0] != "ok" {
		t.Error(got)
	}
	var names []string
	for _, row := range query(t, db, "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name") {
		names = append(names, row[0])
	}
	if got, want := strings.Join(names, " "), "kube_induk kube_wilayah"; got != want {
		t.Errorf("indexes are %q, not %q", got, want)
	}
	if _, err := db.Exec("INSERT INTO regions VALUES ('53.01', 'y', 'c')"); err == nil {
		t.Error("the key that the foreign key needs is not unique")
	}
}

func TestSQLiteDescribesItself(t *testing.T) {
	b := notedBook()
	db := openDatabase(t, b)
	for statement, want := range map[string]string{
		"SELECT value FROM _lumbung WHERE name = 'citation'":                          b.Citation,
		"SELECT title || '/' || title_en FROM _lumbung_datasets":                      "Kube kube/Kube kube (en)",
		"SELECT type FROM _lumbung_fields WHERE field = 'persen'":                     "number",
		"SELECT label FROM _lumbung_categories WHERE dataset = 'kube'":                "Iks",
		"SELECT text FROM _lumbung_notes WHERE field = 'jumlah' AND rows = 'no = 2'":  "Ditahan.",
		"SELECT count(*) FROM _lumbung_notes WHERE field IS NULL AND rows IS NULL":    "1",
		"SELECT count(*) FROM _lumbung_fields WHERE unit IS NOT NULL":                 "0",
		"SELECT group_concat(value, ' ') FROM _lumbung WHERE name LIKE 'license%'":    "CC-BY-4.0 https://creativecommons.org/licenses/by/4.0/",
		"SELECT rows FROM _lumbung_datasets WHERE dataset = 'kube' AND temporal=2016": "7",
	} {
		if got := query(t, db, statement); len(got) != 1 || got[0][0] != want {
			t.Errorf("%s gives %v, not %q", statement, got, want)
		}
	}
}

func TestSQLiteInsertsManyRowsInOrder(t *testing.T) {
	var rows [][]string
	for i := range 2000 {
		rows = append(rows, []string{itoa(2000 - i), "x" + itoa(i)})
	}
	db := openDatabase(t, book(resource("banyak", makeTable([]table.Field{field("n", table.Integer), field("s", table.String)}, rows...))))
	got := query(t, db, "SELECT n, s FROM banyak ORDER BY rowid")
	for i := range rows {
		if got[i][0] != rows[i][0] || got[i][1] != rows[i][1] {
			t.Fatalf("row %d is %v, not %v", i, got[i], rows[i])
		}
	}
}

func TestSQLiteReportsWhatItCannotHold(t *testing.T) {
	twice := makeTable([]table.Field{field("a", table.Integer), field("A", table.Integer)})
	err := WriteSQLite(io.Discard, book(resource("kembar", twice)), t.TempDir())
	if err == nil || !strings.Contains(err.Error(), "dataset kembar") {
		t.Errorf("error is %v", err)
	}
	if err := WriteSQLite(io.Discard, book(), filepath.Join(t.TempDir(), "absent")); err == nil {
		t.Error("a missing temporary folder is no error")
	}
	repeated := makeTable([]table.Field{field("a", table.Integer)}, []string{"1"}, []string{"1"})
	repeated.Schema.PrimaryKey = []string{"a"}
	var b bytes.Buffer
	if err := WriteSQLite(&b, book(resource("ulang", repeated)), t.TempDir()); err == nil || b.Len() > 0 {
		t.Errorf("error is %v, %d bytes are written", err, b.Len())
	}
}
