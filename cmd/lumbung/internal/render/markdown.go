package render

import (
	"html/template"
	"strings"

	"lumbung/cmd/lumbung/internal/content"
	"lumbung/cmd/lumbung/internal/site"
)

// markdown is a text as HTML, to stand below a page's heading. dir is the page's folder.
func (f *funcs) markdown(dir string, t *site.Text) (template.HTML, error) {
	if t == nil {
		return "", nil
	}
	h := hooks{funcs: f, text: t, dir: dir}
	s, err := t.Body.HTML(h.content(0))
	if t.After != nil {
		s += h.note(t.After)
	}
	if err == nil {
		err = h.err
	}
	return template.HTML(s), err
}

// inline is a text of one line as HTML.
func (f *funcs) inline(dir string, t *site.Text) (template.HTML, error) {
	if t == nil {
		return "", nil
	}
	h := hooks{funcs: f, text: t, dir: dir}
	s, err := t.Body.InlineHTML(h.content(0))
	if err == nil {
		err = h.err
	}
	return template.HTML(s), err
}

// hooks answer what Markdown asks for: where links lead, what directives show.
type hooks struct {
	*funcs
	text *site.Text
	dir  string
	err  error
}

func (h *hooks) content(level int) content.Hooks {
	return content.Hooks{Directive: h.directive, Link: h.link, Image: func(dest string) string { return href(h.dir, dest) }, Region: h.region, Heading: level}
}

// region names a table of running text, which has no caption.
func (h *hooks) region(heads []string) string {
	return h.phrases.Get("table.region", "title", strings.Join(heads, ", "))
}

func (h *hooks) link(dest string) (address string, external bool) {
	link, ok := h.text.Links[dest]
	if !ok {
		return "#", false // reported when the page was planned
	}
	return href(h.dir, link.Path), link.External
}

func (h *hooks) directive(d *content.Directive) string {
	if d.Inline {
		return h.live(h.text.Values[d])
	}
	b := h.text.Blocks[d]
	var out []byte
	var err error
	switch {
	case b == nil:
		return ""
	case b.Figure != nil:
		out, err = h.figure.Append(nil, b.Figure)
	case b.Table != nil:
		out, err = h.table.Append(nil, b.Table)
	case b.Note != nil:
		return h.note(b.Note)
	}
	if err != nil && h.err == nil {
		h.err = err
	}
	return string(out)
}

// live is a number in running text: plain words that lead to the rows behind them.
func (h *hooks) live(v *site.Live) string {
	if v == nil {
		return ""
	}
	text := template.HTMLEscapeString(v.Text)
	if v.Path == "" {
		return text
	}
	return `<a class="live" href="` + template.HTMLEscapeString(href(h.dir, v.Path)) + `">` + text + `</a>`
}

func (h *hooks) note(n *site.NoteBox) string {
	inner := hooks{funcs: h.funcs, text: n.Body, dir: h.dir}
	body, err := n.Body.Body.HTML(inner.content(1))
	if n.Body.Inline {
		body, err = n.Body.Body.InlineHTML(inner.content(1))
		body = "<p>" + body + "</p>"
	}
	if err != nil && h.err == nil {
		h.err = err
	}
	var b strings.Builder
	b.WriteString(`<div class="batas">`)
	if n.Title != "" {
		b.WriteString(`<p class="name">` + template.HTMLEscapeString(n.Title) + `</p>`)
	}
	b.WriteString(body)
	b.WriteString(`</div>`)
	return b.String()
}
