package config

import (
	"os"
	"testing"

	"lumbung/cmd/lumbung/internal/diag"
)

// FuzzDecode reads whatever stands in site.toml: nothing panics, and settings that are usable
// have what the rest counts on.
func FuzzDecode(f *testing.F) {
	text, err := os.ReadFile("../../../../site.toml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(text))
	f.Add("title = \"x\"\nlanguages = [\"id\", \"ID\", \"\"]\nbaseURL = \"https://[::1\"\ntheme = \"../x\"\ncards = -1\n[rules]\nx = \"y\"")
	f.Add("title = 1\nnavigation = {}\noutputs = []\nreport = \"x\"")
	f.Fuzz(func(t *testing.T, text string) {
		log := &diag.Log{}
		site, ok := Decode(&diag.File{Name: "site.toml", Data: []byte(text)}, log)
		if site == nil || ok && (len(site.Languages) == 0 || !themeName.MatchString(site.Theme)) {
			t.Errorf("%+v", site)
		}
		if !ok && log.Errors() == 0 {
			t.Error("it cannot be used, and nobody is told why")
		}
	})
}
