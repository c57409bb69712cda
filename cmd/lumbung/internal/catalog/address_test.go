package catalog

import "testing"

// TestAddressesAreWrittenAsTheyAreMade: the ways that take no memory give what absolute gives.
func TestAddressesAreWrittenAsTheyAreMade(t *testing.T) {
	p := testPortal()
	for _, base := range []string{"", "https://data.example.org/", "https://example.org/a%20b/?x=1&y=\"2\"/", "https://é.example/"} {
		p.Site.BaseURL = base
		for _, path := range []string{"", "index.html", "kube/index.html", "kube/a.html", "kube/xindex.html", "kube/a & b.html", "kube/<é>\".html", "data/kube.html#baris-7", "data/a b.html#baris 7"} {
			want := p.absolute(path)
			if got := string(p.appendAbsolute(nil, path)); got != want {
				t.Errorf("%q: absolute %q, want %q", path, got, want)
			}
			if got, want := string(p.appendXMLAddress(nil, path)), string(appendXML(nil, want)); got != want {
				t.Errorf("%q: in XML %q, want %q", path, got, want)
			}
			for _, w := range []jsonWriter{{}, {html: true}} {
				if got, want := string(w.address(nil, p, path)), string(w.text(nil, want)); got != want {
					t.Errorf("%q: in JSON %q, want %q", path, got, want)
				}
			}
		}
	}
}
