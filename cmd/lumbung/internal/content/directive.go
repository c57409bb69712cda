package content

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"lumbung/cmd/lumbung/internal/diag"
)

// Directive is a call inside Markdown.
type Directive struct {
	Name    string            // "sql", "chart", "table", "note"
	Options []string          // words after the name, in the braces: "words", "unit", "percent"
	Arg     string            // what follows the braces on the first line
	Text    string            // the lines of a block, without its options
	Params  map[string]string // ":key: value" or "--| key: value" lines of a block
	Inline  bool
	Body    *Body     // of a note
	Span    diag.Span // of the whole call's first line
	// TextSpan tells the place of a byte of Text (or of Arg, for an inline directive).
	TextSpan func(offset, length int) diag.Span
}

// Has says whether an option was given.
func (d *Directive) Has(option string) bool { return slices.Contains(d.Options, option) }

var (
	call      = regexp.MustCompile(`^\{([a-z]+)((?: +[a-z]+)*)\}`)
	param     = regexp.MustCompile(`^(?::([a-zA-Z]+):|--\| ?([a-zA-Z]+):)\s*(.*)$`)
	inlineSet = []string{"sql"}
	blockSet  = []string{"sql", "chart", "table", "note"}
	options   = []string{"words", "unit", "percent", "plain", "capital"}
)

// inline reads `{sql} …`; nil when the code span is only code.
func (b *Body) inline(n *ast.CodeSpan, whole diag.Span, log *diag.Log) *Directive {
	first, ok := n.FirstChild().(*ast.Text)
	if !ok {
		return nil
	}
	start, end := first.Segment.Start, n.LastChild().(*ast.Text).Segment.Stop
	source := string(b.source[start:end])
	m := call.FindStringSubmatch(source)
	if m == nil {
		return nil
	}
	at := b.span(start, end-start, whole)
	d := &Directive{Name: m[1], Options: strings.Fields(m[2]), Inline: true, Span: at}
	if !d.check(inlineSet, at, log) {
		return nil
	}
	rest := source[len(m[0]):]
	trimmed := strings.TrimLeft(rest, " \n")
	textStart := start + len(m[0]) + len(rest) - len(trimmed)
	d.Arg = strings.TrimRight(trimmed, " \n")
	d.TextSpan = func(offset, length int) diag.Span { return b.span(textStart+offset, length, whole) }
	return d
}

// block reads a fenced directive; nil when the fence holds only code.
func (b *Body) block(n *ast.FencedCodeBlock, names *ids, whole diag.Span, log *diag.Log) *Directive {
	if n.Info == nil {
		return nil
	}
	info := n.Info.Segment
	source := string(info.Value(b.source))
	m := call.FindStringSubmatch(source)
	if m == nil {
		return nil
	}
	at := b.span(info.Start, info.Stop-info.Start, whole)
	d := &Directive{Name: m[1], Options: strings.Fields(m[2]), Arg: strings.TrimSpace(source[len(m[0]):]), Params: map[string]string{}, Span: at}
	if !d.check(blockSet, at, log) {
		return nil
	}
	lines, i := n.Lines(), 0
	for ; i < lines.Len(); i++ {
		line := lines.At(i)
		p := param.FindStringSubmatch(strings.TrimRight(string(line.Value(b.source)), "\n"))
		if p == nil {
			break
		}
		d.Params[p[1]+p[2]] = p[3]
	}
	start := info.Stop
	if i < lines.Len() {
		var text bytes.Buffer
		start = lines.At(i).Start
		for j := i; j < lines.Len(); j++ {
			line := lines.At(j)
			text.Write(line.Value(b.source))
		}
		d.Text = text.String()
	}
	d.TextSpan = func(offset, length int) diag.Span { return b.span(start+offset, length, whole) }
	if d.Name == "note" && i < lines.Len() && b.base >= 0 {
		d.Body = parsePart(b.file, b.base+start, b.base+lines.At(lines.Len()-1).Stop, names, log)
	}
	return d
}

// check reports a directive or an option that does not exist.
func (d *Directive) check(known []string, at diag.Span, log *diag.Log) bool {
	if !slices.Contains(known, d.Name) {
		e := log.Error("directive", at, "there is no directive %q here", d.Name)
		if c := diag.Closest(d.Name, known); c != "" {
			e.Note("did you mean {%s}?", c)
		} else {
			e.Note("directives are {%s}", strings.Join(known, "}, {"))
		}
		return false
	}
	for _, o := range d.Options {
		if !slices.Contains(options, o) {
			log.Error("directive", at, "directive {%s} has no option %q", d.Name, o).Note("options are %s", strings.Join(options, ", "))
			return false
		}
	}
	return true
}

// All lists a body's directives, those inside notes included.
func (b *Body) All() []*Directive {
	var all []*Directive
	for _, d := range b.Directives {
		all = append(all, d)
		if d.Body != nil {
			all = append(all, d.Body.All()...)
		}
	}
	return all
}

// AllLinks lists a body's links, those inside notes included.
func (b *Body) AllLinks() []*Link {
	all := b.Links
	for _, d := range b.Directives {
		if d.Body != nil {
			all = append(all[:len(all):len(all)], d.Body.AllLinks()...)
		}
	}
	return all
}
