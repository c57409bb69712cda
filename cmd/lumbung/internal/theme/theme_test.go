package theme

import (
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/diag"
)

// FuzzPhrases reads whatever a portal's own theme has for a language: nothing panics, what is
// told points into the file, and a text that stays is one of the file or of the theme under it.
func FuzzPhrases(f *testing.F) {
	for _, s := range []string{"[nav]\nmain = \"Utama\"\n[nav.all]\none = \"Satu\"\nother = \"{n} {n\"\n", "a = 1\n", "[nav]\nall = { other = 1, one = 2 }\n", "nav = [\"x\"]\n", "[a.b.c]\nother = { other = \"x\" }\n", "\"a.b\" = \"x\"\n", "[", "a = \"\\u0000\"", ""} {
		f.Add(s)
	}
	base := files(map[string]string{"strings/id.toml": "[nav]\nmain = \"Menu\"\n[nav.all]\none = \"Satu\"\nother = \"Semua {n}\"\n"})
	f.Fuzz(func(t *testing.T, text string) {
		log := &diag.Log{}
		p := New("belu", base, files(map[string]string{"strings/id.toml": text})).Phrases("id", log)
		for _, key := range []string{"nav.main", "nav.all"} {
			if !p.Has(key) {
				t.Errorf("%s is gone", key)
			}
		}
		for _, key := range p.Keys() {
			p.Get(key, "n", "2", "name", text)
		}
		for _, d := range log.Sorted() {
			if lines := strings.Count(text, "\n") + 1; d.Span.Line < 0 || d.Span.Line > lines || d.Span.Line > 0 && d.Span.Col < 1 {
				t.Errorf("%s at %d:%d of %d lines", d.Message, d.Span.Line, d.Span.Col, lines)
			}
		}
	})
}
