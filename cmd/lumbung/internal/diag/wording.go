package diag

import (
	"regexp"
	"sync"
)

// Wording is how a library words one of its messages, of which most runs of the program see
// none: its regular expression is compiled when a message is first compared with it.
type Wording func() *regexp.Regexp

// WordedAs makes a Wording of a regular expression. It panics, when it is first compared with,
// if the expression is none.
func WordedAs(expr string) Wording {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// Match gives the whole message and its groups; nil where it is worded otherwise.
func (w Wording) Match(message string) []string { return w().FindStringSubmatch(message) }
