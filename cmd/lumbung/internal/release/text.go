package release

import (
	"encoding/json"

	"lumbung/cmd/lumbung/internal/locale"
)

// text is a locale.Text in JSON: a string, or an object of strings by language.
type text struct{ locale.Text }

// MarshalJSON writes either form.
func (t text) MarshalJSON() ([]byte, error) {
	if !t.Localized() {
		return plainJSON(t.In(""))
	}
	per := map[locale.Lang]string{}
	for _, lang := range t.Langs() {
		per[lang] = t.In(lang)
	}
	return plainJSON(per)
}

// UnmarshalJSON reads either form.
func (t *text) UnmarshalJSON(data []byte) error {
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		return err
	}
	return t.UnmarshalTOML(v)
}

// words is a text in the two languages that every portal's changes are told in.
func words(id, en string) locale.Text {
	return locale.NewText(map[locale.Lang]string{"id": id, "en": en})
}
