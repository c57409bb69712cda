package tomlfile

import (
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

func TestQuotedTextIsReadAsItWas(t *testing.T) {
	for _, text := range []string{"", "Kube Sinar", `"a" \ 'b'`, "a\nb\tc\rd\x00e\x7f", "é ✓ \u2028", `\u0041`, "'''", "#"} {
		quoted := Quote(text)
		var in struct{ A string }
		if _, err := toml.Decode("A = "+quoted, &in); err != nil || in.A != text || strings.Contains(quoted, "\n") {
			t.Errorf("%q is written %s and read %q, %v", text, quoted, in.A, err)
		}
	}
}
