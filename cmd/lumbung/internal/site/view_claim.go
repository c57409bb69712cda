package site

// ClaimsPage lists what the publications say in prose, checked against the data.
type ClaimsPage struct {
	Page
	Standfirst *Text
	Groups     []ClaimGroup
	Total      int
	Download   string // path of the claims as a dataset; "" when they are none
}

// ClaimGroup is the claims of one verdict.
type ClaimGroup struct {
	Verdict string // "matches", "differs" or "unverifiable"
	ID      string
	Claims  []ClaimView
}

// ClaimPage is one claim by itself, to be shared.
type ClaimPage struct {
	Page
	Claim    ClaimView
	Previous *Link // nil at the first
	Next     *Link // nil at the last
}

// ClaimView is one claim.
type ClaimView struct {
	ID        string
	Path      string // of its own page
	Dir       string // folder of the page it is shown on
	Text      string
	Original  string // as printed, where Text is a translation
	Lang      string // of Original
	Section   string
	Verdict   string
	Published string
	Computed  string
	Tolerance string
	Note      string
	Query     string
	Tables    []Link
}

// ChangesPage tells what changed from release to release.
type ChangesPage struct {
	Page
	Changes ChangeList
	Feed    string
}

// SearchPage is the search form; without script it is an index of everything.
type SearchPage struct {
	Page
	Index  string // folder of the search index, from the root; "" when there is none
	Script string
	Groups []LinkGroup
}

// ComparePage lets readers put rows side by side.
type ComparePage struct {
	Page
	Compare Compare
	Set     *SetView
	Columns []Column
	Rows    []Link // without script: the rows
}

// NotFoundPage is shown for an address that does not exist.
type NotFoundPage struct {
	Page
	Links []Link
}
