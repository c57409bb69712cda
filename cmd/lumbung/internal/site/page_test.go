package site

import "testing"

func TestRelativeLeadsFromAnyPageToAnyOther(t *testing.T) {
	for _, c := range []struct{ from, target, want string }{
		{"index.html", "data/kube.html", "data/kube.html"},
		{"data/kube.html", "data/pmks.html", "pmks.html"},
		{"data/kube.html", "index.html", "../index.html"},
		{"en/data/kube.html", "data/kube.csv", "../../data/kube.csv"},
		{"en/data/kube.html", "en/index.html#top", "../index.html#top"},
		{"data/kube.html", "data/kube.html#isi", "#isi"},
		{"data/kube.html", "data/kube.html", "kube.html"},
		{"data/kube.html", "database.html", "../database.html"},
		{"kube/a.html", "kube/a/b.html", "a/b.html"},
	} {
		if got := Relative(c.from, c.target); got != c.want {
			t.Errorf("%s -> %s: got %q, want %q", c.from, c.target, got, c.want)
		}
	}
}
