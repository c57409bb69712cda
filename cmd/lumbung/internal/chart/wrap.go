package chart

import (
	"strings"
	"unicode/utf8"
)

// typeset is what text is measured in: a face at a size.
type typeset struct {
	face *face
	size du
}

func (t typeset) fit(s string) du { return t.face.width(s, t.size) * 106 / 100 }

// wrap breaks a text into lines no wider than room, at spaces. A word too long for a
// line is cut where it must be: nothing is ever left out or abbreviated.
func (f form) wrap(st style, s string, room du) []string {
	return wrapBy(typeset{f.face(st), f.size(st)}, s, room)
}

func wrapBy(t typeset, s string, room du) []string {
	if t.fit(s) <= room {
		return []string{s}
	}
	var lines []string
	line := ""
	for _, word := range words(s) {
		joined := word
		if line != "" {
			joined = line + " " + word
		}
		if t.fit(joined) <= room {
			line = joined
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for line = word; t.fit(line) > room; {
			cut := t.cut(line, room)
			if cut == len(line) {
				break
			}
			lines = append(lines, line[:cut])
			line = line[cut:]
		}
	}
	if line != "" || len(lines) == 0 {
		lines = append(lines, line)
	}
	return lines
}

// cut is how many bytes of a word fit, at least one character. A slash or a hyphen is
// the better place.
func (t typeset) cut(word string, room du) int {
	_, n := utf8.DecodeRuneInString(word)
	for i := range word {
		if i <= n {
			continue
		}
		if t.fit(word[:i]) > room {
			break
		}
		n = i
	}
	if slash := strings.LastIndexAny(word[:n], "/-"); slash > 0 {
		return slash + 1
	}
	return n
}

// balance wraps into as few lines as room allows, then narrows them so that they come
// out about even: a label of two lines reads better as two halves.
func (f form) balance(st style, s string, room du) []string {
	return balanceBy(typeset{f.face(st), f.size(st)}, s, room)
}

func balanceBy(t typeset, s string, room du) []string {
	lines := wrapBy(t, s, room)
	if len(lines) == 1 || brokenWords(lines, s) {
		return lines
	}
	for narrower := room; ; {
		// Down to its widest line a text comes out the same, and need not be tried.
		widest := du(0)
		for _, line := range lines {
			widest = max(widest, t.fit(line))
		}
		narrower = min(narrower-narrowing, room-((room-widest)/narrowing+1)*narrowing)
		if narrower <= room/4 {
			return lines
		}
		tried := wrapBy(t, s, narrower)
		if len(tried) > len(lines) || brokenWords(tried, s) {
			return lines
		}
		lines = tried
	}
}

// narrowing is the step by which lines are narrowed to make them even.
const narrowing = 4 * px

// brokenWords says whether wrapping had to cut inside a word.
func brokenWords(lines []string, s string) bool {
	n := 0
	for _, l := range lines {
		n += len(words(l))
	}
	return n != len(words(s))
}

// words parts a text at spaces, but not at those that must not break.
func words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' })
}
