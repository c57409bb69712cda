package query

import "lumbung/cmd/lumbung/internal/diag"

// remark is one of SQLite's messages of which only the words are to be changed.
type remark struct {
	theirs diag.Wording
	ours   diag.Message // its verbs take the groups of theirs
	mend   diag.Message
}

var remarks = []remark{
	{diag.WordedAs(`^ambiguous column name: (.*)$`), diag.Msg("%q is a column of several of the datasets"), diag.Msg("name the dataset before it: kube.nama")},
	{diag.WordedAs(`^wrong number of arguments to function (.*)\(\)$`), diag.Msg("%q does not take that many arguments"), diag.Message{}},
	{diag.WordedAs(`^misuse of aggregate(?: function|:)? ?(.*)\(\)$`), diag.Msg("%q takes many rows together, and cannot stand here"), diag.Msg("put a condition on it after HAVING, or use a query inside the query")},
	{diag.WordedAs(`^SELECTs to the left and right of (.*) do not have the same number of result columns$`), diag.Msg("the queries on both sides of %s give different numbers of columns"), diag.Message{}},
	{diag.WordedAs(`^sub-select returns (\d+) columns - expected (\d+)$`), diag.Msg("the query inside the query gives %s columns, where %s belong"), diag.Message{}},
	{diag.WordedAs(`^HAVING clause on a non-aggregate query$`), diag.Msg("HAVING needs GROUP BY, or a function that takes many rows together"), diag.Msg("a condition on single rows stands after WHERE")},
	{diag.WordedAs(`^(\d+)\w+ (ORDER|GROUP) BY term out of range`), diag.Msg("term %s of %s BY is the number of a column that is not there"), diag.Msg("name the column instead")},
	{diag.WordedAs(`^(\d+)\w+ ORDER BY term does not match any column in the result set$`), diag.Msg("term %s of ORDER BY is none of the columns that the query gives"), diag.Message{}},
	{diag.WordedAs(`^no such collation sequence: (.*)$`), diag.Msg("there is no order called %q"), diag.Message{}},
	{diag.WordedAs(`^integer overflow$`), diag.Msg("a whole number becomes too large"), diag.Message{}},
	{diag.WordedAs(`^row value misused$`), diag.Msg("several values in brackets cannot stand here"), diag.Msg("compare them with as many others: (a, b) = (1, 2)")},
	{diag.WordedAs(`^circular reference: (.*)$`), diag.Msg("%q is made from itself"), diag.Msg("only the second half of a UNION in WITH RECURSIVE may name it")},
	{diag.WordedAs(`^duplicate WITH table name: (.*)$`), diag.Msg("%q stands twice after WITH"), diag.Message{}},
	{diag.WordedAs(`^table (.*) has (\d+) values for (\d+) columns$`), diag.Msg("the query of %q gives %s columns, and its name has %s in brackets"), diag.Message{}},
	{diag.WordedAs(`^(ORDER BY|LIMIT) clause should come after (.*) not before$`), diag.Msg("%s belongs to the end, after %s"), diag.Msg("it holds for all rows together; for those of one part, make it a query inside the query")},
	{diag.WordedAs(`^a NATURAL join may not have an ON or USING clause$`), diag.Msg("a NATURAL join has its condition already: ON and USING do not go with it"), diag.Message{}},
	{diag.WordedAs(`^cannot join using column (.*) - column not present in both tables$`), diag.Msg("%q is not a column of both datasets"), diag.Msg("name both columns after ON: kube.wilayah = regions.kode")},
	{diag.WordedAs(`^aggregate functions are not allowed in the (.*) clause$`), diag.Msg("a function that takes many rows together cannot stand in %s"), diag.Message{}},
	{diag.WordedAs(`^misuse of window function (.*)\(\)$`), diag.Msg("%q looks at other rows, and cannot stand here"), diag.Msg("give it a name in a query inside the query, and ask for that name")},
	{diag.WordedAs(`^no such window: (.*)$`), diag.Msg("there is no window %q"), diag.Msg("declare it at the end: WINDOW name AS (PARTITION BY …)")},
	{diag.WordedAs(`^(.*)\(\) may not be used as a window function$`), diag.Msg("%q does not go with OVER"), diag.Message{}},
	{diag.WordedAs(`^FILTER may not be used with non-aggregate (.*)\(\)$`), diag.Msg("%q takes one row, and FILTER goes with functions that take many"), diag.Message{}},
	{diag.WordedAs(`^DISTINCT aggregates must have exactly one argument$`), diag.Msg("with DISTINCT a function takes one argument"), diag.Message{}},
	{diag.WordedAs(`^all VALUES must have the same number of terms$`), diag.Msg("the rows after VALUES have different numbers of values"), diag.Message{}},
	{diag.WordedAs(`^(?:unknown|unknown or unsupported) join type: (.*)$`), diag.Msg("%q is no way of joining"), diag.Msg("there are JOIN, LEFT JOIN, RIGHT JOIN, FULL JOIN and CROSS JOIN")},
	{diag.WordedAs(`^malformed JSON$`), diag.Msg("the text is no JSON"), diag.Message{}},
	{diag.WordedAs(`^bad JSON path: '(.*)'$`), diag.Msg("%q is no path into JSON"), diag.Msg("it begins with $, as in '$.nama'")},
	{diag.WordedAs(`^datatype mismatch$`), diag.Msg("a value here is of another type: LIMIT and OFFSET take whole numbers"), diag.Message{}},
	{diag.WordedAs(`^unsupported frame specification$`), diag.Msg("the frame of the window ends before it begins"), diag.Message{}},
	{diag.WordedAs(`^frame (?:starting|ending) offset must be a non-negative (?:integer|number)$`), diag.Msg("a frame reaches a number of rows that is 0 or more"), diag.Message{}},
	{diag.WordedAs(`^argument of (.*) must be a positive integer$`), diag.Msg("%q takes a whole number above 0"), diag.Message{}},
	{diag.WordedAs(`^second argument to (.*) must be a positive integer$`), diag.Msg("the second argument of %q is a whole number above 0"), diag.Message{}},
	{diag.WordedAs(`^recursive aggregate queries not supported$`), diag.Msg("a query that names itself cannot take its own rows together"), diag.Msg("do so after it, in the query that reads it")},
	{diag.WordedAs(`^multiple references to recursive table: (.*)$`), diag.Msg("%q names itself twice"), diag.Message{}},
	{diag.WordedAs(`^no such index: (.*)$`), diag.Msg("there is no index %q: datasets have none"), diag.Message{}},
	{diag.WordedAs(`^a JOIN clause is required before (ON|USING)$`), diag.Msg("%s needs a JOIN before it"), diag.Message{}},
	{diag.WordedAs(`^at most (\d+) tables in a join$`), diag.Msg("a query can join %s datasets at most"), diag.Message{}},
	{diag.WordedAs(`^RAISE\(\) may only be used within a trigger-program$`), diag.Msg("RAISE has no meaning in a query"), diag.Message{}},
	{diag.WordedAs(`^no tables specified$`), diag.Msg("* needs a dataset after FROM"), diag.Message{}},
}

// rest says what needs no look at the query; what nobody foresaw is told in SQLite's words.
func (x *explainer) rest(text string) *Error {
	for _, r := range remarks {
		m := r.theirs.Match(text)
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
