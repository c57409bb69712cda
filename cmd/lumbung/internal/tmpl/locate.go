package tmpl

import (
	"bytes"
	"errors"
	"html/template"
	"text/template/parse"
)

// locate finds the line of a mistake in markup, such as a quote in an attribute without
// quotes. html/template says what is wrong, but not where. So the template is escaped
// again, a node longer each time, until it says the same.
func (s *Set) locate(name string, found *template.Error, seen map[string]bool) *Error {
	t := s.base.Lookup(original(name))
	if t == nil || t.Tree == nil || seen[name] || found.ErrorCode == template.ErrEndContext {
		return nil
	}
	seen[name] = true
	for i, n := range t.Tree.Root.Nodes {
		if !s.failsAlike(t.Name(), i+1, -1, found) {
			continue
		}
		at := s.place(n, "")
		switch n := n.(type) {
		case *parse.TemplateNode:
			if inner := s.locate(n.Name, found, seen); inner != nil {
				return inner
			}
		case *parse.TextNode:
			at.Col = 0
			for end := 0; ; at.Line++ {
				next := bytes.IndexByte(n.Text[end:], '\n')
				if end += next + 1; next < 0 || s.failsAlike(t.Name(), i+1, end, found) {
					break
				}
			}
		}
		return at
	}
	return nil
}

// failsAlike tells whether the first nodes of a template fail in the same way; cut, if not
// negative, is how much of the last node's text is taken.
func (s *Set) failsAlike(name string, nodes, cut int, found *template.Error) bool {
	set, err := s.clone()
	if err != nil {
		return false
	}
	root := set.Lookup(name).Tree.Root
	root.Nodes = root.Nodes[:nodes]
	if text, ok := root.Nodes[nodes-1].(*parse.TextNode); ok && cut >= 0 {
		text.Text = text.Text[:cut]
	}
	var again *template.Error
	return errors.As(escapeIn(set, name), &again) && again.ErrorCode == found.ErrorCode && again.Description == found.Description
}
