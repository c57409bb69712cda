package release

import (
	"fmt"
	"strconv"
	"strings"

	"lumbung/cmd/lumbung/internal/locale"
)

// counted is a sentence with a number, which each language writes in its way. English has a
// form of its own for one.
func counted(n int, id, one, many string) locale.Text {
	en := many
	if n == 1 {
		en = one
	}
	digits := strconv.Itoa(n)
	return words(fmt.Sprintf(id, locale.For("id").Number(digits)), fmt.Sprintf(en, locale.For("en").Number(digits)))
}

// quotedList is names in quotation marks: “a”, “b”.
func quotedList(names []string) string { return "“" + strings.Join(names, "”, “") + "”" }

// joined is a sentence with a list of names, with its own form for one name.
func joined(names []string, id, one, many string) locale.Text {
	en := many
	if len(names) == 1 {
		en = one
	}
	return words(fmt.Sprintf(id, quotedList(names)), fmt.Sprintf(en, quotedList(names)))
}
