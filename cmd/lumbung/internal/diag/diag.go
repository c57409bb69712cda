// Package diag is how Lumbung tells an author what is wrong: where, what, and how to
// mend it. It is the interface most people meet.
//
// A File is a source file that was read; it turns byte offsets into a Span (line and
// column, both from 1). A Diagnostic is one problem: a Span, a Message and notes,
// each with a place of its own if it has one. A Log collects them from all stages, and
// Print writes them in the order of file, line and column:
//
//	data/pmks.csv:14:20: error: "58.033" is not an integer (field "jumlah")
//	   14 | 5301,anak_telantar,58.033
//	      |                    ~~~~~~
//	  note: if the dot groups thousands, declare groupChar = "." for "jumlah" at data/pmks.toml:22:1
//
// Messages keep their format and arguments apart until they are printed, so that the
// English format is the key to its translation.
//
// diag imports no parser: each reader translates its parser's errors.
package diag

import (
	"fmt"
	"sort"
	"strings"
	"sync"
)

// Severity says what a diagnostic does to the build.
type Severity uint8

const (
	Error   Severity = iota // nothing is written
	Warning                 // told, and the build goes on
	Info                    // told when asked for
)

// String gives the word that stands in the diagnostic's first line.
func (s Severity) String() string {
	return [...]string{"error", "warning", "info"}[s]
}

// Message is a text and its arguments, kept apart so that it can be translated.
type Message struct {
	Format string
	Args   []any
}

// Msg makes a message; the format is English, in lower case and without a full stop. What
// depends on a number before it is written "%d {row|rows}".
func Msg(format string, args ...any) Message { return Message{format, args} }

// String is the message in English.
func (m Message) String() string {
	if len(m.Args) == 0 {
		return m.Format
	}
	return fmt.Sprintf(chosen(m.Format, m.Args), m.Args...)
}

// In is the message in another language, for which say gives the format. Arguments that
// are messages are words of ours and are translated with it; the author's own words stay.
func (m Message) In(say func(format string) string) string {
	args := make([]any, len(m.Args))
	for i, arg := range m.Args {
		if words, ok := arg.(Message); ok {
			arg = words.In(say)
		}
		args[i] = arg
	}
	return Message{say(m.Format), args}.String()
}

// Note adds to a diagnostic what to do about it, or where the other half of it is.
type Note struct {
	Span Span // zero: no place of its own
	Message
}

// Diagnostic is one problem in an author's files.
type Diagnostic struct {
	Rule     string // stable name, kebab-case: "cell-type", "foreign-key"
	Severity Severity
	Span     Span
	Message
	Notes []Note
	// Private masks the excerpt: the value must not appear in a build log.
	Private bool
}

// Note appends a hint that has no place of its own and gives the diagnostic back.
func (d *Diagnostic) Note(format string, args ...any) *Diagnostic {
	d.Notes = append(d.Notes, Note{Message: Msg(format, args...)})
	return d
}

// listedNames is how many names a hint lists.
const listedNames = 40

// Suggest appends what a name that does not exist was meant to be: the nearest of those that
// there are or, as format says with a %s, all of them; of very many the first.
func (d *Diagnostic) Suggest(name string, known []string, format string) *Diagnostic {
	switch near := Closest(name, known); {
	case near != "":
		return d.Note("did you mean %q?", near)
	case len(known) == 0:
		return d.Note("there is none yet")
	case len(known) > listedNames:
		return d.Note(format, strings.Join(known[:listedNames], ", ")+", …")
	}
	return d.Note(format, strings.Join(known, ", "))
}

// NoteAt appends a hint that points somewhere.
func (d *Diagnostic) NoteAt(at Span, format string, args ...any) *Diagnostic {
	d.Notes = append(d.Notes, Note{Span: at, Message: Msg(format, args...)})
	return d
}

// Log collects diagnostics. It is safe for concurrent use.
type Log struct {
	mu     sync.Mutex
	all    []*Diagnostic
	levels map[string]Severity
	off    map[string]bool
}

// SetLevel raises or lowers a rule's warnings, as site.toml asks. Errors are never lowered.
func (l *Log) SetLevel(rule, level string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.levels == nil {
		l.levels, l.off = map[string]Severity{}, map[string]bool{}
	}
	switch level {
	case "error":
		l.levels[rule] = Error
	case "warning":
		l.levels[rule] = Warning
	case "info":
		l.levels[rule] = Info
	case "off":
		l.off[rule] = true
	default:
		return Err("a rule's level is error, warning, info or off, not %q", level)
	}
	return nil
}

// Error adds an error.
func (l *Log) Error(rule string, at Span, format string, args ...any) *Diagnostic {
	return l.Add(&Diagnostic{Rule: rule, Severity: Error, Span: at, Message: Msg(format, args...)})
}

// Warn adds a warning.
func (l *Log) Warn(rule string, at Span, format string, args ...any) *Diagnostic {
	return l.Add(&Diagnostic{Rule: rule, Severity: Warning, Span: at, Message: Msg(format, args...)})
}

// Add adds a diagnostic and gives it back, so that notes can be put on it.
func (l *Log) Add(d *Diagnostic) *Diagnostic {
	l.mu.Lock()
	defer l.mu.Unlock()
	if d.Severity != Error {
		if l.off[d.Rule] {
			return d
		}
		if level, ok := l.levels[d.Rule]; ok {
			d.Severity = level
		}
	}
	l.all = append(l.all, d)
	return d
}

// Errors counts the errors so far.
func (l *Log) Errors() int { return l.count(Error) }

// Warnings counts the warnings so far.
func (l *Log) Warnings() int { return l.count(Warning) }

func (l *Log) count(s Severity) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := 0
	for _, d := range l.all {
		if d.Severity == s {
			n++
		}
	}
	return n
}

// Sorted gives all diagnostics by file, line and column; at one place, errors first.
// Two that say the same at the same place are one.
func (l *Log) Sorted() []*Diagnostic {
	l.mu.Lock()
	all := append([]*Diagnostic(nil), l.all...)
	l.mu.Unlock()
	sort.SliceStable(all, func(i, j int) bool { return less(all[i], all[j]) })
	out := all[:0]
	for i, d := range all {
		if i > 0 && d.Span.same(all[i-1].Span) && d.Rule == all[i-1].Rule && d.String() == all[i-1].String() {
			continue
		}
		out = append(out, d)
	}
	return out
}

func less(a, b *Diagnostic) bool {
	if af, bf := a.Span.Name(), b.Span.Name(); af != bf {
		return af < bf
	}
	if a.Span.Line != b.Span.Line {
		return a.Span.Line < b.Span.Line
	}
	if a.Span.Col != b.Span.Col {
		return a.Span.Col < b.Span.Col
	}
	if a.Severity != b.Severity {
		return a.Severity < b.Severity
	}
	return a.String() < b.String()
}
