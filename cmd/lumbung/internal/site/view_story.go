package site

// StoriesPage lists the stories.
type StoriesPage struct {
	Page
	Standfirst *Text
	Stories    []StoryRow
}

// StoryRow is a story in a list.
type StoryRow struct {
	Kicker string
	Title  string
	Text   string
	Path   string
	Date   string
}

// StoryPage is one story.
type StoryPage struct {
	Page
	Kicker     string
	Standfirst *Text
	Date       string // in the reader's words; "" for none
	Body       *Text
	Data       []Link // datasets it rests on
	Next       *StoryRow
}

// TextPage is a page about the portal itself.
type TextPage struct {
	Page
	Kicker     string
	Standfirst *Text
	Body       *Text
	Data       []Link
}

// GlossaryPage explains the portal's terms: its body holds them as a definition list.
type GlossaryPage struct {
	Page
	Standfirst *Text
	Body       *Text
	Terms      []Link
}
