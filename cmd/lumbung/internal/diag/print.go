package diag

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"
)

// maxExcerpt is how many characters of a long line are shown around the span.
const maxExcerpt = 100

// foldAfter is how many diagnostics of one rule in one file a terminal shows in full.
const foldAfter = 10

// Printer writes diagnostics as text.
type Printer struct {
	W io.Writer
	// Color adds terminal colours.
	Color bool
	// All shows every diagnostic; otherwise hundreds of one rule in one file are folded into a count.
	All bool
	// Translate gives a format in another language; nil is English.
	Translate func(format string) string
}

// Print writes diagnostics, which Log.Sorted has put in order.
func (p Printer) Print(all []*Diagnostic) {
	type kind struct{ rule, file string }
	seen, folded := map[kind]int{}, []kind{}
	for _, d := range all {
		k := kind{d.Rule, d.Span.Name()}
		seen[k]++
		if !p.All && seen[k] > foldAfter {
			if seen[k] == foldAfter+1 {
				folded = append(folded, k)
			}
			continue
		}
		p.one(d)
	}
	for _, k := range folded {
		fmt.Fprintf(p.W, "%s: %s\n", k.file, p.say(Msg("and %d more of rule %s", seen[k]-foldAfter, k.rule)))
	}
}

func (p Printer) say(m Message) string {
	if p.Translate == nil {
		return clean(m.String())
	}
	return clean(m.In(p.Translate))
}

func (p Printer) one(d *Diagnostic) {
	word := p.say(Msg(d.Severity.String()))
	if p.Color {
		word = map[Severity]string{Error: "\x1b[1;31m", Warning: "\x1b[1;33m", Info: "\x1b[1;36m"}[d.Severity] + word + "\x1b[0m"
	}
	if at := place(d.Span); at != "" {
		fmt.Fprintf(p.W, "%s: ", at)
	}
	fmt.Fprintf(p.W, "%s: %s\n", word, p.say(d.Message))
	p.excerpt(d)
	for _, n := range d.Notes {
		at := ""
		if !n.Span.IsZero() {
			at = " " + p.say(Msg("at")) + " " + place(n.Span)
		}
		fmt.Fprintf(p.W, "  %s: %s%s\n", p.say(Msg("note")), p.say(n.Message), at)
	}
}

// place is file:line:col, or as much of it as is known.
func place(s Span) string {
	switch {
	case s.IsZero():
		return ""
	case s.Line < 1:
		return s.Name()
	}
	return fmt.Sprintf("%s:%d:%d", s.Name(), s.Line, s.Col)
}

// excerpt writes the line and underlines the span by display width.
func (p Printer) excerpt(d *Diagnostic) {
	line, ok := d.Span.text()
	if !ok {
		return
	}
	if d.Private {
		line = mask(line)
	}
	runes := []rune(clean(line))
	from := min(max(d.Span.Col-1, 0), len(runes))
	length := min(max(d.Span.Length, 1), max(len(runes)-from, 1))
	prefix, suffix := "", ""
	if len(runes) > maxExcerpt {
		lo := max(0, min(from-20, len(runes)-maxExcerpt))
		hi := min(len(runes), lo+maxExcerpt)
		if lo > 0 {
			prefix = "…"
		}
		if hi < len(runes) {
			suffix = "…"
		}
		runes, from = runes[lo:hi], from-lo
		length = min(length, max(hi-lo-from, 1))
	}
	number := fmt.Sprintf("%5d", d.Span.Line)
	fmt.Fprintf(p.W, "%s | %s%s%s\n", number, prefix, string(runes), suffix)
	under := runes[from:min(from+length, len(runes))]
	fmt.Fprintf(p.W, "%s | %s%s\n", strings.Repeat(" ", len(number)),
		strings.Repeat(" ", width([]rune(prefix))+width(runes[:from])), strings.Repeat("~", max(width(under), 1)))
}

// mask hides everything but the shape of a line that holds a private value.
func mask(line string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return '•'
		}
		return r
	}, line)
}

// clean makes a text safe for a terminal and a log: control and direction marks, which
// could hide or forge what is shown, become visible escapes. Tabs become spaces.
func clean(s string) string {
	if !strings.ContainsFunc(s, hidden) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\t':
			b.WriteByte(' ')
		case hidden(r):
			b.WriteRune('\uFFFD')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func hidden(r rune) bool {
	return r < ' ' || r == 0x7f || unicode.Is(unicode.Cf, r) || (r >= 0x80 && r < 0xa0) || r == 0x2028 || r == 0x2029
}

// width is how many terminal cells characters take: wide ones two, combining marks none.
func width(runes []rune) int {
	n := 0
	for _, r := range runes {
		switch {
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r):
		case wide(r):
			n += 2
		default:
			n++
		}
	}
	return n
}

func wide(r rune) bool {
	return r >= 0x1100 && (r <= 0x115f || (r >= 0x2e80 && r <= 0xa4cf) || (r >= 0xac00 && r <= 0xd7a3) ||
		(r >= 0xf900 && r <= 0xfaff) || (r >= 0xfe30 && r <= 0xfe6f) || (r >= 0xff00 && r <= 0xff60) || (r >= 0x1f300 && r <= 0x1faff) || (r >= 0x20000 && r <= 0x3fffd))
}

type jsonNote struct {
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`
	Col     int    `json:"column,omitempty"`
	Message string `json:"message"`
}

type jsonDiagnostic struct {
	File     string     `json:"file"`
	Line     int        `json:"line"`
	Col      int        `json:"column"`
	Length   int        `json:"length"`
	Severity string     `json:"severity"`
	Rule     string     `json:"rule"`
	Message  string     `json:"message"`
	Excerpt  string     `json:"excerpt,omitempty"`
	Notes    []jsonNote `json:"notes,omitempty"`
}

// PrintJSON writes one JSON object a line, none folded.
func PrintJSON(w io.Writer, all []*Diagnostic, translate func(string) string) error {
	if translate == nil {
		translate = func(s string) string { return s }
	}
	say := func(m Message) string { return m.In(translate) }
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, d := range all {
		out := jsonDiagnostic{File: d.Span.Name(), Line: d.Span.Line, Col: d.Span.Col, Length: d.Span.Length,
			Severity: d.Severity.String(), Rule: d.Rule, Message: say(d.Message)}
		if line, ok := d.Span.text(); ok {
			if out.Excerpt = line; d.Private {
				out.Excerpt = mask(line)
			}
		}
		for _, n := range d.Notes {
			out.Notes = append(out.Notes, jsonNote{n.Span.Name(), n.Span.Line, n.Span.Col, say(n.Message)})
		}
		if err := enc.Encode(out); err != nil {
			return fmt.Errorf("write diagnostics: %w", err)
		}
	}
	return nil
}

// Closest gives the candidate most like a misspelt word, or "" when none is close.
func Closest(word string, candidates []string) string {
	best, bestDistance := "", len(word)/3+2
	for _, c := range candidates {
		if d := distance(strings.ToLower(word), strings.ToLower(c)); d < bestDistance {
			best, bestDistance = c, d
		}
	}
	return best
}

// distance is Levenshtein's.
func distance(a, b string) int {
	ra, rb := []rune(a), []rune(b)
	prev := make([]int, len(rb)+1)
	for j := range prev {
		prev[j] = j
	}
	for i, x := range ra {
		row := make([]int, len(rb)+1)
		row[0] = i + 1
		for j, y := range rb {
			cost := 1
			if x == y {
				cost = 0
			}
			row[j+1] = min(prev[j]+cost, prev[j+1]+1, row[j]+1)
		}
		prev = row
	}
	return prev[len(rb)]
}
