package infer

import (
	"regexp"
	"strings"
)

// units that stand bare at the end of a heading: luas_km2, berat kg.
var units = map[string]string{
	"km2": "km²", "km²": "km²", "m2": "m²", "m²": "m²", "ha": "ha", "km": "km", "kg": "kg", "ton": "ton",
	"persen": "%", "rupiah": "Rp", "rp": "Rp", "jiwa": "jiwa", "orang": "orang",
}

var bracketed = regexp.MustCompile(`^(.*?)[ _]*[(\[]([^()\[\]]{1,24})[)\]]\s*$`)

// parts takes a heading such as "Luas (km²)" apart.
func headingParts(heading string) (name, unit string) {
	if m := bracketed.FindStringSubmatch(heading); m != nil && m[1] != "" {
		unit = strings.TrimSpace(m[2])
		if u, ok := units[strings.ToLower(unit)]; ok {
			unit = u
		}
		return m[1], unit
	}
	words := strings.FieldsFunc(heading, func(r rune) bool { return r == ' ' || r == '_' })
	if len(words) > 1 {
		// The word stays in the name: it may be all that tells two columns apart.
		if u, ok := units[strings.ToLower(words[len(words)-1])]; ok {
			return heading, u
		}
	}
	return heading, ""
}

func unitOf(heading string) string {
	_, unit := headingParts(heading)
	return unit
}
