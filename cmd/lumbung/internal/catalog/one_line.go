package catalog

import "strings"

// oneLine joins the lines of a text.
func oneLine(text string) string {
	if isOneLine(text) {
		return text
	}
	return strings.Join(strings.Fields(text), " ")
}

// isOneLine says whether a text is one line for certain: it is called for every field of
// every citation, and most texts are.
func isOneLine(text string) bool {
	space := true
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c < 0x20 || c >= 0x7f || c == ' ' && space {
			return false
		}
		space = c == ' '
	}
	return !space || text == ""
}
