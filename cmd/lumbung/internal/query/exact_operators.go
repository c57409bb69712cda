package query

import "strings"

// exactArithmetic writes the + - and * of a query as calls of the functions of that name,
// which compute with decimals:
//
//	SELECT a - b * 2 FROM t    becomes    SELECT "-"(a, "*"(b, 2)) FROM t
//
// It knows the precedence of SQL's operators and what an operand is, not SQL's whole
// grammar: an expression begins wherever an operand stands, and ends at whatever is not an
// operator that binds at least as tightly as +. What it does not recognise it leaves as it
// is. A query that it cannot read to its end comes back unchanged.
func exactArithmetic(sql string) string {
	tokens := tokenize(sql)
	needed := false
	for i := range tokens {
		if tokens[i].kind == broken {
			return sql
		}
		needed = needed || tokens[i].is("+", "-", "*")
	}
	if !needed {
		return sql
	}
	r := rewriter{sql: sql, tokens: tokens}
	out := r.until()
	if r.failed || r.i < len(tokens) {
		return sql
	}
	return out + sql[r.done:]
}

type rewriter struct {
	sql    string
	tokens []token
	i      int // the next token
	done   int // how far the SQL has been copied
	depth  int
	failed bool
}

// maxDepth bounds brackets within brackets: SQLite's own bound is lower.
const maxDepth = 1000

func (r *rewriter) peek() *token {
	if r.i < len(r.tokens) {
		return &r.tokens[r.i]
	}
	return &token{kind: broken}
}

// take copies the next token with the spaces and comments before it.
func (r *rewriter) take() string {
	if r.i >= len(r.tokens) {
		r.failed = true
		return ""
	}
	end := r.tokens[r.i].end()
	s := r.sql[r.done:end]
	r.done = end
	r.i++
	return s
}

// until copies all tokens up to a closing one, or to the end, and rewrites the expressions
// among them.
func (r *rewriter) until(closing ...string) string {
	if r.depth++; r.depth > maxDepth {
		r.failed = true
	}
	defer func() { r.depth-- }()
	var b strings.Builder
	for r.i < len(r.tokens) && !r.failed && !r.peek().is(closing...) {
		if r.peek().is(")") {
			break // one too many
		}
		if r.operand() {
			b.WriteString(r.sum())
		} else {
			b.WriteString(r.take())
		}
	}
	return b.String()
}

// sum reads terms with + or - between them.
func (r *rewriter) sum() string {
	left := r.product()
	for r.peek().is("+", "-") && !r.failed {
		op := r.peek().text
		if !r.operandAt(r.i + 1) {
			break
		}
		left = r.binary(op, left, r.product)
	}
	return left
}

// product reads operands with * / % between them. || and -> bind more tightly.
func (r *rewriter) product() string {
	left := r.concatenation()
	for r.peek().is("*", "/", "%") && !r.failed {
		op := r.peek().text
		if !r.operandAt(r.i + 1) {
			break
		}
		if op == "*" {
			left = r.binary(op, left, r.concatenation)
			continue
		}
		left += r.take() + r.concatenation()
	}
	return left
}

// binary makes a call of what stands left of an operator and what comes behind it. The
// spaces before the left side stay in front.
func (r *rewriter) binary(op, left string, right func() string) string {
	gap := r.take()
	gap = gap[:len(gap)-len(op)]
	lead := left[:len(left)-len(trimStart(left))]
	return lead + `"` + op + `"(` + left[len(lead):] + gap + "," + right() + ")"
}

// trimStart cuts the spaces and comments off the start of a text.
func trimStart(s string) string {
	for s != "" {
		n, _, skip := next(s)
		if !skip {
			break
		}
		s = s[n:]
	}
	return s
}

func (r *rewriter) concatenation() string {
	s := r.unary()
	for r.peek().is("||", "->", "->>") && r.operandAt(r.i+1) && !r.failed {
		s += r.take() + r.unary()
	}
	return s
}

func (r *rewriter) unary() string {
	s := ""
	for r.peek().is("+", "-", "~") && !r.failed {
		s += r.take()
	}
	s += r.primary()
	for r.peek().is("COLLATE") && !r.failed {
		s += r.take() + r.take()
	}
	return s
}

// primary reads one operand: a value, a name, a call, a CASE or what stands in brackets.
func (r *rewriter) primary() string {
	t := r.peek()
	switch {
	case t.is("("):
		return r.group()
	case t.is("CASE"):
		return r.take() + r.until("END") + r.take()
	case t.kind == literal || t.kind == param:
		return r.take()
	}
	s := r.take()
	for r.peek().is(".") && !r.failed {
		s += r.take() + r.take()
	}
	if !r.peek().is("(") {
		return s
	}
	s += r.group()
	if r.peek().is("FILTER") {
		s += r.take() + r.group()
	}
	if r.peek().is("OVER") {
		s += r.take()
		if r.peek().is("(") {
			return s + r.group()
		}
		s += r.take()
	}
	return s
}

func (r *rewriter) group() string {
	if !r.peek().is("(") {
		r.failed = true
		return ""
	}
	s := r.take() + r.until(")")
	if !r.peek().is(")") {
		r.failed = true
		return s
	}
	return s + r.take()
}

// operand says whether an operand stands next.
func (r *rewriter) operand() bool { return r.operandAt(r.i) }

func (r *rewriter) operandAt(i int) bool {
	for ; i < len(r.tokens); i++ {
		t := &r.tokens[i]
		switch {
		case t.is("+", "-", "~"):
			continue
		case t.is("(", "CASE", "CAST"):
			return true
		case t.kind == word:
			return !isKeyword(t.text)
		}
		return t.kind != symbol && t.kind != broken
	}
	return false
}

// isKeyword says whether a word without quotes is one of SQL's own that no operand begins
// with. Some of them may also be names; then an expression with them stays as it is.
func isKeyword(w string) bool { return keywords[strings.ToUpper(w)] }

var keywords = set(`
ALL AND AS ASC BETWEEN BY CASE CAST COLLATE CROSS CURRENT DESC DISTINCT ELSE END ESCAPE EXCEPT EXCLUDE EXISTS FILTER
FOLLOWING FROM FULL GLOB GROUP GROUPS HAVING IN INDEXED INNER INTERSECT IS ISNULL JOIN LEFT LIKE LIMIT MATCH
MATERIALIZED NATURAL NOT NOTHING NOTNULL NULLS OFFSET ON OR ORDER OUTER OVER PARTITION PRECEDING RANGE RECURSIVE REGEXP
RIGHT ROWS SELECT THEN TIES UNBOUNDED UNION USING VALUES WHEN WHERE WINDOW WITH OTHERS
`)
