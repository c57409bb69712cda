package query

import (
	"strings"

	"lumbung/cmd/lumbung/internal/query/sqlite"
)

// What a query may be is checked twice: here by its words, so that what is refused is
// told in the author's terms; and by SQLite, which asks authorize for each thing that the
// statement would do, whatever way it was written in.

// statements are what SQL knows besides reading.
var statements = []string{"INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER", "ATTACH", "DETACH", "PRAGMA",
	"VACUUM", "BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE", "REINDEX", "ANALYZE", "EXPLAIN"}

// guard says whether tokens can be a query: one statement that reads.
func guard(tokens []token) *Error {
	if len(tokens) == 0 || tokens[0].is(";") {
		return wrong("the query is empty").Note("write a SELECT, such as SELECT count(*) FROM name")
	}
	switch first := &tokens[0]; {
	case first.is(statements...):
		return first.wrong("%s is not allowed: a query only reads", strings.ToUpper(first.text)).Note("begin with SELECT, WITH or VALUES")
	case !first.is("SELECT", "WITH", "VALUES"):
		return first.wrong("a query begins with SELECT, WITH or VALUES, not %q", first.text)
	}
	for i := range tokens {
		if tokens[i].is(";") && i+1 < len(tokens) && !tokens[i+1].is(";") {
			return tokens[i+1].wrong("a query is one statement, and here begins another").Note("make two queries of it, or take the semicolon away")
		}
	}
	return nil
}

// denial is what a statement was refused for.
type denial struct {
	action sqlite.Action
	name   string // of the table or function
}

// authorize lets a statement read datasets and call functions that only compute. It notes
// which datasets are read, and which columns of them.
func (s *session) authorize(action sqlite.Action, first, second string) bool {
	switch action {
	case sqlite.Select, sqlite.Recursive:
		return true
	case sqlite.Read:
		if _, ok := s.known[first]; ok {
			s.reads[first] = true
			s.columns[Origin{first, second}] = true
			return true
		}
		// Without a column this may be the name of a common table expression.
		if second == "" || first == "json_each" || first == "json_tree" {
			return true
		}
		s.denied = &denial{action, first}
	case sqlite.Call:
		if allowedFunctions[strings.ToLower(second)] {
			return true
		}
		s.denied = &denial{action, second}
	default:
		s.denied = &denial{action: action}
	}
	return false
}

// allowedFunctions only compute. What is not here is refused, and so are functions that a
// later SQLite brings: random and those that know the time make another site each day,
// load_extension runs code.
var allowedFunctions = set(`
abs char coalesce concat concat_ws count format glob group_concat hex if ifnull iif instr length like likelihood likely
lower ltrim max min nullif octet_length printf quote replace round rtrim sign soundex string_agg substr substring sum
avg total trim typeof unhex unicode unistr unistr_quote unlikely upper
date datetime time julianday strftime timediff unixepoch
json json_array json_array_length json_error_position json_extract json_group_array json_group_object json_insert
json_object json_patch json_pretty json_quote json_remove json_replace json_set json_type json_valid json_array_insert
jsonb jsonb_array jsonb_extract jsonb_group_array jsonb_group_object jsonb_insert jsonb_object jsonb_patch jsonb_remove
jsonb_replace jsonb_set jsonb_array_insert -> ->>
acos acosh asin asinh atan atan2 atanh ceil ceiling cos cosh degrees exp floor ln log log10 log2 mod pi pow power
radians sin sinh sqrt tan tanh trunc
cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank row_number
+ - *
`)

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}
