package release

import (
	"bytes"
	"encoding/json"
)

// plainJSON is JSON that a person can read: nothing is escaped that need not be.
func plainJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// indentedJSON is a file's content. Its lines are short enough for version control to show
// what differs.
func indentedJSON(v any) ([]byte, error) {
	compact, err := plainJSON(v)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := json.Indent(&b, compact, "", " "); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}
