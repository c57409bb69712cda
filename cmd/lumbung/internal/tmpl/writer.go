package tmpl

import (
	"encoding"
	"encoding/json"
	"html/template"
	"reflect"
	"strconv"
)

var (
	jsonType = reflect.TypeFor[json.Marshaler]()
	textType = reflect.TypeFor[encoding.TextMarshaler]()
	htmlType = reflect.TypeFor[template.HTML]()
)

// contentTypes are the types that tell html/template what a text is.
var contentTypes = map[reflect.Type]bool{
	htmlType:                             true,
	reflect.TypeFor[template.HTMLAttr](): true,
	reflect.TypeFor[template.CSS]():      true,
	reflect.TypeFor[template.JS]():       true,
	reflect.TypeFor[template.JSStr]():    true,
	reflect.TypeFor[template.URL]():      true,
	reflect.TypeFor[template.Srcset]():   true,
}

// trusted is the type that an escaper lets through as it is.
var trusted = map[string]reflect.Type{
	"_html_template_htmlescaper":    htmlType,
	"_html_template_htmlnamefilter": reflect.TypeFor[template.HTMLAttr](),
	"_html_template_cssvaluefilter": reflect.TypeFor[template.CSS](),
	"_html_template_jsvalescaper":   reflect.TypeFor[template.JS](),
	"_html_template_urlfilter":      reflect.TypeFor[template.URL](),
	"_html_template_srcsetescaper":  reflect.TypeFor[template.Srcset](),
}

// escaperNames are the escapers that html/template inserts. A test compares them with the
// escapers of the Go release in use.
var escaperNames = []string{
	"_html_template_attrescaper", "_html_template_commentescaper", "_html_template_cssescaper",
	"_html_template_cssvaluefilter", "_html_template_htmlnamefilter", "_html_template_htmlescaper",
	"_html_template_jsregexpescaper", "_html_template_jsstrescaper", "_html_template_jstmpllitescaper",
	"_html_template_jsvalescaper", "_html_template_nospaceescaper", "_html_template_rcdataescaper",
	"_html_template_srcsetescaper", "_html_template_urlescaper", "_html_template_urlfilter",
	"_html_template_urlnormalizer",
}

// quick are the escapers of plain text that are written here, for speed.
var quick = map[string]func([]byte, string) []byte{
	"_html_template_attrescaper":    appendHTML,
	"_html_template_htmlescaper":    appendHTML,
	"_html_template_rcdataescaper":  appendHTML,
	"_html_template_nospaceescaper": appendUnquoted,
	"_html_template_commentescaper": func(dst []byte, _ string) []byte { return dst },
	"_html_template_urlfilter":      appendSafeURL,
	"_html_template_urlnormalizer":  appendURL,
	"_html_template_urlescaper":     appendURLPart,
	"_html_template_jsvalescaper":   appendJSString,
}

// writer is a chain of escapers.
type writer struct {
	names []string
	plain func(f *frame, s string) // writes a text through all of them
}

func newWriter(names []string) *writer { return &writer{names, compose(names)} }

// after gives the chain without its first escapers.
func (w *writer) after(n int) *writer { return newWriter(w.names[n:]) }

// compose makes one function of a chain.
func compose(names []string) func(*frame, string) {
	switch len(names) {
	case 0:
		return func(f *frame, s string) { f.out = append(f.out, s...) }
	case 1:
		escape := escaperOf(names[0])
		return func(f *frame, s string) { f.out = escape(f.out, s) }
	}
	last := names[len(names)-1]
	if last == "_html_template_attrescaper" && names[len(names)-2] == "_html_template_urlnormalizer" {
		switch {
		case len(names) == 2:
			return func(f *frame, s string) { f.out = appendAttrURL(f.out, s) }
		case len(names) == 3 && names[0] == "_html_template_urlfilter":
			return func(f *frame, s string) {
				if !safeURL(s) {
					s = unsafeURL
				}
				f.out = appendAttrURL(f.out, s)
			}
		}
	}
	first, rest := escaperOf(names[0]), compose(names[1:])
	return func(f *frame, s string) {
		spare := f.spare
		f.spare = nil // a chain of three uses another for its second step
		spare = first(spare[:0], s)
		rest(f, string(spare))
		f.spare = spare
	}
}

// escaperOf gives the quick escaper, or html/template's own.
func escaperOf(name string) func([]byte, string) []byte {
	if escape := quick[name]; escape != nil {
		return escape
	}
	return func(dst []byte, s string) []byte { return append(dst, libraryEscape(name, s)...) }
}

// text writes a text.
func (w *writer) text(text func(*frame) string) func(*frame) {
	plain := w.plain
	if len(w.names) == 1 && quick[w.names[0]] != nil {
		escape := quick[w.names[0]]
		return func(f *frame) { f.out = escape(f.out, text(f)) }
	}
	return func(f *frame) { plain(f, text(f)) }
}

// unchanged are the escapers that let digits and a minus through as they are.
var unchanged = map[string]bool{
	"_html_template_attrescaper": true, "_html_template_htmlescaper": true, "_html_template_rcdataescaper": true,
	"_html_template_nospaceescaper": true, "_html_template_urlfilter": true, "_html_template_urlnormalizer": true,
	"_html_template_urlescaper": true,
}

// number writes a whole number.
func (w *writer) number(number func(*frame) int64) func(*frame) {
	if w.names[0] == "_html_template_jsvalescaper" && (len(w.names) == 1 || w.names[1] == "_html_template_attrescaper") {
		return func(f *frame) { // with spaces, so that it does not grow together with a keyword
			f.out = strconv.AppendInt(append(f.out, ' '), number(f), 10)
			f.out = append(f.out, ' ')
		}
	}
	for _, name := range w.names {
		if !unchanged[name] {
			return w.value(func(f *frame) reflect.Value { return reflect.ValueOf(number(f)) })
		}
	}
	return func(f *frame) { f.out = strconv.AppendInt(f.out, number(f), 10) }
}

// value writes a value of any type.
func (w *writer) value(val func(*frame) reflect.Value) func(*frame) {
	first, plain := w.names[0], w.plain
	rest := compose(w.names[1:])
	let := trusted[first]
	return func(f *frame) {
		v := concrete(val(f))
		if !v.IsValid() {
			rest(f, libraryEscape(first, nil))
			return
		}
		switch t := v.Type(); {
		case t == stringType:
			plain(f, v.String())
		case t == let:
			rest(f, v.String())
		default:
			rest(f, libraryEscape(first, v.Interface()))
		}
	}
}
