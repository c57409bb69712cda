// Package locale knows languages: texts written in several of them, and how each
// writes a number, a date or a list.
//
// Text is what a title, a label or a note is: one string for all languages, or one
// for each. Locale holds a language's own forms. Both work on exact text: a number
// arrives as its canonical digits ("58033", "18.3") and leaves grouped and pointed
// for the reader ("58.033", "18,3"), never through a float.
//
// The conventions of Indonesian and English are built in. Another language uses the
// ones its theme declares, see Locale.With.
package locale

import (
	"fmt"
	"sort"
)

// Lang is a BCP 47 language tag, such as "id" or "en".
type Lang string

// Text is a text in one or several languages. The zero Text is empty in all of them.
type Text struct {
	all string
	per []translation // sorted by language
}

type translation struct {
	lang Lang
	text string
}

// Plain is a text that reads the same in every language.
func Plain(s string) Text { return Text{all: s} }

// NewText is a text with one string for each language.
func NewText(per map[Lang]string) Text {
	t := Text{}
	for lang, s := range per {
		t.per = append(t.per, translation{lang, s})
	}
	sort.Slice(t.per, func(i, j int) bool { return t.per[i].lang < t.per[j].lang })
	return t
}

// In gives the text in a language; where it has none, the text for all languages,
// else the first one there is: a reader is better served by another language than
// by a hole. Has tells the two apart.
func (t Text) In(lang Lang) string {
	for _, p := range t.per {
		if p.lang == lang {
			return p.text
		}
	}
	if t.all != "" || len(t.per) == 0 {
		return t.all
	}
	return t.per[0].text
}

// Has says whether the text can be read in a language: it was written in it, or is
// the same in all.
func (t Text) Has(lang Lang) bool {
	for _, p := range t.per {
		if p.lang == lang {
			return p.text != ""
		}
	}
	return t.all != ""
}

// IsZero says whether the text is empty in every language.
func (t Text) IsZero() bool { return t.all == "" && len(t.per) == 0 }

// Localized says whether the text was written language by language.
func (t Text) Localized() bool { return len(t.per) > 0 }

// Langs lists the languages the text was written in, sorted; none for a plain text.
func (t Text) Langs() []Lang {
	langs := make([]Lang, len(t.per))
	for i, p := range t.per {
		langs[i] = p.lang
	}
	return langs
}

// Map gives a text with each of its strings changed by f.
func (t Text) Map(f func(Lang, string) string) Text {
	out := Text{all: t.all}
	if t.all != "" {
		out.all = f("", t.all)
	}
	for _, p := range t.per {
		out.per = append(out.per, translation{p.lang, f(p.lang, p.text)})
	}
	return out
}

// UnmarshalTOML reads a string, or a table of strings by language.
func (t *Text) UnmarshalTOML(v any) error {
	switch v := v.(type) {
	case string:
		*t = Plain(v)
		return nil
	case map[string]any:
		per := make(map[Lang]string, len(v))
		for lang, s := range v {
			text, ok := s.(string)
			if !ok {
				return fmt.Errorf("a text must be a string, in each language (%q is not)", lang)
			}
			per[Lang(lang)] = text
		}
		*t = NewText(per)
		return nil
	}
	return fmt.Errorf("a text must be a string, or a table of strings by language")
}
