package serve

import (
	"fmt"
	"html"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
)

// shown is how many problems a page shows; the terminal has them all.
const shown = 20

// problems is the HTML of what keeps a site from being built, "" when nothing does. Each
// problem reads as it does on a terminal: place, message, line with a caret, mend.
func (s *Server) problems(all []*diag.Diagnostic, err error) string {
	var errs []*diag.Diagnostic
	for _, d := range all {
		if d.Severity == diag.Error {
			errs = append(errs, d)
		}
	}
	if len(errs) == 0 && err == nil {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<link rel="stylesheet" href="%slive.css"><section role="alert" aria-label="%s">`, private, s.text("what is wrong in the project"))
	fmt.Fprintf(&b, "<h2>%s</h2><p>%s</p>", s.text("The site was not rebuilt"), s.text("Below this stands the last good version. Mend what follows and save: the page comes back by itself."))
	if err != nil {
		fmt.Fprintf(&b, "<pre>%s</pre>", html.EscapeString(diag.Reason(err).In(s.o.Say)))
	}
	for _, d := range errs[:min(len(errs), shown)] {
		var text strings.Builder
		diag.Printer{W: &text, All: true, Translate: s.o.Say}.Print([]*diag.Diagnostic{d})
		fmt.Fprintf(&b, "<pre>%s</pre>", html.EscapeString(strings.TrimSuffix(text.String(), "\n")))
	}
	if more := len(errs) - shown; more > 0 {
		fmt.Fprintf(&b, "<p>%s</p>", s.text("and %d more, which the terminal shows", more))
	}
	b.WriteString("</section>")
	return b.String()
}

func (s *Server) text(format string, args ...any) string {
	return html.EscapeString(diag.Msg(format, args...).In(s.o.Say))
}
