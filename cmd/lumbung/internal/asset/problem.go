package asset

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/evanw/esbuild/pkg/api"

	"lumbung/cmd/lumbung/internal/diag"
)

// refuse is a resolve that failed; esbuild adds where it was asked for.
func refuse(format, asked string) api.OnResolveResult {
	return api.OnResolveResult{Errors: []api.Message{{Text: fmt.Sprintf(format, asked)}}}
}

// report tells what esbuild found, and whether any of it is an error.
func (b *builder) report(result api.BuildResult) bool {
	for _, m := range result.Warnings {
		b.tell(diag.Warning, m)
	}
	for _, m := range result.Errors {
		b.tell(diag.Error, m)
	}
	return len(result.Errors) > 0
}

func (b *builder) tell(severity diag.Severity, m api.Message) {
	d := &diag.Diagnostic{Rule: "theme-script", Severity: severity, Span: b.span(m.Location), Message: words(lower(m.Text))}
	if path.Ext(d.Span.Name()) == ".css" {
		d.Rule = "theme-style"
	}
	for _, n := range m.Notes {
		d.Notes = append(d.Notes, diag.Note{Span: b.span(n.Location), Message: words(lower(n.Text))})
	}
	if len(d.Notes) == 0 {
		d.Note("mend it there, or remove the file to have the default theme's")
	}
	b.log.Add(d)
}

// span translates a place. esbuild counts columns from 0 and in bytes.
func (b *builder) span(at *api.Location) diag.Span {
	if at == nil {
		return diag.Span{}
	}
	file := b.source(strings.TrimPrefix(at.File, namespace+":"))
	before := at.LineText[:min(max(at.Column, 0), len(at.LineText))]
	marked := at.LineText[len(before):min(len(before)+max(at.Length, 0), len(at.LineText))]
	return file.At(at.Line, utf8.RuneCountInString(before)+1, utf8.RuneCountInString(marked))
}

// source is a theme's file under the name its author knows.
func (b *builder) source(name string) *diag.File {
	if f := b.files[name]; f != nil {
		return f
	}
	data, err := fs.ReadFile(b.src.FS, name)
	if err != nil {
		data = nil
	}
	f := &diag.File{Name: b.src.Where(name), Data: data}
	b.files[name] = f
	return f
}

// lower makes a message begin as ours do, and end without a full stop. The mark of our
// paths means nothing to an author.
func lower(text string) string {
	text = strings.ReplaceAll(text, `"`+namespace+":", `"`)
	r, size := utf8.DecodeRuneInString(text)
	if next, _ := utf8.DecodeRuneInString(text[size:]); !unicode.IsUpper(next) {
		text = string(unicode.ToLower(r)) + text[size:]
	}
	return strings.TrimSuffix(text, ".")
}
