package site

import (
	"strings"

	"lumbung/cmd/lumbung/internal/content"
)

// Text is Markdown with what its directives and links came to. It becomes HTML when its
// page is rendered.
type Text struct {
	Body   *content.Body
	Values map[*content.Directive]*Live // inline directives
	Blocks map[*content.Directive]*Block
	Links  map[string]Link // by the destination as it was written
	Inline bool            // one line, to stand inside a heading or a paragraph
	After  *NoteBox        // below it: why something personal may stand in it
}

// Live is a value in running text that was computed from the data.
type Live struct {
	Text string
	Path string // of the rows behind it; "" where there is no page of them
}

// Block is what a block directive shows: one of the three.
type Block struct {
	Figure *Figure
	Table  *TableView
	Note   *NoteBox
}

// NoteBox is Markdown in a box.
type NoteBox struct {
	Title string
	Body  *Text
}

// Plain is the text without markup, its values filled in, for titles and descriptions.
func (t *Text) Plain() string {
	if t == nil {
		return ""
	}
	return strings.TrimSpace(t.Body.Text(func(d *content.Directive) string {
		if v := t.Values[d]; v != nil {
			return v.Text
		}
		return ""
	}))
}

// Figures lists the figures in a text, in order, those in notes included.
func (t *Text) Figures() []*Figure {
	if t == nil {
		return nil
	}
	var all []*Figure
	for _, d := range t.Body.Directives {
		switch b := t.Blocks[d]; {
		case b == nil:
		case b.Figure != nil:
			all = append(all, b.Figure)
		case b.Note != nil:
			all = append(all, b.Note.Body.Figures()...)
		}
	}
	return all
}
