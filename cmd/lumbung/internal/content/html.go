package content

import (
	"bytes"
	"fmt"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// Hooks tell what the tree does not know: where links lead and what directives show.
// What they give is HTML and stands in the page as it is.
type Hooks struct {
	Directive func(*Directive) string
	// Link gives the address of a destination, and whether it leaves the site.
	Link func(destination string) (href string, external bool)
	// Image gives the address of a picture.
	Image func(destination string) string
	// Region names the box in which a table scrolls, by the table's heads.
	Region func(heads []string) string
	// Heading is added to each heading's level, so that a text can stand inside a page.
	Heading int
}

// HTML renders the body.
func (b *Body) HTML(h Hooks) (string, error) {
	out := &markup{hooks: h}
	if err := htmlRenderer().Render(out, b.source, b.root); err != nil {
		return "", fmt.Errorf("render Markdown of %s: %w", b.file.Name, err)
	}
	return out.String(), nil
}

// markup is what goldmark writes to. There is one renderer for all pages: what a page's
// nodes ask of the page they find here.
type markup struct {
	bytes.Buffer
	hooks Hooks
}

// Buffered and Flush make it a util.BufWriter.
func (*markup) Buffered() int { return 0 }
func (*markup) Flush() error  { return nil }

func hooksOf(w util.BufWriter) *Hooks { return &w.(*markup).hooks }

// htmlRenderer is goldmark's HTML as it is by default (raw HTML off), with our nodes.
var htmlRenderer = sync.OnceValue(func() renderer.Renderer {
	return renderer.NewRenderer(renderer.WithNodeRenderers(
		util.Prioritized(html.NewRenderer(), 1000),
		util.Prioritized(nodes{}, 100),
		util.Prioritized(extension.NewTableHTMLRenderer(), 500),
		util.Prioritized(extension.NewStrikethroughHTMLRenderer(), 500),
		util.Prioritized(extension.NewFootnoteHTMLRenderer(), 500),
		util.Prioritized(extension.NewDefinitionListHTMLRenderer(), 500),
	))
})

// InlineHTML renders a single line without the paragraph around it.
func (b *Body) InlineHTML(h Hooks) (string, error) {
	s, err := b.HTML(h)
	s = strings.TrimSpace(s)
	if inner, ok := strings.CutPrefix(s, "<p>"); ok && strings.Count(s, "<p>") == 1 {
		s = strings.TrimSuffix(inner, "</p>")
	}
	return s, err
}

// nodes renders what Lumbung does its own way.
type nodes struct{}

// RegisterFuncs tells goldmark which nodes these are.
func (n nodes) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(kindInline, n.inline)
	reg.Register(kindBlock, n.block)
	reg.Register(ast.KindLink, n.link)
	reg.Register(ast.KindAutoLink, n.autoLink)
	reg.Register(ast.KindImage, n.image)
	reg.Register(ast.KindHeading, n.heading)
	reg.Register(ast.KindRawHTML, n.rawHTML)
	reg.Register(ast.KindHTMLBlock, n.htmlBlock)
	reg.Register(east.KindTable, n.table)
	reg.Register(east.KindTableCell, n.tableCell)
	reg.Register(east.KindDefinitionTerm, n.term)
}

func (n nodes) inline(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString(hooksOf(w).Directive(node.(*inlineDirective).call))
	}
	return ast.WalkSkipChildren, nil
}

func (n nodes) block(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString(hooksOf(w).Directive(node.(*blockDirective).call))
		_ = w.WriteByte('\n')
	}
	return ast.WalkSkipChildren, nil
}

func (n nodes) link(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		_, _ = w.WriteString("</a>")
		return ast.WalkContinue, nil
	}
	n.openLink(w, string(node.(*ast.Link).Destination))
	return ast.WalkContinue, nil
}

