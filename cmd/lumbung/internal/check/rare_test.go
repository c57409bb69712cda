package check

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
)

// Of very many wrong cells those that are not told are counted.
func TestWrongCellsBeyondTheMostThatAreToldAreCounted(t *testing.T) {
	for extra, want := range map[int]string{0: "", 7: fmt.Sprintf("and 7 more problems in this file · %d are told; they may have one cause", dataset.MaxProblems)} {
		var csv strings.Builder
		csv.WriteString("x\n")
		for i := range dataset.MaxProblems + extra {
			fmt.Fprintf(&csv, "-%d\n", i+1)
		}
		pkg, log := load(t, project("data/a.toml", "[schema]\nfields = [{ name = \"x\", type = \"integer\", constraints = { minimum = 0 } }]\n", "data/a.csv", csv.String()))
		Data(pkg, log)
		told := log.Sorted()
		if len(told) != dataset.MaxProblems+min(extra, 1) {
			t.Fatalf("%d are told", len(told))
		}
		if first := told[0]; want != "" && (first.Rule != "too-many-problems" || !strings.Contains(said(log), want)) {
			t.Errorf("no %q, but %s: %s", want, first.Rule, first)
		}
	}
}

// A test of a dataset that a query makes can name a field that only turns out not to be there
// when the query has run.
func TestTestOfAFieldThatAQueryDoesNotGiveIsTold(t *testing.T) {
	for field, want := range map[string]string{
		"n":      "",
		"jumlah": `b.toml:7:9 dataset "b" has no field "jumlah" · its fields are k, n`,
	} {
		pkg, log := load(t, project("data/a.toml", "[schema]\nfields = [{ name = \"k\", type = \"string\" }, { name = \"n\", type = \"integer\" }]\n", "data/a.csv", "k,n\nx,1\ny,2\n",
			"data/b.toml", "query = \"SELECT k, n FROM a\"\n[[tests]]\nname = \"t\"\nkind = \"sum\"\nfield = \""+field+"\"\nequals = 3\n"))
		Tests(pkg, asker(t, pkg, log), log)
		if got := said(log); got != want {
			t.Errorf("%s:\n got %s\nwant %s", field, got, want)
		}
	}
}

// What control of disclosure says that is about no cell is told of the rule as a whole.
func TestDisclosureThatFailsIsToldAtItsRule(t *testing.T) {
	pkg, log := load(t, project("data/a.toml", counts, "data/a.csv", "w,n\na,3\nb,9\nJumlah,12\n"))
	unsafe(pkg.Resource("a"), errors.New("the proof took too long"), log)
	if got, want := said(log), `a.toml:6:1 the proof took too long · "lumbung help privacy" says what can be declared`; got != want || log.Sorted()[0].Rule != "disclosure" {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestDerivedDatasetCannotHaveAPrivateField(t *testing.T) {
	for key, want := range map[string]string{"": "", ", private = true": `b.toml:5:43 "b" is made by a query, and cannot have a private field · leave "x" out of the query`} {
		log := &diag.Log{}
		pkg := dataset.Load(project("data/b.toml", "query = \"SELECT 1 AS x\"\n[schema]\nfields = [{ name = \"x\", type = \"integer\""+key+" }]\n"), log)
		Publish(pkg, log)
		if got := said(log); got != want {
			t.Errorf("%q:\n got %s\nwant %s", key, got, want)
		}
	}
}
