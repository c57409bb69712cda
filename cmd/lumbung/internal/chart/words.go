package chart

import "strings"

// Words are the few phrases charts add to their data, in the reader's language. Names
// in braces are replaced: {name}, {value}. They come from the theme's strings, so a
// portal can change each of them.
type Words struct {
	LogAxis   string // under a log axis: "skala log: tiap garis 10 kali"
	AxisStart string // at an axis that does not begin at zero: "sumbu mulai dari {value}"
	OffScale  string // a zero on a log axis: "{value}, tidak ada pada skala log"
	OpenClass string // an open class at the end: "{value}+"

	// What kind of chart it is, the first words of its text alternative.
	Stacked, Paired, Bars, Panels, Dots, Line, Histogram, Bands, DotRange string

	// Parts of the text alternative. Each may begin a sentence or stand inside one, and
	// is written in lower case; a sentence gets its capital and its full stop.
	Rows      string // "{n} baris"
	Group     string // a row and its values: "{name}: {values}"
	Pair      string // a name and its value: "{name} {value}"
	Highest   string // "tertinggi {names}: {value}"
	Lowest    string // "terendah {names}: {value}"
	Same      string // all rows alike: "semua {value}"
	Count     string // many names at once: "{n} baris"
	Trend     string // "dari {first} ({from}) menjadi {last} ({to})"
	Limit     string // "garis batas: {label}"
	Highlight string // "disorot: {name}, {value}"
	Absent    string // "tanpa nilai: {names}, {words}"
	Score     string // "skor {value} dari {min}–{max}, {name}"
	NoScore   string // a strip whose score is absent: "skor: {words}"
	Range     string // a band and its numbers: "{name} {min}–{max}"
}

// fill replaces each {name} by its value, in one pass: a brace in the data stays one.
func fill(phrase string, pairs ...string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(phrase, "{")
		name, after, closed := strings.Cut(rest, "}")
		b.WriteString(before)
		if !found || !closed {
			if found {
				b.WriteString("{" + rest)
			}
			return b.String()
		}
		b.WriteString(lookup(name, pairs))
		phrase = after
	}
}

func lookup(name string, pairs []string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == name {
			return pairs[i+1]
		}
	}
	return "{" + name + "}"
}
