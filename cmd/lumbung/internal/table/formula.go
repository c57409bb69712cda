package table

import "strings"

// BeginsFormula says whether a text begins with a character that makes a spreadsheet, when it
// reads the text from a CSV or somebody edits its cell, calculate instead of show.
func BeginsFormula(text string) bool {
	if text == "" {
		return false
	}
	switch text[0] {
	case '=', '+', '-', '@', '\t', '\r':
		return true
	}
	return false
}

// Formula says whether a spreadsheet would calculate a text when it opens the CSV. A single
// character is shown as it is, and a number with a sign stays that number.
func Formula(text string) bool {
	if len(text) < 2 || !BeginsFormula(text) {
		return false
	}
	signed := text[0] == '-' || text[0] == '+'
	number := text[1:]
	return !signed || strings.Trim(number, "0123456789.,") != "" || strings.Trim(number, ".,") != number
}
