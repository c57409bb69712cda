// Package tomlfile reads TOML with BurntSushi/toml and can say where each key stands.
//
// The parser gives places for what is no TOML at all. For what is TOML but wrong (a key
// nobody knows, a value that makes no sense) a Doc holds one index from key to line,
// made by a scan of text that the parser has already accepted. At answers with it:
//
//	doc.At("schema.fields[2].type")
package tomlfile

import (
	"errors"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"lumbung/cmd/lumbung/internal/diag"
)

// Doc is a TOML file that was read.
type Doc struct {
	File  *diag.File
	index *index
	lines int // lines of the file above the TOML text: front matter starts below its fence
	whole bool
}

// Whole says whether every known key was read: what is wrong, if anything is, is that
// there are unknown ones. Then what was read may be looked at for other mistakes.
func (d *Doc) Whole() bool { return d.whole }

// Decode reads a file into a struct. Problems of syntax, of type and unknown keys go to
// the log; ok is false when an error among them leaves the struct half filled.
func Decode(file *diag.File, into any, log *diag.Log) (doc *Doc, ok bool) {
	return decode(file, string(file.Data), 0, into, log)
}

// DecodePart reads TOML that stands inside another file, such as front matter; line is
// the number of lines above it.
func DecodePart(file *diag.File, text string, line int, into any, log *diag.Log) (doc *Doc, ok bool) {
	return decode(file, text, line, into, log)
}

func decode(file *diag.File, text string, line int, into any, log *diag.Log) (*Doc, bool) {
	doc := &Doc{File: file, lines: line, index: &index{}}
	if len(text) > MaxBytes {
		log.Error("toml-size", file.Whole(), "the file has %d bytes, more than the %d that a TOML file may have", len(text), MaxBytes).
			Note("a table of that size belongs in a CSV, a long text in Markdown")
		return doc, false
	}
	text = strings.TrimPrefix(text, "\uFEFF")
	if at := tooDeep(text); at >= 0 {
		below, col := lineAndColumn(text, at)
		log.Error("toml-depth", file.At(line+below, col, 1), "this is nested deeper than the %d levels that TOML may have here", MaxDepth).
			Note("use fewer tables inside one another")
		return doc, false
	}
	meta, err := toml.Decode(text, into)
	if err == nil || !isSyntax(err) {
		doc.index = scan(text)
	}
	if err != nil {
		doc.report(err, log)
		return doc, false
	}
	doc.whole = true
	return doc, doc.unknown(meta, into, log)
}

func isSyntax(err error) bool {
	var p toml.ParseError
	return errors.As(err, &p) && !strings.HasPrefix(p.Message, "incompatible types")
}

// report translates the parser's errors.
func (d *Doc) report(err error, log *diag.Log) {
	var p toml.ParseError
	if errors.As(err, &p) {
		say(log, d.parserPlace(p), p.Message)
		return
	}
	message := err.Error()
	m := typeError.Match(message)
	if m == nil {
		say(log, d.File.Whole(), message)
		return
	}
	at := d.File.Whole()
	for _, path := range d.index.paths {
		if stripped(path) == m[2] && !d.index.isItem(path) && (at.Line == 0 || strconv.Itoa(d.index.places[path].line) == m[1]) {
			at = d.ValueAt(path)
		}
	}
	say(log, at, m[3])
}

// parserPlace is where the parser stopped; for a key that stands twice, the second one.
func (d *Doc) parserPlace(p toml.ParseError) diag.Span {
	line := p.Position.Line + d.lines
	if m := twice.Match(p.Message); m != nil {
		lines := strings.Split(string(d.File.Data), "\n")
		name := m[1][strings.LastIndexByte(m[1], '.')+1:]
		if line >= 1 && line <= len(lines) {
			if i := strings.Index(lines[line-1], name); i >= 0 {
				return d.File.At(line, utf8.RuneCountInString(lines[line-1][:i])+1, utf8.RuneCountInString(name))
			}
		}
	}
	return d.File.At(line, max(p.Position.Col, 1), p.Position.Len)
}

