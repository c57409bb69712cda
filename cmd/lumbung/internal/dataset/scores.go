package dataset

// Scores says that a dataset holds scores of rows of another dataset: one total for each
// aspect, or the answers item by item that add up to it. From it and the rubric follow the
// bands of each row, how many rows are in each band, and the general conclusion of each
// aspect: see package score.
type Scores struct {
	Of     string `toml:"of"`     // field that refers to the row that was scored; a foreign key
	Aspect string `toml:"aspect"` // field that names the aspect
	Value  string `toml:"value"`  // field with the total, or with the answer to one item
	Item   string `toml:"item"`   // field that names the item; "" where a row is a total
	Totals string `toml:"totals"` // dataset of totals that the answers must add up to; "" for none

	Rubric ScoreRubric `toml:"rubric"`
	By     []string    `toml:"by"` // fields of the scored dataset to count by, such as region or trade
}

// ScoreRubric names the dataset that says which total is in which band, and its fields.
type ScoreRubric struct {
	Resource string `toml:"resource"`
	Aspect   string `toml:"aspect"`
	Band     string `toml:"band"`
	Minimum  string `toml:"minimum"`
	Maximum  string `toml:"maximum"`
	Items    string `toml:"items"` // field with the number of items of the aspect; "" for none
}
