package check

import (
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
)

func TestDescriptionsAreAsLongAsSearchEnginesTake(t *testing.T) {
	const schema = "[schema]\nfields = [{ name = \"x\", type = \"string\" }]\n"
	fifty := strings.Repeat("é", 50)
	for name, c := range map[string]struct{ description, want string }{
		"right":            {`"` + fifty + `"`, ""},
		"right in both":    {`{ id = "` + fifty + `", en = "` + strings.Repeat("x", 5000) + `" }`, ""},
		"short":            {`"` + fifty[2:] + `"`, `a.toml:3:15 warning: the description of dataset "a" has 49 characters in "id"; search engines take 50 to 5,000`},
		"long":             {`"` + strings.Repeat("x", 5001) + `"`, `a.toml:3:15 warning: the description of dataset "a" has 5001 characters in "id"`},
		"short in English": {`{ id = "` + fifty + `", en = "x" }`, `a.toml:3:81 warning: the description of dataset "a" has 1 character in "en"`},
		"none":             {"", `a.toml:2:1 warning: the description of dataset "a" has 0 characters in "id"`},
	} {
		text := schema
		if c.description != "" {
			text = "description = " + c.description + "\n" + schema
		}
		pkg, log := load(t, project("data/a.toml", text, "data/a.csv", "x\n1\n"))
		Descriptions(pkg, []locale.Lang{"id", "en"}, log)
		if got := said(log); !strings.HasPrefix(got, c.want) || c.want == "" && got != "" || log.Errors() > 0 {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, c.want)
		}
	}
}

func TestDescriptorThatCannotBeReadIsNotSaidToLackADescription(t *testing.T) {
	for name, text := range map[string]string{"no TOML": "rusak = \"\n", "a descriptor that contradicts itself": "type = \"peta\"\n"} {
		log := &diag.Log{}
		pkg := dataset.Load(project("data/a.toml", text), log)
		before := len(log.Sorted())
		Descriptions(pkg, []locale.Lang{"id"}, log)
		if got := log.Sorted(); before == 0 || len(got) != before {
			t.Errorf("%s: %d things were told, then %d:\n%s", name, before, len(got), said(log))
		}
	}
}
