package content

import (
	"bytes"
	"strings"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
)

// Body is parsed Markdown.
type Body struct {
	file       *diag.File
	base       int // where the source begins in the file
	source     []byte
	root       ast.Node
	Directives []*Directive
	Links      []*Link
	Headings   []Heading
	Terms      []Term
	Images     []*Image
}

// Heading is a heading of the text, with the anchor it got.
type Heading struct {
	Level int
	ID    string
	Text  string
	Span  diag.Span
}

// Term is an entry of a definition list, with its anchor and its definition in plain text.
type Term struct {
	ID         string
	Text       string
	Definition string
}

// Link is a link as the author wrote it.
type Link struct {
	Destination string
	Text        string
	Span        diag.Span
}

// Image is a picture as the author wrote it.
type Image struct {
	Destination string
	Alt         string
	Span        diag.Span
}

// inlineDirective and blockDirective stand in the tree where the author's code was.
var (
	kindInline = ast.NewNodeKind("InlineDirective")
	kindBlock  = ast.NewNodeKind("BlockDirective")
)

type inlineDirective struct {
	ast.BaseInline
	call *Directive
}

func (*inlineDirective) Kind() ast.NodeKind           { return kindInline }
func (n *inlineDirective) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

type blockDirective struct {
	ast.BaseBlock
	call *Directive
}

func (*blockDirective) Kind() ast.NodeKind           { return kindBlock }
func (n *blockDirective) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// markdownParser is goldmark with what the narrative uses. It keeps nothing of what it
// parses, and there is one for all pages: a title is parsed in less time than it is made.
var markdownParser = sync.OnceValue(func() parser.Parser {
	return goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Footnote, extension.DefinitionList, extension.Typographer),
		goldmark.WithParserOptions(parser.WithAutoHeadingID()),
	).Parser()
})

// ids gives headings and terms their anchors: slugs, each once in a page.
type ids struct{ used map[string]int }

func (s *ids) Generate(value []byte, _ ast.NodeKind) []byte { return []byte(s.unique(string(value))) }
func (s *ids) Put(value []byte)                             { s.used[string(value)]++ }

func (s *ids) unique(text string) string {
	id := locale.Slug(text)
	if id == "" {
		id = "bagian"
	}
	if id[0] >= '0' && id[0] <= '9' {
		id = "n-" + id
	}
	s.used[id]++
	if n := s.used[id]; n > 1 {
		return s.unique(id + "-" + string(rune('0'+n%10)))
	}
	return id
}

func parseBody(file *diag.File, start, end int, log *diag.Log) *Body {
	return parsePart(file, start, end, &ids{map[string]int{}}, log)
}

// Inline parses one line of Markdown, such as a heading that holds a live value.
func Inline(file *diag.File, at diag.Span, source string, log *diag.Log) *Body {
	b := &Body{file: file, base: -1, source: []byte(source)}
	b.parse(&ids{map[string]int{}}, log, at)
	return b
}

func parsePart(file *diag.File, start, end int, names *ids, log *diag.Log) *Body {
	b := &Body{file: file, base: start, source: file.Data[start:end]}
	b.parse(names, log, diag.Span{})
	return b
}

func (b *Body) parse(names *ids, log *diag.Log, at diag.Span) {
	ctx := parser.NewContext(parser.WithIDs(names))
	b.root = markdownParser().Parse(text.NewReader(b.source), parser.WithContext(ctx))
	b.collect(names, log, at)
}

// span is a place in the author's file; a text that stands elsewhere has one place only.
func (b *Body) span(offset, length int, whole diag.Span) diag.Span {
	if b.base < 0 {
		return whole
	}
	return b.file.Offset(b.base+offset, length)
}

