package serve

import (
	"bytes"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"
)

// private is where the server's own files are. No page can have such a path: output
// refuses names that begin with a dot, except those the hosts ask for.
const private = "/.lumbung/"

// ServeHTTP answers one request. The site is in memory: no path leads to a file.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-cache")
	if !s.hostAllowed(r.Host) {
		http.Error(w, s.o.Say("this server answers only to its own address; a page of another site asked under the name it has there"), http.StatusForbidden)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		h.Set("Allow", "GET, HEAD")
		http.Error(w, s.o.Say("only GET and HEAD"), http.StatusMethodNotAllowed)
		return
	}
	select {
	case <-s.ready: // the first build may still run
	case <-r.Context().Done():
		return
	}
	if name, ok := strings.CutPrefix(r.URL.Path, private); ok {
		s.own(w, r, name)
		return
	}
	s.page(w, r)
}

// hostAllowed stops DNS rebinding: a page elsewhere whose name is made to lead to this
// machine would otherwise read the portal before it is published. Addresses cannot be
// rebound, names can.
func (s *Server) hostAllowed(hostport string) bool {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = hostport
	}
	host = strings.ToLower(strings.TrimSuffix(strings.Trim(host, "[]"), "."))
	if host == "localhost" || strings.HasSuffix(host, ".localhost") || net.ParseIP(host) != nil {
		return true
	}
	if slices.ContainsFunc(s.o.Names, func(name string) bool { return strings.EqualFold(name, host) }) {
		return true
	}
	own, err := os.Hostname()
	return err == nil && (strings.EqualFold(host, own) || strings.EqualFold(host, own+".local"))
}

// page answers with a file of the tree.
func (s *Server) page(w http.ResponseWriter, r *http.Request) {
	st := s.now()
	path := strings.TrimPrefix(r.URL.Path, "/")
	if path == "" || strings.HasSuffix(path, "/") {
		path += "index.html"
	}
	if st.tree == nil {
		s.send(w, r, http.StatusInternalServerError, "page.html", st, path, []byte(blank))
		return
	}
	if data, ok := st.tree.File(path); ok {
		s.send(w, r, http.StatusOK, path, st, path, data)
		return
	}
	if _, ok := st.tree.File(path + "/index.html"); ok {
		http.Redirect(w, r, "/"+strings.TrimLeft(path, "/")+"/", http.StatusFound)
		return
	}
	data, ok := st.tree.File("404.html")
	if !ok {
		data = []byte(blank)
	}
	s.send(w, r, http.StatusNotFound, "404.html", st, path, atRoot(data))
}

// blank stands where there is no page to lay anything over.
const blank = "<!doctype html>\n<meta charset=\"utf-8\">\n<title>Lumbung</title>\n<body></body>\n"

// atRoot makes the relative links of the 404 page lead from the site's root, since the
// page stands for addresses at any depth.
func atRoot(page []byte) []byte {
	at := bytes.Index(bytes.ToLower(page), []byte("<head>"))
	if at < 0 {
		return page
	}
	at += len("<head>")
	return slices.Concat(page[:at], []byte(`<base href="/">`), page[at:])
}

// send writes a response. name decides its type; page is the path it stands at, which is
// what the browser asks about later.
func (s *Server) send(w http.ResponseWriter, r *http.Request, status int, name string, st state, page string, data []byte) {
	kind := contentType(name)
	w.Header().Set("Content-Type", kind)
	if strings.HasPrefix(kind, "text/html") {
		data = inject(data, page, st)
		w.Header().Set("ETag", `"`+digest(data)+`"`)
	} else if sum := st.sum(page); sum != "" {
		w.Header().Set("ETag", `"`+sum+`"`)
	}
	if status != http.StatusOK {
		w.WriteHeader(status)
		if r.Method != http.MethodHead {
			w.Write(data)
		}
		return
	}
	if strings.HasPrefix(kind, "text/html") {
		s.viewers.gave(page)
	}
	// Ranges and If-None-Match are understood there; no time, because ETags are exact.
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}
