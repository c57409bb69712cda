package locale

import (
	"fmt"
	"sort"
	"strconv"
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
	Locale *Locale
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
		if phrase.One != "" && shown(args[i]) == "n" && shown(args[i+1]) == "1" {
			text = phrase.One
		}
	}
	if len(args) < 2 || !strings.Contains(text, "{") {
		return text
	}
	var usual [256]byte
	return string(p.fill(usual[:0], text, args))
}

// fill puts arguments into a text. What they hold themselves is not looked at again.
func (p *Phrases) fill(b []byte, text string, args []any) []byte {
	for {
		before, rest, found := strings.Cut(text, "{")
		b = append(b, before...)
		if !found {
			return b
		}
		name, after, closed := strings.Cut(rest, "}")
		value, known := argument(args, name)
		switch {
		case !closed || !known:
			b, text = append(b, '{'), rest
			continue
		case name == "n":
			b = p.Locale.AppendNumber(b, value)
		default:
			b = append(b, value...)
		}
		text = after
	}
}

// argument finds the value of a name among pairs.
func argument(args []any, name string) (value string, ok bool) {
	for i := 0; i+1 < len(args); i += 2 {
		if shown(args[i]) == name {
			return shown(args[i+1]), true
		}
	}
	return "", false
}

// shown is an argument as a text.
func shown(arg any) string {
	switch arg := arg.(type) {
	case string:
		return arg
	case int:
		return strconv.Itoa(arg)
	}
	return fmt.Sprint(arg)
}
