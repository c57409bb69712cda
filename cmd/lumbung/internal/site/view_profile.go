package site

// ProfilesPage is the index of the rows of a dataset that have pages of their own.
type ProfilesPage struct {
	Page
	Set        *SetView
	Standfirst string
	Figures    []*Figure
	Groups     []LinkGroup // the rows by what they refer to; none where that is too many
	Table      *TableView
	Compare    *Compare // nil: nothing to compare
}

// LinkGroup is a run of links under a heading.
type LinkGroup struct {
	Title string
	Path  string
	Links []Link
}

// Compare is what the comparing script needs: where the rows are.
type Compare struct {
	Path     string // of the page that compares
	Table    string // name of the dataset
	Shards   string // path from the root, without number and ".js"
	Rows     int
	Size     int    // rows a shard
	Search   string // folder of the search index, from the root
	Profiles string // folder of the rows' pages, from the root; "" where it depends on the row
}

// SetView is what all profiles of a dataset share in one language.
type SetView struct {
	Name    string // of the dataset
	Label   string // "Kube"
	Plural  string
	Index   Link
	Dataset Link
	Count   int
	Source  []Source
	Unknown []string  // what the source does not tell of any row
	Panels  []*Figure // about all rows
	Limits  []string
	Compare *Compare // where rows are put side by side; nil for too few of them

	section string // of the navigation
	shell   *Shell
}

// ProfilePage is the page of one row. What is not always shown is worked out only when a
// template asks for it: see its methods.
type ProfilePage struct {
	Page    `tmpl:"self=Base"`
	Set     *SetView `tmpl:"fixed"`
	Name    string   // the row's name, as its title has it
	Summary string
	Key     string // slug of the row

	set  *ProfileSet
	row  int
	lang int // index of the language

	linked profileLinks
	spare  profileSpare
}

// profileLinks are the links of a page to other rows, where they were asked for.
type profileLinks struct{ parent, previous, next Link }

// profileSpare is what a page has for the next page that is made in it.
type profileSpare struct {
	scratch
	facts      []Fact
	crumbs     []Link
	alternates []Alternate
	neighbours []Link
	rows       []Row
	cells      []Cell
	listed     []int
	around     []int32
	standings  []Standing
	renderer   any
}

// Spare is for what a page's renderer wants to use again for the next page that is made in it,
// which may be of another set and language. No other worker uses it.
func Spare(v *ProfilePage) *any { return &v.spare.renderer }

// Related is rows of another dataset that refer to this one.
type Related struct {
	Title string
	Path  string // of the dataset's page, or the index of its profiles
	Table *TableView
	Count int
}

// Neighbours is other rows that share what the first foreign key refers to.
type Neighbours struct {
	Title string
	Links []Link // Note is a line about each
	All   Link   // all of them; Path is "" when all are listed
	Count int
}

// Standing is where a row stands among the others in one number.
type Standing struct {
	Label string
	Value string
	Text  string // "terbesar, bersama 1 lainnya, dari 10"
}
