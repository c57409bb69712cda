package tomlfile

import (
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
)

// saying is one of the parser's messages, and ours in its place: the parser's speak of
// tokens and types, in English only.
type saying struct {
	theirs diag.Wording
	ours   diag.Message // its arguments are the numbers of groups of theirs
	mend   diag.Message // zero: the message is enough
}

func said(theirs string, ours diag.Message) saying {
	return saying{theirs: diag.WordedAs(theirs), ours: ours}
}

func (s saying) mended(how diag.Message) saying {
	s.mend = how
	return s
}

// A group of the parser's message that ours shows.
type group int

var (
	quotes    = diag.Msg(`a text stands in quotes: title = "…"`)
	longText  = diag.Msg(`close it with the quotation mark that it begins with; a text over several lines stands between """ and """`)
	backslash = diag.Msg(`write a backslash twice, or the text in single quotes, which take it as it is: 'C:\data'`)
	asUTF8    = diag.Msg("save the file as UTF-8")
)

// sayings are tried in this order.
var sayings = []saying{
	said(`^(?:unexpected EOF; expected value|expected value but found '\\n' instead)$`, diag.Msg("a value is missing")).mended(quotes),
	said(`^expected value but found ['"](.*)['"] instead$`, diag.Msg("%q is no value", group(1))).mended(quotes),
	said(`^strings cannot contain newlines$`, diag.Msg("the text is not closed on its line")).mended(longText),
	said(`^unexpected EOF; expected ['"]+$`, diag.Msg("the file ends before the text is closed")).mended(longText),
	said(`^unexpected ['"]+$`, diag.Msg("here are too many quotation marks")),
	said(`^expected a top-level item to end with a newline, comment, or EOF, but got '(.*)' instead$`, diag.Msg("nothing may follow a value on its line, and here is %q", group(1))),
	said(`^expected '\.' or '=', but got '(.*)' instead$`, diag.Msg("a key is followed by =, and here is %q", group(1))),
	said(`^unexpected EOF; expected key separator '='$`, diag.Msg("the key has no = and no value")),
	said(`^unexpected '='`, diag.Msg("the key before = is missing")),
	said(`^unexpected '\.'`, diag.Msg("a key cannot begin with a dot, or have two together")),
	said(`^expected a comma \(','\) or array terminator`, diag.Msg("the list is not closed: a comma or ] is missing")),
	said(`^expected a comma or an inline table terminator`, diag.Msg("the table is not closed: a comma or } is missing")),
	said(`^unexpected comma$`, diag.Msg("a value is missing before the comma")),
	said(`^expected (?:'\.' or '\]' to end table name|end of table array name delimiter)`, diag.Msg("the name of the table is not closed: ] is missing")),
	said(`^unexpected (?:end of table name|table separator)`, diag.Msg("the table has no name")),
	said(`^Key '(.*)' (?:has already been defined|was already created)`, diag.Msg("%q stands twice", group(1))).mended(diag.Msg("keep one of them; a list of tables has double brackets: [[…]]")),
	said(`^"?(.*?)"? is not a table$`, diag.Msg("%q is no table", group(1))),
	said(`^Invalid (?:integer|float) "(.*)": cannot have leading zeroes$`, diag.Msg("the number %q begins with 0", group(1))).mended(diag.Msg("write a code in quotes: %q", group(1))),
	said(`^Invalid (?:integer|float)(?: value:)? "(.*?)"`, diag.Msg("%q is no number", group(1))),
	said(`^invalid float: '(.*)'$`, diag.Msg("%q is no number", group(1))),
	said(`^(?:cannot use sign with non-decimal numbers|not an? (?:binary|octal|hexadecimal) number): '(.*)'$`, diag.Msg("%q is no number", group(1))),
	said(`^(?:floats must start with a digit|expected a digit but got)`, diag.Msg("a number begins with a digit")).mended(diag.Msg("write a decimal with a point and a digit on both sides: 0.5")),
	said(`^(.*) is out of (?:range for|the safe) `, diag.Msg("%q is too large a number", group(1))),
	said(`^invalid datetime: "(.*)"$`, diag.Msg("%q is no date", group(1))).mended(diag.Msg(`write it as "2026-11-24"`)),
	said(`^invalid escape(?: in string)?:? '(.*)'$`, diag.Msg("%s means nothing in a text", group(1))).mended(backslash),
	said(`^expected (?:two|four|eight) hexadecimal digits after '(..)'`, diag.Msg("%s means nothing in a text", group(1))).mended(backslash),
	said(`^Escaped character '(.*)' is not valid`, diag.Msg("%s is no character", group(1))),
	said(`^TOML files cannot contain control characters: '(.*)'$`, diag.Msg("the file has a character that cannot be seen here: %s", group(1))).mended(diag.Msg("delete it, or write the line anew")),
	said(`^invalid UTF-8 byte: (.*)$`, diag.Msg("the file is not UTF-8: byte %s stands here", group(1))).mended(asUTF8),
	said(`^newlines not allowed within inline tables$`, diag.Msg("a table in { } stands on one line")),
	said(`^unexpected EOF$`, diag.Msg("the file ends too early")),
	said(`^a text must be a string, in each language \("(.*)" is not\)$`, diag.Msg("a text must be a string in each language, and %q has none", group(1))),
	said(`^a list must be an array of strings, in each language \("(.*)" is not\)$`, diag.Msg("a list must be texts in each language, and %q has none", group(1))),
	said(`^a text must be a string, or a table of strings by language$`, diag.Msg("a text must be a string, or a table of strings by language")).mended(diag.Msg(`write title = "…", or title = { id = "…", en = "…" }`)),
	said(`^expected the name of a field, or a list of names$`, diag.Msg("here belongs the name of a field, or a list of names")).mended(diag.Msg(`write primaryKey = ["no"]`)),
	said(`^expected a value, or a table of "value" and "label"$`, diag.Msg("here belongs a value, or a table of value and label")).mended(diag.Msg(`write { value = "-", label = "…" }`)),
	said(`^a list must be an array of strings, or a table of arrays by language$`, diag.Msg("a list must be an array of strings, or a table of arrays by language")),
}

