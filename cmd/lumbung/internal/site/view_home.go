package site

// HomePage is the front of the portal in one language.
type HomePage struct {
	Page
	Kicker     string
	Standfirst *Text
	Counts     []Count
	Main       *Figure // nil: none
	Ways       []Way
	Datasets   []DatasetRow // a few; Total is how many there are
	Total      int
	Catalogue  Link
	Figures    []*Figure
	Body       *Text // what the author wrote below; nil for nothing
}

// Count is a number that leads to what it counts.
type Count struct {
	Value string
	Label string
	Path  string
}

// Way is a way into the portal.
type Way struct {
	Kicker  string
	Title   *Text
	Text    *Text // nil for none
	Path    string
	Verdict string // of a claim: "matches", "differs" or "unverifiable"; "" elsewhere
}

// DatasetRow is a dataset in a list.
type DatasetRow struct {
	Name     string
	Title    string
	Path     string
	Coverage string
	Source   string // "Tabel 8; C.3 Profil Kube"
	Rows     int
	Summary  string
}

// CataloguePage lists all datasets.
type CataloguePage struct {
	Page
	Standfirst string
	Groups     []DatasetGroup
	Total      int
	Offline    string // path of the zip of the whole portal; "" for none
}

// DatasetGroup is a run of datasets under a heading.
type DatasetGroup struct {
	Title    string
	ID       string
	Datasets []DatasetRow
}
