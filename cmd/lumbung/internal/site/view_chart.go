package site

import "lumbung/cmd/lumbung/internal/chart"

// Figure is a chart in its place on a page, with all that a reader needs to trust it.
type Figure struct {
	ID      string // unique on its page; ids inside the drawing begin with it
	Dir     string // folder of the page it is on: its links are relative to that
	Name    string // of the chart
	Level   int    // of its heading: 2, 3 or 4
	Main    bool   // the page's first figure
	Finding *Text
	Measure *Text
	Notes   []string
	Input   *chart.Input
	Slot    chart.Slot
	Numbers *TableView
	Sources []Source
	Page    string // path of the chart's own page; "" on that page
	Files   ChartFiles
	Embed   string // HTML that shows the chart elsewhere; "" while the portal has no address
	Alt     string
}

// ChartFiles are the paths of a chart's own files; "" for those that are not made.
type ChartFiles struct{ SVG, Narrow, PNG, CSV string }

// Source is where figures come from, in words, with the page of the dataset that holds them.
type Source struct {
	Text string // "Iryani (2016), Tabel 9"
	Path string
}

// GalleryPage shows all charts by the question that they answer.
type GalleryPage struct {
	Page
	Standfirst string
	Groups     []FigureGroup
}

// FigureGroup is the charts of one question.
type FigureGroup struct {
	Title   string
	ID      string
	Figures []*Figure
}

// ChartPage is a chart's own page.
type ChartPage struct {
	Page
	Group  string
	Figure *Figure
	Data   []Link
	Query  string
	UsedIn []Link
	More   []Link
}

// ChartFile is a chart to be written as files of its own.
type ChartFile struct {
	Input *chart.Input
	Frame chart.Frame
	Files ChartFiles
	Table *TableView // the numbers, as its CSV has them
}

// Card is the picture that other sites show for a link to a page.
type Card struct {
	Path  string
	Text  chart.CardText
	Input *chart.Input // nil: none
}
