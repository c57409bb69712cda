package shard

import "strconv"

// place notes where the next row stands, in the file that its key is looked for in.
func (w *Writer) place(key string) {
	if w.where == nil {
		return
	}
	n := keyFile(key, len(w.where))
	w.where[n] = append(w.where[n], int32(w.rows))
}

// appendPlaces writes the keys of rows, each with where it stands.
func (w *Writer) appendPlaces(b []byte, rows []int32, key func(row int) string) []byte {
	for i, row := range rows {
		if i > 0 {
			b = append(b, ' ')
		}
		b = append(append(b, key(int(row))...), ' ')
		b = strconv.AppendInt(b, int64(row), 36)
	}
	return b
}

// keyFile chooses among so many files by FNV-1a, which scripts compute as easily.
func keyFile(key string, files int) int {
	hash := uint32(2166136261)
	for i := range len(key) {
		hash = (hash ^ uint32(key[i])) * 16777619
	}
	return int(hash % uint32(files))
}

// isKey says whether a text may stand in an address as it is, parted from others by
// commas or spaces.
func isKey(s string) bool {
	for i := range len(s) {
		c := s[i]
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '.' || c == '_' || c == '~') {
			return false
		}
	}
	return s != ""
}