func (b *Body) collect(names *ids, log *diag.Log, whole diag.Span) {
	var replace []func()
	_ = ast.Walk(b.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.CodeSpan:
			if d := b.inline(n, whole, log); d != nil {
				b.Directives = append(b.Directives, d)
				replace = append(replace, func() { n.Parent().ReplaceChild(n.Parent(), n, &inlineDirective{call: d}) })
			}
			return ast.WalkSkipChildren, nil
		case *ast.FencedCodeBlock:
			if d := b.block(n, names, whole, log); d != nil {
				b.Directives = append(b.Directives, d)
				replace = append(replace, func() { n.Parent().ReplaceChild(n.Parent(), n, &blockDirective{call: d}) })
			}
		case *ast.Heading:
			id, _ := n.AttributeString("id")
			idText, _ := id.([]byte)
			b.Headings = append(b.Headings, Heading{n.Level, string(idText), plain(n, b.source), b.nodeSpan(n, whole)})
		case *ast.Link:
			b.Links = append(b.Links, &Link{string(n.Destination), plain(n, b.source), b.destination(n, string(n.Destination), whole)})
		case *ast.AutoLink:
			b.Links = append(b.Links, &Link{string(n.URL(b.source)), string(n.Label(b.source)), b.nodeSpan(n.Parent(), whole)})
		case *ast.Image:
			b.Images = append(b.Images, &Image{string(n.Destination), plain(n, b.source), b.destination(n, string(n.Destination), whole)})
		case *ast.RawHTML:
			first := n.Segments.At(0)
			rawHTML(log, b.span(first.Start, first.Stop-first.Start, whole))
		case *ast.HTMLBlock:
			rawHTML(log, b.nodeSpan(n, whole))
		case *east.DefinitionTerm:
			t := Term{ID: names.unique(plain(n, b.source)), Text: plain(n, b.source), Definition: definition(n, b.source)}
			n.SetAttributeString("id", []byte(t.ID))
			b.Terms = append(b.Terms, t)
		}
		return ast.WalkContinue, nil
	})
	for _, f := range replace {
		f()
	}
}

func rawHTML(log *diag.Log, at diag.Span) {
	log.Warn("raw-html", at, "HTML in Markdown is shown as text").Note("write it in Markdown, or as a directive")
}

func definition(term ast.Node, source []byte) string {
	for n := term.NextSibling(); n != nil; n = n.NextSibling() {
		if _, ok := n.(*east.DefinitionDescription); ok {
			return plain(n, source)
		}
	}
	return ""
}

// nodeSpan is where a block's text begins.
func (b *Body) nodeSpan(n ast.Node, whole diag.Span) diag.Span {
	for n != nil && n.Type() == ast.TypeInline {
		n = n.Parent()
	}
	if n == nil || n.Lines() == nil || n.Lines().Len() == 0 {
		return whole
	}
	line := n.Lines().At(0)
	return b.span(line.Start, len(bytes.TrimRight(b.source[line.Start:line.Stop], "\n")), whole)
}

// destination finds where a link's destination is written: goldmark does not keep it.
func (b *Body) destination(n ast.Node, dest string, whole diag.Span) diag.Span {
	block := n
	for block != nil && block.Type() == ast.TypeInline {
		block = block.Parent()
	}
	if block != nil && block.Lines() != nil {
		for i := range block.Lines().Len() {
			line := block.Lines().At(i)
			if at := strings.Index(string(line.Value(b.source)), dest); at >= 0 {
				return b.span(line.Start+at, len(dest), whole)
			}
		}
	}
	return b.nodeSpan(n, whole)
}

// Text is the body without markup; value gives what stands in the place of an inline
// directive. Block directives stand as nothing.
func (b *Body) Text(value func(*Directive) string) string {
	return plainWith(b.root, b.source, value)
}

// plain is the text of a node without markup. A directive stands as nothing: its value
// is not known yet.
func plain(n ast.Node, source []byte) string {
	return plainWith(n, source, func(*Directive) string { return "" })
}

func plainWith(n ast.Node, source []byte, value func(*Directive) string) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			if n.Type() == ast.TypeBlock {
				b.WriteByte(' ')
			}
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			b.Write(n.Segment.Value(source))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.WriteString(unescapeEntities(string(n.Value)))
		case *inlineDirective:
			b.WriteString(value(n.call))
		}
		return ast.WalkContinue, nil
	})
	return strings.Join(strings.Fields(b.String()), " ")
}

// unescapeEntities undoes what the typographer writes.
func unescapeEntities(s string) string {
	return typographic.Replace(s)
}

var typographic = strings.NewReplacer("&lsquo;", "‘", "&rsquo;", "’", "&ldquo;", "“", "&rdquo;", "”",
	"&ndash;", "–", "&mdash;", "—", "&hellip;", "…", "&laquo;", "«", "&raquo;", "»")
