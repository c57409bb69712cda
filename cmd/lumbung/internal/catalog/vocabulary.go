package catalog

import (
	"strings"

	"lumbung/cmd/lumbung/internal/locale"
)

// authority is where the EU's Publications Office keeps the lists that DCAT-AP uses.
const authority = "http://publications.europa.eu/resource/authority/"

// languageCodes are the three-letter codes of that list.
var languageCodes = map[string]string{
	"id": "IND", "en": "ENG", "ms": "MSA", "jv": "JAV", "su": "SUN", "nl": "NLD", "pt": "POR", "tet": "TET", "ar": "ARA", "zh": "ZHO",
	"fr": "FRA", "de": "DEU", "es": "SPA", "ja": "JPN", "ko": "KOR", "min": "MIN", "ban": "BAN", "bug": "BUG", "mad": "MAD", "ace": "ACE",
}

// languageIRI names a language; "" when the list is not known to have it.
func languageIRI(lang locale.Lang) string {
	base, _, _ := strings.Cut(string(lang), "-")
	if code := languageCodes[base]; code != "" {
		return authority + "language/" + code
	}
	return ""
}

// fileTypes are the codes of formats, by export's names.
var fileTypes = map[string]string{
	"csv": "CSV", "csv-excel": "CSV", "xlsx": "XLSX", "json": "JSON", "json-columns": "JSON", "parquet": "PARQUET", "zip": "ZIP",
}

func fileTypeIRI(format string) string {
	if code := fileTypes[format]; code != "" {
		return authority + "file-type/" + code
	}
	return ""
}

// ckanLicenses are the titles under which CKAN's register knows a licence. A harvester
// compares addresses first and titles then, letter by letter.
var ckanLicenses = []struct{ prefix, title string }{
	{"CC-BY-SA", "Creative Commons Attribution Share-Alike"},
	{"CC-BY-NC", "Creative Commons Non-Commercial (Any)"},
	{"CC-BY-ND", ""},
	{"CC-BY", "Creative Commons Attribution"},
	{"CC0", "Creative Commons CCZero"},
	{"ODBL", "Open Data Commons Open Database License (ODbL)"},
	{"ODC-BY", "Open Data Commons Attribution License"},
	{"PDDL", "Open Data Commons Public Domain Dedication and License (PDDL)"},
}

// ckanLicense gives the register's title of a licence, "" when it has none.
func ckanLicense(name string) string {
	for _, l := range ckanLicenses {
		if strings.HasPrefix(strings.ToUpper(name), l.prefix) {
			return l.title
		}
	}
	return ""
}
