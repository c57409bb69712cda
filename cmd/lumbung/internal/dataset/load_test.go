package dataset

import (
	"os"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/diag"
)

// printed is what an author reads.
func printed(log *diag.Log) string {
	var b strings.Builder
	diag.Printer{W: &b, All: true}.Print(log.Sorted())
	return b.String()
}

func TestTheFirstPortalsDataLoadWithoutAWord(t *testing.T) {
	log := &diag.Log{}
	p := Load(os.DirFS("../../../.."), log)
	if got := printed(log); got != "" {
		t.Errorf("got\n%s", got)
	}
	if kube := p.Resource("kube"); kube == nil || kube.Table == nil || kube.Table.Len() != 10 || len(p.Claims) < 60 {
		t.Errorf("%d datasets, %d claims", len(p.Resources), len(p.Claims))
	}
}
