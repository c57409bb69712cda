package tmpl

import (
	"reflect"
	"strings"
	"text/template/parse"

	"lumbung/cmd/lumbung/internal/diag"
)

// pipe compiles the commands of a pipeline; each gets the value of the one before as its
// last argument.
func (b *body) pipe(p *parse.PipeNode, dot expr) expr { return b.commands(p.Cmds, dot) }

func (b *body) commands(cmds []*parse.CommandNode, dot expr) expr {
	var final *expr
	for _, cmd := range cmds {
		e := unwrap(b.command(cmd, dot, final))
		final = &e
	}
	return *final
}

// parens compiles a pipeline in parentheses. It may declare a variable, which then gets its
// value when the pipeline is evaluated.
func (b *body) parens(p *parse.PipeNode, dot expr) expr {
	e := b.pipe(p, dot)
	if len(p.Decl) == 0 {
		return e
	}
	to := &builder{}
	e = b.declarations(p, e, to)
	store, load := to.block(), e.val
	if len(store) == 0 {
		return e
	}
	e.str, e.num, e.cond, e.test, e.known, e.slot = nil, nil, nil, nil, false, 0
	e.val = func(f *frame) reflect.Value {
		store.run(f)
		return load(f)
	}
	return e
}

// command compiles one command: a value, or a call with its arguments.
func (b *body) command(cmd *parse.CommandNode, dot expr, final *expr) expr {
	first := cmd.Args[0]
	switch n := first.(type) {
	case *parse.FieldNode:
		return b.chain(n, dot, n.Ident, b.args(cmd.Args[1:], dot, final))
	case *parse.ChainNode:
		return b.chainNode(n, dot, b.args(cmd.Args[1:], dot, final))
	case *parse.IdentifierNode:
		return b.function(n, b.args(cmd.Args[1:], dot, final))
	case *parse.VariableNode:
		return b.variable(n, b.args(cmd.Args[1:], dot, final))
	}
	if len(cmd.Args) > 1 || final != nil {
		return b.fail(first, "", "%s is a value: it takes no arguments", quote(first))
	}
	switch n := first.(type) {
	case *parse.PipeNode:
		return b.parens(n, dot)
	case *parse.DotNode:
		return dot
	case *parse.NilNode:
		return b.fail(n, "", "nil is not a command")
	}
	return b.literalFor(first, anyType)
}

// variable compiles $x and $x.Field.
func (b *body) variable(n *parse.VariableNode, args arguments) expr {
	e := b.lookup(n, n.Ident[0]).expr
	if len(n.Ident) == 1 {
		if !args.none() {
			return b.fail(n, "", "%s is a value: it takes no arguments", quote(n))
		}
		return e
	}
	return b.chain(n, e, n.Ident[1:], args)
}

// chainNode compiles (pipeline).Field.
func (b *body) chainNode(n *parse.ChainNode, dot expr, args arguments) expr {
	if _, isNil := n.Node.(*parse.NilNode); isNil {
		return b.fail(n, "", "nil has no fields")
	}
	return b.chain(n, b.operand(n.Node, dot), n.Field, args)
}

// operand compiles a node that stands for a value where an argument may stand.
func (b *body) operand(n parse.Node, dot expr) expr {
	none := arguments{}
	switch n := n.(type) {
	case *parse.DotNode:
		return dot
	case *parse.FieldNode:
		return b.chain(n, dot, n.Ident, none)
	case *parse.VariableNode:
		return b.variable(n, none)
	case *parse.PipeNode:
		return b.parens(n, dot)
	case *parse.IdentifierNode:
		return b.function(n, none)
	case *parse.ChainNode:
		return b.chainNode(n, dot, none)
	}
	return b.literalFor(n, anyType)
}

// chain compiles .A.B.C; only the last may be a method with arguments.
func (b *body) chain(n parse.Node, receiver expr, names []string, args arguments) expr {
	for i, name := range names {
		if i < len(names)-1 {
			receiver = b.field(n, receiver, name, arguments{})
		} else {
			receiver = b.field(n, receiver, name, args)
		}
	}
	return receiver
}

// literalFor gives a literal as a value of a type.
func (b *body) literalFor(n parse.Node, typ reflect.Type) expr {
	v, err := literal(n, typ)
	if err != nil {
		return b.fail(n, "", "%s", diag.Reason(err))
	}
	return constant(v)
}

// literal gives a literal as a value of a type, by the rules of html/template: a number may
// become any number that it can be written as, and a value of its own type where the type
// says nothing.
func literal(n parse.Node, typ reflect.Type) (reflect.Value, error) {
	if _, isNil := n.(*parse.NilNode); isNil {
		if canBeNil(typ) {
			return reflect.Zero(typ), nil
		}
		return reflect.Value{}, diag.Err("nil cannot be used as %s", typeName(typ))
	}
	if typ == valueType {
		v, err := plainLiteral(n)
		return reflect.ValueOf(v), err
	}
	if typ.Kind() == reflect.Interface && typ.NumMethod() == 0 {
		return plainLiteral(n)
	}
	v := reflect.New(typ).Elem()
	number, _ := n.(*parse.NumberNode)
	switch {
	case v.Kind() == reflect.Bool:
		if n, ok := n.(*parse.BoolNode); ok {
			v.SetBool(n.True)
			return v, nil
		}
	case v.Kind() == reflect.String:
		if n, ok := n.(*parse.StringNode); ok {
			v.SetString(n.Text)
			return v, nil
		}
	case number == nil:
	case v.CanInt() && number.IsInt:
		v.SetInt(number.Int64)
		return v, nil
	case v.CanUint() && number.IsUint:
		v.SetUint(number.Uint64)
		return v, nil
	case v.CanFloat() && number.IsFloat:
		v.SetFloat(number.Float64)
		return v, nil
	case v.CanComplex() && number.IsComplex:
		v.SetComplex(number.Complex128)
		return v, nil
	}
	return reflect.Value{}, diag.Err("%s cannot be used as %s", quote(n), typeName(typ))
}

// plainLiteral gives a literal as a value of its own type.
func plainLiteral(n parse.Node) (reflect.Value, error) {
	switch n := n.(type) {
	case *parse.BoolNode:
		return reflect.ValueOf(n.True), nil
	case *parse.StringNode:
		return reflect.ValueOf(n.Text), nil
	case *parse.NumberNode:
		return plainNumber(n)
	}
	return reflect.Value{}, diag.Err("cannot evaluate %s", quote(n))
}

// plainNumber gives a number its type by how it is written: 1i is complex, 1.0 and 1e3 are
// floats, 'x', 0x1F and 1 are ints.
func plainNumber(n *parse.NumberNode) (reflect.Value, error) {
	hex := len(n.Text) > 2 && n.Text[0] == '0' && (n.Text[1] == 'x' || n.Text[1] == 'X') && !strings.ContainsAny(n.Text, "pP")
	char := strings.HasPrefix(n.Text, "'")
	switch {
	case n.IsComplex:
		return reflect.ValueOf(n.Complex128), nil
	case n.IsFloat && !hex && !char && strings.ContainsAny(n.Text, ".eEpP"):
		return reflect.ValueOf(n.Float64), nil
	case n.IsInt && int64(int(n.Int64)) == n.Int64:
		return reflect.ValueOf(int(n.Int64)), nil
	}
	return reflect.Value{}, diag.Err("%s is too large for an int", n.Text)
}
