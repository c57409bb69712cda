package themes

import (
	"regexp"
	"strings"
	"testing"
)

// block is a rule of a stylesheet with the conditions around it.
type block struct {
	around       []string
	declarations map[string]string
}

var declaration = regexp.MustCompile(`(--[a-z0-9-]+|color-scheme)\s*:\s*([^;]+);`)

// blocks reads the rules of a plain stylesheet: no strings or comments with braces in it.
func blocks(css string) []block {
	css = regexp.MustCompile(`(?s)/\*.*?\*/`).ReplaceAllString(css, "")
	var out []block
	var stack []string
	for css != "" {
		i := strings.IndexAny(css, "{}")
		if i < 0 {
			break
		}
		text := strings.TrimSpace(css[:i])
		if css[i] == '{' {
			if j := strings.LastIndex(text, ";"); j >= 0 {
				text = strings.TrimSpace(text[j+1:])
			}
			stack = append(stack, text)
		} else {
			b := block{append([]string(nil), stack...), map[string]string{}}
			for _, m := range declaration.FindAllStringSubmatch(text+";", -1) {
				b.declarations[m[1]] = strings.TrimSpace(m[2])
			}
			if len(b.declarations) > 0 {
				out = append(out, b)
			}
			stack = stack[:len(stack)-1]
		}
		css = css[i+1:]
	}
	return out
}

// tokens gives the light colours and the two dark blocks.
func tokens(t *testing.T) (light, system, chosen block) {
	t.Helper()
	all := blocks(read(t, "css/tokens.css"))
	if len(all) != 3 {
		t.Fatalf("tokens.css has %d blocks of colours, want light, dark by the system, dark by choice", len(all))
	}
	return all[0], all[1], all[2]
}

func TestDarkColoursAreForScreensOnly(t *testing.T) {
	light, system, chosen := tokens(t)
	if strings.Join(light.around, " ") != ":root" {
		t.Errorf("light colours stand in %q", light.around)
	}
	for _, b := range []block{system, chosen} {
		if b.around[0] != "@media screen" {
			t.Errorf("dark colours stand in %q: printed from dark mode, text would be pale on white", b.around)
		}
		if b.declarations["color-scheme"] != "dark" {
			t.Errorf("%q does not say color-scheme: dark", b.around)
		}
	}
	if !strings.Contains(strings.Join(system.around, " "), "(prefers-color-scheme: dark)") {
		t.Errorf("the second block stands in %q", system.around)
	}
}

func TestBothDarkBlocksAreTheSame(t *testing.T) {
	light, system, chosen := tokens(t)
	for name, value := range system.declarations {
		if chosen.declarations[name] != value {
			t.Errorf("%s is %s for a dark system and %s for readers who chose dark", name, value, chosen.declarations[name])
		}
		if _, ok := light.declarations[name]; !ok {
			t.Errorf("%s has no light colour", name)
		}
	}
	if len(system.declarations) != len(chosen.declarations) || len(light.declarations) != len(system.declarations) {
		t.Errorf("%d light, %d and %d dark colours", len(light.declarations), len(system.declarations), len(chosen.declarations))
	}
}

func TestStyleUsesNoUnknownColour(t *testing.T) {
	known := map[string]bool{}
	for _, name := range files(t, "css", ".css") {
		for _, m := range regexp.MustCompile(`(--[a-z0-9-]+)\s*:`).FindAllStringSubmatch(read(t, name), -1) {
			known[m[1]] = true
		}
	}
	for _, name := range files(t, "css", ".css") {
		for _, m := range regexp.MustCompile(`var\((--[a-z0-9-]+)`).FindAllStringSubmatch(read(t, name), -1) {
			if !known[m[1]] {
				t.Errorf("%s uses %s, which nothing sets", name, m[1])
			}
		}
	}
}
