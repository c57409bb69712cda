package query

import (
	"strings"
	"testing"
)

// Each of SQLite's messages has as many groups as ours has verbs.
func TestRemarksUseTheirGroups(t *testing.T) {
	for _, r := range remarks {
		if shown, groups := strings.Count(r.ours.Format, "%"), r.theirs().NumSubexp(); shown != groups {
			t.Errorf("%s: %d groups for %q", r.theirs(), groups, r.ours.Format)
		}
	}
}
