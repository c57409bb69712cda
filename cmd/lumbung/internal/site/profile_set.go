package site

import (
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/locale"
)

// ProfileSet is the pages of a dataset's rows. They are not kept: Page makes one when it
// is asked for, so that a million rows need no million pages in memory. A set may be used
// by several workers at once.
type ProfileSet struct {
	Resource *dataset.Resource
	planner  *planner
	langs    []locale.Lang
	patterns []pathPattern // one for each language
	titles   []pattern
	summary  []pattern
	slugs    []slugs // the part of the address that tells rows apart, for each language: head and slug are the address
	views    []*SetView
	shown    [][]int        // columns of the facts, for each language
	facts    [][]cellColumn // of shown
	formats  []Formatter    // for each language
	fields   []*fieldIndex  // columns by the name of their field, for each language
	exact    *fieldIndex    // and as they are called in the descriptor
	parents  []cellRef      // of foreign keys to rows with pages, in their order
	name     int            // column that leads to the row's page, -1: none alone does
	named    bool           // the titles show that column: it is a name, and not a code for addresses
	ranks    []*ranking
	updated  string // ISO date of the last change of its rows and of those that refer to them
}

// pathPattern is an address with the fields of a row in it: "kube/{nama}".
type pathPattern struct {
	prefix string // of the language
	text   string
	head   string // what all addresses begin with, up to a slash: prefix and "kube/"
}

func newPathPattern(prefix, text string) pathPattern {
	fixed, _, _ := strings.Cut(text, "{")
	return pathPattern{prefix, text, prefix + fixed[:strings.LastIndexByte(fixed, '/')+1]}
}

// profileSets finds the datasets whose rows have pages.
func (p *planner) profileSets() {
	for _, r := range p.Package.Resources {
		if r.Profile == nil || r.Table == nil {
			continue
		}
		set := &ProfileSet{Resource: r, planner: p, langs: p.langs, name: -1, updated: p.modified(p.around(r)...)}
		for _, lang := range p.langs {
			pattern := newPathPattern(p.prefix(lang), r.Profile.Path.In(lang))
			set.slugs = append(set.slugs, set.slugsOf(pattern))
			set.patterns = append(set.patterns, pattern)
			words := func(name string) int { return r.Table.Schema.Translated(name, lang) }
			set.titles = append(set.titles, parsePattern(r.Profile.Title.In(lang), words))
			set.summary = append(set.summary, parsePattern(r.Profile.Summary.In(lang), words))
			set.views = append(set.views, nil)
			set.shown = append(set.shown, nil)
			set.facts = append(set.facts, nil)
			set.formats = append(set.formats, p.formatter(lang))
			set.fields = append(set.fields, newFieldIndex(r.Table.Schema, words))
		}
		set.exact = newFieldIndex(r.Table.Schema, r.Table.Schema.Index)
		if names := dataset.PatternFields(r.Profile.Path.In(p.langs[0])); len(names) > 0 {
			name := names[len(names)-1]
			set.name = r.Table.Schema.Index(name)
			set.named = set.name >= 0 && slices.Contains(dataset.PatternFields(r.Profile.Title.In(p.langs[0])), name)
		}
		p.plan.Sets = append(p.plan.Sets, set)
		p.plan.byName[r.Name] = set
	}
	for _, set := range p.plan.Sets {
		set.parents = p.parentKeys(set.Resource)
	}
}

// parentKeys are the foreign keys of a dataset that lead to rows of others with pages.
func (p *planner) parentKeys(r *dataset.Resource) (all []cellRef) {
	for i := range r.Table.Schema.ForeignKeys {
		rel := p.relations.keys[relationKey{r.Name, i}]
		if rel == nil || rel.to == r {
			continue
		}
		if set := p.plan.set(rel.to.Name); set != nil {
			all = append(all, cellRef{rel, set})
		}
	}
	return all
}

// slugsOf makes the slugs of all rows, or gives those of an earlier language whose addresses
// are the same.
func (s *ProfileSet) slugsOf(pattern pathPattern) slugs {
	for lang, other := range s.patterns {
		if other.text == pattern.text {
			return s.slugs[lang]
		}
	}
	return newSlugs(pattern, s.Resource.Table)
}

