package check

import (
	"testing"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/query"
)

// formulaWarnings publishes a project as a build does, and gives what is said of formulas.
func formulaWarnings(t *testing.T, files ...string) string {
	t.Helper()
	log := &diag.Log{}
	raw := dataset.Load(project(files...), log)
	Data(raw, log)
	pkg := Publish(raw, log)
	db := query.New(pkg.Resources)
	t.Cleanup(db.Close)
	query.Derive(pkg, db, nil, log)
	if log.Errors()+log.Warnings() > 0 {
		t.Fatalf("before formulas are looked for:\n%s", said(log))
	}
	Formulas(pkg, log)
	return said(log)
}

func TestFormulasAreWarnedOfOnceAField(t *testing.T) {
	const note = " · it is published as it is; where the text may begin otherwise, write it so, and lead readers to the XLSX, in which it is text"
	fields := "[schema]\nfields = [{ name = \"no\", type = \"integer\" }, { name = \"nama\", type = \"string\" }, { name = \"sandi\", type = \"string\" }]\n"
	got := formulaWarnings(t, "data/a.toml", fields, "data/a.csv", "no,nama,sandi\n-1,aman,-5\n-2,=1+1,\"-5,3\"\n3,@SUM(A1),+x\n4,-1+1,-\n")
	want := `a.csv:3:4 warning: a spreadsheet that opens the CSV would calculate "=1+1" · so it would with 2 more cells of "nama"` + note + "\n" +
		`a.csv:4:12 warning: a spreadsheet that opens the CSV would calculate "+x"` + note
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	got = formulaWarnings(t, "data/a.toml", fields, "data/a.csv", "no,nama,sandi\n1,=1,\n2,=1,\n")
	if want := `a.csv:2:3 warning: a spreadsheet that opens the CSV would calculate "=1" · so it would with one more cell of "nama"` + note; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestFormulasOfQueriesAreToldAtTheQueryAndPrivateOnesNot(t *testing.T) {
	fields := "[schema]\nfields = [{ name = \"nama\", type = \"string\" }, { name = \"catatan\", type = \"string\", private = true }]\n"
	got := formulaWarnings(t, "data/a.toml", fields, "data/a.csv", "nama,catatan\nx,=1+1\n", "data/b.toml", "query = \"SELECT '=' || nama AS nama FROM a\"\n")
	if want := `b.toml:3:9 warning: a spreadsheet that opens the CSV would calculate "=x" · it is published as it is; where the text may begin otherwise, write it so, and lead readers to the XLSX, in which it is text`; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
