package tomlfile

import (
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/diag"
)

// Each is a slip of an author's pen, and the first line of what is said of it.
func TestSlipsAreToldInOurOwnWords(t *testing.T) {
	for text, want := range map[string]string{
		"name =":                              `1:6: error: a value is missing`,
		"name = Kube\n":                       `1:8: error: "Kube" is no value`,
		"name = \"Kube\norder = 1\n":          `1:13: error: the text is not closed on its line`,
		"name = \"Kube":                       `1:12: error: the file ends before the text is closed`,
		"name = \"\"\"Kube":                   `1:14: error: the file ends before the text is closed`,
		"name = \"Kube\" x\n":                 `1:14: error: nothing may follow a value on its line, and here is "x"`,
		"nama kube = 1\n":                     `1:6: error: a key is followed by =, and here is "k"`,
		"name":                                `1:4: error: the key has no = and no value`,
		"= 1\n":                               `1:1: error: the key before = is missing`,
		".a = 1\n":                            `1:1: error: a key cannot begin with a dot, or have two together`,
		"a = [1 2]\n":                         `1:8: error: the list is not closed: a comma or ] is missing`,
		"a = { b = 1 c = 2 }\n":               `1:13: error: the table is not closed: a comma or } is missing`,
		"a = [,1]\n":                          `1:6: error: a value is missing before the comma`,
		"[schema\nname = 1\n":                 `2:8: error: the name of the table is not closed: ] is missing`,
		"[]\n":                                `1:2: error: the table has no name`,
		"name = \"a\"\nname = \"b\"\n":        `2:1: error: "name" stands twice`,
		"order = 007\n":                       `1:9: error: the number "007" begins with 0`,
		"order = 1__0\n":                      `1:9: error: "1__0" is no number`,
		"order = .5\n":                        `1:9: error: a number begins with a digit`,
		"order = 99999999999999999999\n":      `1:9: error: "99999999999999999999" is too large a number`,
		"date = 2026-13-40\n":                 `1:8: error: "2026-13-40" is no date`,
		"path = \"C:\\data\"\n":               `1:9: error: \d means nothing in a text`,
		"path = \"C:\\users\"\n":              `1:9: error: \u means nothing in a text`,
		"name = \"a\x01b\"\n":                 `1:9: error: the file has a character that cannot be seen here: 0x01`,
		"name = \"\xe9\"\n":                   `1:8: error: the file is not UTF-8: byte 0xe9 stands here`,
		"name = 3\n":                          `1:8: error: this is a whole number, where a text belongs`,
		"order = [1]\n":                       `1:9: error: this is a list, where a whole number belongs`,
		"title = { id = 3 }\n":                `1:10: error: a text must be a string in each language, and "id" has none`,
		"schema = 1\n":                        `1:10: error: this is a whole number, where a table belongs`,
		"[schema]\nfields = \"nama\"\n":       `2:10: error: this is a text, where a list belongs`,
		"[[notes]]\ntext = \"a\"\n[notes]\n":  `3:2: error: "notes" stands twice`,
		"[schema]\nfields = [{ name = 1 }]\n": `2:20: error: this is a whole number, where a text belongs`,
	} {
		_, ok, got := read(t, text)
		first, _, _ := strings.Cut(got, "\n")
		if first = strings.TrimPrefix(first, "data/kube.toml:"); ok || first != want {
			t.Errorf("%q:\n got %s\nwant %s", text, first, want)
		}
	}
}

func TestMendNamesTheNumberOrTheWayOut(t *testing.T) {
	for text, want := range map[string]string{
		"order = 007\n":         `write a code in quotes: "007"`,
		"name = \"Kube\n":       `close it with the quotation mark that it begins with`,
		"path = \"C:\\data\"\n": `write a backslash twice`,
		"order = \"3\"\n":       `leave out the quotation marks`,
		"[schema]\nfields = 1":  `write a list in brackets`,
	} {
		if _, _, got := read(t, text); !strings.Contains(got, "note: "+want) {
			t.Errorf("%q: no note %q in\n%s", text, want, got)
		}
	}
}

func TestMessageThatNobodyForesawIsToldAsItIs(t *testing.T) {
	if ours, mend := translate("toml: a new %s of the parser"); ours.String() != "a new %s of the parser" || mend.Format != "" {
		t.Errorf("%q, %q", ours, mend)
	}
}

// What the words say in English has no group left in it.
func TestSayingsUseTheirGroups(t *testing.T) {
	for _, s := range sayings {
		for _, m := range []diag.Message{s.ours, s.mend} {
			for _, arg := range m.Args {
				if g, ok := arg.(group); !ok || int(g) > s.theirs().NumSubexp() {
					t.Errorf("%s: %v", s.theirs(), arg)
				}
			}
		}
	}
}
