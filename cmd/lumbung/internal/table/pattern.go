package table

import (
	"fmt"
	"regexp"
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
		return nil, fmt.Errorf("%s", strings.TrimPrefix(err.Error(), "error parsing regexp: "))
	}
	return re, nil
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
