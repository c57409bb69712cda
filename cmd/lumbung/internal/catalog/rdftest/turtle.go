package rdftest

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
)

var turtleToken = regexp.MustCompile(`^(?:<[^>\s]*>|"(?:[^"\\]|\\.)*"(?:@[A-Za-z-]+|\^\^[A-Za-z0-9]+:[A-Za-z0-9_-]+)?|@prefix|[A-Za-z0-9]*:[A-Za-z0-9_-]*|[a;,.])`)

// readTurtle reads Turtle, which is N3 as well.
func readTurtle(data []byte) (Graph, error) {
	var tokens []string
	for rest := strings.TrimSpace(string(data)); rest != ""; {
		token := turtleToken.FindString(rest)
		if token == "" {
			return nil, fmt.Errorf("no Turtle at %.40q", rest)
		}
		tokens, rest = append(tokens, token), strings.TrimSpace(rest[len(token):])
	}
	r := turtleReader{prefixes: map[string]string{}}
	for i := 0; i < len(tokens); i++ {
		if tokens[i] == "@prefix" {
			if i+3 >= len(tokens) || tokens[i+3] != "." {
				return nil, fmt.Errorf("a prefix is not declared to its end")
			}
			r.prefixes[strings.TrimSuffix(tokens[i+1], ":")] = strings.Trim(tokens[i+2], "<>")
			i += 3
			continue
		}
		if err := r.token(tokens[i]); err != nil {
			return nil, err
		}
	}
	if r.subject != "" {
		return nil, fmt.Errorf("the last statement has no end")
	}
	return r.graph, nil
}

type turtleReader struct {
	prefixes          map[string]string
	subject, property string
	graph             Graph
}

func (r *turtleReader) token(token string) (err error) {
	switch {
	case token == ".":
		r.subject, r.property = "", ""
	case token == ";":
		r.property = ""
	case token == ",":
	case r.subject == "":
		r.subject, err = r.name(token)
	case r.property == "" && token == "a":
		r.property = Type
	case r.property == "":
		r.property, err = r.name(token)
	default:
		var object Term
		object, err = r.object(token)
		r.graph = append(r.graph, Triple{r.subject, r.property, object})
	}
	return err
}

func (r *turtleReader) name(token string) (string, error) {
	if strings.HasPrefix(token, "<") {
		return strings.Trim(token, "<>"), nil
	}
	return expand(r.prefixes, token)
}

func (r *turtleReader) object(token string) (t Term, err error) {
	if !strings.HasPrefix(token, `"`) {
		t.IRI, err = r.name(token)
		return t, err
	}
	end := strings.LastIndexByte(token, '"') + 1
	if err := json.Unmarshal([]byte(token[:end]), &t.Text); err != nil {
		return t, err
	}
	if name, ok := strings.CutPrefix(token[end:], "^^"); ok {
		t.Datatype, err = r.name(name)
		return t, err
	}
	t.Lang = strings.TrimPrefix(token[end:], "@")
	return t, nil
}
