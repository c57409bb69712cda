package check

import (
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
)

// nik has the shape of an identity number: a province, and a date of birth.
const nik = "5371014107850003"

func TestPlantedIdentityNumberStopsTheBuildAndIsNotInTheLog(t *testing.T) {
	descriptor := "[schema]\nfields = [{ name = \"x\", type = \"string\" }]\n"
	for name, c := range map[string]struct{ place, text string }{
		"cell":       {"data/a.csv", "x\n" + nik + "\n"},
		"descriptor": {"data/a.toml", "description = \"" + nik + "\"\n" + descriptor},
		"note":       {"data/a.toml", descriptor + "[[notes]]\ntext = \"" + nik + "\"\n"},
		"Markdown":   {"content/id/cerita.md", "Nomornya " + nik + ".\n"},
		"chart":      {"data/charts.toml", "[[charts]]\nname = \"umur\"\ntype = \"bars\"\ntitle = \"T\"\nfinding = \"F\"\ndataset = \"a\"\nlabels = { a = \"" + nik + "\" }\n"},
		"claim":      {"data/claims.toml", "[[claims]]\nname = \"k\"\ntext = \"" + nik + "\"\nexpect = \"unverifiable\"\nnote = \"N\"\n"},
		"site.toml":  {"site.toml", "title = \"" + nik + "\"\n"},
	} {
		t.Run(name, func(t *testing.T) {
			files := project("data/a.toml", descriptor, "data/a.csv", "x\n1\n", "content/id/a.md", "x\n", "site.toml", "title = \"T\"\n")
			planted := project(c.place, c.text)
			files[c.place] = planted[c.place]
			pkg, log := load(t, files)
			Personal(files, pkg, &dataset.Package{}, "", nil, log)
			var b strings.Builder
			diag.Printer{W: &b, All: true}.Print(log.Sorted())
			if log.Errors() != 1 || !strings.HasPrefix(b.String(), c.place+":") || strings.Contains(b.String(), nik[:6]) {
				t.Errorf("got\n%s", b.String())
			}
		})
	}
}

func TestWaiversLetOneKindPassInOneField(t *testing.T) {
	files := project("data/a.toml", "[schema]\nfields = [{ name = \"kantor\", type = \"string\", privacy = { allow = [\"phone\"], reason = \"nomor kantor\" } }, { name = \"lain\", type = \"string\" }, { name = \"nik\", type = \"string\", private = true }]\n",
		"data/a.csv", "kantor,lain,nik\n0812-3456-7890,0812-3456-7890,"+nik+"\n"+nik+",x,\n",
		"site.toml", "[report]\nemail = \"dinas@kupang.go.id\"\n")
	pkg, log := load(t, files)
	Personal(files, pkg, &dataset.Package{}, "dinas@kupang.go.id", nil, log)
	want := `a.csv:2:16 this looks like a phone number · mark field "lain" private = true, or, where it is not of a person, let it pass with privacy = { allow = ["phone"], reason = "…" }
a.csv:3:1 this looks like the number of an identity card (NIK) or a family card (KK) · mark field "kantor" private = true, or, where it is not of a person, let it pass with privacy = { allow = ["nik"], reason = "…" }`
	if got := said(log); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestGuardMasksWhateverTheRule(t *testing.T) {
	log := &diag.Log{}
	file := &diag.File{Name: "data/a.csv", Data: []byte("x,y\n" + nik + ",satu\n")}
	log.Error("cell-type", file.At(2, 18, 4), "%q is not an integer (field %q)", "satu", "y").Note("did you mean %q?", nik)
	log.Error("foreign-key", diag.Span{}, "%q of %q is in no row of %q", nik, "x", "b")
	log.Error("other", file.At(1, 1, 1), "%q stays", "jumlah")
	var b strings.Builder
	diag.Printer{W: &b}.Print(Guard(log.Sorted()))
	got := b.String()
	if strings.Contains(got, nik[:6]) || !strings.Contains(got, `"•••" of "x" is in no row of "b"`) || !strings.Contains(got, `"jumlah" stays`) || !strings.Contains(got, "x,y") {
		t.Errorf("got\n%s", got)
	}
}

func TestPublishLetsNothingPrivateOut(t *testing.T) {
	pkg, log := load(t, project("data/a.toml", "[schema]\nfields = [{ name = \"nama\", type = \"string\" }, { name = \"nik\", type = \"string\", private = true }]\n[[notes]]\nfield = \"nik\"\ntext = \"rahasia\"\n[[notes]]\nfield = \"nama\"\ntext = \"terbuka\"\n", "data/a.csv", "nama,nik\nx,777\n"))
	out := Publish(pkg, log)
	r := out.Resource("a")
	if log.Errors() > 0 || len(r.Schema.Fields) != 1 || len(r.Table.Schema.Fields) != 1 || len(r.Notes) != 1 || r.Notes[0].Field != "nama" {
		t.Errorf("%v, notes %v\n%s", r.Schema.Names(), r.Notes, said(log))
	}
	if len(pkg.Resource("a").Schema.Fields) != 2 {
		t.Error("publishing changed what was read")
	}
}

const counts = "[schema]\nprimaryKey = [\"w\"]\nfields = [{ name = \"w\", type = \"string\" }, { name = \"n\", type = \"integer\" }]\n[disclosure]\nfields = [\"n\"]\nthreshold = 5\n[[disclosure.dimensions]]\nfield = \"w\"\ntotals = [\"Jumlah\"]\n"

func TestPublishHidesSmallCountsAndTheirComplements(t *testing.T) {
	pkg, log := load(t, project("data/a.toml", counts, "data/a.csv", "w,n\na,3\nb,20\nc,30\nJumlah,53\n"))
	r := Publish(pkg, log).Resource("a")
	if log.Errors() > 0 {
		t.Fatal(said(log))
	}
	hidden := 0
	for row := range r.Table.Len() {
		if !r.Table.Has(row, 1) {
			hidden++
		}
	}
	if hidden < 2 || r.Table.Has(0, 1) || r.Table.Text(0, 1) != "" {
		t.Errorf("%d cells are hidden", hidden)
	}
}

func TestPublishSaysWhereNoSafeTableExists(t *testing.T) {
	pkg, log := load(t, project("data/a.toml", counts+"keep = true\n", "data/a.csv", "w,n\na,3\nJumlah,3\n"))
	r := Publish(pkg, log).Resource("a")
	if got := said(log); r.Table != nil || !strings.Contains(got, `a.toml:6:1 no table of "a" is safe to publish: `) {
		t.Errorf("got\n%s", got)
	}
}

func TestPublishPlacesACountThatIsNone(t *testing.T) {
	pkg, log := load(t, project("data/a.toml", counts, "data/a.csv", "w,n\na,-3\nJumlah,3\n"))
	r := Publish(pkg, log).Resource("a")
	if got := said(log); r.Table != nil || !strings.HasPrefix(got, "a.csv:2:3 ") || strings.Contains(got, "-3") {
		t.Errorf("got\n%s", got)
	}
}
