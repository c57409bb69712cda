package query

import (
	"strings"
	"unicode/utf8"

	"lumbung/cmd/lumbung/internal/query/sqlite"
)

// like is pattern matching as SQLite has it: % is any text, _ any character, and ASCII
// letters match in either case. SQLite's own tries all ways in which several % can share a
// text, which a short pattern can make last for ever; here only the last % is tried again.
func like(args []sqlite.Value) (sqlite.Value, error) {
	if args[0].Kind == sqlite.Null || args[1].Kind == sqlite.Null {
		return sqlite.Value{}, nil
	}
	escape := rune(-1)
	if len(args) == 3 {
		e := []rune(plainText(args[2]))
		if args[2].Kind == sqlite.Null {
			return sqlite.Value{}, nil
		}
		if len(e) != 1 {
			return sqlite.Value{}, wrong("ESCAPE needs exactly one character")
		}
		escape = e[0]
	}
	match := matches(sqlText(args[0]), sqlText(args[1]), escape)
	return sqlite.IntValue(truth(match)), nil
}

// sqlText is a value as SQLite makes text of it: a whole floating point number ends in ".0".
func sqlText(v sqlite.Value) string {
	s := plainText(v)
	if v.Kind == sqlite.Float && !strings.ContainsAny(s, ".I") {
		s += ".0"
	}
	return s
}

func matches(pattern, text string, escape rune) bool {
	afterAny, textAfterAny := "", "" // where to go on when what follows the last % does not match
	seenAny := false
	for {
		any, r, rest := patternItem(pattern, escape)
		if any {
			pattern, seenAny = rest, true
			afterAny, textAfterAny = rest, text
			if rest == "" {
				return true
			}
			continue
		}
		if text == "" && pattern == "" {
			return true
		}
		if n := matchOne(r, pattern, text); n > 0 {
			pattern, text = rest, text[n:]
			continue
		}
		if !seenAny || textAfterAny == "" {
			return false
		}
		_, n := utf8.DecodeRuneInString(textAfterAny)
		textAfterAny = textAfterAny[n:]
		pattern, text = afterAny, textAfterAny
	}
}

// anyOne stands for _ in a pattern.
const anyOne = -2

// patternItem reads the next item of a pattern: any text, or one character.
func patternItem(pattern string, escape rune) (any bool, r rune, rest string) {
	if pattern == "" {
		return false, -1, ""
	}
	r, n := utf8.DecodeRuneInString(pattern)
	rest = pattern[n:]
	switch {
	case r == escape:
		r, n = utf8.DecodeRuneInString(rest)
		if rest == "" {
			return false, -1, ""
		}
		return false, r, rest[n:]
	case r == '%':
		return true, 0, rest
	case r == '_':
		return false, anyOne, rest
	}
	return false, r, rest
}

// matchOne gives how many bytes of the text the character takes, 0 when it does not match.
func matchOne(r rune, pattern, text string) int {
	if pattern == "" || text == "" {
		return 0
	}
	t, n := utf8.DecodeRuneInString(text)
	if r == anyOne || r == t || lower(r) == lower(t) {
		return n
	}
	return 0
}

func lower(r rune) rune {
	if r >= 'A' && r <= 'Z' {
		return r + 'a' - 'A'
	}
	return r
}