func (s *ProfileSet) langIndex(lang locale.Lang) int {
	for i, l := range s.langs {
		if l == lang {
			return i
		}
	}
	return 0
}

// Len is the number of pages in each language.
func (s *ProfileSet) Len() int { return s.Resource.Table.Len() }

// Langs lists the languages.
func (s *ProfileSet) Langs() []locale.Lang { return s.langs }

// Path is the address of a row's page.
func (s *ProfileSet) Path(row int, lang locale.Lang) string {
	return s.pathIn(nil, row, s.langIndex(lang))
}

// PathAmong is Path, for the language at a place among Langs, in memory that is used again.
func (s *ProfileSet) PathAmong(t *Texts, row, lang int) string {
	return s.pathIn(&t.scratch, row, lang)
}

func (s *ProfileSet) pathIn(in *scratch, row, lang int) string {
	return in.join(s.patterns[lang].head, s.slugs[lang].Name(row), ".html")
}

// folder is where the pages are, "" or ending in a slash; false where it depends on the row.
func (s *ProfileSet) folder(lang int) (string, bool) {
	text := s.patterns[lang].text
	i := strings.LastIndexByte(text, '/')
	dir := text[:i+1]
	return s.patterns[lang].prefix + dir, !strings.Contains(dir, "{")
}

// OneFolder says whether the pages of a language stand beside each other.
func (s *ProfileSet) OneFolder(lang int) bool {
	_, fixed := s.folder(lang)
	return fixed
}

// indexPath is the address of the page that lists the rows.
func (s *ProfileSet) indexPath(lang locale.Lang) string {
	dir, fixed := s.folder(s.langIndex(lang))
	if !fixed || dir == s.patterns[s.langIndex(lang)].prefix {
		dir = s.patterns[s.langIndex(lang)].prefix + locale.Slug(s.Resource.Name) + "/"
	}
	return dir + "index.html"
}

// key is what tells a row's address from the others': its last part.
func (s *ProfileSet) key(row, lang int) string {
	slug := s.slugs[lang].Name(row)
	return slug[strings.LastIndexByte(slug, '/')+1:]
}

// rowOf finds a row by the last part of its address in any language; -1 for none.
func (s *ProfileSet) rowOf(key string) int {
	for lang := range s.langs {
		for row := range s.Len() {
			if s.key(row, lang) == key {
				return row
			}
		}
	}
	return -1
}

// namedBy says whether a field's cells lead to the row's own page.
func (s *ProfileSet) namedBy(field string) bool {
	return s.name >= 0 && s.Resource.Table.Schema.Fields[s.name].Name == field
}

// Name is a row's name for links: the field that its address is made of, or all of its
// title where that does not show the field. "kube/{kode}" says nothing to readers.
func (s *ProfileSet) Name(row int, lang locale.Lang) string {
	return s.nameIn(nil, row, s.langIndex(lang))
}

func (s *ProfileSet) nameIn(in *scratch, row, lang int) string {
	if s.name < 0 || !s.named {
		return s.titleIn(in, row, lang)
	}
	t := s.Resource.Table
	col, _ := s.fields[lang].of(t.Schema.Fields[s.name].Name)
	return s.formats[lang].Value(t.Value(row, col), &t.Schema.Fields[col], t.Schema.MissingValues)
}

func (s *ProfileSet) title(row int, lang locale.Lang) string {
	return s.titleIn(nil, row, s.langIndex(lang))
}

func (s *ProfileSet) titleIn(in *scratch, row, lang int) string {
	return s.titles[lang].words(in, s.Resource.Table, row, s.formats[lang])
}

// sentence is the sentence about a row.
func (s *ProfileSet) sentence(row int, lang locale.Lang) string {
	return s.sentenceIn(nil, row, s.langIndex(lang))
}

func (s *ProfileSet) sentenceIn(in *scratch, row, lang int) string {
	return s.summary[lang].words(in, s.Resource.Table, row, s.formats[lang])
}

// around names a dataset and those that refer to it: what the pages of its rows show.
func (p *planner) around(r *dataset.Resource) []string {
	names := []string{r.Name}
	for _, o := range p.Package.Resources {
		for _, fk := range o.Schema.ForeignKeys {
			if fk.Resource == r.Name {
				names = append(names, o.Name)
			}
		}
	}
	return names
}