// kinds are the parser's words for what a value is.
var kinds = map[string]diag.Message{
	"string": diag.Msg("a text"), "int64": diag.Msg("a whole number"), "integer": diag.Msg("a whole number"), "float64": diag.Msg("a number"), "float": diag.Msg("a number"),
	"bool": diag.Msg("true or false"), "boolean": diag.Msg("true or false"), "time.Time": diag.Msg("a date"),
	"map[string]any": diag.Msg("a table"), "map": diag.Msg("a table"), "[]map[string]any": diag.Msg("a list of tables"), "[]any": diag.Msg("a list"), "slice": diag.Msg("a list"),
}

var (
	wrongKind = diag.WordedAs(`incompatible types: TOML value has type (\S+); destination has type (.+)$`)
	noTable   = diag.WordedAs(`(?s)^type mismatch for .*: expected (table) but found (\S+)$`)
)

// translate gives what to say in the place of a parser's message, and how to mend it. What
// nobody foresaw is said in the parser's own words.
func translate(theirs string) (ours, mend diag.Message) {
	theirs = strings.TrimPrefix(theirs, "toml: ")
	if m := noTable.Match(theirs); m != nil {
		theirs = "incompatible types: TOML value has type " + m[2] + "; destination has type map"
	}
	if m := wrongKind.Match(theirs); m != nil {
		is, isKnown := kinds[m[1]]
		wanted, wantedKnown := kinds[m[2]]
		if isKnown && wantedKnown {
			return diag.Msg("this is %s, where %s belongs", is, wanted), mendKind(m[1], m[2])
		}
	}
	for _, s := range sayings {
		if m := s.theirs.Match(theirs); m != nil {
			return filled(s.ours, m), filled(s.mend, m)
		}
	}
	return diag.Msg("%s", theirs), diag.Message{}
}

func mendKind(is, wanted string) diag.Message {
	switch {
	case wanted == "string":
		return quotes
	case is == "string" && (wanted == "integer" || wanted == "float" || wanted == "boolean"):
		return diag.Msg("leave out the quotation marks")
	case wanted == "slice":
		return diag.Msg(`write a list in brackets, even of one: ["…"]`)
	}
	return diag.Message{}
}

// filled puts the groups of a match into a message.
func filled(words diag.Message, match []string) diag.Message {
	args := make([]any, len(words.Args))
	for i, arg := range words.Args {
		if g, ok := arg.(group); ok {
			arg = match[g]
		}
		args[i] = arg
	}
	words.Args = args
	return words
}
