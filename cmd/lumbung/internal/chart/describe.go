package chart

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// most rows a description reads out one by one; of more it tells the extremes.
const mostRead = 12

// Describe writes a chart's text alternative from its values: what kind of chart, the
// values or their extremes, and what is missing, in the words of the reader's language.
func Describe(in *Input) string {
	if in.Words == nil {
		return ""
	}
	d := describer{in: in}
	d.say(d.kind())
	switch in.Kind {
	case Stacked, Paired:
		d.groups()
	case Line:
		d.trends()
	case Bands:
		d.strips()
	case DotRange:
		d.strips()
		d.extremes()
	default:
		d.extremes()
	}
	d.rule()
	d.absent()
	return d.text.String()
}

// describer collects sentences.
type describer struct {
	in   *Input
	text strings.Builder
}

// say adds a sentence, with a capital and a full stop.
func (d *describer) say(sentence string) {
	if sentence == "" {
		return
	}
	if d.text.Len() > 0 {
		d.text.WriteByte(' ')
	}
	first, size := utf8.DecodeRuneInString(sentence)
	if first != utf8.RuneError {
		d.text.WriteRune(unicode.ToUpper(first))
		sentence = sentence[size:]
	}
	d.text.WriteString(sentence)
	if !strings.HasSuffix(sentence, ".") {
		d.text.WriteByte('.')
	}
}

func (d *describer) kind() string {
	w := d.in.Words
	name := [kindCount]string{w.Stacked, w.Paired, w.Bars, w.Panels, w.Dots, w.Line, w.Histogram, w.Bands, w.DotRange}[d.in.Kind]
	if len(d.in.Rows) == 0 {
		return name
	}
	return name + ", " + fill(w.Rows, "n", d.count(len(d.in.Rows)))
}

func (d *describer) count(n int) string { return d.in.number(strconv.Itoa(n)) }

// groups reads every row with all its values, or of many rows the extremes.
func (d *describer) groups() {
	if len(d.in.Rows) > mostRead {
		d.extremes()
		return
	}
	for _, r := range d.in.Rows {
		values := make([]string, len(r.Cells))
		for i, c := range r.Cells {
			values[i] = d.pair(d.in.Series[i].Name, d.in.figure(c))
		}
		d.say(fill(d.in.Words.Group, "name", r.Label, "values", strings.Join(values, ", ")))
	}
}

func (d *describer) pair(name, value string) string {
	return fill(d.in.Words.Pair, "name", name, "value", value)
}

// extremes tells the highest and the lowest row of each series.
func (d *describer) extremes() {
	for i := range max(1, len(d.in.Series)) {
		text := d.highLow(i)
		if text != "" && len(d.in.Series) > 1 {
			text = fill(d.in.Words.Group, "name", d.in.Series[i].Name, "values", text)
		}
		d.say(text)
	}
}

func (d *describer) highLow(series int) string {
	high, low := "", ""
	for _, r := range d.in.Rows {
		c := r.Cells[series]
		if !c.Present() {
			continue
		}
		if high == "" || compare(c.Value, high) > 0 {
			high = c.Value
		}
		if low == "" || compare(c.Value, low) < 0 {
			low = c.Value
		}
	}
	w := d.in.Words
	switch {
	case high == "":
		return ""
	case compare(high, low) == 0 && len(d.in.Rows) > 1:
		return fill(w.Same, "value", d.in.short(high))
	}
	text := fill(w.Highest, "names", d.holders(series, high), "value", d.in.short(high))
	if len(d.in.Rows) == 1 {
		return text
	}
	return text + ", " + fill(w.Lowest, "names", d.holders(series, low), "value", d.in.short(low))
}

// holders names the rows with a value, or counts them when they are many.
func (d *describer) holders(series int, value string) string {
	var names []string
	for _, r := range d.in.Rows {
		if c := r.Cells[series]; c.Present() && compare(c.Value, value) == 0 {
			names = append(names, rowName(r))
		}
	}
	return d.names(names, 3)
}

