package tomlfile

import (
	"strings"
	"unicode/utf8"
)

// What a TOML file may be at most. The parser keeps the path of each key, so that a file that
// is nested a million times deep, two megabytes of it, would fill the memory of any machine.
const (
	MaxBytes = 8 << 20 // of a file
	MaxDepth = 100     // of arrays, inline tables and dotted keys
)

// tooDeep finds where a text is nested deeper than it may be, as an offset; -1: nowhere. It
// does not judge what is no TOML: strings and comments are left out, brackets and dots counted.
func tooDeep(text string) int {
	depth, dots := 0, 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '#':
			i += lengthTo(text[i:], "\n") - 1
		case '"', '\'':
			i += stringLength(text[i:]) - 1
		case '[', '{':
			depth++
			dots = 0
		case ']', '}':
			depth = max(depth-1, 0)
			dots = 0
		case '.':
			dots++
		case '=', ',', '\n':
			dots = 0
		}
		if depth > MaxDepth || dots > MaxDepth {
			return i
		}
	}
	return -1
}

// stringLength is how long the string is that a text begins with, its quotes included.
func stringLength(text string) int {
	quote := text[:1]
	if triple := strings.Repeat(quote, 3); strings.HasPrefix(text, triple) {
		quote = triple
	}
	for i := len(quote); i < len(text); i++ {
		switch {
		case text[i] == '\\' && quote[0] == '"':
			i++
		case text[i] == '\n' && len(quote) == 1:
			return i // it is not closed, which the parser tells
		case strings.HasPrefix(text[i:], quote):
			return i + len(quote)
		}
	}
	return len(text)
}

// lengthTo is how much of a text stands before a mark.
func lengthTo(text, mark string) int {
	if i := strings.Index(text, mark); i >= 0 {
		return i
	}
	return len(text)
}

// lineAndColumn of an offset, both from 1.
func lineAndColumn(text string, offset int) (line, col int) {
	before := text[:offset]
	return 1 + strings.Count(before, "\n"), 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
}
