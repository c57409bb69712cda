// Package chart draws Lumbung's charts: few kinds, each for one question, exact and
// readable on a phone, on paper and aloud.
//
// An Input says what to show: the kind, the texts, and the values as canonical decimal
// text beside the words that stand for missing and suppressed ones. Draw lays it out
// for one Size into a Scene of rectangles, lines, dots and texts, which is put down as
// SVG for a page (Figure), as an SVG that stands alone (Standalone), as pixels (PNG), or
// inside a social card (Card).
//
// Every text is measured with the font the pages use before it is placed. A chart never
// drops a value in silence: what finds no room is a Warning with a name, and what
// cannot be drawn honestly (unequal classes as a histogram) is an error.
package chart

import (
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
)

// Kind is the sort of chart, one for each question readers ask.
type Kind uint8

const (
	Stacked   Kind = iota // parts in two or three ordered bands: Rows × Series
	Paired                // before and after: Rows × two Series
	Bars                  // one value a row: Rows, one Series, perhaps a Limit and a highlighted row
	Panels                // the same rows for 2 to 6 groups on one linear scale: Rows × Series
	Dots                  // orders of magnitude on a log axis: Rows × one or two Series
	Line                  // a series over time with its gaps: Rows with Time × one or two Series
	Histogram             // counts in classes of equal width: Rows with Lower and Upper, one Series
	Bands                 // a score among bands, or the bands alone: Strips
	DotRange              // scores of several groups among the same bands: Strips[0] and Rows
	kindCount
)

var kindNames = [kindCount]string{"stacked", "paired", "bars", "panels", "dots", "line", "histogram", "bands", "dotrange"}

// ParseKind reads a kind's name as authors write it ("stacked").
func ParseKind(name string) (Kind, bool) {
	for k, n := range kindNames {
		if n == name {
			return Kind(k), true
		}
	}
	return 0, false
}

// KindNames lists the names ParseKind knows.
func KindNames() []string { return kindNames[:] }

func (k Kind) String() string {
	if k < kindCount {
		return kindNames[k]
	}
	return "unknown"
}

// Input is everything a chart shows. Rows, series and bands stay in the order given.
type Input struct {
	Kind   Kind
	Locale locale.Locale
	Words  *Words // the few words charts add themselves

	Title string // names the chart, as its accessible name: "Kinerja sepuluh Kube menurut aspek"
	Desc  string // its text alternative; "" lets Describe write it from the values

	Unit   string // of the values: "%", "Kube", "orang"
	Corner string // what the row labels or edges are in: "ribu rupiah", "tahun"

	Series []Series // columns; with Panels, one for each panel
	Rows   []Row
	Limit  *Limit  // Bars only: a rule to compare with
	Strips []Strip // Bands and DotRange

	From string // Line only: start of the value axis, said on it; "" is zero
	Join bool   // Line only: a dashed line over gaps, for charts whose note says it is no estimate
}

// Series is a column of values.
type Series struct {
	Name string
	Role Role
}

// Role decides a series' or band's colour and sign.
type Role uint8

const (
	After  Role = iota // the one series, or the later of two
	Before             // the earlier of two, context
	Low                // band 1, hatched
	Mid                // band 2
	High               // band 3
)

// Row is one category, point in time, class or group.
type Row struct {
	Label     string
	Cells     []Cell // one for each series
	Highlight bool   // the row the page is about
	Time      string // Line: "2009", "2013-03" or "2013-03-15"

	Lower, Upper string // Histogram: edges as in the source, "" where the class is open
}

// Cell is a value as canonical decimal text, or the words that stand in its place.
type Cell struct {
	Value   string // "58033", "10.86"
	Percent string // its published share, printed with a count where n is at least 30
	Words   string // "tidak ada data", "disembunyikan (n < 5)": no value is drawn
}

// Value is a cell that holds one.
func Value(canonical string) Cell { return Cell{Value: canonical} }

// Absent is a cell without a value, missing or suppressed: words in its place.
func Absent(words string) Cell { return Cell{Words: words} }

// Present says whether there is a value to draw.
func (c Cell) Present() bool { return c.Words == "" }

// Limit is a rule drawn through the bars.
type Limit struct {
	Value string
	Label string // "batas 10 anggota"
}

// Strip is a scale made of bands of whole numbers, with or without a score on it.
type Strip struct {
	Label string // "Sosial, 7 pernyataan"; may be ""
	Bands []Band // from low to high, each beginning where the one before ended
	Score *Cell  // nil draws the bands alone, all coloured
}

// Band is a run of whole numbers with a name.
type Band struct {
	Name     string
	Min, Max int64
	Role     Role
}

// Warning is something a reader of the chart might miss. Rule names the kind of thing.
type Warning struct {
	Rule string
	diag.Message
	Mend diag.Message
}

// Draw lays a chart out at a size.
func Draw(in *Input, size Size) (*Scene, error) { return draw(in, size.form()) }

func draw(in *Input, f form) (*Scene, error) {
	if err := in.validate(); err != nil {
		return nil, err
	}
	p := painter{in: in, form: f, marks: make([]mark, 0, 16+4*len(in.Rows)*(1+len(in.Series)))}
	height, err := p.draw()
	if err != nil {
		return nil, err
	}
	desc := in.Desc
	if desc == "" {
		desc = Describe(in)
	}
	return &Scene{form: f, width: f.width, height: height, title: in.Title, desc: desc, marks: p.marks, warnings: p.warnings}, nil
}

// draw fills the painter and gives the height it used.
func (p *painter) draw() (du, error) {
	switch p.in.Kind {
	case Stacked:
		return p.stacked(), nil
	case Paired:
		return p.paired(), nil
	case Bars:
		return p.bars(), nil
	case Panels:
		return p.panels(), nil
	case Dots:
		return p.dots(), nil
	case Line:
		return p.series()
	case Histogram:
		return p.histogram()
	case Bands:
		return p.bands(), nil
	}
	return p.dotRange(), nil
}
