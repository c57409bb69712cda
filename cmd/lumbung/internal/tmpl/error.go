package tmpl

import (
	"errors"
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"

	"lumbung/cmd/lumbung/internal/diag"
)

// Error is a mistake in a template, at its place. Line and Col count from 1, Col in
// bytes; Col is 0 where only the line is known, Line is 0 where not even that.
type Error struct {
	File    string
	Line    int
	Col     int
	Len     int // bytes of the line that are meant; 0: unknown
	Message string
	Note    string // how to mend it; "" where nothing is known
	// Words and Mend are Message and Note to be translated; zero where they are another
	// package's words.
	Words, Mend diag.Message
	Err         error // what a function of the theme returned; nil for other mistakes
}

// Error gives the place and the message in one line.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d", e.Line)
		if e.Col > 0 {
			fmt.Fprintf(&b, ":%d", e.Col)
		}
	}
	b.WriteString(": ")
	b.WriteString(e.Message)
	if e.Note != "" {
		b.WriteString(" (" + e.Note + ")")
	}
	return b.String()
}

// say gives the mistake its message.
func (e *Error) say(words diag.Message) { e.Words, e.Message = words, words.String() }

// Unwrap gives the error of the function that the template called.
func (e *Error) Unwrap() error { return e.Err }

// Errors lists the mistakes that an error of this package consists of, by file and line.
func Errors(err error) []*Error {
	var all []*Error
	var walk func(error)
	walk = func(err error) {
		switch e := err.(type) {
		case *Error:
			all = append(all, e)
		case interface{ Unwrap() []error }:
			for _, one := range e.Unwrap() {
				walk(one)
			}
		}
	}
	walk(err)
	slices.SortStableFunc(all, func(a, b *Error) int {
		if c := strings.Compare(a.File, b.File); c != 0 {
			return c
		}
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Col - b.Col
	})
	return all
}

// join makes one error of many, in the order of their places.
func join(all []*Error) error {
	if len(all) == 0 {
		return nil
	}
	list := make([]error, len(all))
	for i, e := range all {
		list[i] = e
	}
	sorted := Errors(errors.Join(list...))
	for i, e := range sorted {
		list[i] = e
	}
	return errors.Join(list...)
}

// parseError reads the place out of a message of text/template/parse, which has no other
// form: "template: NAME:LINE: WHAT".
func parseError(file string, err error) *Error {
	rest, ok := strings.CutPrefix(err.Error(), "template: "+file+":")
	if !ok {
		return &Error{File: file, Message: strings.TrimPrefix(err.Error(), "template: ")}
	}
	e := &Error{File: file, Message: strings.TrimSpace(rest)}
	if number, what, ok := strings.Cut(rest, ":"); ok {
		if line, err := strconv.Atoi(number); err == nil {
			e.Line, e.Message = line, strings.TrimSpace(what)
		}
	}
	return e
}

// escapeError gives what html/template found while it worked out the contexts.
func (s *Set) escapeError(name string, err error) *Error {
	var found *template.Error
	if !errors.As(err, &found) {
		return &Error{File: s.file(name), Message: strings.TrimPrefix(err.Error(), "html/template: ")}
	}
	e := &Error{File: s.file(found.Name), Line: found.Line, Message: found.Description}
	if found.Name == "" || strings.HasPrefix(found.Name, startPrefix) {
		e.File = s.file(name)
	}
	if found.Node == nil && found.Line == 0 {
		if at := s.locate(name, found, map[string]bool{}); at != nil {
			at.Message = found.Description
			return at
		}
	}
	if found.Node != nil {
		at := s.place(found.Node, "")
		e.File, e.Col = at.File, at.Col
		if e.Line == 0 || e.Line == at.Line {
			e.Line = at.Line
		} else {
			e.Col = 0
		}
	}
	return e
}

// place gives the place of a node. Where word is given, and stands in the same action, the
// place is the word's: the parser gives ".Page.Title" the place of its second part.
func (s *Set) place(node parse.Node, word string) *Error {
	location, _ := (*parse.Tree)(nil).ErrorContext(node)
	e := &Error{File: location}
	if rest, col, ok := cutLast(location); ok {
		if file, line, ok := cutLast(rest); ok {
			e.File, e.Line, e.Col = file, line, col+1
		}
	}
	if word == "" {
		return e
	}
	text, pos := s.texts[e.File], int(node.Position())
	if pos > len(text) {
		return e
	}
	start := max(strings.LastIndex(text[:pos], "{{"), 0)
	end := len(text)
	if i := strings.Index(text[pos:], "}}"); i >= 0 {
		end = pos + i
	}
	if i := strings.LastIndex(text[start:end], word); i >= 0 {
		if j := strings.Index(text[pos:end], word); j >= 0 {
			i = pos + j - start
		}
		before := text[:start+i]
		e.Line = 1 + strings.Count(before, "\n")
		e.Col = len(before) - strings.LastIndexByte(before, '\n')
		e.Len = len(word)
	}
	return e
}

// cutLast takes the number after the last colon off a place.
func cutLast(s string) (string, int, bool) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return s, 0, false
	}
	n, err := strconv.Atoi(s[i+1:])
	return s[:i], n, err == nil
}

// failure is what stops the running of a template; it is thrown by panic, and caught
// where the template was started.
type failure struct {
	node  parse.Node
	words diag.Message
	err   error
}

// throw stops the template at a node.
func throw(node parse.Node, format string, args ...any) {
	panic(&failure{node: node, words: diag.Msg(format, args...)})
}

// caught makes an error of what was thrown, or of what a function that the template
// called panicked with: html/template gives an error in that case too.
func (s *Set) caught(thrown any, at parse.Node) *Error {
	if f, ok := thrown.(*failure); ok {
		e := s.place(f.node, "")
		e.say(f.words)
		e.Err = f.err
		return e
	}
	e := &Error{Message: fmt.Sprint(thrown)}
	if at != nil {
		e = s.place(at, "")
		e.Message = fmt.Sprintf("a function called here panicked: %v", thrown)
	}
	if err, ok := thrown.(error); ok {
		e.Err = err
	}
	return e
}
