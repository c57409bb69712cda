package main

import (
	"strings"
	"testing"
)

func TestExplainNamesWhatAPageIsMadeFrom(t *testing.T) {
	t.Parallel()
	for name, wants := range map[string][]string{
		"kube/tunas-baru.html":  {"profile.html", "data/kube.toml", "data/kube.csv", "1 of dataset kube (Tunas Baru)", "anggota"},
		"public/en/index.html":  {"home.html", "content/en/index.md", "kinerja"},
		"data/performance.html": {"dataset.html", "data/performance.csv", "charts     kinerja"},
		"klaim.html":            {"claims.html", "data/claims.toml", "SELECT"},
		"grafik/pmks.html":      {"chart.html", "data/charts.toml", "datasets   pmks"},
	} {
		code, said := testRun(t, thisPortal, "explain", name)
		for _, want := range wants {
			if code != done || !strings.Contains(said, want) {
				t.Errorf("%s: exit %d, no %q in\n%s", name, code, want, said)
			}
		}
	}
	if code, said := testRun(t, thisPortal, "explain", "klam.html"); code != broken || !strings.Contains(said, `did you mean "klaim.html"?`) {
		t.Errorf("exit %d, %s", code, said)
	}
	if code, _ := testRun(t, thisPortal, "explain"); code != misused {
		t.Errorf("exit %d without a path", code)
	}
}
