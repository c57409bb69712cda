package site

import "testing"

func TestWayToTheRootOfTheSite(t *testing.T) {
	for path, want := range map[string]string{"index.html": "", "data/kube.html": "../", "en/data/kube.html": "../../"} {
		var p Page
		p.place(path)
		if got := p.Root(); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
		if got := (&TableView{Dir: p.Dir}).Root(); got != want {
			t.Errorf("table on %s: %q, want %q", path, got, want)
		}
	}
}

func TestLocationIsThePathWhileThereIsNoAddress(t *testing.T) {
	p := Page{Shell: &Shell{}}
	p.place("data/index.html")
	if got := p.Location(); got != "data/index.html" {
		t.Errorf("without an address: %q", got)
	}
	p.Shell.BaseURL = "https://example.org/kube/"
	if got := p.Location(); got != "https://example.org/kube/data/" {
		t.Errorf("with an address: %q", got)
	}
}
