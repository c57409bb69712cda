package table

import (
	"errors"
	"regexp"
	"regexp/syntax"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
)

// compilePattern makes a regular expression of XML Schema one of Go's. The two differ: an
// XML Schema expression must match all of the text, "." is no line's end, \i and \c are the
// characters of XML names, \d and \w know all scripts, and classes can be subtracted from
// each other, which Go cannot do. ^ and $ are plain characters in XML Schema; at the ends of
// a pattern they are taken for the anchors that everybody means by them.
func compilePattern(pattern string) (*regexp.Regexp, error) {
	inner := strings.TrimPrefix(pattern, "^")
	if strings.HasSuffix(inner, "$") && !strings.HasSuffix(inner, `\$`) {
		inner = strings.TrimSuffix(inner, "$")
	}
	t := patternTranslator{in: inner}
	if err := t.translate(); err != nil {
		return nil, err
	}
	re, err := regexp.Compile("^(?:" + t.out.String() + ")$")
	if err != nil {
		return nil, patternError(err)
	}
	return re, nil
}

// patternFaults are what Go finds in a regular expression.
var patternFaults = map[syntax.ErrorCode]diag.Message{
	syntax.ErrInternalError:         diag.Msg("this is not understood"),
	syntax.ErrInvalidCharClass:      diag.Msg("this is no class of characters"),
	syntax.ErrInvalidCharRange:      diag.Msg("this is no range or class of characters"),
	syntax.ErrInvalidEscape:         diag.Msg("this cannot follow a backslash"),
	syntax.ErrInvalidNamedCapture:   diag.Msg("this name of a group cannot be used"),
	syntax.ErrInvalidPerlOp:         diag.Msg("(? cannot begin a group so"),
	syntax.ErrInvalidRepeatOp:       diag.Msg("one repetition follows another"),
	syntax.ErrInvalidRepeatSize:     diag.Msg("it cannot be repeated so often"),
	syntax.ErrInvalidUTF8:           diag.Msg("this is no UTF-8"),
	syntax.ErrMissingBracket:        diag.Msg("] is missing"),
	syntax.ErrMissingParen:          diag.Msg(") is missing"),
	syntax.ErrMissingRepeatArgument: diag.Msg("there is nothing before it to repeat"),
	syntax.ErrTrailingBackslash:     diag.Msg("the pattern ends with a backslash"),
	syntax.ErrUnexpectedParen:       diag.Msg(") is too many"),
	syntax.ErrNestingDepth:          diag.Msg("it is nested too deeply"),
	syntax.ErrLarge:                 diag.Msg("it is too large"),
}

// patternError says in our words what Go finds, with the part that is wrong; not where it
// is the whole, which is not as the author wrote it.
func patternError(err error) error {
	var e *syntax.Error
	if !errors.As(err, &e) {
		return err
	}
	words, ok := patternFaults[e.Code]
	switch {
	case !ok:
		return diag.Err("%s", e.Code.String())
	case e.Expr == "" || strings.HasPrefix(e.Expr, "^(?:"):
		return diag.Err("%s", words)
	}
	return diag.Err("%s: %s", words, strings.TrimSuffix(e.Expr, ")$")) // the end is ours
}

// The classes of XML Schema in Go's words, without the brackets, and what is left when they
// are negated.
const (
	nameStart = `\p{L}\p{Nl}:_`
	nameChar  = nameStart + `\p{Nd}\p{M}\-.·`
	blank     = ` \t\n\r`
	digitsOf  = `\p{Nd}`
)

type patternTranslator struct {
	in      string
	out     strings.Builder
	inClass bool
}

func (t *patternTranslator) translate() error {
	for t.in != "" {
		c := t.in[0]
		switch {
		case c == '\\':
			if err := t.escape(); err != nil {
				return err
			}
			continue
		case t.inClass && strings.HasPrefix(t.in, "-["):
			return diag.Err("classes cannot be subtracted from each other")
		case t.inClass && c == '[':
			t.out.WriteString(`\[`)
		case c == '[':
			t.inClass = true
			t.out.WriteByte(c)
			if strings.HasPrefix(t.in, "[^") {
				t.out.WriteByte('^')
				t.in = t.in[1:]
			}
		case t.inClass && c == ']':
			t.inClass = false
			t.out.WriteByte(c)
		case !t.inClass && c == '.':
			t.out.WriteString(`[^\n\r]`)
		case !t.inClass && (c == '^' || c == '$'):
			t.out.WriteByte('\\')
			t.out.WriteByte(c)
		default:
			t.out.WriteByte(c)
		}
		t.in = t.in[1:]
	}
	return nil
}

// escape translates a backslash and what follows it.
func (t *patternTranslator) escape() error {
	if len(t.in) < 2 {
		return diag.Err("the pattern ends with a backslash")
	}
	c := t.in[1]
	classes := map[byte]string{'i': nameStart, 'c': nameChar, 's': blank, 'd': digitsOf}
	lower := c | 0x20
	switch {
	case c == 'p' || c == 'P':
		end := strings.IndexByte(t.in, '}')
		if end < 0 || t.in[2] != '{' {
			return diag.Err("%q is no property", t.in[:2])
		}
		if strings.HasPrefix(t.in[3:], "Is") {
			return diag.Err("blocks such as %q are not known; name a script, as in %q", t.in[:end+1], `\p{Latin}`)
		}
		t.out.WriteString(t.in[:end+1])
		t.in = t.in[end+1:]
		return nil
	case classes[c] != "":
		t.class(classes[c], false)
	case lower == 'w' && !t.inClass: // all but punctuation, separators and others
		t.class(`\p{P}\p{Z}\p{C}`, c == 'w')
	case c == 'w':
		t.out.WriteString(`\p{L}\p{M}\p{N}\p{S}`)
	case classes[lower] != "" && !t.inClass:
		t.class(classes[lower], true)
	case lower == 'w' || classes[lower] != "":
		return diag.Err("%q cannot stand inside a class", t.in[:2])
	default:
		t.out.WriteString(t.in[:2])
	}
	t.in = t.in[2:]
	return nil
}

func (t *patternTranslator) class(members string, negated bool) {
	switch {
	case t.inClass:
		t.out.WriteString(members)
	case negated:
		t.out.WriteString("[^" + members + "]")
	default:
		t.out.WriteString("[" + members + "]")
	}
}
