package query

import "strings"

// token is a word of SQL. Comments and spaces are none.
type token struct {
	kind  tokenKind
	text  string // as written
	start int
}

type tokenKind uint8

const (
	symbol  tokenKind = iota // an operator or a bracket
	word                     // a keyword or a name without quotes
	quoted                   // a name in quotes: "a", [a] or `a`
	literal                  // a number, a text or a blob
	param                    // :no, @no, $no, ?
	broken                   // what SQLite cannot read, such as a text without its end
)

func (t *token) end() int { return t.start + len(t.text) }

// is says whether the token is one of these keywords, in whatever case, or symbols.
func (t *token) is(words ...string) bool {
	if t.kind != word && t.kind != symbol {
		return false
	}
	for _, w := range words {
		if strings.EqualFold(t.text, w) {
			return true
		}
	}
	return false
}

// name gives what a token that is a name stands for.
func (t *token) name() (string, bool) {
	switch t.kind {
	case word:
		return t.text, true
	case quoted:
		inner := t.text[1 : len(t.text)-1]
		if q := t.text[:1]; q != "[" {
			inner = strings.ReplaceAll(inner, q+q, q)
		}
		return inner, true
	}
	return "", false
}

// names says whether the token is a name for this, in whatever case.
func (t *token) names(name string) bool {
	n, ok := t.name()
	return ok && strings.EqualFold(n, name)
}

// tokenize takes SQL apart as SQLite does (https://www.sqlite.org/lang.html, tokenize.c).
func tokenize(sql string) []token {
	var out []token
	for i := 0; i < len(sql); {
		n, kind, skip := next(sql[i:])
		if !skip {
			out = append(out, token{kind, sql[i : i+n], i})
		}
		i += n
	}
	return out
}

// next measures the token at the start of s; skip is true for spaces and comments.
func next(s string) (n int, kind tokenKind, skip bool) {
	switch c := s[0]; {
	case isSpace(c):
		return span(s, isSpace), 0, true
	case strings.HasPrefix(s, "--"):
		return upTo(s, "\n"), 0, true
	case strings.HasPrefix(s, "/*"):
		return 2 + upTo(s[2:], "*/"), 0, true
	case c == '\'':
		return quotedText(s, literal)
	case c == '"' || c == '`':
		return quotedText(s, quoted)
	case c == '[':
		if end := strings.IndexByte(s, ']'); end > 0 {
			return end + 1, quoted, false
		}
		return len(s), broken, false
	case isDigit(c) || c == '.' && len(s) > 1 && isDigit(s[1]):
		return numberToken(s), literal, false
	case c == '?':
		return 1 + span(s[1:], isDigit), param, false
	case c == ':' || c == '@' || c == '$' || c == '#':
		if n := span(s[1:], isNameByte); n > 0 {
			return 1 + n, param, false
		}
		return 1, broken, false
	case (c == 'x' || c == 'X') && len(s) > 1 && s[1] == '\'':
		n, kind, _ := quotedText(s[1:], literal)
		return 1 + n, kind, false
	case isNameByte(c):
		return span(s, isNameByte), word, false
	}
	return operator(s), symbol, false
}

// quotedText measures a text between quotes, in which two quotes stand for one.
func quotedText(s string, kind tokenKind) (int, tokenKind, bool) {
	for i := 1; i < len(s); i++ {
		if s[i] != s[0] {
			continue
		}
		if i+1 < len(s) && s[i+1] == s[0] {
			i++
			continue
		}
		return i + 1, kind, false
	}
	return len(s), broken, false
}

func numberToken(s string) int {
	if len(s) > 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X') {
		return 2 + span(s[2:], isNameByte)
	}
	i := span(s, isDigitOrLine)
	if i < len(s) && s[i] == '.' {
		i++
		i += span(s[i:], isDigitOrLine)
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		j := i + 1
		if j < len(s) && (s[j] == '+' || s[j] == '-') {
			j++
		}
		if j < len(s) && isDigit(s[j]) {
			i = j + span(s[j:], isDigitOrLine)
		}
	}
	return i + span(s[i:], isNameByte) // "12abc" is one token, and a wrong one
}

// operators of more than one character, the longest first.
var operators = []string{"->>", "->", "||", "<<", ">>", "<=", ">=", "<>", "==", "!="}

func operator(s string) int {
	for _, op := range operators {
		if strings.HasPrefix(s, op) {
			return len(op)
		}
	}
	return 1
}

func span(s string, is func(byte) bool) int {
	n := 0
	for n < len(s) && is(s[n]) {
		n++
	}
	return n
}

// upTo measures up to and with the end mark, or all.
func upTo(s, end string) int {
	if i := strings.Index(s, end); i >= 0 {
		return i + len(end)
	}
	return len(s)
}

func isSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' && c != '\v' }
func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isDigitOrLine(c byte) bool { return isDigit(c) || c == '_' }

func isNameByte(c byte) bool {
	return isDigit(c) || c == '_' || c == '$' || c >= 0x80 || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