var twice = diag.WordedAs(`^Key '(.*)' (?:has already|was already)`)

// say tells what is wrong in words of ours.
func say(log *diag.Log, at diag.Span, theirs string) {
	ours, mend := translate(theirs)
	problem := log.Error("toml", at, ours.Format, ours.Args...)
	if mend.Format != "" {
		problem.Note(mend.Format, mend.Args...)
	}
}

// typeError is how the parser words a value of the wrong type.
var typeError = diag.WordedAs(`^(?:toml: )?line (\d+) \(last key "(.*)"\): (.*)$`)

// unknown reports keys that the struct has no place for.
func (d *Doc) unknown(meta toml.MetaData, into any, log *diag.Log) bool {
	ok, seen := true, map[string]bool{}
	for _, key := range meta.Undecoded() {
		parent, known := keysAt(reflect.TypeOf(into), key[:len(key)-1])
		if !known || seen[key.String()] {
			continue // inside a value that reads itself, or inside an unknown table already told
		}
		seen[key.String()] = true
		name := key[len(key)-1]
		for _, path := range d.index.matching(key) {
			ok = false
			d := log.Error("unknown-key", d.At(path), "unknown key %q", name)
			if c := diag.Closest(name, parent); c != "" {
				d.Note("did you mean %q?", c)
			} else {
				d.Note("known keys here: %s", strings.Join(parent, ", "))
			}
		}
	}
	return ok
}

// At gives the place of a key, or of the nearest table around it that exists.
func (d *Doc) At(path string) diag.Span {
	for p := path; p != ""; p = parentPath(p) {
		if at, ok := d.index.places[p]; ok {
			return d.File.At(at.line+d.lines, at.col, at.length)
		}
	}
	return d.File.Whole()
}

// Has says whether a key was written in the file.
func (d *Doc) Has(path string) bool {
	_, ok := d.index.places[path]
	return ok
}

// ValueAt gives where a key's value begins, for messages about text inside a string.
// For a text over several lines that is its first line.
func (d *Doc) ValueAt(path string) diag.Span {
	if at, ok := d.index.values[path]; ok {
		return d.File.At(at.line+d.lines, at.col, at.length)
	}
	return d.At(path)
}

func parentPath(p string) string {
	i := strings.LastIndexAny(p, ".[")
	if i < 0 {
		return ""
	}
	return p[:i]
}

// keysAt gives the keys that a struct type knows at a path; false when the path leads
// into a value that is read by its own code or is a free table.
func keysAt(t reflect.Type, path []string) ([]string, bool) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if reflect.PointerTo(t).Implements(reflect.TypeFor[toml.Unmarshaler]()) {
		return nil, false
	}
	if t.Kind() == reflect.Map && len(path) > 0 {
		return keysAt(t.Elem(), path[1:])
	}
	if t.Kind() != reflect.Struct {
		return nil, false
	}
	var names []string
	for i := range t.NumField() {
		name := keyName(t.Field(i))
		if name == "" {
			continue
		}
		if len(path) > 0 && strings.EqualFold(name, path[0]) {
			return keysAt(t.Field(i).Type, path[1:])
		}
		names = append(names, name)
	}
	if len(path) > 0 {
		return nil, false
	}
	return names, true
}

func keyName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("toml"), ",")
	switch {
	case name == "-" || !f.IsExported():
		return ""
	case name == "":
		return f.Name
	}
	return name
}

// stripped is a path without its array indices.
func stripped(path string) string {
	var b strings.Builder
	depth := 0
	for _, r := range path {
		switch {
		case r == '[':
			depth++
		case r == ']':
			depth--
		case depth == 0:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Item is the path of an array's element: Item("schema.fields", 2) is "schema.fields[2]".
func Item(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// Key is the path of a key in a table: Key("schema", "fields") is "schema.fields".
func Key(path string, names ...string) string {
	if path == "" {
		return strings.Join(names, ".")
	}
	return path + "." + strings.Join(names, ".")
}
