package query

import (
	"regexp"

	"lumbung/cmd/lumbung/internal/diag"
)

// remark is one of SQLite's messages of which only the words are to be changed.
type remark struct {
	theirs *regexp.Regexp
	ours   diag.Message // its verbs take the groups of theirs
	mend   diag.Message
}

var remarks = []remark{
	{regexp.MustCompile(`^ambiguous column name: (.*)$`), diag.Msg("%q is a column of several of the datasets"), diag.Msg("name the dataset before it: kube.nama")},
	{regexp.MustCompile(`^wrong number of arguments to function (.*)\(\)$`), diag.Msg("%q does not take that many arguments"), diag.Message{}},
	{regexp.MustCompile(`^misuse of aggregate(?: function|:)? ?(.*)\(\)$`), diag.Msg("%q takes many rows together, and cannot stand here"), diag.Msg("put a condition on it after HAVING, or use a query inside the query")},
	{regexp.MustCompile(`^SELECTs to the left and right of (.*) do not have the same number of result columns$`), diag.Msg("the queries on both sides of %s give different numbers of columns"), diag.Message{}},
	{regexp.MustCompile(`^sub-select returns (\d+) columns - expected (\d+)$`), diag.Msg("the query inside the query gives %s columns, where %s belong"), diag.Message{}},
	{regexp.MustCompile(`^HAVING clause on a non-aggregate query$`), diag.Msg("HAVING needs GROUP BY, or a function that takes many rows together"), diag.Msg("a condition on single rows stands after WHERE")},
	{regexp.MustCompile(`^(\d+)\w+ (ORDER|GROUP) BY term out of range`), diag.Msg("term %s of %s BY is the number of a column that is not there"), diag.Msg("name the column instead")},
	{regexp.MustCompile(`^(\d+)\w+ ORDER BY term does not match any column in the result set$`), diag.Msg("term %s of ORDER BY is none of the columns that the query gives"), diag.Message{}},
	{regexp.MustCompile(`^no such collation sequence: (.*)$`), diag.Msg("there is no order called %q"), diag.Message{}},
	{regexp.MustCompile(`^integer overflow$`), diag.Msg("a whole number becomes too large"), diag.Message{}},
	{regexp.MustCompile(`^row value misused$`), diag.Msg("several values in brackets cannot stand here"), diag.Msg("compare them with as many others: (a, b) = (1, 2)")},
	{regexp.MustCompile(`^circular reference: (.*)$`), diag.Msg("%q is made from itself"), diag.Msg("only the second half of a UNION in WITH RECURSIVE may name it")},
	{regexp.MustCompile(`^duplicate WITH table name: (.*)$`), diag.Msg("%q stands twice after WITH"), diag.Message{}},
	{regexp.MustCompile(`^table (.*) has (\d+) values for (\d+) columns$`), diag.Msg("the query of %q gives %s columns, and its name has %s in brackets"), diag.Message{}},
	{regexp.MustCompile(`^(ORDER BY|LIMIT) clause should come after (.*) not before$`), diag.Msg("%s belongs to the end, after %s"), diag.Msg("it holds for all rows together; for those of one part, make it a query inside the query")},
	{regexp.MustCompile(`^a NATURAL join may not have an ON or USING clause$`), diag.Msg("a NATURAL join has its condition already: ON and USING do not go with it"), diag.Message{}},
	{regexp.MustCompile(`^cannot join using column (.*) - column not present in both tables$`), diag.Msg("%q is not a column of both datasets"), diag.Msg("name both columns after ON: kube.wilayah = regions.kode")},
	{regexp.MustCompile(`^aggregate functions are not allowed in the (.*) clause$`), diag.Msg("a function that takes many rows together cannot stand in %s"), diag.Message{}},
	{regexp.MustCompile(`^misuse of window function (.*)\(\)$`), diag.Msg("%q looks at other rows, and cannot stand here"), diag.Msg("give it a name in a query inside the query, and ask for that name")},
	{regexp.MustCompile(`^no such window: (.*)$`), diag.Msg("there is no window %q"), diag.Msg("declare it at the end: WINDOW name AS (PARTITION BY …)")},
	{regexp.MustCompile(`^(.*)\(\) may not be used as a window function$`), diag.Msg("%q does not go with OVER"), diag.Message{}},
	{regexp.MustCompile(`^FILTER may not be used with non-aggregate (.*)\(\)$`), diag.Msg("%q takes one row, and FILTER goes with functions that take many"), diag.Message{}},
	{regexp.MustCompile(`^DISTINCT aggregates must have exactly one argument$`), diag.Msg("with DISTINCT a function takes one argument"), diag.Message{}},
	{regexp.MustCompile(`^all VALUES must have the same number of terms$`), diag.Msg("the rows after VALUES have different numbers of values"), diag.Message{}},
	{regexp.MustCompile(`^(?:unknown|unknown or unsupported) join type: (.*)$`), diag.Msg("%q is no way of joining"), diag.Msg("there are JOIN, LEFT JOIN, RIGHT JOIN, FULL JOIN and CROSS JOIN")},
	{regexp.MustCompile(`^malformed JSON$`), diag.Msg("the text is no JSON"), diag.Message{}},
	{regexp.MustCompile(`^bad JSON path: '(.*)'$`), diag.Msg("%q is no path into JSON"), diag.Msg("it begins with $, as in '$.nama'")},
	{regexp.MustCompile(`^datatype mismatch$`), diag.Msg("a value here is of another type: LIMIT and OFFSET take whole numbers"), diag.Message{}},
	{regexp.MustCompile(`^unsupported frame specification$`), diag.Msg("the frame of the window ends before it begins"), diag.Message{}},
	{regexp.MustCompile(`^frame (?:starting|ending) offset must be a non-negative (?:integer|number)$`), diag.Msg("a frame reaches a number of rows that is 0 or more"), diag.Message{}},
	{regexp.MustCompile(`^argument of (.*) must be a positive integer$`), diag.Msg("%q takes a whole number above 0"), diag.Message{}},
	{regexp.MustCompile(`^second argument to (.*) must be a positive integer$`), diag.Msg("the second argument of %q is a whole number above 0"), diag.Message{}},
	{regexp.MustCompile(`^recursive aggregate queries not supported$`), diag.Msg("a query that names itself cannot take its own rows together"), diag.Msg("do so after it, in the query that reads it")},
	{regexp.MustCompile(`^multiple references to recursive table: (.*)$`), diag.Msg("%q names itself twice"), diag.Message{}},
	{regexp.MustCompile(`^no such index: (.*)$`), diag.Msg("there is no index %q: datasets have none"), diag.Message{}},
	{regexp.MustCompile(`^a JOIN clause is required before (ON|USING)$`), diag.Msg("%s needs a JOIN before it"), diag.Message{}},
	{regexp.MustCompile(`^at most (\d+) tables in a join$`), diag.Msg("a query can join %s datasets at most"), diag.Message{}},
	{regexp.MustCompile(`^RAISE\(\) may only be used within a trigger-program$`), diag.Msg("RAISE has no meaning in a query"), diag.Message{}},
	{regexp.MustCompile(`^no tables specified$`), diag.Msg("* needs a dataset after FROM"), diag.Message{}},
}

// rest says what needs no look at the query; what nobody foresaw is told in SQLite's words.
func (x *explainer) rest(text string) *Error {
	for _, r := range remarks {
		m := r.theirs.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		var args []any
		for _, group := range m[1:] {
			args = append(args, group)
		}
		e := x.here().wrong(r.ours.Format, args...)
		if r.mend.Format != "" {
			e.Note(r.mend.Format, r.mend.Args...)
		}
		return e
	}
	return x.here().wrong("%s", text)
}
