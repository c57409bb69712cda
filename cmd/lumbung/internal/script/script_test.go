package script

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestStringIsReadBackAsItWas(t *testing.T) {
	for _, s := range []string{
		"", "Tunas Baru", `"dalam" \ kutip`, "a\nb\tc\rd\x00e\x7f", "</script><!-- &amp;", "\u2028\u2029", "Ba’a · 18,3 − ✓", "𝒦ube", "\ufeff",
	} {
		got := string(AppendString(nil, s))
		var back string
		if err := json.Unmarshal([]byte(got), &back); err != nil || back != s {
			t.Errorf("%q came back as %q from %s (%v)", s, back, got, err)
		}
		for _, never := range []string{"<", ">", "&", "\u2028", "\u2029", "\n", "\x00"} {
			if strings.Contains(got, never) {
				t.Errorf("%q is written with %q in it: %s", s, never, got)
			}
		}
	}
}

func TestWhatIsNotUTF8BecomesTheSignForIt(t *testing.T) {
	if got, want := string(AppendString(nil, "a\xffb\xc3")), "\"a\uFFFDb\uFFFD\""; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestStringIsAppended(t *testing.T) {
	if got := string(AppendString([]byte("x="), "y")); got != `x="y"` {
		t.Errorf("got %s", got)
	}
}
