package content

import (
	"regexp"

	"github.com/yuin/goldmark/ast"

	"lumbung/cmd/lumbung/internal/diag"
)

// TypedFigure is a number that an author typed into running text.
type TypedFigure struct {
	Text string
	Span diag.Span
}

// figureText is a number as people write it: 60, 58.033, 14,15, Rp600.000. What stands
// inside a word (Tabel2, v1) is a name.
var figureText = regexp.MustCompile(`(?:^|[^\p{L}\p{N}.,/-])(?:Rp\s?)?(\d+(?:[.,]\d+)*)(?:[^\p{L}\p{N}/-]|$)`)

// TypedFigures lists the numbers of the text that are no live values: what they say can go
// stale. Code, and the addresses of links, are not text.
func (b *Body) TypedFigures() []TypedFigure {
	var all []TypedFigure
	_ = ast.Walk(b.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.CodeSpan, *ast.FencedCodeBlock, *ast.CodeBlock, *ast.AutoLink:
			return ast.WalkSkipChildren, nil
		case *blockDirective:
			if n.call.Body != nil {
				all = append(all, n.call.Body.TypedFigures()...)
			}
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			text := string(n.Segment.Value(b.source))
			for _, m := range figureText.FindAllStringSubmatchIndex(text, -1) {
				all = append(all, TypedFigure{text[m[2]:m[3]], b.span(n.Segment.Start+m[2], m[3]-m[2], diag.Span{File: b.file})})
			}
		}
		return ast.WalkContinue, nil
	})
	return all
}
