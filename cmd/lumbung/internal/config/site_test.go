package config

import (
	"fmt"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/diag"
)

func TestWhatThePortalLacksIsToldAtItsPlace(t *testing.T) {
	const whole = "title = \"T\"\nlanguages = [\"id\", \"en\"]\n[[navigation]]\npage = \"data\"\n"
	for _, c := range []struct{ old, new, want string }{
		{"", "", ""},
		{"title = \"T\"\n", "", `site:0:0 the portal has no title · add title = "…", or title = { id = "…", en = "…" }`},
		{`"en"`, `"id"`, `language:2:20 language "id" is listed twice · remove one of the two`},
		{`"en"`, `"english_"`, `language:2:20 "english_" is not a language tag · write it as in BCP 47: "id", "en"`},
		{"page = \"data\"\n", "", `navigation:3:1 a link of the navigation has no page · add page = "data", or "dataset:NAME", "profiles:NAME", "stories", "claims", "page:PATH"`},
	} {
		log := &diag.Log{}
		Decode(&diag.File{Name: "site.toml", Data: []byte(strings.Replace(whole, c.old, c.new, 1))}, log)
		var said []string
		for _, d := range log.Sorted() {
			said = append(said, fmt.Sprintf("%s:%d:%d %s · %s", d.Rule, d.Span.Line, d.Span.Col, d.Message, d.Notes[0].Message))
		}
		if got := strings.Join(said, "\n"); got != c.want {
			t.Errorf("%q for %q\ngot  %s\nwant %s", c.new, c.old, got, c.want)
		}
	}
}
