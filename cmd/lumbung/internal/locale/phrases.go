package locale

import (
	"fmt"
	"sort"
	"strings"
)

// Phrase is one text of the interface. Where a language tells one from many, One is for
// a count of one; Other is for all else.
type Phrase struct {
	One   string
	Other string
}

// Phrases is the interface of a portal in one language: texts by stable dotted keys.
type Phrases struct {
	Locale Locale
	texts  map[string]Phrase
}

// NewPhrases makes a catalogue.
func NewPhrases(lang Lang, texts map[string]Phrase) *Phrases {
	return &Phrases{Locale: For(lang), texts: texts}
}

// Lang is the language of the phrases.
func (p *Phrases) Lang() Lang { return p.Locale.Lang }

// Has says whether a key exists.
func (p *Phrases) Has(key string) bool {
	_, ok := p.texts[key]
	return ok
}

// Keys lists all keys, sorted.
func (p *Phrases) Keys() []string {
	keys := make([]string, 0, len(p.texts))
	for k := range p.texts {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// Get gives a text. Arguments come in pairs of name and value and replace {name}; the
// argument "n" chooses between one and many and is written in the language's form. A key
// that does not exist is our own mistake and shows as itself in brackets, which a test
// of the pages looks for.
func (p *Phrases) Get(key string, args ...any) string {
	phrase, ok := p.texts[key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	text := phrase.Other
	for i := 0; i+1 < len(args); i += 2 {
		name, value := fmt.Sprint(args[i]), fmt.Sprint(args[i+1])
		if name == "n" {
			if value == "1" && phrase.One != "" {
				text = phrase.One
			}
			value = p.Locale.Number(value)
		}
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	return text
}
