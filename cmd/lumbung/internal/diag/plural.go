package diag

import (
	"reflect"
	"strings"
)

// Plurals. English says "1 error" and "2 errors"; Indonesian has one form for both. So the
// English format holds both, "%d {error|errors}", and the number before the braces picks.
// They are in the format only: what looks like them in an argument is the author's own.

// chosen is a format with the word that fits each number, for these arguments.
func chosen(format string, args []any) string {
	if !strings.Contains(format, "|") {
		return format
	}
	var b strings.Builder
	at, one := 0, false // the next argument; whether the last number was 1
	for i := 0; i < len(format); {
		switch format[i] {
		case '%':
			end := verbEnd(format, i)
			if n, ok := indexOf(format[i:end]); ok {
				at = n
			}
			if format[end-1] != '%' {
				if at < len(args) {
					one = isOne(args[at], one)
				}
				at++
			}
			b.WriteString(format[i:end])
			i = end
		case '{':
			singular, plural, length := forms(format[i:])
			switch {
			case length == 0:
				b.WriteByte('{')
				length = 1
			case one:
				b.WriteString(singular)
			default:
				b.WriteString(plural)
			}
			i += length
		default:
			b.WriteByte(format[i])
			i++
		}
	}
	return b.String()
}

// verbEnd is where the verb that starts at i ends.
func verbEnd(format string, i int) int {
	for i++; i < len(format); i++ {
		if c := format[i]; c == '%' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
			return i + 1
		}
	}
	return len(format)
}

// indexOf reads the number of an argument, from 1, out of a verb such as %[2]d.
func indexOf(verb string) (at int, ok bool) {
	_, rest, ok := strings.Cut(verb, "[")
	if !ok || rest == "" || rest[0] < '1' || rest[0] > '9' {
		return 0, false
	}
	return int(rest[0] - '1'), true
}

// isOne says whether an argument is the number 1; what is no number leaves the last one.
func isOne(arg any, last bool) bool {
	switch v := reflect.ValueOf(arg); {
	case v.CanInt():
		return v.Int() == 1
	case v.CanUint():
		return v.Uint() == 1
	}
	return last
}

// forms takes "{error|errors}" apart; its length is 0 where a text does not start so.
func forms(text string) (singular, plural string, length int) {
	inside, _, ok := strings.Cut(text[1:], "}")
	singular, plural, two := strings.Cut(inside, "|")
	if !ok || !two || strings.ContainsAny(inside, "{%") || strings.Contains(plural, "|") {
		return "", "", 0
	}
	return singular, plural, len(inside) + 2
}
