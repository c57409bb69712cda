package locale

import (
	"fmt"
)

// Texts is a list of short texts, the same in all languages or one list for each.
type Texts struct {
	all []string
	per map[Lang][]string
}

// In gives the list in a language: its own, else the one for all.
func (l Texts) In(lang Lang) []string {
	if list, ok := l.per[lang]; ok {
		return list
	}
	return l.all
}

// UnmarshalTOML reads an array of strings, or a table of such arrays by language.
func (l *Texts) UnmarshalTOML(v any) error {
	switch v := v.(type) {
	case []any:
		list, err := stringList(v)
		l.all = list
		return err
	case map[string]any:
		l.per = map[Lang][]string{}
		for lang, list := range v {
			items, ok := list.([]any)
			if !ok {
				return fmt.Errorf("a list must be an array of strings, in each language (%q is not)", lang)
			}
			texts, err := stringList(items)
			if err != nil {
				return err
			}
			l.per[Lang(lang)] = texts
		}
		return nil
	}
	return fmt.Errorf("a list must be an array of strings, or a table of arrays by language")
}

func stringList(items []any) ([]string, error) {
	list := make([]string, len(items))
	for i, item := range items {
		s, ok := item.(string)
		if !ok {
			return nil, fmt.Errorf("a list must hold strings only")
		}
		list[i] = s
	}
	return list, nil
}
