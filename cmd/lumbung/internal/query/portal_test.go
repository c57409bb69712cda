package query

import (
	"context"
	"os"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
)

// portal is the data of the first portal, which stands in this repository.
func portal(t testing.TB) (*dataset.Package, *DB) {
	t.Helper()
	log := &diag.Log{}
	pkg := dataset.Load(os.DirFS("../../../.."), log)
	if log.Errors() > 0 {
		var b strings.Builder
		diag.Printer{W: &b}.Print(log.Sorted())
		t.Fatalf("the portal's data does not load:\n%s", b.String())
	}
	db := New(pkg.Resources)
	t.Cleanup(db.Close)
	return pkg, db
}

func TestEveryQueryOfThePortalRuns(t *testing.T) {
	pkg, db := portal(t)
	run := func(where, sql string) {
		r, err := db.Run(context.Background(), sql)
		if err != nil {
			t.Errorf("%s: %v\n%s", where, err, sql)
			return
		}
		if len(r.Datasets) == 0 {
			t.Errorf("%s reads no dataset\n%s", where, sql)
		}
		if strings.HasPrefix(where, "claim ") && (r.Table.Len() != 1 || len(r.Origins) != 1) {
			t.Errorf("%s gives %d rows of %d columns, not one value\n%s", where, r.Table.Len(), len(r.Origins), sql)
		}
	}
	for _, r := range pkg.Resources {
		if r.Query != "" {
			run("dataset "+r.Name, r.Query)
		}
		for _, test := range r.Tests {
			if test.SQL != "" {
				run("test "+r.Name+"/"+test.Name, test.SQL)
			}
		}
	}
	for _, c := range pkg.Charts {
		if c.Query != "" {
			run("chart "+c.Name, c.Query)
		}
	}
	for _, c := range pkg.Claims {
		if c.Query != "" {
			run("claim "+c.Name, c.Query)
		}
	}
}
