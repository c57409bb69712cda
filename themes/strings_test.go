package themes

import (
	"regexp"
	"sort"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// phrases reads a language's strings as key and text; a plural's two forms are joined.
func phrases(t *testing.T, lang string) map[string]string {
	t.Helper()
	var sections map[string]any
	if _, err := toml.Decode(read(t, "strings/"+lang+".toml"), &sections); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	flatten(t, "", sections, out)
	return out
}

func flatten(t *testing.T, prefix string, m map[string]any, into map[string]string) {
	t.Helper()
	for key, v := range m {
		switch v := v.(type) {
		case string:
			into[prefix+key] = v
		case map[string]any:
			if other, ok := v["other"].(string); ok {
				one, _ := v["one"].(string)
				if one == "" || len(v) != 2 {
					t.Errorf("%s%s needs both one and other", prefix, key)
				}
				into[prefix+key] = other
				continue
			}
			flatten(t, prefix+key+".", v, into)
		default:
			t.Errorf("%s%s is no text", prefix, key)
		}
	}
}

var braces = regexp.MustCompile(`\{\w+\}`)

func TestEveryStringIsInBothLanguages(t *testing.T) {
	id, en := phrases(t, "id"), phrases(t, "en")
	for key, text := range id {
		other, ok := en[key]
		if !ok {
			t.Errorf("%s is not in English", key)
			continue
		}
		if strings.TrimSpace(text) == "" {
			t.Errorf("%s is empty", key)
		}
		a, b := braces.FindAllString(text, -1), braces.FindAllString(other, -1)
		sort.Strings(a)
		sort.Strings(b)
		if strings.Join(a, "") != strings.Join(b, "") {
			t.Errorf("%s fills in %v in Indonesian and %v in English", key, a, b)
		}
	}
	for key := range en {
		if _, ok := id[key]; !ok {
			t.Errorf("%s is not in Indonesian", key)
		}
	}
}

func TestScriptsAskOnlyForStringsThatExist(t *testing.T) {
	known := phrases(t, "id")
	used := map[string]bool{}
	for _, name := range files(t, "js", ".ts") {
		text := read(t, name)
		for _, m := range regexp.MustCompile(`\bt\("([\w.]+)"[,)]`).FindAllStringSubmatch(text, -1) {
			if _, ok := known["js."+m[1]]; !ok {
				t.Errorf("%s asks for %q", name, m[1])
			}
		}
		for _, m := range regexp.MustCompile(`"([\w.]+)"`).FindAllStringSubmatch(text, -1) {
			used[m[1]] = true
		}
	}
	for key := range known {
		if name, ok := strings.CutPrefix(key, "js."); ok && !strings.HasPrefix(name, "kind.") && !used[name] {
			t.Errorf("no script shows %s", key)
		}
	}
}