func (d *describer) names(names []string, most int) string {
	if len(names) > most {
		return fill(d.in.Words.Count, "n", d.count(len(names)))
	}
	return d.in.Locale.List(names)
}

// trends tells where each line begins and ends, and its extremes if they lie between.
func (d *describer) trends() {
	for i := range max(1, len(d.in.Series)) {
		text := d.trend(i)
		if text != "" && len(d.in.Series) > 1 {
			text = fill(d.in.Words.Group, "name", d.in.Series[i].Name, "values", text)
		}
		d.say(text)
	}
}

func (d *describer) trend(series int) string {
	var seen []Row
	for _, r := range d.in.Rows {
		if r.Cells[series].Present() {
			seen = append(seen, r)
		}
	}
	if len(seen) == 0 {
		return ""
	}
	from, to := seen[0], seen[len(seen)-1]
	first, last := from.Cells[series].Value, to.Cells[series].Value
	if len(seen) == 1 {
		return d.pair(rowName(from), d.in.short(first))
	}
	text := fill(d.in.Words.Trend, "first", d.in.short(first), "from", rowName(from), "last", d.in.short(last), "to", rowName(to))
	for _, r := range seen {
		value := r.Cells[series].Value
		if above, below := compare(value, first), compare(value, last); above*below > 0 {
			return text + "; " + d.highLow(series)
		}
	}
	return text
}

// strips reads the score on each strip, then its bands.
func (d *describer) strips() {
	for i := range d.in.Strips {
		s := &d.in.Strips[i]
		if s.Score != nil {
			d.labelled(s.Label, d.score(s))
		}
		bands := make([]string, len(s.Bands))
		for j, b := range s.Bands {
			bands[j] = fill(d.in.Words.Range, "name", b.Name, "min", d.whole(b.Min), "max", d.whole(b.Max))
		}
		d.labelled(s.Label, strings.Join(bands, ", "))
	}
}

func (d *describer) labelled(name, text string) {
	if name != "" {
		text = fill(d.in.Words.Group, "name", name, "values", text)
	}
	d.say(text)
}

func (d *describer) whole(n int64) string { return d.in.number(strconv.FormatInt(n, 10)) }

func (d *describer) score(s *Strip) string {
	w := d.in.Words
	if !s.Score.Present() {
		return fill(w.NoScore, "words", s.Score.Words)
	}
	return fill(w.Score, "value", d.in.short(s.Score.Value), "name", s.Bands[s.reached()].Name,
		"min", d.whole(s.Bands[0].Min), "max", d.whole(s.Bands[len(s.Bands)-1].Max))
}

// rule tells the limit line and the highlighted row.
func (d *describer) rule() {
	if d.in.Limit != nil {
		d.say(fill(d.in.Words.Limit, "label", d.in.Limit.Label))
	}
	for _, r := range d.in.Rows {
		if r.Highlight && len(r.Cells) == 1 {
			d.say(fill(d.in.Words.Highlight, "name", rowName(r), "value", d.in.figure(r.Cells[0])))
		}
	}
}

// absent names the rows without a value, by the words that say why. Charts whose every
// cell was read out have said so already.
func (d *describer) absent() {
	if (d.in.Kind == Stacked || d.in.Kind == Paired) && len(d.in.Rows) <= mostRead {
		return
	}
	var reasons []string
	names := map[string][]string{}
	for _, r := range d.in.Rows {
		for i, c := range r.Cells {
			if c.Present() {
				continue
			}
			name := rowName(r)
			if len(d.in.Series) > 1 {
				name += " (" + d.in.Series[i].Name + ")"
			}
			if names[c.Words] == nil {
				reasons = append(reasons, c.Words)
			}
			names[c.Words] = append(names[c.Words], name)
		}
	}
	for _, words := range reasons {
		d.say(fill(d.in.Words.Absent, "names", d.names(names[words], 6), "words", words))
	}
}
