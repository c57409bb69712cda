package check

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// The rules of BPS (Peraturan 4/2020) for the name of a konsep in Satu Data Indonesia: each
// word has a capital, there is no odd abbreviation, it does not begin with the ukuran, and
// it names no period and no region; those are other columns of the same row. One concept has
// one name: "Jumlah Penduduk Kota Kupang 2015" is the measure Jumlah of Penduduk.

// measures are words for an ukuran, which stands in a field of its own.
var measures = map[locale.Lang][]string{
	"id": {"jumlah", "banyaknya", "total", "persentase", "persen", "proporsi", "rata-rata", "rerata", "median", "rasio", "laju", "nilai rata-rata"},
	"en": {"number of", "count of", "total number of", "percentage", "per cent of", "proportion", "average", "mean", "median", "ratio", "rate of"},
}

// smallWords keep their small letter inside a name.
var smallWords = map[locale.Lang][]string{
	"id": {"dan", "atau", "di", "ke", "dari", "yang", "untuk", "menurut", "per", "pada", "dengan", "dalam", "oleh", "antara", "serta", "sebagai", "bagi", "tentang"},
	"en": {"a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "per", "the", "to", "with"},
}

var (
	period = regexp.MustCompile(`(?i)\b(?:(?:1[89]|20)\d\d|januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember|january|february|march|june|july|august|october|december|triwulan|semester|kuartal|quarter)\b`)

	// places are the provinces of Indonesia, and the country. The names of a portal's own
	// regions come from its site.toml.
	places = []string{"Indonesia", "Aceh", "Sumatera", "Riau", "Jambi", "Bengkulu", "Lampung", "Bangka Belitung", "Jakarta", "Jawa", "Banten", "Yogyakarta",
		"Bali", "Nusa Tenggara", "NTT", "NTB", "Kalimantan", "Sulawesi", "Gorontalo", "Maluku", "Papua"}

	// kindsOfPlace stand in the name of a region without being one.
	kindsOfPlace = []string{"kabupaten", "kota", "provinsi", "kecamatan", "kelurahan", "desa", "pulau", "regency", "city", "province", "district", "village", "island", "wilayah", "region"}
)

// concepts looks at the names of all concepts.
func concepts(site *config.Site, pkg *dataset.Package, log *diag.Log) {
	c := &conceptCheck{log: log, regions: slices.Concat(places, regionsOf(site)), first: map[string]conceptUse{}}
	for _, r := range pkg.Resources {
		for i := range r.Schema.Fields {
			f := &r.Schema.Fields[i]
			if f.Concept.IsZero() {
				continue
			}
			path := tomlfile.Key(tomlfile.Item("schema.fields", i), "concept")
			for _, lang := range site.Languages {
				if !f.Concept.Has(lang) {
					continue
				}
				at := r.Doc.ValueAt(path)
				if own := tomlfile.Key(path, string(lang)); r.Doc.Has(own) {
					at = r.Doc.ValueAt(own)
				}
				c.name(f.Concept.In(lang), lang, at)
				if !f.Concept.Localized() {
					break // one text for all is in the main language
				}
			}
			c.same(site, conceptUse{f.Concept, r.Doc.ValueAt(path)})
		}
	}
}

// regionsOf are the names in the place that the portal is about: "Kupang" of "Kabupaten
// Kupang dan Kota Kupang".
func regionsOf(site *config.Site) []string {
	var names []string
	site.Spatial.Map(func(lang locale.Lang, text string) string {
		for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) {
			if startsHigh(word) && !slices.Contains(kindsOfPlace, strings.ToLower(word)) && !slices.Contains(smallWords[lang], strings.ToLower(word)) && len(word) > 2 {
				names = append(names, word)
			}
		}
		return text
	})
	return names
}

type conceptUse struct {
	name locale.Text
	at   diag.Span
}

type conceptCheck struct {
	log     *diag.Log
	regions []string
	first   map[string]conceptUse // by the name in the main language, folded
	told    map[string]bool
}

// name judges a name by itself; the first thing wrong with it is told, once for each name.
func (c *conceptCheck) name(name string, lang locale.Lang, at diag.Span) {
	if c.told == nil {
		c.told = map[string]bool{}
	}
	key := string(lang) + "\x00" + name
	if c.told[key] {
		return
	}
	c.told[key] = true
	warn := func(format string, args ...any) *diag.Diagnostic {
		return c.log.Warn("concept-name", at, format, args...)
	}
	if m := measureOf(name, lang); m != "" {
		warn("the concept %q begins with the measure %q", name, m).Note("write measure = %q, and the concept without it", capital(m))
		return
	}
	if m := period.FindString(name); m != "" && !isOnly(name, m) {
		warn("the concept %q names a period, %q", name, m).Note("when it was is told by a field of its own, or by temporal")
		return
	}
	for _, region := range c.regions {
		if containsWords(name, region) {
			warn("the concept %q names a region, %q", name, region).Note("where it is is told by a field of its own, or by spatial")
			return
		}
	}
	for _, word := range strings.Fields(name) {
		switch {
		case abbreviated(word):
			warn("the concept %q has an abbreviation, %q", name, word).Note("write the word in full")
			return
		case !startsHigh(word) && !slices.Contains(smallWords[lang], word):
			warn("a word of the concept %q has a small letter: %q", name, word).Note("each word of a concept begins with a capital: %q", capital(word))
			return
		}
	}
}

// same tells of a concept that is written or translated in two ways.
func (c *conceptCheck) same(site *config.Site, use conceptUse) {
	main := use.name.In(site.Main())
	key := fold(main)
	first, seen := c.first[key]
	if !seen {
		c.first[key] = use
		return
	}
	for _, lang := range site.Languages {
		a, b := use.name.In(lang), first.name.In(lang)
		if use.name.Has(lang) && first.name.Has(lang) && a != b {
			c.log.Warn("concept-name", use.at, "the concept %q is written in two ways: %q and %q", main, a, b).NoteAt(first.at, "the other is")
			return
		}
	}
}

func measureOf(name string, lang locale.Lang) string {
	lower := strings.ToLower(name)
	for _, m := range measures[lang] {
		if strings.HasPrefix(lower, m+" ") {
			return strings.TrimSuffix(m, " of")
		}
	}
	return ""
}

// isOnly lets a concept be a period itself, as "Semester" is in a table of schools.
func isOnly(name, part string) bool { return strings.EqualFold(name, part) }

func containsWords(text, words string) bool {
	return strings.Contains(" "+strings.ToLower(text)+" ", " "+strings.ToLower(words)+" ")
}

// abbreviated says whether a word is cut short: with a full stop, or without a vowel. One in
// capitals throughout is the name of a body, such as BPS.
func abbreviated(word string) bool {
	if strings.HasSuffix(word, ".") {
		return true
	}
	letters := strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) })
	return len(letters) > 1 && strings.ToUpper(letters) != letters && !strings.ContainsAny(strings.ToLower(letters), "aeiouy")
}

// startsHigh says whether a word begins with a capital, or with no letter at all.
func startsHigh(word string) bool {
	for _, r := range word {
		return !unicode.IsLower(r)
	}
	return true
}

func capital(word string) string {
	for i, r := range word {
		return string(unicode.ToUpper(r)) + word[i+len(string(r)):]
	}
	return word
}
