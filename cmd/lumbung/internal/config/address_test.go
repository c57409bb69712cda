package config

import (
	"fmt"
	"testing"

	"lumbung/cmd/lumbung/internal/diag"
)

func TestAnAddressIsOneOfTheWebInFull(t *testing.T) {
	for address, ok := range map[string]bool{
		"https://kupangkota.go.id/": true, "http://a.example": true, "HTTPS://a.example/b?c=d#e": true, "https://desa.example/é": true,
		"": false, "javascript:alert(1)": false, "JaVaScRiPt:alert(1)": false, "java\tscript:alert(1)": false, " javascript:alert(1)": false, "vbscript:x": false,
		"data:text/html,<script>alert(1)</script>": false, "file:///etc/passwd": false, "//evil.example/x": false, "https:evil.example": false, "https:///x": false,
		"kupangkota.go.id": false, "../lisensi.html": false, "mailto:a@b.example": false, "https://a.example/\"><script>": false, "https://a.example/ b": false,
		"https://a.example/\nb": false, "https://bank.example@evil.example/": false,
	} {
		if IsAddress(address) != ok {
			t.Errorf("%q: %v", address, !ok)
		}
	}
}

func TestWhatIsNoAddressIsToldAtItsKey(t *testing.T) {
	const settings = `title = "T"
codeURL = %[1]q
publisher = { name = "P", url = %[1]q }
funder = { name = "F", url = %[1]q }
license = { name = "L", path = %[1]q }
report = { issues = %[1]q }
[publications]
a = { title = "A", url = %[1]q }
`
	told := func(address string) (lines []int) {
		log := &diag.Log{}
		Decode(&diag.File{Name: "site.toml", Data: fmt.Appendf(nil, settings, address)}, log)
		for _, d := range log.Sorted() {
			if d.Rule != "address" || len(d.Notes) == 0 || d.Span.Length == 0 {
				t.Errorf("%v", d)
			}
			lines = append(lines, d.Span.Line)
		}
		return lines
	}
	if got, want := fmt.Sprint(told("javascript:alert(1)")), "[2 3 4 5 6 8]"; got != want {
		t.Errorf("told in the lines %s, not %s", got, want)
	}
	if got := told("https://a.example/"); got != nil {
		t.Errorf("a sound address is told in the lines %v", got)
	}
}