func (n nodes) autoLink(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		link := node.(*ast.AutoLink)
		dest := string(link.URL(source))
		if link.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(dest, "mailto:") {
			dest = "mailto:" + dest
		}
		n.openLink(w, dest)
		_, _ = w.Write(util.EscapeHTML(link.Label(source)))
		_, _ = w.WriteString("</a>")
	}
	return ast.WalkContinue, nil
}

func (n nodes) openLink(w util.BufWriter, dest string) {
	href, external := hooksOf(w).Link(dest)
	_, _ = w.WriteString(`<a href="`)
	_, _ = w.Write(util.EscapeHTML([]byte(href)))
	if external {
		_, _ = w.WriteString(`" rel="noopener`)
	}
	_, _ = w.WriteString(`">`)
}

func (n nodes) image(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		img := node.(*ast.Image)
		fmt.Fprintf(w, `<img src="%s" alt="%s" loading="lazy">`,
			util.EscapeHTML([]byte(hooksOf(w).Image(string(img.Destination)))), util.EscapeHTML([]byte(plain(img, source))))
	}
	return ast.WalkSkipChildren, nil
}

func (n nodes) heading(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	h := node.(*ast.Heading)
	level := min(h.Level+hooksOf(w).Heading, 6)
	if !entering {
		fmt.Fprintf(w, "</h%d>\n", level)
		return ast.WalkContinue, nil
	}
	fmt.Fprintf(w, "<h%d", level)
	if id, ok := h.AttributeString("id"); ok {
		fmt.Fprintf(w, ` id="%s"`, util.EscapeHTML(id.([]byte)))
	}
	_ = w.WriteByte('>')
	return ast.WalkContinue, nil
}

func (n nodes) rawHTML(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		segments := node.(*ast.RawHTML).Segments
		for i := range segments.Len() {
			segment := segments.At(i)
			_, _ = w.Write(util.EscapeHTML(segment.Value(source)))
		}
	}
	return ast.WalkSkipChildren, nil
}

func (n nodes) htmlBlock(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	block := node.(*ast.HTMLBlock)
	_, _ = w.WriteString("<p>")
	for i := range block.Lines().Len() {
		line := block.Lines().At(i)
		_, _ = w.Write(util.EscapeHTML(line.Value(source)))
	}
	if block.HasClosure() {
		_, _ = w.Write(util.EscapeHTML(block.ClosureLine.Value(source)))
	}
	_, _ = w.WriteString("</p>\n")
	return ast.WalkContinue, nil
}

// table stands in a box that scrolls and that the keyboard reaches: it needs a name, and
// Markdown gives a table none but its heads.
func (n nodes) table(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		_, _ = w.WriteString("</table></div>\n")
		return ast.WalkContinue, nil
	}
	var heads []string
	for cell := node.FirstChild().FirstChild(); cell != nil; cell = cell.NextSibling() {
		if head := plain(cell, source); head != "" {
			heads = append(heads, head)
		}
	}
	fmt.Fprintf(w, `<div class="tabel" role="region" aria-label="%s" tabindex="0"><table>`+"\n", util.EscapeHTML([]byte(hooksOf(w).Region(heads))))
	return ast.WalkContinue, nil
}

func (n nodes) tableCell(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	cell := node.(*east.TableCell)
	tag, scope := "td", ""
	if cell.Parent().Kind() == east.KindTableHeader {
		tag, scope = "th", ` scope="col"`
	}
	switch {
	case !entering:
		fmt.Fprintf(w, "</%s>\n", tag)
	case cell.Alignment == east.AlignRight:
		fmt.Fprintf(w, `<%s%s class="num">`, tag, scope)
	default:
		fmt.Fprintf(w, "<%s%s>", tag, scope)
	}
	return ast.WalkContinue, nil
}

func (n nodes) term(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		_, _ = w.WriteString("</dt>\n")
		return ast.WalkContinue, nil
	}
	_, _ = w.WriteString("<dt")
	if id, ok := node.AttributeString("id"); ok {
		fmt.Fprintf(w, ` id="%s"`, util.EscapeHTML(id.([]byte)))
	}
	_ = w.WriteByte('>')
	return ast.WalkContinue, nil
}
