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
