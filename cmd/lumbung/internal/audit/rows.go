package audit

import (
	"bytes"
	"path"
	"strconv"
	"strings"
)

// rowAnchor begins the fragment of a table's row, comparedRows that of rows side by side.
const (
	rowAnchor    = "baris-"
	comparedRows = "banding="
)

// loads says whether a fragment names rows that the page's script brings: of a large table
// only the first rows stand in the page.
func (a *auditor) loads(page, id string) (bool, error) {
	names := strings.Split(strings.TrimPrefix(id, comparedRows), ",")
	if strings.HasPrefix(id, rowAnchor) {
		names = []string{id[len(rowAnchor):]}
	} else if !strings.HasPrefix(id, comparedRows) {
		return false, nil
	}
	for _, shards := range a.shards[page] {
		keys, err := a.rowKeys(shards)
		if err != nil {
			return false, err
		}
		found := 0
		for _, name := range names {
			if keys[name] {
				found++
			}
		}
		if found == len(names) {
			return true, nil
		}
	}
	return false, nil
}

// rowKeys reads the keys of all rows in the scripts that begin with a path. They stand last
// in each: lumbungRows("kube",0,[…],"key key …");
func (a *auditor) rowKeys(shards string) (map[string]bool, error) {
	if keys, known := a.keys[shards]; known {
		return keys, nil
	}
	keys := map[string]bool{}
	for n := 0; a.exists[shards+strconv.Itoa(n)+".js"]; n++ {
		data, err := a.files.Read(shards + strconv.Itoa(n) + ".js")
		if err != nil {
			return nil, err
		}
		begin, end := keysIn(data)
		for key := range strings.FieldsSeq(strings.Trim(string(data[begin:end]), `"`)) {
			keys[key] = true
		}
	}
	a.keys[shards] = keys
	return keys, nil
}

// keysIn is where the last text of a script stands, with its quotes.
func keysIn(data []byte) (begin, end int) {
	if end = bytes.LastIndexByte(data, '"'); end < 0 {
		return 0, 0
	}
	return max(0, bytes.LastIndexByte(data[:end], '"')), end + 1
}

// rowsFrom remembers where a page's script finds its rows.
func (p *pageAudit) rowsFrom(shards string) {
	p.shards[p.path] = append(p.shards[p.path], path.Join(path.Dir(p.path), shards))
}
