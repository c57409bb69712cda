package config

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// IsAddress says whether a text is an address of the web in full. Nothing else is published as
// one: readers follow it from a page, and other portals from the metadata, where a browser
// would run what begins with javascript:.
func IsAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil && !strings.ContainsAny(s, " <>\"")
}

// CheckAddress reports an address in a file that is not one; "" is none.
func CheckAddress(address string, doc *tomlfile.Doc, path string, log *diag.Log) {
	if address != "" && !IsAddress(address) {
		log.Error("address", doc.ValueAt(path), "%q is not an address of the web", address).
			Note(`write it in full, as "https://kupangkota.go.id/"`)
	}
}

func (s *Site) checkAddresses(log *diag.Log) {
	for path, address := range map[string]string{
		"publisher.url": s.Publisher.URL, "funder.url": s.Funder.URL, "license.path": s.License.Path,
		"codeURL": s.CodeURL, "report.issues": s.Report.Issues,
	} {
		CheckAddress(address, s.Doc, path, log)
	}
	for _, name := range slices.Sorted(maps.Keys(s.Publications)) {
		CheckAddress(s.Publications[name].URL, s.Doc, tomlfile.Key(tomlfile.Key("publications", name), "url"), log)
	}
}
