package site

// DatasetPage is a dataset: its figures, its rows, what its columns mean, where it is from.
type DatasetPage struct {
	Page
	Name        string // of the dataset
	Standfirst  string
	Facts       []Fact
	Main        *Figure   // nil: none
	Figures     []*Figure // beside the main one
	Limits      []string  // what cannot be concluded
	UsedIn      []Link
	Table       *TableView
	Dictionary  []FieldView
	Tests       []TestView
	Changes     *ChangeList // nil before the first release
	Query       string      // of a derived dataset
	Others      []Link      // datasets of the same group
	ProfilesOf  *Link       // index of the rows' own pages; nil: they have none
	Suppressed  int         // cells that disclosure control hides
	Threshold   int
	MissingText string // "3 sel"
}

// Fact is a label and what it says. Cells may be several, one under the other.
type Fact struct {
	Name  string // of the field; "" for what is no field
	Label string
	Hint  string // its definition, in a sentence
	Cell  Cell
	More  []Cell
}

// FieldView is an entry of the dictionary of columns.
type FieldView struct {
	ID             string
	Name           string
	Title          string
	Type           string
	Unit           string
	Concept        string
	Definition     string
	Classification string
	Measure        string
	Source         string
	Key            bool
	RefersTo       *Link
	Values         []ValueView // categories and missing values, with their meaning
	Rules          string
	Term           *Link // of the glossary, where the concept is one
}

// ValueView is a value and what it stands for.
type ValueView struct{ Value, Label string }

// TestView is a data test in words, with the rows that were excused from it and why.
type TestView struct {
	Text    string
	Passed  bool
	Waivers []WaiverView
}

// WaiverView is a row that a test excuses.
type WaiverView struct {
	Row    string
	Path   string // to the row
	Reason string
}

// ChangeList is what changed in a dataset, or in the portal, newest release first.
type ChangeList struct {
	Releases []ReleaseView
}

// ReleaseView is one release.
type ReleaseView struct {
	Version string
	Date    string
	ID      string
	First   bool
	Changes []ChangeView
	Files   []Link // the release's own copies of the data
}

// ChangeView is one change, in words.
type ChangeView struct {
	Dataset *Link
	Text    string
	Cells   []CellChange
}

// CellChange is a revised cell.
type CellChange struct{ Row, Field, Old, New string }
