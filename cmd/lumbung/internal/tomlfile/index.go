package tomlfile

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// index tells where keys stand. It is made from text that is known to be valid TOML, so
// the scan below only has to find its way, not to judge.
type index struct {
	places map[string]placeInFile
	values map[string]placeInFile
	paths  []string // in the order of the file
}

type placeInFile struct{ line, col, length int }

// matching lists the paths whose keys, without array indices, are the given ones.
func (x *index) matching(key []string) []string {
	var found []string
	want := strings.Join(key, ".")
	for _, p := range x.paths {
		if stripped(p) == want && !x.isItem(p) {
			found = append(found, p)
		}
	}
	return found
}

// isItem says whether a path is an element of an array that has a place of its own: what
// is wrong with the array is not wrong again with each of its elements.
func (x *index) isItem(path string) bool {
	if !strings.HasSuffix(path, "]") {
		return false
	}
	_, array := x.places[path[:strings.LastIndexByte(path, '[')]]
	return array
}

func scan(text string) *index {
	s := &scanner{text: text, index: &index{places: map[string]placeInFile{}, values: map[string]placeInFile{}}, arrays: map[string]int{}}
	s.document()
	return s.index
}

type scanner struct {
	text   string
	pos    int
	index  *index
	arrays map[string]int // elements so far of each [[array of tables]]
}

func (s *scanner) peek() byte {
	if s.pos < len(s.text) {
		return s.text[s.pos]
	}
	return 0
}

func (s *scanner) document() {
	table := ""
	for s.space(true); s.pos < len(s.text); s.space(true) {
		if s.peek() == '[' {
			table = s.header()
			continue
		}
		s.keyValue(table)
	}
}

// space skips blanks and comments, and newlines when lines is true.
func (s *scanner) space(lines bool) {
	for s.pos < len(s.text) {
		switch c := s.text[s.pos]; {
		case c == ' ' || c == '\t' || c == '\r' || (lines && c == '\n'):
			s.pos++
		case c == '#':
			for s.pos < len(s.text) && s.text[s.pos] != '\n' {
				s.pos++
			}
		default:
			return
		}
	}
}

// header reads [a.b] or [[a.b]] and gives the path of the table it opens.
func (s *scanner) header() string {
	start := s.pos
	array := strings.HasPrefix(s.text[s.pos:], "[[")
	for s.peek() == '[' {
		s.pos++
	}
	keys := s.key()
	for s.peek() == ']' {
		s.pos++
	}
	path := ""
	for i, k := range keys {
		path = Key(path, k)
		if n, ok := s.arrays[path]; ok && (i < len(keys)-1 || !array) {
			path = Item(path, n-1)
		}
	}
	if array {
		s.arrays[path]++
		path = Item(path, s.arrays[path]-1)
	}
	s.note(path, start, s.pos)
	return path
}

// key reads a dotted key.
func (s *scanner) key() []string {
	var keys []string
	for {
		s.space(false)
		switch s.peek() {
		case '"', '\'':
			start := s.pos
			s.string()
			keys = append(keys, unquote(s.text[start:s.pos]))
		default:
			start := s.pos
			for s.pos < len(s.text) && !strings.ContainsRune(" \t\r\n.=]\"'", rune(s.text[s.pos])) {
				s.pos++
			}
			keys = append(keys, s.text[start:s.pos])
			if s.pos == start {
				s.pos++ // cannot happen in valid TOML; never stand still
			}
		}
		s.space(false)
		if s.peek() != '.' {
			return keys
		}
		s.pos++
	}
}

func unquote(quoted string) string {
	if quoted[0] == '"' {
		if u, err := strconv.Unquote(quoted); err == nil {
			return u
		}
	}
	return quoted[1 : len(quoted)-1]
}

func (s *scanner) keyValue(table string) {
	start := s.pos
	keys := s.key()
	end := start + len(strings.TrimRight(s.text[start:s.pos], " \t"))
	path := table
	for _, k := range keys {
		path = Key(path, k)
		if _, ok := s.index.places[path]; !ok {
			s.note(path, start, end)
		}
	}
	if s.peek() == '=' {
		s.pos++
	}
	s.space(false)
	s.value(path)
}

func (s *scanner) value(path string) {
	start := s.pos
	switch s.peek() {
	case '"', '\'':
		s.string()
	case '[':
		s.array(path)
	case '{':
		s.inlineTable(path)
	default:
		for s.pos < len(s.text) && !strings.ContainsRune(",]}\n#", rune(s.text[s.pos])) {
			s.pos++
		}
	}
	end := start + len(strings.TrimRight(s.text[start:s.pos], " \t\r"))
	s.index.values[path] = s.place(start, end)
}

func (s *scanner) array(path string) {
	s.pos++
	for i := 0; ; i++ {
		s.space(true)
		if c := s.peek(); c == ']' || c == 0 {
			s.pos++
			return
		}
		item, start := Item(path, i), s.pos
		s.value(item)
		s.note(item, start, s.pos)
		s.space(true)
		if s.peek() == ',' {
			s.pos++
		}
	}
}

func (s *scanner) inlineTable(path string) {
	s.pos++
	for {
		s.space(true)
		if c := s.peek(); c == '}' || c == 0 {
			s.pos++
			return
		}
		s.keyValue(path)
		s.space(true)
		if s.peek() == ',' {
			s.pos++
		}
	}
}

// string skips a string of any of the four kinds.
func (s *scanner) string() {
	quote := s.text[s.pos : s.pos+1]
	if triple := strings.Repeat(quote, 3); strings.HasPrefix(s.text[s.pos:], triple) {
		s.pos += 3
		for s.pos < len(s.text) && !strings.HasPrefix(s.text[s.pos:], triple) {
			if quote == `"` && s.text[s.pos] == '\\' {
				s.pos++
			}
			s.pos++
		}
		s.pos += 3
		for s.pos < len(s.text) && s.text[s.pos:s.pos+1] == quote {
			s.pos++ // up to two quotes may stand before the closing three
		}
		s.pos = min(s.pos, len(s.text))
		return
	}
	for s.pos++; s.pos < len(s.text) && s.text[s.pos:s.pos+1] != quote; s.pos++ {
		if quote == `"` && s.text[s.pos] == '\\' {
			s.pos++
		}
	}
	s.pos = min(s.pos+1, len(s.text))
}

func (s *scanner) note(path string, start, end int) {
	if _, ok := s.index.places[path]; !ok {
		s.index.paths = append(s.index.paths, path)
	}
	s.index.places[path] = s.place(start, end)
}

func (s *scanner) place(start, end int) placeInFile {
	end = min(end, len(s.text))
	lineStart := strings.LastIndexByte(s.text[:start], '\n') + 1
	span := s.text[start:end]
	if nl := strings.IndexByte(span, '\n'); nl >= 0 {
		span = span[:nl]
	}
	return placeInFile{
		line:   strings.Count(s.text[:start], "\n") + 1,
		col:    utf8.RuneCountInString(s.text[lineStart:start]) + 1,
		length: max(utf8.RuneCountInString(strings.TrimRight(span, "\r")), 1),
	}
}
