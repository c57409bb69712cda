package theme

import (
	"io/fs"
	"testing"

	"lumbung/cmd/lumbung/internal/diag"
)

// closed is a theme in which one file may not be read.
type closed struct {
	files fs.FS
	name  string
}

func (c closed) Open(name string) (fs.File, error) {
	if name == c.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return c.files.Open(name)
}

func TestTextsThatCannotBeReadAreTold(t *testing.T) {
	base := files(map[string]string{"strings/id.toml": "a = \"A\"\n"})
	log := &diag.Log{}
	New("belu", base, closed{base, "strings/id.toml"}).Phrases("id", log)
	said := log.Sorted()
	if len(said) != 1 || said[0].Rule != "theme" || said[0].Span.Name() != "themes/belu/strings/id.toml" || len(said[0].Notes) != 1 ||
		said[0].String() != "cannot be read: strings/id.toml: you may not do that there: permission is denied" {
		t.Errorf("%v", said)
	}
}

func TestStringsAreTextsOrOneAndOther(t *testing.T) {
	for text, rule := range map[string]string{"a = \"A\"\n": "", "a = { one = \"satu\", other = \"banyak\" }\n": "", "a = { b = \"B\" }\n": "", "a = 3\n": "theme-string", "[a]\nb = [\"x\"]\n": "theme-string"} {
		log := &diag.Log{}
		New("tenun", files(map[string]string{"strings/id.toml": text}), nil).Phrases("id", log)
		said := log.Sorted()
		if rule == "" && len(said) > 0 || rule != "" && (len(said) != 1 || said[0].Rule != rule || len(said[0].Notes) != 1) {
			t.Errorf("%q: %v", text, said)
		}
	}
}
