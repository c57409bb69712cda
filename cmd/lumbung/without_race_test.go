package main

import (
	"os"
	"strings"
	"testing"
)

const ciScript = "../../.ci/run"

// withoutRace leaves a test to .ci/run's step without the race detector: what it runs is another
// program, a browser or a harvester of ours, or the same builds once more, which the detector
// makes several times as long without looking at anything of Lumbung that other tests do not show
// it.
func withoutRace(t *testing.T) {
	t.Helper()
	script, err := os.ReadFile(ciScript)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(script), t.Name()) {
		t.Fatalf("%s does not name %s, which must run without the race detector", ciScript, t.Name())
	}
	if underRace {
		t.Skip("it runs without the race detector")
	}
}
