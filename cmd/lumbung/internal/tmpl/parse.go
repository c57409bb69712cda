package tmpl

import (
	"fmt"
	"html/template"
	"io"
	"reflect"
	"sync"
)

// File is a template file: its name, as {{template}} calls it, and its text.
type File struct {
	Name string
	Text string
}

// Set is all templates of a theme, parsed.
type Set struct {
	texts map[string]string // by file
	funcs map[string]reflect.Value

	mu      sync.Mutex
	base    *template.Template // never executed, so that it can be cloned
	exec    *template.Template // the clone that Execute uses
	ready   *template.Template // a clone in which templates are escaped; nil: none yet
	derived map[string]string  // templates for other contexts than text: name, and what it is made from
	escaped map[string]*escaped
}

// Parse parses all files into one html/template set. A file is a template of its own name,
// and may define others. Where a name is defined twice the later file wins, as it does in
// html/template: that is how a {{block}} is filled in.
//
// All files are read before Parse gives up, so that the error has every mistake; see Errors.
func Parse(files []File, funcs template.FuncMap) (*Set, error) {
	s := &Set{
		texts:   map[string]string{},
		funcs:   map[string]reflect.Value{},
		base:    template.New("").Funcs(funcs),
		derived: map[string]string{},
		escaped: map[string]*escaped{},
	}
	for name, fn := range funcs {
		s.funcs[name] = reflect.ValueOf(fn)
	}
	var wrong []*Error
	for _, file := range files {
		if _, twice := s.texts[file.Name]; twice {
			wrong = append(wrong, &Error{File: file.Name, Message: "there are two files of this name"})
			continue
		}
		s.texts[file.Name] = file.Text
		if _, err := s.base.New(file.Name).Parse(file.Text); err != nil {
			wrong = append(wrong, parseError(file.Name, err))
		}
	}
	if len(wrong) > 0 {
		return nil, join(wrong)
	}
	return s, nil
}

// Execute runs a template through html/template itself. Compiled templates give the same
// bytes; this is what they are compared with, and what to use for a page made once.
func (s *Set) Execute(w io.Writer, name string, data any) error {
	t, err := s.plain()
	if err != nil {
		return err
	}
	return t.ExecuteTemplate(w, name, data)
}

// plain is the clone that Execute uses: a set that was executed cannot be cloned again.
func (s *Set) plain() (*template.Template, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.exec == nil {
		exec, err := s.base.Clone()
		if err != nil {
			return nil, fmt.Errorf("clone templates: %w", err)
		}
		s.exec = exec
	}
	return s.exec, nil
}

// Has tells whether there is a template of that name.
func (s *Set) Has(name string) bool {
	t := s.base.Lookup(name)
	return t != nil && t.Tree != nil
}

// file gives the file that a template stands in.
func (s *Set) file(name string) string {
	if t := s.base.Lookup(original(name)); t != nil && t.Tree != nil {
		return t.Tree.ParseName
	}
	return name
}
