package serve

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"slices"
	"strings"
	"time"
)

//go:embed live.js
var script []byte

//go:embed live.css
var style []byte

// inject adds to a page what makes it live. The script and the style come as files, not
// inline, so that a page's own content security policy lets them in.
func inject(page []byte, path string, st state) []byte {
	var b strings.Builder
	if st.problems != "" {
		fmt.Fprintf(&b, `<div id="lumbung-problems"><template shadowrootmode="open">%s</template></div>`, st.problems)
	}
	fmt.Fprintf(&b, `<script src="%slive.js" data-page="%s" data-sum="%s" defer></script>`, private, html.EscapeString(path), st.sum(path))
	at := bytes.LastIndex(page, []byte("</body>"))
	if at < 0 {
		at = len(page)
	}
	return slices.Concat(page[:at], []byte(b.String()), page[at:])
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:16])
}

// own answers with one of the server's own files.
func (s *Server) own(w http.ResponseWriter, r *http.Request, name string) {
	switch name {
	case "live.js":
		w.Header().Set("Content-Type", contentType(name))
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(script))
	case "live.css":
		w.Header().Set("Content-Type", contentType(name))
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(style))
	case "events":
		s.events(w, r)
	default:
		http.NotFound(w, r)
	}
}

// heartbeat keeps proxies and browsers from giving a silent connection up.
const heartbeat = 20 * time.Second

// events tells an open page what became of it, for as long as it listens: "problems"
// with the HTML to lay over it, "reload" when the site has another version of it.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	page, sum := r.URL.Query().Get("page"), r.URL.Query().Get("sum")
	defer s.viewers.come(page)()
	w.Header().Set("Content-Type", "text/event-stream")
	control := http.NewResponseController(w)
	told := "" // of problems; the page came with those of its time, so telling twice does no harm
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for first := true; ; first = false {
		st, changed := s.watch()
		if st.sum(page) != sum {
			s.viewers.gave(page)
			fmt.Fprint(w, "event: reload\ndata:\n\n")
			control.Flush()
			return
		}
		if first || st.problems != told {
			told = st.problems
			data, _ := json.Marshal(told) // a string always can be
			fmt.Fprintf(w, "event: problems\ndata: %s\n\n", data)
		}
		if control.Flush() != nil {
			return
		}
		if !wait(r, changed, beat.C, w) {
			return
		}
	}
}

// wait returns when the state changed; false when nobody listens any more.
func wait(r *http.Request, changed <-chan struct{}, beat <-chan time.Time, w http.ResponseWriter) bool {
	for {
		select {
		case <-r.Context().Done():
			return false
		case <-changed:
			return true
		case <-beat:
			fmt.Fprint(w, ": still here\n\n")
			if http.NewResponseController(w).Flush() != nil {
				return false
			}
		}
	}
}
