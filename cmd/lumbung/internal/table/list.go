package table

import (
	"bytes"
	"encoding/json"
)

// ListItems gives the items of a list's canonical text, each as the canonical text of its
// own type.
func ListItems(text string) []string {
	dec := json.NewDecoder(bytes.NewReader([]byte(text)))
	dec.UseNumber() // an item must not become a float on its way to the page
	var raw []any
	if dec.Decode(&raw) != nil {
		return nil
	}
	items := make([]string, len(raw))
	for i, v := range raw {
		switch v := v.(type) {
		case string:
			items[i] = v
		case json.Number:
			items[i] = v.String()
		case bool:
			items[i] = "false"
			if v {
				items[i] = "true"
			}
		}
	}
	return items
}
