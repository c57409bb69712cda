package tmpl

import (
	"errors"
	"fmt"
	"html/template"
	"reflect"
	"strings"
	"sync"
	text "text/template"
	"text/template/parse"
)

// What is rare is left to the standard library's own code, so that nothing is written
// again, and wrong. Its functions are not exported, but templates may call them: so each is
// called from a template of one action, which hands the result to a method.

// call is the data of such a template.
type call struct {
	args   []reflect.Value
	result reflect.Value
	keys   []reflect.Value
	values []reflect.Value
}

// Arg gives an argument to the template.
func (c *call) Arg(i int) reflect.Value { return c.args[i] }

// Take takes the result from it.
func (c *call) Take(v reflect.Value) string {
	c.result = v
	return ""
}

// Entry takes an entry of a map from it.
func (c *call) Entry(key, value reflect.Value) string {
	c.keys, c.values = append(c.keys, key), append(c.values, value)
	return ""
}

// builtinKey names a function and how many arguments it gets.
type builtinKey struct {
	name string
	args int
}

var builtins sync.Map // of *text.Template, by builtinKey

// library calls a function of the language.
func library(name string, args []reflect.Value) (reflect.Value, error) {
	key := builtinKey{name, len(args)}
	t, ok := builtins.Load(key)
	if !ok {
		var b strings.Builder
		fmt.Fprintf(&b, "{{$_ := .Take (%s", name)
		for i := range args {
			fmt.Fprintf(&b, " (.Arg %d)", i)
		}
		b.WriteString(")}}")
		t, _ = builtins.LoadOrStore(key, text.Must(text.New(name).Parse(b.String())))
	}
	c := &call{args: args}
	err := t.(*text.Template).Execute(nothing{}, c)
	return c.result, cause(err)
}

// sorted gives the entries of a map in the order in which templates visit them.
func sorted(m reflect.Value) (keys, values []reflect.Value) {
	c := &call{args: []reflect.Value{m}}
	if err := entries().Execute(nothing{}, c); err != nil {
		panic(err) // nothing in it can fail
	}
	return c.keys, c.values
}

var entries = sync.OnceValue(func() *text.Template {
	return text.Must(text.New("range").Parse("{{range $k, $v := .Arg 0}}{{$_ := $.Entry $k $v}}{{end}}"))
})

// nothing is where those templates write the nothing that they write.
type nothing struct{}

func (nothing) Write(p []byte) (int, error) { return len(p), nil }

// cause takes off what text/template says about the one-action template.
func cause(err error) error {
	var exec text.ExecError
	if !errors.As(err, &exec) {
		return err
	}
	for inner := error(exec); ; {
		next := errors.Unwrap(inner)
		if next == nil {
			return inner
		}
		inner = next
	}
}

// libraryCall compiles a call of a function of the language that has no code of its own.
func libraryCall(n *parse.IdentifierNode, all []expr) expr {
	name := n.Ident
	vals := make([]func(*frame) reflect.Value, len(all))
	for i, e := range all {
		vals[i] = e.val
	}
	return dynamic(func(f *frame) reflect.Value {
		args := make([]reflect.Value, len(vals))
		for i, val := range vals {
			args[i] = val(f)
		}
		v, err := library(name, args)
		if err != nil {
			failed(n, name, err)
		}
		return v
	})
}

// escapeCall is the data of a template that calls an escaper of html/template.
type escapeCall struct {
	Value  any
	result string
}

// Take takes the result.
func (c *escapeCall) Take(s string) string {
	c.result = s
	return ""
}

// escapers holds a template for each escaper that html/template inserts. Their names are
// known to templates only once they were escaped, so the trees are made without a check.
var escapers = sync.OnceValue(func() *template.Template {
	set := template.New("")
	for _, name := range escaperNames {
		tree := parse.New(name)
		tree.Mode = parse.SkipFuncCheck
		trees := map[string]*parse.Tree{}
		if _, err := tree.Parse("{{$_ := .Take ("+name+" .Value)}}", "", "", trees); err != nil {
			panic(err) // a mistake in escaperNames
		}
		template.Must(set.AddParseTree(name, trees[name]))
	}
	return set
})

// libraryEscape calls an escaper of html/template.
func libraryEscape(name string, value any) string {
	c := &escapeCall{Value: value}
	if err := escapers().ExecuteTemplate(nothing{}, name, c); err != nil {
		panic(cause(err)) // a method of the value panicked
	}
	return c.result
}
