package asset

import (
	"strings"
	"testing"
)

// Each of esbuild's messages has as many groups as ours shows of them.
func TestSayingsUseTheirGroups(t *testing.T) {
	for _, s := range sayings {
		shown := strings.Count(s.ours, "%s")
		if strings.Contains(s.ours, "%[2]s") {
			shown = 2
		}
		if groups := s.theirs().NumSubexp(); shown > groups {
			t.Errorf("%s: %d groups for %q", s.theirs(), groups, s.ours)
		}
	}
}
