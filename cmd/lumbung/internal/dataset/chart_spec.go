package dataset

import (
	"regexp"
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/privacy"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// Chart is an entry of data/charts.toml: which figures a chart shows, and how.
type Chart struct {
	Name        string          `toml:"name"`
	Type        string          `toml:"type"`
	Dataset     string          `toml:"dataset"`
	Query       string          `toml:"query"`
	Group       locale.Text     `toml:"group"`
	Title       locale.Text     `toml:"title"`   // names the chart
	Finding     locale.Text     `toml:"finding"` // its heading: what it shows; may hold live values
	Measure     locale.Text     `toml:"measure"` // what, unit, place, n
	Note        locale.Text     `toml:"note"`
	Privacy     *privacy.Waiver `toml:"privacy"`     // of the chart's texts
	Description locale.Text     `toml:"description"` // instead of the one made from the data

	Category string   `toml:"category"`
	Series   string   `toml:"series"`
	Value    string   `toml:"value"`
	Values   []string `toml:"values"` // wide data: one field a series
	Panel    string   `toml:"panel"`
	Time     string   `toml:"time"`
	Edges    Edges    `toml:"edges"`
	Bands    string   `toml:"bands"` // dataset of score ranges
	Limit    Limit    `toml:"limit"`

	Highlight string                 `toml:"highlight"` // field of the row that a profile highlights
	Order     string                 `toml:"order"`     // "data" (default) or "value"
	Unit      locale.Text            `toml:"unit"`      // of the values, short, where the field's own is too long
	Class     string                 `toml:"class"`     // colours: "bands", "beforeafter", or "" for one series
	Base      string                 `toml:"base"`      // n, as a whole number
	Labels    map[string]locale.Text `toml:"labels"`    // other names for categories or series
	Missing   locale.Text            `toml:"missing"`   // words for a span without data
	Corner    locale.Text            `toml:"corner"`    // what the categories are in: "thousand rupiah"
	Join      bool                   `toml:"join"`      // line: dashes over spans without data; the note must say that they are no estimate
	From      string                 `toml:"from"`      // line: where the axis begins, instead of zero

	Doc  *tomlfile.Doc `toml:"-"`
	Path string        `toml:"-"`
}

// Edges names the fields that hold a class's lower and upper edge.
type Edges struct {
	Lower string `toml:"lower"`
	Upper string `toml:"upper"`
}

// Limit is a rule that values are seen against.
type Limit struct {
	Value string      `toml:"value"`
	Label locale.Text `toml:"label"`
}

// ChartTypes are the kinds of charts there are.
var ChartTypes = []string{"stacked", "paired", "bars", "panels", "dots", "line", "histogram", "bands", "dotrange", "multiples"}

var slugName = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// decodeCharts reads charts.toml; false when it is no TOML, or has a chart without a fit name:
// what others call it is then not known.
func (p *Package) decodeCharts(file *diag.File, log *diag.Log) bool {
	var in struct {
		Charts []*Chart `toml:"charts"`
	}
	doc, _ := tomlfile.Decode(file, &in, log)
	if !doc.Whole() {
		return false
	}
	nameless := false
	for i, c := range in.Charts {
		c.Doc, c.Path = doc, tomlfile.Item("charts", i)
		first := slices.IndexFunc(p.Charts, func(o *Chart) bool { return o.Name == c.Name })
		switch {
		case !c.check(log):
			p.Unread.Charts = append(p.Unread.Charts, c.Name)
			nameless = nameless || !slugName.MatchString(c.Name)
		case first >= 0:
			log.Error("chart-name", c.at("name"), "chart %q is described twice", c.Name).NoteAt(p.Charts[first].at("name"), "the first is").
				Note("remove one of the two, or give it another name")
		default:
			p.Charts = append(p.Charts, c)
		}
	}
	return !nameless
}

func (c *Chart) at(key string) diag.Span { return c.Doc.ValueAt(tomlfile.Key(c.Path, key)) }

// At gives the place of one of the chart's keys.
func (c *Chart) At(key string) diag.Span { return c.at(key) }

func (c *Chart) check(log *diag.Log) bool {
	before := log.Errors()
	if !slugName.MatchString(c.Name) {
		log.Error("chart-name", c.at("name"), "%q cannot be the name of a chart", c.Name).
			Note("use lower-case letters and digits, parted by hyphens")
	}
	if !slices.Contains(ChartTypes, c.Type) {
		d := log.Error("chart-type", c.at("type"), "%q is no type of chart", c.Type)
		if near := diag.Closest(c.Type, ChartTypes); near != "" {
			d.Note("did you mean %q?", near)
		} else {
			d.Note("types are %s", strings.Join(ChartTypes, ", "))
		}
	}
	if (c.Dataset == "") == (c.Query == "") {
		log.Error("chart-data", c.Doc.At(c.Path), "a chart needs a dataset or a query, and not both").
			Note("dataset charts rows as they are published, query chooses or computes others: keep one")
	}
	if c.Title.IsZero() || c.Finding.IsZero() {
		log.Error("chart-text", c.Doc.At(c.Path), "a chart needs a title, which names it, and a finding, which says what it shows").
			Note("add the one that is missing, in each language of the portal")
	}
	for _, key := range []string{"join", "from"} {
		if c.Type != "line" && c.Doc.Has(tomlfile.Key(c.Path, key)) {
			log.Error("chart-type", c.Doc.At(tomlfile.Key(c.Path, key)), "%s is for charts of type line, not %s", key, c.Type).
				Note("remove it")
		}
	}
	if c.Join && c.Type == "line" && c.Note.IsZero() {
		log.Error("chart-text", c.at("join"), "dashes over a span without data look like an estimate").
			Note("say in the note that they are none, or leave join out")
	}
	if c.Privacy != nil {
		c.Doc.CheckWaiver(c.Privacy, tomlfile.Key(c.Path, "privacy"), log)
		c.Note = joined(c.Note, c.Privacy.Reason)
	}
	return log.Errors() == before
}

// joined is a note, and after it why something personal may stand in it: readers see both.
func joined(note, reason locale.Text) locale.Text {
	if note.IsZero() {
		return reason
	}
	return note.Map(func(lang locale.Lang, text string) string { return text + " " + reason.In(lang) })
}
