package tmpl

import (
	"errors"
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"text/template/parse"
)

// escaped is a template and all that it calls, as html/template rewrote them: each action
// ends in the escapers of its context.
type escaped struct {
	trees map[string]*parse.Tree
	err   *Error
}

// contextMark stands between the name of a template and the context it is called in, when
// that is not the text of a page: "figure.html$htmltemplate_stateRCDATA_elementTitle".
const contextMark = "$htmltemplate_"

// startPrefix begins the name of the template that calls one to be escaped.
const startPrefix = "$start "

// original gives the name that the author knows a template by.
func original(name string) string {
	name, _, _ = strings.Cut(name, contextMark)
	return name
}

// errStop ends an execution before it reaches the template.
var errStop = errors.New("stop")

type stopWriter struct{}

func (stopWriter) Write([]byte) (int, error) { return 0, errStop }

// escape lets html/template work out the contexts of a template and of all that it calls.
//
// html/template does that when a template is executed for the first time, and there is no
// other way to ask for it. To run nothing of the theme on made-up data, the template is
// called from another, behind a letter that cannot be written: contexts are worked out for
// all of it, and execution ends at the letter.
//
// A template called in another context than text is copied and escaped anew under a name
// made of its own and the context. Those copies are not in html/template's public set, but
// it takes the copy that it finds there; so one that is missing is added to a fresh clone,
// and everything is done again until none is.
//
// Templates are escaped in one clone, one after the other as they are asked for, and what
// they share is escaped once: html/template works so itself. Only the copies that it makes for
// another context are wrong then, made of what is escaped already; but those are never taken
// from it. A clone in which one was refused is not used again, and nothing is refused but in
// a clone in which nothing was done before.
func (s *Set) escape(name string) (*escaped, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if done := s.escaped[name]; done != nil {
		if done.err != nil {
			return nil, done.err
		}
		return done, nil
	}
	for {
		used := s.ready != nil
		if !used {
			set, err := s.started()
			if err != nil {
				return nil, err
			}
			s.ready = set
		}
		set := s.ready
		if err := set.ExecuteTemplate(stopWriter{}, startPrefix+name, nil); !errors.Is(err, errStop) {
			if s.ready = nil; used {
				continue
			}
			done := &escaped{err: s.escapeError(name, err)}
			s.escaped[name] = done
			return nil, done.err
		}
		done := &escaped{trees: map[string]*parse.Tree{}}
		if s.collect(set, name, done) {
			s.escaped[name] = done
			return done, nil
		}
		s.ready = nil
	}
}

// escapeIn has html/template escape a template of a set, and nothing executed.
func escapeIn(set *template.Template, name string) error {
	if err := start(set, name); err != nil {
		return err
	}
	if err := set.ExecuteTemplate(stopWriter{}, startPrefix+name, nil); !errors.Is(err, errStop) {
		return err
	}
	return nil
}

// start adds the template that calls one to be escaped.
func start(set *template.Template, name string) error {
	_, err := set.New(startPrefix + name).Parse("x{{template " + strconv.Quote(name) + " .}}")
	return err
}

// started is a clone with a template for each of the set's that calls it: once one has been
// executed, none can be added.
func (s *Set) started() (*template.Template, error) {
	set, err := s.clone()
	if err != nil {
		return nil, err
	}
	for _, t := range set.Templates() {
		if err := start(set, t.Name()); err != nil {
			return nil, fmt.Errorf("clone templates: %w", err)
		}
	}
	return set, nil
}

// clone copies the set, with the templates that are known to be needed in other contexts.
func (s *Set) clone() (*template.Template, error) {
	set, err := s.base.Clone()
	if err != nil {
		return nil, fmt.Errorf("clone templates: %w", err)
	}
	for name, from := range s.derived {
		tree := s.base.Lookup(from).Tree.Copy()
		tree.Name = name
		if _, err := set.AddParseTree(name, tree); err != nil {
			return nil, fmt.Errorf("clone templates: %w", err)
		}
	}
	return set, nil
}

// collect takes the trees of a template and of all that it calls. It gives false when one
// was missing, and notes that one for the next clone.
func (s *Set) collect(set *template.Template, name string, into *escaped) bool {
	if into.trees[name] != nil {
		return true
	}
	t := set.Lookup(name)
	if t == nil {
		s.derived[name] = original(name)
		return false
	}
	into.trees[name] = t.Tree
	complete := true
	calls(t.Tree.Root, func(called string) {
		complete = s.collect(set, called, into) && complete
	})
	return complete
}

// calls visits the templates that a list calls.
func calls(list *parse.ListNode, visit func(name string)) {
	walk(list, func(n parse.Node) bool {
		if t, ok := n.(*parse.TemplateNode); ok {
			visit(t.Name)
		}
		return true
	})
}

// walk visits the nodes of a list, and below those for which visit gives true.
func walk(list *parse.ListNode, visit func(parse.Node) bool) {
	if list == nil {
		return
	}
	for _, n := range list.Nodes {
		if !visit(n) {
			continue
		}
		switch n := n.(type) {
		case *parse.IfNode:
			walk(n.List, visit)
			walk(n.ElseList, visit)
		case *parse.WithNode:
			walk(n.List, visit)
			walk(n.ElseList, visit)
		case *parse.RangeNode:
			walk(n.List, visit)
			walk(n.ElseList, visit)
		}
	}
}
