package dataset

import (
	"strings"
	"unicode/utf8"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

func (v *validator) encoding() {
	if _, ok := encodings[encodingName(v.r.Encoding)]; !ok {
		d := v.error("encoding", "encoding", "unknown encoding %q", v.r.Encoding)
		if c := diag.Closest(encodingName(v.r.Encoding), encodingNames()); c != "" {
			d.Note("did you mean %q?", c)
		} else {
			d.Note("encodings are %s", strings.Join(encodingNames(), ", "))
		}
	}
}

// maxHeaderRow is how far down a header may stand.
const maxHeaderRow = 100

// dialect reports marks by which no row could be told apart.
func (v *validator) dialect() {
	d := &v.r.Dialect
	fault := func(key, format string, args ...any) *diag.Diagnostic {
		return v.error("dialect", tomlfile.Key("dialect", key), format, args...)
	}
	if d.Delimiter == "" || strings.ContainsAny(d.Delimiter, "\r\n") {
		fault("delimiter", "%q cannot part cells", d.Delimiter).Note(`it is "," by default; ";" and "\t" are usual too`)
	}
	for _, c := range []struct{ key, mark string }{{"quoteChar", d.QuoteChar}, {"escapeChar", d.EscapeChar}} {
		if utf8.RuneCountInString(c.mark) > 1 {
			fault(c.key, "%s is one character, not %q", c.key, c.mark).
				Note("write the one character, or leave %s out", c.key)
		}
		if c.mark != "" && strings.Contains(d.Delimiter, c.mark) {
			fault(c.key, "%s and delimiter are both %q", c.key, c.mark).
				Note("write the mark that the file has for each")
		}
	}
	for _, c := range []struct {
		key  string
		rows []int
	}{{"headerRows", d.HeaderRows}, {"commentRows", d.CommentRows}} {
		for i, row := range c.rows {
			if row < 1 || c.key == "headerRows" && row > maxHeaderRow {
				fault(tomlfile.Item(c.key, i), "%d cannot be in %s: rows are counted from 1, and a header ends by row %d", row, c.key, maxHeaderRow).
					Note("write the number of the row as a spreadsheet shows it")
			}
		}
	}
}
