package serve

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// FuzzAddress asks for whatever a path can be: the answer is a file of the site, the page for
// what is missing, or a way to a folder of the site, and never an error of the server.
func FuzzAddress(f *testing.F) {
	for _, seed := range []string{"/", "/en", "/../x", "//evil.example", "/%2e%2e/x", `/\evil.example`, "/a\x00b", "/en/../../etc/passwd", "/.lumbung/", "/index.html/"} {
		f.Add(seed)
	}
	s := showing(f, site(f, "index.html", page("home"), "en/index.html", page("home en"), "evil.example/index.html", page("x")))
	f.Fuzz(func(t *testing.T, path string) {
		r := httptest.NewRequest("GET", "/", nil)
		r.Host, r.URL = "localhost:8000", &url.URL{Path: path}
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		to := w.Header().Get("Location")
		switch {
		case w.Code != http.StatusOK && w.Code != http.StatusFound && w.Code != http.StatusNotFound && w.Code != http.StatusBadRequest:
			t.Errorf("%q: %d", path, w.Code)
		case strings.HasPrefix(to, "//") || strings.HasPrefix(to, `/\`) || strings.Contains(to, ":") && !strings.HasPrefix(to, "/"):
			t.Errorf("%q leads to %q", path, to)
		}
	})
}
