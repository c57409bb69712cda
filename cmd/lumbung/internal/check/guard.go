package check

import (
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/privacy"
)

// Guard masks what a build log must not say. A wrong cell is shown with the line it stands
// in, and somebody's number may stand beside it: whatever the rule, a diagnostic whose line
// or words hold personal data shows where it is, not what. Call it before diagnostics are
// printed.
func Guard(all []*diag.Diagnostic) []*diag.Diagnostic {
	out := make([]*diag.Diagnostic, len(all))
	for i, d := range all {
		guarded := *d
		guarded.Private = d.Private || personal(lineOf(d.Span))
		guarded.Message = masked(d.Message)
		guarded.Notes = nil
		for _, n := range d.Notes {
			n.Message = masked(n.Message)
			guarded.Notes = append(guarded.Notes, n)
		}
		out[i] = &guarded
	}
	return out
}

func personal(text string) bool { return len(privacy.Scan(text)) > 0 }

// masked hides the words of a message that are personal data, and leaves the others.
func masked(m diag.Message) diag.Message {
	if !personal(m.String()) {
		return m
	}
	args := make([]any, len(m.Args))
	for i, arg := range m.Args {
		args[i] = arg
		if text, ok := arg.(string); ok && personal(text) {
			args[i] = "•••"
		}
	}
	m.Args = args
	if personal(m.String()) { // in several words together
		return diag.Msg("a message about personal data is not shown")
	}
	return m
}

// lineOf is the line that a diagnostic would show.
func lineOf(s diag.Span) string {
	if s.Text != "" || s.File == nil || s.Line < 1 {
		return s.Text
	}
	rest := string(s.File.Data)
	for range s.Line - 1 {
		_, after, found := strings.Cut(rest, "\n")
		if !found {
			return ""
		}
		rest = after
	}
	line, _, _ := strings.Cut(rest, "\n")
	return line
}
