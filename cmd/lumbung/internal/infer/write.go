package infer

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// CSV is the table in canonical form: UTF-8, commas, RFC 4180, numbers with a point.
func (t *Table) CSV() []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	names := make([]string, len(t.Fields))
	for i, f := range t.Fields {
		names[i] = f.Name
	}
	w.Write(names) // a buffer takes everything
	for _, row := range t.Rows {
		if len(row) == 1 && row[0] == "" {
			b.WriteString("\"\"\n") // else it would read as no row at all
			continue
		}
		w.Write(row)
		w.Flush()
	}
	w.Flush()
	return b.Bytes()
}

// mark is how gaps that the publisher has to fill are marked.
const mark = "fill in:"

// TOML is the descriptor, with the gaps to fill marked, what was left out as comments, and
// totals as tests. say translates its remarks;
// reason is why personal data may be kept, if there is any.
func (t *Table) TOML(langs []locale.Lang, from, reason string, say func(string) string) []byte {
	d := &descriptor{t: t, langs: langs, say: say}
	d.line("# %s", d.text("Made by lumbung add from %s. Lines marked %q need you.", from, strings.TrimSuffix(say(mark), ":")))
	for _, l := range t.LeftOut {
		if l.Text == "" {
			d.line("# %s", d.text("row %d is left out", l.Line))
			continue
		}
		d.line("# %s: %s", d.text("row %d is left out", l.Line), oneLine(l.Text))
	}
	d.line("name = %s", tomlfile.Quote(t.Name))
	d.line("path = %s", tomlfile.Quote(t.Name+".csv"))
	d.line("title = %s  # %s", d.in(func(lang locale.Lang) string { return cmp.Or(t.Heading(lang), t.Title) }), d.gap("what readers see"))
	d.line("# description = %s  # %s", d.each("…"), d.gap("what one row is, where, when; 50 to 5,000 characters"))
	if source := t.Source(); source != "" {
		d.line("sources = [{ title = %s }]  # %s", d.each(source), d.gap("where the figures come from"))
	} else {
		d.line("# sources = [{ title = \"…\", path = \"https://…\" }]  # %s", d.gap("where the figures come from"))
	}
	if slices.ContainsFunc(t.Fields, func(f Field) bool { return f.Private }) {
		d.line("# private = true  # %s", d.gap("when each row is a person: then nothing is published, and a query may count the rows: lumbung help privacy"))
	}
	d.line("\n[schema]")
	if len(t.Keys) > 0 && !t.hidden(t.Keys...) {
		d.line("primaryKey = [%s]", quoted(t.Keys))
	}
	for _, f := range t.Fields {
		if f.Refers != nil && !f.Private {
			d.line("\n[[schema.foreignKeys]]")
			d.line("fields = [%s]", tomlfile.Quote(f.Name))
			d.line("reference = { resource = %s, fields = [%s] }", tomlfile.Quote(f.Refers.Dataset), tomlfile.Quote(f.Refers.Field))
		}
	}
	for i := range t.Fields {
		d.field(&t.Fields[i], reason)
	}
	for _, sum := range t.Sums {
		if !t.hidden(sum.Field) {
			d.line("\n[[tests]]  # %s", d.text("the total in row %d says so", sum.Line))
			d.line("name = %s", tomlfile.Quote("total-"+strings.ReplaceAll(sum.Field, "_", "-")))
			d.line("kind = \"sum\"")
			d.line("field = %s", tomlfile.Quote(sum.Field))
			d.line("equals = %s", tomlfile.Quote(sum.Is))
		}
	}
	return []byte(d.b.String())
}

type descriptor struct {
	t     *Table
	b     strings.Builder
	langs []locale.Lang
	say   func(string) string
}

func (d *descriptor) line(format string, args ...any) {
	fmt.Fprintf(&d.b, format+"\n", args...)
}

func (d *descriptor) text(format string, args ...any) string {
	return oneLine(diag.Msg(format, args...).In(d.say))
}

func (d *descriptor) gap(what string) string { return d.say(mark) + " " + d.say(what) }

// each is the same text in every language of the portal.
func (d *descriptor) each(text string) string {
	return d.in(func(locale.Lang) string { return text })
}

// in is a text in each language of the portal.
func (d *descriptor) in(text func(locale.Lang) string) string {
	if len(d.langs) < 2 {
		var only locale.Lang
		if len(d.langs) == 1 {
			only = d.langs[0]
		}
		return tomlfile.Quote(text(only))
	}
	var parts []string
	for _, lang := range d.langs {
		parts = append(parts, fmt.Sprintf("%s = %s", lang, tomlfile.Quote(text(lang))))
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

func (d *descriptor) field(f *Field, reason string) {
	d.line("\n[[schema.fields]]")
	d.line("name = %s", tomlfile.Quote(f.Name))
	d.line("type = %s", tomlfile.Quote(f.Type.String()))
	title, _ := headingParts(f.Heading)
	if title == "" {
		title = f.Name
	}
	d.line("title = %s  # %s", d.each(oneLine(title)), d.gap("what readers see"))
	d.line("# definition = %s  # %s", d.each("…"), d.gap("what exactly is counted or told"))
	if f.Private {
		d.line("private = true  # %s", d.text("holds personal data: %s", oneLine(reason)))
	}
	if f.Unit != "" {
		d.line("unit = %s", tomlfile.Quote(f.Unit))
	}
	if len(f.Missing) > 0 {
		values := []string{`{ value = "" }`}
		for _, m := range f.Missing {
			values = append(values, fmt.Sprintf("{ value = %s, label = %s }", tomlfile.Quote(m), d.each(m)))
		}
		d.line("missingValues = [%s]  # %s", strings.Join(values, ", "), d.gap("why there is no value"))
	}
	if f.Key && !d.t.hidden(d.t.Keys...) {
		d.line("constraints = { required = true }")
	}
	if len(f.Categories) > 0 {
		d.line("categories = [  # %s", d.gap("the name of each for readers, as label"))
		for _, c := range f.Categories {
			d.line("  { value = %s, label = %s },", tomlfile.Quote(c), d.each(c))
		}
		d.line("]")
	}
}

func (t *Table) hidden(names ...string) bool {
	for _, f := range t.Fields {
		for _, name := range names {
			if f.Name == name && f.Private {
				return true
			}
		}
	}
	return false
}

func quoted(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = tomlfile.Quote(n)
	}
	return strings.Join(out, ", ")
}

// oneLine keeps a text from ending the comment or the line it stands in.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f || r == ' ' || r == 0x85 || r == 0x2028 }), " ")
}
