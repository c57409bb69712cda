package diag

import (
	"slices"
	"testing"
)

func TestWording(t *testing.T) {
	w := WordedAs(`^no such table: (.*)$`)
	if got := w.Match("no such table: kube"); !slices.Equal(got, []string{"no such table: kube", "kube"}) {
		t.Errorf("got %q", got)
	}
	if got := w.Match("no such column: kube"); got != nil {
		t.Errorf("another message matches: %q", got)
	}
	if broken := WordedAs(`(`); broken == nil { // compiled by nobody, and nobody's mistake yet
		t.Fatal("no wording")
	}
}
